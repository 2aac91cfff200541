/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What ridge-fit tells about a fit, for people and for programs.
 */
#ifndef ARETE_CLI_REPORT_H
#define ARETE_CLI_REPORT_H

#include <stddef.h>

#include "arete/model.h"
#include "arete/ridge.h"
#include "cli/fit_settings.h"
#include "cli/input.h"

/* Everything a report needs. */
typedef struct fit_result {
    const fit_settings *settings;
    const fit_input *input;
    const arete_cv *cv; /* NULL: nothing was selected */
    const arete_ridge *fit;
    const size_t *best; /* per target, index in cv; NULL without cv */
    const size_t *l;    /* per target, index in fit */
    double seconds;
} fit_result;

/* Both make the whole report in memory (*text to be freed, *length without a final zero): CLI_DONE or
 * CLI_DATA. */
int fit_report_text(const fit_result *result, char **text, size_t *length);
int fit_report_json(const fit_result *result, char **text, size_t *length);

/* Warnings of the selection and of the fit without repetition, in their order; NULL past the last. */
const arete_warning *fit_warning(const fit_result *result, size_t i);

#endif /* ARETE_CLI_REPORT_H */

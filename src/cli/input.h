/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The data of ridge-fit: all files read into moments, or kept as rows where the dual wants them.
 */
#ifndef ARETE_CLI_INPUT_H
#define ARETE_CLI_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "arete/moments.h"
#include "cli/fit_settings.h"
#include "cli/roles.h"
#include "cli/rows.h"

typedef struct fit_input {
    fit_roles roles;
    double *factors;        /* p penalty factors, or NULL */
    arete_moments *moments; /* of all rows; NULL where the kept rows are enough */
    bool keep;              /* rows are (still) kept */
    cli_rows rows;
    uint64_t rows_read, rows_dropped; /* dropped ones count as read; rows of saved moments count too */
    uint64_t rows_used;               /* of positive weight */
    size_t moments_files;
} fit_input;

/* Reads every file. An exit status, after a message where it is not CLI_DONE. *input is to be freed in any
 * case. */
int fit_input_read(fit_input *input, const fit_settings *settings);

void fit_input_free(fit_input *input);

#endif /* ARETE_CLI_INPUT_H */

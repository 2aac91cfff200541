/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The larger parts of the report for people.
 */
#ifndef ARETE_CLI_REPORT_PARTS_H
#define ARETE_CLI_REPORT_PARTS_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/report.h"

/* Prints a name without control characters. With a width: padded or, by "...", cut to so many characters. */
void report_name(FILE *out, const char *name, size_t width);

/* The curve of the cross-validation in a few lines. */
void report_curve(FILE *out, const fit_result *result, size_t t);

/* The table of coefficients; of many predictors the weightiest. False without memory. */
bool report_coefficients(FILE *out, const fit_result *result, size_t t);

#endif /* ARETE_CLI_REPORT_PARTS_H */

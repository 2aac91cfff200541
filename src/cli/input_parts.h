/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The steps of reading, between input.c and its two halves: moments (input_moments.c) and rows
 * (input_rows.c). All return an exit status, after a message where it is not CLI_DONE.
 */
#ifndef ARETE_CLI_INPUT_PARTS_H
#define ARETE_CLI_INPUT_PARTS_H

#include "cli/input.h"

/* Creates in->moments for the roles, if memory allows. */
int fit_moments_create(fit_input *in, const fit_settings *s, const char *file);

/* Merges a moments file; the first one becomes in->moments and settles the roles. */
int fit_moments_merge(fit_input *in, const fit_settings *s, const char *file);

/* Raises the number of folds, if memory allows; nothing to do if there are as many. */
int fit_moments_grow(fit_input *in, const fit_settings *s, const char *file, size_t folds);

/* Makes moments of the rows kept so far. */
int fit_rows_pour(fit_input *in, const fit_settings *s, const char *file);

/* A block of rows on its way from a table. */
typedef struct fit_block {
    size_t rows, width; /* capacity; cells of a row: features, targets, weight, fold */
    double *cells, *weights;
    size_t *folds;
    size_t used, most_folds; /* rows of positive weight; largest fold number + 1 */
} fit_block;

int fit_block_create(fit_block *block, size_t width);
void fit_block_free(fit_block *block);

/* Takes n rows just read from the table: checks weights and folds, keeps the rows, adds them to the moments.
 */
int fit_block_take(fit_input *in, const fit_settings *s, const char *file, const arete_table *table,
                   fit_block *block, size_t n);

#endif /* ARETE_CLI_INPUT_PARTS_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Rows kept in memory, for the dual: x and y side by side, weights apart.
 */
#ifndef ARETE_CLI_ROWS_H
#define ARETE_CLI_ROWS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cli_rows {
    size_t p, q, count, capacity;
    double *xy;      /* count x (p + q), row-major */
    double *weights; /* NULL: all 1 */
    bool weighted;
} cli_rows;

/* Appends one row; rows of weight 0 are left out, as they are in every fit. Memory is asked for first:
 * CLI_DATA with the figure where `file` takes too much. w is 1 where there are no weights. */
int cli_rows_add(cli_rows *rows, const char *file, const double *xy, double w);

void cli_rows_free(cli_rows *rows);

#endif /* ARETE_CLI_ROWS_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A growing array of rows; doubled each time, so that the cost of a row is constant.
 */
#include "cli/rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common.h"
#include "cli/memory.h"

static int grow(cli_rows *rows, const char *file)
{
    size_t width = rows->p + rows->q, capacity = rows->capacity ? 2 * rows->capacity : 16;
    size_t cells = width + (rows->weighted ? 1 : 0);
    if (capacity > SIZE_MAX / sizeof(double) / cells)
        return cli_no_memory();
    /* realloc may need the old and the new array at once; the old one is in use already. */
    int status =
        cli_memory_check(file, capacity * cells * sizeof(double), "keeping the rows for the dual takes",
                         " (--solver cholesky does not keep them)");
    if (status != CLI_DONE)
        return status;
    double *xy = realloc(rows->xy, capacity * width * sizeof *xy);
    if (!xy)
        return cli_no_memory();
    rows->xy = xy;
    if (rows->weighted) {
        double *weights = realloc(rows->weights, capacity * sizeof *weights);
        if (!weights)
            return cli_no_memory();
        rows->weights = weights;
    }
    rows->capacity = capacity;
    return CLI_DONE;
}

int cli_rows_add(cli_rows *rows, const char *file, const double *xy, double w)
{
    size_t width = rows->p + rows->q;
    if (w == 0)
        return CLI_DONE;
    if (rows->count == rows->capacity) {
        int status = grow(rows, file);
        if (status != CLI_DONE)
            return status;
    }
    memcpy(rows->xy + rows->count * width, xy, width * sizeof *xy);
    if (rows->weighted)
        rows->weights[rows->count] = w;
    rows->count++;
    return CLI_DONE;
}

void cli_rows_free(cli_rows *rows)
{
    free(rows->xy);
    free(rows->weights);
    rows->xy = rows->weights = NULL;
    rows->count = rows->capacity = 0;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Rows on their way from a table: weights and fold numbers are checked and named by line and field, then the
 * rows are kept, or added to the moments, or both.
 */
#include <math.h>
#include <stdlib.h>

#include "arete/ridge.h"
#include "cli/common.h"
#include "cli/input_parts.h"

enum { MOST_FOLDS = 100000 };

int fit_block_create(fit_block *b, size_t width)
{
    enum { BYTES = 512 * 1024, MOST_ROWS = 4096 };
    b->width = width;
    b->rows = BYTES / sizeof(double) / width;
    if (b->rows < 1)
        b->rows = 1;
    if (b->rows > MOST_ROWS)
        b->rows = MOST_ROWS;
    b->cells = calloc(b->rows * width, sizeof *b->cells);
    b->weights = calloc(b->rows, sizeof *b->weights);
    b->folds = calloc(b->rows, sizeof *b->folds);
    return b->cells && b->weights && b->folds ? CLI_DONE : cli_no_memory();
}

void fit_block_free(fit_block *b)
{
    free(b->cells);
    free(b->weights);
    free(b->folds);
}

/* The rows kept so far become moments. */
int fit_rows_pour(fit_input *in, const fit_settings *s, const char *file)
{
    int status = fit_moments_create(in, s, file);
    if (status != CLI_DONE)
        return status;
    cli_rows *r = &in->rows;
    size_t ld = r->p + r->q;
    arete_error error;
    if (arete_moments_add(in->moments, ARETE_ROW_MAJOR, r->count, r->xy, ld, r->xy ? r->xy + r->p : NULL, ld,
                          r->weights, NULL, &error))
        return cli_failure(file, &error);
    return CLI_DONE;
}

static int keep_rows(fit_input *in, const char *file, const fit_block *b, size_t n)
{
    int status = CLI_DONE;
    for (size_t i = 0; i < n && status == CLI_DONE; i++)
        status = cli_rows_add(&in->rows, file, b->cells + i * b->width, b->weights[i]);
    return status;
}

static int bad_cell(const char *file, const arete_table *table, size_t row, size_t cell, const char *what,
                    double value)
{
    return cli_error_at(CLI_DATA, file, arete_table_line(table, row), arete_table_field(table, cell),
                        "%s: %.17g", what, value);
}

/* Weights and fold numbers out of the block, checked. */
static int take_columns(fit_input *in, const char *file, const arete_table *table, fit_block *b, size_t n)
{
    size_t next = in->roles.features.count + in->roles.targets.count;
    size_t weight = in->roles.weights ? next++ : 0, fold = next;
    b->used = 0;
    b->most_folds = 1;
    for (size_t i = 0; i < n; i++) {
        const double *row = b->cells + i * b->width;
        double w = in->roles.weights ? row[weight] : 1.0;
        if (!(w >= 0))
            return bad_cell(file, table, i, weight, "the weight is negative", w);
        b->weights[i] = w;
        b->used += w > 0;
        if (!in->roles.folds)
            continue;
        if (!(row[fold] >= 0 && row[fold] < MOST_FOLDS && row[fold] == floor(row[fold])))
            return bad_cell(file, table, i, fold, "the fold is no whole number from 0 to 99999", row[fold]);
        b->folds[i] = (size_t)row[fold];
        if (b->folds[i] >= b->most_folds)
            b->most_folds = b->folds[i] + 1;
    }
    in->rows_used += b->used;
    return CLI_DONE;
}

static int add_to_moments(fit_input *in, const fit_settings *s, const char *file, const fit_block *b,
                          size_t n)
{
    int status = in->roles.folds ? fit_moments_grow(in, s, file, b->most_folds) : CLI_DONE;
    if (status != CLI_DONE)
        return status;
    arete_error error;
    if (arete_moments_add(in->moments, ARETE_ROW_MAJOR, n, b->cells, b->width,
                          b->cells + in->roles.features.count, b->width,
                          in->roles.weights ? b->weights : NULL, in->roles.folds ? b->folds : NULL, &error))
        return cli_failure(file, &error);
    return CLI_DONE;
}

int fit_block_take(fit_input *in, const fit_settings *s, const char *file, const arete_table *table,
                   fit_block *b, size_t n)
{
    int status = take_columns(in, file, table, b, n);
    if (status != CLI_DONE)
        return status;
    if (in->keep && s->solver == ARETE_SOLVER_AUTO && in->rows.count + b->used > in->rows.p) {
        /* More rows than predictors: moments take over. */
        if (!in->moments)
            status = fit_rows_pour(in, s, file);
        in->keep = false;
        cli_rows_free(&in->rows);
    }
    if (status == CLI_DONE && in->keep)
        status = keep_rows(in, file, b, n);
    if (status == CLI_DONE && in->moments)
        status = add_to_moments(in, s, file, b, n);
    return status;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Reading. Saved moments are merged first, as they fix the roles, the folds and the seed; then the tables are
 * read block by block, so that memory does not grow with the number of rows.
 *
 * Two roads. Moments (p x p for each fold) serve every fit; but with fewer rows than predictors the dual is
 * the cheaper and the more accurate road, and it needs the rows. While there are at most p rows they are
 * therefore kept beside the moments, and where nothing else needs moments (one penalty, no folds) these are
 * not even made before row p + 1 arrives: a table of 100 x 50 000 takes the memory of its numbers, not of 50
 * 000 x 50 000.
 */
#include "cli/input.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arete/ridge.h"
#include "cli/common.h"
#include "cli/memory.h"
#include "cli/progress.h"

enum { MOST_FOLDS = 100000 };

/* A block of rows on its way from a table. */
typedef struct block {
    size_t rows, width; /* capacity; cells of a row: p + q, weight, fold */
    double *cells, *weights;
    size_t *folds;
    size_t used, most_folds; /* rows of positive weight; largest fold number + 1 */
} block;

static bool needs_moments(const fit_input *in, const fit_settings *s)
{
    return s->select || s->moments || !in->keep;
}

/* Rows are kept where the final fit may be the dual. */
static bool may_use_dual(const fit_settings *s, size_t moments_files)
{
    if (s->solver == ARETE_SOLVER_CHOLESKY || moments_files > 0)
        return false;
    for (size_t l = 0; l < s->nlambda; l++)
        if (!(s->lambda[l] > 0))
            return false;
    return true;
}

/* ---- moments ---- */

static int check_memory(const fit_input *in, const fit_settings *s, const char *file, size_t folds)
{
    size_t p = in->roles.features.count, q = in->roles.targets.count;
    size_t had = in->moments ? arete_moments_bytes(p, q, arete_moments_folds(in->moments)) : 0;
    size_t bytes = arete_moments_bytes(p, q, folds);
    if (bytes != SIZE_MAX)
        bytes -= had < bytes ? had : bytes;
    bytes = cli_memory_add(bytes, arete_ridge_bytes(p, q, s->threads));
    char what[96];
    snprintf(what, sizeof what, "the moments of %zu predictors in %zu fold%s and their fit take", p, folds,
             folds == 1 ? "" : "s");
    return cli_memory_check(file, bytes, what,
                            folds > 1 ? " (fewer --folds, or one --lambda, take less)" : "");
}

static int make_moments(fit_input *in, const fit_settings *s, const char *file)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.seed = s->seed;
    options.threads = s->threads;
    options.folds = in->roles.folds || !(s->select || s->moments) ? 1 : s->folds;
    int status = check_memory(in, s, file, options.folds);
    if (status != CLI_DONE)
        return status;
    arete_error error;
    const char *const *features = (const char *const *)in->roles.features.items;
    const char *const *targets = (const char *const *)in->roles.targets.items;
    if (arete_moments_create(&in->moments, in->roles.features.count, in->roles.targets.count, &options,
                             &error) ||
        arete_moments_set_names(in->moments, features, targets, &error))
        return cli_failure(file, &error);
    return CLI_DONE;
}

static int grow_folds(arete_moments *m, const char *file, size_t folds)
{
    arete_error error;
    if (folds > arete_moments_folds(m) && arete_moments_grow(m, folds, &error))
        return cli_failure(file, &error);
    return CLI_DONE;
}

static int merge_moments(fit_input *in, const fit_settings *s, const char *file)
{
    arete_moments *part;
    arete_error error;
    if (arete_moments_load(&part, file, &error))
        return cli_failure(file, &error);
    int status = CLI_DONE;
    if (!in->moments) {
        in->moments = part;
        return fit_roles_from_moments(&in->roles, s, file, part);
    }
    /* Parts made with --fold-column need not have met the same largest number. */
    if (s->fold_column) {
        status = grow_folds(in->moments, file, arete_moments_folds(part));
        if (status == CLI_DONE)
            status = grow_folds(part, file, arete_moments_folds(in->moments));
    }
    if (status == CLI_DONE && arete_moments_merge(in->moments, part, &error))
        status = cli_failure(file, &error);
    arete_moments_destroy(&part);
    return status;
}

/* ---- rows ---- */

/* The rows kept so far become moments. */
static int pour_rows(fit_input *in, const fit_settings *s, const char *file)
{
    int status = make_moments(in, s, file);
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

static int keep_rows(fit_input *in, const char *file, const block *b, size_t n)
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
static int take_columns(fit_input *in, const char *file, const arete_table *table, block *b, size_t n)
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

static int add_to_moments(fit_input *in, const fit_settings *s, const char *file, const block *b, size_t n)
{
    if (in->roles.folds && b->most_folds > arete_moments_folds(in->moments)) {
        int status = check_memory(in, s, file, b->most_folds);
        if (status == CLI_DONE)
            status = grow_folds(in->moments, file, b->most_folds);
        if (status != CLI_DONE)
            return status;
    }
    arete_error error;
    if (arete_moments_add(in->moments, ARETE_ROW_MAJOR, n, b->cells, b->width,
                          b->cells + in->roles.features.count, b->width,
                          in->roles.weights ? b->weights : NULL, in->roles.folds ? b->folds : NULL, &error))
        return cli_failure(file, &error);
    return CLI_DONE;
}

static int take_block(fit_input *in, const fit_settings *s, const char *file, const arete_table *table,
                      block *b, size_t n)
{
    int status = take_columns(in, file, table, b, n);
    if (status != CLI_DONE)
        return status;
    if (in->keep && s->solver == ARETE_SOLVER_AUTO && in->rows.count + b->used > in->rows.p) {
        /* More rows than predictors: moments take over. */
        if (!in->moments)
            status = pour_rows(in, s, file);
        in->keep = false;
        cli_rows_free(&in->rows);
    }
    if (status == CLI_DONE && in->keep)
        status = keep_rows(in, file, b, n);
    if (status == CLI_DONE && in->moments)
        status = add_to_moments(in, s, file, b, n);
    return status;
}

/* ---- files ---- */

static int make_block(block *b, size_t width)
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

static void free_block(block *b)
{
    free(b->cells);
    free(b->weights);
    free(b->folds);
}

/* The first table settles what is to be done with all of them. */
static int begin_rows(fit_input *in, const fit_settings *s, const char *file, const arete_table *table)
{
    if (in->roles.features.count == 0) {
        int status = fit_roles_from_table(&in->roles, s, file, table);
        if (status != CLI_DONE)
            return status;
        in->keep = may_use_dual(s, in->moments_files);
        in->rows = (cli_rows){.p = in->roles.features.count,
                              .q = in->roles.targets.count,
                              .weighted = in->roles.weights != NULL};
        if (needs_moments(in, s))
            return make_moments(in, s, file);
    }
    return CLI_DONE;
}

static int read_rows(fit_input *in, const fit_settings *s, const char *file, arete_table *table, block *b)
{
    arete_error error;
    for (;;) {
        size_t n;
        if (arete_table_read(table, b->rows, b->cells, b->width, &n, &error))
            return cli_failure(file, &error);
        if (n == 0)
            return CLI_DONE;
        int status = take_block(in, s, file, table, b, n);
        if (status != CLI_DONE)
            return status;
        cli_progress_read(file, table);
    }
}

static int read_table(fit_input *in, const fit_settings *s, const char *file)
{
    arete_table *table;
    arete_error error;
    if (arete_table_open(&table, file, &s->table, &error))
        return cli_failure(file, &error);
    block b = {0};
    int status = begin_rows(in, s, file, table);
    if (status == CLI_DONE)
        status = fit_roles_select(&in->roles, file, table);
    if (status == CLI_DONE)
        status = make_block(&b, in->roles.features.count + in->roles.targets.count +
                                    (in->roles.weights != NULL) + (in->roles.folds != NULL));
    if (status == CLI_DONE)
        status = read_rows(in, s, file, table, &b);
    in->rows_read += arete_table_rows(table);
    in->rows_dropped += arete_table_dropped(table);
    free_block(&b);
    arete_table_close(&table);
    return status;
}

/* Only a regular file can be looked into and then read from its start: a pipe would lose what was looked at.
 */
static bool is_moments(const char *file)
{
    struct stat info;
    return stat(file, &info) == 0 && S_ISREG(info.st_mode) && arete_moments_recognise(file);
}

static int read_moments_files(fit_input *in, const fit_settings *s)
{
    const char *last = NULL;
    for (size_t i = 0; i < s->files.count; i++) {
        const char *file = s->files.items[i];
        if (!is_moments(file))
            continue;
        if (s->solver == ARETE_SOLVER_DUAL)
            return cli_error_at(CLI_DATA, file, 0, 0,
                                "saved moments hold no rows, which --solver dual needs");
        in->moments_files++;
        last = file;
        int status = merge_moments(in, s, file);
        if (status != CLI_DONE)
            return status;
    }
    if (in->moments) {
        in->rows_used = arete_moments_rows(in->moments, ARETE_NONE);
        in->rows_read = in->rows_used;
        if (!in->roles.folds && s->select && arete_moments_folds(in->moments) < 2)
            return cli_error_at(CLI_DATA, last, 0, 0,
                                "moments saved without folds cannot choose lambda (give one --lambda)");
    }
    return CLI_DONE;
}

int fit_input_read(fit_input *input, const fit_settings *settings)
{
    *input = (fit_input){0};
    const char *first = settings->files.items[0];
    int status = read_moments_files(input, settings);
    for (size_t i = 0; i < settings->files.count && status == CLI_DONE; i++)
        if (!is_moments(settings->files.items[i]))
            status = read_table(input, settings, settings->files.items[i]);
    if (status != CLI_DONE)
        return status;
    if (input->rows_used == 0)
        return cli_error_at(CLI_DATA, first, 0, 0,
                            "no row of positive weight is left (%" PRIu64 " read, %" PRIu64 " dropped)",
                            input->rows_read, input->rows_dropped);
    /* As many rows as predictors, neither road's: moments are the rule. */
    if (input->keep && settings->solver == ARETE_SOLVER_AUTO && input->rows.count >= input->rows.p)
        input->keep = false;
    if (!input->keep && !input->moments)
        status = pour_rows(input, settings, first);
    if (!input->keep)
        cli_rows_free(&input->rows);
    if (status == CLI_DONE)
        status = fit_roles_factors(&input->roles, settings, first, &input->factors);
    return status;
}

void fit_input_free(fit_input *input)
{
    fit_roles_free(&input->roles);
    free(input->factors);
    arete_moments_destroy(&input->moments);
    cli_rows_free(&input->rows);
}

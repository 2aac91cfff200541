/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Reading. Saved moments are merged first, as they fix the roles, the folds and the seed; then the tables are
 * read block by block, so that memory does not grow with the number of rows.
 *
 * Two roads. Moments (p x p for each fold) serve every fit; but with fewer rows than predictors the dual is
 * the cheaper and the more accurate road, and it needs the rows. While there are at most p rows they are
 * therefore kept beside the moments, and where nothing else needs moments (one penalty, no folds) these are
 * not even made before row p + 1 arrives: a table of 100 x 50000 takes the memory of its numbers, not of
 * 50000 x 50000.
 */
#include "cli/input.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arete/ridge.h"
#include "cli/common.h"
#include "cli/input_parts.h"
#include "cli/memory.h"
#include "cli/progress.h"

static bool needs_moments(const fit_input *in, const fit_settings *s)
{
    return s->select || s->moments || !in->keep;
}

/* Rows are kept where the final fit may be the dual. */
static bool may_use_dual(const fit_settings *s, size_t moments_files)
{
    if (s->solver == ARETE_SOLVER_CHOLESKY || moments_files > 0)
        return false;
    return true;
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
            return fit_moments_create(in, s, file);
    }
    return CLI_DONE;
}

/* A cell that is no number, with the option that would help. */
static int bad_cell(const char *file, const arete_error *error)
{
    const char *hint = "";
    if (error->status == ARETE_ERR_DATA && strstr(error->text, "missing value"))
        hint = " (--missing drop)";
    else if (error->status == ARETE_ERR_DATA && strstr(error->text, "is not a number (column"))
        hint = " (--drop leaves a column out)";
    return cli_error_at(CLI_DATA, file, error->line, error->field, "%s%s", error->text, hint);
}

static int read_rows(fit_input *in, const fit_settings *s, const char *file, arete_table *table, fit_block *b)
{
    arete_error error;
    for (;;) {
        size_t n;
        if (arete_table_read(table, b->rows, b->cells, b->width, &n, &error))
            return bad_cell(file, &error);
        if (n == 0)
            return CLI_DONE;
        int status = fit_block_take(in, s, file, table, b, n);
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
    fit_block b = {0};
    int status = begin_rows(in, s, file, table);
    if (status == CLI_DONE)
        status = fit_roles_select(&in->roles, file, table);
    if (status == CLI_DONE)
        status = fit_block_create(&b, in->roles.features.count + in->roles.targets.count +
                                          (in->roles.weights != NULL) + (in->roles.folds != NULL));
    if (status == CLI_DONE)
        status = read_rows(in, s, file, table, &b);
    in->rows_read += arete_table_rows(table);
    in->rows_dropped += arete_table_dropped(table);
    fit_block_free(&b);
    arete_table_close(&table);
    return status;
}

/* "-" is standard input, whatever files there are. */
static bool is_moments(const char *file)
{
    return strcmp(file, "-") != 0 && arete_moments_recognise(file);
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
        int status = fit_moments_merge(in, s, file);
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

/* The dual holds the rows twice more (centred, and for standard errors) and up to three n x n matrices. */
static int check_dual(const fit_input *in, const char *file)
{
    double n = (double)in->rows.count, p = (double)in->rows.p;
    double bytes = sizeof(double) * n * (2 * p + 3 * n);
    char what[64];
    snprintf(what, sizeof what, "the dual of %zu rows takes", in->rows.count);
    return cli_memory_check(file, bytes < (double)SIZE_MAX ? (size_t)bytes : SIZE_MAX, what,
                            " (--solver cholesky takes none that grows with the rows)");
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
        status = fit_rows_pour(input, settings, first);
    if (!input->keep)
        cli_rows_free(&input->rows);
    else if (status == CLI_DONE)
        status = check_dual(input, first);
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

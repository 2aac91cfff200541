/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The options of ridge-fit: their table, their values one by one, and then what only shows when all are known
 * (defaults that depend on each other, contradictions).
 */
#include "cli/fit_settings.h"

#include <stdlib.h>
#include <string.h>

#include "arete/ridge.h"
#include "cli/common.h"
#include "cli/options.h"
#include "cli/take.h"

enum {
    TARGET = 1,
    FEATURES,
    DROP,
    WEIGHTS,
    FOLD_COLUMN,
    NO_HEADER,
    DELIMITER,
    MISSING,
    LAMBDA,
    STANDARDIZE,
    NO_STANDARDIZE,
    NO_INTERCEPT,
    PENALTY_FACTOR,
    SOLVER,
    SELECT,
    FOLDS,
    SEED,
    RULE,
    GRID,
    OUTPUT,
    JSON,
    SAVE_MOMENTS,
    QUIET,
    THREADS,
    PROGRESS,
    NO_PROGRESS,
    HELP,
    VERSION
};

static const char usage[] =
    "Usage: ridge-fit [options] FILE...\n"
    "\n"
    "Fits a ridge regression to the rows of FILE: CSV or TSV with a header, NPY, moments\n"
    "saved before, or - for standard input. Several files are one data set.\n"
    "\n"
    "  minimise  sum w (y - b - x'beta)^2 + lambda sum f_j (s_j beta_j)^2\n";

static const cli_option table[] = {
    {TARGET, "--target", "NAME[,NAME..]", "columns to predict (default: the last column)", "Data"},
    {FEATURES, "--features", "NAME[,NAME..]", "columns to predict from (default: all others)", NULL},
    {DROP, "--drop", "NAME[,NAME..]", "columns to leave out", NULL},
    {WEIGHTS, "--weights", "NAME", "column of row weights, 0 or more", NULL},
    {FOLD_COLUMN, "--fold-column", "NAME", "column of fold numbers: 0, 1, .. 99999", NULL},
    {NO_HEADER, "--no-header", NULL, "the first row is data: columns are x1, x2, ..", NULL},
    {DELIMITER, "--delimiter", "C", "one character, or \\t (default: comma; tab for .tsv)", NULL},
    {MISSING, "--missing", "error|drop",
     "a row with a missing cell: refuse the file, or\nleave the row out (default: error)", NULL},
    {LAMBDA, "--lambda", "auto|L[,L..]", "the penalty, or those to choose from (default: auto)", "Model"},
    {STANDARDIZE, "--standardize", NULL,
     "s_j is the standard deviation of column j\n(default with --lambda auto)", NULL},
    {NO_STANDARDIZE, "--no-standardize", NULL, "s_j = 1 (default with --lambda L)", NULL},
    {NO_INTERCEPT, "--no-intercept", NULL, "b = 0", NULL},
    {PENALTY_FACTOR, "--penalty-factor", "NAME=V[,..]",
     "f_j of some columns (default: 1; 0 does not penalise)", NULL},
    {SOLVER, "--solver", "auto|cholesky|dual",
     "p x p by Cholesky, n x n by the dual, or the smaller\n(default: auto)", NULL},
    {SELECT, "--select", "kfold", "choose lambda by K-fold cross-validation\n(default with auto or several)",
     "Choice of lambda"},
    {FOLDS, "--folds", "K", "number of folds (default: 10)", NULL},
    {SEED, "--seed", "S", "seed of the assignment to folds (default: 0)", NULL},
    {RULE, "--rule", "min|1se",
     "smallest error, or the largest lambda within one\nstandard error of it (default: min)", NULL},
    {GRID, "--grid", "N",
     "penalties in the automatic grid, extended where the best\nstands at its end (default: 100)", NULL},
    {OUTPUT, "-o", "MODEL.json", "write the model", "Output"},
    {JSON, "--json", NULL, "print the report as JSON", NULL},
    {SAVE_MOMENTS, "--save-moments", "FILE", "write the moments of the data, to fit or merge later", NULL},
    {QUIET, "--quiet", NULL, "print no report", NULL},
    {THREADS, "--threads", "N", "threads (default: all cores)", "Run"},
    {PROGRESS, "--progress", NULL, "show progress (default: on a terminal)", NULL},
    {NO_PROGRESS, "--no-progress", NULL, "show none", NULL},
    {HELP, "--help", NULL, "print this", NULL},
    {VERSION, "--version", NULL, "print the version", NULL},
    {0, NULL, NULL, NULL, NULL},
};

static const char tail[] =
    "\nExit status: 0 done, 1 wrong usage, 2 bad data or file, 3 no unique solution.\n";

static int take_lambda(fit_settings *s, const char *name, const char *value)
{
    if (strcmp(value, "auto") == 0)
        return CLI_DONE;
    cli_list list = {0};
    int status = cli_list_split(&list, name, value);
    if (status == CLI_DONE) {
        s->lambda = calloc(list.count, sizeof *s->lambda);
        s->nlambda = list.count;
        if (!s->lambda)
            status = cli_no_memory();
    }
    for (size_t i = 0; status == CLI_DONE && i < list.count; i++) {
        if (!cli_number(list.items[i], &s->lambda[i]))
            status = cli_bad_value(name, list.items[i], "a number or auto");
        else if (!(s->lambda[i] >= 0))
            status = cli_error(CLI_USAGE, "%s: %s is negative", name, list.items[i]);
    }
    cli_list_free(&list);
    return status;
}

/* NAME=V: cut at the last '=', as a name may hold one. */
static int take_factors(fit_settings *s, const char *name, const char *value)
{
    cli_list *list = &s->factor_names;
    int status = cli_list_split(list, name, value);
    if (status != CLI_DONE)
        return status;
    s->factors = calloc(list->count, sizeof *s->factors);
    if (!s->factors)
        return cli_no_memory();
    for (size_t i = 0; i < list->count; i++) {
        char *equals = strrchr(list->items[i], '=');
        if (!equals || equals == list->items[i])
            return cli_bad_value(name, list->items[i], "NAME=V");
        if (!cli_number(equals + 1, &s->factors[i]) || !(s->factors[i] >= 0))
            return cli_bad_value(name, equals + 1, "a number of 0 or more");
        *equals = '\0';
        if (cli_list_find(list, list->items[i]) < i)
            return cli_error(CLI_USAGE, "%s: '%s' is named twice", name, list->items[i]);
    }
    return CLI_DONE;
}

static int take_data(fit_settings *s, int id, const char *name, const char *value)
{
    switch (id) {
    case TARGET:
        return cli_take_list(name, value, &s->targets);
    case FEATURES:
        return cli_take_list(name, value, &s->features);
    case DROP:
        return cli_take_list(name, value, &s->drop);
    case WEIGHTS:
        s->weights = value;
        return CLI_DONE;
    case FOLD_COLUMN:
        s->fold_column = value;
        return CLI_DONE;
    case NO_HEADER:
        s->table.header = 0;
        return CLI_DONE;
    case DELIMITER:
        return cli_take_delimiter(name, value, &s->table.delimiter);
    default: /* MISSING */
        return cli_take_word(name, value, (const char *const[]){"error", "drop", NULL}, "error or drop",
                             &s->table.missing);
    }
}

static int take(void *settings, int id, const char *name, const char *value)
{
    fit_settings *s = settings;
    uint64_t whole = 0;
    int status = CLI_DONE;
    switch (id) {
    case CLI_OPERAND:
        return cli_list_add(&s->files, value, strlen(value)) ? CLI_DONE : cli_no_memory();
    case LAMBDA:
        return take_lambda(s, name, value);
    case STANDARDIZE:
        s->with_standardize = true;
        break;
    case NO_STANDARDIZE:
        s->without_standardize = true;
        break;
    case NO_INTERCEPT:
        s->intercept = false;
        break;
    case PENALTY_FACTOR:
        return take_factors(s, name, value);
    case SOLVER:
        return cli_take_word(name, value, (const char *const[]){"auto", "cholesky", "dual", NULL},
                             "auto, cholesky or dual", &s->solver);
    case SELECT:
        s->select = true;
        return cli_take_word(name, value, (const char *const[]){"kfold", NULL}, "kfold", &(int){0});
    case FOLDS:
        status = cli_take_whole(name, value, 2, 1000000, &whole);
        s->folds = (size_t)whole;
        s->folds_given = true;
        break;
    case SEED:
        s->seed_given = true;
        return cli_take_whole(name, value, 0, UINT64_MAX, &s->seed);
    case RULE:
        s->rule_given = true;
        return cli_take_word(name, value, (const char *const[]){"min", "1se", NULL}, "min or 1se", &s->rule);
    case GRID:
        status = cli_take_whole(name, value, 2, 100000, &whole);
        s->grid = (size_t)whole;
        break;
    case OUTPUT:
        s->model = value;
        break;
    case JSON:
        s->json = true;
        break;
    case SAVE_MOMENTS:
        s->moments = value;
        break;
    case QUIET:
        s->quiet = true;
        break;
    case THREADS:
        status = cli_take_whole(name, value, 1, 1024, &whole);
        s->threads = (int)whole;
        break;
    case PROGRESS:
        s->progress = 1;
        break;
    case NO_PROGRESS:
        s->progress = 0;
        break;
    case HELP:
        return cli_help(table, usage, tail);
    case VERSION:
        return cli_version();
    default:
        return take_data(s, id, name, value);
    }
    return status;
}

int fit_settings_parse(fit_settings *settings, int argc, char **argv)
{
    *settings = (fit_settings){
        .intercept = true, .solver = ARETE_SOLVER_AUTO, .folds = 10, .rule = ARETE_RULE_MIN, .progress = -1};
    arete_table_options_init(&settings->table);
    int status = cli_parse(table, argc, argv, take, settings);
    return status == CLI_DONE ? fit_settings_check(settings) : status;
}

void fit_settings_free(fit_settings *settings)
{
    cli_list_free(&settings->files);
    cli_list_free(&settings->targets);
    cli_list_free(&settings->features);
    cli_list_free(&settings->drop);
    cli_list_free(&settings->factor_names);
    free(settings->lambda);
    free(settings->factors);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What shows only when the whole command line of ridge-fit is known. An option that could have no effect is
 * refused rather than ignored, where it would let the user believe something about the model that is not so.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arete/ridge.h"
#include "cli/common.h"
#include "cli/fit_settings.h"
#include "cli/take.h"

/* One use of a name on the command line. */
typedef struct use {
    const char *name, *option;
} use;

static int by_name(const void *a, const void *b)
{
    const use *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static size_t add_uses(use *uses, const cli_list *list, const char *option)
{
    for (size_t i = 0; i < list->count; i++)
        uses[i] = (use){list->items[i], option};
    return list->count;
}

/* A column has one role. Lists may be long, so the names are sorted to find a second use. */
static int check_roles(const fit_settings *s)
{
    size_t most = s->targets.count + s->features.count + s->drop.count + 2, count = 0;
    use *uses = calloc(most, sizeof *uses);
    if (!uses)
        return cli_no_memory();
    count += add_uses(uses + count, &s->targets, "--target");
    count += add_uses(uses + count, &s->features, "--features");
    count += add_uses(uses + count, &s->drop, "--drop");
    if (s->weights)
        uses[count++] = (use){s->weights, "--weights"};
    if (s->fold_column)
        uses[count++] = (use){s->fold_column, "--fold-column"};
    qsort(uses, count, sizeof *uses, by_name);
    int status = CLI_DONE;
    for (size_t i = 1; i < count && status == CLI_DONE; i++)
        if (strcmp(uses[i - 1].name, uses[i].name) == 0)
            status = cli_error(CLI_USAGE, "'%s' stands in %s and in %s", uses[i].name, uses[i - 1].option,
                               uses[i].option);
    free(uses);
    return status;
}

static int check_model(fit_settings *s)
{
    if (s->with_standardize && s->without_standardize)
        return cli_error(CLI_USAGE, "--standardize and --no-standardize contradict each other");
    s->standardize = s->with_standardize || (s->nlambda == 0 && !s->without_standardize);
    if (s->grid > 0 && s->nlambda > 0)
        return cli_error(CLI_USAGE, "--grid is for the automatic penalties, but --lambda gives them");
    for (size_t i = 0; i < s->nlambda; i++)
        if (s->solver == ARETE_SOLVER_DUAL && !(s->lambda[i] > 0))
            return cli_error(CLI_USAGE, "--solver dual needs penalties above 0");
    return CLI_DONE;
}

static int check_choice(fit_settings *s)
{
    s->select = s->select || s->nlambda != 1;
    if (s->rule_given && !s->select)
        return cli_error(CLI_USAGE, "--rule chooses among penalties, but --lambda gives one (see --select)");
    if ((s->folds_given || s->seed_given) && !s->select && !s->moments)
        return cli_error(CLI_USAGE,
                         "%s is for choosing among penalties, but --lambda gives one (see --select)",
                         s->folds_given ? "--folds" : "--seed");
    if (s->seed_given && s->fold_column)
        return cli_error(CLI_USAGE, "--seed and --fold-column contradict each other");
    if (s->folds_given && s->fold_column)
        return cli_error(CLI_USAGE, "--folds and --fold-column contradict each other");
    return CLI_DONE;
}

/* The same file twice would count its rows twice. */
static int check_distinct(const cli_list *files)
{
    struct stat *all = calloc(files->count, sizeof *all);
    if (!all)
        return cli_no_memory();
    int status = CLI_DONE;
    for (size_t i = 0; i < files->count && status == CLI_DONE; i++) {
        if (strcmp(files->items[i], "-") == 0 || stat(files->items[i], &all[i]) != 0 ||
            !S_ISREG(all[i].st_mode))
            all[i] = (struct stat){0};
        for (size_t k = 0; k < i && S_ISREG(all[i].st_mode) && status == CLI_DONE; k++)
            if (all[k].st_ino == all[i].st_ino && all[k].st_dev == all[i].st_dev && S_ISREG(all[k].st_mode))
                status = cli_error(CLI_USAGE, "'%s' and '%s' are the same file: its rows would count twice",
                                   files->items[k], files->items[i]);
    }
    free(all);
    return status;
}

static int check_files(const fit_settings *s)
{
    size_t streams = 0;
    if (s->files.count == 0)
        return cli_error(CLI_USAGE, "no file is given (see %s --help)", cli_program);
    for (size_t i = 0; i < s->files.count; i++)
        streams += strcmp(s->files.items[i], "-") == 0;
    if (streams > 1)
        return cli_error(CLI_USAGE, "standard input (-) can be read once only");
    int distinct = check_distinct(&s->files);
    if (distinct != CLI_DONE)
        return distinct;
    if (s->json && s->quiet)
        return cli_error(CLI_USAGE, "--json and --quiet contradict each other");
    if (s->model && s->moments && strcmp(s->model, s->moments) == 0)
        return cli_error(CLI_USAGE, "-o and --save-moments name the same file");
    int status = s->model ? cli_check_output("-o", s->model, &s->files) : CLI_DONE;
    if (status == CLI_DONE && s->moments)
        status = cli_check_output("--save-moments", s->moments, &s->files);
    return status;
}

int fit_settings_check(fit_settings *settings)
{
    int status = check_files(settings);
    if (status == CLI_DONE)
        status = check_roles(settings);
    if (status == CLI_DONE)
        status = check_model(settings);
    if (status == CLI_DONE)
        status = check_choice(settings);
    return status;
}

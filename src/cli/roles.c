/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Roles of columns. The first table gives them, or saved moments if there are any; other files follow by
 * name.
 */
#include "cli/roles.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/common.h"

typedef enum role { ROLE_NONE, ROLE_FEATURE, ROLE_TARGET, ROLE_WEIGHTS, ROLE_FOLDS, ROLE_DROP } role;

static int mark(const char *file, const arete_table *table, const char *name, role kind, unsigned char *roles)
{
    size_t j;
    int status = cli_find_column(file, table, name, 0, &j);
    if (status == CLI_DONE)
        roles[j] = (unsigned char)kind;
    return status;
}

static int mark_list(const char *file, const arete_table *table, const cli_list *list, role kind,
                     unsigned char *roles)
{
    int status = CLI_DONE;
    for (size_t i = 0; i < list->count && status == CLI_DONE; i++)
        status = mark(file, table, list->items[i], kind, roles);
    return status;
}

/* The last column that the options do not take away is the target where none is named. */
static int mark_default_target(const char *file, const arete_table *table, unsigned char *roles)
{
    size_t j = arete_table_columns(table);
    while (j > 0 && roles[j - 1] != ROLE_NONE && roles[j - 1] != ROLE_FEATURE)
        j--;
    if (j == 0)
        return cli_error_at(CLI_DATA, file, 1, 0, "no column is left to be the target");
    if (roles[j - 1] == ROLE_FEATURE)
        return cli_error(CLI_USAGE,
                         "'%s' stands in --features and, as the last column, is the target (see --target)",
                         arete_table_name(table, j - 1));
    roles[j - 1] = ROLE_TARGET;
    return CLI_DONE;
}

static int mark_all(const fit_settings *s, const char *file, const arete_table *table, unsigned char *roles)
{
    int status = mark_list(file, table, &s->targets, ROLE_TARGET, roles);
    if (status == CLI_DONE)
        status = mark_list(file, table, &s->features, ROLE_FEATURE, roles);
    if (status == CLI_DONE)
        status = mark_list(file, table, &s->drop, ROLE_DROP, roles);
    if (status == CLI_DONE && s->weights)
        status = mark(file, table, s->weights, ROLE_WEIGHTS, roles);
    if (status == CLI_DONE && s->fold_column)
        status = mark(file, table, s->fold_column, ROLE_FOLDS, roles);
    if (status == CLI_DONE && s->targets.count == 0)
        status = mark_default_target(file, table, roles);
    for (size_t j = 0; s->features.count == 0 && j < arete_table_columns(table); j++)
        if (roles[j] == ROLE_NONE)
            roles[j] = ROLE_FEATURE;
    return status;
}

static bool add_name(cli_list *list, const char *name)
{
    return cli_list_add(list, name, strlen(name));
}

static void set_columns(fit_roles *roles, const fit_settings *s)
{
    roles->weights = s->weights;
    /* Fold numbers matter where folds do. */
    roles->folds = s->select || s->moments ? s->fold_column : NULL;
}

int fit_roles_from_table(fit_roles *roles, const fit_settings *settings, const char *file,
                         const arete_table *table)
{
    size_t columns = arete_table_columns(table);
    unsigned char *kinds = calloc(columns, 1);
    if (!kinds)
        return cli_no_memory();
    int status = mark_all(settings, file, table, kinds);
    for (size_t j = 0; j < columns && status == CLI_DONE; j++) {
        bool added = true;
        if (kinds[j] == ROLE_FEATURE)
            added = add_name(&roles->features, arete_table_name(table, j));
        else if (kinds[j] == ROLE_TARGET && settings->targets.count == 0)
            added = add_name(&roles->targets, arete_table_name(table, j));
        if (!added)
            status = cli_no_memory();
    }
    free(kinds);
    for (size_t t = 0; t < settings->targets.count && status == CLI_DONE; t++)
        if (!add_name(&roles->targets, settings->targets.items[t]))
            status = cli_no_memory();
    if (status == CLI_DONE && roles->features.count == 0)
        status = cli_error_at(CLI_DATA, file, 1, 0, "no column is left to predict '%s' from",
                              roles->targets.items[0]);
    set_columns(roles, settings);
    return status;
}

/* Name j of an accumulator's features or targets; those without names are numbered. */
static bool add_moment_names(fit_roles *roles, const arete_moments *m)
{
    bool fine = true;
    char made_up[32];
    size_t p = arete_moments_p(m), q = arete_moments_q(m);
    for (size_t j = 0; j < p && fine; j++) {
        snprintf(made_up, sizeof made_up, "x%zu", j + 1);
        const char *name = arete_moments_feature(m, j);
        fine = add_name(&roles->features, name ? name : made_up);
    }
    for (size_t t = 0; t < q && fine; t++) {
        snprintf(made_up, sizeof made_up, "y%zu", t + 1);
        const char *name = arete_moments_target(m, t);
        fine = add_name(&roles->targets, name ? name : q == 1 ? "y" : made_up);
    }
    return fine;
}

static const char *list_name(const void *context, size_t j)
{
    const cli_list *list = context;
    return list->items[j];
}

/* Every given name must be there, and no other. */
static int check_list(const char *file, const char *option, const cli_list *given, const cli_list *there)
{
    for (size_t i = 0; i < given->count; i++)
        if (cli_list_find(there, given->items[i]) == there->count)
            return cli_no_column(file, 0, given->items[i], there->count, list_name, there);
    for (size_t i = 0; given->count > 0 && i < there->count; i++)
        if (cli_list_find(given, there->items[i]) == given->count)
            return cli_error_at(CLI_DATA, file, 0, 0, "the moments hold '%s' too, which %s leaves out",
                                there->items[i], option);
    return CLI_DONE;
}

/* A name with a role outside the moments must not be one of theirs. */
static int check_outside(const char *file, const char *option, const char *name, const fit_roles *roles)
{
    bool inside = cli_list_find(&roles->features, name) < roles->features.count ||
                  cli_list_find(&roles->targets, name) < roles->targets.count;
    if (!inside)
        return CLI_DONE;
    return cli_error_at(CLI_DATA, file, 0, 0, "'%s' is part of the moments and cannot be in %s", name,
                        option);
}

int fit_roles_from_moments(fit_roles *roles, const fit_settings *settings, const char *file,
                           const arete_moments *moments)
{
    const fit_settings *s = settings;
    if (!add_moment_names(roles, moments))
        return cli_no_memory();
    set_columns(roles, s);
    int status = check_list(file, "--target", &s->targets, &roles->targets);
    if (status == CLI_DONE)
        status = check_list(file, "--features", &s->features, &roles->features);
    for (size_t i = 0; i < s->drop.count && status == CLI_DONE; i++)
        status = check_outside(file, "--drop", s->drop.items[i], roles);
    if (status == CLI_DONE && s->weights)
        status = check_outside(file, "--weights", s->weights, roles);
    if (status == CLI_DONE && s->fold_column)
        status = check_outside(file, "--fold-column", s->fold_column, roles);
    if (status == CLI_DONE && s->folds_given && s->folds != arete_moments_folds(moments))
        status = cli_error_at(CLI_DATA, file, 0, 0, "the moments have %zu folds, not the %zu of --folds",
                              arete_moments_folds(moments), s->folds);
    if (status == CLI_DONE && s->seed_given && s->seed != arete_moments_seed(moments))
        status = cli_error_at(CLI_DATA, file, 0, 0,
                              "the moments have seed %" PRIu64 ", not the %" PRIu64 " of --seed",
                              arete_moments_seed(moments), s->seed);
    return status;
}

int fit_roles_select(const fit_roles *roles, const char *file, arete_table *table)
{
    size_t p = roles->features.count, q = roles->targets.count, count = 0;
    size_t *columns = calloc(p + q + 2, sizeof *columns);
    if (!columns)
        return cli_no_memory();
    int status = CLI_DONE;
    for (size_t c = 0; c < p + q && status == CLI_DONE; c++, count++)
        status = cli_find_column(file, table, c < p ? roles->features.items[c] : roles->targets.items[c - p],
                                 c == 0 ? 0 : columns[c - 1] + 1, &columns[c]);
    if (status == CLI_DONE && roles->weights)
        status = cli_find_column(file, table, roles->weights, 0, &columns[count++]);
    if (status == CLI_DONE && roles->folds)
        status = cli_find_column(file, table, roles->folds, 0, &columns[count++]);
    arete_error error;
    if (status == CLI_DONE && arete_table_select(table, count, columns, &error))
        status = cli_failure(file, &error);
    free(columns);
    return status;
}

int fit_roles_factors(const fit_roles *roles, const fit_settings *settings, const char *file,
                      double **factors)
{
    const cli_list *names = &settings->factor_names, *features = &roles->features;
    *factors = NULL;
    if (names->count == 0)
        return CLI_DONE;
    double *all = calloc(features->count, sizeof *all);
    if (!all)
        return cli_no_memory();
    *factors = all;
    for (size_t j = 0; j < features->count; j++)
        all[j] = 1;
    for (size_t i = 0; i < names->count; i++) {
        size_t j = cli_list_find(features, names->items[i]);
        if (j == features->count)
            return cli_no_column(file, 0, names->items[i], features->count, list_name, features);
        all[j] = settings->factors[i];
    }
    return CLI_DONE;
}

void fit_roles_free(fit_roles *roles)
{
    cli_list_free(&roles->features);
    cli_list_free(&roles->targets);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the command line of ridge-fit asks for.
 */
#ifndef ARETE_CLI_FIT_SETTINGS_H
#define ARETE_CLI_FIT_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arete/table.h"
#include "cli/values.h"

typedef struct fit_settings {
    cli_list files;

    /* data */
    cli_list targets, features, drop;  /* empty: not given */
    const char *weights, *fold_column; /* NULL: not given */
    arete_table_options table;

    /* model */
    size_t nlambda; /* 0: automatic grid */
    double *lambda;
    bool with_standardize, without_standardize; /* as asked for */
    bool standardize;                           /* as it follows */
    bool intercept;
    cli_list factor_names;
    double *factors; /* one for each name */
    int solver;      /* arete_solver */

    /* choice */
    bool select; /* by K-fold cross-validation */
    size_t folds;
    uint64_t seed;
    bool folds_given, seed_given, rule_given;
    int rule;    /* arete_rule */
    size_t grid; /* 0: not given */

    /* output and run */
    const char *model, *moments; /* files to write, or NULL */
    bool json, quiet;
    int threads;
    int progress; /* 1, 0, or -1: on a terminal */
} fit_settings;

/* Reads the command line; CLI_DONE, CLI_STOP after --help or --version, or an exit status after a message.
 * *settings is to be freed in every case. */
int fit_settings_parse(fit_settings *settings, int argc, char **argv);

/* The part of it that comes last: defaults that depend on other options, contradictions. */
int fit_settings_check(fit_settings *settings);

void fit_settings_free(fit_settings *settings);

#endif /* ARETE_CLI_FIT_SETTINGS_H */

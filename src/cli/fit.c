/* SPDX-License-Identifier: BSD-3-Clause
 *
 * ridge-fit: rows in, a chosen, explained and saved ridge model out.
 *
 * Read everything (input.c), save the moments, choose a penalty for each target, fit all chosen penalties at
 * once, make the report in memory, save the model, print the report. Whatever fails, nothing is on standard
 * output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arete/model.h"
#include "arete/ridge.h"
#include "cli/common.h"
#include "cli/fit_settings.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/report.h"

const char *const cli_program = "ridge-fit";

/* What the run makes, so that one place can free it. */
typedef struct work {
    fit_settings settings;
    fit_input input;
    arete_cv *cv;
    arete_ridge *fit;
    arete_model *model;
    size_t *best, *l; /* per target: penalty in cv, penalty in fit */
    double *lambda;   /* the distinct penalties of fit */
    size_t nlambda;
    char *report;
    size_t report_length;
} work;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const char *data_name(const work *w)
{
    return w->settings.files.items[0];
}

static arete_ridge_options ridge_options(const work *w)
{
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.intercept = w->settings.intercept;
    options.standardize = w->settings.standardize;
    options.penalty_factor = w->input.factors;
    options.threads = w->settings.threads;
    options.feature_names = (const char *const *)w->input.roles.features.items;
    options.target_names = (const char *const *)w->input.roles.targets.items;
    return options;
}

/* The penalties chosen for the targets, each once, and which one is whose. */
static void collect_penalties(work *w, size_t q)
{
    for (size_t t = 0; t < q; t++) {
        double chosen = w->settings.nlambda > 0 ? w->settings.lambda[0] : 0;
        arete_cv_point point;
        if (w->cv && arete_cv_get(w->cv, w->best[t], t, &point) == ARETE_OK)
            chosen = point.lambda;
        size_t l = 0;
        while (l < w->nlambda && w->lambda[l] != chosen)
            l++;
        if (l == w->nlambda)
            w->lambda[w->nlambda++] = chosen;
        w->l[t] = l;
    }
}

static int choose(work *w)
{
    const fit_settings *s = &w->settings;
    size_t q = w->input.roles.targets.count;
    w->best = calloc(q, sizeof *w->best);
    w->l = calloc(q, sizeof *w->l);
    w->lambda = calloc(q, sizeof *w->lambda);
    if (!w->best || !w->l || !w->lambda)
        return cli_no_memory();
    if (s->select) {
        size_t folds = arete_moments_folds(w->input.moments);
        if (!s->fold_column && w->input.rows_used < folds)
            return cli_error_at(CLI_DATA, data_name(w), 0, 0,
                                "%zu folds need at least %zu rows, and there are %zu (see --folds)", folds,
                                folds, (size_t)w->input.rows_used);
        cli_progress_stage("choosing the penalty by cross-validation");
        arete_ridge_options options = ridge_options(w);
        arete_error error;
        size_t count = s->nlambda > 0 ? s->nlambda : s->grid;
        if (arete_ridge_cv(&w->cv, w->input.moments, count, s->lambda, &options, &error))
            return cli_failure(data_name(w), &error);
        for (size_t t = 0; t < q; t++)
            w->best[t] = arete_cv_best(w->cv, t, s->rule);
    }
    collect_penalties(w, q);
    return CLI_DONE;
}

static int fit(work *w)
{
    const cli_rows *r = &w->input.rows;
    arete_ridge_options options = ridge_options(w);
    options.solver = w->settings.solver;
    arete_error error;
    arete_status status;
    cli_progress_stage("fitting");
    if (w->input.keep)
        status =
            arete_ridge_fit(&w->fit, ARETE_ROW_MAJOR, r->count, r->p, r->q, r->xy, r->p + r->q, r->xy + r->p,
                            r->p + r->q, r->weights, w->nlambda, w->lambda, &options, &error);
    else
        status = arete_ridge_fit_moments(&w->fit, w->input.moments, w->nlambda, w->lambda, &options, &error);
    return status ? cli_failure(data_name(w), &error) : CLI_DONE;
}

static int save_moments(const work *w)
{
    arete_error error;
    if (w->settings.moments && arete_moments_save(w->input.moments, w->settings.moments, &error))
        return cli_failure(w->settings.moments, &error);
    return CLI_DONE;
}

static int make_report(work *w, double seconds)
{
    fit_result result = {.settings = &w->settings,
                         .input = &w->input,
                         .cv = w->cv,
                         .fit = w->fit,
                         .best = w->cv ? w->best : NULL,
                         .l = w->l,
                         .seconds = seconds};
    if (w->settings.quiet)
        return CLI_DONE;
    return (w->settings.json ? fit_report_json : fit_report_text)(&result, &w->report, &w->report_length);
}

static int save_model(work *w)
{
    const char *const *features = (const char *const *)w->input.roles.features.items;
    const char *const *targets = (const char *const *)w->input.roles.targets.items;
    arete_error error;
    if (!w->settings.model)
        return CLI_DONE;
    if (arete_model_create(&w->model, w->fit, w->l, features, targets, &error) ||
        arete_model_save(w->model, w->settings.model, &error))
        return cli_failure(w->settings.model, &error);
    return CLI_DONE;
}

/* What a run that fails at the very end has left behind. */
static const char *left_behind(const work *w)
{
    if (w->settings.model)
        return w->settings.moments ? " (the model and the moments are saved)" : " (the model is saved)";
    return w->settings.moments ? " (the moments are saved)" : "";
}

static int run(work *w, int argc, char **argv)
{
    double start = now();
    int status = fit_settings_parse(&w->settings, argc, argv);
    if (status != CLI_DONE)
        return status;
    cli_progress_begin(w->settings.quiet && w->settings.progress == -1 ? 0 : w->settings.progress);
    status = fit_input_read(&w->input, &w->settings);
    if (status == CLI_DONE)
        status = save_moments(w);
    if (status == CLI_DONE)
        status = choose(w);
    if (status == CLI_DONE)
        status = fit(w);
    if (status == CLI_DONE)
        status = make_report(w, now() - start);
    if (status == CLI_DONE)
        status = save_model(w);
    if (status == CLI_DONE && w->report)
        status = cli_print(w->report, w->report_length, left_behind(w));
    return status;
}

int main(int argc, char **argv)
{
    work w = {0};
    cli_guard_streams();
    int status = run(&w, argc, argv);
    cli_progress_clear();
    free(w.report);
    arete_model_destroy(&w.model);
    arete_ridge_destroy(&w.fit);
    arete_cv_destroy(&w.cv);
    free(w.best);
    free(w.l);
    free(w.lambda);
    fit_input_free(&w.input);
    fit_settings_free(&w.settings);
    return status == CLI_STOP ? CLI_DONE : status;
}

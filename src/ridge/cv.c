/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A cross-validated path: the caller's penalties in their order, or a grid of our own, extended while the
 * smallest error stands at one of its ends. How penalties are evaluated is in cv_run.c.
 */
#include "ridge/cv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "blas/threads.h"
#include "ridge/check.h"
#include "ridge/cv_run.h"
#include "ridge/grid.h"

enum { DEFAULT_GRID = 100, EXTEND_BY = 10 };

/* Index of the penalties' largest (or smallest) value that was really evaluated. */
static size_t end_of_grid(const arete_cv *cv, bool top)
{
    size_t end = ARETE_NONE;
    for (size_t l = 0; l < cv->size; l++) {
        if (isnan(cv->point[l * cv->q].cv_mean))
            continue;
        if (end == ARETE_NONE || (top ? cv->lambda[l] > cv->lambda[end] : cv->lambda[l] < cv->lambda[end]))
            end = l;
    }
    return end;
}

static bool minimum_at(const arete_cv *cv, size_t l)
{
    for (size_t t = 0; t < cv->q; t++)
        if (arete_cv_best(cv, t, ARETE_RULE_MIN) == l)
            return true;
    return false;
}

/* "target 'y': ", or nothing where there is only one. */
static arete_label prefix(const arete_cv_run *r, size_t t)
{
    arete_label label = {""};
    if (r->cv->q > 1) {
        arete_label name = arete_label_of(r->options->target_names, "target", t);
        snprintf(label.text, sizeof label.text, "%.90s: ", name.text);
    }
    return label;
}

/* The cap is reached: a warning for each target whose smallest error stands there. */
static arete_status warn_of_end(arete_cv_run *r, size_t end, bool top, arete_error *error)
{
    arete_cv *cv = r->cv;
    for (size_t t = 0; t < cv->q; t++)
        if (arete_cv_best(cv, t, ARETE_RULE_MIN) == end)
            ARETE_TRY(
                arete_warn(&cv->warnings, top ? ARETE_WARN_INTERCEPT_ONLY : ARETE_WARN_GRID_EDGE, ARETE_NONE,
                           t, cv->lambda[end], error,
                           top ? "%sthe error is smallest at the largest penalty tried: the predictors do "
                                 "not help, the intercept alone predicts as well"
                               : "%sthe error is smallest at the smallest penalty tried: the data ask for "
                                 "none",
                           prefix(r, t).text));
    return ARETE_OK;
}

/* Continues the grid beyond one end while some target's smallest error stands there. */
static arete_status extend(arete_cv_run *r, const arete_grid *grid, bool top, arete_error *error)
{
    arete_cv *cv = r->cv;
    size_t end = end_of_grid(cv, top);
    while (end != ARETE_NONE && minimum_at(cv, end)) {
        double more[EXTEND_BY], from = cv->lambda[end];
        size_t count = 0;
        for (size_t i = 1; i <= EXTEND_BY; i++) {
            double lambda = top ? from * pow(grid->ratio, (double)i) : from / pow(grid->ratio, (double)i);
            if (top ? lambda <= grid->highest : lambda >= grid->lowest)
                more[count++] = lambda;
        }
        size_t before = end;
        if (count > 0) {
            ARETE_TRY(arete_cv_evaluate(r, count, more, error));
            end = end_of_grid(cv, top);
        }
        if (end != before)
            continue;
        return warn_of_end(r, end, top, error);
    }
    return ARETE_OK;
}

/* Points in order of decreasing penalty; those that could not be evaluated are dropped. */
static void sort_grid(arete_cv *cv)
{
    size_t kept = 0;
    for (size_t l = 0; l < cv->size; l++) {
        if (isnan(cv->point[l * cv->q].cv_mean))
            continue;
        cv->lambda[kept] = cv->lambda[l];
        memmove(cv->point + kept * cv->q, cv->point + l * cv->q, cv->q * sizeof *cv->point);
        memmove(cv->rounding + kept * cv->q, cv->rounding + l * cv->q, cv->q * sizeof *cv->rounding);
        kept++;
    }
    cv->size = kept;
    for (size_t i = 1; i < cv->size; i++)
        for (size_t l = i; l > 0 && cv->lambda[l - 1] < cv->lambda[l]; l--) {
            double lambda = cv->lambda[l];
            cv->lambda[l] = cv->lambda[l - 1];
            cv->lambda[l - 1] = lambda;
            for (size_t t = 0; t < cv->q; t++) {
                size_t a = l * cv->q + t, b = (l - 1) * cv->q + t;
                arete_cv_point point = cv->point[a];
                cv->point[a] = cv->point[b];
                cv->point[b] = point;
                double rounding = cv->rounding[a];
                cv->rounding[a] = cv->rounding[b];
                cv->rounding[b] = rounding;
            }
        }
}

/* The automatic grid, extended where needed. */
static arete_status run_grid(arete_cv_run *r, size_t count, arete_error *error)
{
    arete_cv_workspace *ws = &r->ws[0];
    arete_grid grid;
    count = count ? count : DEFAULT_GRID;
    arete_moments_total(r->moments, ARETE_NONE, &ws->train, &ws->scratch, 1);
    ARETE_TRY(arete_problem_build(&ws->problem, &ws->train, r->options, NULL, error));
    ARETE_TRY(arete_grid_choose(&grid, count, &ws->problem, &ws->factor, r->options->feature_names, error));
    double *lambda = arete_alloc(count, sizeof *lambda);
    if (!lambda)
        return arete_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        lambda[i] = grid.top / pow(grid.ratio, (double)i);
    arete_status status = arete_cv_evaluate(r, count, lambda, error);
    free(lambda);
    ARETE_TRY(status);
    ARETE_TRY(extend(r, &grid, true, error));
    ARETE_TRY(extend(r, &grid, false, error));
    sort_grid(r->cv);
    if (r->cv->size == 0)
        return arete_fail(error, ARETE_ERR_SINGULAR, "lambda",
                          "no penalty of the automatic grid could be solved for on every fold");
    return ARETE_OK;
}

/* Counts what deserves a warning once the path stands. */
static arete_status add_warnings(arete_cv_run *r, arete_error *error)
{
    arete_cv *cv = r->cv;
    if (cv->folds < r->moments->folds)
        ARETE_TRY(arete_warn(&cv->warnings, ARETE_WARN_EMPTY_FOLD, ARETE_NONE, ARETE_NONE, NAN, error,
                             "%zu of %zu folds have no rows and were left out", r->moments->folds - cv->folds,
                             r->moments->folds));
    for (size_t t = 0; t < cv->q; t++) {
        size_t best = arete_cv_best(cv, t, ARETE_RULE_MIN);
        const arete_cv_point *point = &cv->point[best * cv->q + t];
        double rounding = cv->rounding[best * cv->q + t];
        if (!(rounding <= 0.01 * point->cv_mean) && rounding > 0)
            ARETE_TRY(arete_warn(
                &cv->warnings, ARETE_WARN_ROUNDING, ARETE_NONE, t, point->lambda, error,
                "%sthe cross-validated error, %.3g, is not large against its rounding error of up to %.2g",
                prefix(r, t).text, point->cv_mean, rounding));
    }
    return ARETE_OK;
}

static arete_status find_folds(arete_cv_run *r, arete_error *error)
{
    const arete_moments *m = r->moments;
    r->fold = arete_alloc(m->folds, sizeof *r->fold);
    if (!r->fold)
        return arete_fail_memory(error);
    for (size_t k = 0; k < m->folds; k++)
        if (arete_fold_rows(&m->fold[k]) > 0)
            r->fold[r->cv->folds++] = k;
    if (r->cv->folds == 0)
        return arete_fail(error, ARETE_ERR_NO_DATA, NULL, "there is no row of positive weight");
    if (r->cv->folds < 2)
        return arete_fail(error, ARETE_ERR_OPTION, "moments",
                          "cross-validation needs at least 2 folds with rows");
    r->weight = arete_alloc(r->cv->folds, sizeof *r->weight);
    return r->weight ? ARETE_OK : arete_fail_memory(error);
}

static arete_status run_all(arete_cv_run *r, size_t nlambda, const double *lambda, arete_error *error)
{
    ARETE_TRY(find_folds(r, error));
    size_t jobs = r->cv->folds + 1, p = r->moments->p, q = r->moments->q;
    int threads = arete_threads(r->options->threads);
    /* Small jobs are done before a team of threads has started. */
    double work = (double)jobs * (double)(lambda ? nlambda : DEFAULT_GRID) *
                  ((double)p * (double)p * (double)p / 3 + 2000);
    if ((size_t)threads > jobs)
        threads = (int)jobs;
    if (work < 1e7)
        threads = 1;
    r->ws = arete_alloc_zero((size_t)threads, sizeof *r->ws);
    if (!r->ws)
        return arete_fail_memory(error);
    r->threads = threads;
    for (int i = 0; i < threads; i++)
        if (!arete_cv_workspace_create(&r->ws[i], p, q))
            return arete_fail_memory(error);
    r->given = lambda != NULL;
    ARETE_TRY(lambda ? arete_cv_evaluate(r, nlambda, lambda, error) : run_grid(r, nlambda, error));
    return add_warnings(r, error);
}

arete_status arete_ridge_cv(arete_cv **out, const arete_moments *moments, size_t nlambda,
                            const double *lambda, const arete_ridge_options *options, arete_error *error)
{
    if (!out)
        return arete_fail_null(error, "cv");
    *out = NULL;
    if (!moments)
        return arete_fail_null(error, "moments");
    if (lambda && nlambda == 0)
        return arete_fail(error, ARETE_ERR_SIZE, "nlambda", "nlambda is 0: at least 1 penalty is needed");
    if (!lambda && nlambda > 1000000)
        return arete_fail(error, ARETE_ERR_SIZE, "nlambda",
                          "nlambda is %zu: an automatic grid has at most 1000000 penalties", nlambda);
    arete_ridge_options o;
    ARETE_TRY(arete_ridge_check_options(&o, options, moments->p, error));
    if (o.solver == ARETE_SOLVER_DUAL)
        return arete_fail(error, ARETE_ERR_OPTION, "options.solver",
                          "the dual needs the rows; moments hold none");
    if (lambda)
        ARETE_TRY(arete_ridge_check_lambda(nlambda, lambda, error));
    arete_ridge_take_names(&o, moments);
    arete_cv *cv = arete_alloc_zero(1, sizeof *cv);
    if (!cv)
        return arete_fail_memory(error);
    cv->q = moments->q;
    arete_cv_run r = {.moments = moments, .options = &o, .cv = cv};
    arete_blas_scope scope = arete_blas_begin(1);
    arete_status status = run_all(&r, nlambda, lambda, error);
    arete_blas_end(scope);
    for (int i = 0; i < r.threads; i++)
        arete_cv_workspace_destroy(&r.ws[i]);
    free(r.ws);
    free(r.fold);
    free(r.error);
    free(r.rounding);
    free(r.weight);
    if (status != ARETE_OK)
        arete_cv_destroy(&cv);
    *out = cv;
    return status;
}

void arete_cv_destroy(arete_cv **cv)
{
    if (!cv || !*cv)
        return;
    free((*cv)->lambda);
    free((*cv)->point);
    free((*cv)->rounding);
    arete_warnings_free(&(*cv)->warnings);
    free(*cv);
    *cv = NULL;
}

size_t arete_cv_size(const arete_cv *cv)
{
    return cv ? cv->size : 0;
}

size_t arete_cv_q(const arete_cv *cv)
{
    return cv ? cv->q : 0;
}

size_t arete_cv_folds(const arete_cv *cv)
{
    return cv ? cv->folds : 0;
}

arete_status arete_cv_get(const arete_cv *cv, size_t l, size_t t, arete_cv_point *point)
{
    if (!cv || !point)
        return ARETE_ERR_NULL;
    if (l >= cv->size || t >= cv->q)
        return ARETE_ERR_SIZE;
    *point = cv->point[l * cv->q + t];
    return ARETE_OK;
}

size_t arete_cv_nwarnings(const arete_cv *cv)
{
    return cv ? cv->warnings.count : 0;
}

const arete_warning *arete_cv_warning(const arete_cv *cv, size_t i)
{
    return cv && i < cv->warnings.count ? &cv->warnings.item[i] : NULL;
}

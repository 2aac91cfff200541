/* SPDX-License-Identifier: BSD-3-Clause
 *
 * K-fold cross-validation from the moments of the folds.
 *
 * For fold k the moments of the others are summed (K^2 p^2 operations in all, little beside the K L p^3 / 3 of L
 * penalties; never total minus fold, which cancels), the path is solved, and the error on the fold's own rows
 * is, with its moments G, c, yy, W and means and the coefficients b, beta,
 *
 *     sum w (y - b - x'beta)^2 = yy - 2 beta'c + beta'G beta + W (ybar - b - xbar'beta)^2.
 *
 * Folds, and the fit to all rows that gives df and gcv, are independent jobs: each thread has a workspace of its
 * own and runs BLAS serially, so the number of threads does not change a bit.
 */
#include "ridge/cv.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/memory.h"
#include "blas/linear.h"
#include "blas/threads.h"
#include "moments/moments.h"
#include "ridge/check.h"
#include "ridge/grid.h"
#include "ridge/solve.h"

enum { DEFAULT_GRID = 100, EXTEND_BY = 10 };

/* What one thread works with. */
typedef struct workspace {
    arete_sums train, held;
    arete_block scratch;
    arete_problem problem;
    arete_factor factor;
    double *vectors; /* u, beta, product: p each */
    arete_status status; /* of the first job that failed, its number and details */
    long failed;
    arete_error error;
} workspace;

/* One cross-validation under way. */
typedef struct run {
    const arete_moments *moments;
    const arete_ridge_options *options;
    arete_cv *cv;
    size_t room;      /* penalties that the arrays hold */
    size_t *fold;     /* numbers of the folds with rows */
    double *error;    /* [(l folds + k) q + t]: sum w r^2 on fold k */
    double *rounding; /* the same shape */
    double *weight;   /* folds */
    workspace *ws;
    int threads;
    bool given;       /* the penalties are the caller's */
} run;

static void workspace_destroy(workspace *ws)
{
    arete_sums_destroy(&ws->train);
    arete_sums_destroy(&ws->held);
    arete_block_destroy(&ws->scratch);
    arete_problem_destroy(&ws->problem);
    arete_factor_destroy(&ws->factor);
    free(ws->vectors);
}

static bool workspace_create(workspace *ws, size_t p, size_t q)
{
    *ws = (workspace){0};
    ws->vectors = arete_alloc(arete_sat_mul(3, p), sizeof *ws->vectors);
    return ws->vectors && arete_sums_create(&ws->train, p, q) && arete_sums_create(&ws->held, p, q) &&
           arete_block_create(&ws->scratch, p, q) && arete_problem_create(&ws->problem, p, q) &&
           arete_factor_create(&ws->factor, p);
}

size_t arete_ridge_bytes(size_t p, size_t q, int threads)
{
    size_t one = arete_sat_mul(2, arete_sums_bytes(p, q));
    one = arete_sat_add(one, arete_block_bytes(p, q));
    one = arete_sat_add(one, arete_sat_add(arete_problem_bytes(p, q), arete_factor_bytes(p)));
    one = arete_sat_add(one, arete_sat_mul(3 * sizeof(double), p));
    return arete_sat_mul((size_t)arete_threads(threads), one);
}

/* Squared error of the coefficients on the held-out fold, and a bound on its rounding error. */
static double held_out_error(workspace *ws, size_t t, const double *beta, double *rounding)
{
    const arete_sums *held = &ws->held, *train = &ws->train;
    size_t p = held->p;
    double *product = ws->vectors + 2 * p;
    arete_blas_symv(p, held->gram, p, beta, product);
    double gap = held->mean[p + t] + held->mean_low[p + t], reach = 0;
    long double sum = held->yy[t];
    if (ws->problem.intercept)
        gap = (held->mean[p + t] - train->mean[p + t]) + (held->mean_low[p + t] - train->mean_low[p + t]);
    double gap_size = fabs(gap);
    for (size_t j = 0; j < p; j++) {
        /* With an intercept b = ybar - xbar'beta of the training rows, so only differences of means remain. */
        double shift = held->mean[j] + held->mean_low[j];
        if (ws->problem.intercept)
            shift = (held->mean[j] - train->mean[j]) + (held->mean_low[j] - train->mean_low[j]);
        gap -= shift * beta[j];
        gap_size += fabs(shift * beta[j]);
        sum += beta[j] * ((long double)product[j] - 2.0L * held->cross[t * p + j]);
        reach += fabs(beta[j]) * sqrt(held->gram[j * p + j]);
    }
    sum += (long double)held->weight * gap * gap;
    double size = sqrt(held->yy[t]) + reach;
    *rounding = 4 * DBL_EPSILON * (size * size + held->weight * gap_size * (gap_size * DBL_EPSILON + fabs(gap)));
    return sum > 0 ? (double)sum : 0;
}

/* Coefficients on the original scale of all p columns. */
static void expand(const arete_problem *problem, const double *u, double *beta)
{
    for (size_t j = 0; j < problem->p; j++)
        beta[j] = 0;
    for (size_t k = 0; k < problem->m; k++)
        beta[problem->active[k]] = u[k] * problem->g[k];
}

/* Fold number k of those with rows, penalties [from, to). */
static arete_status run_fold(run *r, workspace *ws, size_t k, size_t from, size_t to)
{
    arete_cv *cv = r->cv;
    size_t q = cv->q, p = ws->train.p;
    char **names = r->moments->features;
    arete_moments_total(r->moments, r->fold[k], &ws->train, &ws->scratch, 1);
    arete_moments_of_fold(r->moments, r->fold[k], &ws->held, &ws->scratch, 1);
    r->weight[k] = ws->held.weight;
    ARETE_TRY(arete_problem_build(&ws->problem, &ws->train, r->options, names, NULL, &ws->error));
    for (size_t l = from; l < to; l++) {
        arete_status status = arete_factor_compute(&ws->factor, &ws->problem, cv->lambda[l], names, &ws->error);
        if (status == ARETE_ERR_SINGULAR && !r->given)
            status = ARETE_OK; /* the automatic grid ends where its penalties no longer help: no error there */
        else if (status == ARETE_OK) {
            for (size_t t = 0; t < q; t++) {
                size_t at = (l * cv->folds + k) * q + t;
                arete_factor_solve_rhs(&ws->factor, &ws->problem, ws->problem.r_cross + t * p, ws->vectors);
                expand(&ws->problem, ws->vectors, ws->vectors + p);
                r->error[at] = held_out_error(ws, t, ws->vectors + p, &r->rounding[at]);
            }
            continue;
        }
        ARETE_TRY(status);
        for (size_t t = 0; t < q; t++)
            r->error[(l * cv->folds + k) * q + t] = r->rounding[(l * cv->folds + k) * q + t] = NAN;
    }
    return ARETE_OK;
}

/* df and gcv of the fit to all rows, penalties [from, to). */
static arete_status run_all_rows(run *r, workspace *ws, size_t from, size_t to)
{
    arete_cv *cv = r->cv;
    size_t q = cv->q, p = ws->train.p;
    char **names = r->moments->features;
    arete_problem *problem = &ws->problem;
    arete_moments_total(r->moments, ARETE_NONE, &ws->train, &ws->scratch, 1);
    ARETE_TRY(arete_problem_build(problem, &ws->train, r->options, names, NULL, &ws->error));
    for (size_t l = from; l < to; l++) {
        for (size_t t = 0; t < q; t++)
            cv->point[l * q + t] = (arete_cv_point){.lambda = cv->lambda[l], .df = NAN, .gcv = NAN};
        arete_status status = arete_factor_compute(&ws->factor, problem, cv->lambda[l], names, &ws->error);
        if (status == ARETE_ERR_SINGULAR && !r->given)
            continue;
        ARETE_TRY(status);
        for (size_t t = 0; t < q; t++) {
            double *u = ws->vectors, *product = ws->vectors + p;
            const double *c = problem->r_cross + t * p;
            arete_factor_solve_rhs(&ws->factor, problem, c, u);
            arete_problem_multiply(problem, u, product);
            long double rss = problem->yy[t];
            for (size_t j = 0; j < problem->m; j++)
                rss += u[j] * ((long double)product[j] - 2.0L * c[j]);
            cv->point[l * q + t].gcv = rss > 0 ? (double)rss : 0; /* rss for now; N rss / (N - df)^2 below */
        }
        if (!arete_factor_invert(&ws->factor, problem))
            return arete_fail(&ws->error, ARETE_ERR_BLAS, NULL, "LAPACK dpotri failed");
        double N = problem->weight, df = arete_factor_df(&ws->factor, problem) + (problem->intercept ? 1 : 0);
        for (size_t t = 0; t < q; t++) {
            arete_cv_point *point = &cv->point[l * q + t];
            point->df = df;
            point->gcv = arete_ridge_has_freedom(N, df) ? N / (N - df) * (point->gcv / (N - df)) : NAN;
        }
    }
    return ARETE_OK;
}

/* Runs all jobs for penalties [from, to): job 0 is the fit to all rows, job k + 1 is fold k. */
static arete_status run_jobs(run *r, size_t from, size_t to, arete_error *error)
{
    long jobs = (long)r->cv->folds + 1;
    for (int i = 0; i < r->threads; i++)
        r->ws[i].status = ARETE_OK;
#ifdef _OPENMP
#pragma omp parallel num_threads(r->threads) if (r->threads > 1)
#endif
    {
#ifdef _OPENMP
        workspace *ws = &r->ws[omp_get_thread_num()];
#pragma omp for schedule(dynamic)
#else
        workspace *ws = &r->ws[0];
#endif
        for (long job = 0; job < jobs; job++) {
            if (ws->status != ARETE_OK)
                continue;
            ws->status = job == 0 ? run_all_rows(r, ws, from, to) : run_fold(r, ws, (size_t)job - 1, from, to);
            ws->failed = job;
        }
    }
    /* Of several failures the one with the lowest number is reported, whatever thread it fell to. */
    const workspace *first = NULL;
    for (int i = 0; i < r->threads; i++)
        if (r->ws[i].status != ARETE_OK && (!first || r->ws[i].failed < first->failed))
            first = &r->ws[i];
    if (!first)
        return ARETE_OK;
    if (error)
        *error = first->error;
    return first->status;
}

/* cv_mean, cv_se and the rounding bound of penalties [from, to). */
static void summarise(run *r, size_t from, size_t to)
{
    arete_cv *cv = r->cv;
    double total = 0;
    for (size_t k = 0; k < cv->folds; k++)
        total += r->weight[k];
    for (size_t l = from; l < to; l++)
        for (size_t t = 0; t < cv->q; t++) {
            double sum = 0, rounding = 0, spread = 0;
            for (size_t k = 0; k < cv->folds; k++) {
                sum += r->error[(l * cv->folds + k) * cv->q + t];
                rounding += r->rounding[(l * cv->folds + k) * cv->q + t];
            }
            double mean = sum / total;
            for (size_t k = 0; k < cv->folds; k++) {
                double e = r->error[(l * cv->folds + k) * cv->q + t] / r->weight[k];
                spread += r->weight[k] / total * (e - mean) * (e - mean);
            }
            arete_cv_point *point = &cv->point[l * cv->q + t];
            point->cv_mean = mean;
            point->cv_se = sqrt(spread / (double)(cv->folds - 1));
            cv->rounding[l * cv->q + t] = rounding / total;
        }
}

/* A copy of an array with more room, the old one freed; NULL, the old one untouched, without memory. */
static void *grown(void *old, size_t count, size_t room, size_t item)
{
    void *bigger = arete_alloc(room, item);
    if (!bigger)
        return NULL;
    if (count)
        memcpy(bigger, old, count * item);
    free(old);
    return bigger;
}

/* Room for `size` penalties in every array. */
static bool reserve(run *r, size_t size)
{
    arete_cv *cv = r->cv;
    if (size <= r->room)
        return true;
    size_t points = arete_sat_mul(size, cv->q), errors = arete_sat_mul(points, cv->folds);
    size_t old = r->room * cv->q;
    double *lambda = grown(cv->lambda, r->room, size, sizeof *lambda);
    cv->lambda = lambda ? lambda : cv->lambda;
    arete_cv_point *point = grown(cv->point, old, points, sizeof *point);
    cv->point = point ? point : cv->point;
    double *bound = grown(cv->rounding, old, points, sizeof *bound);
    cv->rounding = bound ? bound : cv->rounding;
    double *error = grown(r->error, old * cv->folds, errors, sizeof *error);
    r->error = error ? error : r->error;
    double *rounding = grown(r->rounding, old * cv->folds, errors, sizeof *rounding);
    r->rounding = rounding ? rounding : r->rounding;
    if (!lambda || !point || !bound || !error || !rounding)
        return false;
    r->room = size;
    return true;
}

/* Evaluates `count` more penalties, at the end of the arrays; they are put in order afterwards. */
static arete_status evaluate(run *r, size_t count, const double *lambda, arete_error *error)
{
    arete_cv *cv = r->cv;
    if (!reserve(r, cv->size + count))
        return arete_fail_memory(error);
    memcpy(cv->lambda + cv->size, lambda, count * sizeof *lambda);
    ARETE_TRY(run_jobs(r, cv->size, cv->size + count, error));
    summarise(r, cv->size, cv->size + count);
    cv->size += count;
    return ARETE_OK;
}

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

static bool minimum_at(const arete_cv *cv, size_t l, size_t *target)
{
    for (size_t t = 0; t < cv->q; t++)
        if (arete_cv_best(cv, t, ARETE_RULE_MIN) == l) {
            *target = t;
            return true;
        }
    return false;
}

/* Continues the grid beyond one end while some target's smallest error stands there. */
static arete_status extend(run *r, const arete_grid *grid, bool top, arete_error *error)
{
    arete_cv *cv = r->cv;
    size_t target, end = end_of_grid(cv, top);
    while (end != ARETE_NONE && minimum_at(cv, end, &target)) {
        double more[EXTEND_BY], from = cv->lambda[end];
        size_t count = 0;
        for (size_t i = 1; i <= EXTEND_BY; i++) {
            double lambda = top ? from * pow(grid->ratio, (double)i) : from / pow(grid->ratio, (double)i);
            if (top ? lambda <= grid->highest : lambda >= grid->lowest)
                more[count++] = lambda;
        }
        size_t before = end;
        if (count > 0) {
            ARETE_TRY(evaluate(r, count, more, error));
            end = end_of_grid(cv, top);
        }
        if (end != before)
            continue;
        /* The cap is reached. */
        if (top)
            return arete_warn(&cv->warnings, ARETE_WARN_INTERCEPT_ONLY, ARETE_NONE, target, cv->lambda[end], error,
                              "the error is smallest at the largest penalty tried: the predictors do not help, the intercept alone predicts as well");
        return arete_warn(&cv->warnings, ARETE_WARN_GRID_EDGE, ARETE_NONE, target, cv->lambda[end], error,
                          "the error is smallest at the smallest penalty tried: the data ask for none (lambda = 0)");
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
static arete_status run_grid(run *r, size_t count, arete_error *error)
{
    workspace *ws = &r->ws[0];
    arete_grid grid;
    count = count ? count : DEFAULT_GRID;
    arete_moments_total(r->moments, ARETE_NONE, &ws->train, &ws->scratch, 1);
    ARETE_TRY(arete_problem_build(&ws->problem, &ws->train, r->options, r->moments->features, NULL, error));
    ARETE_TRY(arete_grid_choose(&grid, count, &ws->problem, &ws->factor, r->moments->features, error));
    double *lambda = arete_alloc(count, sizeof *lambda);
    if (!lambda)
        return arete_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        lambda[i] = grid.top / pow(grid.ratio, (double)i);
    arete_status status = evaluate(r, count, lambda, error);
    free(lambda);
    ARETE_TRY(status);
    ARETE_TRY(extend(r, &grid, true, error));
    ARETE_TRY(extend(r, &grid, false, error));
    sort_grid(r->cv);
    if (r->cv->size == 0)
        return arete_fail(error, ARETE_ERR_SINGULAR, "lambda", "no penalty of the automatic grid could be solved for on every fold");
    return ARETE_OK;
}

/* Counts what deserves a warning once the path stands. */
static arete_status add_warnings(run *r, arete_error *error)
{
    arete_cv *cv = r->cv;
    if (cv->folds < r->moments->folds)
        ARETE_TRY(arete_warn(&cv->warnings, ARETE_WARN_EMPTY_FOLD, ARETE_NONE, ARETE_NONE, NAN, error,
                             "%zu of %zu folds have no rows and were left out", r->moments->folds - cv->folds, r->moments->folds));
    for (size_t t = 0; t < cv->q; t++) {
        size_t best = arete_cv_best(cv, t, ARETE_RULE_MIN);
        const arete_cv_point *point = &cv->point[best * cv->q + t];
        double rounding = cv->rounding[best * cv->q + t];
        if (!(rounding <= 0.01 * point->cv_mean) && rounding > 0)
            ARETE_TRY(arete_warn(&cv->warnings, ARETE_WARN_ROUNDING, ARETE_NONE, t, point->lambda, error,
                                 "the cross-validated error, %.3g, is not large against its rounding error of up to %.2g",
                                 point->cv_mean, rounding));
    }
    return ARETE_OK;
}

static arete_status find_folds(run *r, arete_error *error)
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
        return arete_fail(error, ARETE_ERR_OPTION, "moments", "cross-validation needs at least 2 folds with rows");
    r->weight = arete_alloc(r->cv->folds, sizeof *r->weight);
    return r->weight ? ARETE_OK : arete_fail_memory(error);
}

static arete_status run_all(run *r, size_t nlambda, const double *lambda, arete_error *error)
{
    ARETE_TRY(find_folds(r, error));
    size_t jobs = r->cv->folds + 1, p = r->moments->p, q = r->moments->q;
    int threads = arete_threads(r->options->threads);
    /* Small jobs are done before a team of threads has started. */
    double work = (double)jobs * (double)(lambda ? nlambda : DEFAULT_GRID) * ((double)p * (double)p * (double)p / 3 + 2000);
    if ((size_t)threads > jobs)
        threads = (int)jobs;
    if (work < 1e7)
        threads = 1;
    r->ws = arete_alloc_zero((size_t)threads, sizeof *r->ws);
    if (!r->ws)
        return arete_fail_memory(error);
    r->threads = threads;
    for (int i = 0; i < threads; i++)
        if (!workspace_create(&r->ws[i], p, q))
            return arete_fail_memory(error);
    r->given = lambda != NULL;
    ARETE_TRY(lambda ? evaluate(r, nlambda, lambda, error) : run_grid(r, nlambda, error));
    return add_warnings(r, error);
}

arete_status arete_ridge_cv(arete_cv **out, const arete_moments *moments, size_t nlambda, const double *lambda,
                            const arete_ridge_options *options, arete_error *error)
{
    if (!out)
        return arete_fail_null(error, "cv");
    *out = NULL;
    if (!moments)
        return arete_fail_null(error, "moments");
    if (lambda && nlambda == 0)
        return arete_fail(error, ARETE_ERR_SIZE, "nlambda", "nlambda is 0: at least 1 penalty is needed");
    if (!lambda && nlambda > 1000000)
        return arete_fail(error, ARETE_ERR_SIZE, "nlambda", "nlambda is %zu: an automatic grid has at most 1000000 penalties", nlambda);
    arete_ridge_options o;
    ARETE_TRY(arete_ridge_check_options(&o, options, moments->p, error));
    if (o.solver == ARETE_SOLVER_DUAL)
        return arete_fail(error, ARETE_ERR_OPTION, "options.solver", "the dual needs the rows; moments hold none");
    if (lambda)
        ARETE_TRY(arete_ridge_check_lambda(nlambda, lambda, error));
    arete_cv *cv = arete_alloc_zero(1, sizeof *cv);
    if (!cv)
        return arete_fail_memory(error);
    cv->q = moments->q;
    run r = {.moments = moments, .options = &o, .cv = cv};
    arete_blas_scope scope = arete_blas_begin(1);
    arete_status status = run_all(&r, nlambda, lambda, error);
    arete_blas_end(scope);
    for (int i = 0; i < r.threads; i++)
        workspace_destroy(&r.ws[i]);
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

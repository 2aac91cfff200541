/* SPDX-License-Identifier: BSD-3-Clause
 *
 * K-fold cross-validation from the moments of the folds.
 *
 * For fold k the moments of the others are summed (K^2 p^2 operations in all, little beside the K L p^3 / 3
 * of L penalties; never total minus fold, which cancels), the path is solved, and the error on the fold's own
 * rows is, with its moments G, c, yy, W and means and the coefficients b, beta,
 *
 *     sum w (y - b - x'beta)^2 = yy - 2 beta'c + beta'G beta + W (ybar - b - xbar'beta)^2.
 *
 * Folds, and the fit to all rows that gives df and gcv, are independent jobs: each thread has a workspace of
 * its own and runs BLAS serially, so the number of threads does not change a bit.
 */
#include "ridge/cv_run.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef _OPENMP
#    include <omp.h>
#endif

#include "base/memory.h"
#include "blas/linear.h"
#include "blas/threads.h"
#include "ridge/check.h"

void arete_cv_workspace_destroy(arete_cv_workspace *ws)
{
    arete_sums_destroy(&ws->train);
    arete_sums_destroy(&ws->held);
    arete_block_destroy(&ws->scratch);
    arete_problem_destroy(&ws->problem);
    arete_factor_destroy(&ws->factor);
    free(ws->vectors);
}

bool arete_cv_workspace_create(arete_cv_workspace *ws, size_t p, size_t q)
{
    *ws = (arete_cv_workspace){0};
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
static double held_out_error(arete_cv_workspace *ws, size_t t, const double *beta, double *rounding)
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
    *rounding =
        4 * DBL_EPSILON * (size * size + held->weight * gap_size * (gap_size * DBL_EPSILON + fabs(gap)));
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
static arete_status run_fold(arete_cv_run *r, arete_cv_workspace *ws, size_t k, size_t from, size_t to)
{
    arete_cv *cv = r->cv;
    size_t q = cv->q, p = ws->train.p;
    const char *const *names = r->options->feature_names;
    arete_moments_total(r->moments, r->fold[k], &ws->train, &ws->scratch, 1);
    arete_moments_of_fold(r->moments, r->fold[k], &ws->held, &ws->scratch, 1);
    r->weight[k] = ws->held.weight;
    ARETE_TRY(arete_problem_build(&ws->problem, &ws->train, r->options, NULL, &ws->error));
    for (size_t l = from; l < to; l++) {
        arete_status status =
            arete_factor_compute(&ws->factor, &ws->problem, cv->lambda[l], names, &ws->error);
        if (status == ARETE_ERR_SINGULAR && !r->given)
            status =
                ARETE_OK; /* the automatic grid ends where its penalties no longer help: no error there */
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
static arete_status run_all_rows(arete_cv_run *r, arete_cv_workspace *ws, size_t from, size_t to)
{
    arete_cv *cv = r->cv;
    size_t q = cv->q, p = ws->train.p;
    const char *const *names = r->options->feature_names;
    arete_problem *problem = &ws->problem;
    arete_moments_total(r->moments, ARETE_NONE, &ws->train, &ws->scratch, 1);
    ARETE_TRY(arete_problem_build(problem, &ws->train, r->options, NULL, &ws->error));
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
            point->gcv =
                arete_ridge_has_freedom(N, problem->n, df) ? N / (N - df) * (point->gcv / (N - df)) : NAN;
        }
    }
    return ARETE_OK;
}

/* Runs all jobs for penalties [from, to): job 0 is the fit to all rows, job k + 1 is fold k. */
static arete_status run_jobs(arete_cv_run *r, size_t from, size_t to, arete_error *error)
{
    long jobs = (long)r->cv->folds + 1;
    for (int i = 0; i < r->threads; i++)
        r->ws[i].status = ARETE_OK;
#ifdef _OPENMP
#    pragma omp parallel num_threads(r->threads) if (r->threads > 1)
#endif
    {
#ifdef _OPENMP
        arete_cv_workspace *ws = &r->ws[omp_get_thread_num()];
#    pragma omp for schedule(dynamic)
#else
        arete_cv_workspace *ws = &r->ws[0];
#endif
        for (long job = 0; job < jobs; job++) {
            if (ws->status != ARETE_OK)
                continue;
            ws->status =
                job == 0 ? run_all_rows(r, ws, from, to) : run_fold(r, ws, (size_t)job - 1, from, to);
            ws->failed = job;
        }
    }
    /* Of several failures the one with the lowest number is reported, whatever thread it fell to. */
    const arete_cv_workspace *first = NULL;
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
static void summarise(arete_cv_run *r, size_t from, size_t to)
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
static bool reserve(arete_cv_run *r, size_t size)
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

arete_status arete_cv_evaluate(arete_cv_run *r, size_t count, const double *lambda, arete_error *error)
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

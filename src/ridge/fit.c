/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Fits by Cholesky, from moments or from arrays.
 *
 * Arrays become moments first. Then, because their rows are still at hand, the solution is refined with
 * residuals from the rows: rho = X'(y - X beta) - lambda F beta, solved with the same factor. These are the
 * corrected seminormal equations (Bjorck, Linear Algebra Appl. 88/89 (1987) 31-48), which give back most of
 * the digits that forming X'X has cost. The pass that finds the residuals also finds rss, so it is made once
 * in any case.
 */
#include "ridge/fit.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "blas/linear.h"
#include "blas/threads.h"
#include "moments/moments.h"
#include "ridge/check.h"
#include "ridge/solve.h"

enum { MAX_PASSES = 5 };

/* Everything a fit works with. */
typedef struct workspace {
    arete_problem problem;
    arete_factor factor;
    double *u;        /* q vectors of p: the solution in normalised units */
    double *rho;      /* q vectors of p */
    double *change;   /* p */
    double *row;      /* p + q */
    double *rss;      /* q */
    double *rounding; /* q */
    double *before;   /* q: size of the last correction */
} workspace;

static void workspace_destroy(workspace *ws)
{
    arete_problem_destroy(&ws->problem);
    arete_factor_destroy(&ws->factor);
    free(ws->u);
}

static bool workspace_create(workspace *ws, size_t p, size_t q)
{
    *ws = (workspace){0};
    size_t vectors = arete_sat_mul(p, arete_sat_add(arete_sat_mul(2, q), 2));
    ws->u = arete_alloc(arete_sat_add(vectors, arete_sat_mul(4, q)), sizeof *ws->u);
    if (!ws->u || !arete_problem_create(&ws->problem, p, q) || !arete_factor_create(&ws->factor, p)) {
        workspace_destroy(ws);
        return false;
    }
    ws->rho = ws->u + p * q;
    ws->change = ws->rho + p * q;
    ws->row = ws->change + p;
    ws->rss = ws->row + p + q;
    ws->rounding = ws->rss + q;
    ws->before = ws->rounding + q;
    return true;
}

/* Coefficients and intercept of target t from u. */
static void set_coefficients(arete_ridge *fit, const workspace *ws, size_t l, size_t t)
{
    const arete_problem *problem = &ws->problem;
    const arete_sums *s = problem->sums;
    double *beta = fit->coef + (l * fit->q + t) * fit->p;
    long double b = 0;
    for (size_t k = 0; k < problem->m; k++) {
        size_t j = problem->active[k];
        beta[j] = ws->u[t * fit->p + k] * problem->g[k];
        b -= ((long double)s->mean[j] + s->mean_low[j]) * beta[j];
    }
    if (problem->intercept)
        fit->intercepts[l * fit->q + t] =
            (double)((long double)s->mean[fit->p + t] + s->mean_low[fit->p + t] + b);
}

/* rss and its rounding bound from the moments: yy - 2 u'r + u'R u, each term bounded with moduli. */
static void rss_from_moments(const workspace *ws, size_t t, double *rss, double *rounding)
{
    const arete_problem *problem = &ws->problem;
    size_t ld = problem->ld, m = problem->m;
    const double *u = ws->u + t * ld, *r = problem->r_cross + t * ld;
    long double sum = problem->yy[t], size = fabs(problem->yy[t]);
    for (size_t j = 0; j < m; j++) {
        const double *column = problem->sums->gram + j * ld;
        long double inner = (long double)u[j] - 2.0L * r[j];
        long double moduli = fabsl((long double)u[j]) + 2 * fabsl((long double)r[j]);
        for (size_t i = j + 1; i < m; i++) {
            inner += 2.0L * column[i] * u[i];
            moduli += 2 * fabsl((long double)column[i] * u[i]);
        }
        sum += u[j] * inner;
        size += fabsl((long double)u[j]) * moduli;
    }
    *rss = (double)sum;
    *rounding = 4 * DBL_EPSILON * (double)size;
}

/* One correction of target t with rho from the rows; true if it was worth making. */
static bool correct(workspace *ws, double lambda, size_t t)
{
    const arete_problem *problem = &ws->problem;
    size_t p = problem->p, m = problem->m;
    double *u = ws->u + t * p, *rho = ws->rho + t * p;
    for (size_t k = 0; k < m; k++) {
        double penalty = lambda * problem->ratio[k];
        /* An infinite penalty holds u at 0: nothing to correct. */
        ws->change[k] = isfinite(penalty) ? rho[problem->active[k]] * problem->g[k] - penalty * u[k] : 0;
    }
    arete_factor_solve_rhs(&ws->factor, problem, ws->change, ws->change);
    double size = 0, change = 0;
    for (size_t k = 0; k < m; k++) {
        size = fmax(size, fabs(u[k]));
        change = fmax(change, fabs(ws->change[k]));
    }
    if (!(change > 32 * DBL_EPSILON * size) || !(change < 0.5 * ws->before[t]))
        return false;
    ws->before[t] = change;
    for (size_t k = 0; k < m; k++)
        u[k] += ws->change[k];
    return true;
}

/* Refines all targets with residuals from the rows; leaves rss and its rounding bound. */
static void refine_on_rows(arete_ridge *fit, workspace *ws, const arete_rows *rows, size_t l, double lambda)
{
    for (size_t t = 0; t < fit->q; t++)
        ws->before[t] = INFINITY;
    for (int pass = 0;; pass++) {
        for (size_t t = 0; t < fit->q; t++)
            set_coefficients(fit, ws, l, t);
        arete_rows_residuals(rows, ws->problem.sums, ws->problem.intercept, fit->coef + l * fit->q * fit->p,
                             ws->rss, ws->rounding, ws->rho, ws->row);
        bool changed = false;
        for (size_t t = 0; t < fit->q && pass < MAX_PASSES; t++)
            if (correct(ws, lambda, t)) {
                fit->stats[l * fit->q + t].refinements++;
                changed = true;
            }
        if (!changed)
            return;
    }
}

/* v'(S0) v with S0 = R / (t t'), v given, work p. */
static double quadratic(const workspace *ws, const double *v, double *scaled, double *product)
{
    const arete_problem *problem = &ws->problem;
    for (size_t k = 0; k < problem->m; k++)
        scaled[k] = v[k] * ws->factor.inv_t[k];
    arete_problem_multiply(problem, scaled, product);
    double sum = 0;
    for (size_t k = 0; k < problem->m; k++)
        sum += scaled[k] * product[k];
    return sum > 0 ? sum : 0;
}

/* Standard errors, sigma^2 diag(Q S0 Q) with Q = S^-1 (the factor has been inverted). Since S0 = S - D with
 * D = diag(1 - 1/t^2), diag(Q S0 Q)_j = Q_jj - sum_k D_k Q_kj^2, which costs p^2; where that cancels, because
 * the penalty dominates, the product is formed instead. */
static void set_std_errors(arete_ridge *fit, workspace *ws, size_t l)
{
    const arete_problem *problem = &ws->problem;
    const arete_factor *f = &ws->factor;
    size_t m = problem->m, ld = problem->ld, q = fit->q;
    double *scaled = f->work, *product = f->work + ld, *h = f->work + 2 * ld;
    for (size_t k = 0; k < m; k++) {
        const double *column = f->l + k * ld;
        double variance = column[k];
        for (size_t i = 0; i < m; i++)
            variance -= (1 - f->inv_t[i] * f->inv_t[i]) * column[i] * column[i];
        if (!(variance > 0.01 * column[k]))
            variance = quadratic(ws, column, scaled, product);
        double unit = sqrt(variance) * f->inv_t[k] * problem->g[k];
        for (size_t t = 0; t < q; t++)
            fit->std_errors[(l * q + t) * fit->p + problem->active[k]] =
                unit * sqrt(fit->stats[l * q + t].sigma2);
    }
    if (!problem->intercept)
        return;
    /* b = ybar - m'beta, and ybar is uncorrelated with beta: var b = sigma^2 / W + m' cov(beta) m. */
    const arete_sums *s = problem->sums;
    for (size_t k = 0; k < m; k++)
        scaled[k] =
            (s->mean[problem->active[k]] + s->mean_low[problem->active[k]]) * problem->g[k] * f->inv_t[k];
    if (m)
        arete_blas_symv(m, f->l, ld, scaled, h);
    double spread = m ? quadratic(ws, h, scaled, product) : 0;
    for (size_t t = 0; t < q; t++)
        fit->intercept_se[l * q + t] = sqrt(fit->stats[l * q + t].sigma2 * (1 / problem->weight + spread));
}

static arete_status warn_ill_conditioned(arete_ridge *fit, const arete_factor *factor, double lambda,
                                         arete_error *error)
{
    double estimate = arete_factor_forward_error(factor);
    if (estimate <= 1e-10)
        return ARETE_OK;
    return arete_warn(&fit->warnings, ARETE_WARN_ILL_CONDITIONED, ARETE_NONE, ARETE_NONE, lambda, error,
                      "ill-conditioned (rcond %.2g): coefficients may be wrong by %.1g relative to the "
                      "largest, in units of their columns",
                      factor->rcond, estimate);
}

static arete_status fit_one(arete_ridge *fit, workspace *ws, const arete_rows *rows, size_t l, double lambda,
                            const arete_ridge_options *options, arete_error *error)
{
    arete_problem *problem = &ws->problem;
    size_t q = fit->q;
    ARETE_TRY(arete_factor_compute(&ws->factor, problem, lambda, options->feature_names, error));
    ARETE_TRY(warn_ill_conditioned(fit, &ws->factor, lambda, error));
    for (size_t t = 0; t < q; t++) {
        arete_ridge_stats *s = &fit->stats[l * q + t];
        *s =
            (arete_ridge_stats){.lambda = lambda, .solver = ARETE_SOLVER_CHOLESKY, .rcond = ws->factor.rcond};
        s->refinements = arete_factor_solve(&ws->factor, problem, t, ws->u + t * fit->p, &s->residual);
    }
    if (rows) {
        refine_on_rows(fit, ws, rows, l, lambda);
    } else {
        for (size_t t = 0; t < q; t++) {
            set_coefficients(fit, ws, l, t);
            rss_from_moments(ws, t, &ws->rss[t], &ws->rounding[t]);
        }
    }
    for (size_t k = 0; k < q * fit->p; k++)
        if (!isfinite(fit->coef[l * q * fit->p + k]))
            return arete_fail(error, ARETE_ERR_RANGE, NULL,
                              "coefficients overflow at lambda = %g: rescale the data", lambda);
    if (!arete_factor_invert(&ws->factor, problem))
        return arete_fail(error, ARETE_ERR_BLAS, NULL, "LAPACK dpotri failed");
    double df = arete_factor_df(&ws->factor, problem) + (options->intercept ? 1 : 0);
    for (size_t t = 0; t < q; t++) {
        fit->stats[l * q + t].df = df;
        fit->stats[l * q + t].rss = ws->rss[t];
        ARETE_TRY(arete_ridge_finish_stats(fit, l, t, problem->yy[t], ws->rounding[t], rows == NULL,
                                           options->target_names, error));
    }
    if (options->std_errors)
        set_std_errors(fit, ws, l);
    return ARETE_OK;
}

/* Fits all penalties to sums, which are used up. */
static arete_status fit_sums(arete_ridge **out, arete_sums *sums, const arete_rows *rows, size_t nlambda,
                             const double *lambda, const arete_ridge_options *options, arete_error *error)
{
    workspace ws;
    if (!workspace_create(&ws, sums->p, sums->q))
        return arete_fail_memory(error);
    arete_ridge *fit = NULL;
    arete_status status = arete_ridge_create(&fit, sums->p, sums->q, nlambda, options, error);
    if (status == ARETE_OK)
        status = arete_problem_build(&ws.problem, sums, options, &fit->warnings, error);
    if (status == ARETE_OK) {
        fit->rows = sums->n;
        fit->weight = sums->weight;
        int threads = arete_threads(options->threads);
        arete_blas_scope scope = arete_blas_begin(ws.problem.m > ARETE_SERIAL_FACTOR ? threads : 1);
        for (size_t l = 0; l < nlambda && status == ARETE_OK; l++)
            status = fit_one(fit, &ws, rows, l, lambda[l], options, error);
        arete_blas_end(scope);
    }
    workspace_destroy(&ws);
    if (status != ARETE_OK)
        arete_ridge_destroy(&fit);
    *out = fit;
    return status;
}

static arete_status check_fit(arete_ridge **fit, size_t nlambda, const double *lambda, arete_error *error)
{
    if (!fit)
        return arete_fail_null(error, "fit");
    *fit = NULL;
    if (nlambda == 0)
        return arete_fail(error, ARETE_ERR_SIZE, "nlambda", "nlambda is 0: at least 1 penalty is needed");
    if (!lambda)
        return arete_fail_null(error, "lambda");
    return arete_ridge_check_lambda(nlambda, lambda, error);
}

arete_status arete_ridge_fit_moments(arete_ridge **fit, const arete_moments *moments, size_t nlambda,
                                     const double *lambda, const arete_ridge_options *options,
                                     arete_error *error)
{
    ARETE_TRY(check_fit(fit, nlambda, lambda, error));
    if (!moments)
        return arete_fail_null(error, "moments");
    arete_ridge_options o;
    ARETE_TRY(arete_ridge_check_options(&o, options, moments->p, error));
    if (o.solver == ARETE_SOLVER_DUAL)
        return arete_fail(error, ARETE_ERR_OPTION, "options.solver",
                          "the dual needs the rows; moments hold none");
    arete_sums sums;
    arete_block scratch;
    if (!arete_sums_create(&sums, moments->p, moments->q))
        return arete_fail_memory(error);
    if (!arete_block_create(&scratch, moments->p, moments->q)) {
        arete_sums_destroy(&sums);
        return arete_fail_memory(error);
    }
    arete_ridge_take_names(&o, moments);
    arete_moments_total(moments, ARETE_NONE, &sums, &scratch, arete_threads(o.threads));
    arete_block_destroy(&scratch);
    arete_status status = fit_sums(fit, &sums, NULL, nlambda, lambda, &o, error);
    arete_sums_destroy(&sums);
    return status;
}

static arete_status add_rows(arete_moments *m, const arete_rows *rows, arete_error *error)
{
    if (rows->f32)
        return arete_moments_add_f32(m, rows->layout, rows->n, rows->x, rows->ldx, rows->y, rows->ldy,
                                     rows->w, NULL, error);
    return arete_moments_add(m, rows->layout, rows->n, rows->x, rows->ldx, rows->y, rows->ldy, rows->w, NULL,
                             error);
}

static arete_status check_rows(const arete_rows *r, arete_error *error)
{
    if (r->f32)
        return arete_rows_check_f32(r->p, r->q, 1, r->layout, r->n, r->x, r->ldx, r->y, r->ldy, r->w, NULL,
                                    error);
    return arete_rows_check(r->p, r->q, 1, r->layout, r->n, r->x, r->ldx, r->y, r->ldy, r->w, NULL, error);
}

/* Cholesky on arrays: moments, then fit_sums with the rows. */
static arete_status fit_primal(arete_ridge **fit, const arete_rows *rows, size_t nlambda,
                               const double *lambda, const arete_ridge_options *options, arete_error *error)
{
    arete_moments_options mo = {.folds = 1, .threads = options->threads};
    arete_moments *m;
    ARETE_TRY(arete_moments_create(&m, rows->p, rows->q, &mo, error));
    arete_status status = add_rows(m, rows, error);
    if (status == ARETE_OK) {
        arete_sums_add_block(&m->fold[0].sums, &m->fold[0].block, arete_threads(options->threads));
        status = fit_sums(fit, &m->fold[0].sums, rows, nlambda, lambda, options, error);
    }
    arete_moments_destroy(&m);
    return status;
}

static arete_status fit_rows(arete_ridge **fit, const arete_rows *rows, size_t nlambda, const double *lambda,
                             const arete_ridge_options *options, arete_error *error)
{
    ARETE_TRY(check_fit(fit, nlambda, lambda, error));
    if (rows->n == 0)
        return arete_fail(error, ARETE_ERR_SIZE, "n", "n is 0: at least 1 row is needed");
    arete_ridge_options o;
    ARETE_TRY(arete_moments_check_sizes(rows->p, rows->q, 1, error));
    ARETE_TRY(arete_ridge_check_options(&o, options, rows->p, error));
    bool penalised = true;
    for (size_t l = 0; l < nlambda; l++)
        penalised = penalised && lambda[l] > 0;
    if (o.solver == ARETE_SOLVER_DUAL && !penalised)
        return arete_fail(error, ARETE_ERR_OPTION, "options.solver",
                          "the dual needs every lambda to be greater than 0");
    bool dual =
        o.solver == ARETE_SOLVER_DUAL || (o.solver == ARETE_SOLVER_AUTO && rows->p > rows->n && penalised);
    if (dual || rows->p > rows->n)
        ARETE_TRY(check_rows(rows, error));
    if (!dual && rows->p > rows->n && o.solver == ARETE_SOLVER_AUTO) {
        /* More columns than rows and a penalty of 0: singular, which n + 1 columns suffice to show. */
        arete_rows part = *rows;
        part.p = rows->n + 1;
        double none = 0;
        arete_status status = fit_primal(fit, &part, 1, &none, &o, error);
        if (status != ARETE_OK)
            return status;
        arete_ridge_destroy(fit);
    }
    return dual ? arete_ridge_fit_dual(fit, rows, nlambda, lambda, &o, error)
                : fit_primal(fit, rows, nlambda, lambda, &o, error);
}

arete_status arete_ridge_fit(arete_ridge **fit, int layout, size_t n, size_t p, size_t q, const double *x,
                             size_t ldx, const double *y, size_t ldy, const double *w, size_t nlambda,
                             const double *lambda, const arete_ridge_options *options, arete_error *error)
{
    arete_rows rows = {n, p, q, layout, false, x, y, w, ldx, ldy};
    return fit_rows(fit, &rows, nlambda, lambda, options, error);
}

arete_status arete_ridge_fit_f32(arete_ridge **fit, int layout, size_t n, size_t p, size_t q, const float *x,
                                 size_t ldx, const float *y, size_t ldy, const float *w, size_t nlambda,
                                 const double *lambda, const arete_ridge_options *options, arete_error *error)
{
    arete_rows rows = {n, p, q, layout, true, x, y, w, ldx, ldy};
    return fit_rows(fit, &rows, nlambda, lambda, options, error);
}

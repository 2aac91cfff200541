/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The dual: an n x n system for data with more columns than rows.
 *
 * With Z the columns (centred, rows times sqrt(w)) divided by sqrt(pi_j), pi_j = f_j s_j^2, and v likewise y,
 *
 *     K = Z Z',   (K + lambda I) alpha = y,   beta_j = z_j'alpha / sqrt(pi_j),   r = lambda alpha.
 *
 * Columns without a penalty, U, are projected out of Z and y first; their coefficients are those of
 * regressing what the others leave. Z and y are then orthogonal to sqrt(w) (when centred) and to U, so K is
 * singular there; adding c times the projector on these directions changes no solution and keeps K + lambda I
 * regular however small lambda is.
 *
 * K scaled to unit diagonal is a problem like any other (problem.h), with its rows in the place of columns,
 * and the same factor solves it. Memory: the data twice, 2 n^2; time n^2 p.
 *
 * Reference: Saunders, Gammerman, Vovk, "Ridge regression learning algorithm in dual variables", ICML 1998.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "blas/linear.h"
#include "blas/threads.h"
#include "ridge/dual.h"

static void destroy(arete_dual *d)
{
    free(d->active);
    free(d->z);
    free(d->y);
    free(d->u_factor);
    free(d->u_coef);
    free(d->u_dual);
    free(d->b);
    free(d->kernel.gram);
    arete_problem_destroy(&d->problem);
    arete_factor_destroy(&d->factor);
}

/* K with the projector added, as a problem of unit diagonal. Returns c through *shift. */
static arete_status build_kernel(arete_dual *d, const arete_ridge_options *options, double *shift,
                                 arete_error *error)
{
    size_t n = d->n, others = d->m - d->free;
    d->kernel.gram = arete_alloc_zero(arete_sat_mul(n, n), sizeof(double));
    if (!d->kernel.gram || !arete_problem_create(&d->problem, n, d->q) || !arete_factor_create(&d->factor, n))
        return arete_fail_memory(error);
    double *k = d->kernel.gram, trace = 0;
    if (others)
        arete_blas_syrk_t(n, others, d->z + d->free, d->p, k, n);
    for (size_t i = 0; i < n; i++)
        trace += k[i * n + i];
    double c = *shift = trace > 0 ? trace / (double)n : 1;
    for (size_t j = 0; j < n; j++)
        for (size_t i = j; i < n; i++) {
            double projector = options->intercept ? d->v[i] * d->v[j] / d->weight : 0;
            for (size_t a = 0; a < d->free; a++)
                projector += d->z[i * d->p + a] * d->u_dual[j * d->free + a];
            k[j * n + i] += c * projector;
        }
    arete_problem *problem = &d->problem;
    problem->sums = &d->kernel;
    problem->m = n;
    problem->n = d->m;
    for (size_t i = 0; i < n; i++) {
        double diagonal = k[i * n + i];
        if (!(diagonal >= 0x1p-960 && diagonal <= 0x1p+1000))
            return arete_fail(error, ARETE_ERR_RANGE, "x",
                              "the squares of a row overflow or vanish: rescale the columns");
        problem->active[i] = i;
        problem->g[i] = 1 / sqrt(diagonal);
        problem->ratio[i] = 1 / diagonal;
    }
    for (size_t j = 0; j < n; j++)
        for (size_t i = j; i < n; i++)
            k[j * n + i] = i == j ? 1 : k[j * n + i] * problem->g[i] * problem->g[j];
    for (size_t t = 0; t < d->q; t++)
        for (size_t i = 0; i < n; i++)
            problem->r_cross[t * n + i] = d->y[t * n + i] * problem->g[i];
    return ARETE_OK;
}

static void set_coefficients(const arete_dual *d, arete_ridge *fit, size_t l, size_t t, double *b)
{
    size_t n = d->n, k = d->free, others = d->m - k;
    double *beta = fit->coef + (l * d->q + t) * d->p;
    const double *alpha = d->alpha + t * n;
    if (others)
        arete_blas_gemv(others, n, d->z + k, d->p, alpha, b);
    for (size_t c = 0; c < others; c++)
        beta[d->active[k + c]] = b[c] / d->root_pi[k + c];
    for (size_t a = 0; a < k; a++) {
        double u = d->u_coef[(d->m + t) * k + a];
        for (size_t c = 0; c < others; c++)
            u -= d->u_coef[(k + c) * k + a] * b[c];
        beta[d->active[a]] = u;
    }
    if (!fit->intercept)
        return;
    long double intercept = (long double)d->mean[d->p + t] + d->mean_low[d->p + t];
    for (size_t j = 0; j < d->p; j++)
        intercept -= ((long double)d->mean[j] + d->mean_low[j]) * beta[j];
    fit->intercepts[l * d->q + t] = (double)intercept;
}

/* Standard errors from B, the linear map y -> beta: var beta = sigma^2 diag(B B'). The factor has been
 * inverted. */
static void set_std_errors(arete_dual *d, arete_ridge *fit, size_t l)
{
    size_t n = d->n, k = d->free, m = d->m, others = m - k, q = d->q;
    double *inverse = d->factor.l;
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++)
            inverse[j * n + i] *=
                (d->factor.inv_t[i] * d->problem.g[i]) * (d->factor.inv_t[j] * d->problem.g[j]);
    double *b = d->b; /* column-major m x n */
    if (others)
        arete_blas_symm_right(others, n, inverse, n, d->z + k, d->p, b + k, m);
    double *h = d->factor.work; /* n: the map from y to -mean'beta */
    for (size_t i = 0; i < n; i++) {
        for (size_t a = 0; a < k; a++) {
            double u = d->u_dual[i * k + a];
            for (size_t c = 0; c < others; c++)
                u -= d->u_coef[(k + c) * k + a] * b[i * m + k + c];
            b[i * m + a] = u;
        }
        h[i] = 0;
        for (size_t c = 0; c < m; c++) {
            if (c >= k)
                b[i * m + c] /= d->root_pi[c];
            h[i] += b[i * m + c] * (d->mean[d->active[c]] + d->mean_low[d->active[c]]);
        }
    }
    double spread = 0;
    for (size_t i = 0; i < n; i++)
        spread += h[i] * h[i];
    for (size_t t = 0; t < q; t++) {
        double sigma2 = fit->stats[l * q + t].sigma2;
        for (size_t c = 0; c < m; c++) {
            double variance = 0;
            for (size_t i = 0; i < n; i++)
                variance += b[i * m + c] * b[i * m + c];
            fit->std_errors[(l * q + t) * d->p + d->active[c]] = sqrt(sigma2 * variance);
        }
        if (fit->intercept)
            fit->intercept_se[l * q + t] = sqrt(sigma2 * (1 / d->weight + spread));
    }
}

static arete_status fit_one(arete_dual *d, arete_ridge *fit, size_t l, double lambda, double shift, double *b,
                            const arete_ridge_options *options, arete_error *error)
{
    size_t n = d->n, q = d->q;
    arete_status status = arete_factor_compute(&d->factor, &d->problem, lambda, NULL, NULL);
    if (status == ARETE_ERR_SINGULAR)
        return arete_fail(
            error, status, "lambda",
            "rows depend on each other and lambda = %g is too small to separate them in working precision",
            lambda);
    if (status != ARETE_OK)
        return arete_fail(error, status, NULL, "%s", arete_status_text(status));
    double estimate = arete_factor_forward_error(&d->factor);
    if (!(estimate <= 1e-10))
        ARETE_TRY(arete_warn(
            &fit->warnings, ARETE_WARN_ILL_CONDITIONED, ARETE_NONE, ARETE_NONE, lambda, error,
            "ill-conditioned (rcond %.2g): the dual solution may be wrong by %.1g relative to the largest",
            d->factor.rcond, estimate));
    for (size_t t = 0; t < q; t++) {
        arete_ridge_stats *s = &fit->stats[l * q + t];
        double *alpha = d->alpha + t * n;
        *s = (arete_ridge_stats){.lambda = lambda, .solver = ARETE_SOLVER_DUAL, .rcond = d->factor.rcond};
        s->refinements = arete_factor_solve(&d->factor, &d->problem, t, alpha, &s->residual);
        s->rss = d->lost[t];
        for (size_t i = 0; i < n; i++) {
            alpha[i] *= d->problem.g[i];
            s->rss += (lambda * alpha[i]) * (lambda * alpha[i]);
        }
        set_coefficients(d, fit, l, t, b);
    }
    for (size_t j = 0; j < q * d->p; j++)
        if (!isfinite(fit->coef[l * q * d->p + j]))
            return arete_fail(error, ARETE_ERR_RANGE, NULL,
                              "coefficients overflow at lambda = %g: rescale the data", lambda);
    if (!arete_factor_invert(&d->factor, &d->problem))
        return arete_fail(error, ARETE_ERR_BLAS, NULL, "LAPACK dpotri failed");
    /* tr K (K + lambda I)^-1: the added directions have eigenvalue c and are no part of it. */
    size_t added = d->free + (fit->intercept ? 1 : 0);
    double df = arete_factor_df(&d->factor, &d->problem) - (double)added * (shift / (shift + lambda));
    for (size_t t = 0; t < q; t++) {
        fit->stats[l * q + t].df = (df > 0 ? df : 0) + (double)added;
        ARETE_TRY(arete_ridge_finish_stats(fit, l, t, d->tss[t], 0, false, options->target_names, error));
    }
    if (fit->std_errors)
        set_std_errors(d, fit, l);
    return ARETE_OK;
}

static arete_status fit_all(arete_dual *d, arete_ridge *fit, const arete_rows *rows, const double *lambda,
                            const arete_ridge_options *options, arete_error *error)
{
    ARETE_TRY(arete_dual_prepare(d, rows, options, fit, error));
    double shift = 0;
    ARETE_TRY(build_kernel(d, options, &shift, error));
    d->b = arete_alloc(arete_sat_mul(d->m, options->std_errors ? d->n : 1), sizeof *d->b);
    if (!d->b)
        return arete_fail_memory(error);
    fit->rows = d->rows;
    fit->weight = d->weight;
    for (size_t l = 0; l < fit->nlambda; l++)
        ARETE_TRY(fit_one(d, fit, l, lambda[l], shift, d->b, options, error));
    return ARETE_OK;
}

arete_status arete_ridge_fit_dual(arete_ridge **out, const arete_rows *rows, size_t nlambda,
                                  const double *lambda, const arete_ridge_options *options,
                                  arete_error *error)
{
    arete_ridge *fit = NULL;
    ARETE_TRY(arete_ridge_create(&fit, rows->p, rows->q, nlambda, options, error));
    arete_dual d = {0};
    int threads = arete_threads(options->threads);
    arete_blas_scope scope = arete_blas_begin(rows->n > ARETE_SERIAL_FACTOR ? threads : 1);
    arete_status status = fit_all(&d, fit, rows, lambda, options, error);
    arete_blas_end(scope);
    destroy(&d);
    if (status != ARETE_OK)
        arete_ridge_destroy(&fit);
    *out = fit;
    return status;
}

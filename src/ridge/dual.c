/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The dual: an n x n system for data with more columns than rows.
 *
 * With Z the columns (centred, rows times sqrt(w)) divided by sqrt(pi_j), pi_j = f_j s_j^2, and v likewise y,
 *
 *     K = Z Z',   (K + lambda I) alpha = y,   beta_j = z_j'alpha / sqrt(pi_j),   r = lambda alpha.
 *
 * Columns without a penalty, U, are projected out of Z and y first; their coefficients are those of regressing
 * what the others leave. Z and y are then orthogonal to sqrt(w) (when centred) and to U, so K is singular there; adding
 * c times the projector on these directions changes no solution and keeps K + lambda I regular however small lambda is.
 *
 * K scaled to unit diagonal is a problem like any other (problem.h), with its rows in the place of columns, and
 * the same factor solves it. Memory: the data twice, 2 n^2; time n^2 p.
 *
 * Reference: Saunders, Gammerman, Vovk, "Ridge regression learning algorithm in dual variables", ICML 1998.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "blas/linear.h"
#include "blas/threads.h"
#include "ridge/check.h"
#include "ridge/fit.h"
#include "ridge/solve.h"

typedef struct dual {
    size_t n, p, q;   /* rows that take part, all columns, targets */
    size_t m, free;   /* columns that vary; of them without penalty: the first `free` of `active` */
    size_t *active;   /* p */
    double *z;        /* row-major n x p: the data, later Z in the columns [0, m) in the order of active */
    double *y;        /* column-major n x q */
    double *v;        /* n: sqrt(w) */
    double *mean;     /* p + q, high parts; */
    double *mean_low; /* p + q */
    double *root_pi;  /* p: sqrt(pi_j), 0 without penalty; order of active */
    double *tss;      /* q */
    double *lost;     /* q: sum w y^2 of rows whose x is all zero, without an intercept, */
    size_t lost_rows; /* which take no part */
    double *u_factor; /* free x free: Cholesky factor of U'U */
    double *u_coef;   /* free x (m + q): (U'U)^-1 U' of the other columns and of y */
    double *u_dual;   /* free x n: (U'U)^-1 U' */
    double *alpha;    /* n x q */
    double *b;        /* m x n scratch: the linear map from y to beta */
    uint64_t rows;
    double weight;
    arete_sums kernel; /* only gram: K, n x n, then scaled to unit diagonal */
    arete_problem problem;
    arete_factor factor;
} dual;

static void dual_destroy(dual *d)
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

/* Copies the rows that take part, scaled by sqrt(w), about their means where an intercept is fitted. */
static arete_status gather(dual *d, const arete_rows *rows, const arete_ridge_options *options, arete_error *error)
{
    size_t p = rows->p, q = rows->q, n = rows->n, columns = p + q;
    d->p = p;
    d->q = q;
    d->active = arete_alloc(p, sizeof *d->active);
    d->z = arete_alloc(arete_sat_mul(n, p), sizeof *d->z);
    /* y, alpha: n q each; v: n; means 2 (p + q); root_pi p; tss, lost q; row p + q */
    size_t small = arete_sat_add(arete_sat_mul(n, arete_sat_add(1, arete_sat_mul(2, q))), 4 * columns + 2 * q);
    d->y = arete_alloc_zero(small, sizeof *d->y);
    if (!d->active || !d->z || !d->y)
        return arete_fail_memory(error);
    d->alpha = d->y + n * q;
    d->v = d->alpha + n * q;
    d->mean = d->v + n;
    d->mean_low = d->mean + columns;
    d->root_pi = d->mean_low + columns;
    d->tss = d->root_pi + p;
    d->lost = d->tss + q;
    double *row = d->lost + q, *y = row + p; /* columns numbers */

    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        double w = arete_rows_weight(rows, i);
        if (w == 0)
            continue;
        d->weight += w;
        d->rows++;
        arete_rows_get(rows, i, row, y);
        bool zero = !options->intercept;
        for (size_t j = 0; j < p && zero; j++)
            zero = row[j] == 0;
        if (zero) {
            /* Such a row says nothing about beta, and would be a zero row of K. */
            for (size_t t = 0; t < q; t++)
                d->lost[t] += w * y[t] * y[t];
            d->lost_rows++;
            continue;
        }
        memcpy(d->z + m * p, row, p * sizeof *row);
        for (size_t t = 0; t < q; t++)
            d->y[t * n + m] = y[t];
        d->v[m++] = sqrt(w);
    }
    d->n = m;
    if (d->rows == 0)
        return arete_fail(error, ARETE_ERR_NO_DATA, NULL, "there is no row of positive weight");
    /* Targets close up to n = m. */
    for (size_t t = 1; t < q; t++)
        memmove(d->y + t * m, d->y + t * n, m * sizeof *d->y);
    return ARETE_OK;
}

/* Centres n numbers with stride on their weighted mean, shifted by the first so that constants vanish exactly,
 * and multiplies by sqrt(w). Returns whether all are equal. */
static bool centre_column(const dual *d, double *a, size_t stride, bool centred, double *mean, double *mean_low)
{
    bool constant = true;
    double shift = d->n ? a[0] : 0, sum = 0, weight = 0;
    for (size_t i = 0; i < d->n; i++) {
        double w = d->v[i] * d->v[i];
        constant = constant && a[i * stride] == shift;
        sum += w * (a[i * stride] - shift);
        weight += w;
    }
    double offset = constant ? 0 : sum / weight;
    *mean = shift + offset;
    *mean_low = (shift - *mean) + offset;
    for (size_t i = 0; i < d->n; i++) {
        double value = centred ? (a[i * stride] - shift) - offset : a[i * stride];
        a[i * stride] = value * d->v[i];
    }
    return constant;
}

/* Sum of squares about the mean of column j of the unscaled data, for standardising without an intercept. Rows of
 * zeros, which were left out, count: they pull the mean towards 0 by `share` and are as far from it as it is. */
static double centred_square(const dual *d, size_t j, double share)
{
    double mean = (d->mean[j] + d->mean_low[j]) * share, sum = d->weight * (1 - share) * mean * mean;
    for (size_t i = 0; i < d->n; i++) {
        double x = d->z[i * d->p + j] - mean * d->v[i];
        sum += x * x;
    }
    return sum;
}

/* Centres, drops columns that do not vary, finds pi_j, and moves the columns without penalty to the front. */
static arete_status prepare_columns(dual *d, const arete_ridge_options *options, arete_ridge *fit, arete_error *error)
{
    size_t p = d->p, penalised = 0;
    double *square = arete_alloc(p, sizeof *square);
    if (!square)
        return arete_fail_memory(error);
    arete_status status = ARETE_OK;
    for (size_t j = 0; j < p && status == ARETE_OK; j++) {
        bool constant = centre_column(d, d->z + j, p, options->intercept, &d->mean[j], &d->mean_low[j]);
        square[j] = 0;
        for (size_t i = 0; i < d->n; i++)
            square[j] += d->z[i * p + j] * d->z[i * p + j];
        if (constant && (options->intercept || square[j] == 0)) {
            square[j] = -1; /* left out */
            status = arete_warn(&fit->warnings, ARETE_WARN_CONSTANT_COLUMN, j, ARETE_NONE, NAN, error,
                                "column %zu does not vary (it is always %g): its coefficient is set to 0", j + 1, d->mean[j]);
        } else if (!(square[j] >= 0x1p-960 && square[j] <= 0x1p+1000)) {
            arete_fail(error, ARETE_ERR_RANGE, "x", square[j] < 1 ? "column %zu varies so little that its squares vanish: rescale it"
                                                                  : "the squares of column %zu overflow: rescale it", j + 1);
            status = arete_at(error, ARETE_ERR_RANGE, ARETE_NONE, j);
        }
    }
    double taken = 0; /* weight of the rows that take part */
    for (size_t i = 0; i < d->n; i++)
        taken += d->v[i] * d->v[i];
    double share = d->lost_rows ? taken / d->weight : 1;
    /* Two passes over the columns: those without penalty first. */
    for (int pass = 0; pass < 2 && status == ARETE_OK; pass++)
        for (size_t j = 0; j < p && status == ARETE_OK; j++) {
            if (square[j] < 0)
                continue;
            double f = options->penalty_factor ? options->penalty_factor[j] : 1;
            double variance = options->intercept || !options->standardize ? square[j] : centred_square(d, j, share);
            double pi = f * (options->standardize ? variance / d->weight : 1);
            if ((pi == 0) != (pass == 0))
                continue;
            if (variance == 0)
                status = arete_warn(&fit->warnings, ARETE_WARN_UNPENALIZED_COLUMN, j, ARETE_NONE, NAN, error,
                                    "column %zu does not vary, so its standard deviation and its penalty are 0", j + 1);
            d->root_pi[d->m] = sqrt(pi);
            d->active[d->m++] = j;
            penalised += pi > 0;
        }
    d->free = d->m - penalised;
    free(square);
    for (size_t t = 0; t < d->q && status == ARETE_OK; t++) {
        double *y = d->y + t * d->n;
        centre_column(d, y, 1, options->intercept, &d->mean[p + t], &d->mean_low[p + t]);
        d->tss[t] = d->lost[t];
        for (size_t i = 0; i < d->n; i++)
            d->tss[t] += y[i] * y[i];
    }
    return status;
}

/* Brings the columns into the order of active, divided by sqrt(pi_j). Rows are compacted through a buffer. */
static arete_status scale_columns(dual *d, arete_error *error)
{
    double *row = arete_alloc(d->m, sizeof *row);
    if (!row)
        return arete_fail_memory(error);
    for (size_t i = 0; i < d->n; i++) {
        for (size_t k = 0; k < d->m; k++)
            row[k] = d->z[i * d->p + d->active[k]] / (d->root_pi[k] > 0 ? d->root_pi[k] : 1);
        memcpy(d->z + i * d->p, row, d->m * sizeof *row);
    }
    free(row);
    return ARETE_OK;
}

/* a += factor b for columns of z given by their places. */
static double column_dot(const dual *d, size_t a, size_t b)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++)
        sum += d->z[i * d->p + a] * d->z[i * d->p + b];
    return sum;
}

/* Factors U'U (columns scaled to length 1, to judge the pivots) and projects U out of the other columns and y. */
static arete_status project_out_free(dual *d, arete_error *error)
{
    size_t k = d->free, others = d->m - k, n = d->n;
    d->u_factor = arete_alloc(arete_sat_mul(k, k), sizeof(double));
    d->u_coef = arete_alloc_zero(arete_sat_mul(k, d->m + d->q), sizeof(double));
    d->u_dual = arete_alloc(arete_sat_mul(k, n), sizeof(double));
    if (!d->u_factor || !d->u_coef || !d->u_dual)
        return arete_fail_memory(error);
    for (size_t a = 0; a < k; a++)
        for (size_t b = a; b < k; b++)
            d->u_factor[a * k + b] = column_dot(d, a, b);
    /* Unit diagonal: root_pi of free columns is not used and takes the lengths. */
    for (size_t a = 0; a < k; a++)
        d->root_pi[a] = sqrt(d->u_factor[a * k + a]);
    for (size_t a = 0; a < k; a++)
        for (size_t b = a; b < k; b++)
            d->u_factor[a * k + b] /= d->root_pi[a] * d->root_pi[b];
    long failed = k ? arete_blas_potrf(k, d->u_factor, k) : 0;
    for (size_t a = 0; a < k; a++) {
        double pivot = d->u_factor[a * k + a] * d->u_factor[a * k + a];
        if ((failed && (size_t)failed == a + 1) || !(pivot > 8 * DBL_EPSILON * ((double)(k + n) + 16))) {
            size_t column = d->active[a];
            arete_fail(error, ARETE_ERR_SINGULAR, "options.penalty_factor",
                       "the system is singular: column %zu has no penalty and is a linear combination of other columns without one",
                       column + 1);
            return arete_at(error, ARETE_ERR_SINGULAR, ARETE_NONE, column);
        }
    }
    /* (U'U)^-1 U', column by column of length k, and with it the coefficients of the rest. */
    for (size_t i = 0; i < n; i++) {
        double *column = d->u_dual + i * k;
        for (size_t a = 0; a < k; a++)
            column[a] = d->z[i * d->p + a] / d->root_pi[a];
        if (k)
            arete_blas_potrs(k, 1, d->u_factor, k, column, k);
        for (size_t a = 0; a < k; a++) {
            column[a] /= d->root_pi[a];
            for (size_t c = 0; c < others; c++)
                d->u_coef[(k + c) * k + a] += column[a] * d->z[i * d->p + k + c];
            for (size_t t = 0; t < d->q; t++)
                d->u_coef[(d->m + t) * k + a] += column[a] * d->y[t * n + i];
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t a = 0; a < k; a++) {
            double u = d->z[i * d->p + a];
            for (size_t c = 0; c < others; c++)
                d->z[i * d->p + k + c] -= u * d->u_coef[(k + c) * k + a];
            for (size_t t = 0; t < d->q; t++)
                d->y[t * n + i] -= u * d->u_coef[(d->m + t) * k + a];
        }
    return ARETE_OK;
}

/* K with the projector added, as a problem of unit diagonal. Returns c through *shift. */
static arete_status build_kernel(dual *d, const arete_ridge_options *options, double *shift, arete_error *error)
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
            return arete_fail(error, ARETE_ERR_RANGE, "x", "the squares of row %zu overflow or vanish: rescale the columns", i + 1);
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

static void set_coefficients(const dual *d, arete_ridge *fit, size_t l, size_t t, double *b)
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

/* Standard errors from B, the linear map y -> beta: var beta = sigma^2 diag(B B'). The factor has been inverted. */
static void set_std_errors(dual *d, arete_ridge *fit, size_t l)
{
    size_t n = d->n, k = d->free, m = d->m, others = m - k, q = d->q;
    double *inverse = d->factor.l;
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++)
            inverse[j * n + i] *= (d->factor.inv_t[i] * d->problem.g[i]) * (d->factor.inv_t[j] * d->problem.g[j]);
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

static arete_status fit_one(dual *d, arete_ridge *fit, size_t l, double lambda, double shift, double *b, arete_error *error)
{
    size_t n = d->n, q = d->q;
    arete_status status = arete_factor_compute(&d->factor, &d->problem, lambda, NULL, NULL);
    if (status == ARETE_ERR_SINGULAR)
        return arete_fail(error, status, "lambda",
                          "rows depend on each other and lambda = %g is too small to separate them in working precision", lambda);
    if (status != ARETE_OK)
        return arete_fail(error, status, NULL, "%s", arete_status_text(status));
    arete_factor_condition(&d->factor, &d->problem);
    double estimate = arete_factor_forward_error(&d->factor);
    if (!(estimate <= 1e-10))
        ARETE_TRY(arete_warn(&fit->warnings, ARETE_WARN_ILL_CONDITIONED, ARETE_NONE, ARETE_NONE, lambda, error,
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
            return arete_fail(error, ARETE_ERR_RANGE, NULL, "coefficients overflow at lambda = %g: rescale the data", lambda);
    if (!arete_factor_invert(&d->factor, &d->problem))
        return arete_fail(error, ARETE_ERR_BLAS, NULL, "LAPACK dpotri failed");
    /* tr K (K + lambda I)^-1: the added directions have eigenvalue c and are no part of it. */
    size_t added = d->free + (fit->intercept ? 1 : 0);
    double df = arete_factor_df(&d->factor, &d->problem) - (double)added * (shift / (shift + lambda));
    for (size_t t = 0; t < q; t++) {
        fit->stats[l * q + t].df = (df > 0 ? df : 0) + (double)added;
        ARETE_TRY(arete_ridge_finish_stats(fit, l, t, d->tss[t], 0, error));
    }
    if (fit->std_errors)
        set_std_errors(d, fit, l);
    return ARETE_OK;
}

static arete_status fit_all(dual *d, arete_ridge *fit, const arete_rows *rows, const double *lambda,
                            const arete_ridge_options *options, arete_error *error)
{
    ARETE_TRY(gather(d, rows, options, error));
    ARETE_TRY(prepare_columns(d, options, fit, error));
    ARETE_TRY(scale_columns(d, error));
    ARETE_TRY(project_out_free(d, error));
    double shift = 0;
    ARETE_TRY(build_kernel(d, options, &shift, error));
    d->b = arete_alloc(arete_sat_mul(d->m, options->std_errors ? d->n : 1), sizeof *d->b);
    if (!d->b)
        return arete_fail_memory(error);
    fit->rows = d->rows;
    fit->weight = d->weight;
    for (size_t l = 0; l < fit->nlambda; l++)
        ARETE_TRY(fit_one(d, fit, l, lambda[l], shift, d->b, error));
    return ARETE_OK;
}

arete_status arete_ridge_fit_dual(arete_ridge **out, const arete_rows *rows, size_t nlambda, const double *lambda,
                                  const arete_ridge_options *options, arete_error *error)
{
    arete_ridge *fit = NULL;
    ARETE_TRY(arete_ridge_create(&fit, rows->p, rows->q, nlambda, options, error));
    dual d = {0};
    int threads = arete_threads(options->threads);
    arete_blas_scope scope = arete_blas_begin(rows->n > ARETE_SERIAL_FACTOR ? threads : 1);
    arete_status status = fit_all(&d, fit, rows, lambda, options, error);
    arete_blas_end(scope);
    dual_destroy(&d);
    if (status != ARETE_OK)
        arete_ridge_destroy(&fit);
    *out = fit;
    return status;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The rows and columns of the dual: centred, scaled, those without a penalty projected out (see dual.c).
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "blas/linear.h"
#include "ridge/cholesky.h"
#include "ridge/dual.h"

/* Copies the rows that take part, scaled by sqrt(w), about their means where an intercept is fitted. */
static arete_status gather(arete_dual *d, const arete_rows *rows, const arete_ridge_options *options,
                           arete_error *error)
{
    size_t p = rows->p, q = rows->q, n = rows->n, columns = p + q;
    d->p = p;
    d->q = q;
    d->active = arete_alloc(p, sizeof *d->active);
    d->z = arete_alloc(arete_sat_mul(n, p), sizeof *d->z);
    /* y, alpha: n q each; v: n; means 2 (p + q); root_pi p; tss, lost q; row p + q */
    size_t small =
        arete_sat_add(arete_sat_mul(n, arete_sat_add(1, arete_sat_mul(2, q))), 4 * columns + 2 * q);
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

/* Centres n numbers with stride on their weighted mean, shifted by the first so that constants vanish
 * exactly, and multiplies by sqrt(w). Returns whether all are equal. */
static bool centre_column(const arete_dual *d, double *a, size_t stride, bool centred, double *mean,
                          double *mean_low)
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

/* Sum of squares about the mean of column j of the unscaled data, for standardising without an intercept.
 * Rows of zeros, which were left out, count: they pull the mean towards 0 by `share` and are as far from it
 * as it is. */
static double centred_square(const arete_dual *d, size_t j, double share)
{
    double mean = (d->mean[j] + d->mean_low[j]) * share, sum = d->weight * (1 - share) * mean * mean;
    for (size_t i = 0; i < d->n; i++) {
        double x = d->z[i * d->p + j] - mean * d->v[i];
        sum += x * x;
    }
    return sum;
}

/* Centres, drops columns that do not vary, finds pi_j, and moves the columns without penalty to the front. */
static arete_status prepare_columns(arete_dual *d, const arete_ridge_options *options, arete_ridge *fit,
                                    arete_error *error)
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
                                "%s does not vary (it is always %g): its coefficient is set to 0",
                                arete_label_of(options->feature_names, "column", j).text, d->mean[j]);
        } else if (!(square[j] >= 0x1p-960 && square[j] <= 0x1p+1000)) {
            arete_fail(error, ARETE_ERR_RANGE, "x",
                       square[j] < 1 ? "%s varies so little that its squares vanish: rescale it"
                                     : "the squares of %s overflow: rescale it",
                       arete_label_of(options->feature_names, "column", j).text);
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
            double variance =
                options->intercept || !options->standardize ? square[j] : centred_square(d, j, share);
            double pi = f * (options->standardize ? variance / d->weight : 1);
            if ((pi == 0) != (pass == 0))
                continue;
            if (variance == 0)
                status = arete_warn(&fit->warnings, ARETE_WARN_UNPENALIZED_COLUMN, j, ARETE_NONE, NAN, error,
                                    "%s does not vary, so its standard deviation and its penalty are 0",
                                    arete_label_of(options->feature_names, "column", j).text);
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
static arete_status scale_columns(arete_dual *d, arete_error *error)
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

/* Inner product of two columns of z, given by their places. */
static double column_dot(const arete_dual *d, size_t a, size_t b)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++)
        sum += d->z[i * d->p + a] * d->z[i * d->p + b];
    return sum;
}

/* Factors U'U (columns scaled to length 1, to judge the pivots) and projects U out of the other columns and
 * y. */
static arete_status project_out_free(arete_dual *d, const arete_ridge_options *options, arete_error *error)
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
    double *work = arete_alloc(arete_sat_mul(4, k), sizeof *work), rcond, norm;
    int *iwork = arete_alloc(k, sizeof *iwork);
    size_t regular = k;
    if (work && iwork)
        regular = arete_cholesky_unit(k, d->u_factor, k, (double)n, work, iwork, &rcond, &norm);
    free(work);
    free(iwork);
    if (!work || !iwork)
        return arete_fail_memory(error);
    if (regular < k) {
        size_t column = d->active[regular];
        arete_fail(error, ARETE_ERR_SINGULAR, "options.penalty_factor",
                   "the system is singular: %s has no penalty and is a linear combination of other columns "
                   "without one",
                   arete_label_of(options->feature_names, "column", column).text);
        return arete_at(error, ARETE_ERR_SINGULAR, ARETE_NONE, column);
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

arete_status arete_dual_prepare(arete_dual *d, const arete_rows *rows, const arete_ridge_options *options,
                                arete_ridge *fit, arete_error *error)
{
    ARETE_TRY(gather(d, rows, options, error));
    ARETE_TRY(prepare_columns(d, options, fit, error));
    ARETE_TRY(scale_columns(d, error));
    return project_out_free(d, options, error);
}

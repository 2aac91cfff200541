/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The second way: shifted two-pass moments and Cholesky, all in long double.
 */
#include "rows.h"

#include <math.h>
#include <string.h>

double *doubles(size_t n)
{
    double *a = calloc(n ? n : 1, sizeof *a);
    if (!a)
        abort();
    return a;
}

test_rows rows_create(test_random *random, size_t n, size_t p, size_t q)
{
    test_rows r = {n, p, q, doubles(n * p), doubles(n * q), doubles(n)};
    for (size_t i = 0; i < n; i++) {
        double common = test_normal(random);
        for (size_t j = 0; j < p; j++) {
            double z = 0.5 * common + test_normal(random);
            r.x[i * p + j] = pow(10, (double)(j % 4) - 2) * ((j % 2 ? -7 : 3) + z);
        }
        for (size_t t = 0; t < q; t++) {
            double y = 11 - 20 * (double)t + test_normal(random);
            for (size_t j = 0; j < p; j++)
                y += cos((double)(1 + j + 3 * t)) * pow(10, 2 - (double)(j % 4)) * r.x[i * p + j];
            r.y[i * q + t] = y;
        }
        size_t draw = test_below(random, 9);
        r.w[i] = draw == 0 && i > 0 ? 0 : 1.625 + 1.375 * test_uniform(random);
    }
    if (n > 0)
        r.w[0] = 1;
    return r;
}

test_rows rows_copy(const test_rows *from)
{
    test_rows r = {from->n,         from->p, from->q, doubles(from->n * from->p), doubles(from->n * from->q),
                   doubles(from->n)};
    memcpy(r.x, from->x, r.n * r.p * sizeof(double));
    memcpy(r.y, from->y, r.n * r.q * sizeof(double));
    memcpy(r.w, from->w, r.n * sizeof(double));
    return r;
}

void rows_destroy(test_rows *r)
{
    free(r->x);
    free(r->y);
    free(r->w);
    *r = (test_rows){0};
}

arete_ridge_options problem_options(const test_problem *problem)
{
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.intercept = problem->intercept;
    options.standardize = problem->standardize;
    options.penalty_factor = problem->factor;
    return options;
}

static double weight(const test_problem *problem, size_t i)
{
    return problem->w ? problem->w[i] : 1;
}

static double value(const test_rows *r, size_t i, size_t column)
{
    return column < r->p ? r->x[i * r->p + column] : r->y[i * r->q + column - r->p];
}

/* Weighted mean minus the first number, which is what can be had without rounding away a small spread. */
static long double shifted_mean(const test_problem *problem, size_t column)
{
    const test_rows *r = problem->rows;
    long double sum = 0, total = 0;
    for (size_t i = 0; i < r->n; i++) {
        sum += weight(problem, i) * ((long double)value(r, i, column) - value(r, 0, column));
        total += weight(problem, i);
    }
    return sum / total;
}

/* n x (p + q) numbers centred on their means if `centred`, else as they are. */
static long double *centre_rows(const test_problem *problem, int centred)
{
    const test_rows *r = problem->rows;
    size_t d = r->p + r->q;
    long double *z = malloc(r->n * d * sizeof *z);
    if (!z)
        abort();
    for (size_t c = 0; c < d; c++) {
        long double mean = centred ? shifted_mean(problem, c) : 0;
        long double shift = centred ? value(r, 0, c) : 0;
        for (size_t i = 0; i < r->n; i++)
            z[i * d + c] = ((long double)value(r, i, c) - shift) - mean;
    }
    return z;
}

void column_moments(const test_problem *problem, size_t column, long double *offset, long double *square)
{
    const test_rows *r = problem->rows;
    long double shift = value(r, 0, column);
    *offset = shifted_mean(problem, column);
    *square = 0;
    for (size_t i = 0; i < r->n; i++) {
        long double z = problem->intercept ? (value(r, i, column) - shift) - *offset : value(r, i, column);
        *square += weight(problem, i) * z * z;
    }
}

/* lambda f_j s_j^2, with s_j about the mean whether or not there is an intercept. */
static long double penalty(const test_problem *problem, size_t j)
{
    long double p = problem->lambda;
    if (problem->factor)
        p *= problem->factor[j];
    if (problem->standardize) {
        test_problem centred = *problem;
        centred.intercept = 1;
        long double offset, square, total = 0;
        column_moments(&centred, j, &offset, &square);
        for (size_t i = 0; i < problem->rows->n; i++)
            total += weight(problem, i);
        p *= square / total;
    }
    return p;
}

void solve_rows(const test_problem *problem, size_t t, double *b, double *coef)
{
    const test_rows *r = problem->rows;
    size_t p = r->p, d = p + r->q, n = r->n;
    long double *z = centre_rows(problem, problem->intercept);
    long double *a = calloc(p * p + p, sizeof *a), *c = a + p * p;
    if (!a)
        abort();
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < p; j++) {
            for (size_t k = 0; k <= j; k++)
                a[j * p + k] += weight(problem, i) * z[i * d + j] * z[i * d + k];
            c[j] += weight(problem, i) * z[i * d + j] * z[i * d + p + t];
        }
    for (size_t j = 0; j < p; j++)
        a[j * p + j] += penalty(problem, j);
    for (size_t j = 0; j < p; j++) { /* L, and forward substitution on c */
        for (size_t k = 0; k <= j; k++) {
            for (size_t m = 0; m < k; m++)
                a[j * p + k] -= a[j * p + m] * a[k * p + m];
            a[j * p + k] = k < j ? a[j * p + k] / a[k * p + k] : sqrtl(a[j * p + j]);
        }
        for (size_t m = 0; m < j; m++)
            c[j] -= a[j * p + m] * c[m];
        c[j] /= a[j * p + j];
    }
    for (size_t j = p; j-- > 0;) {
        for (size_t m = j + 1; m < p; m++)
            c[j] -= a[m * p + j] * c[m];
        c[j] /= a[j * p + j];
    }
    long double intercept = 0;
    if (problem->intercept)
        intercept = value(r, 0, p + t) + shifted_mean(problem, p + t);
    for (size_t j = 0; j < p; j++) {
        coef[j] = (double)c[j];
        if (problem->intercept)
            intercept -= (value(r, 0, j) + shifted_mean(problem, j)) * c[j];
    }
    *b = (double)intercept;
    free(a);
    free(z);
}

static long double residual(const test_rows *r, size_t i, size_t t, double b, const double *coef)
{
    long double e = (long double)r->y[i * r->q + t] - b;
    for (size_t j = 0; j < r->p; j++)
        e -= (long double)r->x[i * r->p + j] * coef[j];
    return e;
}

double gradient_of(const test_problem *problem, size_t t, double b, const double *coef)
{
    const test_rows *r = problem->rows;
    size_t p = r->p, d = p + r->q;
    long double *z = centre_rows(problem, problem->intercept), worst = 0;
    for (size_t j = 0; j <= p; j++) {
        if (j == p && !problem->intercept)
            break;
        long double gradient = j < p ? -penalty(problem, j) * coef[j] : 0, size = fabsl(gradient);
        for (size_t i = 0; i < r->n; i++) {
            long double row = weight(problem, i) * (j < p ? z[i * d + j] : 1);
            gradient += row * residual(r, i, t, b, coef);
            long double terms = fabsl((long double)r->y[i * r->q + t]) + fabsl((long double)b);
            for (size_t k = 0; k < p; k++)
                terms += fabsl((long double)r->x[i * p + k] * coef[k]);
            size += fabsl(row) * terms;
        }
        worst = fmaxl(worst, fabsl(gradient) / (size > 0 ? size : 1));
    }
    free(z);
    return (double)worst;
}

double rss_of(const test_problem *problem, size_t t, double b, const double *coef)
{
    long double rss = 0;
    for (size_t i = 0; i < problem->rows->n; i++) {
        long double e = residual(problem->rows, i, t, b, coef);
        rss += weight(problem, i) * e * e;
    }
    return (double)rss;
}

double held_out_of(const test_problem *training, const test_problem *held, size_t t, const double *coef)
{
    if (!training->intercept)
        return rss_of(held, t, 0, coef);
    const test_rows *r = training->rows, *h = held->rows;
    size_t p = r->p;
    long double *offset = malloc((p + 1) * sizeof *offset), rss = 0;
    if (!offset)
        abort();
    for (size_t j = 0; j < p; j++)
        offset[j] = shifted_mean(training, j);
    offset[p] = shifted_mean(training, p + t);
    for (size_t i = 0; i < h->n; i++) {
        long double e = ((long double)value(h, i, p + t) - value(r, 0, p + t)) - offset[p];
        for (size_t j = 0; j < p; j++)
            e -= (((long double)value(h, i, j) - value(r, 0, j)) - offset[j]) * coef[j];
        rss += weight(held, i) * e * e;
    }
    free(offset);
    return (double)rss;
}

double worst_difference(const test_problem *problem, const double *coef, const double *expected)
{
    long double worst = 0, size = 0;
    for (size_t j = 0; j < problem->rows->p; j++) {
        long double offset, square;
        column_moments(problem, j, &offset, &square);
        long double d = sqrtl(square + penalty(problem, j)),
                    difference = fabsl((long double)coef[j] - expected[j]);
        if (!(difference >= 0))
            return NAN;
        worst = fmaxl(worst, d * difference);
        size = fmaxl(size, d * fabsl((long double)expected[j]));
    }
    return worst == 0 ? 0 : (double)(worst / size);
}

arete_ridge *fit_rows(const test_problem *problem)
{
    const test_rows *r = problem->rows;
    arete_ridge_options options = problem_options(problem);
    arete_ridge *fit;
    arete_error error;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, r->n, r->p, r->q, r->x, r->p, r->y, r->q, problem->w, 1,
                              &problem->lambda, &options, &error),
              &error);
    return fit;
}

arete_moments *moments_of(const test_rows *r, const double *w, const size_t *fold,
                          const arete_moments_options *options)
{
    arete_moments *moments;
    arete_error error;
    assert_ok(arete_moments_create(&moments, r->p, r->q, options, &error), &error);
    assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, r->n, r->x, r->p, r->y, r->q, w, fold, &error),
              &error);
    return moments;
}

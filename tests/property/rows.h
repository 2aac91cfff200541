/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Awkward random rows, and ridge regression computed from them a second way: in long double, from the
 * definition, row by row, sharing no code with the library. (Where long double is double, under valgrind too,
 * the second way is still accurate: columns are shifted by their first number before anything is summed.)
 */
#ifndef ROWS_H
#define ROWS_H

#include <stddef.h>

#include "arete_test.h"

/* x is n x p and y n x q, both row-major and without padding; w has n numbers. */
typedef struct test_rows {
    size_t n, p, q;
    double *x, *y, *w;
} test_rows;

/* Correlated columns whose means and spreads differ by orders of magnitude; y depends on them, with noise;
 * weights from 0.25 to 3, every ninth or so exactly 0. Row 0 has weight 1. */
test_rows rows_create(test_random *random, size_t n, size_t p, size_t q);
test_rows rows_copy(const test_rows *from);
void rows_destroy(test_rows *rows);

/* n allocated doubles that a test need not check. */
double *doubles(size_t n);

/* A penalised problem on rows: what the objective in arete/ridge.h needs beside them. */
typedef struct test_problem {
    const test_rows *rows;
    const double *w; /* n weights or NULL: all 1 */
    double lambda;
    int intercept, standardize;
    const double *factor; /* p or NULL: all 1 */
} test_problem;

/* Options that describe the same problem. */
arete_ridge_options problem_options(const test_problem *problem);

/* Column j of x, or column p + t for target t: its weighted mean less its first number (the mean itself would
 * round a small spread away), and its sum of squares about the mean, or about 0 without an intercept. */
void column_moments(const test_problem *problem, size_t column, long double *offset, long double *square);

/* Solves for target t: intercept and p coefficients. */
void solve_rows(const test_problem *problem, size_t t, double *b, double *coef);

/* Largest |gradient| over predictors at (b, coef), each relative to the sum of absolute terms it is made of;
 * and likewise the weighted sum of the residuals where there is an intercept. */
double gradient_of(const test_problem *problem, size_t t, double b, const double *coef);

/* sum w (y - b - x'coef)^2 for target t. */
double rss_of(const test_problem *problem, size_t t, double b, const double *coef);

/* The same on the rows of `held` for the intercept that belongs to coef on the rows of `training`, without
 * rounding that intercept, which would cost the digits of a small spread about a large mean. */
double held_out_of(const test_problem *training, const test_problem *held, size_t t, const double *coef);

/* Largest |coef - expected|, relative to the largest |expected|, each in units of its column, root A_jj. */
double worst_difference(const test_problem *problem, const double *coef, const double *expected);

/* Fits one penalty, which must succeed. */
arete_ridge *fit_rows(const test_problem *problem);

/* Creates moments of the rows; fold may be NULL. */
arete_moments *moments_of(const test_rows *rows, const double *w, const size_t *fold,
                          const arete_moments_options *options);

#endif /* ROWS_H */

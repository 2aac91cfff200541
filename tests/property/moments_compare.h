/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Two accumulators compared through everything arete_moments_get tells, to the bit or to rounding.
 */
#ifndef MOMENTS_COMPARE_H
#define MOMENTS_COMPARE_H

#include "rows.h"

/* What arete_moments_get gives for one fold, in one block of `count` doubles: x_mean, y_mean, gram, cross,
 * yy. */
typedef struct test_sums {
    size_t p, q, count;
    double *x_mean, *y_mean, *gram, *cross, *yy;
} test_sums;

test_sums sums_of(const arete_moments *moments, size_t fold); /* free x_mean */

/* Same sizes, same counts, and the same bits in every fold and in all of them together. */
void assert_same_moments(const arete_moments *actual, const arete_moments *expected);

/* Means within rel of their size and spread, products within rel of sqrt(g_jj g_kk); weights and counts too.
 */
void assert_close_moments(const arete_moments *actual, const arete_moments *expected, double rel);

#endif /* MOMENTS_COMPARE_H */

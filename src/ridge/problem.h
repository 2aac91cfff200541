/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The regression that a set of moments poses: columns that take part, in units that make every later step
 * independent of the scale of the data.
 *
 * With the (centred, or without an intercept uncentred) Gram matrix G, cross-products c and penalties
 * pi_j = f_j s_j^2, the columns are divided by g_j^-1 = sqrt(G_jj):
 *
 *     R = g G g, unit diagonal      r = g c      Lambda_j = lambda ratio_j, ratio_j = pi_j / G_jj
 *     (R + Lambda) u = r            beta = g u
 *
 * Scaling a column by a power of two changes g and nothing else, to the bit.
 */
#ifndef ARETE_RIDGE_PROBLEM_H
#define ARETE_RIDGE_PROBLEM_H

#include "arete/ridge.h"
#include "base/error.h"
#include "moments/sums.h"
#include "ridge/warnings.h"

typedef struct arete_problem {
    size_t p, q;
    size_t m;  /* columns that take part */
    size_t ld; /* of R, = p */
    uint64_t n;
    double weight; /* W */
    int intercept;
    size_t *active;         /* p: their numbers, the first m used */
    double *g;              /* p: 1 / sqrt(G_jj) of each */
    double *ratio;          /* p: pi_j / G_jj */
    double *r_cross;        /* p x q, ld p: r */
    const arete_sums *sums; /* where R (in gram), the means and yy stand */
    double *yy;             /* q: centred, or not without an intercept */
} arete_problem;

bool arete_problem_create(arete_problem *problem, size_t p, size_t q);
void arete_problem_destroy(arete_problem *problem);
size_t arete_problem_bytes(size_t p, size_t q);

/* Turns sums into a problem. sums->gram is overwritten by R of the columns that take part (lower triangle, ld
 * p); the rest of sums stays. Columns that do not vary (without an intercept: are all zero) are left out,
 * with a warning if `warnings` is not NULL.
 * ARETE_ERR_RANGE if squares of the data overflowed or vanished, ARETE_ERR_NO_DATA without rows. */
arete_status arete_problem_build(arete_problem *problem, arete_sums *sums, const arete_ridge_options *options,
                                 arete_warnings *warnings, arete_error *error);

#endif /* ARETE_RIDGE_PROBLEM_H */

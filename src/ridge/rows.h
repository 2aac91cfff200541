/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The caller's rows, float or double, in either layout, read one at a time as doubles.
 */
#ifndef ARETE_RIDGE_ROWS_H
#define ARETE_RIDGE_ROWS_H

#include "arete/layout.h"
#include "base/error.h"
#include "moments/sums.h"

typedef struct arete_rows {
    size_t n, p, q;
    int layout;
    bool f32;
    const void *x, *y, *w; /* w may be NULL */
    size_t ldx, ldy;
} arete_rows;

/* Weight of row i. */
double arete_rows_weight(const arete_rows *rows, size_t i);

/* Row i of x (p numbers) and y (q). */
void arete_rows_get(const arete_rows *rows, size_t i, double *x, double *y);

/* One pass over the rows with the coefficients beta (q vectors of p), about the means of `sums` where centred
 * is set. For each target: rss = sum w r^2; rounding, a bound on its rounding error; rho (q vectors of p) =
 * sum w r (x - mean). work: p + q doubles. */
void arete_rows_residuals(const arete_rows *rows, const arete_sums *sums, bool centred, const double *beta,
                          double *rss, double *rounding, double *rho, double *work);

#endif /* ARETE_RIDGE_ROWS_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * When is a matrix singular?
 *
 * The pivot of column j of a Gram matrix of unit diagonal is 1 / VIF_j with respect to the columns before it:
 * the share of its variance that they do not explain. Rounding leaves of an exact dependence not 0 but a
 * number of the order of (m + sqrt(terms)) u, so that is where a pivot counts as zero: Cholesky's own test
 * would call half of the exactly singular matrices regular.
 *
 * That is not enough: a small but honest pivot amplifies the rounding of those after it, and an exact
 * dependence passes. Such a matrix shows in its reciprocal condition, which is then below the roundoff; the
 * column of the smallest pivot is blamed.
 */
#include "ridge/cholesky.h"

#include <float.h>
#include <math.h>

#include "blas/linear.h"

size_t arete_cholesky_unit(size_t m, double *a, size_t ld, double terms, double *work, int *iwork,
                           double *rcond, double *norm)
{
    *rcond = *norm = 0;
    if (m == 0) {
        *rcond = 1;
        return 0;
    }
    for (size_t j = 0; j < m; j++)
        work[j] = 1;
    for (size_t j = 0; j < m; j++)
        for (size_t i = j + 1; i < m; i++) {
            work[i] += fabs(a[j * ld + i]);
            work[j] += fabs(a[j * ld + i]);
        }
    for (size_t j = 0; j < m; j++)
        *norm = work[j] > *norm ? work[j] : *norm;

    long failed = arete_blas_potrf(m, a, ld);
    size_t done = failed > 0 ? (size_t)failed - 1 : failed == 0 ? m : 0, smallest = 0;
    double zero = 8 * DBL_EPSILON * ((double)m + 16 + sqrt(terms));
    for (size_t j = 0; j < done; j++) {
        double pivot = a[j * ld + j] * a[j * ld + j];
        if (!(pivot > zero))
            return j;
        smallest = pivot <= a[smallest * ld + smallest] * a[smallest * ld + smallest] ? j : smallest;
    }
    if (done < m)
        return done;
    *rcond = arete_blas_pocon(m, a, ld, *norm, work, iwork);
    return *rcond > DBL_EPSILON ? m : smallest;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * BLAS on a short contiguous piece of a vector: a cast of n, and the one repair amax needs.
 */
#include "blas/vector.h"

#include <assert.h>
#include <math.h>

#include <cblas.h>

double arete_piece_nrm2(size_t n, const double *x)
{
    assert(n <= ARETE_PIECE);
    return cblas_dnrm2((int)n, x, 1);
}

double arete_piece_sumsq(size_t n, const double *x)
{
    assert(n <= ARETE_PIECE);
    return cblas_ddot((int)n, x, 1, x, 1);
}

double arete_piece_asum(size_t n, const double *x)
{
    assert(n <= ARETE_PIECE);
    return cblas_dasum((int)n, x, 1);
}

double arete_piece_amax(size_t n, const double *x)
{
    assert(n <= ARETE_PIECE);
    if (n == 0)
        return 0;
    /* idamax says nothing of a NaN, and some builds then return an index outside the vector. A sum of moduli
     * is NaN only if an element is, for it has no difference of infinities. */
    if (isnan(cblas_dasum((int)n, x, 1)))
        return NAN;
    return fabs(x[cblas_idamax((int)n, x, 1)]);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * LAPACKE's _work variant in column-major order, which neither allocates nor checks for NaN first (the plain
 * one answers a NaN with -5, as if that were a norm).
 */
#include "blas/matrix.h"

#include <lapacke.h>
#include <limits.h>

bool arete_lapack_fits(size_t rows, size_t cols, size_t lda)
{
    /* Products too: offsets are computed in 32 bits by some builds. */
    return lda <= INT_MAX && rows <= INT_MAX && cols <= INT_MAX / (lda ? lda : 1);
}

float arete_lapack_slange_max(size_t rows, size_t cols, const float *a, size_t lda)
{
    return LAPACKE_slange_work(LAPACK_COL_MAJOR, 'M', (int)rows, (int)cols, a, (int)lda, NULL);
}

double arete_lapack_dlange_max(size_t rows, size_t cols, const double *a, size_t lda)
{
    return LAPACKE_dlange_work(LAPACK_COL_MAJOR, 'M', (int)rows, (int)cols, a, (int)lda, NULL);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Calls of CBLAS and LAPACKE for regression. The _work variants of LAPACKE are used throughout: they allocate
 * nothing for column-major matrices and do not scan for NaN, which is checked where it can arise.
 */
#include "blas/linear.h"

#include <cblas.h>
#include <lapacke.h>
#include <limits.h>

_Static_assert(sizeof(lapack_int) == sizeof(int), "LAPACKE with 32-bit integers is expected");
_Static_assert(sizeof(blasint) == sizeof(lapack_int),
               "CBLAS and LAPACKE must agree on the width of integers");

bool arete_blas_fits(size_t n)
{
    return n <= INT_MAX;
}

void arete_blas_syrk(size_t n, size_t k, const double *a, size_t lda, double *c, size_t ldc)
{
    cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, (int)n, (int)k, 1, a, (int)lda, 1, c, (int)ldc);
}

void arete_blas_syrk_minus(size_t n, size_t k, const double *a, size_t lda, double *c, size_t ldc)
{
    cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, (int)n, (int)k, -1, a, (int)lda, 1, c, (int)ldc);
}

void arete_blas_gemm_nt(size_t m, size_t n, size_t k, const double *a, size_t lda, const double *b,
                        size_t ldb, double *c, size_t ldc)
{
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, (int)m, (int)n, (int)k, 1, a, (int)lda, b, (int)ldb,
                1, c, (int)ldc);
}

void arete_blas_syrk_t(size_t n, size_t k, const double *a, size_t lda, double *c, size_t ldc)
{
    cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, (int)n, (int)k, 1, a, (int)lda, 1, c, (int)ldc);
}

void arete_blas_symm_right(size_t m, size_t n, const double *a, size_t lda, const double *b, size_t ldb,
                           double *c, size_t ldc)
{
    cblas_dsymm(CblasColMajor, CblasRight, CblasLower, (int)m, (int)n, 1, a, (int)lda, b, (int)ldb, 0, c,
                (int)ldc);
}

void arete_blas_gemv(size_t m, size_t n, const double *a, size_t lda, const double *x, double *y)
{
    cblas_dgemv(CblasColMajor, CblasNoTrans, (int)m, (int)n, 1, a, (int)lda, x, 1, 0, y, 1);
}

void arete_blas_symv(size_t n, const double *a, size_t lda, const double *x, double *y)
{
    cblas_dsymv(CblasColMajor, CblasLower, (int)n, 1, a, (int)lda, x, 1, 0, y, 1);
}

void arete_blas_trsm_rt(size_t k, size_t n, const double *l, size_t ldl, double *b, size_t ldb)
{
    cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, (int)k, (int)n, 1, l,
                (int)ldl, b, (int)ldb);
}

long arete_blas_potrf(size_t n, double *a, size_t lda)
{
    long info = LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', (int)n, a, (int)lda);
    if (info != 0)
        return info > 0 ? info : -1;
    /* INFO = 0 does not promise numbers: some factorisations let a NaN pass (reference LAPACK issue 1380). */
    for (size_t j = 0; j < n; j++)
        if (!(a[j * lda + j] > 0))
            return (long)j + 1;
    return 0;
}

void arete_blas_potrs(size_t n, size_t k, const double *l, size_t ldl, double *b, size_t ldb)
{
    LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 'L', (int)n, (int)k, l, (int)ldl, b, (int)ldb);
}

bool arete_blas_potri(size_t n, double *l, size_t ldl)
{
    return LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'L', (int)n, l, (int)ldl) == 0;
}

double arete_blas_pocon(size_t n, const double *l, size_t ldl, double anorm, double *work, int *iwork)
{
    double rcond = 0;
    if (LAPACKE_dpocon_work(LAPACK_COL_MAJOR, 'L', (int)n, l, (int)ldl, anorm, &rcond, work, iwork) != 0)
        return 0;
    return rcond >= 0 ? rcond : 0; /* NaN is no estimate */
}

bool arete_blas_eigenvalues(size_t n, double *a, size_t lda, double *w, double *work, size_t lwork)
{
    int length = lwork > INT_MAX ? INT_MAX : (int)lwork;
    return LAPACKE_dsyev_work(LAPACK_COL_MAJOR, 'N', 'L', (int)n, a, (int)lda, w, work, length) == 0;
}

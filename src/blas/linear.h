/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The BLAS and LAPACK routines that regression needs, column-major and in size_t. This folder is the only
 * place that calls BLAS: here sizes are checked against its integers.
 *
 * Every matrix is symmetric-lower or general, column-major. Sizes that BLAS cannot represent were refused
 * where the object was created, with arete_blas_fits.
 */
#ifndef ARETE_BLAS_LINEAR_H
#define ARETE_BLAS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a dimension or leading dimension fits BLAS's integer. */
bool arete_blas_fits(size_t n);

/* Lower triangle of C (n x n, ldc) += A A', A n x k, lda; _minus: -= . */
void arete_blas_syrk(size_t n, size_t k, const double *a, size_t lda, double *c, size_t ldc);
void arete_blas_syrk_minus(size_t n, size_t k, const double *a, size_t lda, double *c, size_t ldc);

/* Lower triangle of C (n x n, ldc) += A' A, A k x n, lda. */
void arete_blas_syrk_t(size_t n, size_t k, const double *a, size_t lda, double *c, size_t ldc);

/* C (m x n, ldc) += A B', A m x k, B n x k. */
void arete_blas_gemm_nt(size_t m, size_t n, size_t k, const double *a, size_t lda, const double *b,
                        size_t ldb, double *c, size_t ldc);

/* C (m x n, ldc) = B A, B m x n, A symmetric n x n with its lower triangle given. */
void arete_blas_symm_right(size_t m, size_t n, const double *a, size_t lda, const double *b, size_t ldb,
                           double *c, size_t ldc);

/* y = A x, A m x n. */
void arete_blas_gemv(size_t m, size_t n, const double *a, size_t lda, const double *x, double *y);

/* y = A x, A symmetric n x n, lower triangle given. */
void arete_blas_symv(size_t n, const double *a, size_t lda, const double *x, double *y);

/* B (k x n) = B L^-T for lower triangular L (n x n). */
void arete_blas_trsm_rt(size_t k, size_t n, const double *l, size_t ldl, double *b, size_t ldb);

/* Cholesky: the lower triangle of A becomes L. 0, or j if the pivot of column j (from 1) is not positive, or
 * -1 if LAPACK refused an argument. A NaN pivot is a failure too. */
long arete_blas_potrf(size_t n, double *a, size_t lda);

/* B (n x k) = (L L')^-1 B. */
void arete_blas_potrs(size_t n, size_t k, const double *l, size_t ldl, double *b, size_t ldb);

/* The lower triangle of L becomes that of (L L')^-1. false if LAPACK failed. */
bool arete_blas_potri(size_t n, double *l, size_t ldl);

/* Estimate of 1 / (||A|| ||A^-1||) in the 1-norm from A's norm and factor. work: 3 n doubles, iwork: n ints.
 * 0 if it could not be estimated. */
double arete_blas_pocon(size_t n, const double *l, size_t ldl, double anorm, double *work, int *iwork);

/* Eigenvalues of the symmetric A (lower, destroyed) into w, ascending. work: 3 n + 64 n doubles of size
 * lwork. false if it did not converge. */
bool arete_blas_eigenvalues(size_t n, double *a, size_t lda, double *w, double *work, size_t lwork);

#endif /* ARETE_BLAS_LINEAR_H */

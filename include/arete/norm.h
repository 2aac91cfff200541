/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/norm.h - norms of vectors and matrices.
 *
 * Names and arguments follow BLAS and LAPACK: a letter for the type (s float, d double, sc and c complex
 * float, dz and z complex double) before the BLAS name; sizes are size_t and strides ptrdiff_t, so vectors of
 * more than 2^31 elements work. Complex vectors are arrays of (re, im) pairs passed as const void *, as in
 * CBLAS.
 *
 *     nrm2   sqrt(sum |x_i|^2)            the Euclidean (L2) norm
 *     asum   sum (|Re x_i| + |Im x_i|)    BLAS's "absolute sum"
 *     nrm1   sum |x_i|                    the L1 norm, with true moduli; equals asum for real vectors
 *     amax   max |x_i|                    the infinity norm, with true moduli
 *     lange  a norm of a general matrix: max |a_ij|, max column sum (1), max row sum (infinity), Frobenius
 *
 * Strides (every vector routine): the pointer is the start of the storage. For incx > 0 element i stands at
 * x[i incx]; for incx < 0 at x[(i - n + 1) incx], as in BLAS, so the same storage is read backwards; for
 * incx = 0 x[0] is read n times.
 *
 * Scale: no result overflows or underflows when it is itself representable, whatever the elements.
 * Special values: a NaN anywhere gives NaN; otherwise an infinity anywhere gives +infinity; n = 0 gives 0.
 * The sign of a zero is lost: the norm of -0 is +0.
 * Bad arguments: a NULL pointer with n > 0, a size whose storage exceeds the address space, an unknown layout
 * or norm, or lda too small give NaN; nothing is read.
 * Accuracy: with u = 2^-53 (2^-24 for float), a bound that does not grow with n, stated at each function; on
 * random data of every length and magnitude the error measured is at most 2 ulp. nrm2 of doubles rests on
 * BLAS's dnrm2 for blocks of the vector, and the figure holds where that computes in extended precision, as
 * OpenBLAS does on x86-64; elsewhere (and under an emulator without extended precision) only the bound does.
 * Results below the smallest normal number are within 2 of its last place.
 * Environment: any rounding mode may be set; it rounds the result, and decides where an overflow ends. If the
 * caller has set FTZ or DAZ, subnormal elements and results may count as zero. The norms change neither the
 * floating-point control state nor errno.
 * Nothing is allocated; reading only; safe to call from any thread.
 */
#ifndef ARETE_NORM_H
#define ARETE_NORM_H

#include <stddef.h>

#include "export.h"
#include "layout.h"

ARETE_BEGIN_DECLS

/* Norm of a matrix; the letters are LAPACK's. ARETE_NORM_MAX is not a consistent matrix norm:
 * ||AB|| <= ||A|| ||B|| may fail. */
typedef enum arete_norm {
    ARETE_NORM_MAX = 'M', /* max_ij |a_ij| */
    ARETE_NORM_ONE = '1', /* max_j sum_i |a_ij|, the largest column sum */
    ARETE_NORM_INF = 'I', /* max_i sum_j |a_ij|, the largest row sum */
    ARETE_NORM_FRO = 'F'  /* sqrt(sum_ij |a_ij|^2) */
} arete_norm;

/* Euclidean norm. Relative error at most 4 u + m u', where m <= 512 is the length of the blocks given to BLAS
 * and u' the roundoff of its accumulator (2^-64 with x87); for float data at most 2 u. */
ARETE_API float arete_snrm2(size_t n, const float *x, ptrdiff_t incx);
ARETE_API double arete_dnrm2(size_t n, const double *x, ptrdiff_t incx);
ARETE_API float arete_scnrm2(size_t n, const void *x, ptrdiff_t incx);
ARETE_API double arete_dznrm2(size_t n, const void *x, ptrdiff_t incx);

/* BLAS's absolute sum: |Re| + |Im| for complex elements. Relative error at most 2 u. */
ARETE_API float arete_sasum(size_t n, const float *x, ptrdiff_t incx);
ARETE_API double arete_dasum(size_t n, const double *x, ptrdiff_t incx);
ARETE_API float arete_scasum(size_t n, const void *x, ptrdiff_t incx);
ARETE_API double arete_dzasum(size_t n, const void *x, ptrdiff_t incx);

/* L1 norm, the sum of true moduli; for real vectors the same number as asum. Relative error at most 4 u. */
ARETE_API float arete_snrm1(size_t n, const float *x, ptrdiff_t incx);
ARETE_API double arete_dnrm1(size_t n, const double *x, ptrdiff_t incx);
ARETE_API float arete_scnrm1(size_t n, const void *x, ptrdiff_t incx);
ARETE_API double arete_dznrm1(size_t n, const void *x, ptrdiff_t incx);

/* Largest modulus. Exact for real vectors; relative error at most 3 u for complex ones. */
ARETE_API float arete_samax(size_t n, const float *x, ptrdiff_t incx);
ARETE_API double arete_damax(size_t n, const double *x, ptrdiff_t incx);
ARETE_API float arete_scamax(size_t n, const void *x, ptrdiff_t incx);
ARETE_API double arete_dzamax(size_t n, const void *x, ptrdiff_t incx);

/* Norm of the m x n matrix A (m rows, n columns in either layout).
 *
 * layout   ARETE_ROW_MAJOR (a_ij at a[i lda + j], lda >= max(1, n)) or
 *          ARETE_COL_MAJOR (a_ij at a[j lda + i], lda >= max(1, m))
 * norm     an arete_norm or LAPACK's letter: 'M'; '1' or 'O'; 'I'; 'F' or 'E'; either case
 * m, n     either may be 0: the norm of an empty matrix is 0
 * a        not written; the lda - n (lda - m) elements between rows (columns) are never read
 *
 * Accuracy: M as amax, 1 and I as nrm1, F as nrm2. Returns NaN for a bad argument and never an error code. */
ARETE_API float arete_slange(int layout, int norm, size_t m, size_t n, const float *a, size_t lda);
ARETE_API double arete_dlange(int layout, int norm, size_t m, size_t n, const double *a, size_t lda);
ARETE_API float arete_clange(int layout, int norm, size_t m, size_t n, const void *a, size_t lda);
ARETE_API double arete_zlange(int layout, int norm, size_t m, size_t n, const void *a, size_t lda);

ARETE_END_DECLS

/* Spellings without the letter, chosen by the type of the data: arete_nrm2(n, x, incx) of a float, double,
 * float _Complex or double _Complex array, const or not. C11 and later; C++ calls the functions above. */
#if !defined(__cplusplus) && defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define ARETE_BY_TYPE_(x, s, d, c, z)                                                                        \
    _Generic((x),                                                                                            \
        float *: s, const float *: s,                                                                        \
        double *: d, const double *: d,                                                                      \
        float _Complex *: c, const float _Complex *: c,                                                      \
        double _Complex *: z, const double _Complex *: z)

#define arete_nrm2(n, x, incx) ARETE_BY_TYPE_(x, arete_snrm2, arete_dnrm2, arete_scnrm2, arete_dznrm2)(n, x, incx)
#define arete_asum(n, x, incx) ARETE_BY_TYPE_(x, arete_sasum, arete_dasum, arete_scasum, arete_dzasum)(n, x, incx)
#define arete_nrm1(n, x, incx) ARETE_BY_TYPE_(x, arete_snrm1, arete_dnrm1, arete_scnrm1, arete_dznrm1)(n, x, incx)
#define arete_amax(n, x, incx) ARETE_BY_TYPE_(x, arete_samax, arete_damax, arete_scamax, arete_dzamax)(n, x, incx)
#define arete_lange(layout, norm, m, n, a, lda)                                                              \
    ARETE_BY_TYPE_(a, arete_slange, arete_dlange, arete_clange, arete_zlange)(layout, norm, m, n, a, lda)
#endif

#endif /* ARETE_NORM_H */

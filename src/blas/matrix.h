/* SPDX-License-Identifier: BSD-3-Clause
 *
 * LAPACK's norm of a matrix, where it keeps the contract of arete/norm.h.
 */
#ifndef ARETE_BLAS_MATRIX_H
#define ARETE_BLAS_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

/* Whether LAPACK's integers can address a rows x cols matrix of this leading dimension. */
bool arete_lapack_fits(size_t rows, size_t cols, size_t lda);

/* max |a_ij| of a column-major matrix of at least one element, NaN if any element is; nothing is allocated. */
float arete_lapack_slange_max(size_t rows, size_t cols, const float *a, size_t lda);
double arete_lapack_dlange_max(size_t rows, size_t cols, const double *a, size_t lda);

#endif /* ARETE_BLAS_MATRIX_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * BLAS on a short contiguous piece of a vector.
 *
 * Long or strided vectors never reach BLAS: its integers may have 32 bits, its strides have quirks (a
 * non-positive one gives 0 from dasum), and its sums lose digits as they get longer. The pieces here have at
 * most ARETE_PIECE elements, so every width of integer will do and no BLAS starts threads for them.
 */
#ifndef ARETE_BLAS_VECTOR_H
#define ARETE_BLAS_VECTOR_H

#include <stddef.h>

/* Most elements of a piece: 4 KB of doubles, well inside the first cache. */
enum { ARETE_PIECE = 512 };

/* The Euclidean norm; the sum of squares, which may overflow; the sum of moduli. n <= ARETE_PIECE. */
double arete_piece_nrm2(size_t n, const double *x);
double arete_piece_sumsq(size_t n, const double *x);
double arete_piece_asum(size_t n, const double *x);

/* The largest modulus, or NaN if there is a NaN. n <= ARETE_PIECE. */
double arete_piece_amax(size_t n, const double *x);

#endif /* ARETE_BLAS_VECTOR_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What matrix norms use of vector norms, for the type of the precision template that includes this.
 */
#ifndef ARETE_NORM_VECTOR_H
#define ARETE_NORM_VECTOR_H

#include <stddef.h>

#include "base/tmpl.h"
#include "norm/piece.h"

/* Numbers per element, and elements per piece. */
#define WIDTH ((size_t)(1 + COMPLEX))
#define PIECE (ARETE_PIECE / WIDTH)
#define IS_FLOAT (sizeof(REAL) == sizeof(float))

/* What a public function calls an array. */
#if COMPLEX
#define ELEMENT void
#else
#define ELEMENT REAL
#endif

/* n <= PIECE elements, inc apart, as adjacent doubles: x itself where it already is that, else the buffer. */
const double *FN(load)(size_t n, const REAL *x, size_t inc, double *buffer);

/* Adds n elements, inc apart, to a total of the given kind, NRM2 (power 2), ASUM or NRM1 (power 1). */
void FN(total_add)(arete_total *total, arete_kind kind, size_t n, const REAL *x, size_t inc);

/* The largest modulus of n elements, inc apart; NaN if there is a NaN. */
double FN(largest)(size_t n, const REAL *x, size_t inc);

/* rows * cols elements, of which columns start ld apart, do not exceed the address space. */
bool FN(addressable)(size_t rows, size_t cols, size_t ld);

#endif /* ARETE_NORM_VECTOR_H */

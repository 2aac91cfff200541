/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Cholesky of a matrix of unit diagonal, with a verdict on whether it is singular.
 */
#ifndef ARETE_RIDGE_CHOLESKY_H
#define ARETE_RIDGE_CHOLESKY_H

#include <stddef.h>

/* Factors A (m x m, ld, lower triangle, unit diagonal) in place. `terms` is the number of terms that each
 * entry is a sum of: it says how much rounding to expect. work: 4 m doubles, iwork: m ints.
 *
 * Returns m if A is regular, else the place of the column to blame, with the factor of the columns before it
 * in place. *rcond is the reciprocal condition (0 if it was not got so far), *norm the 1-norm of A. */
size_t arete_cholesky_unit(size_t m, double *a, size_t ld, double terms, double *work, int *iwork,
                           double *rcond, double *norm);

#endif /* ARETE_RIDGE_CHOLESKY_H */

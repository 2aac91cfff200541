/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Steps of a fit that the dual shares.
 */
#ifndef ARETE_RIDGE_FIT_H
#define ARETE_RIDGE_FIT_H

#include "ridge/result.h"
#include "ridge/rows.h"

/* Up to this many columns (or rows, for the dual) factorisations run on one thread, so that results do not
 * depend on the number of threads; above, speed wins. Stated in arete/ridge.h. */
enum { ARETE_SERIAL_FACTOR = 1024 };

/* Fits by the dual (dual.c). */
arete_status arete_ridge_fit_dual(arete_ridge **fit, const arete_rows *rows, size_t nlambda,
                                  const double *lambda, const arete_ridge_options *options,
                                  arete_error *error);

#endif /* ARETE_RIDGE_FIT_H */

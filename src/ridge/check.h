/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Arguments that the calls of ridge.h share.
 */
#ifndef ARETE_RIDGE_CHECK_H
#define ARETE_RIDGE_CHECK_H

#include <stdbool.h>

#include "arete/ridge.h"
#include "base/error.h"

/* *out = *options or the defaults, checked for p predictors. */
arete_status arete_ridge_check_options(arete_ridge_options *out, const arete_ridge_options *options, size_t p,
                                       arete_error *error);

/* Each penalty finite and not negative. */
arete_status arete_ridge_check_lambda(size_t nlambda, const double *lambda, arete_error *error);

/* Whether N - df is far enough from 0 to estimate an error with: a hundredth of an average row. */
bool arete_ridge_has_freedom(double weight, uint64_t rows, double df);

/* Names for messages from the moments, where the options bring none. */
void arete_ridge_take_names(arete_ridge_options *options, const arete_moments *moments);

#endif /* ARETE_RIDGE_CHECK_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Inside of a fit.
 */
#ifndef ARETE_RIDGE_RESULT_H
#define ARETE_RIDGE_RESULT_H

#include <stdbool.h>

#include "arete/ridge.h"
#include "ridge/warnings.h"

struct arete_ridge {
    size_t p, q, nlambda;
    uint64_t rows;
    double weight;
    int intercept, standardize;
    double *coef;         /* [(l q + t) p + j] */
    double *std_errors;   /* the same, or NULL */
    double *intercepts;   /* [l q + t] */
    double *intercept_se; /* [l q + t] */
    arete_ridge_stats *stats;
    arete_warnings warnings;
};

/* All numbers 0, standard errors NaN. */
arete_status arete_ridge_create(arete_ridge **fit, size_t p, size_t q, size_t nlambda,
                                const arete_ridge_options *options, arete_error *error);

/* Fills what follows from df, rss and tss: r2, rmse, sigma2, gcv, with the warnings that go with absent ones.
 * rounding: bound on the rounding error of rss; subtracted: rss was found by subtraction and may be nothing but that
 * error, so that no variance can be estimated from it. */
arete_status arete_ridge_finish_stats(arete_ridge *fit, size_t l, size_t t, double tss, double rounding,
                                      bool subtracted, const char *const *target_names, arete_error *error);

#endif /* ARETE_RIDGE_RESULT_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Checks of options and penalties.
 */
#include "ridge/check.h"

#include <math.h>

#include "blas/threads.h"
#include "moments/moments.h"

void arete_ridge_options_init(arete_ridge_options *options)
{
    if (options)
        *options = (arete_ridge_options){.intercept = 1,
                                         .standardize = 0,
                                         .penalty_factor = NULL,
                                         .solver = ARETE_SOLVER_AUTO,
                                         .std_errors = 1,
                                         .threads = 0,
                                         .feature_names = NULL,
                                         .target_names = NULL};
}

static arete_status check_flag(int value, const char *name, arete_error *error)
{
    if (value != 0 && value != 1)
        return arete_fail(error, ARETE_ERR_OPTION, name, "%s is %d, neither 0 nor 1", name, value);
    return ARETE_OK;
}

arete_status arete_ridge_check_options(arete_ridge_options *out, const arete_ridge_options *options, size_t p,
                                       arete_error *error)
{
    arete_ridge_options_init(out);
    if (!options)
        return ARETE_OK;
    *out = *options;
    ARETE_TRY(check_flag(out->intercept, "options.intercept", error));
    ARETE_TRY(check_flag(out->standardize, "options.standardize", error));
    ARETE_TRY(check_flag(out->std_errors, "options.std_errors", error));
    if (out->solver < ARETE_SOLVER_AUTO || out->solver > ARETE_SOLVER_DUAL)
        return arete_fail(error, ARETE_ERR_OPTION, "options.solver",
                          "options.solver is %d, not an arete_solver", out->solver);
    if (out->threads < 0 || out->threads > ARETE_MAX_THREADS)
        return arete_fail(error, ARETE_ERR_OPTION, "options.threads",
                          "options.threads is %d, outside 0 to %d", out->threads, ARETE_MAX_THREADS);
    for (size_t j = 0; out->penalty_factor && j < p; j++)
        if (!(out->penalty_factor[j] >= 0 && isfinite(out->penalty_factor[j]))) {
            arete_fail(error, ARETE_ERR_OPTION, "options.penalty_factor",
                       "options.penalty_factor[%zu] is %g: factors are finite and not negative", j,
                       out->penalty_factor[j]);
            return arete_at(error, ARETE_ERR_OPTION, ARETE_NONE, j);
        }
    return ARETE_OK;
}

arete_status arete_ridge_check_lambda(size_t nlambda, const double *lambda, arete_error *error)
{
    for (size_t l = 0; l < nlambda; l++)
        if (!(lambda[l] >= 0 && isfinite(lambda[l]))) {
            arete_fail(error, ARETE_ERR_LAMBDA, "lambda",
                       "lambda[%zu] is %g: penalties are finite and not negative", l, lambda[l]);
            return arete_at(error, ARETE_ERR_LAMBDA, l, ARETE_NONE);
        }
    return ARETE_OK;
}

bool arete_ridge_has_freedom(double weight, uint64_t rows, double df)
{
    return weight - df > 0.01 * (weight / (double)rows);
}

void arete_ridge_take_names(arete_ridge_options *options, const arete_moments *moments)
{
    if (!options->feature_names)
        options->feature_names = (const char *const *)moments->features;
    if (!options->target_names)
        options->target_names = (const char *const *)moments->targets;
}

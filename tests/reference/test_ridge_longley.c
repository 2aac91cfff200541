/* SPDX-License-Identifier: BSD-3-Clause
 *
 * R's Longley data: lm() and MASS::lm.ridge() through the documented convention.
 *
 * lm.ridge minimises sum r^2 + lambda sum (s_j beta_j)^2 with s_j the standard deviation with 1/n, b free.
 * That is our objective with standardize = 1 at the same lambda. Its GCV is RSS / (n - tr H)^2, without the
 * factor n and with the intercept's degree of freedom left out of tr H. (W. N. Venables, B. D. Ripley,
 * "Modern Applied Statistics with S", 4th edition, 2002, section 6.5.)
 */
#include <math.h>

#include "arete_test.h"
#include "ridge_longley_expected.h"

enum { N = LONGLEY_N, P = LONGLEY_P };

static const double *const x = &longley[0][0];
static const double *const y = &longley[0][P];

/* The largest of |actual - expected| / |expected| over intercept and coefficients. */
static double worst_error(const arete_ridge *fit, size_t l, const double *expected)
{
    double worst = fabs(arete_ridge_intercept(fit, l, 0) / expected[0] - 1);
    for (size_t j = 0; j < P; j++)
        worst = fmax(worst, fabs(arete_ridge_coef(fit, l, 0)[j] / expected[j + 1] - 1));
    return worst;
}

static void lm_ridge_is_our_lambda_standardized(void **state)
{
    (void)state;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.standardize = 1;
    arete_ridge *fit;
    arete_error error;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, x, P + 1, y, P + 1, NULL, LONGLEY_LAMBDAS,
                              mass_lambda, &options, &error),
              &error);
    for (size_t l = 0; l < LONGLEY_LAMBDAS; l++) {
        /* R's own least squares and ridge at lambda 0 differ by 1e-11 here. */
        assert_at_most(worst_error(fit, l, mass_coef[l]), 1e-9);
        arete_ridge_stats stats;
        assert_ok(arete_ridge_get_stats(fit, l, 0, &stats), NULL);
        assert_close(stats.rss / pow(N - (stats.df - 1), 2), mass_gcv[l], 1e-10);
    }
    arete_ridge_destroy(&fit);
}

/* Without standardising, column j must be penalised by lambda s_j^2: the factors say it by hand. */
static void lm_ridge_is_penalty_factors_of_the_variances(void **state)
{
    (void)state;
    double factor[P];
    for (size_t j = 0; j < P; j++) {
        long double mean = 0, square = 0;
        for (size_t i = 0; i < N; i++)
            mean += longley[i][j] / (long double)N;
        for (size_t i = 0; i < N; i++)
            square += (longley[i][j] - mean) * (longley[i][j] - mean);
        factor[j] = (double)(square / N);
    }
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.penalty_factor = factor;
    arete_ridge *fit;
    arete_error error;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, x, P + 1, y, P + 1, NULL, LONGLEY_LAMBDAS,
                              mass_lambda, &options, &error),
              &error);
    for (size_t l = 0; l < LONGLEY_LAMBDAS; l++)
        assert_at_most(worst_error(fit, l, mass_coef[l]), 1e-9);
    arete_ridge_destroy(&fit);
}

static void lambda_zero_is_lm_with_its_standard_errors(void **state)
{
    (void)state;
    for (int from_moments = 0; from_moments < 2; from_moments++) {
        const double zero = 0;
        arete_ridge *fit;
        arete_error error;
        if (from_moments) {
            arete_moments *moments;
            assert_ok(arete_moments_create(&moments, P, 1, NULL, &error), &error);
            assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, N, x, P + 1, y, P + 1, NULL, NULL, &error),
                      &error);
            assert_ok(arete_ridge_fit_moments(&fit, moments, 1, &zero, NULL, &error), &error);
            arete_moments_destroy(&moments);
        } else {
            assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, x, P + 1, y, P + 1, NULL, 1, &zero,
                                      NULL, &error),
                      &error);
        }
        assert_at_most(worst_error(fit, 0, lm_coef), 1e-9);
        assert_close(arete_ridge_intercept_std_error(fit, 0, 0), lm_std_errors[0], 1e-9);
        for (size_t j = 0; j < P; j++)
            assert_close(arete_ridge_std_errors(fit, 0, 0)[j], lm_std_errors[j + 1], 1e-9);
        arete_ridge_stats stats;
        assert_ok(arete_ridge_get_stats(fit, 0, 0, &stats), NULL);
        assert_close(stats.sigma2, lm_sigma * lm_sigma, 1e-10);
        assert_close(stats.r2, lm_r2, 1e-13);
        assert_close(stats.df, P + 1, 1e-12);
        assert_close(stats.rmse, sqrt(stats.rss / N), 1e-15);
        arete_ridge_destroy(&fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lm_ridge_is_our_lambda_standardized),
        cmocka_unit_test(lm_ridge_is_penalty_factors_of_the_variances),
        cmocka_unit_test(lambda_zero_is_lm_with_its_standard_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

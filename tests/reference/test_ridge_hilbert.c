/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Exact rational ridge fits on Hilbert matrices (ridge_hilbert.py), the textbook of bad conditioning.
 *
 * The bound is the one Cholesky owes: with A = G + lambda F scaled to unit diagonal and rcond its exact
 * reciprocal condition, coefficients in units of d_j = sqrt(A_jj) err by at most C eps / rcond relative to
 * the scaled target (N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, 2002,
 * theorem 10.4 and section 20.4). Where that promises nothing, the fit must be refused or carry a warning.
 */
#include <float.h>
#include <math.h>

#include "arete_test.h"

/* n, p, intercept, standardize, weights 1 + i mod 3, factors j mod 3, lambda, b, beta, standard errors, d,
 * ... */
typedef struct hilbert_case {
    size_t n, p;
    int intercept, standardize, weighted, factors;
    double lambda, b, coef[8], std_errors[8], d[8];
    double b_std_error, df, rss, r2, gcv, sigma2, rcond;
} hilbert_case;

#include "ridge_hilbert_expected.h"

enum { CASES = sizeof hilbert_cases / sizeof *hilbert_cases };

/* In units of eps / rcond. Largest observed, with rows and with moments alone: coefficients 0.44 and 1.4,
 * statistics 30. */
static const double coef_bound = 5, stats_bound = 80;

static int warned(const arete_ridge *fit, int kind)
{
    for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++)
        if (arete_ridge_warning(fit, i)->kind == kind)
            return 1;
    return 0;
}

/* From arrays, or from the moments of the same rows. */
static arete_status fit_case(arete_ridge **fit, const hilbert_case *c, int from_moments)
{
    double x[12 * 8], y[12], w[12], factor[8];
    for (size_t i = 0; i < c->n; i++) {
        for (size_t j = 0; j < c->p; j++)
            x[i * c->p + j] = 1.0 / (double)(i + j + 1);
        y[i] = (double)((3 * i * i + i) % 11) - 4;
        w[i] = c->weighted ? (double)(1 + i % 3) : 1;
    }
    for (size_t j = 0; j < c->p; j++)
        factor[j] = (double)(j % 3);
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.intercept = c->intercept;
    options.standardize = c->standardize;
    options.penalty_factor = c->factors ? factor : NULL;
    if (!from_moments)
        return arete_ridge_fit(fit, ARETE_ROW_MAJOR, c->n, c->p, 1, x, c->p, y, 1, w, 1, &c->lambda, &options,
                               NULL);
    arete_moments *moments;
    arete_error error;
    assert_ok(arete_moments_create(&moments, c->p, 1, NULL, &error), &error);
    assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, c->n, x, c->p, y, 1, w, NULL, &error), &error);
    arete_status status = arete_ridge_fit_moments(fit, moments, 1, &c->lambda, &options, NULL);
    arete_moments_destroy(&moments);
    return status;
}

/* Error of the coefficients in units of d, relative to the scaled coefficients and the part of y they
 * explain. */
static double coef_error(const arete_ridge *fit, const hilbert_case *c)
{
    double worst = 0, size = sqrt(c->rss);
    for (size_t j = 0; j < c->p; j++) {
        worst = fmax(worst, c->d[j] * fabs(arete_ridge_coef(fit, 0, 0)[j] - c->coef[j]));
        size = fmax(size, c->d[j] * fabs(c->coef[j]));
    }
    return worst / size;
}

static void check_case(const hilbert_case *c, int from_moments)
{
    arete_ridge *fit;
    arete_status status = fit_case(&fit, c, from_moments);
    print_message("p %zu lambda %g intercept %d rcond %.1e%s: %s\n", c->p, c->lambda, c->intercept, c->rcond,
                  from_moments ? " from moments" : "", arete_status_name(status));
    if (status == ARETE_ERR_SINGULAR && c->rcond < 1000 * DBL_EPSILON)
        return;
    assert_status(status, ARETE_OK);
    double unit = DBL_EPSILON / c->rcond, error = coef_error(fit, c);
    print_message("    coefficients err by %.2g units of %.1e\n", error / unit, unit);
    assert_at_most(error, coef_bound * unit);
    if (!from_moments && c->rcond > 1e-11) /* residuals of the rows give back what forming the moments cost */
        assert_at_most(error, 1e-10);
    if (error > 1e-9)
        assert_true(warned(fit, ARETE_WARN_ILL_CONDITIONED));
    if (c->rcond > 1e-3)
        assert_false(warned(fit, ARETE_WARN_ILL_CONDITIONED));

    arete_ridge_stats stats;
    assert_ok(arete_ridge_get_stats(fit, 0, 0, &stats), NULL);
    double rel = stats_bound * unit;
    double mean = 0;
    for (size_t j = 0; j < c->p; j++)
        mean = fmax(mean, fabs(c->coef[j]));
    if (c->intercept)
        assert_near(arete_ridge_intercept(fit, 0, 0), c->b, rel * (fabs(c->b) + mean));
    else
        assert_bits(arete_ridge_intercept(fit, 0, 0), 0);
    assert_close(stats.df, c->df, rel);
    assert_close(stats.rss, c->rss, rel);
    assert_near(stats.r2, c->r2, rel);
    assert_close(stats.gcv, c->gcv, rel);
    assert_close(stats.sigma2, c->sigma2, rel);
    assert_all_close(c->p, arete_ridge_std_errors(fit, 0, 0), c->std_errors, rel);
    if (c->intercept)
        assert_close(arete_ridge_intercept_std_error(fit, 0, 0), c->b_std_error, rel);
    /* LAPACK's estimate of ||A^-1|| is a lower bound, rarely off by more than 3. */
    if (stats.solver == ARETE_SOLVER_CHOLESKY && unit < 1e-3) {
        assert_true(stats.rcond >= c->rcond * (1 - 1e-2));
        assert_at_most(stats.rcond, c->rcond * 10);
    }
    arete_ridge_destroy(&fit);
}

static void fits_of_arrays_reach_the_exact_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++)
        check_case(&hilbert_cases[i], 0);
}

static void fits_of_moments_reach_the_exact_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++)
        check_case(&hilbert_cases[i], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_of_arrays_reach_the_exact_answer),
        cmocka_unit_test(fits_of_moments_reach_the_exact_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

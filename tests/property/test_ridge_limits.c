/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Hardly any rows, and numbers at the ends of the range: the documented answer or a refusal, never a guess.
 */
#include <math.h>

#include "rows.h"

static void one_row_is_its_own_mean(void **state)
{
    (void)state;
    const double x[] = {3, -4, 12}, y = 7.5, w = 0.5, lambda = 2;
    arete_ridge *fit;
    arete_error error;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    arete_ridge_stats s;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, 1, 3, 1, x, 3, &y, 1, &w, 1, &lambda, &options, &error),
              &error);
    assert_bits(arete_ridge_intercept(fit, 0, 0), 7.5);
    for (size_t j = 0; j < 3; j++)
        assert_bits(fabs(arete_ridge_coef(fit, 0, 0)[j]), 0);
    assert_ok(arete_ridge_get_stats(fit, 0, 0, &s), NULL);
    assert_true(isnan(s.r2) && isnan(s.sigma2) && isnan(s.gcv));
    assert_bits(s.rss, 0);
    arete_ridge_destroy(&fit);
    options.intercept = 0;
    for (int solver = ARETE_SOLVER_AUTO; solver <= ARETE_SOLVER_DUAL; solver++) {
        options.solver = solver;
        assert_ok(
            arete_ridge_fit(&fit, ARETE_ROW_MAJOR, 1, 3, 1, x, 3, &y, 1, &w, 1, &lambda, &options, &error),
            &error);
        for (size_t j = 0; j < 3; j++) /* w x y / (w x'x + lambda) */
            assert_close(arete_ridge_coef(fit, 0, 0)[j], 0.5 * x[j] * y / (0.5 * 169 + 2), 1e-13);
        arete_ridge_destroy(&fit);
    }
}

/* Rows that cannot determine as many coefficients, whatever rounding makes of their moments: n rows about
 * their mean have rank n - 1. */
static void fewer_rows_than_coefficients_need_a_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(98);
    const double zero = 0;
    for (int trial = 0; trial < 300; trial++) {
        size_t n = 3 + test_below(&random, 10), p = n + test_below(&random, 3);
        test_rows r = rows_create(&random, n, p, 1);
        arete_moments *moments = moments_of(&r, NULL, NULL, NULL);
        arete_ridge *fit;
        arete_error error;
        assert_status(
            arete_ridge_fit(&fit, ARETE_ROW_MAJOR, n, p, 1, r.x, p, r.y, 1, NULL, 1, &zero, NULL, &error),
            ARETE_ERR_SINGULAR);
        assert_true(error.column < p);
        assert_status(arete_ridge_fit_moments(&fit, moments, 1, &zero, NULL, &error), ARETE_ERR_SINGULAR);
        assert_true(error.column < p);
        arete_moments_destroy(&moments);
        rows_destroy(&r);
    }
}

static void fewer_rows_than_free_columns_are_singular_under_any_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(84);
    double factor[14];
    const double lambda = 1;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.penalty_factor = factor;
    for (int trial = 0; trial < 300; trial++) {
        size_t n = 3 + test_below(&random, 10), p = n + 2;
        test_rows r = rows_create(&random, n, p, 1);
        for (size_t j = 0; j < p; j++)
            factor[j] = j >= n; /* n free columns, and the intercept makes one more */
        for (int solver = ARETE_SOLVER_AUTO; solver <= ARETE_SOLVER_DUAL; solver++) {
            arete_ridge *fit;
            arete_error error;
            options.solver = solver;
            assert_status(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, n, p, 1, r.x, p, r.y, 1, NULL, 1, &lambda,
                                          &options, &error),
                          ARETE_ERR_SINGULAR);
            assert_null(fit);
            assert_true(error.column < p);
        }
        rows_destroy(&r);
    }
}

static void as_many_parameters_as_rows_leave_no_variance(void **state)
{
    (void)state;
    test_random random = test_seed(99);
    test_rows r = rows_create(&random, 6, 5, 1);
    test_problem problem = {&r, NULL, 0, 1, 0, NULL};
    arete_ridge *fit = fit_rows(&problem);
    arete_ridge_stats s;
    assert_ok(arete_ridge_get_stats(fit, 0, 0, &s), NULL);
    assert_true(isnan(s.sigma2) && isnan(s.gcv));
    assert_true(isnan(arete_ridge_std_errors(fit, 0, 0)[2]));
    assert_true(isnan(arete_ridge_intercept_std_error(fit, 0, 0)));
    int said = 0;
    for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++)
        said |= arete_ridge_warning(fit, i)->kind == ARETE_WARN_NO_DEGREES_OF_FREEDOM;
    assert_true(said);
    arete_ridge_destroy(&fit);
    rows_destroy(&r);
}

static void the_ends_of_the_range_are_right_or_refused(void **state)
{
    (void)state;
    test_random random = test_seed(100);
    test_rows r = rows_create(&random, 50, 3, 1);
    const int powers[] = {-1060, -900, -560, -500, -400, 400, 500, 560, 900, 1010};
    test_problem problem = {&r, NULL, 0, 1, 0, NULL};
    arete_ridge *plain = fit_rows(&problem);
    for (size_t k = 0; k < sizeof powers / sizeof *powers; k++)
        for (int which = 0; which < 2; which++) {
            test_rows scaled = rows_copy(&r);
            double *a = which ? scaled.y : scaled.x;
            for (size_t i = 0; i < r.n * (which ? 1 : 3); i++)
                a[i] = ldexp(a[i], powers[k]);
            const double zero = 0;
            arete_ridge *fit;
            arete_status status = arete_ridge_fit(&fit, ARETE_ROW_MAJOR, r.n, 3, 1, scaled.x, 3, scaled.y, 1,
                                                  NULL, 1, &zero, NULL, NULL);
            print_message("%s times 2^%d: %s\n", which ? "y" : "x", powers[k], arete_status_name(status));
            if (abs(powers[k]) <= 400)
                assert_status(status, ARETE_OK);
            if (status == ARETE_OK)
                for (size_t j = 0; j < 3; j++)
                    assert_close(arete_ridge_coef(fit, 0, 0)[j],
                                 ldexp(arete_ridge_coef(plain, 0, 0)[j], which ? powers[k] : -powers[k]),
                                 1e-12);
            else
                assert_status(status, ARETE_ERR_RANGE);
            arete_ridge_destroy(&fit);
            rows_destroy(&scaled);
        }
    arete_ridge_destroy(&plain);
    rows_destroy(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_row_is_its_own_mean),
        cmocka_unit_test(fewer_rows_than_coefficients_need_a_penalty),
        cmocka_unit_test(fewer_rows_than_free_columns_are_singular_under_any_penalty),
        cmocka_unit_test(as_many_parameters_as_rows_leave_no_variance),
        cmocka_unit_test(the_ends_of_the_range_are_right_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

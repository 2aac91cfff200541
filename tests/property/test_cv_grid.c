/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The automatic grid: equal steps in log lambda from df 0.1 to full df less 0.1, penalised degrees of
 * freedom, and further with the same step where the smallest error stands at an end, or a warning where that
 * does not help.
 */
#include <math.h>

#include "rows.h"

static arete_cv *automatic(const test_rows *r, size_t nlambda, const arete_ridge_options *options)
{
    arete_moments_options split;
    arete_moments_options_init(&split);
    split.folds = 10;
    arete_moments *moments = moments_of(r, NULL, NULL, &split);
    arete_cv *cv;
    arete_error error;
    assert_ok(arete_ridge_cv(&cv, moments, nlambda, NULL, options, &error), &error);
    arete_moments_destroy(&moments);
    return cv;
}

static arete_cv_point point_of(const arete_cv *cv, size_t l)
{
    arete_cv_point point;
    assert_ok(arete_cv_get(cv, l, 0, &point), NULL);
    return point;
}

static int warned(const arete_cv *cv, int kind)
{
    for (size_t i = 0; i < arete_cv_nwarnings(cv); i++)
        if (arete_cv_warning(cv, i)->kind == kind)
            return 1;
    return 0;
}

/* Decreasing by one factor throughout, whatever was added at the ends. */
static void assert_even(const arete_cv *cv)
{
    double step = log(point_of(cv, 0).lambda / point_of(cv, 1).lambda);
    assert_true(step > 0);
    for (size_t l = 0; l + 1 < arete_cv_size(cv); l++)
        assert_close(log(point_of(cv, l).lambda / point_of(cv, l + 1).lambda), step, 1e-9);
}

/* Signal and noise alike: the smallest error stands in the middle. */
static test_rows noisy_rows(test_random *random, size_t n, size_t p)
{
    test_rows r = rows_create(random, n, p, 1);
    for (size_t i = 0; i < n; i++) {
        r.y[i] = 3 + 4 * test_normal(random);
        for (size_t j = 0; j < p; j++) {
            r.x[i * p + j] = 10 + test_normal(random);
            r.y[i] += 0.4 * (r.x[i * p + j] - 10) * (j % 2 ? 1 : -1);
        }
    }
    return r;
}

static void the_grid_runs_from_hardly_any_to_nearly_all_degrees_of_freedom(void **state)
{
    (void)state;
    test_random random = test_seed(141);
    test_rows r = noisy_rows(&random, 80, 12);
    const double factor[12] = {0, 1, 1, 1, 2, 1, 1, 0, 1, 1, 1, 0.5};
    for (int mix = 0; mix < 8; mix++) {
        arete_ridge_options options;
        arete_ridge_options_init(&options);
        options.intercept = !(mix & 1);
        options.standardize = !!(mix & 2);
        options.penalty_factor = mix & 4 ? factor : NULL;
        double free_df = options.intercept + (mix & 4 ? 2 : 0), full = free_df + (mix & 4 ? 10 : 12);
        arete_cv *cv = automatic(&r, 0, &options);
        assert_even(cv);
        assert_true(arete_cv_size(cv) >= 100);
        if (arete_cv_size(cv) == 100) {
            assert_close(point_of(cv, 0).df - free_df, 0.1, 1e-3);
            assert_close(full - point_of(cv, 99).df, 0.1, 1e-3);
        }
        print_message("%zu penalties, df %g to %g\n", arete_cv_size(cv), point_of(cv, 0).df,
                      point_of(cv, arete_cv_size(cv) - 1).df);
        size_t best = arete_cv_best(cv, 0, ARETE_RULE_MIN);
        if (!warned(cv, ARETE_WARN_GRID_EDGE) && !warned(cv, ARETE_WARN_INTERCEPT_ONLY))
            assert_true(best > 0 && best + 1 < arete_cv_size(cv));
        arete_cv_destroy(&cv);
    }
    rows_destroy(&r);
}

static void a_minimum_inside_needs_no_extension(void **state)
{
    (void)state;
    test_random random = test_seed(142);
    test_rows r = noisy_rows(&random, 60, 8);
    arete_cv *cv = automatic(&r, 25, NULL);
    size_t best = arete_cv_best(cv, 0, ARETE_RULE_MIN);
    assert_int_equal(arete_cv_size(cv), 25);
    assert_true(best > 0 && best < 24);
    assert_close(point_of(cv, 0).df, 1.1, 1e-3);
    assert_close(point_of(cv, 24).df, 8.9, 1e-3);
    assert_false(warned(cv, ARETE_WARN_GRID_EDGE) || warned(cv, ARETE_WARN_INTERCEPT_ONLY));
    arete_cv_destroy(&cv);
    rows_destroy(&r);
}

static void pure_noise_is_intercept_only(void **state)
{
    (void)state;
    test_random random = test_seed(143);
    int said = 0;
    for (int trial = 0; trial < 20; trial++) {
        test_rows r = noisy_rows(&random, 60, 8);
        for (size_t i = 0; i < r.n; i++)
            r.y[i] = test_normal(&random);
        arete_cv *cv = automatic(&r, 20, NULL);
        assert_even(cv);
        if (arete_cv_best(cv, 0, ARETE_RULE_MIN) == 0) {
            assert_true(warned(cv, ARETE_WARN_INTERCEPT_ONLY));
            assert_true(arete_cv_size(cv) > 20);
            assert_true(point_of(cv, 0).df <= 1 + 0.02); /* as far as df 0.001, to within a step */
            said++;
        } else {
            assert_false(warned(cv, ARETE_WARN_INTERCEPT_ONLY));
        }
        arete_cv_destroy(&cv);
        rows_destroy(&r);
    }
    print_message("%d of 20 were intercept only\n", said);
    assert_true(said >= 5);
}

static void an_exact_relation_runs_to_the_lower_end(void **state)
{
    (void)state;
    test_random random = test_seed(144);
    test_rows r = noisy_rows(&random, 80, 5);
    for (size_t i = 0; i < r.n; i++) {
        r.y[i] = 2;
        for (size_t j = 0; j < 5; j++)
            r.y[i] += (double)(j + 1) * r.x[i * 5 + j];
    }
    arete_cv *cv = automatic(&r, 30, NULL);
    assert_even(cv);
    assert_true(arete_cv_size(cv) > 30);
    assert_true(point_of(cv, arete_cv_size(cv) - 1).df > 6 - 1e-6); /* far below 0.1 from full */
    size_t best = arete_cv_best(cv, 0, ARETE_RULE_MIN);
    assert_true(warned(cv, ARETE_WARN_GRID_EDGE) || warned(cv, ARETE_WARN_ROUNDING) ||
                best + 1 < arete_cv_size(cv));
    arete_cv_destroy(&cv);
    rows_destroy(&r);
}

static void the_grid_follows_the_units(void **state)
{
    (void)state;
    test_random random = test_seed(145);
    test_rows r = noisy_rows(&random, 70, 6), scaled = rows_copy(&r);
    for (size_t i = 0; i < r.n * r.p; i++)
        scaled.x[i] = ldexp(r.x[i], 60);
    arete_cv *a = automatic(&r, 15, NULL), *b = automatic(&scaled, 15, NULL);
    assert_int_equal(arete_cv_size(a), arete_cv_size(b));
    for (size_t l = 0; l < arete_cv_size(a); l++) {
        arete_cv_point x = point_of(a, l), y = point_of(b, l);
        assert_close(y.lambda, ldexp(x.lambda, 120), 1e-9);
        assert_close(y.cv_mean, x.cv_mean, 1e-9);
    }
    arete_cv_destroy(&a);
    arete_cv_destroy(&b);
    rows_destroy(&r);
    rows_destroy(&scaled);
}

static void more_columns_than_rows_and_exact_dependence_are_fine(void **state)
{
    (void)state;
    test_random random = test_seed(146);
    test_rows wide = noisy_rows(&random, 20, 30), tied = noisy_rows(&random, 60, 6);
    for (size_t i = 0; i < tied.n; i++)
        tied.x[i * 6 + 5] = tied.x[i * 6];
    const test_rows *both[] = {&wide, &tied};
    for (size_t k = 0; k < 2; k++) {
        arete_cv *cv = automatic(both[k], 40, NULL);
        assert_even(cv);
        double rank = k == 0 ? 20 : 6; /* the intercept's degree of freedom included */
        for (size_t l = 0; l < arete_cv_size(cv); l++) {
            arete_cv_point point = point_of(cv, l);
            assert_true(point.lambda > 0 && point.df < rank);
            assert_true(point.cv_mean > 0 && isfinite(point.cv_mean) && isfinite(point.cv_se));
        }
        arete_cv_destroy(&cv);
    }
    rows_destroy(&wide);
    rows_destroy(&tied);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grid_runs_from_hardly_any_to_nearly_all_degrees_of_freedom),
        cmocka_unit_test(a_minimum_inside_needs_no_extension),
        cmocka_unit_test(pure_noise_is_intercept_only),
        cmocka_unit_test(an_exact_relation_runs_to_the_lower_end),
        cmocka_unit_test(the_grid_follows_the_units),
        cmocka_unit_test(more_columns_than_rows_and_exact_dependence_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

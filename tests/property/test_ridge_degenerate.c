/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Columns and targets that do not vary, and columns that depend on each other: finite and documented, or
 * refused with the column to blame.
 */
#include <math.h>

#include "rows.h"

static const arete_warning *find_warning(const arete_ridge *fit, int kind, size_t column)
{
    for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++) {
        const arete_warning *w = arete_ridge_warning(fit, i);
        if (w->kind == kind && w->column == column)
            return w;
    }
    return NULL;
}

static void a_constant_column_gets_zero_and_a_warning_at_every_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(91);
    const double constants[] = {0, 1, 0.1, -1e9};
    for (size_t c = 0; c < 4; c++)
        for (size_t n = 5; n <= 600; n += 595) { /* the dual, then Cholesky over several blocks */
            test_rows r = rows_create(&random, n, 7, 1), less = rows_create(&random, n, 6, 1);
            for (size_t i = 0; i < n; i++) {
                r.x[i * 7 + 3] = constants[c];
                for (size_t j = 0; j < 7; j++)
                    if (j != 3)
                        less.x[i * 6 + j - (j > 3)] = r.x[i * 7 + j];
                less.y[i] = r.y[i];
            }
            for (int mix = 0; mix < 6; mix++) {
                double lambda = mix % 3 == 0 && n > 7 ? 0 : mix % 3 + 0.5;
                test_problem with = {&r, NULL, lambda, 1, mix / 3, NULL},
                             without = {&less, NULL, lambda, 1, mix / 3, NULL};
                arete_ridge *a = fit_rows(&with), *b = fit_rows(&without);
                assert_bits(fabs(arete_ridge_coef(a, 0, 0)[3]), 0);
                assert_true(isnan(arete_ridge_std_errors(a, 0, 0)[3]));
                for (size_t j = 0; j < 6; j++) {
                    size_t k = j + (j >= 3);
                    assert_close(arete_ridge_coef(a, 0, 0)[k], arete_ridge_coef(b, 0, 0)[j], 1e-8);
                    assert_close(arete_ridge_std_errors(a, 0, 0)[k], arete_ridge_std_errors(b, 0, 0)[j],
                                 1e-7);
                }
                assert_close(arete_ridge_intercept(a, 0, 0), arete_ridge_intercept(b, 0, 0), 1e-8);
                arete_ridge_stats s, z;
                assert_ok(arete_ridge_get_stats(a, 0, 0, &s), NULL);
                assert_ok(arete_ridge_get_stats(b, 0, 0, &z), NULL);
                assert_close(s.df, z.df, 1e-9);
                assert_non_null(find_warning(a, ARETE_WARN_CONSTANT_COLUMN, 3));
                arete_ridge_destroy(&a);
                arete_ridge_destroy(&b);
            }
            rows_destroy(&r);
            rows_destroy(&less);
        }
}

static void without_an_intercept_only_zeros_are_constant(void **state)
{
    (void)state;
    test_random random = test_seed(92);
    test_rows r = rows_create(&random, 40, 3, 1);
    for (size_t i = 0; i < r.n; i++) {
        r.x[i * 3] = 0;
        r.x[i * 3 + 1] = 1;
    }
    const double lambda[] = {0, 1};
    for (size_t l = 0; l < 2; l++) {
        test_problem problem = {&r, NULL, lambda[l], 0, 0, NULL};
        arete_ridge *fit = fit_rows(&problem);
        assert_bits(fabs(arete_ridge_coef(fit, 0, 0)[0]), 0);
        assert_non_null(find_warning(fit, ARETE_WARN_CONSTANT_COLUMN, 0));
        assert_null(find_warning(fit, ARETE_WARN_CONSTANT_COLUMN, 1));
        assert_true(fabs(arete_ridge_coef(fit, 0, 0)[1]) > 1); /* does the intercept's work */
        assert_at_most(gradient_of(&problem, 0, 0, arete_ridge_coef(fit, 0, 0)), 1e-14);
        arete_ridge_destroy(&fit);
    }
    rows_destroy(&r);
}

static void standardizing_a_constant_column_without_intercept_is_said(void **state)
{
    (void)state;
    test_random random = test_seed(93);
    for (size_t n = 2; n <= 40; n += 38) { /* the dual, then Cholesky */
        test_rows r = rows_create(&random, n, 3, 1);
        double mean = 0;
        for (size_t i = 0; i < n; i++) {
            r.x[i * 3 + 1] = 1;
            mean += r.y[i] / (double)n;
        }
        test_problem problem = {&r, NULL, 1e12, 0, 1, NULL};
        arete_ridge *fit = fit_rows(&problem);
        assert_close(arete_ridge_coef(fit, 0, 0)[1], mean, 1e-8); /* s = 0: it is the intercept */
        assert_non_null(find_warning(fit, ARETE_WARN_UNPENALIZED_COLUMN, 1));
        arete_ridge_destroy(&fit);
        rows_destroy(&r);
    }
}

static void nothing_but_constant_columns_is_the_mean(void **state)
{
    (void)state;
    test_random random = test_seed(94);
    test_rows r = rows_create(&random, 30, 2, 1);
    double mean = 0;
    for (size_t i = 0; i < r.n; i++) {
        r.x[i * 2] = 5;
        r.x[i * 2 + 1] = -0.3;
        mean += r.y[i] / (double)r.n;
    }
    const double lambda[] = {0, 1};
    for (size_t l = 0; l < 2; l++) {
        test_problem problem = {&r, NULL, lambda[l], 1, (int)l, NULL};
        arete_ridge *fit = fit_rows(&problem);
        arete_ridge_stats s;
        assert_ok(arete_ridge_get_stats(fit, 0, 0, &s), NULL);
        assert_close(arete_ridge_intercept(fit, 0, 0), mean, 1e-14);
        assert_bits(s.df, 1);
        assert_near(s.r2, 0, 1e-14);
        arete_ridge_destroy(&fit);
    }
    rows_destroy(&r);
}

static void a_constant_target_is_its_intercept(void **state)
{
    (void)state;
    test_random random = test_seed(95);
    for (size_t n = 4; n <= 90; n += 86) {
        test_rows r = rows_create(&random, n, 5, 2);
        for (size_t i = 0; i < n; i++)
            r.y[i * 2 + 1] = 0.1;
        test_problem problem = {&r, r.w, 0.5, 1, 0, NULL};
        arete_ridge *fit = fit_rows(&problem);
        for (size_t j = 0; j < 5; j++)
            assert_bits(fabs(arete_ridge_coef(fit, 0, 1)[j]), 0);
        assert_bits(arete_ridge_intercept(fit, 0, 1), 0.1);
        arete_ridge_stats s;
        assert_ok(arete_ridge_get_stats(fit, 0, 1, &s), NULL);
        assert_true(isnan(s.r2));
        assert_bits(s.rss, 0);
        int said = 0;
        for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++)
            said |= arete_ridge_warning(fit, i)->kind == ARETE_WARN_CONSTANT_TARGET &&
                    arete_ridge_warning(fit, i)->target == 1;
        assert_true(said);
        assert_ok(arete_ridge_get_stats(fit, 0, 0, &s), NULL);
        assert_true(s.r2 > 0);
        arete_ridge_destroy(&fit);
        rows_destroy(&r);
    }
}

/* Fits with lambda 0 and returns the status. */
static arete_status fit_without_penalty(const test_rows *r, int from_moments, arete_error *error)
{
    arete_ridge *fit;
    const double zero = 0;
    arete_status status;
    if (from_moments) {
        arete_moments *moments = moments_of(r, NULL, NULL, NULL);
        status = arete_ridge_fit_moments(&fit, moments, 1, &zero, NULL, error);
        arete_moments_destroy(&moments);
    } else {
        status = arete_ridge_fit(&fit, ARETE_ROW_MAJOR, r->n, r->p, r->q, r->x, r->p, r->y, r->q, NULL, 1,
                                 &zero, NULL, error);
    }
    arete_ridge_destroy(&fit);
    return status;
}

static void columns_that_depend_exactly_are_refused_without_a_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(96);
    for (int kind = 0; kind < 4; kind++) {
        test_rows r = rows_create(&random, 60, 6, 1);
        for (size_t i = 0; i < r.n; i++) {
            double *x = r.x + i * 6;
            if (kind == 0)
                x[4] = x[1]; /* twice the same */
            else if (kind == 1)
                x[4] = 8 - 2 * x[1];
            else
                for (size_t j = 0; j < 6; j++) /* whole numbers, so that the sum is exact */
                    x[j] = (double)(test_bits(&random) % 1000);
            if (kind == 2)
                x[4] = x[0] + x[1] - x[3];
            if (kind == 3) { /* indicators of all groups, with the intercept: the dummy trap */
                for (size_t j = 1; j < 5; j++)
                    x[j] = j - 1 == i % 4;
            }
        }
        for (int from_moments = 0; from_moments < 2; from_moments++) {
            arete_error error;
            assert_status(fit_without_penalty(&r, from_moments, &error), ARETE_ERR_SINGULAR);
            print_message("%s\n", error.text);
            assert_int_equal(error.column, 4); /* the first that depends on those before it */
        }
        rows_destroy(&r);
    }
}

static void duplicate_columns_share_their_coefficient_under_a_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(97);
    for (size_t n = 5; n <= 60; n += 55) {
        test_rows r = rows_create(&random, n, 6, 1), merged = rows_create(&random, n, 5, 1);
        for (size_t i = 0; i < n; i++) {
            r.x[i * 6 + 4] = r.x[i * 6 + 1];
            for (size_t j = 0; j < 6; j++)
                if (j != 4)
                    merged.x[i * 5 + j - (j > 4)] = r.x[i * 6 + j];
            merged.y[i] = r.y[i];
        }
        /* two halves of one coefficient cost half its square */
        const double factor[5] = {1, 0.5, 1, 1, 1};
        test_problem twice = {&r, NULL, 0.75, 1, 0, NULL}, once = {&merged, NULL, 0.75, 1, 0, factor};
        arete_ridge *a = fit_rows(&twice), *b = fit_rows(&once);
        const double *coef = arete_ridge_coef(a, 0, 0), *single = arete_ridge_coef(b, 0, 0);
        assert_close(coef[1], single[1] / 2, 1e-9);
        assert_close(coef[4], single[1] / 2, 1e-9);
        assert_close(coef[0], single[0], 1e-9);
        assert_close(coef[5], single[4], 1e-9);
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
        rows_destroy(&r);
        rows_destroy(&merged);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_constant_column_gets_zero_and_a_warning_at_every_penalty),
        cmocka_unit_test(without_an_intercept_only_zeros_are_constant),
        cmocka_unit_test(standardizing_a_constant_column_without_intercept_is_said),
        cmocka_unit_test(nothing_but_constant_columns_is_the_mean),
        cmocka_unit_test(a_constant_target_is_its_intercept),
        cmocka_unit_test(columns_that_depend_exactly_are_refused_without_a_penalty),
        cmocka_unit_test(duplicate_columns_share_their_coefficient_under_a_penalty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

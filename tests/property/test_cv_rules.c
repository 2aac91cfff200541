/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The rules that choose from a cross-validated path, read off their definitions.
 */
#include <math.h>

#include "rows.h"

static arete_moments *folded(const test_rows *r, const double *w, size_t folds)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = folds;
    options.seed = 3;
    return moments_of(r, w, NULL, &options);
}

/* A given path in no order. */
static void the_rules_are_their_definitions(void **state)
{
    (void)state;
    enum { N = 60, P = 12, M = 40 };
    test_random random = test_seed(135);
    for (int trial = 0; trial < 20; trial++) {
        test_rows r = rows_create(&random, N, P, 2);
        for (size_t i = 0; i < N * 2; i++)
            r.y[i] += 40 * test_normal(&random);
        arete_moments *moments = folded(&r, r.w, 10);
        double lambda[M];
        for (size_t l = 0; l < M; l++)
            lambda[l] = pow(10, 0.25 * (double)(l * 7 % M) - 3);
        arete_cv *cv;
        arete_error error;
        assert_ok(arete_ridge_cv(&cv, moments, M, lambda, NULL, &error), &error);
        for (size_t t = 0; t < 2; t++) {
            arete_cv_point point, best = {.cv_mean = INFINITY};
            size_t at = 0, one_se = 0;
            for (size_t l = 0; l < M; l++) {
                assert_ok(arete_cv_get(cv, l, t, &point), NULL);
                if (point.cv_mean < best.cv_mean ||
                    (point.cv_mean == best.cv_mean && point.lambda > best.lambda)) {
                    best = point;
                    at = l;
                }
            }
            double largest = -1;
            for (size_t l = 0; l < M; l++) {
                assert_ok(arete_cv_get(cv, l, t, &point), NULL);
                if (point.cv_mean <= best.cv_mean + best.cv_se && point.lambda > largest) {
                    largest = point.lambda;
                    one_se = l;
                }
            }
            assert_int_equal(arete_cv_best(cv, t, ARETE_RULE_MIN), at);
            assert_int_equal(arete_cv_best(cv, t, ARETE_RULE_1SE), one_se);
            assert_true(lambda[one_se] >= lambda[at]);
        }
        assert_true(arete_cv_best(cv, 2, ARETE_RULE_MIN) == ARETE_NONE);
        assert_true(arete_cv_best(cv, 0, 2) == ARETE_NONE);
        assert_true(arete_cv_best(NULL, 0, 0) == ARETE_NONE);
        arete_cv_destroy(&cv);
        arete_moments_destroy(&moments);
        rows_destroy(&r);
    }
}

static void ties_go_to_the_larger_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(136);
    test_rows r = rows_create(&random, 50, 3, 1);
    for (size_t i = 0; i < r.n; i++)
        r.y[i] = 0.25; /* every penalty fits it exactly */
    arete_moments *moments = folded(&r, NULL, 5);
    const double lambda[] = {1, 0, 100, 10};
    arete_cv *cv;
    arete_error error;
    assert_ok(arete_ridge_cv(&cv, moments, 4, lambda, NULL, &error), &error);
    for (size_t l = 0; l < 4; l++) {
        arete_cv_point point;
        assert_ok(arete_cv_get(cv, l, 0, &point), NULL);
        assert_bits(point.cv_mean, 0);
        assert_bits(point.cv_se, 0);
    }
    assert_int_equal(arete_cv_best(cv, 0, ARETE_RULE_MIN), 2);
    assert_int_equal(arete_cv_best(cv, 0, ARETE_RULE_1SE), 2);
    arete_cv_destroy(&cv);
    arete_moments_destroy(&moments);
    rows_destroy(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_are_their_definitions),
        cmocka_unit_test(ties_go_to_the_larger_penalty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The dual is the same fit by another road, and penalty factors and standardising are the same objective
 * written another way.
 */
#include <math.h>

#include "rows.h"

static arete_ridge *fit_by(const test_problem *problem, int solver)
{
    const test_rows *r = problem->rows;
    arete_ridge_options options = problem_options(problem);
    options.solver = solver;
    arete_ridge *fit;
    arete_error error;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, r->n, r->p, r->q, r->x, r->p, r->y, r->q, problem->w, 1,
                              &problem->lambda, &options, &error),
              &error);
    return fit;
}

static int solver_of(const arete_ridge *fit)
{
    arete_ridge_stats s;
    assert_ok(arete_ridge_get_stats(fit, 0, 0, &s), NULL);
    return s.solver;
}

/* rel is for the coefficients; what is computed from them is allowed ten times that. */
static void assert_dual_is_cholesky(const test_problem *problem, double rel)
{
    arete_ridge *dual = fit_by(problem, ARETE_SOLVER_DUAL), *primal = fit_by(problem, ARETE_SOLVER_CHOLESKY);
    assert_int_equal(solver_of(dual), ARETE_SOLVER_DUAL);
    assert_int_equal(solver_of(primal), ARETE_SOLVER_CHOLESKY);
    for (size_t t = 0; t < problem->rows->q; t++) {
        arete_ridge_stats s, z;
        assert_ok(arete_ridge_get_stats(dual, 0, t, &s), NULL);
        assert_ok(arete_ridge_get_stats(primal, 0, t, &z), NULL);
        assert_at_most(
            worst_difference(problem, arete_ridge_coef(dual, 0, t), arete_ridge_coef(primal, 0, t)), rel);
        assert_at_most(
            gradient_of(problem, t, arete_ridge_intercept(dual, 0, t), arete_ridge_coef(dual, 0, t)), 1e-11);
        assert_close(arete_ridge_intercept(dual, 0, t), arete_ridge_intercept(primal, 0, t), 100 * rel);
        assert_close(s.df, z.df, 10 * rel);
        assert_close(s.rss, z.rss, 100 * rel);
        assert_near(s.r2, z.r2, 10 * rel);
        assert_close(s.sigma2, z.sigma2, 1000 * rel);
        assert_close(s.gcv, z.gcv, 1000 * rel);
        assert_all_close(problem->rows->p, arete_ridge_std_errors(dual, 0, t),
                         arete_ridge_std_errors(primal, 0, t), 1000 * rel);
        assert_close(arete_ridge_intercept_std_error(dual, 0, t),
                     arete_ridge_intercept_std_error(primal, 0, t), 1000 * rel);
    }
    arete_ridge_destroy(&dual);
    arete_ridge_destroy(&primal);
}

static void the_dual_is_cholesky_for_any_shape(void **state)
{
    (void)state;
    test_random random = test_seed(81);
    const size_t sizes[][2] = {{7, 20}, {12, 13}, {25, 25}, {60, 6}, {2, 3}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        test_rows r = rows_create(&random, sizes[s][0], sizes[s][1], 2);
        for (int mix = 0; mix < 8; mix++) {
            test_problem problem = {&r, mix & 1 ? r.w : NULL, 0.4, !(mix & 2), !!(mix & 4), NULL};
            assert_dual_is_cholesky(&problem, 1e-10);
        }
        rows_destroy(&r);
    }
}

/* Such a row says nothing about the coefficients, but it counts in the standard deviations and the
 * statistics. */
static void rows_of_zeros_count_in_the_dual_too(void **state)
{
    (void)state;
    enum { P = 9 };
    test_random random = test_seed(88);
    test_rows r = rows_create(&random, 7, P, 1);
    for (size_t j = 0; j < P; j++)
        r.x[3 * P + j] = r.x[5 * P + j] = 0;
    for (int mix = 0; mix < 8; mix++) {
        test_problem problem = {&r, mix & 1 ? r.w : NULL, 0.4, !(mix & 2), !!(mix & 4), NULL};
        assert_dual_is_cholesky(&problem, 1e-10);
    }
    rows_destroy(&r);
}

static void penalty_factors_work_in_the_dual_and_zero_leaves_free(void **state)
{
    (void)state;
    enum { P = 20 };
    test_random random = test_seed(82);
    test_rows r = rows_create(&random, 12, P, 2);
    double factor[P];
    for (size_t j = 0; j < P; j++)
        factor[j] = j % 7 == 3 ? 0 : 0.25 + (double)(j % 4); /* 3, 10, 17 are free */
    for (int mix = 0; mix < 8; mix++) {
        test_problem problem = {&r, mix & 1 ? r.w : NULL, 0.6, !(mix & 2), !!(mix & 4), factor};
        assert_dual_is_cholesky(&problem, 1e-9);
    }
    rows_destroy(&r);
}

static void auto_takes_the_dual_where_it_is_smaller(void **state)
{
    (void)state;
    test_random random = test_seed(83);
    test_rows r = rows_create(&random, 9, 9, 1);
    test_problem problem = {&r, NULL, 1, 1, 0, NULL};
    arete_ridge *fit = fit_rows(&problem);
    assert_int_equal(solver_of(fit), ARETE_SOLVER_CHOLESKY);
    arete_ridge_destroy(&fit);
    rows_destroy(&r);
    r = rows_create(&random, 8, 9, 1);
    fit = fit_rows(&problem);
    assert_int_equal(solver_of(fit), ARETE_SOLVER_DUAL);
    arete_ridge_destroy(&fit);
    rows_destroy(&r);
}

static void the_dual_needs_rows_and_a_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(85);
    test_rows r = rows_create(&random, 4, 8, 1);
    arete_moments *moments = moments_of(&r, NULL, NULL, NULL);
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.solver = ARETE_SOLVER_DUAL;
    const double lambda[] = {1, 0};
    arete_ridge *fit;
    assert_status(arete_ridge_fit_moments(&fit, moments, 1, lambda, &options, NULL), ARETE_ERR_OPTION);
    assert_null(fit);
    int status =
        arete_ridge_fit(&fit, ARETE_ROW_MAJOR, 4, 8, 1, r.x, 8, r.y, 1, NULL, 2, lambda, &options, NULL);
    assert_true(status != ARETE_OK);
    assert_null(fit);
    arete_moments_destroy(&moments);
    rows_destroy(&r);
}

static void standardizing_is_scaling_the_columns_or_the_factors(void **state)
{
    (void)state;
    enum { P = 6 };
    test_random random = test_seed(86);
    for (size_t n = 5; n <= 120; n += 115) {
        test_rows r = rows_create(&random, n, P, 1), scaled = rows_copy(&r);
        double factor[P], given[P], coef[P], total = 0;
        for (size_t i = 0; i < n; i++)
            total += r.w[i];
        test_problem problem = {&r, r.w, 4, 1, 1, given}, by_factor = {&r, r.w, 4, 1, 0, factor},
                     by_columns = {&scaled, scaled.w, 4, 1, 0, given};
        for (size_t j = 0; j < P; j++) {
            long double offset, square;
            column_moments(&problem, j, &offset, &square);
            double s = (double)sqrtl(square / total);
            given[j] = 1 + (double)(j % 2);
            factor[j] = given[j] * s * s;
            for (size_t i = 0; i < n; i++)
                scaled.x[i * P + j] /= s;
            coef[j] = s;
        }
        arete_ridge *a = fit_rows(&problem), *b = fit_rows(&by_factor), *c = fit_rows(&by_columns);
        assert_at_most(worst_difference(&problem, arete_ridge_coef(b, 0, 0), arete_ridge_coef(a, 0, 0)),
                       1e-12);
        for (size_t j = 0; j < P; j++)
            coef[j] = arete_ridge_coef(c, 0, 0)[j] / coef[j];
        assert_at_most(worst_difference(&problem, coef, arete_ridge_coef(a, 0, 0)), 1e-12);
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
        arete_ridge_destroy(&c);
        rows_destroy(&r);
        rows_destroy(&scaled);
    }
}

static void a_free_column_keeps_its_least_squares_under_any_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(87);
    for (size_t n = 4; n <= 80; n += 76) { /* the dual, then Cholesky */
        test_rows r = rows_create(&random, n, 5, 1), alone = rows_create(&random, n, 1, 1);
        for (size_t i = 0; i < n; i++) {
            alone.x[i] = r.x[i * 5 + 2];
            alone.y[i] = r.y[i];
        }
        const double factor[5] = {1, 2, 0, 1, 1};
        test_problem crushed = {&r, NULL, 1e18, 1, 1, factor}, line = {&alone, NULL, 0, 1, 0, NULL};
        arete_ridge *a = fit_rows(&crushed), *b = fit_rows(&line);
        assert_close(arete_ridge_coef(a, 0, 0)[2], arete_ridge_coef(b, 0, 0)[0], 1e-10);
        assert_close(arete_ridge_intercept(a, 0, 0), arete_ridge_intercept(b, 0, 0), 1e-9);
        arete_ridge_stats s;
        assert_ok(arete_ridge_get_stats(a, 0, 0, &s), NULL);
        assert_close(s.df, 2, 1e-9);
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
        rows_destroy(&r);
        rows_destroy(&alone);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_dual_is_cholesky_for_any_shape),
        cmocka_unit_test(rows_of_zeros_count_in_the_dual_too),
        cmocka_unit_test(penalty_factors_work_in_the_dual_and_zero_leaves_free),
        cmocka_unit_test(auto_takes_the_dual_where_it_is_smaller),
        cmocka_unit_test(the_dual_needs_rows_and_a_penalty),
        cmocka_unit_test(standardizing_is_scaling_the_columns_or_the_factors),
        cmocka_unit_test(a_free_column_keeps_its_least_squares_under_any_penalty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What comes out solves the problem that was posed: the gradient, recomputed from the rows, vanishes; the
 * answer equals a long double solution; statistics follow from their definitions; and every road to a fit
 * gives the same fit.
 */
#include <math.h>

#include "rows.h"

/* Calls check for every mixture of weights, intercept, standardising, factors and penalty. */
static void for_all_problems(const test_rows *r, void (*check)(const test_problem *))
{
    double *factor = doubles(r->p);
    const double lambda[] = {0, 0.01, 3, 1e4};
    for (size_t j = 0; j < r->p; j++)
        factor[j] = (double)(j % 3) * 0.75;
    for (int mix = 0; mix < 16; mix++)
        for (size_t l = 0; l < sizeof lambda / sizeof *lambda; l++) {
            test_problem problem = {r,          mix & 1 ? r->w : NULL, lambda[l],
                                    !(mix & 2), !!(mix & 4),           mix & 8 ? factor : NULL};
            check(&problem);
        }
    free(factor);
}

static double total_weight(const test_problem *problem)
{
    double total = 0;
    for (size_t i = 0; i < problem->rows->n; i++)
        total += problem->w ? problem->w[i] : 1;
    return total;
}

static void check_solution(const test_problem *problem)
{
    const test_rows *r = problem->rows;
    arete_ridge *fit = fit_rows(problem);
    double *coef = doubles(r->p), b;
    for (size_t t = 0; t < r->q; t++) {
        const double *got = arete_ridge_coef(fit, 0, t);
        double intercept = arete_ridge_intercept(fit, 0, t);
        assert_at_most(gradient_of(problem, t, intercept, got), 1e-14);
        solve_rows(problem, t, &b, coef);
        assert_at_most(worst_difference(problem, got, coef), 1e-11);
        if (problem->intercept)
            assert_close(intercept, b, 1e-10);
        else
            assert_bits(intercept, 0);
    }
    free(coef);
    arete_ridge_destroy(&fit);
}

static void check_statistics(const test_problem *problem)
{
    const test_rows *r = problem->rows;
    arete_ridge *fit = fit_rows(problem);
    double total = total_weight(problem), rows = 0;
    for (size_t i = 0; i < r->n; i++)
        rows += !problem->w || problem->w[i] > 0;
    assert_int_equal(arete_ridge_rows(fit), (size_t)rows);
    assert_close(arete_ridge_weight(fit), total, 1e-14);
    for (size_t t = 0; t < r->q; t++) {
        arete_ridge_stats s;
        assert_ok(arete_ridge_get_stats(fit, 0, t, &s), NULL);
        double rss = rss_of(problem, t, arete_ridge_intercept(fit, 0, t), arete_ridge_coef(fit, 0, t));
        long double offset, tss;
        column_moments(problem, r->p + t, &offset, &tss);
        assert_bits(s.lambda, problem->lambda);
        assert_close(s.rss, rss, 1e-11);
        assert_near(s.r2, 1 - rss / (double)tss, 1e-12);
        assert_close(s.rmse, sqrt(rss / total), 1e-11);
        assert_close(s.sigma2, s.rss / (total - s.df), 1e-13);
        assert_close(s.gcv, total * s.rss / ((total - s.df) * (total - s.df)), 1e-13);
        assert_true(s.df >= problem->intercept && s.df <= (double)r->p + problem->intercept + 1e-9);
        if (problem->lambda == 0)
            assert_close(s.df, (double)r->p + problem->intercept, 1e-10);
        assert_at_most(s.residual, 1e-15);
        assert_true(s.rcond > 0 && s.rcond <= 1);
    }
    arete_ridge_destroy(&fit);
}

/* A hat matrix is what a fit does to unit vectors: n targets, the unit vectors, tell its trace. */
static void df_is_the_trace_of_what_the_fit_does_to_unit_vectors(void **state)
{
    (void)state;
    test_random random = test_seed(51);
    test_rows r = rows_create(&random, 30, 4, 1), units = rows_copy(&r);
    free(units.y);
    units.q = 30;
    units.y = doubles(30 * 30);
    for (size_t i = 0; i < 30; i++)
        units.y[i * 31] = 1;
    for (int mix = 0; mix < 8; mix++) {
        test_problem problem = {&r, mix & 1 ? r.w : NULL, 2.5, !(mix & 2), !!(mix & 4), NULL}, many = problem;
        many.rows = &units;
        arete_ridge *one = fit_rows(&problem), *all = fit_rows(&many);
        double trace = 0;
        for (size_t i = 0; i < 30; i++) {
            trace += arete_ridge_intercept(all, 0, i);
            for (size_t j = 0; j < 4; j++)
                trace += r.x[i * 4 + j] * arete_ridge_coef(all, 0, i)[j];
        }
        arete_ridge_stats s;
        assert_ok(arete_ridge_get_stats(one, 0, 0, &s), NULL);
        assert_close(s.df, trace, 1e-10);
        arete_ridge_destroy(&one);
        arete_ridge_destroy(&all);
    }
    rows_destroy(&r);
    rows_destroy(&units);
}

static void fits_solve_their_problem(void **state)
{
    (void)state;
    test_random random = test_seed(52);
    test_rows r = rows_create(&random, 400, 7, 2);
    for_all_problems(&r, check_solution);
    rows_destroy(&r);
}

static void statistics_follow_from_the_residuals(void **state)
{
    (void)state;
    test_random random = test_seed(53);
    test_rows r = rows_create(&random, 300, 6, 2);
    for_all_problems(&r, check_statistics);
    rows_destroy(&r);
}

static void large_means_and_trends_keep_their_digits(void **state)
{
    (void)state;
    test_random random = test_seed(54);
    const double means[] = {1e8, 1e12};
    for (size_t m = 0; m < 2; m++) {
        test_rows r = rows_create(&random, 3000, 4, 1);
        double *coef = doubles(4), b;
        for (size_t i = 0; i < r.n; i++) {
            r.x[i * 4] = means[m] + test_normal(&random);
            r.x[i * 4 + 1] = -3 * means[m] + test_normal(&random);
            r.x[i * 4 + 2] = means[m] / 10 + (double)i + test_normal(&random);
            r.y[i] = (r.x[i * 4] - means[m]) - 2 * (r.x[i * 4 + 1] + 3 * means[m]) + test_normal(&random);
        }
        const double lambda[] = {0, 10};
        for (size_t l = 0; l < 2; l++) {
            test_problem problem = {&r, r.w, lambda[l], 1, 0, NULL};
            arete_ridge *fit = fit_rows(&problem);
            solve_rows(&problem, 0, &b, coef);
            assert_at_most(worst_difference(&problem, arete_ridge_coef(fit, 0, 0), coef), 1e-12);
            assert_near(arete_ridge_intercept(fit, 0, 0), b, 1e-11 * means[m]);
            arete_ridge_destroy(&fit);
        }
        free(coef);
        rows_destroy(&r);
    }
}

/* Coefficients and statistics of (fit a, penalty la, target ta) against (b, lb, tb); rss_rel for what rests
 * on rss. */
static void assert_same_fit(const arete_ridge *a, size_t la, size_t ta, const arete_ridge *b, size_t lb,
                            size_t tb, double rel, double rss_rel)
{
    arete_ridge_stats s, z;
    assert_ok(arete_ridge_get_stats(a, la, ta, &s), NULL);
    assert_ok(arete_ridge_get_stats(b, lb, tb, &z), NULL);
    assert_all_close(arete_ridge_p(a), arete_ridge_coef(a, la, ta), arete_ridge_coef(b, lb, tb), rel);
    assert_close(arete_ridge_intercept(a, la, ta), arete_ridge_intercept(b, lb, tb), 10 * rel);
    assert_bits(s.lambda, z.lambda);
    assert_close(s.df, z.df, 10 * rel);
    assert_close(s.rss, z.rss, rss_rel);
    assert_near(s.r2, z.r2, rss_rel);
    assert_close(s.rmse, z.rmse, rss_rel);
    assert_close(s.sigma2, z.sigma2, rss_rel + 10 * rel);
    assert_close(s.gcv, z.gcv, rss_rel + 10 * rel);
    assert_all_close(arete_ridge_p(a), arete_ridge_std_errors(a, la, ta), arete_ridge_std_errors(b, lb, tb),
                     rss_rel + 10 * rel);
    assert_close(arete_ridge_intercept_std_error(a, la, ta), arete_ridge_intercept_std_error(b, lb, tb),
                 rss_rel + 10 * rel);
}

static void check_from_moments(const test_problem *problem)
{
    arete_ridge_options options = problem_options(problem);
    arete_moments *moments = moments_of(problem->rows, problem->w, NULL, NULL);
    arete_ridge *from_rows = fit_rows(problem), *from_moments;
    arete_error error;
    assert_ok(arete_ridge_fit_moments(&from_moments, moments, 1, &problem->lambda, &options, &error), &error);
    for (size_t t = 0; t < problem->rows->q; t++)
        assert_same_fit(from_moments, 0, t, from_rows, 0, t, 1e-12, 1e-8);
    arete_ridge_destroy(&from_rows);
    arete_ridge_destroy(&from_moments);
    arete_moments_destroy(&moments);
}

static void rows_and_their_moments_give_the_same_fit(void **state)
{
    (void)state;
    test_random random = test_seed(55);
    test_rows r = rows_create(&random, 350, 5, 2);
    for_all_problems(&r, check_from_moments);
    rows_destroy(&r);
}

static void folds_do_not_matter_to_a_fit(void **state)
{
    (void)state;
    test_random random = test_seed(56);
    test_rows r = rows_create(&random, 500, 5, 1);
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = 8;
    arete_moments *split = moments_of(&r, r.w, NULL, &options), *whole = moments_of(&r, r.w, NULL, NULL);
    arete_ridge *a, *b;
    const double lambda = 0.5;
    assert_ok(arete_ridge_fit_moments(&a, split, 1, &lambda, NULL, NULL), NULL);
    assert_ok(arete_ridge_fit_moments(&b, whole, 1, &lambda, NULL, NULL), NULL);
    assert_same_fit(a, 0, 0, b, 0, 0, 1e-11, 1e-8);
    arete_ridge_destroy(&a);
    arete_ridge_destroy(&b);
    arete_moments_destroy(&split);
    arete_moments_destroy(&whole);
    rows_destroy(&r);
}

static void a_path_is_its_single_fits(void **state)
{
    (void)state;
    test_random random = test_seed(57);
    test_rows r = rows_create(&random, 200, 6, 2);
    const double lambda[] = {10, 0, 1e-3, 1e6, 10, 2.5}; /* in no order, one twice */
    enum { L = sizeof lambda / sizeof *lambda };
    for (int solver = ARETE_SOLVER_CHOLESKY; solver <= ARETE_SOLVER_DUAL; solver++) {
        arete_ridge_options options;
        arete_ridge_options_init(&options);
        options.solver = solver;
        options.standardize = 1;
        arete_ridge *path;
        arete_error error;
        if (solver == ARETE_SOLVER_DUAL)
            r.n = 4; /* fewer rows than columns, and no penalty of 0 */
        const double *given = lambda + (solver == ARETE_SOLVER_DUAL ? 2 : 0);
        size_t count = L - (size_t)(given - lambda);
        assert_ok(arete_ridge_fit(&path, ARETE_ROW_MAJOR, r.n, 6, 2, r.x, 6, r.y, 2, r.w, count, given,
                                  &options, &error),
                  &error);
        assert_int_equal(arete_ridge_nlambda(path), count);
        for (size_t l = 0; l < count; l++) {
            arete_ridge *single;
            assert_ok(arete_ridge_fit(&single, ARETE_ROW_MAJOR, r.n, 6, 2, r.x, 6, r.y, 2, r.w, 1, given + l,
                                      &options, &error),
                      &error);
            for (size_t t = 0; t < 2; t++)
                assert_same_fit(path, l, t, single, 0, t, 0, 0);
            arete_ridge_destroy(&single);
        }
        arete_ridge_destroy(&path);
    }
    rows_destroy(&r);
}

static void several_targets_are_single_ones(void **state)
{
    (void)state;
    test_random random = test_seed(58);
    for (size_t n = 5; n <= 150; n += 145) { /* the dual, then Cholesky */
        test_rows r = rows_create(&random, n, 8, 3);
        const double lambda = 0.7;
        arete_ridge *all, *one;
        arete_error error;
        assert_ok(
            arete_ridge_fit(&all, ARETE_ROW_MAJOR, n, 8, 3, r.x, 8, r.y, 3, r.w, 1, &lambda, NULL, &error),
            &error);
        for (size_t t = 0; t < 3; t++) {
            assert_ok(arete_ridge_fit(&one, ARETE_ROW_MAJOR, n, 8, 1, r.x, 8, r.y + t, 3, r.w, 1, &lambda,
                                      NULL, &error),
                      &error);
            assert_same_fit(all, 0, t, one, 0, 0, 1e-11, 1e-9);
            arete_ridge_destroy(&one);
        }
        arete_ridge_destroy(&all);
        rows_destroy(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_solve_their_problem),
        cmocka_unit_test(statistics_follow_from_the_residuals),
        cmocka_unit_test(df_is_the_trace_of_what_the_fit_does_to_unit_vectors),
        cmocka_unit_test(large_means_and_trends_keep_their_digits),
        cmocka_unit_test(rows_and_their_moments_give_the_same_fit),
        cmocka_unit_test(folds_do_not_matter_to_a_fit),
        cmocka_unit_test(a_path_is_its_single_fits),
        cmocka_unit_test(several_targets_are_single_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

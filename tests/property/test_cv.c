/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Cross-validation from moments equals refitting on rows: every fold fitted anew in long double on the rows
 * outside it, its error summed over the rows inside.
 */
#include <math.h>

#include "rows.h"

/* Copies of the rows inside (or outside) fold k. */
static test_rows rows_of_fold(const test_rows *r, const size_t *fold, size_t k, int inside)
{
    test_rows some = rows_copy(r);
    some.n = 0;
    for (size_t i = 0; i < r->n; i++) {
        if ((fold[i] == k) != inside)
            continue;
        for (size_t j = 0; j < r->p; j++)
            some.x[some.n * r->p + j] = r->x[i * r->p + j];
        for (size_t t = 0; t < r->q; t++)
            some.y[some.n * r->q + t] = r->y[i * r->q + t];
        some.w[some.n++] = r->w[i];
    }
    return some;
}

/* cv_mean and cv_se of target t by K refits; folds of weight 0 do not count. */
static void refit(const test_problem *problem, const size_t *fold, size_t folds, size_t t, double *mean,
                  double *se)
{
    const test_rows *r = problem->rows;
    double *error = doubles(2 * folds), *weight = error + folds, *coef = doubles(r->p), b;
    double total = 0, counted = 0, squares = 0;
    for (size_t k = 0; k < folds; k++) {
        test_rows inside = rows_of_fold(r, fold, k, 1), outside = rows_of_fold(r, fold, k, 0);
        for (size_t i = 0; i < inside.n; i++)
            weight[k] += problem->w ? inside.w[i] : 1;
        if (weight[k] > 0) {
            test_problem training = *problem, held = *problem;
            training.rows = &outside;
            training.w = problem->w ? outside.w : NULL;
            held.rows = &inside;
            held.w = problem->w ? inside.w : NULL;
            solve_rows(&training, t, &b, coef);
            error[k] = held_out_of(&training, &held, t, coef) / weight[k];
            squares += error[k] * weight[k];
            total += weight[k];
            counted++;
        }
        rows_destroy(&inside);
        rows_destroy(&outside);
    }
    *mean = squares / total;
    *se = 0;
    for (size_t k = 0; k < folds; k++)
        *se += weight[k] / total * (error[k] - *mean) * (error[k] - *mean);
    *se = sqrt(*se / (counted - 1));
    free(error);
    free(coef);
}

static arete_moments *folded(const test_rows *r, const double *w, const size_t *fold, size_t folds)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = folds;
    options.seed = 3;
    return moments_of(r, w, fold, &options);
}

static const double lambdas[] = {5, 0, 1e-4, 1e3, 0.2};
enum { L = sizeof lambdas / sizeof *lambdas };

static void cross_validation_is_refitting(void **state)
{
    (void)state;
    enum { N = 240, P = 5, K = 7 };
    test_random random = test_seed(131);
    test_rows r = rows_create(&random, N, P, 2);
    size_t fold[N];
    const double factor[P] = {1, 0, 2, 0.5, 1};
    for (size_t i = 0; i < N; i++)
        fold[i] = test_below(&random, K) * test_below(&random, 2); /* half of all rows in fold 0 */
    for (int mix = 0; mix < 16; mix++) {
        test_problem problem = {&r,         mix & 1 ? r.w : NULL, 0,
                                !(mix & 2), !!(mix & 4),          mix & 8 ? factor : NULL};
        arete_ridge_options options = problem_options(&problem);
        arete_moments *moments = folded(&r, problem.w, fold, K);
        arete_cv *cv;
        arete_error error;
        assert_ok(arete_ridge_cv(&cv, moments, L, lambdas, &options, &error), &error);
        assert_int_equal(arete_cv_size(cv), L);
        assert_int_equal(arete_cv_folds(cv), K);
        assert_int_equal(arete_cv_q(cv), 2);
        for (size_t l = 0; l < L; l++) {
            problem.lambda = lambdas[l];
            arete_ridge *fit = fit_rows(&problem);
            for (size_t t = 0; t < 2; t++) {
                arete_cv_point point;
                arete_ridge_stats s;
                double mean, se;
                refit(&problem, fold, K, t, &mean, &se);
                assert_ok(arete_cv_get(cv, l, t, &point), NULL);
                assert_ok(arete_ridge_get_stats(fit, 0, t, &s), NULL);
                assert_bits(point.lambda, lambdas[l]);
                assert_close(point.cv_mean, mean, 1e-9);
                assert_close(point.cv_se, se, 1e-7);
                assert_close(point.df, s.df, 1e-10);
                assert_close(point.gcv, s.gcv, 1e-8);
            }
            arete_ridge_destroy(&fit);
        }
        arete_cv_destroy(&cv);
        arete_moments_destroy(&moments);
    }
    rows_destroy(&r);
}

static void large_means_do_not_drown_the_error(void **state)
{
    (void)state;
    enum { N = 400, K = 5 };
    test_random random = test_seed(132);
    test_rows r = rows_create(&random, N, 3, 1);
    size_t fold[N];
    for (size_t i = 0; i < N; i++) {
        fold[i] = i * K / N; /* contiguous: each fold has its own means */
        r.x[i * 3] = 1e8 + (double)i + test_normal(&random);
        r.x[i * 3 + 1] = -1e10 + test_normal(&random);
        r.y[i] = 1e9 + 0.5 * (double)i + (r.x[i * 3 + 1] + 1e10) + test_normal(&random);
    }
    arete_moments *moments = folded(&r, NULL, fold, K);
    arete_cv *cv;
    arete_error error;
    assert_ok(arete_ridge_cv(&cv, moments, L, lambdas, NULL, &error), &error);
    for (size_t l = 0; l < L; l++) {
        test_problem problem = {&r, NULL, lambdas[l], 1, 0, NULL};
        double mean, se;
        arete_cv_point point;
        refit(&problem, fold, K, 0, &mean, &se);
        assert_ok(arete_cv_get(cv, l, 0, &point), NULL);
        assert_close(point.cv_mean, mean, 1e-9);
    }
    arete_cv_destroy(&cv);
    arete_moments_destroy(&moments);
    rows_destroy(&r);
}

static void folds_without_rows_do_not_count(void **state)
{
    (void)state;
    enum { N = 120, K = 6 };
    test_random random = test_seed(133);
    test_rows r = rows_create(&random, N, 4, 1);
    size_t fold[N], dense[N];
    for (size_t i = 0; i < N; i++) {
        dense[i] = i % 3;
        fold[i] = (size_t[]){1, 3, 4}[i % 3];
        if (fold[i] == 4 && i > 60)
            r.w[i] = 0;
    }
    arete_moments *sparse = folded(&r, r.w, fold, K), *plain = folded(&r, r.w, dense, 3);
    arete_cv *a, *b;
    assert_ok(arete_ridge_cv(&a, sparse, L, lambdas, NULL, NULL), NULL);
    assert_ok(arete_ridge_cv(&b, plain, L, lambdas, NULL, NULL), NULL);
    assert_int_equal(arete_cv_folds(a), 3);
    int said = 0;
    for (size_t i = 0; i < arete_cv_nwarnings(a); i++)
        said |= arete_cv_warning(a, i)->kind == ARETE_WARN_EMPTY_FOLD;
    assert_true(said);
    for (size_t l = 0; l < L; l++) {
        arete_cv_point x, y;
        assert_ok(arete_cv_get(a, l, 0, &x), NULL);
        assert_ok(arete_cv_get(b, l, 0, &y), NULL);
        assert_close(x.cv_mean, y.cv_mean, 1e-12);
        assert_close(x.cv_se, y.cv_se, 1e-10);
    }
    arete_cv_destroy(&a);
    arete_cv_destroy(&b);
    arete_moments_destroy(&sparse);
    arete_moments_destroy(&plain);
    rows_destroy(&r);
}

static void fewer_than_two_folds_with_rows_are_refused(void **state)
{
    (void)state;
    test_random random = test_seed(134);
    test_rows r = rows_create(&random, 40, 3, 1);
    size_t fold[40];
    for (size_t i = 0; i < 40; i++)
        fold[i] = 2;
    arete_moments *all_in_one = folded(&r, NULL, fold, 4), *one = moments_of(&r, NULL, NULL, NULL);
    arete_cv *cv;
    assert_status(arete_ridge_cv(&cv, all_in_one, L, lambdas, NULL, NULL), ARETE_ERR_OPTION);
    assert_null(cv);
    assert_status(arete_ridge_cv(&cv, one, L, lambdas, NULL, NULL), ARETE_ERR_OPTION);
    assert_null(cv);
    arete_moments_destroy(&all_in_one);
    arete_moments_destroy(&one);
    rows_destroy(&r);
}

static void assert_same_path(const arete_cv *a, const arete_cv *b)
{
    assert_int_equal(arete_cv_size(a), arete_cv_size(b));
    for (size_t l = 0; l < arete_cv_size(a); l++)
        for (size_t t = 0; t < arete_cv_q(a); t++) {
            arete_cv_point x, y;
            assert_ok(arete_cv_get(a, l, t, &x), NULL);
            assert_ok(arete_cv_get(b, l, t, &y), NULL);
            assert_bits(x.lambda, y.lambda);
            assert_bits(x.df, y.df);
            assert_bits(x.cv_mean, y.cv_mean);
            assert_bits(x.cv_se, y.cv_se);
            assert_bits(x.gcv, y.gcv);
        }
}

static void threads_and_the_cutting_of_rows_do_not_matter(void **state)
{
    (void)state;
    test_random random = test_seed(137);
    test_rows r = rows_create(&random, 2000, 30, 2);
    arete_moments *whole = folded(&r, r.w, NULL, 10), *pieces;
    arete_moments_options split;
    arete_moments_options_init(&split);
    split.folds = 10;
    split.seed = 3;
    arete_error error;
    assert_ok(arete_moments_create(&pieces, 30, 2, &split, &error), &error);
    for (size_t i = 0; i < r.n; i += 8)
        assert_ok(arete_moments_add(pieces, ARETE_ROW_MAJOR, 8, r.x + i * 30, 30, r.y + i * 2, 2, r.w + i,
                                    NULL, &error),
                  &error);
    arete_cv *one = NULL;
    for (int threads = 1; threads <= 4; threads++) {
        arete_ridge_options options;
        arete_ridge_options_init(&options);
        options.standardize = 1;
        options.threads = threads;
        arete_cv *cv;
        assert_ok(arete_ridge_cv(&cv, threads == 4 ? pieces : whole, 20, NULL, &options, &error), &error);
        if (one) {
            assert_same_path(cv, one);
            arete_cv_destroy(&cv);
        } else {
            one = cv;
        }
    }
    arete_cv_destroy(&one);
    arete_moments_destroy(&whole);
    arete_moments_destroy(&pieces);
    rows_destroy(&r);
}

static void a_weight_of_zero_is_no_row_in_the_folds_too(void **state)
{
    (void)state;
    test_random random = test_seed(138);
    test_rows r = rows_create(&random, 300, 4, 1), kept = rows_copy(&r);
    kept.n = 0;
    for (size_t i = 0; i < r.n; i++)
        if (r.w[i] > 0) {
            for (size_t j = 0; j < 4; j++)
                kept.x[kept.n * 4 + j] = r.x[i * 4 + j];
            kept.y[kept.n] = r.y[i];
            kept.w[kept.n++] = r.w[i];
        }
    assert_true(kept.n < r.n);
    arete_moments *all = folded(&r, r.w, NULL, 6), *less = folded(&kept, kept.w, NULL, 6);
    arete_cv *a, *b;
    assert_ok(arete_ridge_cv(&a, all, 0, NULL, NULL, NULL), NULL);
    assert_ok(arete_ridge_cv(&b, less, 0, NULL, NULL, NULL), NULL);
    assert_same_path(a, b);
    arete_cv_destroy(&a);
    arete_cv_destroy(&b);
    arete_moments_destroy(&all);
    arete_moments_destroy(&less);
    rows_destroy(&r);
    rows_destroy(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cross_validation_is_refitting),
        cmocka_unit_test(large_means_do_not_drown_the_error),
        cmocka_unit_test(folds_without_rows_do_not_count),
        cmocka_unit_test(fewer_than_two_folds_with_rows_are_refused),
        cmocka_unit_test(threads_and_the_cutting_of_rows_do_not_matter),
        cmocka_unit_test(a_weight_of_zero_is_no_row_in_the_folds_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

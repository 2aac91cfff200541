/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What a change of units, of weights or of order must do to a ridge fit, and what the penalty must do along
 * its path.
 */
#include <math.h>

#include "rows.h"

static void scaling_by_powers_of_two_is_exact(void **state)
{
    (void)state;
    test_random random = test_seed(61);
    test_rows r = rows_create(&random, 300, 5, 1);
    for (int mix = 0; mix < 2; mix++) {
        test_problem problem = {&r, r.w, 0.375, !mix, 0, NULL};
        arete_ridge *plain = fit_rows(&problem);
        for (int k = -200; k <= 200; k += 25) {
            test_rows scaled = rows_copy(&r);
            int m = -k / 3;
            for (size_t i = 0; i < r.n * r.p; i++)
                scaled.x[i] = ldexp(r.x[i], k);
            for (size_t i = 0; i < r.n; i++)
                scaled.y[i] = ldexp(r.y[i], m);
            test_problem other = problem;
            other.rows = &scaled;
            other.lambda = ldexp(problem.lambda, 2 * k);
            arete_ridge *fit = fit_rows(&other);
            for (size_t j = 0; j < r.p; j++) {
                assert_bits(arete_ridge_coef(fit, 0, 0)[j], ldexp(arete_ridge_coef(plain, 0, 0)[j], m - k));
                assert_bits(arete_ridge_std_errors(fit, 0, 0)[j],
                            ldexp(arete_ridge_std_errors(plain, 0, 0)[j], m - k));
            }
            assert_bits(arete_ridge_intercept(fit, 0, 0), ldexp(arete_ridge_intercept(plain, 0, 0), m));
            arete_ridge_stats s, z;
            assert_ok(arete_ridge_get_stats(fit, 0, 0, &s), NULL);
            assert_ok(arete_ridge_get_stats(plain, 0, 0, &z), NULL);
            assert_bits(s.df, z.df);
            assert_bits(s.r2, z.r2);
            assert_bits(s.rcond, z.rcond);
            assert_bits(s.rss, ldexp(z.rss, 2 * m));
            assert_bits(s.gcv, ldexp(z.gcv, 2 * m));
            arete_ridge_destroy(&fit);
            rows_destroy(&scaled);
        }
        arete_ridge_destroy(&plain);
    }
    rows_destroy(&r);
}

static void standardized_fits_do_not_see_the_units_of_a_column(void **state)
{
    (void)state;
    test_random random = test_seed(62);
    test_rows r = rows_create(&random, 250, 4, 1), scaled = rows_copy(&r);
    const int k[] = {-150, 3, 90, -1};
    for (size_t i = 0; i < r.n; i++)
        for (size_t j = 0; j < 4; j++)
            scaled.x[i * 4 + j] = ldexp(r.x[i * 4 + j], k[j]);
    test_problem problem = {&r, r.w, 20, 1, 1, NULL}, other = problem;
    other.rows = &scaled;
    arete_ridge *plain = fit_rows(&problem), *fit = fit_rows(&other);
    for (size_t j = 0; j < 4; j++)
        assert_bits(arete_ridge_coef(fit, 0, 0)[j], ldexp(arete_ridge_coef(plain, 0, 0)[j], -k[j]));
    assert_close(arete_ridge_intercept(fit, 0, 0), arete_ridge_intercept(plain, 0, 0), 1e-13);
    arete_ridge_destroy(&plain);
    arete_ridge_destroy(&fit);
    rows_destroy(&r);
    rows_destroy(&scaled);
}

static void scaling_the_weights_is_dividing_the_penalty(void **state)
{
    (void)state;
    test_random random = test_seed(63);
    test_rows r = rows_create(&random, 200, 5, 1), heavy = rows_copy(&r);
    const double factors[] = {4, 3.7, 1e11, 1e-9};
    for (int standardize = 0; standardize < 2; standardize++)
        for (size_t c = 0; c < 4; c++) {
            for (size_t i = 0; i < r.n; i++)
                heavy.w[i] = factors[c] * r.w[i];
            /* lambda s_j^2 against c G: s_j does not change with c, so lambda must grow with it too */
            test_problem problem = {&heavy, heavy.w, 5, 1, standardize, NULL},
                         light = {&r, r.w, 5 / factors[c], 1, standardize, NULL};
            arete_ridge *a = fit_rows(&problem), *b = fit_rows(&light);
            assert_at_most(worst_difference(&light, arete_ridge_coef(a, 0, 0), arete_ridge_coef(b, 0, 0)),
                           1e-12);
            assert_close(arete_ridge_intercept(a, 0, 0), arete_ridge_intercept(b, 0, 0), 1e-11);
            arete_ridge_destroy(&a);
            arete_ridge_destroy(&b);
        }
    rows_destroy(&r);
    rows_destroy(&heavy);
}

static void a_weight_is_copies_and_no_weight_is_no_row(void **state)
{
    (void)state;
    test_random random = test_seed(64);
    test_rows r = rows_create(&random, 120, 4, 1), copies = rows_create(&random, 480, 4, 1);
    copies.n = 0;
    for (size_t i = 0; i < r.n; i++) {
        size_t k = test_below(&random, 5);
        r.w[i] = (double)k;
        for (; k > 0; k--, copies.n++) {
            for (size_t j = 0; j < 4; j++)
                copies.x[copies.n * 4 + j] = r.x[i * 4 + j];
            copies.y[copies.n] = r.y[i];
        }
    }
    for (int standardize = 0; standardize < 2; standardize++) {
        test_problem weighted = {&r, r.w, 2, 1, standardize, NULL},
                     copied = {&copies, NULL, 2, 1, standardize, NULL};
        arete_ridge *a = fit_rows(&weighted), *b = fit_rows(&copied);
        arete_ridge_stats s, z;
        assert_ok(arete_ridge_get_stats(a, 0, 0, &s), NULL);
        assert_ok(arete_ridge_get_stats(b, 0, 0, &z), NULL);
        assert_at_most(worst_difference(&copied, arete_ridge_coef(a, 0, 0), arete_ridge_coef(b, 0, 0)),
                       1e-12);
        assert_all_close(4, arete_ridge_std_errors(a, 0, 0), arete_ridge_std_errors(b, 0, 0), 1e-11);
        assert_close(s.df, z.df, 1e-12);
        assert_close(s.rss, z.rss, 1e-11);
        assert_close(s.gcv, z.gcv, 1e-11);
        assert_close(s.sigma2, z.sigma2, 1e-11);
        assert_close(s.r2, z.r2, 1e-11);
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
    }
    rows_destroy(&r);
    rows_destroy(&copies);
}

static void a_row_of_weight_zero_changes_no_bit(void **state)
{
    (void)state;
    test_random random = test_seed(65);
    for (size_t n = 9; n <= 300; n += 291) { /* the dual, then Cholesky */
        test_rows r = rows_create(&random, n, 12, 1), kept = rows_copy(&r);
        r.w[n / 2] = 0;
        kept.n = 0;
        for (size_t i = 0; i < n; i++) {
            if (r.w[i] == 0) {
                r.y[i] *= 1e6; /* whatever it holds */
                continue;
            }
            for (size_t j = 0; j < 12; j++)
                kept.x[kept.n * 12 + j] = r.x[i * 12 + j];
            kept.y[kept.n] = r.y[i];
            kept.w[kept.n++] = r.w[i];
        }
        test_problem all = {&r, r.w, 2, 1, 1, NULL}, less = {&kept, kept.w, 2, 1, 1, NULL};
        arete_ridge *a = fit_rows(&all), *b = fit_rows(&less);
        arete_ridge_stats s, z;
        assert_ok(arete_ridge_get_stats(a, 0, 0, &s), NULL);
        assert_ok(arete_ridge_get_stats(b, 0, 0, &z), NULL);
        for (size_t j = 0; j < 12; j++)
            assert_bits(arete_ridge_coef(a, 0, 0)[j], arete_ridge_coef(b, 0, 0)[j]);
        assert_bits(arete_ridge_intercept(a, 0, 0), arete_ridge_intercept(b, 0, 0));
        assert_bits(s.rss, z.rss);
        assert_bits(s.df, z.df);
        assert_int_equal(arete_ridge_rows(a), arete_ridge_rows(b));
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
        rows_destroy(&r);
        rows_destroy(&kept);
    }
}

static void adding_a_constant_to_y_moves_only_the_intercept(void **state)
{
    (void)state;
    test_random random = test_seed(66);
    for (size_t n = 6; n <= 200; n += 194) {
        test_rows r = rows_create(&random, n, 10, 1), moved = rows_copy(&r);
        for (size_t i = 0; i < n; i++)
            moved.y[i] += 12345.5;
        test_problem problem = {&r, r.w, 0.5, 1, 0, NULL}, other = {&moved, moved.w, 0.5, 1, 0, NULL};
        arete_ridge *a = fit_rows(&problem), *b = fit_rows(&other);
        assert_at_most(worst_difference(&problem, arete_ridge_coef(b, 0, 0), arete_ridge_coef(a, 0, 0)),
                       1e-9);
        assert_near(arete_ridge_intercept(b, 0, 0), arete_ridge_intercept(a, 0, 0) + 12345.5, 1e-7);
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
        rows_destroy(&r);
        rows_destroy(&moved);
    }
}

static void moving_a_column_moves_only_the_intercept(void **state)
{
    (void)state;
    test_random random = test_seed(67);
    test_rows r = rows_create(&random, 200, 4, 1), moved = rows_copy(&r);
    for (size_t i = 0; i < r.n; i++)
        moved.x[i * 4 + 2] += 1000;
    test_problem problem = {&r, NULL, 3, 1, 1, NULL}, other = {&moved, NULL, 3, 1, 1, NULL};
    arete_ridge *a = fit_rows(&problem), *b = fit_rows(&other);
    assert_at_most(worst_difference(&problem, arete_ridge_coef(b, 0, 0), arete_ridge_coef(a, 0, 0)), 1e-11);
    assert_close(arete_ridge_intercept(b, 0, 0),
                 arete_ridge_intercept(a, 0, 0) - 1000 * arete_ridge_coef(a, 0, 0)[2], 1e-11);
    arete_ridge_destroy(&a);
    arete_ridge_destroy(&b);
    rows_destroy(&r);
    rows_destroy(&moved);
}

static void the_order_of_rows_and_columns_changes_only_rounding(void **state)
{
    (void)state;
    enum { P = 9 };
    test_random random = test_seed(68);
    for (size_t n = 5; n <= 211; n += 206) {
        test_rows r = rows_create(&random, n, P, 1), mixed = rows_copy(&r);
        double factor[P], moved_factor[P], coef[P];
        for (size_t j = 0; j < P; j++)
            moved_factor[j * 4 % P] = factor[j] = 0.5 + (double)j;
        for (size_t i = 0; i < n; i++) {
            size_t from = (i * 3 + 1) % n; /* n is not a multiple of 3 */
            for (size_t j = 0; j < P; j++)
                mixed.x[i * P + j * 4 % P] = r.x[from * P + j];
            mixed.y[i] = r.y[from];
            mixed.w[i] = r.w[from];
        }
        test_problem problem = {&r, r.w, 0.8, 1, 1, factor},
                     other = {&mixed, mixed.w, 0.8, 1, 1, moved_factor};
        arete_ridge *a = fit_rows(&problem), *b = fit_rows(&other);
        for (size_t j = 0; j < P; j++)
            coef[j] = arete_ridge_coef(b, 0, 0)[j * 4 % P];
        assert_at_most(worst_difference(&problem, coef, arete_ridge_coef(a, 0, 0)), 1e-11);
        assert_close(arete_ridge_intercept(b, 0, 0), arete_ridge_intercept(a, 0, 0), 1e-10);
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
        rows_destroy(&r);
        rows_destroy(&mixed);
    }
}

static void along_the_path_df_and_size_fall_to_nothing(void **state)
{
    (void)state;
    enum { L = 121 };
    test_random random = test_seed(69);
    double lambda[L];
    for (int l = 0; l < L; l++)
        lambda[l] = pow(10, 5 * l - 300); /* 1e-300 to 1e300 */
    for (size_t n = 6; n <= 150; n += 144) {
        test_rows r = rows_create(&random, n, n == 6 ? 8 : 5, 1);
        for (int intercept = 0; intercept < 2; intercept++) {
            arete_ridge_options options;
            arete_ridge_options_init(&options);
            options.intercept = intercept;
            size_t first =
                n == 6 ? 59 : 0; /* 1e-5: with fewer rows a smaller one may be refused as singular */
            arete_ridge *fit;
            arete_error error;
            assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, n, r.p, 1, r.x, r.p, r.y, 1, r.w, L - first,
                                      lambda + first, &options, &error),
                      &error);
            double last_df = INFINITY, last_size = INFINITY, mean = 0, total = 0;
            for (size_t l = 0; l < L - first; l++) {
                arete_ridge_stats s;
                assert_ok(arete_ridge_get_stats(fit, l, 0, &s), NULL);
                double size = 0;
                for (size_t j = 0; j < r.p; j++)
                    size = hypot(size, arete_ridge_coef(fit, l, 0)[j]);
                assert_true(s.df <= last_df * (1 + 1e-9));
                assert_true(size <= last_size * (1 + 1e-6));
                last_df = s.df;
                last_size = size;
            }
            for (size_t i = 0; i < n; i++) {
                mean += r.w[i] * r.y[i];
                total += r.w[i];
            }
            assert_near(last_df, intercept, 1e-200);
            assert_at_most(last_size, 1e-250);
            assert_close(arete_ridge_intercept(fit, L - first - 1, 0), intercept ? mean / total : 0, 1e-14);
            arete_ridge_destroy(&fit);
        }
        rows_destroy(&r);
    }
}

static void a_vanishing_penalty_is_none(void **state)
{
    (void)state;
    test_random random = test_seed(70);
    test_rows r = rows_create(&random, 100, 5, 1);
    test_problem none = {&r, NULL, 0, 1, 0, NULL}, tiny = {&r, NULL, 1e-300, 1, 0, NULL};
    arete_ridge *a = fit_rows(&none), *b = fit_rows(&tiny);
    for (size_t j = 0; j < 5; j++)
        assert_bits(arete_ridge_coef(b, 0, 0)[j], arete_ridge_coef(a, 0, 0)[j]);
    arete_ridge_destroy(&a);
    arete_ridge_destroy(&b);
    rows_destroy(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scaling_by_powers_of_two_is_exact),
        cmocka_unit_test(standardized_fits_do_not_see_the_units_of_a_column),
        cmocka_unit_test(scaling_the_weights_is_dividing_the_penalty),
        cmocka_unit_test(a_weight_is_copies_and_no_weight_is_no_row),
        cmocka_unit_test(a_row_of_weight_zero_changes_no_bit),
        cmocka_unit_test(adding_a_constant_to_y_moves_only_the_intercept),
        cmocka_unit_test(moving_a_column_moves_only_the_intercept),
        cmocka_unit_test(the_order_of_rows_and_columns_changes_only_rounding),
        cmocka_unit_test(along_the_path_df_and_size_fall_to_nothing),
        cmocka_unit_test(a_vanishing_penalty_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The same fit to the bit: in either layout, with padding, from float data, for every number of threads, from
 * saved moments, and from rows cut into any calls.
 */
#include <math.h>

#include "rows.h"

static void assert_same_bits(const arete_ridge *a, const arete_ridge *b)
{
    size_t p = arete_ridge_p(a);
    assert_int_equal(p, arete_ridge_p(b));
    assert_int_equal(arete_ridge_nlambda(a), arete_ridge_nlambda(b));
    for (size_t l = 0; l < arete_ridge_nlambda(a); l++)
        for (size_t t = 0; t < arete_ridge_q(a); t++) {
            for (size_t j = 0; j < p; j++) {
                assert_bits(arete_ridge_coef(a, l, t)[j], arete_ridge_coef(b, l, t)[j]);
                assert_bits(arete_ridge_std_errors(a, l, t)[j], arete_ridge_std_errors(b, l, t)[j]);
            }
            assert_bits(arete_ridge_intercept(a, l, t), arete_ridge_intercept(b, l, t));
            assert_bits(arete_ridge_intercept_std_error(a, l, t), arete_ridge_intercept_std_error(b, l, t));
            arete_ridge_stats s, z;
            assert_ok(arete_ridge_get_stats(a, l, t, &s), NULL);
            assert_ok(arete_ridge_get_stats(b, l, t, &z), NULL);
            assert_bits(s.df, z.df);
            assert_bits(s.rss, z.rss);
            assert_bits(s.r2, z.r2);
            assert_bits(s.rmse, z.rmse);
            assert_bits(s.sigma2, z.sigma2);
            assert_bits(s.gcv, z.gcv);
            assert_bits(s.rcond, z.rcond);
            assert_bits(s.residual, z.residual);
            assert_int_equal(s.refinements, z.refinements);
        }
}

static const double lambdas[] = {0.25, 100};

/* rows x columns of a, stored with leading dimension ld, NaN in all padding. */
static double *stored(const double *a, size_t rows, size_t columns, int layout, size_t ld)
{
    size_t count = ld * (layout == ARETE_ROW_MAJOR ? rows : columns);
    double *b = doubles(count);
    for (size_t k = 0; k < count; k++)
        b[k] = NAN;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            b[layout == ARETE_ROW_MAJOR ? i * ld + j : j * ld + i] = a[i * columns + j];
    return b;
}

static void layout_and_padding_do_not_matter(void **state)
{
    (void)state;
    test_random random = test_seed(111);
    const size_t sizes[][2] = {{300, 6}, {5, 8}}; /* Cholesky, the dual */
    for (size_t s = 0; s < 2; s++) {
        size_t n = sizes[s][0], p = sizes[s][1];
        test_rows r = rows_create(&random, n, p, 2);
        arete_ridge *plain, *other;
        arete_error error;
        assert_ok(
            arete_ridge_fit(&plain, ARETE_ROW_MAJOR, n, p, 2, r.x, p, r.y, 2, r.w, 2, lambdas, NULL, &error),
            &error);
        for (int mix = 0; mix < 4; mix++) {
            int layout = mix & 1 ? ARETE_ROW_MAJOR : ARETE_COL_MAJOR;
            size_t ldx = (mix & 1 ? p : n) + (mix & 2 ? 3 : 0), ldy = (mix & 1 ? 2 : n) + (mix & 2 ? 1 : 0);
            double *x = stored(r.x, n, p, layout, ldx), *y = stored(r.y, n, 2, layout, ldy);
            assert_ok(arete_ridge_fit(&other, layout, n, p, 2, x, ldx, y, ldy, r.w, 2, lambdas, NULL, &error),
                      &error);
            assert_same_bits(other, plain);
            arete_ridge_destroy(&other);
            free(x);
            free(y);
        }
        arete_ridge_destroy(&plain);
        rows_destroy(&r);
    }
}

static void float_data_equal_their_conversion_to_double(void **state)
{
    (void)state;
    enum { P = 7 };
    test_random random = test_seed(112);
    for (size_t n = 5; n <= 280; n += 275) {
        test_rows r = rows_create(&random, n, P, 1);
        float *x = malloc(n * (P + 2) * sizeof *x), *y = x + n * P, *w = y + n;
        assert_non_null(x);
        for (size_t i = 0; i < n * P; i++)
            r.x[i] = x[i] = (float)r.x[i];
        for (size_t i = 0; i < n; i++) {
            r.y[i] = y[i] = (float)r.y[i];
            r.w[i] = w[i] = (float)r.w[i];
        }
        arete_ridge *a, *b;
        arete_error error;
        assert_ok(arete_ridge_fit_f32(&a, ARETE_ROW_MAJOR, n, P, 1, x, P, y, 1, w, 2, lambdas, NULL, &error),
                  &error);
        assert_ok(
            arete_ridge_fit(&b, ARETE_ROW_MAJOR, n, P, 1, r.x, P, r.y, 1, r.w, 2, lambdas, NULL, &error),
            &error);
        assert_same_bits(a, b);
        arete_ridge_destroy(&a);
        arete_ridge_destroy(&b);
        free(x);
        rows_destroy(&r);
    }
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    test_random random = test_seed(113);
    const size_t sizes[][2] = {{320, 210}, {90, 210}}; /* Cholesky, the dual */
    for (size_t s = 0; s < 2; s++) {
        size_t n = sizes[s][0], p = sizes[s][1];
        test_rows r = rows_create(&random, n, p, 2);
        arete_ridge *one = NULL;
        for (int threads = 1; threads <= 4; threads++) {
            arete_ridge_options options;
            arete_ridge_options_init(&options);
            options.threads = threads;
            options.standardize = 1;
            arete_ridge *fit;
            arete_error error;
            assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, n, p, 2, r.x, p, r.y, 2, r.w, 2, lambdas,
                                      &options, &error),
                      &error);
            if (one) {
                assert_same_bits(fit, one);
                arete_ridge_destroy(&fit);
            } else {
                one = fit;
            }
        }
        arete_ridge_destroy(&one);
        rows_destroy(&r);
    }
}

static void a_second_fit_is_the_first_again(void **state)
{
    (void)state;
    test_random random = test_seed(114);
    test_rows r = rows_create(&random, 100, 30, 1);
    test_problem problem = {&r, r.w, 1e-6, 1, 1, NULL};
    arete_ridge *first = fit_rows(&problem);
    for (int k = 0; k < 20; k++) {
        arete_ridge *again = fit_rows(&problem);
        assert_same_bits(again, first);
        arete_ridge_destroy(&again);
    }
    arete_ridge_destroy(&first);
    rows_destroy(&r);
}

static void moments_saved_and_loaded_give_the_same_fit(void **state)
{
    (void)state;
    test_random random = test_seed(115);
    test_rows r = rows_create(&random, 700, 6, 2);
    char *folder = test_folder_create();
    const char *path = test_path(folder, "moments");
    arete_moments *moments = moments_of(&r, r.w, NULL, NULL), *loaded, *pieces;
    arete_error error;
    assert_ok(arete_moments_save(moments, path, &error), &error);
    assert_ok(arete_moments_load(&loaded, path, &error), &error);
    assert_ok(arete_moments_create(&pieces, 6, 2, NULL, &error), &error);
    for (size_t i = 0; i < r.n; i++)
        assert_ok(arete_moments_add(pieces, ARETE_ROW_MAJOR, 1, r.x + i * 6, 6, r.y + i * 2, 2, r.w + i, NULL,
                                    &error),
                  &error);
    arete_ridge *a, *b, *c;
    assert_ok(arete_ridge_fit_moments(&a, moments, 2, lambdas, NULL, &error), &error);
    assert_ok(arete_ridge_fit_moments(&b, loaded, 2, lambdas, NULL, &error), &error);
    assert_ok(arete_ridge_fit_moments(&c, pieces, 2, lambdas, NULL, &error), &error);
    assert_same_bits(b, a);
    assert_same_bits(c, a);
    arete_ridge_destroy(&a);
    arete_ridge_destroy(&b);
    arete_ridge_destroy(&c);
    arete_moments_destroy(&moments);
    arete_moments_destroy(&loaded);
    arete_moments_destroy(&pieces);
    test_folder_remove(folder);
    rows_destroy(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_and_padding_do_not_matter),
        cmocka_unit_test(float_data_equal_their_conversion_to_double),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(a_second_fit_is_the_first_again),
        cmocka_unit_test(moments_saved_and_loaded_give_the_same_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What moments are: equal to two-pass sums, whatever the means, weights, scales and the way they are put
 * together.
 */
#include <math.h>

#include "moments_compare.h"

/* Against sums in long double, relative to sqrt(g_jj g_kk). */
static void assert_exact(const test_rows *r, const double *w, double rel)
{
    arete_moments *moments = moments_of(r, w, NULL, NULL);
    test_sums s = sums_of(moments, ARETE_NONE);
    test_problem problem = {.rows = r, .w = w, .intercept = 1};
    size_t p = r->p, q = r->q, d = p + q;
    double total = 0;
    uint64_t count = 0;
    long double *offset = malloc(2 * d * sizeof *offset), *square = offset + d;
    for (size_t c = 0; c < d; c++)
        column_moments(&problem, c, &offset[c], &square[c]);
    for (size_t i = 0; i < r->n; i++) {
        total += w ? w[i] : 1;
        count += !w || w[i] > 0;
    }
    assert_true(arete_moments_rows(moments, ARETE_NONE) == count);
    assert_close(arete_moments_weight(moments, ARETE_NONE), total, 1e-14);
    for (size_t c = 0; c < d; c++) {
        double spread = (double)sqrtl(square[c] / total), got = c < p ? s.x_mean[c] : s.y_mean[c - p];
        double mean = (double)(offset[c] + (c < p ? r->x[c] : r->y[c - p]));
        assert_near(got, mean, rel * spread + 0x1p-52 * fabs(mean));
    }
    for (size_t j = 0; j < d; j++)
        for (size_t k = 0; k < d; k++) {
            if (j >= p && k != j)
                continue;
            const double *a = j < p ? r->x + j : r->y + (j - p), *b = k < p ? r->x + k : r->y + (k - p);
            size_t lda = j < p ? p : q, ldb = k < p ? p : q;
            long double product = 0;
            for (size_t i = 0; i < r->n; i++)
                product += (w ? w[i] : 1) * (((long double)a[i * lda] - a[0]) - offset[j]) *
                           (((long double)b[i * ldb] - b[0]) - offset[k]);
            double got = j >= p ? s.yy[j - p] : k < p ? s.gram[j * p + k] : s.cross[j * q + k - p];
            assert_near(got, (double)product, rel * (double)(sqrtl(square[j]) * sqrtl(square[k])));
        }
    free(offset);
    free(s.x_mean);
    arete_moments_destroy(&moments);
}

static void moments_equal_two_pass_sums(void **state)
{
    (void)state;
    test_random random = test_seed(11);
    const size_t lengths[] = {1, 2, 3, 17, 255, 256, 257, 513, 2000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        test_rows r = rows_create(&random, lengths[i], 1 + i, 1 + i % 3);
        assert_exact(&r, NULL, 1e-13);
        assert_exact(&r, r.w, 1e-13);
        rows_destroy(&r);
    }
}

static void a_large_mean_with_a_small_spread_keeps_its_digits(void **state)
{
    (void)state;
    test_random random = test_seed(12);
    const double means[] = {1e8, 1e12, -1e15};
    for (size_t m = 0; m < 3; m++) {
        test_rows r = rows_create(&random, 1500, 4, 2);
        for (size_t i = 0; i < r.n; i++) {
            for (size_t j = 0; j < r.p; j++)
                r.x[i * r.p + j] = means[m] * (double)(j + 1) + test_normal(&random);
            r.y[i * r.q] = -means[m] + test_normal(&random);
        }
        assert_exact(&r, NULL, 1e-13);
        assert_exact(&r, r.w, 1e-13);
        rows_destroy(&r);
    }
}

static void a_column_with_a_trend_keeps_its_digits(void **state)
{
    (void)state;
    test_random random = test_seed(13);
    test_rows r = rows_create(&random, 4000, 3, 1);
    for (size_t i = 0; i < r.n; i++) {
        r.x[i * 3] = 1.7e9 + (double)i + 1e-3 * test_normal(&random); /* seconds since 1970 */
        r.x[i * 3 + 1] = exp(-0.01 * (double)i);
    }
    assert_exact(&r, NULL, 1e-13);
    assert_exact(&r, r.w, 1e-13);
    rows_destroy(&r);
}

static void a_first_row_far_from_all_others_does_no_harm(void **state)
{
    (void)state;
    test_random random = test_seed(14);
    test_rows r = rows_create(&random, 700, 3, 1);
    r.x[1] = 1e9;
    r.y[0] = -1e12;
    assert_exact(&r, NULL, 1e-13);
    rows_destroy(&r);
}

static void a_whole_weight_is_that_many_copies(void **state)
{
    (void)state;
    test_random random = test_seed(15);
    test_rows r = rows_create(&random, 300, 5, 2), copies = rows_create(&random, 1200, 5, 2);
    size_t *fold = malloc(1500 * sizeof *fold), *copied_fold = fold + 300, to = 0;
    for (size_t i = 0; i < r.n; i++) {
        size_t k = test_below(&random, 5);
        r.w[i] = (double)k;
        fold[i] = test_below(&random, 3);
        for (; k > 0; k--, to++) {
            copied_fold[to] = fold[i];
            for (size_t j = 0; j < 5; j++)
                copies.x[to * 5 + j] = r.x[i * 5 + j];
            for (size_t t = 0; t < 2; t++)
                copies.y[to * 2 + t] = r.y[i * 2 + t];
        }
    }
    copies.n = to;
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = 3;
    arete_moments *a = moments_of(&r, r.w, fold, &options),
                  *b = moments_of(&copies, NULL, copied_fold, &options);
    assert_close_moments(a, b, 1e-13);
    arete_moments_destroy(&a);
    arete_moments_destroy(&b);
    free(fold);
    rows_destroy(&r);
    rows_destroy(&copies);
}

static void a_row_of_weight_zero_is_not_there(void **state)
{
    (void)state;
    test_random random = test_seed(16);
    test_rows r = rows_create(&random, 900, 4, 1), kept = rows_copy(&r);
    kept.n = 0;
    for (size_t i = 0; i < r.n; i++) {
        if (r.w[i] == 0)
            continue;
        for (size_t j = 0; j < 4; j++)
            kept.x[kept.n * 4 + j] = r.x[i * 4 + j];
        kept.y[kept.n] = r.y[i];
        kept.w[kept.n++] = r.w[i];
    }
    assert_true(kept.n > 600 && kept.n < 900);
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = 7; /* dealt by the seed: a row of weight 0 takes no number */
    arete_moments *a = moments_of(&r, r.w, NULL, &options), *b = moments_of(&kept, kept.w, NULL, &options);
    assert_same_moments(a, b);
    arete_moments_destroy(&a);
    arete_moments_destroy(&b);
    rows_destroy(&r);
    rows_destroy(&kept);
}

static void scaling_by_a_power_of_two_is_exact(void **state)
{
    (void)state;
    test_random random = test_seed(17);
    test_rows r = rows_create(&random, 600, 3, 2);
    arete_moments *plain = moments_of(&r, r.w, NULL, NULL);
    test_sums s = sums_of(plain, ARETE_NONE);
    for (int k = -200; k <= 200; k += 40) {
        test_rows scaled = rows_copy(&r);
        for (size_t i = 0; i < r.n * r.p; i++)
            scaled.x[i] = ldexp(r.x[i], k);
        for (size_t i = 0; i < r.n * r.q; i++)
            scaled.y[i] = ldexp(r.y[i], -k / 2);
        arete_moments *moments = moments_of(&scaled, r.w, NULL, NULL);
        test_sums z = sums_of(moments, ARETE_NONE);
        for (size_t j = 0; j < 3; j++) {
            assert_bits(z.x_mean[j], ldexp(s.x_mean[j], k));
            for (size_t m = 0; m < 3; m++)
                assert_bits(z.gram[j * 3 + m], ldexp(s.gram[j * 3 + m], 2 * k));
            for (size_t t = 0; t < 2; t++)
                assert_bits(z.cross[j * 2 + t], ldexp(s.cross[j * 2 + t], k - k / 2));
        }
        for (size_t t = 0; t < 2; t++)
            assert_bits(z.yy[t], ldexp(s.yy[t], -k / 2 * 2));
        free(z.x_mean);
        arete_moments_destroy(&moments);
        rows_destroy(&scaled);
    }
    free(s.x_mean);
    arete_moments_destroy(&plain);
    rows_destroy(&r);
}

static void order_of_rows_changes_only_rounding(void **state)
{
    (void)state;
    test_random random = test_seed(18);
    test_rows r = rows_create(&random, 1000, 4, 1), mixed = rows_copy(&r);
    for (size_t i = 0; i < r.n; i++) {
        size_t from = i * 7 % r.n; /* 7 and 1000 have no common factor */
        for (size_t j = 0; j < 4; j++)
            mixed.x[i * 4 + j] = r.x[from * 4 + j];
        mixed.y[i] = r.y[from];
        mixed.w[i] = r.w[from];
    }
    arete_moments *a = moments_of(&r, r.w, NULL, NULL), *b = moments_of(&mixed, mixed.w, NULL, NULL);
    assert_close_moments(a, b, 1e-13);
    arete_moments_destroy(&a);
    arete_moments_destroy(&b);
    rows_destroy(&r);
    rows_destroy(&mixed);
}

/* Rows [from, to) of r. */
static test_rows part(const test_rows *r, size_t from, size_t to)
{
    return (test_rows){to - from, r->p, r->q, r->x + from * r->p, r->y + from * r->q, r->w + from};
}

static void parts_made_apart_and_merged_equal_one_pass(void **state)
{
    (void)state;
    test_random random = test_seed(19);
    test_rows r = rows_create(&random, 1700, 5, 2);
    for (size_t i = 0; i < r.n; i++)
        r.x[i * 5] += 1e10; /* a large mean, to make the merging of means count */
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = 4;
    options.seed = 99;
    arete_moments *whole = moments_of(&r, r.w, NULL, &options), *merged = NULL;
    const size_t cuts[] = {0, 0, 1, 300, 301, 1024, 1700};
    for (size_t c = 0; c + 1 < sizeof cuts / sizeof *cuts; c++) {
        test_rows some = part(&r, cuts[c], cuts[c + 1]);
        arete_moments *other = moments_of(&some, some.w, NULL, &options);
        for (size_t i = 0; i < some.n; i++)
            options.first_row += some.w[i] > 0; /* the next part goes on where this one ends */
        if (merged) {
            arete_error error;
            assert_ok(arete_moments_merge(merged, other, &error), &error);
            arete_moments_destroy(&other);
        } else {
            merged = other;
        }
    }
    for (size_t k = 0; k < 4; k++)
        assert_true(arete_moments_rows(merged, k) == arete_moments_rows(whole, k));
    assert_close_moments(merged, whole, 1e-13);
    arete_moments_destroy(&whole);
    arete_moments_destroy(&merged);
    rows_destroy(&r);
}

static void merging_with_nothing_changes_no_bit(void **state)
{
    (void)state;
    test_random random = test_seed(20);
    test_rows r = rows_create(&random, 300, 3, 1);
    arete_moments *a = moments_of(&r, NULL, NULL, NULL), *b = moments_of(&r, NULL, NULL, NULL), *empty;
    assert_ok(arete_moments_create(&empty, 3, 1, NULL, NULL), NULL);
    assert_ok(arete_moments_merge(a, empty, NULL), NULL);
    assert_same_moments(a, b);
    assert_ok(arete_moments_merge(empty, b, NULL), NULL);
    assert_same_moments(empty, b);
    arete_moments_destroy(&a);
    arete_moments_destroy(&b);
    arete_moments_destroy(&empty);
    rows_destroy(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_equal_two_pass_sums),
        cmocka_unit_test(a_large_mean_with_a_small_spread_keeps_its_digits),
        cmocka_unit_test(a_column_with_a_trend_keeps_its_digits),
        cmocka_unit_test(a_first_row_far_from_all_others_does_no_harm),
        cmocka_unit_test(a_whole_weight_is_that_many_copies),
        cmocka_unit_test(a_row_of_weight_zero_is_not_there),
        cmocka_unit_test(scaling_by_a_power_of_two_is_exact),
        cmocka_unit_test(order_of_rows_changes_only_rounding),
        cmocka_unit_test(parts_made_apart_and_merged_equal_one_pass),
        cmocka_unit_test(merging_with_nothing_changes_no_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

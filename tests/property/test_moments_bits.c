/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The same rows give the same bits: however they are cut into calls, laid out, typed and shared among
 * threads, and across saving and loading in the middle of a block.
 */
#include <math.h>

#include "moments_compare.h"

enum { N = 1500, P = 5, Q = 2, FOLDS = 3 };

static test_rows data;
static size_t fold_of[N];

static int make_data(void **state)
{
    (void)state;
    test_random random = test_seed(31);
    data = rows_create(&random, N, P, Q);
    for (size_t i = 0; i < N; i++)
        fold_of[i] = test_below(&random, FOLDS);
    return 0;
}

static int free_data(void **state)
{
    (void)state;
    rows_destroy(&data);
    return 0;
}

static arete_moments *create(int threads)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = FOLDS;
    options.seed = 5;
    options.threads = threads;
    arete_moments *moments;
    arete_error error;
    assert_ok(arete_moments_create(&moments, P, Q, &options, &error), &error);
    return moments;
}

/* Adds rows [from, to) in calls of `step`. */
static void add(arete_moments *moments, size_t from, size_t to, size_t step, const size_t *fold)
{
    arete_error error;
    for (size_t i = from; i < to; i += step) {
        size_t count = to - i < step ? to - i : step;
        assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, count, data.x + i * P, P, data.y + i * Q, Q,
                                    data.w + i, fold ? fold + i : NULL, &error),
                  &error);
    }
}

static void calls_of_any_length_give_the_same_bits(void **state)
{
    (void)state;
    for (int given = 0; given < 2; given++) {
        arete_moments *whole = create(0);
        add(whole, 0, N, N, given ? fold_of : NULL);
        const size_t steps[] = {1, 2, 7, 255, 256, 257, 1000};
        for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
            arete_moments *moments = create(0);
            add(moments, 0, N, steps[s], given ? fold_of : NULL);
            assert_same_moments(moments, whole);
            arete_moments_destroy(&moments);
        }
        arete_moments_destroy(&whole);
    }
}

static void looking_in_the_middle_changes_nothing(void **state)
{
    (void)state;
    arete_moments *whole = create(0), *watched = create(0);
    add(whole, 0, N, N, NULL);
    for (size_t i = 0; i < N; i += 100) {
        add(watched, i, i + 100, 100, NULL);
        test_sums sums = sums_of(watched, i / 100 % 4 ? ARETE_NONE : 1);
        free(sums.x_mean);
    }
    assert_same_moments(watched, whole);
    arete_moments_destroy(&whole);
    arete_moments_destroy(&watched);
}

/* Stores columns of row-major a by columns with leading dimension ld, NaN between them. */
static double *by_columns(const double *a, size_t columns, size_t ld)
{
    double *b = doubles(columns * ld);
    for (size_t j = 0; j < columns; j++)
        for (size_t i = 0; i < ld; i++)
            b[j * ld + i] = i < N ? a[i * columns + j] : NAN;
    return b;
}

static double *padded_rows(const double *a, size_t columns, size_t ld)
{
    double *b = doubles(N * ld);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < ld; j++)
            b[i * ld + j] = j < columns ? a[i * columns + j] : NAN;
    return b;
}

static void layout_and_padding_do_not_matter(void **state)
{
    (void)state;
    arete_moments *plain = create(0), *columns = create(0), *padded = create(0);
    arete_error error;
    add(plain, 0, N, N, NULL);
    double *x = by_columns(data.x, P, N + 3), *y = by_columns(data.y, Q, N + 1);
    assert_ok(arete_moments_add(columns, ARETE_COL_MAJOR, N, x, N + 3, y, N + 1, data.w, NULL, &error),
              &error);
    assert_same_moments(columns, plain);
    free(x);
    free(y);
    x = padded_rows(data.x, P, P + 2);
    y = padded_rows(data.y, Q, Q + 5);
    assert_ok(arete_moments_add(padded, ARETE_ROW_MAJOR, N, x, P + 2, y, Q + 5, data.w, NULL, &error),
              &error);
    assert_same_moments(padded, plain);
    free(x);
    free(y);
    arete_moments_destroy(&plain);
    arete_moments_destroy(&columns);
    arete_moments_destroy(&padded);
}

static void weights_of_one_and_no_weights_are_the_same(void **state)
{
    (void)state;
    arete_moments *none = create(0), *ones = create(0);
    double w[N];
    for (size_t i = 0; i < N; i++)
        w[i] = 1;
    assert_ok(arete_moments_add(none, ARETE_ROW_MAJOR, N, data.x, P, data.y, Q, NULL, NULL, NULL), NULL);
    assert_ok(arete_moments_add(ones, ARETE_ROW_MAJOR, N, data.x, P, data.y, Q, w, NULL, NULL), NULL);
    assert_same_moments(ones, none);
    arete_moments_destroy(&none);
    arete_moments_destroy(&ones);
}

static void float_data_equal_their_conversion_to_double(void **state)
{
    (void)state;
    float x[N * P], y[N * Q], w[N];
    test_rows rounded = rows_copy(&data);
    for (size_t i = 0; i < N * P; i++)
        rounded.x[i] = x[i] = (float)data.x[i];
    for (size_t i = 0; i < N * Q; i++)
        rounded.y[i] = y[i] = (float)data.y[i];
    for (size_t i = 0; i < N; i++)
        rounded.w[i] = w[i] = (float)data.w[i];
    arete_moments *single = create(0), *twice = create(0);
    arete_error error;
    assert_ok(arete_moments_add_f32(single, ARETE_ROW_MAJOR, N, x, P, y, Q, w, NULL, &error), &error);
    assert_ok(
        arete_moments_add(twice, ARETE_ROW_MAJOR, N, rounded.x, P, rounded.y, Q, rounded.w, NULL, &error),
        &error);
    assert_same_moments(single, twice);
    arete_moments_destroy(&single);
    arete_moments_destroy(&twice);
    rows_destroy(&rounded);
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    test_random random = test_seed(32);
    test_rows wide = rows_create(&random, 600, 410, 2); /* wide enough for the work to be shared out */
    arete_moments *one = NULL;
    for (int threads = 1; threads <= 4; threads++) {
        arete_moments_options options;
        arete_moments_options_init(&options);
        options.threads = threads;
        arete_moments *moments = moments_of(&wide, wide.w, NULL, &options);
        if (one) {
            assert_same_moments(moments, one);
            arete_moments_destroy(&moments);
        } else {
            one = moments;
        }
    }
    arete_moments_destroy(&one);
    rows_destroy(&wide);
}

static void saving_and_loading_in_the_middle_of_a_block_loses_nothing(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "half.moments");
    arete_error error;
    const size_t cuts[] = {0, 1, 700, 768, 1499, N};
    for (int given = 0; given < 2; given++) {
        const size_t *fold = given ? fold_of : NULL;
        arete_moments *whole = create(0);
        add(whole, 0, N, N, fold);
        for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++) {
            arete_moments *before = create(0), *after;
            add(before, 0, cuts[c], 100, fold);
            assert_ok(arete_moments_save(before, path, &error), &error);
            assert_ok(arete_moments_load(&after, path, &error), &error);
            assert_same_moments(after, before);
            add(after, cuts[c], N, 100, fold);
            assert_same_moments(after, whole);
            add(before, cuts[c], N, 100, fold); /* saving did not close the block of the one saved */
            assert_same_moments(before, whole);
            arete_moments_destroy(&before);
            arete_moments_destroy(&after);
        }
        arete_moments_destroy(&whole);
    }
    test_folder_remove(folder);
}

static void after_reset_it_is_as_new(void **state)
{
    (void)state;
    arete_moments *used = create(0), *fresh = create(0);
    add(used, 0, 777, 10, NULL);
    assert_ok(arete_moments_reset(used, NULL), NULL);
    assert_same_moments(used, fresh);
    add(used, 100, N, 100, NULL);
    add(fresh, 100, N, 100, NULL);
    assert_same_moments(used, fresh);
    arete_moments_destroy(&used);
    arete_moments_destroy(&fresh);
}

static void a_refused_call_leaves_every_bit(void **state)
{
    (void)state;
    arete_moments *moments = create(0), *untouched = create(0);
    add(moments, 0, 300, 300, NULL);
    add(untouched, 0, 300, 300, NULL);
    test_rows bad = rows_copy(&data);
    bad.y[Q * 17 + 1] = INFINITY;
    arete_error error;
    assert_status(arete_moments_add(moments, ARETE_ROW_MAJOR, N, bad.x, P, bad.y, Q, NULL, NULL, &error),
                  ARETE_ERR_NOT_FINITE);
    assert_string_equal(error.argument, "y");
    assert_int_equal(error.row, 17);
    assert_int_equal(error.column, 1);
    assert_same_moments(moments, untouched);
    add(moments, 300, N, 100, NULL);
    add(untouched, 300, N, 100, NULL);
    assert_same_moments(moments, untouched);
    arete_moments_destroy(&moments);
    arete_moments_destroy(&untouched);
    rows_destroy(&bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_of_any_length_give_the_same_bits),
        cmocka_unit_test(looking_in_the_middle_changes_nothing),
        cmocka_unit_test(layout_and_padding_do_not_matter),
        cmocka_unit_test(weights_of_one_and_no_weights_are_the_same),
        cmocka_unit_test(float_data_equal_their_conversion_to_double),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(saving_and_loading_in_the_middle_of_a_block_loses_nothing),
        cmocka_unit_test(after_reset_it_is_as_new),
        cmocka_unit_test(a_refused_call_leaves_every_bit),
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

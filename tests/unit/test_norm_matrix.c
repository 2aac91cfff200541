/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms of matrices: letters, layouts, bad arguments, padding, special values, the edges of the range.
 */
#include "test_norms.h"

#include <limits.h>
#include <string.h>

static const int layouts[] = {ARETE_ROW_MAJOR, ARETE_COL_MAJOR};
static const int norms[] = {ARETE_NORM_MAX, ARETE_NORM_ONE, ARETE_NORM_INF, ARETE_NORM_FRO};

#define for_each_lange(t, layout, norm)                                                                      \
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++)                                       \
        for (const int *layout = layouts; layout < layouts + 2; layout++)                                    \
            for (const int *norm = norms; norm < norms + 4; norm++)

#define CASE "%slange layout %d norm %c %zu x %zu"
#define CASE_ARGS(t, layout, norm, m, n) (t)->name, *(layout), *(norm), (size_t)(m), (size_t)(n)

static void assert_same(const norm_type *t, const int *layout, const int *norm, size_t m, size_t n,
                        double actual, double expected)
{
    if (!test_is_same_bits(actual, expected)) {
        print_error(CASE ": got %a, expected %a\n", CASE_ARGS(t, layout, norm, m, n), actual, expected);
        fail();
    }
}

/* 3 x 2, column by column, with norms that all differ: 7, 12, 9, sqrt(80). */
static const double small[6] = {-1, 2, -3, 4, 7, -1};

static void every_norm_follows_its_definition(void **state)
{
    (void)state;
    const double a[] = {-1, 2, -3, NAN, 4, 7, -1};               /* columns 4 apart */
    const float b[] = {-1, 4, NAN, NAN, 2, 7, NAN, NAN, -3, -1}; /* rows 4 apart */
    assert_bits(arete_dlange(ARETE_COL_MAJOR, ARETE_NORM_MAX, 3, 2, a, 4), 7);
    assert_bits(arete_dlange(ARETE_COL_MAJOR, ARETE_NORM_ONE, 3, 2, a, 4), 12);
    assert_bits(arete_dlange(ARETE_COL_MAJOR, ARETE_NORM_INF, 3, 2, a, 4), 9);
    assert_bits(arete_dlange(ARETE_COL_MAJOR, ARETE_NORM_FRO, 3, 2, a, 4), sqrt(80));
    assert_bits((double)arete_slange(ARETE_ROW_MAJOR, ARETE_NORM_MAX, 3, 2, b, 4), 7);
    assert_bits((double)arete_slange(ARETE_ROW_MAJOR, ARETE_NORM_ONE, 3, 2, b, 4), 12);
    assert_bits((double)arete_slange(ARETE_ROW_MAJOR, ARETE_NORM_INF, 3, 2, b, 4), 9);
    assert_bits((double)arete_slange(ARETE_ROW_MAJOR, ARETE_NORM_FRO, 3, 2, b, 4), (double)sqrtf(80));
}

static void letters_have_lapack_s_aliases_in_both_cases(void **state)
{
    (void)state;
    static const struct {
        int letter;
        double value;
    } letters[] = {{'M', 7}, {'m', 7}, {'1', 12}, {'O', 12}, {'o', 12}, {'I', 9},
                   {'i', 9}, {'F', 0}, {'f', 0},  {'E', 0},  {'e', 0}};
    for (size_t k = 0; k < sizeof(letters) / sizeof(letters[0]); k++) {
        double expected = letters[k].value > 0 ? letters[k].value : sqrt(80);
        assert_bits(lange_call(&norm_types[1], ARETE_COL_MAJOR, letters[k].letter, 3, 2, small, 0), expected);
        assert_bits(lange_call(&norm_types[1], ARETE_ROW_MAJOR, letters[k].letter, 3, 2, small, 5), expected);
    }
}

static void unknown_letters_and_layouts_give_nan(void **state)
{
    (void)state;
    for (int letter = -300; letter <= 300; letter++) {
        bool known = letter > 0 && letter < 128 && strchr("Mm1OoIiFfEe", letter) != NULL;
        for (const norm_type *t = norm_types; t < norm_types + TYPES; t++)
            assert_true(isnan(lange_call(t, ARETE_COL_MAJOR, letter, 1, 3, small, 0)) == !known);
    }
    static const int wrong[] = {0, 1, 100, 103, -101, 'R', 'C', INT_MAX, INT_MIN, 101 + 256, 102 + 65536};
    for (size_t k = 0; k < sizeof(wrong) / sizeof(wrong[0]); k++)
        for (const norm_type *t = norm_types; t < norm_types + TYPES; t++) {
            assert_true(isnan(lange_raw(t, wrong[k], 'F', 3, 2, small, 3)));
            assert_true(isnan(lange_raw(t, wrong[k], 'F', 0, 0, NULL, 1)));
        }
}

static void too_small_lda_gives_nan(void **state)
{
    (void)state;
    for_each_lange(t, layout, norm) {
        size_t least = *layout == ARETE_COL_MAJOR ? 5 : 4;
        for (size_t lda = 0; lda < least; lda++)
            assert_true(isnan(lange_raw(t, *layout, *norm, 5, 4, NULL, lda)));
        assert_true(isnan(lange_raw(t, *layout, *norm, 0, 0, NULL, 0)));
        /* Also where there is nothing to read. */
        assert_true(isnan(lange_raw(t, ARETE_COL_MAJOR, *norm, 5, 0, NULL, 4)));
        assert_true(isnan(lange_raw(t, ARETE_ROW_MAJOR, *norm, 0, 5, NULL, 4)));
    }
}

static void norm_of_an_empty_matrix_is_zero(void **state)
{
    (void)state;
    for_each_lange(t, layout, norm) {
        assert_same(t, layout, norm, 0, 0, lange_raw(t, *layout, *norm, 0, 0, NULL, 1), 0);
        assert_same(t, layout, norm, 5, 0, lange_raw(t, *layout, *norm, 5, 0, NULL, 5), 0);
        assert_same(t, layout, norm, 0, 5, lange_raw(t, *layout, *norm, 0, 5, NULL, 5), 0);
        assert_same(t, layout, norm, SIZE_MAX, 0, lange_raw(t, *layout, *norm, SIZE_MAX, 0, NULL, SIZE_MAX),
                    0);
    }
}

static void null_and_impossible_sizes_give_nan(void **state)
{
    (void)state;
    for_each_lange(t, layout, norm) {
        assert_true(isnan(lange_raw(t, *layout, *norm, 1, 1, NULL, 1)));
        assert_true(isnan(lange_raw(t, *layout, *norm, SIZE_MAX, SIZE_MAX, small, SIZE_MAX)));
        assert_true(
            isnan(lange_raw(t, *layout, *norm, (size_t)1 << 32, (size_t)1 << 32, small, (size_t)1 << 32)));
        assert_true(isnan(lange_raw(t, *layout, *norm, 2, 2, small, PTRDIFF_MAX)));
        assert_true(isnan(lange_raw(t, *layout, *norm, 1, SIZE_MAX / 8 + 2, small, SIZE_MAX)));
    }
}

/* Both sides of the block of rows and of the piece; every kind of gap. */
static void padding_is_never_read_and_all_shapes_are_right(void **state)
{
    (void)state;
    static const size_t shapes[][2] = {{1, 1},   {1, 9},   {9, 1},   {2, 3},   {17, 5},   {5, 17},  {256, 3},
                                       {3, 256}, {257, 2}, {2, 257}, {513, 3}, {3, 1025}, {40, 40}, {700, 1}};
    static const size_t gaps[] = {0, 1, 3, 64};
    test_random random = test_seed(201);
    double a[2 * 3 * 1025];
    for_each_lange(t, layout, norm) {
        for (size_t s = 0; s < sizeof(shapes) / sizeof(shapes[0]); s++) {
            size_t m = shapes[s][0], n = shapes[s][1];
            for (size_t k = 0; k < m * n * t->width; k++)
                a[k] = type_round(t, test_normal(&random));
            wide expected = wide_lange(t, *norm, m, n, a);
            for (size_t g = 0; g < 4; g++)
                assert_ulps(t, lange_call(t, *layout, *norm, m, n, a, gaps[g]), expected,
                            *norm == 'F' ? 20 : 2, CASE " gap %zu", CASE_ARGS(t, layout, norm, m, n),
                            gaps[g]);
        }
    }
}

static void nan_wins_and_infinity_is_kept_wherever_they_stand(void **state)
{
    (void)state;
    test_random random = test_seed(202);
    enum { M = 7, N = 5 };
    double a[2 * M * N];
    for_each_lange(t, layout, norm) {
        size_t parts = M * N * t->width;
        for (size_t at = 0; at < parts; at++) {
            for (size_t k = 0; k < parts; k++)
                a[k] = type_round(t, test_normal(&random));
            a[(at + 3) % parts] = type_max(t);
            a[at] = at % 2 ? INFINITY : -INFINITY;
            assert_same(t, layout, norm, M, N, lange_call(t, *layout, *norm, M, N, a, at % 3), INFINITY);
            a[(at + 1 + test_below(&random, parts - 1)) % parts] = NAN;
            assert_same(t, layout, norm, M, N, lange_call(t, *layout, *norm, M, N, a, at % 3), NAN);
        }
    }
}

static void nan_is_not_forgotten_by_later_blocks_and_columns(void **state)
{
    (void)state;
    enum { M = 600, N = 2 };
    double a[2 * M * N];
    for_each_lange(t, layout, norm) {
        for (size_t at = 0; at < M * N * t->width; at += 97) {
            for (size_t k = 0; k < M * N * t->width; k++)
                a[k] = k > at ? 1e30 : 1e-30;
            a[at] = NAN;
            assert_same(t, layout, norm, M, N, lange_call(t, *layout, *norm, M, N, a, 0), NAN);
            assert_same(t, layout, norm, N, M, lange_call(t, *layout, *norm, N, M, a, 1), NAN);
        }
    }
}

static void imaginary_nan_beside_infinity_is_nan(void **state)
{
    (void)state;
    /* hypot(infinity, NaN) is infinity: the modulus must not be left to it. */
    const double a[] = {1, 2, INFINITY, NAN, 3, 4};
    for (size_t k = 0; k < 4; k++) {
        assert_bits(arete_zlange(ARETE_COL_MAJOR, norms[k], 3, 1, a, 3), NAN);
        assert_bits(arete_zlange(ARETE_ROW_MAJOR, norms[k], 1, 3, a, 3), NAN);
    }
}

static void no_scale_over_or_underflows(void **state)
{
    (void)state;
    static const size_t shapes[][2] = {{1, 1}, {3, 4}, {31, 2}, {2, 31}, {300, 3}};
    test_random random = test_seed(203);
    double a[2 * 900];
    for_each_lange(t, layout, norm) {
        double safmin = type_min(t), eps = type_eps(t) / 2, max = type_max(t);
        double scales[] = {0,       type_tiny(t), safmin,     safmin / eps, 1,
                           1 / eps, max * eps,    max / 2048, max / 4,      max};
        size_t count = sizeof(scales) / sizeof(scales[0]);
        for (size_t c = 0; c < count * count; c++) {
            const size_t *shape = shapes[test_below(&random, 5)];
            size_t elements = shape[0] * shape[1], odd = test_below(&random, elements);
            for (size_t k = 0; k < elements * t->width; k++)
                a[k] = type_round(t, scales[k / t->width == odd ? c / count : c % count] *
                                         test_uniform(&random));
            assert_ulps(t, lange_call(t, *layout, *norm, shape[0], shape[1], a, c % 3),
                        wide_lange(t, *norm, shape[0], shape[1], a), *norm == 'F' ? 20 : 2.5,
                        CASE " scales %g %g", CASE_ARGS(t, layout, norm, shape[0], shape[1]),
                        scales[c / count], scales[c % count]);
        }
    }
}

static void norm_of_a_matrix_of_negative_zeros_is_positive_zero(void **state)
{
    (void)state;
    double a[24];
    for (size_t k = 0; k < 24; k++)
        a[k] = -0.0;
    for_each_lange(t, layout, norm)
        assert_same(t, layout, norm, 3, 4, lange_call(t, *layout, *norm, 3, 4, a, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_norm_follows_its_definition),
        cmocka_unit_test(letters_have_lapack_s_aliases_in_both_cases),
        cmocka_unit_test(unknown_letters_and_layouts_give_nan),
        cmocka_unit_test(too_small_lda_gives_nan),
        cmocka_unit_test(norm_of_an_empty_matrix_is_zero),
        cmocka_unit_test(null_and_impossible_sizes_give_nan),
        cmocka_unit_test(padding_is_never_read_and_all_shapes_are_right),
        cmocka_unit_test(nan_wins_and_infinity_is_kept_wherever_they_stand),
        cmocka_unit_test(nan_is_not_forgotten_by_later_blocks_and_columns),
        cmocka_unit_test(imaginary_nan_beside_infinity_is_nan),
        cmocka_unit_test(no_scale_over_or_underflows),
        cmocka_unit_test(norm_of_a_matrix_of_negative_zeros_is_positive_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

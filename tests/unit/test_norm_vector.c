/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms of vectors: arguments, special values, strides and the edges of the range. Accuracy on ordinary data
 * is in tests/reference/test_norm_accuracy.c.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */

#include "test_norms.h"

#include <complex.h>
#include <sys/mman.h>

/* "snrm2 n=5 incx=-1" for messages */
#define CASE "%s%s n=%zu incx=%td"
#define CASE_ARGS(t, kind, n, incx) (t)->name, norm_kinds[kind], (size_t)(n), (ptrdiff_t)(incx)

#define for_each_norm(t, kind)                                                                               \
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++)                                       \
        for (norm_kind kind = NRM2; kind <= AMAX; kind++)

static void assert_same(const norm_type *t, norm_kind kind, size_t n, ptrdiff_t incx, double actual,
                        double expected)
{
    if (!test_is_same_bits(actual, expected)) {
        print_error(CASE ": got %a, expected %a\n", CASE_ARGS(t, kind, n, incx), actual, expected);
        fail();
    }
}

static void norm_of_empty_is_zero(void **state)
{
    (void)state;
    double x[2] = {NAN, NAN};
    for_each_norm(t, kind) {
        for (ptrdiff_t incx = -3; incx <= 3; incx++) {
            assert_same(t, kind, 0, incx, norm_raw(t, kind, 0, x, incx), 0);
            assert_same(t, kind, 0, incx, norm_raw(t, kind, 0, NULL, incx), 0);
        }
    }
}

static void norm_of_null_is_nan(void **state)
{
    (void)state;
    for_each_norm(t, kind) {
        assert_same(t, kind, 1, 1, norm_raw(t, kind, 1, NULL, 1), NAN);
        assert_same(t, kind, 7, 0, norm_raw(t, kind, 7, NULL, 0), NAN);
    }
}

static void norm_of_more_than_the_address_space_is_nan(void **state)
{
    (void)state;
    double x[2] = {1, 1};
    static const struct {
        size_t n;
        ptrdiff_t incx;
    } sizes[] = {{SIZE_MAX, 1},        {SIZE_MAX / 2, -3},      {SIZE_MAX / 8 + 2, 1},
                 {3, PTRDIFF_MAX},     {3, PTRDIFF_MIN},        {2, PTRDIFF_MIN},
                 {2, PTRDIFF_MAX / 2}, {SIZE_MAX, PTRDIFF_MIN}, {SIZE_MAX / 4 + 2, 8}};
    for_each_norm(t, kind)
        for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++)
            assert_same(t, kind, sizes[k].n, sizes[k].incx, norm_raw(t, kind, sizes[k].n, x, sizes[k].incx),
                        NAN);
    /* One element is at x[0] whatever the stride. */
    assert_bits(arete_dnrm2(1, x, PTRDIFF_MIN), 1);
    assert_bits(arete_dzasum(1, x, PTRDIFF_MAX), 2);
}

/* Lengths on both sides of a piece and of the unrolled loops inside. */
static const size_t lengths[] = {1, 2, 3, 7, 8, 9, 31, 33, 255, 256, 257, 511, 512, 513, 1030};
enum { LENGTHS = sizeof(lengths) / sizeof(lengths[0]), LONGEST = 2 * 1030 };

static void fill(const norm_type *t, size_t n, double *parts, test_random *random)
{
    for (size_t k = 0; k < n * t->width; k++)
        parts[k] = type_round(t, test_normal(random));
}

static void nan_anywhere_gives_nan(void **state)
{
    (void)state;
    test_random random = test_seed(101);
    double x[LONGEST];
    for_each_norm(t, kind) {
        for (size_t l = 0; l < LENGTHS; l++) {
            size_t parts = lengths[l] * t->width;
            size_t step = parts > 40 ? 101 : 1;
            for (size_t at = 0; at < parts; at += step) {
                fill(t, lengths[l], x, &random);
                x[test_below(&random, parts)] = -INFINITY; /* NaN wins, before and after it */
                x[at] = at % 2 ? NAN : -NAN;
                assert_same(t, kind, lengths[l], 1, norm_call(t, kind, lengths[l], x, 1), NAN);
                x[parts - 1] = at % 2 ? INFINITY : x[parts - 1];
                x[at] = NAN;
                assert_same(t, kind, lengths[l], -2, norm_call(t, kind, lengths[l], x, -2), NAN);
            }
        }
    }
}

static void nan_is_kept_beside_any_finite_numbers(void **state)
{
    (void)state;
    for_each_norm(t, kind) {
        double neighbours[] = {0, type_tiny(t), type_min(t), 1, type_max(t)};
        for (size_t k = 0; k < 5; k++) {
            double x[40];
            for (size_t i = 0; i < 40; i++)
                x[i] = neighbours[k];
            for (size_t at = 0; at < 20 * t->width; at++) {
                double kept = x[at];
                x[at] = NAN;
                assert_same(t, kind, 20, 1, norm_call(t, kind, 20, x, 1), NAN);
                x[at] = kept;
            }
        }
    }
}

static void infinity_anywhere_gives_infinity(void **state)
{
    (void)state;
    test_random random = test_seed(102);
    double x[LONGEST];
    for_each_norm(t, kind) {
        for (size_t l = 0; l < LENGTHS; l++) {
            size_t parts = lengths[l] * t->width;
            size_t step = parts > 40 ? 101 : 1;
            for (size_t at = 0; at < parts; at += step) {
                fill(t, lengths[l], x, &random);
                x[test_below(&random, parts)] = type_max(t);
                x[test_below(&random, parts)] = INFINITY;
                x[at] = at % 2 ? INFINITY : -INFINITY;
                assert_same(t, kind, lengths[l], 1, norm_call(t, kind, lengths[l], x, 1), INFINITY);
            }
        }
    }
}

static void norm_of_negative_zeros_is_positive_zero(void **state)
{
    (void)state;
    double x[LONGEST];
    for (size_t k = 0; k < LONGEST; k++)
        x[k] = -0.0;
    for_each_norm(t, kind)
        for (size_t l = 0; l < LENGTHS; l++)
            for (ptrdiff_t incx = -2; incx <= 2; incx++)
                assert_same(t, kind, lengths[l], incx, norm_call(t, kind, lengths[l], x, incx), 0);
}

static void norm_of_one_real_number_is_its_modulus_exactly(void **state)
{
    (void)state;
    for_each_norm(t, kind) {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            double x[2] = {type_round(t, -ldexp(1.6180339887498949, exponent)), -0.0};
            if (!isfinite(x[0]))
                break;
            assert_same(t, kind, 1, 1, norm_call(t, kind, 1, x, 1), -x[0]);
        }
        double x[2] = {-type_max(t), 0};
        assert_same(t, kind, 1, 1, norm_call(t, kind, 1, x, 1), type_max(t));
    }
}

static void three_four_five_is_exact_at_every_scale(void **state)
{
    (void)state;
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++) {
        for (int exponent = t->is_float ? -149 : -1074; exponent <= (t->is_float ? 125 : 1021); exponent++) {
            double unit = ldexp(1, exponent);
            double x[4] = {-3 * unit, 4 * unit, 0, 0}; /* two reals, or one complex number and a zero */
            assert_same(t, NRM2, 2, 1, norm_call(t, NRM2, 2, x, 1), 5 * unit);
            assert_same(t, ASUM, 2, 1, norm_call(t, ASUM, 2, x, 1), 7 * unit);
            assert_same(t, NRM1, 2, 1, norm_call(t, NRM1, 2, x, 1), t->width == 2 ? 5 * unit : 7 * unit);
            assert_same(t, AMAX, 2, 1, norm_call(t, AMAX, 2, x, 1), t->width == 2 ? 5 * unit : 4 * unit);
        }
    }
}

static void results_reach_the_largest_number_and_no_further(void **state)
{
    (void)state;
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++) {
        double max = type_max(t);
        double half[4] = {max / 2, 0, -max / 2, 0}; /* real: 4 parts are 4 elements; complex: 2 */
        size_t n = 4 / t->width;
        assert_same(t, ASUM, n, 1, norm_call(t, ASUM, n, half, 1), max);
        assert_same(t, NRM1, n, 1, norm_call(t, NRM1, n, half, 1), max);
        assert_same(t, AMAX, n, 1, norm_call(t, AMAX, n, half, 1), max / 2);
        assert_ulps(t, norm_call(t, NRM2, n, half, 1), wide_norm(t, NRM2, n, half, 1), 1, "%snrm2", t->name);

        double full[4] = {max, 0, -max, 0};
        assert_same(t, ASUM, n, 1, norm_call(t, ASUM, n, full, 1), INFINITY);
        assert_same(t, NRM1, n, 1, norm_call(t, NRM1, n, full, 1), INFINITY);
        assert_same(t, NRM2, n, 1, norm_call(t, NRM2, n, full, 1), INFINITY);
        assert_same(t, AMAX, n, 1, norm_call(t, AMAX, n, full, 1), max);

        /* A sum that stays just below the largest number, terms too small to be seen one at a time. */
        double crumbs[1024] = {0};
        crumbs[0] = type_round(t, max * (1 - 64 * type_eps(t)));
        for (size_t k = 1; k < 1024; k++)
            crumbs[k] = type_round(t, max * type_eps(t) / 32);
        for (norm_kind kind = ASUM; kind <= NRM1; kind++)
            assert_ulps(t, norm_call(t, kind, 1024 / t->width, crumbs, 1),
                        wide_norm(t, kind, 1024 / t->width, crumbs, 1), 2, CASE, CASE_ARGS(t, kind, 1024, 1));
    }
    double modulus[2] = {DBL_MAX, DBL_MAX}; /* finite parts, modulus beyond */
    assert_bits(arete_dzamax(1, modulus, 1), INFINITY);
    assert_bits(arete_dznrm1(1, modulus, 1), INFINITY);
}

/* After Anderson's test of nrm2 in LAPACK's DB1NRM2: the first element on one scale, the rest on another,
 * over all pairs of scales from zero to the largest number. */
static void mixed_scales_lose_nothing(void **state)
{
    (void)state;
    test_random random = test_seed(103);
    static const size_t sizes[] = {1, 2, 5, 16, 300, 1024};
    double x[2 * 1024];
    for_each_norm(t, kind) {
        double safmin = type_min(t), eps = type_eps(t) / 2, max = type_max(t);
        double scales[] = {0,       type_tiny(t), 2 * safmin, safmin / eps,     eps,    1,
                           1 / eps, sqrt(max),    max * eps,  max / (1024 * 4), max / 4};
        size_t count = sizeof(scales) / sizeof(scales[0]);
        for (size_t a = 0; a < count; a++) {
            for (size_t b = 0; b < count; b++) {
                size_t n = sizes[test_below(&random, 6)];
                size_t first = test_below(&random, n); /* where the odd one stands */
                for (size_t k = 0; k < n * t->width; k++) {
                    double scale = k / t->width == first ? scales[a] : scales[b];
                    x[k] = type_round(t, scale * test_uniform(&random));
                }
                ptrdiff_t incx = (ptrdiff_t)test_below(&random, 2) * 2 - 1;
                assert_ulps(t, norm_call(t, kind, n, x, incx), wide_norm(t, kind, n, x, 1),
                            kind == NRM2 && n > 16 ? 20 : 2.5, CASE " scales %g %g",
                            CASE_ARGS(t, kind, n, incx), scales[a], scales[b]);
            }
        }
    }
}

/* Pieces of one vector on the three levels of exponents, in every order. */
static void pieces_on_all_levels_add_up(void **state)
{
    (void)state;
    static const double scales[] = {0, 0x1p-1060, 0x1p-460, 0x1p-449, 1, 0x1p440, 0x1p460, 0x1p1000};
    double *x = test_guard_alloc(3 * 1024, sizeof(double));
    test_random random = test_seed(104);
    const norm_type *d = &norm_types[1], *z = &norm_types[3];
    for (size_t order = 0; order < 8 * 8 * 8; order += 5) {
        double piece[3] = {scales[order % 8], scales[order / 8 % 8], scales[order / 64]};
        for (size_t k = 0; k < 3 * 512; k++)
            x[k] = piece[k / 512] * test_uniform(&random);
        for (norm_kind kind = NRM2; kind <= AMAX; kind++) {
            double ulps = kind == NRM2 ? 20 : 2;
            assert_ulps(d, norm_raw(d, kind, 1536, x, 1), wide_norm(d, kind, 1536, x, 1), ulps, "d%s %zu",
                        norm_kinds[kind], order);
            assert_ulps(z, norm_raw(z, kind, 768, x, 1), wide_norm(z, kind, 768, x, 1), ulps, "dz%s %zu",
                        norm_kinds[kind], order);
        }
    }
    test_guard_free(x);
}

static void strides_read_the_elements_and_nothing_else(void **state)
{
    (void)state;
    test_random random = test_seed(105);
    double x[LONGEST], same[LONGEST];
    for_each_norm(t, kind) {
        for (size_t l = 0; l < LENGTHS; l++) {
            size_t n = lengths[l];
            fill(t, n, x, &random);
            double packed = norm_call(t, kind, n, x, 1);
            for (ptrdiff_t incx = 2; incx <= 3; incx++)
                assert_same(t, kind, n, incx, norm_call(t, kind, n, x, incx), packed);
            /* Backwards the sum has another order. */
            for (ptrdiff_t incx = -3; incx <= -1; incx++)
                assert_ulps(t, norm_call(t, kind, n, x, incx), packed, 20, CASE, CASE_ARGS(t, kind, n, incx));

            for (size_t k = 0; k < n * t->width; k++)
                same[k] = x[k % t->width];
            assert_ulps(t, norm_call(t, kind, n, same, 0), wide_norm(t, kind, n, same, 1), 2, CASE,
                        CASE_ARGS(t, kind, n, 0));
        }
    }
}

static void negative_strides_start_at_the_far_end(void **state)
{
    (void)state;
    /* The pointer is the start of the storage: both directions see the same three elements. */
    const double x[] = {3, NAN, -4, NAN, 12};
    assert_bits(arete_dnrm2(3, x, -2), 13);
    assert_bits(arete_dasum(3, x, -2), 19);
    assert_bits(arete_damax(3, x, -2), 12);
    const float y[] = {1, -2, NAN, NAN, 3, 4, NAN, NAN, -5, 6};
    assert_bits((double)arete_scasum(3, y, -2), 21);
}

static void zero_stride_reads_one_element_any_number_of_times(void **state)
{
    (void)state;
    static const size_t counts[] = {3, (size_t)3 << 31, ((size_t)1 << 53) + 1, SIZE_MAX};
    static const double values[] = {0.3, 0x1p-1074, 0x1.8p-1000, 0x1p-450, 0x1p450, 0x1.3p900};
    for (size_t c = 0; c < 4; c++) {
        for (size_t v = 0; v < 6; v++) {
            double x[2] = {values[v], -values[v]};
            wide n = (wide)counts[c], r = wide_abs(x[0]);
            const norm_type *d = &norm_types[1], *z = &norm_types[3];
            assert_ulps(d, arete_dnrm2(counts[c], x, 0), wide_sqrt(n) * r, 0.501, "dnrm2 %zu %g", counts[c],
                        x[0]);
            assert_ulps(d, arete_dasum(counts[c], x, 0), n * r, 0.501, "dasum %zu %g", counts[c], x[0]);
            assert_ulps(z, arete_dznrm1(counts[c], x, 0), n * wide_sqrt(2) * r, 2, "dznrm1 %zu %g", counts[c],
                        x[0]);
            assert_ulps(z, arete_dzasum(counts[c], x, 0), 2 * n * r, 0.501, "dzasum %zu %g", counts[c], x[0]);
            assert_bits(arete_damax(counts[c], x, 0), values[v]);
        }
        float x = -0.7F;
        assert_ulps(&norm_types[0], (double)arete_snrm2(counts[c], &x, 0),
                    wide_sqrt((wide)counts[c]) * (wide)0.7F, 0.501, "snrm2 %zu", counts[c]);
    }
    const double special[] = {NAN, INFINITY};
    assert_bits(arete_dnrm2(SIZE_MAX, special, 0), NAN);
    assert_bits(arete_dnrm2(SIZE_MAX, special + 1, 0), INFINITY);
}

static void strides_beyond_2_31_are_followed(void **state)
{
    (void)state;
    const size_t stride = ((size_t)1 << 31) + 3;
    const size_t bytes = (stride + 1) * sizeof(float);
    float *x = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (x == MAP_FAILED) {
        print_message("SKIPPED %s: no 8 GB of address space\n", __func__);
        skip();
    }
    x[0] = 3;
    x[1] = NAN;
    x[stride] = -4;
    assert_bits((double)arete_snrm2(2, x, (ptrdiff_t)stride), 5);
    assert_bits((double)arete_sasum(2, x, -(ptrdiff_t)stride), 7);
    assert_bits((double)arete_samax(2, x, (ptrdiff_t)stride), 4);
    assert_bits((double)arete_slange(ARETE_COL_MAJOR, ARETE_NORM_FRO, 1, 2, x, stride), 5);
    assert_bits((double)arete_slange(ARETE_ROW_MAJOR, ARETE_NORM_ONE, 2, 1, x, stride), 7);
    munmap(x, bytes);
}

static void spelling_without_letter_goes_by_type(void **state)
{
    (void)state;
    float s[] = {3, 4};
    const double d[] = {3, 4};
    const float _Complex c[] = {3 + 4 * I, 12 * I};
    double _Complex z[] = {3 + 4 * I, 12 * I};

    assert_bits((double)arete_nrm2(2, s, 1), 5);
    assert_bits(arete_nrm2(2, d, 1), 5);
    assert_bits((double)arete_nrm2(2, c, 1), 13);
    assert_bits(arete_nrm2(2, z, 1), 13);
    assert_bits((double)arete_asum(2, c, 1), 19);
    assert_bits(arete_nrm1(2, z, 1), 17);
    assert_bits((double)arete_amax(2, c, 1), 12);
    assert_bits(arete_lange(ARETE_COL_MAJOR, ARETE_NORM_ONE, 1, 2, z, 1), 12);
    assert_true(sizeof(arete_nrm2(2, s, 1)) == sizeof(float));
    assert_true(sizeof(arete_nrm2(2, z, 1)) == sizeof(double));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(norm_of_empty_is_zero),
        cmocka_unit_test(norm_of_null_is_nan),
        cmocka_unit_test(norm_of_more_than_the_address_space_is_nan),
        cmocka_unit_test(nan_anywhere_gives_nan),
        cmocka_unit_test(nan_is_kept_beside_any_finite_numbers),
        cmocka_unit_test(infinity_anywhere_gives_infinity),
        cmocka_unit_test(norm_of_negative_zeros_is_positive_zero),
        cmocka_unit_test(norm_of_one_real_number_is_its_modulus_exactly),
        cmocka_unit_test(three_four_five_is_exact_at_every_scale),
        cmocka_unit_test(results_reach_the_largest_number_and_no_further),
        cmocka_unit_test(mixed_scales_lose_nothing),
        cmocka_unit_test(pieces_on_all_levels_add_up),
        cmocka_unit_test(strides_read_the_elements_and_nothing_else),
        cmocka_unit_test(negative_strides_start_at_the_far_end),
        cmocka_unit_test(zero_stride_reads_one_element_any_number_of_times),
        cmocka_unit_test(strides_beyond_2_31_are_followed),
        cmocka_unit_test(spelling_without_letter_goes_by_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

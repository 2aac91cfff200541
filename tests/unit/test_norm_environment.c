/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms under a changed floating-point environment, which is the caller's and stays as it is: the four
 * rounding modes, flush-to-zero, errno.
 */
#include "test_norms.h"

#include <errno.h>
#include <fenv.h>

#ifdef __SSE2__
#include <xmmintrin.h>
enum { FLUSH_TO_ZERO = 0x8000, DENORMALS_ARE_ZERO = 0x0040, CONTROL = 0xffc0 };
#endif

static const int modes[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};

/* Emulators may accept a rounding mode, or flush-to-zero, and go on as before. */
static bool rounding_modes_work(void)
{
    volatile double one = 1, small = 0x1p-60;
    (void)fesetround(FE_UPWARD);
    volatile double sum = one + small;
    (void)fesetround(FE_TONEAREST);
    return sum > 1;
}

#define for_each_norm(t, kind)                                                                               \
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++)                                       \
        for (norm_kind kind = NRM2; kind <= AMAX; kind++)

static void every_rounding_mode_keeps_the_accuracy(void **state)
{
    (void)state;
    static const double scales[] = {1, 0x1p-140, 0x1p110, 0x1p-1040, 0x1p1010};
    static const size_t lengths[] = {1, 2, 9, 255, 300, 700};
    static const char norms[] = "M1IF";
    test_random random = test_seed(301);
    double x[2 * 700];
    for_each_norm(t, kind) {
        for (size_t s = 0; s < (t->is_float ? 3 : 5); s++) {
            for (size_t l = 0; l < 6; l++) {
                size_t n = lengths[l];
                for (size_t k = 0; k < n * t->width; k++)
                    x[k] = type_round(t, scales[s] * test_uniform(&random));
                wide expected = wide_norm(t, kind, n, x, 1);
                wide matrix = wide_lange(t, norms[kind], n, 1, x);
                for (size_t m = 0; m < 4; m++) {
                    assert_int_equal(fesetround(modes[m]), 0);
                    double actual = norm_call(t, kind, n, x, 1);
                    double lange = lange_call(t, ARETE_ROW_MAJOR, norms[kind], n, 1, x, 1);
                    int mode = fegetround();
                    (void)fesetround(FE_TONEAREST);
                    assert_int_equal(mode, modes[m]);
                    /* A directed rounding errs by up to one place where the nearest errs by half of one. */
                    double ulps = kind == NRM2 ? 40 : 4;
                    assert_ulps(t, actual, expected, ulps, "%s%s n=%zu mode %d", t->name, norm_kinds[kind], n,
                                modes[m]);
                    assert_ulps(t, lange, matrix, kind == AMAX ? 40 : 4, "%slange %c n=%zu mode %d", t->name,
                                norms[kind], n, modes[m]);
                }
            }
        }
    }
}

static void overflow_goes_where_the_rounding_mode_sends_it(void **state)
{
    (void)state;
    const double x[] = {DBL_MAX, -DBL_MAX, DBL_MAX};
    if (!rounding_modes_work()) {
        print_message("SKIPPED %s: no directed rounding here\n", __func__);
        skip();
    }
    for (size_t m = 0; m < 4; m++) {
        (void)fesetround(modes[m]);
        double nrm2 = arete_dnrm2(3, x, 1);
        double asum = arete_dasum(3, x, 1);
        (void)fesetround(FE_TONEAREST);
        double expected = modes[m] == FE_DOWNWARD || modes[m] == FE_TOWARDZERO ? DBL_MAX : INFINITY;
        assert_bits(nrm2, expected);
        assert_bits(asum, expected);
    }
}

static void zero_is_positive_and_special_values_hold_in_every_rounding_mode(void **state)
{
    (void)state;
    for_each_norm(t, kind) {
        for (size_t m = 0; m < 4; m++) {
            double zeros[4] = {-0.0, 0, -0.0, 0}, infinite[4] = {1, -INFINITY, 2, 3},
                   nan[4] = {INFINITY, NAN, 1, 2};
            size_t n = 4 / t->width;
            (void)fesetround(modes[m]);
            double zero = norm_call(t, kind, n, zeros, 1);
            double infinity = norm_call(t, kind, n, infinite, 1);
            double none = norm_call(t, kind, n, nan, 1);
            (void)fesetround(FE_TONEAREST);
            assert_bits(zero, 0);
            assert_bits(infinity, INFINITY);
            assert_bits(none, NAN);
        }
    }
}

static void flush_to_zero_stays_set_and_harms_normal_numbers_not_at_all(void **state)
{
    (void)state;
#ifdef __SSE2__
    test_random random = test_seed(302);
    double normal[600], mixed[600], subnormal[600];
    for (size_t k = 0; k < 600; k++) {
        normal[k] = test_uniform(&random);
        subnormal[k] = 0x1p-1060 * test_uniform(&random);
        mixed[k] = k % 3 ? subnormal[k] : 0x1p-900 * normal[k];
    }
    const norm_type *d = &norm_types[1], *z = &norm_types[3];
    static const unsigned flags[] = {FLUSH_TO_ZERO, DENORMALS_ARE_ZERO, FLUSH_TO_ZERO | DENORMALS_ARE_ZERO};
    const unsigned saved = _mm_getcsr();
    _mm_setcsr(saved | FLUSH_TO_ZERO);
    bool kept = _mm_getcsr() & FLUSH_TO_ZERO;
    _mm_setcsr(saved);
    if (!kept) {
        print_message("SKIPPED %s: no flush-to-zero here\n", __func__);
        skip();
    }
    for (size_t f = 0; f < 3; f++) {
        for (norm_kind kind = NRM2; kind <= AMAX; kind++) {
            double plain[2] = {norm_raw(d, kind, 600, normal, 1), norm_raw(z, kind, 300, normal, 1)};
            double beside[2] = {norm_raw(d, kind, 600, mixed, 1), norm_raw(z, kind, 300, mixed, 1)};
            _mm_setcsr(saved | flags[f]);
            double flushed[2] = {norm_raw(d, kind, 600, normal, 1), norm_raw(z, kind, 300, normal, 1)};
            double alone = norm_raw(d, kind, 600, subnormal, 1);
            double with[2] = {norm_raw(d, kind, 600, mixed, 1), norm_raw(z, kind, 300, mixed, 1)};
            unsigned after = _mm_getcsr();
            _mm_setcsr(saved);
            assert_int_equal(after & CONTROL, (saved | flags[f]) & CONTROL);
            for (size_t k = 0; k < 2; k++) {
                assert_bits(flushed[k], plain[k]);
                assert_close(with[k], beside[k], 1e-15);
            }
            /* Nothing is promised but that it lies between the norm of zeros and the right one. */
            assert_at_most(alone, norm_raw(d, kind, 600, subnormal, 1) * (1 + 1e-15));
            assert_true(alone >= 0);
        }
    }
#else
    print_message("SKIPPED %s: no such flags on this machine\n", __func__);
    skip();
#endif
}

static void errno_is_left_alone(void **state)
{
    (void)state;
    double cases[][4] = {{NAN, 1, 2, 3},
                         {INFINITY, NAN, 2, 3},
                         {DBL_MAX, DBL_MAX, DBL_MAX, 1},
                         {0x1p-1074, 0, 0, -0x1p-1074},
                         {0, 0, 0, 0}};
    for_each_norm(t, kind) {
        for (size_t c = 0; c < 5; c++) {
            double x[4];
            for (size_t k = 0; k < 4; k++)
                x[k] = type_round(t, cases[c][k]);
            errno = 12345;
            (void)norm_call(t, kind, 4 / t->width, x, 1);
            (void)lange_call(t, ARETE_COL_MAJOR, "M1IF"[kind], 1, 4 / t->width, x, 2);
            assert_int_equal(errno, 12345);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rounding_mode_keeps_the_accuracy),
        cmocka_unit_test(overflow_goes_where_the_rounding_mode_sends_it),
        cmocka_unit_test(zero_is_positive_and_special_values_hold_in_every_rounding_mode),
        cmocka_unit_test(flush_to_zero_stays_set_and_harms_normal_numbers_not_at_all),
        cmocka_unit_test(errno_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

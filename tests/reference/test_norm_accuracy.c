/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The accuracy stated in arete/norm.h: 2 ulp on random data of every length and magnitude, the bound
 * otherwise, both against binary128; and agreement with LAPACK's lange.
 */
#include <complex.h>
#define lapack_complex_float float _Complex
#define lapack_complex_double double _Complex

#include "test_norms.h"

#include <cblas.h>
#include <lapacke.h>

/* Whether dnrm2 computes in extended precision, on which the 2 ulp of nrm2 of doubles rest: then a square
 * that overflows a double does no harm. Blue's and other scaled methods pass this test too, so a second one
 * looks at digits: 1 + 2^-60 + ... + 2^-60 squared needs more than 53 bits. */
static bool blas_is_extended(void)
{
    const double huge[2] = {1e200, 1e200};
    double x[512];
    x[0] = 1;
    for (size_t k = 1; k < 512; k++)
        x[k] = 0x1p-27; /* squares 2^-54: each lost in double, together 511 2^-54 = 2^-45 */
    return isfinite(cblas_dnrm2(2, huge, 1)) && fabs(cblas_dnrm2(512, x, 1) - (1 + 511 * 0x1p-55)) <= 0x1p-52;
}

/* Allowed error in ulp. For nrm2 of doubles without extended precision only the bound holds, 512 u for a
 * piece. Sums of real numbers, and all sums of floats, have practically one rounding, to the result: hardly
 * more than half an ulp. */
static double allowed(const norm_type *t, norm_kind kind, bool extended)
{
    if (kind == NRM2 && !t->is_float && !extended)
        return 4 + 512;
    if (t->is_float || (t->width == 1 && kind != NRM2) || kind == ASUM)
        return 0.501;
    return 2;
}

#define for_each_norm(t, kind)                                                                               \
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++)                                       \
        for (norm_kind kind = NRM2; kind <= AMAX; kind++)

/* Exponents of the magnitudes, from results that are subnormal to such as nearly overflow. */
static const int float_magnitudes[] = {-148, -126, -60, 0, 1, 50, 116};
static const int double_magnitudes[] = {-1073, -1022, -700, -450, -300, 0, 1, 200, 449, 700, 1010};

static void every_length_and_magnitude_is_within_2_ulp(void **state)
{
    (void)state;
    test_random random = test_seed(401);
    bool extended = blas_is_extended();
    double x[2 * 600];
    print_message("dnrm2 computes in %s precision\n", extended ? "extended" : "double");
    for_each_norm(t, kind) {
        const int *magnitudes = t->is_float ? float_magnitudes : double_magnitudes;
        size_t count = t->is_float ? 7 : 11;
        double worst = 0;
        for (size_t n = 1; n <= 600; n++) {
            double scale = ldexp(1, magnitudes[n % count]);
            bool normal = test_below(&random, 2);
            for (size_t k = 0; k < n * t->width; k++)
                x[k] = type_round(t, scale * (normal ? test_normal(&random) : test_uniform(&random)));
            ptrdiff_t incx = (ptrdiff_t)test_below(&random, 3) + 1;
            double actual = norm_call(t, kind, n, x, incx);
            wide expected = wide_norm(t, kind, n, x, 1);
            worst = fmax(worst, ulps_off(t, actual, expected));
            assert_ulps(t, actual, expected, allowed(t, kind, extended), "%s%s n=%zu scale %g", t->name,
                        norm_kinds[kind], n, scale);
        }
        print_message("%s%s: at most %.3f ulp\n", t->name, norm_kinds[kind], worst);
    }
}

/* Lognormal magnitudes: a few elements dominate, thousands of others are just too small to be seen alone. */
static void wild_data_are_within_2_ulp(void **state)
{
    (void)state;
    test_random random = test_seed(402);
    bool extended = blas_is_extended();
    double x[2 * 1500];
    for_each_norm(t, kind) {
        for (size_t round = 0; round < 12; round++) {
            size_t n = 200 + test_below(&random, 1300);
            double spread = (t->is_float ? 4.0 : 8.0) * (double)(round + 1);
            for (size_t k = 0; k < n * t->width; k++)
                x[k] = type_round(t, exp2(spread * test_uniform(&random)) * test_uniform(&random));
            assert_ulps(t, norm_call(t, kind, n, x, 1), wide_norm(t, kind, n, x, 1),
                        allowed(t, kind, extended), "%s%s n=%zu spread %g", t->name, norm_kinds[kind], n,
                        spread);
        }
    }
}

static void long_vectors_keep_the_error_of_short_ones(void **state)
{
    (void)state;
    static const size_t lengths[] = {100003, 250000};
    test_random random = test_seed(403);
    bool extended = blas_is_extended();
    double *x = malloc(lengths[1] * sizeof(*x));
    assert_non_null(x);
    for (size_t l = 0; l < 2; l++) {
        for_each_norm(t, kind) {
            size_t n = lengths[l] / t->width;
            /* All of one sign and alike: the rounding errors of a plain sum do not cancel but pile up. */
            for (size_t k = 0; k < n * t->width; k++)
                x[k] = type_round(t, 0.7 + 0.01 * test_uniform(&random));
            assert_ulps(t, norm_call(t, kind, n, x, 1), wide_norm(t, kind, n, x, 1),
                        allowed(t, kind, extended), "%s%s n=%zu", t->name, norm_kinds[kind], n);
        }
    }
    free(x);
}

/* One large element, the others below half an ulp of it: a plain sum stays where it is. */
static void crumbs_beside_a_large_element_count(void **state)
{
    (void)state;
    bool extended = blas_is_extended();
    double x[2 * 700];
    for_each_norm(t, kind) {
        double crumb = kind == NRM2 ? (t->is_float ? 0x1p-13 : 0x1p-27) : (t->is_float ? 0x1p-25 : 0x1p-54);
        for (size_t n = 1; n <= 700; n += 1 + n / 6) {
            for (size_t at = 0; at < n; at += 1 + n / 2) {
                for (size_t k = 0; k < n * t->width; k++)
                    x[k] = k / t->width == at ? 1 : crumb;
                assert_ulps(t, norm_call(t, kind, n, x, 1), wide_norm(t, kind, n, x, 1),
                            fmin(allowed(t, kind, extended), extended ? 1.001 : INFINITY),
                            "%s%s n=%zu at=%zu", t->name, norm_kinds[kind], n, at);
            }
        }
    }
}

static void matrices_are_within_2_ulp(void **state)
{
    (void)state;
    static const size_t shapes[][2] = {{60, 50}, {7, 400}, {400, 7}, {1, 3000}, {3000, 1}, {55, 54}};
    static const char norms[] = "M1IF";
    test_random random = test_seed(404);
    bool extended = blas_is_extended();
    double *a = malloc(2 * 3000 * sizeof(*a));
    assert_non_null(a);
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++) {
        for (size_t s = 0; s < 6; s++) {
            size_t m = shapes[s][0], n = shapes[s][1];
            for (size_t k = 0; k < m * n * t->width; k++)
                a[k] = type_round(t, test_normal(&random));
            for (size_t k = 0; k < 4; k++) {
                wide expected = wide_lange(t, norms[k], m, n, a);
                double ulps = allowed(t, norms[k] == 'F' ? NRM2 : NRM1, extended);
                assert_ulps(t, lange_call(t, ARETE_COL_MAJOR, norms[k], m, n, a, 0), expected, ulps,
                            "%slange %c %zu x %zu", t->name, norms[k], m, n);
                assert_ulps(t, lange_call(t, ARETE_ROW_MAJOR, norms[k], m, n, a, 2), expected, ulps,
                            "%slange %c %zu x %zu by rows", t->name, norms[k], m, n);
            }
        }
    }
    free(a);
}

/* The same arguments, the same meaning: LAPACKE's answers differ by its own rounding only. */
static void lange_agrees_with_lapack(void **state)
{
    (void)state;
    enum { M = 23, N = 17, LD = 29 };
    static const char letters[] = "MmOo1IiFfEe";
    test_random random = test_seed(405);
    double d[2 * LD * LD];
    float s[2 * LD * LD];
    for (size_t k = 0; k < 2 * LD * LD; k++) {
        d[k] = test_normal(&random);
        s[k] = (float)d[k];
    }
    const lapack_complex_double *z = (const void *)d;
    const lapack_complex_float *c = (const void *)s;
    for (int layout = 101; layout <= 102; layout++) {
        for (size_t k = 0; k + 1 < sizeof(letters); k++) {
            char l = letters[k];
            assert_close(arete_dlange(layout, l, M, N, d, LD), LAPACKE_dlange(layout, l, M, N, d, LD), 1e-14);
            assert_close(arete_zlange(layout, l, M, N, z, LD), LAPACKE_zlange(layout, l, M, N, z, LD), 1e-14);
            assert_close((double)arete_slange(layout, l, M, N, s, LD),
                         (double)LAPACKE_slange(layout, l, M, N, s, LD), 1e-5);
            assert_close((double)arete_clange(layout, l, M, N, c, LD),
                         (double)LAPACKE_clange(layout, l, M, N, c, LD), 1e-5);
        }
    }
}

/* Known exactly: the Hilbert matrix H_ij = 1/(i + j - 1) of order 10, scaled by lcm(1..19) = 232792560 to
 * integers. Its first row and column sum to H_10 = 7381/2520; the sum of squares follows from the counts of
 * 1/k on antidiagonals. */
static void hilbert_matrix_has_its_known_norms(void **state)
{
    (void)state;
    enum { N = 10 };
    const double unit = 232792560;
    double h[N * N], squares = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            h[i * N + j] = unit / (double)(i + j + 1);
    for (size_t k = 1; k <= 2 * N - 1; k++)
        squares += (double)(k <= N ? k : 2 * N - k) * (unit / (double)k) * (unit / (double)k);
    assert_bits(arete_dlange(ARETE_ROW_MAJOR, 'M', N, N, h, N), unit);
    assert_bits(arete_dlange(ARETE_ROW_MAJOR, '1', N, N, h, N), unit / 2520 * 7381);
    assert_bits(arete_dlange(ARETE_ROW_MAJOR, 'I', N, N, h, N), unit / 2520 * 7381);
    assert_ulp(arete_dlange(ARETE_ROW_MAJOR, 'F', N, N, h, N), sqrt(squares), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_and_magnitude_is_within_2_ulp),
        cmocka_unit_test(wild_data_are_within_2_ulp),
        cmocka_unit_test(long_vectors_keep_the_error_of_short_ones),
        cmocka_unit_test(crumbs_beside_a_large_element_count),
        cmocka_unit_test(matrices_are_within_2_ulp),
        cmocka_unit_test(lange_agrees_with_lapack),
        cmocka_unit_test(hilbert_matrix_has_its_known_norms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

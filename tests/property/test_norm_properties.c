/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What makes a norm a norm, checked on random data of all types: homogeneity, triangle inequality, order,
 * equivalence of norms, and for matrices transposition.
 */
#include "test_norms.h"

#define for_each_norm(t, kind)                                                                               \
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++)                                       \
        for (norm_kind kind = NRM2; kind <= AMAX; kind++)

enum { MOST = 1200 };

/* Allowed relative error: the stated bounds, the larger one of nrm2 without extended precision included. */
static double slack(const norm_type *t)
{
    return t->is_float ? 4 * (double)FLT_EPSILON : 300 * DBL_EPSILON;
}

static size_t random_vector(const norm_type *t, double *x, test_random *random)
{
    size_t n = 1 + test_below(random, MOST / 2);
    for (size_t k = 0; k < n * t->width; k++)
        x[k] = type_round(t, test_normal(random));
    return n;
}

static void scaling_by_powers_of_two_is_exact(void **state)
{
    (void)state;
    test_random random = test_seed(501);
    double x[MOST], y[MOST];
    for_each_norm(t, kind) {
        int most = t->is_float ? 100 : 1000, step = t->is_float ? 10 : 50;
        size_t n = random_vector(t, x, &random);
        /* Coarse numbers, so that even the smallest scale keeps them exact. */
        for (size_t k = 0; k < n * t->width; k++)
            x[k] = round(x[k] * 1024) / 1024;
        double norm = norm_call(t, kind, n, x, 1);
        for (int exponent = -most; exponent <= most; exponent += step) {
            for (size_t k = 0; k < n * t->width; k++)
                y[k] = ldexp(x[k], exponent);
            double scaled = norm_call(t, kind, n, y, 1);
            if (!test_is_same_bits(scaled, ldexp(norm, exponent))) {
                print_error("%s%s n=%zu times 2^%d\n", t->name, norm_kinds[kind], n, exponent);
                assert_bits(scaled, ldexp(norm, exponent));
            }
        }
    }
}

static void signs_and_conjugation_do_not_matter(void **state)
{
    (void)state;
    test_random random = test_seed(502);
    double x[MOST], y[MOST];
    for_each_norm(t, kind) {
        for (size_t round = 0; round < 20; round++) {
            size_t n = random_vector(t, x, &random);
            for (size_t k = 0; k < n * t->width; k++)
                y[k] = test_below(&random, 2) ? x[k] : -x[k];
            assert_bits(norm_call(t, kind, n, y, 1), norm_call(t, kind, n, x, 1));
        }
    }
}

static void order_matters_only_to_the_bound(void **state)
{
    (void)state;
    test_random random = test_seed(503);
    double x[MOST], y[MOST];
    for_each_norm(t, kind) {
        for (size_t round = 0; round < 20; round++) {
            size_t n = random_vector(t, x, &random);
            for (size_t k = 0; k < n * t->width; k++)
                y[k] = x[k];
            for (size_t i = n - 1; i > 0; i--) {
                size_t j = test_below(&random, i + 1);
                for (size_t k = 0; k < t->width; k++) {
                    double kept = y[i * t->width + k];
                    y[i * t->width + k] = y[j * t->width + k];
                    y[j * t->width + k] = kept;
                }
            }
            double norm = norm_call(t, kind, n, x, 1), shuffled = norm_call(t, kind, n, y, 1);
            if (kind == AMAX)
                assert_bits(shuffled, norm);
            else
                assert_close(shuffled, norm, slack(t));
        }
    }
}

static void triangle_inequality_holds(void **state)
{
    (void)state;
    test_random random = test_seed(504);
    double x[MOST], y[MOST], sum[MOST];
    for_each_norm(t, kind) {
        for (size_t round = 0; round < 20; round++) {
            size_t n = random_vector(t, x, &random);
            bool nearly_parallel = round % 2; /* where it is nearly an equality */
            for (size_t k = 0; k < n * t->width; k++) {
                y[k] = type_round(t, nearly_parallel ? 3 * x[k] + 1e-3 * test_normal(&random)
                                                     : test_normal(&random));
                sum[k] = type_round(t, x[k] + y[k]);
            }
            double bound = norm_call(t, kind, n, x, 1) + norm_call(t, kind, n, y, 1);
            assert_at_most(norm_call(t, kind, n, sum, 1), bound * (1 + slack(t)));
        }
    }
}

static void norms_are_equivalent(void **state)
{
    (void)state;
    test_random random = test_seed(505);
    double x[MOST];
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++) {
        for (size_t round = 0; round < 40; round++) {
            size_t n = random_vector(t, x, &random);
            double more = 1 + slack(t);
            double two = norm_call(t, NRM2, n, x, 1), one = norm_call(t, NRM1, n, x, 1);
            double absolute = norm_call(t, ASUM, n, x, 1), largest = norm_call(t, AMAX, n, x, 1);
            assert_at_most(largest, two * more);
            assert_at_most(two, one * more);
            assert_at_most(one, sqrt((double)n) * two * more);
            assert_at_most(two, sqrt((double)n) * largest * more);
            assert_at_most(one, absolute * more);
            assert_at_most(absolute, sqrt((double)t->width) * one * more);
            if (t->width == 1)
                assert_bits(one, absolute);
        }
    }
}

static void norm_of_two_parts_joins_their_norms(void **state)
{
    (void)state;
    test_random random = test_seed(506);
    double x[MOST];
    for_each_norm(t, kind) {
        for (size_t round = 0; round < 20; round++) {
            size_t n = random_vector(t, x, &random), cut = test_below(&random, n + 1);
            double left = norm_call(t, kind, cut, x, 1);
            double right = norm_call(t, kind, n - cut, x + cut * t->width, 1);
            double joined = kind == NRM2   ? hypot(left, right)
                            : kind == AMAX ? fmax(left, right)
                                           : left + right;
            assert_close(norm_call(t, kind, n, x, 1), joined, slack(t));
        }
    }
}

static void transposing_swaps_1_and_i_and_keeps_m_and_f(void **state)
{
    (void)state;
    test_random random = test_seed(507);
    double a[MOST], transposed[MOST];
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++) {
        for (size_t round = 0; round < 30; round++) {
            size_t m = 1 + test_below(&random, 24), n = 1 + test_below(&random, 24);
            for (size_t k = 0; k < m * n * t->width; k++)
                a[k] = type_round(t, test_normal(&random));
            for (size_t i = 0; i < m; i++)
                for (size_t j = 0; j < n; j++)
                    for (size_t k = 0; k < t->width; k++)
                        transposed[(i * n + j) * t->width + k] = a[(j * m + i) * t->width + k];
            for (size_t l = 0; l < 4; l++) {
                int norm = "M1IF"[l], other = "MI1F"[l];
                double value = lange_call(t, ARETE_COL_MAJOR, norm, m, n, a, 1);
                /* The same storage read in the other layout is the same computation. */
                assert_bits(lange_call(t, ARETE_ROW_MAJOR, other, n, m, transposed, 1), value);
                /* The transposed storage is not. */
                double flipped = lange_call(t, ARETE_COL_MAJOR, other, n, m, transposed, 0);
                if (norm == 'M')
                    assert_bits(flipped, value);
                else
                    assert_close(flipped, value, slack(t));
            }
        }
    }
}

static void matrix_norms_bound_each_other(void **state)
{
    (void)state;
    test_random random = test_seed(508);
    double a[MOST];
    for (const norm_type *t = norm_types; t < norm_types + TYPES; t++) {
        for (size_t round = 0; round < 30; round++) {
            size_t m = 1 + test_below(&random, 24), n = 1 + test_below(&random, 24);
            for (size_t k = 0; k < m * n * t->width; k++)
                a[k] = type_round(t, test_normal(&random));
            double value[4], more = 1 + slack(t), rows = (double)m, cols = (double)n;
            for (size_t l = 0; l < 4; l++)
                value[l] = lange_call(t, ARETE_ROW_MAJOR, "M1IF"[l], m, n, a, 3);
            assert_at_most(value[0], value[3] * more);                     /* M <= F */
            assert_at_most(value[3], sqrt(rows * cols) * value[0] * more); /* F <= sqrt(mn) M */
            assert_at_most(value[1], sqrt(rows) * value[3] * more);        /* 1 <= sqrt(m) F */
            assert_at_most(value[2], sqrt(cols) * value[3] * more);        /* I <= sqrt(n) F */
            assert_at_most(value[1], rows * value[2] * more);
            assert_at_most(value[2], cols * value[1] * more);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scaling_by_powers_of_two_is_exact),
        cmocka_unit_test(signs_and_conjugation_do_not_matter),
        cmocka_unit_test(order_matters_only_to_the_bound),
        cmocka_unit_test(triangle_inequality_holds),
        cmocka_unit_test(norms_are_equivalent),
        cmocka_unit_test(norm_of_two_parts_joins_their_norms),
        cmocka_unit_test(transposing_swaps_1_and_i_and_keeps_m_and_f),
        cmocka_unit_test(matrix_norms_bound_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

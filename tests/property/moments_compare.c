/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Compares fold by fold, then all folds together.
 */
#include "moments_compare.h"

#include <math.h>

test_sums sums_of(const arete_moments *moments, size_t fold)
{
    test_sums s = {.p = arete_moments_p(moments), .q = arete_moments_q(moments)};
    s.count = s.p + s.q + s.p * s.p + s.p * s.q + s.q;
    s.x_mean = doubles(s.count);
    s.y_mean = s.x_mean + s.p;
    s.gram = s.y_mean + s.q;
    s.cross = s.gram + s.p * s.p;
    s.yy = s.cross + s.p * s.q;
    arete_error error;
    assert_ok(arete_moments_get(moments, fold, s.x_mean, s.y_mean, s.gram, s.cross, s.yy, &error), &error);
    return s;
}

static void assert_same_sums(const arete_moments *actual, const arete_moments *expected, size_t fold)
{
    assert_true(arete_moments_rows(actual, fold) == arete_moments_rows(expected, fold));
    assert_bits(arete_moments_weight(actual, fold), arete_moments_weight(expected, fold));
    test_sums a = sums_of(actual, fold), b = sums_of(expected, fold);
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++)
        assert_bits(a.x_mean[i], b.x_mean[i]);
    free(a.x_mean);
    free(b.x_mean);
}

void assert_same_moments(const arete_moments *actual, const arete_moments *expected)
{
    assert_int_equal(arete_moments_folds(actual), arete_moments_folds(expected));
    for (size_t k = 0; k < arete_moments_folds(actual); k++)
        assert_same_sums(actual, expected, k);
    assert_same_sums(actual, expected, ARETE_NONE);
}

static void assert_close_sums(const arete_moments *actual, const arete_moments *expected, size_t fold,
                              double rel)
{
    double weight = arete_moments_weight(expected, fold);
    assert_close(arete_moments_weight(actual, fold), weight, rel);
    test_sums a = sums_of(actual, fold), b = sums_of(expected, fold);
    size_t p = a.p, q = a.q;
    for (size_t j = 0; j < p; j++) {
        double spread = weight > 0 ? sqrt(b.gram[j * p + j] / weight) : 0;
        assert_near(a.x_mean[j], b.x_mean[j], rel * spread + 0x1p-52 * fabs(b.x_mean[j]));
        for (size_t k = 0; k < p; k++)
            assert_near(a.gram[j * p + k], b.gram[j * p + k],
                        rel * sqrt(b.gram[j * p + j]) * sqrt(b.gram[k * p + k]));
        for (size_t t = 0; t < q; t++)
            assert_near(a.cross[j * q + t], b.cross[j * q + t],
                        rel * sqrt(b.gram[j * p + j]) * sqrt(b.yy[t]));
    }
    for (size_t t = 0; t < q; t++) {
        double spread = weight > 0 ? sqrt(b.yy[t] / weight) : 0;
        assert_near(a.y_mean[t], b.y_mean[t], rel * spread + 0x1p-52 * fabs(b.y_mean[t]));
        assert_near(a.yy[t], b.yy[t], rel * b.yy[t]);
    }
    free(a.x_mean);
    free(b.x_mean);
}

void assert_close_moments(const arete_moments *actual, const arete_moments *expected, double rel)
{
    assert_int_equal(arete_moments_folds(actual), arete_moments_folds(expected));
    for (size_t k = 0; k < arete_moments_folds(actual); k++)
        assert_close_sums(actual, expected, k, rel);
    assert_close_sums(actual, expected, ARETE_NONE, rel);
}

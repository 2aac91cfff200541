/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Wampler's five quintics, built from their formulas; least squares has the exact coefficients.
 *
 *     x = 0, 1, ..., 20
 *     1: y = 1 + x + ... + x^5                2: y = 1 + x/10 + x^2/100 + ... + x^5/100000
 *     3, 4, 5: y of 1 plus 1, 100, 10000 times a noise that is orthogonal to all powers up to x^5
 *
 * Sources: R. H. Wampler, "A report on the accuracy of some widely used least squares computer programs",
 * JASA 65 (1970) 549-565; NIST Statistical Reference Datasets, Wampler1 to Wampler5 (public domain).
 *
 * Columns scaled to unit length and centred have rcond = 2.9e-7 for their Gram matrix, and the noise of 5 is
 * 30 times the signal. Every coefficient owes the digits below, those of the normal equations from moments
 * and about those of QR from rows; and that the conditioning is bad must be said.
 */
#include <float.h>
#include <math.h>

#include "arete_test.h"

enum { N = 21, P = 5 };

static const double noise[N] = {759,   -2048, 2048,  -2048, 2523,  -2048, 2048,  -2048, 1838,  -2048, 2048,
                                -2048, 1838,  -2048, 2048,  -2048, 2523,  -2048, 2048,  -2048, 759};

static double x[N][P], y[5][N];

static int make_data(void **state)
{
    (void)state;
    const double noise_factor[5] = {0, 0, 1, 100, 10000};
    for (int i = 0; i < N; i++) {
        double sum = 1, tenths = 100000, power = 1; /* whole numbers: exact, and y of 2 is rounded once */
        for (int j = 0; j < P; j++) {
            power *= i;
            x[i][j] = power;
            sum += power;
            tenths += power * (double[]){1e4, 1e3, 1e2, 1e1, 1}[j];
        }
        for (int set = 0; set < 5; set++)
            y[set][i] = set == 1 ? tenths / 1e5 : sum + noise_factor[set] * noise[i];
    }
    return 0;
}

/* Fits set 0..4; from_moments as it says. */
static arete_ridge *fit_set(int set, int from_moments)
{
    arete_ridge *fit;
    arete_error error;
    const double zero = 0;
    if (!from_moments) {
        assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, &x[0][0], P, y[set], 1, NULL, 1, &zero,
                                  NULL, &error),
                  &error);
        return fit;
    }
    arete_moments *moments;
    assert_ok(arete_moments_create(&moments, P, 1, NULL, &error), &error);
    assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, N, &x[0][0], P, y[set], 1, NULL, NULL, &error),
              &error);
    assert_ok(arete_ridge_fit_moments(&fit, moments, 1, &zero, NULL, &error), &error);
    arete_moments_destroy(&moments);
    return fit;
}

/* Square root of the centred sum of squares of N numbers at a stride. */
static double spread(const double *v, size_t stride)
{
    long double mean = 0, square = 0;
    for (size_t i = 0; i < N; i++)
        mean += v[i * stride] / (long double)N;
    for (size_t i = 0; i < N; i++)
        square += (v[i * stride] - mean) * (v[i * stride] - mean);
    return (double)sqrtl(square);
}

static void coefficients_are_exact_to_the_conditioning_or_it_is_said(void **state)
{
    (void)state;
    const double rcond = 2.9e-7;
    /* one less than is reached */
    const double digits[2][5] = {{9.5, 12.5, 8.9, 7.9, 6.1}, {5.1, 8.7, 5.2, 5.2, 5.3}};
    for (int set = 0; set < 5; set++)
        for (int from_moments = 0; from_moments < 2; from_moments++) {
            arete_ridge *fit = fit_set(set, from_moments);
            double worst = 1e-16, scaled = 0, expected = 1;
            for (size_t j = 0; j < P; j++) {
                expected = set == 1 ? expected / 10 : 1;
                double error = fabs(arete_ridge_coef(fit, 0, 0)[j] - expected), d = spread(&x[0][j], P);
                worst = fmax(worst, error / expected);
                scaled = fmax(scaled, d * error);
            }
            print_message("Wampler%d%s: %.1f digits, error %.2g units\n", set + 1,
                          from_moments ? " from moments" : "", -log10(worst),
                          scaled * rcond / (DBL_EPSILON * spread(y[set], 1)));
            assert_at_most(scaled, DBL_EPSILON / rcond * spread(y[set], 1));
            int warned = 0;
            for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++)
                warned |= arete_ridge_warning(fit, i)->kind == ARETE_WARN_ILL_CONDITIONED;
            assert_true(warned); /* eps / rcond is 7.6e-10 */
            assert_true(-log10(worst) >= digits[from_moments][set]);
            assert_near(arete_ridge_intercept(fit, 0, 0), 1, 1e3 * worst + 1e-9);
            arete_ridge_destroy(&fit);
        }
}

static void residuals_are_the_noise(void **state)
{
    (void)state;
    double square = 0;
    for (int i = 0; i < N; i++)
        square += noise[i] * noise[i];
    assert_bits(square, 83554268); /* as certified */
    for (int set = 0; set < 5; set++) {
        arete_ridge *fit = fit_set(set, 0);
        arete_ridge_stats stats;
        assert_ok(arete_ridge_get_stats(fit, 0, 0, &stats), NULL);
        double factor = set < 2 ? 0 : pow(100, set - 2), tss = spread(y[set], 1) * spread(y[set], 1);
        assert_near(stats.rss, factor * factor * square, 1e-13 * tss + 1e-12 * factor * factor * square);
        assert_close(stats.df, P + 1, 1e-8);
        assert_close(stats.sigma2, stats.rss / (N - stats.df), 1e-14);
        assert_near(stats.r2, 1 - factor * factor * square / tss, 1e-12);
        arete_ridge_destroy(&fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coefficients_are_exact_to_the_conditioning_or_it_is_said),
        cmocka_unit_test(residuals_are_the_noise),
    };
    return cmocka_run_group_tests(tests, make_data, NULL);
}

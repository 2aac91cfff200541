/* SPDX-License-Identifier: BSD-3-Clause
 *
 * All eleven NIST linear regression sets: least squares and ridge at three penalties.
 *
 * The expected numbers are exact answers for the binary64 input (expected.json beside the data, rational
 * arithmetic). A fit of moments must reach the digits of the normal equations; a fit of rows corrects itself
 * with residuals from the rows and must reach those of QR. Ridge is held to the bound C eps / rcond in units
 * of sqrt(A_jj). What misses 1e-9 must carry a warning; Filip, whose scaled Gram matrix has condition 1e19,
 * may be refused instead.
 */
#include <float.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "arete_test.h"
#include "csv_rows.h"

/* Correct digits owed at lambda 0, the worst of intercept and coefficients, by the fit of rows and the fit of
 * moments: one less than is reached. 0: refused or warned. */
static const struct nist_set {
    const char *name;
    double digits[2];
} sets[] = {{"Norris", {11.3, 11.3}},  {"Pontius", {11.5, 11.5}}, {"NoInt1", {15, 15}},
            {"NoInt2", {15, 15}},      {"Longley", {12.7, 11.5}}, {"Wampler1", {9.5, 5.2}},
            {"Wampler2", {12.5, 8.7}}, {"Wampler3", {8.9, 5.2}},  {"Wampler4", {7.9, 5.2}},
            {"Wampler5", {6.1, 5.2}},  {"Filip", {0, 0}}};

typedef struct nist_problem {
    csv_rows rows;
    json_t *expected;
    size_t n, p;
    int intercept;
} nist_problem;

static double real(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_null(value) ? 0 : json_number_value(value);
}

static int problem_open(nist_problem *problem, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "nist/%s/expected.json", name);
    const char *found = test_data(path);
    if (!found)
        return 0;
    problem->expected = json_load_file(found, 0, NULL);
    assert_non_null(problem->expected);
    snprintf(path, sizeof path, "nist/%s/%s", name,
             json_string_value(json_object_get(problem->expected, "fit_file")));
    found = test_data(path);
    assert_non_null(found);
    problem->rows = csv_rows_read(found);
    problem->n = problem->rows.n;
    problem->p = problem->rows.columns - 1;
    problem->intercept = json_is_true(json_object_get(problem->expected, "intercept"));
    assert_int_equal(problem->n, (size_t)json_integer_value(json_object_get(problem->expected, "n")));
    assert_int_equal(problem->p, (size_t)json_integer_value(json_object_get(problem->expected, "p")));
    return 1;
}

static void problem_close(nist_problem *problem)
{
    free(problem->rows.values);
    json_decref(problem->expected);
}

static arete_status fit_problem(arete_ridge **fit, const nist_problem *problem, double lambda,
                                int from_moments)
{
    const double *x = problem->rows.values, *y = x + problem->p;
    size_t ld = problem->p + 1;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.intercept = problem->intercept;
    if (!from_moments)
        return arete_ridge_fit(fit, ARETE_ROW_MAJOR, problem->n, problem->p, 1, x, ld, y, ld, NULL, 1,
                               &lambda, &options, NULL);
    arete_moments *moments;
    arete_error error;
    assert_ok(arete_moments_create(&moments, problem->p, 1, NULL, &error), &error);
    assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, problem->n, x, ld, y, ld, NULL, NULL, &error),
              &error);
    arete_status status = arete_ridge_fit_moments(fit, moments, 1, &lambda, &options, NULL);
    arete_moments_destroy(&moments);
    return status;
}

static int warned(const arete_ridge *fit)
{
    for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++)
        if (arete_ridge_warning(fit, i)->kind == ARETE_WARN_ILL_CONDITIONED)
            return 1;
    return 0;
}

/* sum of (v - centre)^2 down a column, centre the mean if there is an intercept. */
static double column_square(const nist_problem *problem, size_t column)
{
    long double mean = 0, square = 0;
    const double *v = problem->rows.values + column;
    size_t ld = problem->rows.columns;
    for (size_t i = 0; i < problem->n && problem->intercept; i++)
        mean += v[i * ld] / (long double)problem->n;
    for (size_t i = 0; i < problem->n; i++)
        square += (v[i * ld] - mean) * (v[i * ld] - mean);
    return (double)square;
}

static double relative(double actual, double expected)
{
    return fabs(actual / expected - 1);
}

static void check_least_squares(const struct nist_set *set, const nist_problem *problem, int from_moments)
{
    arete_ridge *fit;
    arete_status status = fit_problem(&fit, problem, 0, from_moments);
    if (set->digits[from_moments] == 0 && status == ARETE_ERR_SINGULAR) {
        print_message("%s: refused as singular\n", set->name);
        return;
    }
    assert_status(status, ARETE_OK);
    const json_t *exact = json_object_get(problem->expected, "ols_for_binary64_input");
    const json_t *coef = json_object_get(exact, "coef"), *sd = json_object_get(exact, "sd");
    size_t first = (size_t)problem->intercept;
    double worst = 0;
    if (problem->intercept)
        worst = relative(arete_ridge_intercept(fit, 0, 0), json_number_value(json_array_get(coef, 0)));
    for (size_t j = 0; j < problem->p; j++)
        worst = fmax(worst, relative(arete_ridge_coef(fit, 0, 0)[j],
                                     json_number_value(json_array_get(coef, j + first))));
    double digits = -log10(fmax(worst, 1e-16));
    arete_ridge_stats stats;
    assert_ok(arete_ridge_get_stats(fit, 0, 0, &stats), NULL);
    print_message("%s: %.1f digits, rcond %.1e%s\n", set->name, digits, stats.rcond,
                  warned(fit) ? ", warned" : "");
    assert_true(digits > 9 || warned(fit));
    if (set->digits[from_moments] > 0) {
        assert_true(digits >= set->digits[from_moments]);
        double rss = real(exact, "rss"), tss = column_square(problem, problem->p);
        assert_near(stats.rss, rss, from_moments ? 1e-14 * tss / stats.rcond : 1e-8 * rss + 1e-13 * tss);
        assert_near(stats.r2, real(exact, "r_squared"), from_moments ? 1e-14 / stats.rcond : 1e-9);
        assert_close(stats.df, (double)(problem->p + first), 1e-7);
        /* Without noise, rss is what rounding of the input leaves; from moments, what their rounding adds. */
        int noise = rss > 1e-12 * tss && !from_moments;
        for (size_t j = 0; j < problem->p && noise; j++)
            assert_close(arete_ridge_std_errors(fit, 0, 0)[j],
                         json_number_value(json_array_get(sd, j + first)), 1e-6);
        if (problem->intercept && noise)
            assert_close(arete_ridge_intercept_std_error(fit, 0, 0), json_number_value(json_array_get(sd, 0)),
                         1e-6);
    }
    arete_ridge_destroy(&fit);
}

static void check_ridge(const struct nist_set *set, const nist_problem *problem, const json_t *exact,
                        int from_moments)
{
    double lambda = real(exact, "lam");
    arete_ridge *fit;
    assert_status(fit_problem(&fit, problem, lambda, from_moments), ARETE_OK);
    arete_ridge_stats stats;
    assert_ok(arete_ridge_get_stats(fit, 0, 0, &stats), NULL);
    const json_t *coef = json_object_get(exact, "coef");
    double tss = column_square(problem, problem->p), worst = 0, size = sqrt(tss), signal = 0, shift = 0;
    for (size_t j = 0; j < problem->p; j++) {
        double expected = json_number_value(json_array_get(coef, j)),
               d = sqrt(column_square(problem, j) + lambda);
        double error = fabs(arete_ridge_coef(fit, 0, 0)[j] - expected);
        worst = fmax(worst, d * error);
        signal = fmax(signal, d * fabs(expected));
        for (size_t i = 0; i < problem->n; i++)
            shift = fmax(shift, error * fabs(problem->rows.values[i * problem->rows.columns + j]));
    }
    double unit = DBL_EPSILON / stats.rcond * fmax(size, signal);
    print_message("%s lambda %g: rcond %.1e, error %.1e, %.2g units%s\n", set->name, lambda, stats.rcond,
                  worst / signal, worst / unit, warned(fit) ? ", warned" : "");
    assert_at_most(worst, 20 * unit);
    if (worst > 1e-9 * signal)
        assert_true(warned(fit));
    assert_near(arete_ridge_intercept(fit, 0, 0), real(exact, "intercept"),
                2 * (double)problem->p * shift + 1e-13 * fabs(real(exact, "intercept")) + 1e-13 * size);
    double rel = 1e-12 + 100 * DBL_EPSILON / stats.rcond;
    assert_near(stats.df, real(exact, "df_slopes") + problem->intercept, rel * (double)problem->p);
    assert_near(stats.rss, real(exact, "rss"), rel * (real(exact, "rss") + tss));
    arete_ridge_destroy(&fit);
}

static void least_squares_reaches_its_digits_or_says_so(void **state)
{
    (void)state;
    nist_problem problem;
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        if (!problem_open(&problem, sets[s].name))
            test_skip_data();
        check_least_squares(&sets[s], &problem, 0);
        check_least_squares(&sets[s], &problem, 1);
        problem_close(&problem);
    }
}

static void ridge_reaches_the_digits_of_its_conditioning(void **state)
{
    (void)state;
    nist_problem problem;
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        if (!problem_open(&problem, sets[s].name))
            test_skip_data();
        const json_t *ridge = json_object_get(problem.expected, "ridge");
        assert_int_equal(json_array_size(ridge), 3);
        for (size_t l = 0; l < json_array_size(ridge); l++)
            for (int from_moments = 0; from_moments < 2; from_moments++)
                check_ridge(&sets[s], &problem, json_array_get(ridge, l), from_moments);
        problem_close(&problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_squares_reaches_its_digits_or_says_so),
        cmocka_unit_test(ridge_reaches_the_digits_of_its_conditioning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

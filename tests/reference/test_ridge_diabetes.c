/* SPDX-License-Identifier: BSD-3-Clause
 *
 * scikit-learn's Ridge, KernelRidge and KFold refits on the bundled diabetes data (ridge_diabetes.py).
 *
 * Its alpha is our lambda. Their solvers and ours each err by a few 1e-12 of the largest coefficient here, so
 * 1e-9 separates a different convention from rounding by a wide margin on both sides.
 */
#include "arete_test.h"
#include "csv_rows.h"
#include "ridge_diabetes_expected.h"

enum { P = 10, L = DIABETES_ALPHAS };

static csv_rows data; /* 10 predictors and progression, ld 11 */

static int read_data(void **state)
{
    (void)state;
    data = csv_rows_read(ARETE_DIABETES);
    return data.n == 442 && data.columns == 11 ? 0 : -1;
}

static int free_data(void **state)
{
    (void)state;
    free(data.values);
    return 0;
}

static double *weights_create(void)
{
    double *w = malloc(data.n * sizeof *w);
    assert_non_null(w);
    for (size_t i = 0; i < data.n; i++)
        w[i] = 0.5 * (double)(i % 5);
    return w;
}

static void assert_fit(const arete_ridge *fit, size_t l, size_t t, const double *expected)
{
    assert_all_close(arete_ridge_p(fit), arete_ridge_coef(fit, l, t), expected + 1, 1e-9);
    assert_close(arete_ridge_intercept(fit, l, t), expected[0], 1e-9);
}

/* Fits the first n rows on all ten predictors and compares each penalty. */
static void compare(size_t n, const double *w, const arete_ridge_options *options, size_t nlambda,
                    const double *lambda, const double expected[][P + 1], int solver)
{
    arete_ridge *fit;
    arete_error error;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, n, P, 1, data.values, P + 1, data.values + P, P + 1, w,
                              nlambda, lambda, options, &error),
              &error);
    for (size_t l = 0; l < nlambda; l++) {
        arete_ridge_stats stats;
        assert_fit(fit, l, 0, expected[l]);
        assert_ok(arete_ridge_get_stats(fit, l, 0, &stats), NULL);
        assert_int_equal(stats.solver, solver);
    }
    arete_ridge_destroy(&fit);
}

static void ridge_equals_scikit_learn(void **state)
{
    (void)state;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    compare(data.n, NULL, &options, L, sklearn_alpha, sklearn_plain, ARETE_SOLVER_CHOLESKY);
    options.intercept = 0;
    compare(data.n, NULL, &options, L, sklearn_alpha, sklearn_origin, ARETE_SOLVER_CHOLESKY);
}

static void weighted_ridge_equals_scikit_learn(void **state)
{
    (void)state;
    double *w = weights_create();
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    compare(data.n, w, &options, L, sklearn_alpha, sklearn_weighted, ARETE_SOLVER_CHOLESKY);
    options.intercept = 0;
    compare(data.n, w, &options, L, sklearn_alpha, sklearn_weighted_origin, ARETE_SOLVER_CHOLESKY);
    free(w);
}

static void standardized_ridge_equals_a_standard_scaler_before_ridge(void **state)
{
    (void)state;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.standardize = 1;
    compare(data.n, NULL, &options, L, sklearn_alpha, sklearn_standardized, ARETE_SOLVER_CHOLESKY);
}

static void two_targets_equal_scikit_learn(void **state)
{
    (void)state;
    /* s6 and progression are columns 9 and 10 of the file; the expected order is the other one */
    double *y = malloc(2 * data.n * sizeof *y);
    assert_non_null(y);
    for (size_t i = 0; i < data.n; i++) {
        y[i] = data.values[11 * i + 10];
        y[data.n + i] = data.values[11 * i + 9];
    }
    double *x = malloc(9 * data.n * sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < data.n; i++)
        for (size_t j = 0; j < 9; j++)
            x[j * data.n + i] = data.values[11 * i + j];
    arete_ridge *fit;
    arete_error error;
    assert_ok(arete_ridge_fit(&fit, ARETE_COL_MAJOR, data.n, 9, 2, x, data.n, y, data.n, NULL, L,
                              sklearn_alpha, NULL, &error),
              &error);
    for (size_t l = 0; l < L; l++)
        for (size_t t = 0; t < 2; t++)
            assert_fit(fit, l, t, sklearn_two_targets[l] + 10 * t);
    arete_ridge_destroy(&fit);
    free(x);
    free(y);
}

static void fewer_rows_than_columns_equal_scikit_learn_and_its_kernel_ridge(void **state)
{
    (void)state;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    double origin[L - 1][P + 1];
    for (size_t l = 0; l < L - 1; l++) {
        origin[l][0] = 0;
        for (size_t j = 0; j < P; j++)
            origin[l][j + 1] = sklearn_kernel[l][j];
    }
    for (int solver = ARETE_SOLVER_AUTO; solver <= ARETE_SOLVER_DUAL; solver++) {
        int ran = solver == ARETE_SOLVER_CHOLESKY ? ARETE_SOLVER_CHOLESKY : ARETE_SOLVER_DUAL;
        options.solver = solver;
        options.intercept = 1;
        compare(6, NULL, &options, L - 1, sklearn_alpha + 1, sklearn_six_rows, ran);
        options.intercept = 0;
        compare(6, NULL, &options, L - 1, sklearn_alpha + 1, (const double(*)[P + 1]) origin, ran);
    }
}

static void compare_cv(const double *w, const double expected[][2])
{
    size_t *fold = malloc(data.n * sizeof *fold);
    assert_non_null(fold);
    for (size_t i = 0; i < data.n; i++)
        fold[i] = i * 7 / 3 % 5;
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = 5;
    arete_moments *moments;
    arete_cv *cv;
    arete_error error;
    assert_ok(arete_moments_create(&moments, P, 1, &options, &error), &error);
    assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, data.n, data.values, P + 1, data.values + P, P + 1,
                                w, fold, &error),
              &error);
    assert_ok(arete_ridge_cv(&cv, moments, L, sklearn_alpha, NULL, &error), &error);
    assert_int_equal(arete_cv_folds(cv), 5);
    for (size_t l = 0; l < L; l++) {
        arete_cv_point point;
        assert_ok(arete_cv_get(cv, l, 0, &point), NULL);
        assert_bits(point.lambda, sklearn_alpha[l]);
        assert_close(point.cv_mean, expected[l][0], 1e-10);
        assert_close(point.cv_se, expected[l][1], 1e-9);
    }
    arete_cv_destroy(&cv);
    arete_moments_destroy(&moments);
    free(fold);
}

static void cross_validation_equals_five_refits_of_scikit_learn(void **state)
{
    (void)state;
    double *w = weights_create();
    compare_cv(NULL, sklearn_cv);
    compare_cv(w, sklearn_cv_weighted);
    free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ridge_equals_scikit_learn),
        cmocka_unit_test(weighted_ridge_equals_scikit_learn),
        cmocka_unit_test(standardized_ridge_equals_a_standard_scaler_before_ridge),
        cmocka_unit_test(two_targets_equal_scikit_learn),
        cmocka_unit_test(fewer_rows_than_columns_equal_scikit_learn_and_its_kernel_ridge),
        cmocka_unit_test(cross_validation_equals_five_refits_of_scikit_learn),
    };
    return cmocka_run_group_tests(tests, read_data, free_data);
}

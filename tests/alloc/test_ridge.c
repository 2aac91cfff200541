/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Ridge fits, cross-validation and models without memory.
 *
 * Work on several threads: the loops over folds and penalties allocate inside parallel regions too.
 */
#include "scenario.h"

#include <string.h>
#include <unistd.h>

enum { N = 60, P = 6, Q = 2, WIDE_N = 9, WIDE_P = 25, K = 5, LAMBDAS = 3 };

static double x[N * P], y[N * Q], w[N], wide[WIDE_N * WIDE_P];
static float x32[N * P], y32[N * Q];
static const double LAMBDA[LAMBDAS] = {3.5, 0.02, 700};
static const double FACTOR[P] = {1, 0.5, 1, 0, 2, 1};
static const char *const FEATURES[P] = {"age", "bmi", "blood pressure", "s1", "s2", "s3"};
static const char *const TARGETS[Q] = {"progression", "\xC3\xA9tat"};
static char *folder;

static int prepare(void **state)
{
    (void)state;
    test_random random = test_seed(47);
    for (size_t i = 0; i < N * P; i++)
        x32[i] = (float)(x[i] = 3 + test_normal(&random));
    for (size_t i = 0; i < N; i++) {
        w[i] = (double)test_below(&random, 3);
        for (size_t t = 0; t < Q; t++)
            y32[i * Q + t] = (float)(y[i * Q + t] = 2 * x[i * P] - x[i * P + 1 + t] + 0.3 * test_normal(&random));
    }
    for (size_t i = 0; i < WIDE_N * WIDE_P; i++)
        wide[i] = test_normal(&random);
    folder = test_folder_create();
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

static arete_ridge_options options_of(int solver, int standardize, const double *factor)
{
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.solver = solver;
    options.standardize = standardize;
    options.penalty_factor = factor;
    options.threads = 2;
    return options;
}

static uint64_t print_of(const arete_ridge *fit, uint64_t sum)
{
    size_t p = arete_ridge_p(fit);
    for (size_t l = 0; l < arete_ridge_nlambda(fit); l++)
        for (size_t t = 0; t < arete_ridge_q(fit); t++) {
            double intercept = arete_ridge_intercept(fit, l, t);
            const double *errors = arete_ridge_std_errors(fit, l, t);
            sum = fingerprint(sum, arete_ridge_coef(fit, l, t), p * sizeof(double));
            sum = fingerprint(sum, &intercept, sizeof intercept);
            if (errors)
                sum = fingerprint(sum, errors, p * sizeof(double));
            arete_ridge_stats stats;
            assert_ok(arete_ridge_get_stats(fit, l, t, &stats), NULL);
            sum = fingerprint(sum, &stats.df, sizeof stats.df);
            sum = fingerprint(sum, &stats.rss, sizeof stats.rss);
            sum = fingerprint(sum, &stats.rcond, sizeof stats.rcond);
        }
    for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++)
        sum = fingerprint(sum, arete_ridge_warning(fit, i)->text, strlen(arete_ridge_warning(fit, i)->text));
    return sum;
}

static void make_moments(arete_moments **m)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = K;
    options.threads = 2;
    STEP(arete_moments_create(m, P, Q, &options, &error), *m == NULL);
    STEP(arete_moments_set_names(*m, FEATURES, TARGETS, &error), true);
    STEP(arete_moments_add(*m, ARETE_ROW_MAJOR, N, x, P, y, Q, w, NULL, &error), true);
}

static void fit_by_cholesky(uint64_t *result)
{
    arete_ridge *fit = NULL;
    arete_ridge_options options = options_of(ARETE_SOLVER_CHOLESKY, 1, FACTOR);
    STEP(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, Q, x, P, y, Q, w, LAMBDAS, LAMBDA, &options, &error),
         fit == NULL);
    *result = print_of(fit, 1);
    arete_ridge_destroy(&fit);
    assert_null(fit);
}

static void fit_floats(uint64_t *result)
{
    arete_ridge *fit = NULL;
    STEP(arete_ridge_fit_f32(&fit, ARETE_ROW_MAJOR, N, P, Q, x32, P, y32, Q, NULL, LAMBDAS, LAMBDA, NULL, &error),
         fit == NULL);
    *result = print_of(fit, 1);
    arete_ridge_destroy(&fit);
}

static void fit_by_dual(uint64_t *result)
{
    arete_ridge *fit = NULL;
    arete_ridge_options options = options_of(ARETE_SOLVER_DUAL, 0, NULL);
    STEP(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, WIDE_N, WIDE_P, Q, wide, WIDE_P, y, Q, w, LAMBDAS, LAMBDA, &options,
                         &error),
         fit == NULL);
    *result = print_of(fit, 1);
    arete_ridge_destroy(&fit);
    /* Unpenalised columns are projected out first. */
    double factor[WIDE_P];
    for (size_t j = 0; j < WIDE_P; j++)
        factor[j] = j % 7 == 3 ? 0 : 1;
    options.penalty_factor = factor;
    STEP(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, WIDE_N, WIDE_P, 1, wide, WIDE_P, y, Q, NULL, 1, LAMBDA, &options,
                         &error),
         fit == NULL);
    *result = print_of(fit, *result);
    arete_ridge_destroy(&fit);
}

static void fit_from_moments(uint64_t *result)
{
    arete_moments *m = NULL;
    arete_ridge *fit = NULL;
    arete_ridge_options options = options_of(ARETE_SOLVER_AUTO, 1, NULL);
    make_moments(&m);
    STEP(arete_ridge_fit_moments(&fit, m, LAMBDAS, LAMBDA, &options, &error), fit == NULL);
    *result = print_of(fit, 1);
    arete_ridge_destroy(&fit);
    arete_moments_destroy(&m);
}

static uint64_t print_of_path(const arete_cv *cv, uint64_t sum)
{
    for (size_t t = 0; t < arete_cv_q(cv); t++) {
        for (size_t l = 0; l < arete_cv_size(cv); l++) {
            arete_cv_point point;
            assert_ok(arete_cv_get(cv, l, t, &point), NULL);
            sum = fingerprint(sum, &point, sizeof point);
        }
        size_t best = arete_cv_best(cv, t, ARETE_RULE_1SE);
        sum = fingerprint(sum, &best, sizeof best);
    }
    return sum;
}

static void cross_validate(uint64_t *result)
{
    arete_moments *m = NULL;
    arete_cv *cv = NULL;
    arete_ridge_options options = options_of(ARETE_SOLVER_AUTO, 1, NULL);
    make_moments(&m);
    STEP(arete_ridge_cv(&cv, m, LAMBDAS, LAMBDA, &options, &error), cv == NULL);
    *result = print_of_path(cv, 1);
    arete_cv_destroy(&cv);
    assert_null(cv);
    STEP(arete_ridge_cv(&cv, m, 8, NULL, &options, &error), cv == NULL);
    *result = print_of_path(cv, *result);
    arete_cv_destroy(&cv);
    arete_moments_destroy(&m);
}

static void model_round_trip(uint64_t *result)
{
    const char *path = test_path(folder, "model.json");
    const size_t chosen[Q] = {1, 2};
    arete_ridge *fit = NULL;
    arete_model *model = NULL, *loaded = NULL;
    double predicted[N * Q];
    unlink(path);
    STEP(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, Q, x, P, y, Q, NULL, LAMBDAS, LAMBDA, NULL, &error),
         fit == NULL);
    STEP(arete_model_create(&model, fit, NULL, NULL, NULL, &error), model == NULL);
    arete_model_destroy(&model);
    STEP(arete_model_create(&model, fit, chosen, FEATURES, TARGETS, &error), model == NULL);
    arete_ridge_destroy(&fit);
    STEP(arete_model_save(model, path, &error), access(path, F_OK) != 0);
    uint64_t saved = fingerprint_file(1, path);
    STEP(arete_model_save(model, path, &error), fingerprint_file(1, path) == saved);
    assert_true(fingerprint_file(1, path) == saved);
    STEP(arete_model_load(&loaded, path, &error), loaded == NULL);
    for (size_t i = 0; i < N * Q; i++)
        predicted[i] = 7;
    STEP(arete_model_predict(loaded, ARETE_ROW_MAJOR, N, x, P, predicted, Q, &error),
         predicted[0] == 7 && predicted[N * Q - 1] == 7);
    *result = fingerprint(saved, predicted, sizeof predicted);
    arete_model_destroy(&model);
    arete_model_destroy(&loaded);
    assert_null(loaded);
}

static void fits_survive_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(fit_by_cholesky);
    run_scenario(fit_floats);
    run_scenario(fit_by_dual);
    run_scenario(fit_from_moments);
}

static void cross_validation_survives_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(cross_validate);
}

static void models_survive_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(model_round_trip);
    unlink(test_path(folder, "model.json"));
    assert_int_equal(rmdir(folder), 0); /* nothing written aside is left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_survive_every_failing_allocation),
        cmocka_unit_test(cross_validation_survives_every_failing_allocation),
        cmocka_unit_test(models_survive_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}

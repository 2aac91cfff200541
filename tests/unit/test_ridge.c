/* SPDX-License-Identifier: BSD-3-Clause
 *
 * src/ridge: what fits, cross-validations and models refuse, name and leave alone.
 */
#include "arete_test.h"

#include <math.h>
#include <string.h>

enum { N = 6, P = 2 };

static const double X[N * P] = {1, 2.5, -3, 4, 5.5, -6, 0.75, 8, 9, -1, 2, 2};
static const double Y[N] = {1, 3, -2, 5, 8, 0.5};
static const double ONE[] = {1};

static arete_moments *moments(size_t folds)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = folds;
    arete_moments *m = NULL;
    arete_error error;
    assert_ok(arete_moments_create(&m, P, 1, &options, &error), &error);
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, NULL, NULL, &error), &error);
    return m;
}

static arete_ridge *fit_default(void)
{
    arete_ridge *fit = NULL;
    arete_error error;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, X, P, Y, 1, NULL, 1, ONE, NULL, &error),
              &error);
    return fit;
}

static void options_are_all_set_by_init(void **state)
{
    (void)state;
    arete_ridge_options a, b;
    memset(&a, 0xaa, sizeof a);
    memset(&b, 0x55, sizeof b);
    arete_ridge_options_init(&a);
    arete_ridge_options_init(&b);
    assert_true(a.intercept == 1 && a.standardize == 0 && a.penalty_factor == NULL &&
                a.solver == ARETE_SOLVER_AUTO && a.std_errors == 1 && a.threads == 0 &&
                a.feature_names == NULL && a.target_names == NULL);
    assert_true(b.intercept == 1 && b.standardize == 0 && b.penalty_factor == NULL &&
                b.solver == ARETE_SOLVER_AUTO && b.std_errors == 1 && b.threads == 0 &&
                b.feature_names == NULL && b.target_names == NULL);
    arete_ridge_options_init(NULL);
}

/* One bad call each: status and the argument it names; the result pointer is nulled. */
static void fit_names_the_argument_at_fault(void **state)
{
    (void)state;
    arete_error error;
    arete_ridge *fit;
    static const double negative[] = {1, -1}, nan[] = {NAN}, infinite[] = {INFINITY};
    static const double bad_w[N] = {1, 1, 1, 1, -1, 1}, no_w[N] = {0};
    double bad_x[N * P], bad_y[N];
    memcpy(bad_x, X, sizeof X);
    memcpy(bad_y, Y, sizeof Y);
    bad_x[2 * P + 1] = NAN;
    bad_y[3] = -INFINITY;
#define EXPECT(status, name, call)                                                                           \
    do {                                                                                                     \
        fit = (arete_ridge *)&error;                                                                         \
        assert_status(call, status);                                                                         \
        assert_string_equal(error.argument, name);                                                           \
        assert_true(strlen(error.text) > 0);                                                                 \
        assert_null(fit);                                                                                    \
    } while (0)
    const int R = ARETE_ROW_MAJOR;
    assert_status(arete_ridge_fit(NULL, R, N, P, 1, X, P, Y, 1, NULL, 1, ONE, NULL, &error), ARETE_ERR_NULL);
    assert_string_equal(error.argument, "fit");
    EXPECT(ARETE_ERR_SIZE, "n", arete_ridge_fit(&fit, R, 0, P, 1, X, P, Y, 1, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_SIZE, "p", arete_ridge_fit(&fit, R, N, 0, 1, X, P, Y, 1, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_SIZE, "q", arete_ridge_fit(&fit, R, N, P, 0, X, P, Y, 1, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_NULL, "x", arete_ridge_fit(&fit, R, N, P, 1, NULL, P, Y, 1, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_NULL, "y", arete_ridge_fit(&fit, R, N, P, 1, X, P, NULL, 1, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_NULL, "lambda",
           arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, NULL, 1, NULL, NULL, &error));
    EXPECT(ARETE_ERR_SIZE, "nlambda",
           arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, NULL, 0, ONE, NULL, &error));
    EXPECT(ARETE_ERR_LAYOUT, "layout",
           arete_ridge_fit(&fit, 7, N, P, 1, X, P, Y, 1, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_LD, "ldx",
           arete_ridge_fit(&fit, R, N, P, 1, X, P - 1, Y, 1, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_LD, "ldy", arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 0, NULL, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_LAMBDA, "lambda",
           arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, NULL, 2, negative, NULL, &error));
    assert_int_equal(error.row, 1);
    EXPECT(ARETE_ERR_LAMBDA, "lambda",
           arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, NULL, 1, nan, NULL, &error));
    EXPECT(ARETE_ERR_LAMBDA, "lambda",
           arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, NULL, 1, infinite, NULL, &error));
    EXPECT(ARETE_ERR_WEIGHT, "w", arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, bad_w, 1, ONE, NULL, &error));
    assert_int_equal(error.row, 4);
    EXPECT(ARETE_ERR_NO_DATA, "", arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, no_w, 1, ONE, NULL, &error));
    EXPECT(ARETE_ERR_NOT_FINITE, "x",
           arete_ridge_fit(&fit, R, N, P, 1, bad_x, P, Y, 1, NULL, 1, ONE, NULL, &error));
    assert_true(error.row == 2 && error.column == 1);
    EXPECT(ARETE_ERR_NOT_FINITE, "y",
           arete_ridge_fit(&fit, R, N, P, 1, X, P, bad_y, 1, NULL, 1, ONE, NULL, &error));
    assert_true(error.row == 3 && error.column == 0);
    /* The same when the dual is asked for, which has checks of its own. */
    arete_ridge_options o;
    arete_ridge_options_init(&o);
    o.solver = ARETE_SOLVER_DUAL;
    static const double zero[] = {0};
    EXPECT(ARETE_ERR_NOT_FINITE, "x",
           arete_ridge_fit(&fit, R, N, P, 1, bad_x, P, Y, 1, NULL, 1, ONE, &o, &error));
    EXPECT(ARETE_ERR_WEIGHT, "w", arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, bad_w, 1, ONE, &o, &error));
    EXPECT(ARETE_ERR_NO_DATA, "", arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, no_w, 1, ONE, &o, &error));
    EXPECT(ARETE_ERR_LD, "ldx", arete_ridge_fit(&fit, R, N, P, 1, X, P - 1, Y, 1, NULL, 1, ONE, &o, &error));
    EXPECT(ARETE_ERR_OPTION, "options.solver",
           arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, NULL, 1, zero, &o, &error));
    /* Options. */
    static const double below[] = {1, -2}, no_number[] = {NAN, 1};
    const struct {
        const char *name;
        arete_ridge_options options;
    } bad[] = {
        {"options.intercept", {2, 0, NULL, 0, 1, 0, NULL, NULL}},
        {"options.standardize", {1, -1, NULL, 0, 1, 0, NULL, NULL}},
        {"options.solver", {1, 0, NULL, 3, 1, 0, NULL, NULL}},
        {"options.std_errors", {1, 0, NULL, 0, 5, 0, NULL, NULL}},
        {"options.threads", {1, 0, NULL, 0, 1, 1025, NULL, NULL}},
        {"options.penalty_factor", {1, 0, below, 0, 1, 0, NULL, NULL}},
        {"options.penalty_factor", {1, 0, no_number, 0, 1, 0, NULL, NULL}},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        EXPECT(ARETE_ERR_OPTION, bad[i].name,
               arete_ridge_fit(&fit, R, N, P, 1, X, P, Y, 1, NULL, 1, ONE, &bad[i].options, &error));
#undef EXPECT
}

static void moments_cannot_be_fitted_by_the_dual(void **state)
{
    (void)state;
    arete_error error;
    arete_moments *m = moments(2), *empty = NULL;
    arete_ridge *fit = NULL;
    arete_cv *cv = NULL;
    arete_ridge_options o;
    arete_ridge_options_init(&o);
    o.solver = ARETE_SOLVER_DUAL;
    assert_status(arete_ridge_fit_moments(&fit, m, 1, ONE, &o, &error), ARETE_ERR_OPTION);
    assert_status(arete_ridge_cv(&cv, m, 0, NULL, &o, &error), ARETE_ERR_OPTION);
    assert_status(arete_ridge_fit_moments(&fit, NULL, 1, ONE, NULL, &error), ARETE_ERR_NULL);
    assert_ok(arete_moments_create(&empty, P, 1, NULL, &error), &error);
    assert_status(arete_ridge_fit_moments(&fit, empty, 1, ONE, NULL, &error), ARETE_ERR_NO_DATA);
    arete_moments_destroy(&m);
    arete_moments_destroy(&empty);
}

static void data_whose_squares_overflow_or_vanish_are_refused(void **state)
{
    (void)state;
    arete_error error;
    arete_ridge *fit = NULL;
    for (int dual = 0; dual < 2; dual++)
        for (int e = -170; e <= 170; e += 340) {
            double x[N * P];
            for (size_t i = 0; i < N; i++) {
                x[i * P] = X[i * P];
                x[i * P + 1] = X[i * P + 1] * pow(10, e);
            }
            arete_ridge_options o;
            arete_ridge_options_init(&o);
            o.solver = dual ? ARETE_SOLVER_DUAL : ARETE_SOLVER_CHOLESKY;
            assert_status(
                arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, x, P, Y, 1, NULL, 1, ONE, &o, &error),
                ARETE_ERR_RANGE);
            assert_int_equal(error.column, 1);
        }
}

static void cross_validation_names_the_argument_at_fault(void **state)
{
    (void)state;
    arete_error error;
    arete_moments *one = moments(1), *m = moments(3);
    arete_cv *cv = (arete_cv *)&error;
    static const double bad[] = {1, -3};
    assert_status(arete_ridge_cv(NULL, m, 0, NULL, NULL, &error), ARETE_ERR_NULL);
    assert_status(arete_ridge_cv(&cv, NULL, 0, NULL, NULL, &error), ARETE_ERR_NULL);
    assert_null(cv);
    assert_status(arete_ridge_cv(&cv, one, 0, NULL, NULL, &error), ARETE_ERR_OPTION);
    assert_status(arete_ridge_cv(&cv, m, 2, bad, NULL, &error), ARETE_ERR_LAMBDA);
    assert_int_equal(error.row, 1);
    assert_status(arete_ridge_cv(&cv, m, 0, bad, NULL, &error), ARETE_ERR_SIZE);
    assert_status(arete_ridge_cv(&cv, m, 1000001, NULL, NULL, &error), ARETE_ERR_SIZE);
    arete_ridge_options o;
    arete_ridge_options_init(&o);
    o.penalty_factor = (const double[]){0, 0};
    assert_status(arete_ridge_cv(&cv, m, 0, NULL, &o, &error), ARETE_ERR_OPTION);
    assert_ok(arete_ridge_cv(&cv, m, 1, ONE, NULL, &error), &error);
    arete_cv_point point;
    assert_status(arete_cv_get(cv, 1, 0, &point), ARETE_ERR_SIZE);
    assert_status(arete_cv_get(cv, 0, 1, &point), ARETE_ERR_SIZE);
    assert_status(arete_cv_get(cv, 0, 0, NULL), ARETE_ERR_NULL);
    assert_status(arete_cv_get(NULL, 0, 0, &point), ARETE_ERR_NULL);
    assert_true(arete_cv_best(cv, 0, 7) == ARETE_NONE && arete_cv_best(cv, 1, 0) == ARETE_NONE &&
                arete_cv_best(NULL, 0, 0) == ARETE_NONE);
    assert_null(arete_cv_warning(cv, 99));
    assert_true(arete_cv_size(NULL) == 0 && arete_cv_q(NULL) == 0 && arete_cv_folds(NULL) == 0 &&
                arete_cv_nwarnings(NULL) == 0);
    arete_cv_destroy(&cv);
    arete_cv_destroy(&cv);
    arete_cv_destroy(NULL);
    arete_moments_destroy(&m);
    arete_moments_destroy(&one);
}

static void getters_of_a_fit_are_total(void **state)
{
    (void)state;
    arete_ridge *fit = fit_default();
    arete_ridge_stats s;
    assert_true(arete_ridge_p(fit) == P && arete_ridge_q(fit) == 1 && arete_ridge_nlambda(fit) == 1);
    assert_true(arete_ridge_rows(fit) == N && arete_ridge_weight(fit) == N);
    assert_null(arete_ridge_coef(fit, 1, 0));
    assert_null(arete_ridge_coef(fit, 0, 1));
    assert_null(arete_ridge_coef(NULL, 0, 0));
    assert_null(arete_ridge_std_errors(fit, 1, 0));
    assert_true(isnan(arete_ridge_intercept(fit, 1, 0)) &&
                isnan(arete_ridge_intercept_std_error(NULL, 0, 0)));
    assert_status(arete_ridge_get_stats(fit, 0, 1, &s), ARETE_ERR_SIZE);
    assert_status(arete_ridge_get_stats(fit, 0, 0, NULL), ARETE_ERR_NULL);
    assert_status(arete_ridge_get_stats(NULL, 0, 0, &s), ARETE_ERR_NULL);
    assert_true(arete_ridge_p(NULL) == 0 && arete_ridge_rows(NULL) == 0 && arete_ridge_nwarnings(NULL) == 0);
    assert_null(arete_ridge_warning(fit, 99));
    arete_ridge_destroy(&fit);
    assert_null(fit);
    arete_ridge_destroy(&fit);
    arete_ridge_destroy(NULL);
    for (int kind = -3; kind < 40; kind++)
        assert_non_null(arete_warning_code(kind));
}

static void standard_errors_are_left_out_on_request(void **state)
{
    (void)state;
    arete_error error;
    arete_ridge *fit = NULL;
    arete_ridge_options o;
    arete_ridge_options_init(&o);
    o.std_errors = 0;
    for (int solver = ARETE_SOLVER_CHOLESKY; solver <= ARETE_SOLVER_DUAL; solver++) {
        o.solver = solver;
        assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, X, P, Y, 1, NULL, 1, ONE, &o, &error),
                  &error);
        assert_null(arete_ridge_std_errors(fit, 0, 0));
        assert_true(isnan(arete_ridge_intercept_std_error(fit, 0, 0)));
        arete_ridge_stats s;
        assert_status(arete_ridge_get_stats(fit, 0, 0, &s), ARETE_OK);
        assert_int_equal(s.solver, solver);
        assert_true(s.sigma2 > 0);
        arete_ridge_destroy(&fit);
    }
}

static bool has_warning(const arete_ridge *fit, int kind, const char *text)
{
    for (size_t i = 0; i < arete_ridge_nwarnings(fit); i++)
        if (arete_ridge_warning(fit, i)->kind == kind && strstr(arete_ridge_warning(fit, i)->text, text))
            return true;
    return false;
}

/* Noise fitted almost exactly, as more columns than rows and a small penalty do: df is all but n, and a variance
 * estimated from what is left would make every coefficient significant. */
static void nothing_is_estimated_from_a_hundredth_of_a_row(void **state)
{
    (void)state;
    enum { ROWS = 10, COLUMNS = 60 };
    double x[ROWS * COLUMNS], y[ROWS];
    test_random random = test_seed(5);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        x[i] = test_normal(&random);
    for (size_t i = 0; i < ROWS; i++)
        y[i] = test_normal(&random);
    static const double lambda[] = {1e-4, 10};
    arete_error error;
    arete_ridge *fit = NULL;
    assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, ROWS, COLUMNS, 1, x, COLUMNS, y, 1, NULL, 2, lambda,
                              NULL, &error),
              &error);
    arete_ridge_stats s;
    assert_status(arete_ridge_get_stats(fit, 0, 0, &s), ARETE_OK);
    assert_true(ROWS - s.df > 0 && ROWS - s.df < 0.01);
    assert_true(isnan(s.sigma2) && isnan(s.gcv) && isnan(arete_ridge_std_errors(fit, 0, 0)[3]));
    assert_true(has_warning(fit, ARETE_WARN_NO_DEGREES_OF_FREEDOM, "degrees of freedom"));
    assert_status(arete_ridge_get_stats(fit, 1, 0, &s), ARETE_OK);
    assert_true(s.sigma2 > 0 && arete_ridge_std_errors(fit, 1, 0)[3] > 0);
    arete_ridge_destroy(&fit);
}

static void a_fit_lost_in_rounding_estimates_no_variance(void **state)
{
    (void)state;
    enum { ROWS = 50 };
    double x[ROWS * P], y[ROWS];
    test_random random = test_seed(6);
    for (size_t i = 0; i < ROWS; i++) {
        x[i * P] = test_normal(&random);
        x[i * P + 1] = test_normal(&random);
        y[i] = 3 + x[i * P] - 2 * x[i * P + 1];
    }
    static const double lambda[] = {0};
    arete_error error;
    arete_moments *m = NULL;
    arete_ridge *fit = NULL;
    assert_ok(arete_moments_create(&m, P, 1, NULL, &error), &error);
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, ROWS, x, P, y, 1, NULL, NULL, &error), &error);
    assert_ok(arete_ridge_fit_moments(&fit, m, 1, lambda, NULL, &error), &error);
    arete_ridge_stats s;
    assert_status(arete_ridge_get_stats(fit, 0, 0, &s), ARETE_OK);
    assert_true(isnan(s.sigma2) && isnan(s.gcv) && isnan(arete_ridge_std_errors(fit, 0, 0)[0]));
    assert_true(s.rss >= 0 && s.rss < 1e-12);
    assert_true(has_warning(fit, ARETE_WARN_ROUNDING, "lost in its rounding error"));
    arete_ridge_destroy(&fit);
    arete_moments_destroy(&m);
}

static void messages_use_the_names_of_the_options(void **state)
{
    (void)state;
    static const char *const features[] = {"height", "weight"}, *const targets[] = {"age"};
    double x[N * P], y[N];
    for (size_t i = 0; i < N; i++) {
        x[i * P] = X[i * P];
        x[i * P + 1] = 4;
        y[i] = 7;
    }
    arete_error error;
    arete_ridge *fit = NULL;
    arete_ridge_options o;
    arete_ridge_options_init(&o);
    o.feature_names = features;
    o.target_names = targets;
    for (int solver = ARETE_SOLVER_CHOLESKY; solver <= ARETE_SOLVER_DUAL; solver++) {
        o.solver = solver;
        assert_ok(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, x, P, y, 1, NULL, 1, ONE, &o, &error),
                  &error);
        assert_true(has_warning(fit, ARETE_WARN_CONSTANT_COLUMN, "column 'weight' does not vary"));
        assert_true(has_warning(fit, ARETE_WARN_CONSTANT_TARGET, "target 'age' does not vary"));
        arete_ridge_destroy(&fit);
    }
    static const double none[] = {0};
    for (size_t i = 0; i < N; i++)
        x[i * P + 1] = 2 * x[i * P];
    o.solver = ARETE_SOLVER_AUTO;
    assert_status(arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, x, P, Y, 1, NULL, 1, none, &o, &error),
                  ARETE_ERR_SINGULAR);
    assert_int_equal(error.column, 1);
    assert_non_null(strstr(error.text, "column 'weight' is a linear combination of 'height'"));
}

/* Two targets, one of them noise that no predictor explains: the warning says which. */
static void warnings_of_a_path_say_which_target(void **state)
{
    (void)state;
    enum { ROWS = 400 };
    static const char *const features[] = {"a", "b"}, *const targets[] = {"signal", "noise"};
    double x[ROWS * P], y[ROWS * 2];
    test_random random = test_seed(12);
    for (size_t i = 0; i < ROWS; i++) {
        x[i * P] = test_normal(&random);
        x[i * P + 1] = test_normal(&random);
        y[i * 2] = x[i * P] + 0.5 * x[i * P + 1] + test_normal(&random);
        y[i * 2 + 1] = test_normal(&random);
    }
    arete_moments_options mo;
    arete_moments_options_init(&mo);
    mo.folds = 10;
    arete_error error;
    arete_moments *m = NULL;
    arete_cv *cv = NULL;
    assert_ok(arete_moments_create(&m, P, 2, &mo, &error), &error);
    assert_ok(arete_moments_set_names(m, features, targets, &error), &error);
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, ROWS, x, P, y, 2, NULL, NULL, &error), &error);
    assert_ok(arete_ridge_cv(&cv, m, 0, NULL, NULL, &error), &error);
    size_t found = 0;
    for (size_t i = 0; i < arete_cv_nwarnings(cv); i++) {
        const arete_warning *w = arete_cv_warning(cv, i);
        if (w->kind != ARETE_WARN_INTERCEPT_ONLY)
            continue;
        found++;
        assert_int_equal(w->target, 1);
        assert_int_equal(strncmp(w->text, "target 'noise': ", 16), 0);
    }
    assert_int_equal(found, 1);
    arete_cv_destroy(&cv);
    arete_moments_destroy(&m);
}

static void model_names_the_argument_at_fault(void **state)
{
    (void)state;
    arete_error error;
    arete_ridge *fit = fit_default();
    arete_model *model = (arete_model *)&error;
    static const char *const names[] = {"a", "b"}, *const twice[] = {"a", "a"}, *const y[] = {"y"};
    static const size_t past[] = {1};
    assert_status(arete_model_create(NULL, fit, NULL, names, y, &error), ARETE_ERR_NULL);
    assert_status(arete_model_create(&model, NULL, NULL, names, y, &error), ARETE_ERR_NULL);
    assert_null(model);
    assert_status(arete_model_create(&model, fit, past, names, y, &error), ARETE_ERR_SIZE);
    assert_string_equal(error.argument, "l");
    assert_status(arete_model_create(&model, fit, NULL, twice, y, &error), ARETE_ERR_NAME);
    assert_ok(arete_model_create(&model, fit, NULL, NULL, NULL, &error), &error);
    assert_string_equal(arete_model_feature(model, 1), "x2");
    assert_string_equal(arete_model_target(model, 0), "y");
    assert_null(arete_model_feature(model, 2));
    assert_null(arete_model_coef(model, 1));
    assert_true(isnan(arete_model_lambda(model, 1)) && isnan(arete_model_intercept(NULL, 0)));
    double yhat[N] = {0}, before[N] = {0};
    assert_status(arete_model_predict(NULL, 101, N, X, P, yhat, 1, &error), ARETE_ERR_NULL);
    assert_status(arete_model_predict(model, 9, N, X, P, yhat, 1, &error), ARETE_ERR_LAYOUT);
    assert_status(arete_model_predict(model, 101, N, NULL, P, yhat, 1, &error), ARETE_ERR_NULL);
    assert_status(arete_model_predict(model, 101, N, X, P, NULL, 1, &error), ARETE_ERR_NULL);
    assert_status(arete_model_predict(model, 101, N, X, P - 1, yhat, 1, &error), ARETE_ERR_LD);
    assert_status(arete_model_predict(model, 102, N, X, N, yhat, N - 1, &error), ARETE_ERR_LD);
    assert_status(arete_model_predict(model, 101, SIZE_MAX / 4, X, P, yhat, 1, &error), ARETE_ERR_SIZE);
    assert_memory_equal(yhat, before, sizeof yhat);
    assert_ok(arete_model_predict(model, 101, 0, NULL, P, NULL, 1, &error), &error);
    assert_status(arete_model_save(model, "no/such/folder/m.json", &error), ARETE_ERR_IO);
    assert_status(arete_model_save(model, NULL, &error), ARETE_ERR_NULL);
    assert_status(arete_model_save(NULL, "m.json", &error), ARETE_ERR_NULL);
    arete_model_destroy(&model);
    assert_status(arete_model_load(&model, "no-such-model.json", &error), ARETE_ERR_IO);
    assert_status(arete_model_load(NULL, "m.json", &error), ARETE_ERR_NULL);
    assert_status(arete_model_load(&model, NULL, &error), ARETE_ERR_NULL);
    arete_ridge_destroy(&fit);
}

/* Well-formed JSON that is no model, or none of ours; each says so and none is half loaded. */
static void files_that_are_no_model_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        arete_status status;
    } c[] = {
        {"", ARETE_ERR_FORMAT},
        {"{", ARETE_ERR_FORMAT},
        {"[1,2]", ARETE_ERR_FORMAT},
        {"{\"format\":\"other\"}", ARETE_ERR_FORMAT},
        {"{\"format\":\"arete-ridge-model\"}", ARETE_ERR_FORMAT},
        {"{\"format\":\"arete-ridge-model\",\"version\":2}", ARETE_ERR_VERSION},
        {"{\"format\":\"arete-ridge-model\",\"version\":1}", ARETE_ERR_FORMAT},
        {"{\"format\":\"arete-ridge-model\",\"format\":\"arete-ridge-model\",\"version\":1}",
         ARETE_ERR_FORMAT},
        {"{\"format\":\"arete-ridge-model\",\"version\":1,\"checksum\":\"0000000000000000\"}",
         ARETE_ERR_FORMAT},
        {"{\"format\":\"arete-ridge-model\",\"version\":1,\"checksum\":7}", ARETE_ERR_FORMAT},
    };
    char *folder = test_folder_create();
    const char *path = test_path(folder, "m.json");
    arete_error error;
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        FILE *stream = fopen(path, "wb");
        assert_non_null(stream);
        fputs(c[i].text, stream);
        fclose(stream);
        arete_model *model = (arete_model *)&error;
        assert_status(arete_model_load(&model, path, &error), c[i].status);
        assert_null(model);
    }
    arete_model *model = NULL;
    assert_status(arete_model_load(&model, folder, &error), ARETE_ERR_IO);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_all_set_by_init),
        cmocka_unit_test(fit_names_the_argument_at_fault),
        cmocka_unit_test(moments_cannot_be_fitted_by_the_dual),
        cmocka_unit_test(data_whose_squares_overflow_or_vanish_are_refused),
        cmocka_unit_test(cross_validation_names_the_argument_at_fault),
        cmocka_unit_test(getters_of_a_fit_are_total),
        cmocka_unit_test(standard_errors_are_left_out_on_request),
        cmocka_unit_test(nothing_is_estimated_from_a_hundredth_of_a_row),
        cmocka_unit_test(a_fit_lost_in_rounding_estimates_no_variance),
        cmocka_unit_test(messages_use_the_names_of_the_options),
        cmocka_unit_test(warnings_of_a_path_say_which_target),
        cmocka_unit_test(model_names_the_argument_at_fault),
        cmocka_unit_test(files_that_are_no_model_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A model saved and loaded is the same model to the bit and the same file to the byte; a damaged file is
 * refused, or is harmless: it still says the same.
 */
#include <math.h>
#include <string.h>

#include "file_bytes.h"
#include "rows.h"

enum { N = 60, P = 4, Q = 2 };

static test_rows data;
static arete_ridge *fit;

static int make_fit(void **state)
{
    (void)state;
    test_random random = test_seed(121);
    data = rows_create(&random, N, P, Q);
    for (size_t i = 0; i < N; i++)
        data.x[i * P + 1] *= 1e-120; /* coefficients of every size */
    const double lambda[] = {0.1, 7};
    arete_error error;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.standardize = 1;
    return arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, Q, data.x, P, data.y, Q, data.w, 2, lambda, &options,
                           &error);
}

static int free_fit(void **state)
{
    (void)state;
    arete_ridge_destroy(&fit);
    rows_destroy(&data);
    return 0;
}

static arete_model *create_model(void)
{
    const char *const features[P] = {"bmi", "H\xc3\xb6he \"m\"", "a,b\\c\n", "x4"};
    const char *const targets[Q] = {"y", "z"};
    const size_t l[Q] = {1, 0};
    arete_model *model;
    arete_error error;
    assert_ok(arete_model_create(&model, fit, l, features, targets, &error), &error);
    return model;
}

static void assert_same_model(const arete_model *a, const arete_model *b)
{
    assert_int_equal(arete_model_p(a), arete_model_p(b));
    assert_int_equal(arete_model_q(a), arete_model_q(b));
    for (size_t j = 0; j < arete_model_p(a); j++)
        assert_string_equal(arete_model_feature(a, j), arete_model_feature(b, j));
    for (size_t t = 0; t < arete_model_q(a); t++) {
        assert_string_equal(arete_model_target(a, t), arete_model_target(b, t));
        assert_bits(arete_model_lambda(a, t), arete_model_lambda(b, t));
        assert_bits(arete_model_intercept(a, t), arete_model_intercept(b, t));
        for (size_t j = 0; j < arete_model_p(a); j++)
            assert_bits(arete_model_coef(a, t)[j], arete_model_coef(b, t)[j]);
    }
    double yhat[N * Q], other[N * Q];
    assert_ok(arete_model_predict(a, ARETE_ROW_MAJOR, N, data.x, P, yhat, Q, NULL), NULL);
    assert_ok(arete_model_predict(b, ARETE_ROW_MAJOR, N, data.x, P, other, Q, NULL), NULL);
    for (size_t i = 0; i < N * Q; i++)
        assert_bits(other[i], yhat[i]);
}

static void a_model_is_its_fit(void **state)
{
    (void)state;
    arete_model *model = create_model();
    for (size_t t = 0; t < Q; t++) {
        size_t l = t == 0 ? 1 : 0;
        assert_bits(arete_model_intercept(model, t), arete_ridge_intercept(fit, l, t));
        for (size_t j = 0; j < P; j++)
            assert_bits(arete_model_coef(model, t)[j], arete_ridge_coef(fit, l, t)[j]);
    }
    assert_bits(arete_model_lambda(model, 0), 7);
    assert_bits(arete_model_lambda(model, 1), 0.1);
    double yhat[N * Q];
    assert_ok(arete_model_predict(model, ARETE_ROW_MAJOR, N, data.x, P, yhat, Q, NULL), NULL);
    for (size_t i = 0; i < N; i++)
        for (size_t t = 0; t < Q; t++) {
            long double expected = arete_model_intercept(model, t), size = fabsl(expected);
            for (size_t j = 0; j < P; j++) {
                long double term = (long double)data.x[i * P + j] * arete_model_coef(model, t)[j];
                expected += term;
                size += fabsl(term);
            }
            assert_near(yhat[i * Q + t], (double)expected, 1e-15 * (double)size);
        }
    arete_model_destroy(&model);
}

static void a_prediction_depends_on_its_row_alone(void **state)
{
    (void)state;
    arete_model *model = create_model();
    double all[N * Q], columns[Q * (N + 1)], one[Q], x[P * (N + 2)];
    assert_ok(arete_model_predict(model, ARETE_ROW_MAJOR, N, data.x, P, all, Q, NULL), NULL);
    for (size_t k = 0; k < P * (N + 2); k++)
        x[k] = NAN;
    for (size_t i = 0; i < N; i++) {
        assert_ok(arete_model_predict(model, ARETE_ROW_MAJOR, 1, data.x + i * P, P, one, Q, NULL), NULL);
        for (size_t t = 0; t < Q; t++)
            assert_bits(one[t], all[i * Q + t]);
        for (size_t j = 0; j < P; j++)
            x[j * (N + 2) + i] = data.x[i * P + j];
    }
    x[2 * (N + 2) + 5] = NAN;
    x[2 * (N + 2) + 6] = INFINITY;
    for (size_t k = 0; k < Q * (N + 1); k++)
        columns[k] = -77;
    assert_ok(arete_model_predict(model, ARETE_COL_MAJOR, N, x, N + 2, columns, N + 1, NULL), NULL);
    for (size_t i = 0; i < N; i++)
        for (size_t t = 0; t < Q; t++) {
            if (i == 5)
                assert_true(isnan(columns[t * (N + 1) + i]));
            else if (i == 6)
                assert_true(isinf(columns[t * (N + 1) + i]));
            else
                assert_bits(columns[t * (N + 1) + i], all[i * Q + t]);
        }
    for (size_t t = 0; t < Q; t++)
        assert_bits(columns[t * (N + 1) + N], -77); /* padding is not written */
    arete_model_destroy(&model);
}

static void saved_and_loaded_it_is_the_same_model_and_the_same_file(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *first = test_path(folder, "first.json"), *second = test_path(folder, "second.json");
    arete_model *model = create_model(), *loaded;
    arete_error error;
    assert_ok(arete_model_save(model, first, &error), &error);
    assert_ok(arete_model_load(&loaded, first, &error), &error);
    assert_same_model(loaded, model);
    assert_ok(arete_model_save(loaded, second, &error), &error);
    file_bytes a = file_read(first), b = file_read(second);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.bytes, b.bytes, a.size);
    free(a.bytes);
    free(b.bytes);
    arete_model_destroy(&model);
    arete_model_destroy(&loaded);
    test_folder_remove(folder);
}

/* Refused with a reason, or still the same model. Returns 1 if refused. */
static int check_damaged(const char *path, const arete_model *model)
{
    arete_model *loaded = NULL;
    arete_error error;
    int status = arete_model_load(&loaded, path, &error);
    if (status == ARETE_OK) {
        assert_same_model(loaded, model);
        arete_model_destroy(&loaded);
        return 0;
    }
    assert_true(status == ARETE_ERR_FORMAT || status == ARETE_ERR_VERSION);
    assert_true(error.text[0] != '\0');
    assert_null(loaded);
    return 1;
}

static void a_changed_byte_is_refused_or_harmless(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *good = test_path(folder, "good.json"), *bad = test_path(folder, "bad.json");
    arete_model *model = create_model();
    assert_ok(arete_model_save(model, good, NULL), NULL);
    file_bytes file = file_read(good);
    int refused = 0, harmless = 0;
    for (size_t i = 0; i < file.size; i++)
        for (int change = 0; change < 3; change++) {
            unsigned char kept = file.bytes[i];
            file.bytes[i] = change == 0   ? kept ^ 1
                            : change == 1 ? (unsigned char)~kept
                            : kept == '5' ? '6'
                                          : '5';
            file_write(bad, file.bytes, file.size);
            check_damaged(bad, model) ? refused++ : harmless++;
            file.bytes[i] = kept;
        }
    print_message("%zu bytes: %d changes refused, %d harmless\n", file.size, refused, harmless);
    assert_true(refused > 2 * harmless);
    free(file.bytes);
    arete_model_destroy(&model);
    test_folder_remove(folder);
}

static void a_truncated_file_is_refused_or_harmless(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *good = test_path(folder, "good.json"), *bad = test_path(folder, "bad.json");
    arete_model *model = create_model();
    assert_ok(arete_model_save(model, good, NULL), NULL);
    file_bytes file = file_read(good);
    for (size_t size = 0; size < file.size; size++) {
        file_write(bad, file.bytes, size);
        int refused = check_damaged(bad, model);
        if (size + 2 < file.size) /* only a final line end may be missed without harm */
            assert_true(refused);
    }
    free(file.bytes);
    arete_model_destroy(&model);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_is_its_fit),
        cmocka_unit_test(a_prediction_depends_on_its_row_alone),
        cmocka_unit_test(saved_and_loaded_it_is_the_same_model_and_the_same_file),
        cmocka_unit_test(a_changed_byte_is_refused_or_harmless),
        cmocka_unit_test(a_truncated_file_is_refused_or_harmless),
    };
    return cmocka_run_group_tests(tests, make_fit, free_fit);
}

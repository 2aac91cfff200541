/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Moments without memory.
 */
#include "scenario.h"

#include <string.h>
#include <unistd.h>

enum { P = 5, Q = 2, K = 4, ROWS = 700 };

static double x[ROWS * P], y[ROWS * Q], w[ROWS];
static size_t fold[ROWS];
static const char *const FEATURES[P] = {"age", "bmi", "blood pressure", "s1", "s2"};
static const char *const TARGETS[Q] = {"progression", "\xC3\xA9tat"};
static char *folder;

static int prepare(void **state)
{
    (void)state;
    test_random random = test_seed(41);
    for (size_t i = 0; i < ROWS * P; i++)
        x[i] = 1e3 + test_normal(&random);
    for (size_t i = 0; i < ROWS * Q; i++)
        y[i] = test_normal(&random);
    for (size_t i = 0; i < ROWS; i++) {
        w[i] = (double)test_below(&random, 3);
        fold[i] = test_below(&random, K);
    }
    folder = test_folder_create();
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

static uint64_t print_of(const arete_moments *m, uint64_t sum)
{
    double x_mean[P], y_mean[Q], gram[P * P], cross[P * Q], yy[Q];
    for (size_t i = 0; i < P * P; i++)
        gram[i] = 7;
    STEP(arete_moments_get(m, ARETE_NONE, x_mean, y_mean, gram, cross, yy, &error), gram[0] == 7 && gram[P] == 7);
    sum = fingerprint(sum, x_mean, sizeof x_mean);
    sum = fingerprint(sum, y_mean, sizeof y_mean);
    sum = fingerprint(sum, gram, sizeof gram);
    sum = fingerprint(sum, cross, sizeof cross);
    return fingerprint(sum, yy, sizeof yy);
}

static void make(arete_moments **m, size_t first, size_t rows)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = K;
    options.seed = 12345;
    options.threads = 2;
    STEP(arete_moments_create(m, P, Q, &options, &error), *m == NULL);
    STEP(arete_moments_set_names(*m, FEATURES, TARGETS, &error), !arete_moments_feature(*m, 0));
    STEP(arete_moments_add(*m, ARETE_ROW_MAJOR, rows, x + first * P, P, y + first * Q, Q, w + first, fold + first,
                           &error),
         arete_moments_rows(*m, ARETE_NONE) == 0);
}

static void accumulate_merge_and_grow(uint64_t *result)
{
    arete_moments *a = NULL, *b = NULL;
    make(&a, 0, 333);
    make(&b, 333, ROWS - 333);
    uint64_t rows = arete_moments_rows(a, ARETE_NONE);
    STEP(arete_moments_merge(a, b, &error), arete_moments_rows(a, ARETE_NONE) == rows);
    arete_moments_destroy(&b);
    STEP(arete_moments_set_names(a, FEATURES, TARGETS, &error),
         strcmp(arete_moments_feature(a, 1), "bmi") == 0);
    STEP(arete_moments_grow(a, 2 * K + 1, &error), arete_moments_folds(a) == K);
    STEP(arete_moments_add(a, ARETE_ROW_MAJOR, 100, x, P, y, Q, w, NULL, &error), false);
    *result = print_of(a, arete_moments_rows(a, ARETE_NONE));
    arete_moments_destroy(&a);
}

static void save_and_load(uint64_t *result)
{
    const char *path = test_path(folder, "moments"), *link = test_path(folder, "link");
    arete_moments *a = NULL, *b = NULL;
    make(&a, 0, 500);
    unlink(path);
    unlink(link);
    assert_int_equal(symlink("moments", link), 0);
    STEP(arete_moments_save(a, path, &error), access(path, F_OK) != 0);
    uint64_t saved = fingerprint_file(0, path);
    assert_true(saved != 0);
    STEP(arete_moments_load(&b, path, &error), b == NULL);
    assert_true(print_of(a, 1) == print_of(b, 1));
    STEP(arete_moments_add(b, ARETE_ROW_MAJOR, 100, x, P, y, Q, w, fold, &error), false);
    /* Over a file that is there, through a symbolic link: both stay as they were. */
    STEP(arete_moments_save(b, link, &error), fingerprint_file(0, path) == saved);
    assert_int_equal(readlink(link, (char[16]){0}, 16), 7);
    assert_int_equal(arete_moments_recognise(path), 1);
    *result = fingerprint_file(print_of(b, saved), path);
    arete_moments_destroy(&a);
    arete_moments_destroy(&b);
}

static void moments_survive_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(accumulate_merge_and_grow);
}

static void moments_files_survive_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(save_and_load);
    /* Nothing written aside is left either. */
    unlink(test_path(folder, "moments"));
    unlink(test_path(folder, "link"));
    assert_int_equal(rmdir(folder), 0);
}

static void adding_rows_allocates_nothing(void **state)
{
    (void)state;
    arete_moments *m = NULL;
    make(&m, 0, 10);
    fail_alloc_arm(1, true);
    int status = arete_moments_add(m, ARETE_ROW_MAJOR, ROWS, x, P, y, Q, w, fold, NULL);
    status |= arete_moments_add(m, ARETE_COL_MAJOR, ROWS, x, ROWS, y, ROWS, NULL, NULL, NULL);
    fail_alloc_disarm();
    assert_status(status, ARETE_OK);
    assert_int_equal(fail_alloc_seen(), 0);
    arete_moments_destroy(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_survive_every_failing_allocation),
        cmocka_unit_test(adding_rows_allocates_nothing),
        cmocka_unit_test(moments_files_survive_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * src/moments: what each call refuses, names and leaves alone. What the numbers are is a matter of tests/property.
 */
#include "arete_test.h"

#include <math.h>
#include <string.h>

#include "base/crc64.h"
#include "moments/deal.h"
#include "moments/moments.h"

enum { P = 3, N = 5 };

static const double X[N * P] = {1.5, -2, 7, 2.25, 4, 7, -3, 0.125, 9, 4, 8, -1, 0.5, 3, 2};
static const double Y[N] = {2, -1, 0.5, 4, 8};

static arete_moments *create(size_t folds)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = folds;
    arete_moments *m = NULL;
    arete_error error;
    assert_ok(arete_moments_create(&m, P, 1, &options, &error), &error);
    return m;
}

/* Everything an accumulator tells, to see that a failed call changed nothing. */
typedef struct snapshot {
    uint64_t rows;
    double x_mean[P], y_mean, gram[P * P], cross[P], yy;
} snapshot;

static snapshot look(const arete_moments *m)
{
    snapshot s;
    memset(&s, 0, sizeof s);
    s.rows = arete_moments_rows(m, ARETE_NONE);
    assert_int_equal(arete_moments_get(m, ARETE_NONE, s.x_mean, &s.y_mean, s.gram, s.cross, &s.yy, NULL),
                     ARETE_OK);
    return s;
}

static void options_are_all_set_by_init(void **state)
{
    (void)state;
    arete_moments_options a, b;
    memset(&a, 0xaa, sizeof a);
    memset(&b, 0x55, sizeof b);
    arete_moments_options_init(&a);
    arete_moments_options_init(&b);
    assert_true(a.folds == b.folds && a.seed == b.seed && a.first_row == b.first_row &&
                a.threads == b.threads);
    assert_true(a.folds == 1 && a.seed == 0 && a.first_row == 0 && a.threads == 0);
    arete_moments_options_init(NULL);
}

static void create_refuses_bad_sizes_and_options_by_name(void **state)
{
    (void)state;
    arete_error error;
    arete_moments *m = (arete_moments *)&error;
    arete_moments_options o;
    assert_status(arete_moments_create(NULL, P, 1, NULL, &error), ARETE_ERR_NULL);
    assert_string_equal(error.argument, "moments");
    assert_status(arete_moments_create(&m, 0, 1, NULL, &error), ARETE_ERR_SIZE);
    assert_string_equal(error.argument, "p");
    assert_null(m);
    assert_status(arete_moments_create(&m, P, 0, NULL, &error), ARETE_ERR_SIZE);
    assert_string_equal(error.argument, "q");
    assert_status(arete_moments_create(&m, (size_t)1 << 31, 1, NULL, &error), ARETE_ERR_SIZE);
    assert_status(arete_moments_create(&m, SIZE_MAX, 1, NULL, &error), ARETE_ERR_SIZE);
    arete_moments_options_init(&o);
    o.folds = 0;
    assert_status(arete_moments_create(&m, P, 1, &o, &error), ARETE_ERR_OPTION);
    assert_string_equal(error.argument, "options.folds");
    o.folds = 1000001;
    assert_status(arete_moments_create(&m, P, 1, &o, &error), ARETE_ERR_OPTION);
    o.folds = 1000000; /* 2e9 predictors: the size of a matrix of them cannot be written down */
    assert_status(arete_moments_create(&m, 2000000000, 1, &o, &error), ARETE_ERR_SIZE);
    arete_moments_options_init(&o);
    o.threads = -1;
    assert_status(arete_moments_create(&m, P, 1, &o, &error), ARETE_ERR_OPTION);
    assert_string_equal(error.argument, "options.threads");
    assert_null(m);
    assert_true(arete_moments_bytes(2000000000, 1, 1000000) == SIZE_MAX);
    assert_true(arete_moments_bytes(1000, 1, 10) >= 10 * 8 * 1000 * 1000);
}

static void add_refuses_bad_arguments_and_changes_nothing(void **state)
{
    (void)state;
    arete_moments *m = create(2);
    arete_error error;
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, NULL, NULL, &error), &error);
    const snapshot before = look(m);
    static const double bad_w[N] = {1, 1, -0.5, 1, 1}, nan_w[N] = {1, 1, 1, 1, NAN},
                        inf_w[N] = {1, INFINITY, 1, 1, 1};
    static const size_t bad_fold[N] = {0, 1, 0, 2, 0};
    double x[N * P], y[N];
    memcpy(x, X, sizeof x);
    memcpy(y, Y, sizeof y);
    struct {
        arete_status expected;
        const char *argument;
        arete_status got;
        size_t row, column;
    } c[] = {
        {ARETE_ERR_NULL, "moments", arete_moments_add(NULL, 101, N, X, P, Y, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_NULL, "x", arete_moments_add(m, 101, N, NULL, P, Y, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_NULL, "y", arete_moments_add(m, 101, N, X, P, NULL, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_LAYOUT, "layout", arete_moments_add(m, 0, N, X, P, Y, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_LAYOUT, "layout", arete_moments_add(m, 103, N, X, P, Y, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_LD, "ldx", arete_moments_add(m, 101, N, X, P - 1, Y, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_LD, "ldx", arete_moments_add(m, 102, N, X, N - 1, Y, N, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_LD, "ldy", arete_moments_add(m, 101, N, X, P, Y, 0, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_LD, "ldy", arete_moments_add(m, 102, N, X, N, Y, N - 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_SIZE, "n", arete_moments_add(m, 101, SIZE_MAX / 8, X, P, Y, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_SIZE, "n", arete_moments_add(m, 101, N, X, SIZE_MAX / 2, Y, 1, NULL, NULL, &error), 0, 0},
        {ARETE_ERR_WEIGHT, "w", arete_moments_add(m, 101, N, X, P, Y, 1, bad_w, NULL, &error), 2, ARETE_NONE},
        {ARETE_ERR_WEIGHT, "w", arete_moments_add(m, 101, N, X, P, Y, 1, nan_w, NULL, &error), 4, ARETE_NONE},
        {ARETE_ERR_WEIGHT, "w", arete_moments_add(m, 101, N, X, P, Y, 1, inf_w, NULL, &error), 1, ARETE_NONE},
        {ARETE_ERR_FOLD, "fold", arete_moments_add(m, 101, N, X, P, Y, 1, NULL, bad_fold, &error), 3,
         ARETE_NONE},
    };
    for (size_t i = 0; i < sizeof c / sizeof *c; i++)
        assert_int_equal(c[i].got, c[i].expected);
    /* The error beside the last of them, and of others one by one. */
    assert_string_equal(error.argument, "fold");
    assert_int_equal(error.row, 3);
    arete_moments_add(m, 101, N, X, P - 1, Y, 1, NULL, NULL, &error);
    assert_string_equal(error.argument, "ldx");
    arete_moments_add(m, 101, N, X, P, Y, 1, bad_w, NULL, &error);
    assert_string_equal(error.argument, "w");
    assert_int_equal(error.row, 2);
    for (size_t k = 0; k < N * P; k++) {
        x[k] = k % 2 ? NAN : -INFINITY;
        assert_status(arete_moments_add(m, 101, N, x, P, y, 1, NULL, NULL, &error), ARETE_ERR_NOT_FINITE);
        assert_string_equal(error.argument, "x");
        assert_true(error.row == k / P && error.column == k % P);
        x[k] = X[k];
    }
    y[4] = INFINITY;
    assert_status(arete_moments_add(m, 101, N, x, P, y, 1, NULL, NULL, &error), ARETE_ERR_NOT_FINITE);
    assert_string_equal(error.argument, "y");
    assert_true(error.row == 4 && error.column == 0);
    const snapshot after = look(m);
    assert_memory_equal(&before, &after, sizeof before);
    arete_moments_destroy(&m);
}

static void rows_of_weight_zero_are_checked_but_not_counted(void **state)
{
    (void)state;
    arete_moments *m = create(1);
    arete_error error;
    static const double w[N] = {1, 0, 2, 0, 0.5};
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, w, NULL, &error), &error);
    assert_int_equal(arete_moments_rows(m, ARETE_NONE), 3);
    assert_bits(arete_moments_weight(m, ARETE_NONE), 3.5);
    double x[N * P];
    memcpy(x, X, sizeof x);
    x[1 * P + 2] = NAN;
    assert_status(arete_moments_add(m, ARETE_ROW_MAJOR, N, x, P, Y, 1, w, NULL, &error),
                  ARETE_ERR_NOT_FINITE);
    assert_int_equal(error.row, 1);
    arete_moments_destroy(&m);
}

static void no_rows_add_nothing_and_need_no_arrays(void **state)
{
    (void)state;
    arete_moments *m = create(1);
    arete_error error;
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, 0, NULL, P, NULL, 1, NULL, NULL, &error), &error);
    assert_ok(arete_moments_add(m, ARETE_COL_MAJOR, 0, NULL, 1, NULL, 1, NULL, NULL, &error), &error);
    const snapshot s = look(m);
    assert_true(s.rows == 0 && s.yy == 0 && s.gram[0] == 0 && s.x_mean[2] == 0);
    arete_moments_destroy(&m);
}

static void reset_forgets_rows_and_keeps_names(void **state)
{
    (void)state;
    arete_moments *m = create(2);
    arete_error error;
    static const char *const features[] = {"a", "b", "c"}, *const targets[] = {"y"};
    assert_ok(arete_moments_set_names(m, features, targets, &error), &error);
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, NULL, NULL, &error), &error);
    const snapshot first = look(m);
    assert_ok(arete_moments_reset(m, &error), &error);
    assert_int_equal(arete_moments_rows(m, ARETE_NONE), 0);
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, NULL, NULL, &error), &error);
    const snapshot second = look(m);
    assert_memory_equal(&first, &second, sizeof first);
    assert_string_equal(arete_moments_feature(m, 2), "c");
    assert_string_equal(arete_moments_target(m, 0), "y");
    assert_null(arete_moments_feature(m, 3));
    arete_moments_destroy(&m);
}

static void bad_names_leave_the_old_ones(void **state)
{
    (void)state;
    arete_moments *m = create(1);
    arete_error error;
    static const char *const good[] = {"a", "b", "c"}, *const y[] = {"y"}, *const twice[] = {"a", "b", "a"},
                             *const empty[] = {""};
    assert_null(arete_moments_feature(m, 0));
    assert_ok(arete_moments_set_names(m, good, y, &error), &error);
    assert_status(arete_moments_set_names(m, twice, y, &error), ARETE_ERR_NAME);
    assert_status(arete_moments_set_names(m, good, empty, &error), ARETE_ERR_NAME);
    assert_status(arete_moments_set_names(m, NULL, y, &error), ARETE_ERR_NULL);
    assert_status(arete_moments_set_names(m, good, NULL, &error), ARETE_ERR_NULL);
    assert_status(arete_moments_set_names(NULL, good, y, &error), ARETE_ERR_NULL);
    assert_string_equal(arete_moments_feature(m, 1), "b");
    arete_moments_destroy(&m);
}

static void merge_names_what_differs(void **state)
{
    (void)state;
    arete_error error;
    arete_moments *a = create(2), *b = create(3), *c = NULL, *d = NULL;
    arete_moments_options o;
    arete_moments_options_init(&o);
    o.folds = 2;
    o.seed = 9;
    assert_ok(arete_moments_create(&c, P, 1, &o, &error), &error);
    o.seed = 0;
    assert_ok(arete_moments_create(&d, P, 2, &o, &error), &error);
    assert_status(arete_moments_merge(a, b, &error), ARETE_ERR_MISMATCH);
    assert_non_null(strstr(error.text, "folds"));
    assert_status(arete_moments_merge(a, c, &error), ARETE_ERR_MISMATCH);
    assert_non_null(strstr(error.text, "seed"));
    assert_status(arete_moments_merge(a, d, &error), ARETE_ERR_MISMATCH);
    assert_non_null(strstr(error.text, "targets"));
    assert_status(arete_moments_merge(a, a, &error), ARETE_ERR_OPTION);
    assert_status(arete_moments_merge(a, NULL, &error), ARETE_ERR_NULL);
    assert_status(arete_moments_merge(NULL, a, &error), ARETE_ERR_NULL);
    arete_moments_destroy(&b);
    b = create(2);
    static const char *const n1[] = {"a", "b", "c"}, *const n2[] = {"a", "x", "c"}, *const y[] = {"y"};
    assert_ok(arete_moments_set_names(a, n1, y, &error), &error);
    assert_status(arete_moments_merge(a, b, &error), ARETE_ERR_MISMATCH);
    assert_ok(arete_moments_set_names(b, n2, y, &error), &error);
    assert_status(arete_moments_merge(a, b, &error), ARETE_ERR_MISMATCH);
    assert_int_equal(error.column, 1);
    arete_moments_destroy(&a);
    arete_moments_destroy(&b);
    arete_moments_destroy(&c);
    arete_moments_destroy(&d);
}

static void grow_adds_empty_folds(void **state)
{
    (void)state;
    arete_error error;
    arete_moments *m = create(1);
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, NULL, NULL, &error), &error);
    const snapshot before = look(m);
    assert_ok(arete_moments_grow(m, 4, &error), &error);
    const snapshot after = look(m);
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(arete_moments_folds(m), 4);
    assert_int_equal(arete_moments_rows(m, 3), 0);
    static const size_t fold[N] = {3, 3, 2, 1, 0};
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, NULL, fold, &error), &error);
    assert_int_equal(arete_moments_rows(m, 3), 2);
    assert_status(arete_moments_grow(m, 3, &error), ARETE_ERR_OPTION);
    assert_ok(arete_moments_grow(m, 4, &error), &error);
    arete_moments_destroy(&m);
}

/* A file with a right checksum may still hold what no rows can. */
static void impossible_numbers_in_a_file_are_refused(void **state)
{
    (void)state;
    enum { HEADER = 80, COUNTS = 16, D = P + 1 };
    static const struct {
        size_t at; /* in doubles after the counts of the first fold */
        double value;
        arete_status status;
    } c[] = {
        {0, 300, ARETE_OK},
        {0, -3, ARETE_ERR_FORMAT},
        {0, NAN, ARETE_ERR_FORMAT},
        {2, NAN, ARETE_ERR_FORMAT},
        {2 + D, INFINITY, ARETE_ERR_FORMAT},
        {2 + 2 * D, 1e9, ARETE_ERR_FORMAT},
        {2 + 4 * D, NAN, ARETE_ERR_FORMAT},
    };
    char *folder = test_folder_create();
    const char *path = test_path(folder, "m.mom");
    arete_error error;
    arete_moments *m = create(1);
    for (int i = 0; i < 60; i++)
        assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, X, P, Y, 1, NULL, NULL, &error), &error);
    assert_ok(arete_moments_save(m, path, &error), &error);
    arete_moments_destroy(&m);
    static unsigned char file[1 << 16];
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    size_t size = fread(file, 1, sizeof file, stream);
    fclose(stream);
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        double *place = (double *)(void *)(file + HEADER + COUNTS + 8 * c[i].at), before = *place;
        *place = c[i].value;
        uint64_t crc = arete_crc64(0, file, size - sizeof crc);
        memcpy(file + size - sizeof crc, &crc, sizeof crc);
        stream = fopen(path, "wb");
        assert_non_null(stream);
        assert_int_equal(fwrite(file, 1, size, stream), size);
        fclose(stream);
        assert_status(arete_moments_load(&m, path, &error), c[i].status);
        arete_moments_destroy(&m);
        *place = before;
    }
    test_folder_remove(folder);
}

static void getters_are_total(void **state)
{
    (void)state;
    assert_true(arete_moments_p(NULL) == 0 && arete_moments_q(NULL) == 0 && arete_moments_folds(NULL) == 0);
    assert_true(arete_moments_rows(NULL, 0) == 0 && arete_moments_weight(NULL, ARETE_NONE) == 0 &&
                arete_moments_seed(NULL) == 0);
    assert_null(arete_moments_feature(NULL, 0));
    arete_moments_destroy(NULL);
    arete_moments *none = NULL, *m = create(2);
    arete_moments_destroy(&none);
    arete_error error;
    double yy;
    assert_status(arete_moments_get(NULL, 0, NULL, NULL, NULL, NULL, &yy, &error), ARETE_ERR_NULL);
    assert_status(arete_moments_get(m, 2, NULL, NULL, NULL, NULL, &yy, &error), ARETE_ERR_FOLD);
    assert_ok(arete_moments_get(m, ARETE_NONE, NULL, NULL, NULL, NULL, NULL, &error), &error);
    assert_int_equal(arete_moments_rows(m, 7), 0);
    arete_moments_destroy(&m);
    assert_null(m);
}

static void each_group_of_rows_is_dealt_one_to_a_fold(void **state)
{
    (void)state;
    enum { K = 7 };
    uint32_t order[K];
    size_t same = 0, counts[K][K] = {{0}};
    for (uint64_t seed = 0; seed < 50; seed++) {
        arete_deal deal = {.seed = seed, .folds = K, .order = order};
        size_t before[K] = {0};
        for (uint64_t group = 0; group < 40; group++) {
            size_t seen = 0, now[K];
            for (size_t i = 0; i < K; i++) {
                now[i] = arete_deal_fold(&deal, group * K + i);
                assert_true(now[i] < K);
                seen |= (size_t)1 << now[i];
                counts[i][now[i]]++;
            }
            assert_int_equal(seen, (1 << K) - 1);
            same += memcmp(before, now, sizeof now) == 0;
            memcpy(before, now, sizeof now);
        }
        /* Out of order and one at a time it is the same. */
        arete_deal other = {.seed = seed, .folds = K, .order = (uint32_t[K]){0}};
        for (uint64_t i = 39 * K; i < 40 * K; i++)
            assert_int_equal(arete_deal_fold(&other, i), before[i % K]);
        assert_true(arete_deal_fold(&other, 3) < K);
    }
    /* Groups differ, and each place meets each fold about equally often: 2000 draws, mean 285.7, sd 15.6. */
    assert_true(same < 10);
    for (size_t i = 0; i < K; i++)
        for (size_t k = 0; k < K; k++)
            assert_true(counts[i][k] > 205 && counts[i][k] < 366);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_all_set_by_init),
        cmocka_unit_test(create_refuses_bad_sizes_and_options_by_name),
        cmocka_unit_test(add_refuses_bad_arguments_and_changes_nothing),
        cmocka_unit_test(rows_of_weight_zero_are_checked_but_not_counted),
        cmocka_unit_test(no_rows_add_nothing_and_need_no_arrays),
        cmocka_unit_test(reset_forgets_rows_and_keeps_names),
        cmocka_unit_test(bad_names_leave_the_old_ones),
        cmocka_unit_test(merge_names_what_differs),
        cmocka_unit_test(grow_adds_empty_folds),
        cmocka_unit_test(impossible_numbers_in_a_file_are_refused),
        cmocka_unit_test(getters_are_total),
        cmocka_unit_test(each_group_of_rows_is_dealt_one_to_a_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

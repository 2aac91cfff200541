/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Folds: how rows are dealt to them, and that they add up.
 */
#include <math.h>

#include "moments_compare.h"

enum { N = 1500, P = 5, Q = 2, FOLDS = 3 };

static test_rows data;

static int make_data(void **state)
{
    (void)state;
    test_random random = test_seed(33);
    data = rows_create(&random, N, P, Q);
    return 0;
}

static int free_data(void **state)
{
    (void)state;
    rows_destroy(&data);
    return 0;
}

/* The fold each row is dealt to, seen from the counts as rows are added one by one. */
static void watch_dealing(uint64_t seed, uint64_t first_row, size_t folds, size_t n, size_t *dealt)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = folds;
    options.seed = seed;
    options.first_row = first_row;
    arete_moments *moments;
    assert_ok(arete_moments_create(&moments, P, Q, &options, NULL), NULL);
    uint64_t *count = calloc(folds, sizeof *count);
    assert_non_null(count);
    for (size_t i = 0; i < n; i++) {
        assert_ok(arete_moments_add(moments, ARETE_ROW_MAJOR, 1, data.x + i * P, P, data.y + i * Q, Q, NULL,
                                    NULL, NULL),
                  NULL);
        dealt[i] = ARETE_NONE;
        for (size_t k = 0; k < folds; k++)
            if (arete_moments_rows(moments, k) != count[k]) {
                assert_true(dealt[i] == ARETE_NONE);
                dealt[i] = k;
                count[k]++;
            }
        assert_true(dealt[i] < folds);
    }
    free(count);
    arete_moments_destroy(&moments);
}

static void dealing_is_a_seeded_permutation_of_each_k_rows(void **state)
{
    (void)state;
    enum { ROWS = 300 };
    size_t dealt[ROWS], later[ROWS], other[ROWS];
    for (size_t folds = 2; folds <= 11; folds += 3) {
        watch_dealing(5, 0, folds, ROWS, dealt);
        for (size_t i = 0; i + folds <= ROWS; i += folds) {
            size_t seen[11] = {0};
            for (size_t k = 0; k < folds; k++)
                assert_int_equal(seen[dealt[i + k]]++, 0);
        }
        watch_dealing(5, 40, folds, ROWS - 40, later); /* numbered on from row 40 */
        for (size_t i = 40; i < ROWS; i++)
            assert_int_equal(later[i - 40], dealt[i]);
        watch_dealing(6, 0, folds, ROWS, other);
        size_t differ = 0, shifted = 0;
        for (size_t i = 0; i < ROWS; i++)
            differ += other[i] != dealt[i];
        for (size_t i = folds; i < ROWS; i++)
            shifted += dealt[i] != dealt[i - folds];
        assert_true(differ > ROWS / 4);  /* by the seed */
        assert_true(shifted > ROWS / 4); /* afresh for each group */
    }
}

static void seeded_folds_and_the_same_folds_given_are_the_same(void **state)
{
    (void)state;
    size_t dealt[N];
    watch_dealing(5, 0, FOLDS, N, dealt);
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = FOLDS;
    options.seed = 5;
    arete_moments *seeded = moments_of(&data, NULL, NULL, &options),
                  *given = moments_of(&data, NULL, dealt, &options);
    assert_same_moments(seeded, given);
    arete_moments_destroy(&seeded);
    arete_moments_destroy(&given);
}

static void folds_add_up_to_the_whole(void **state)
{
    (void)state;
    test_random random = test_seed(21);
    test_rows r = rows_create(&random, 1111, 4, 2);
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = 10;
    arete_moments *split = moments_of(&r, r.w, NULL, &options), *whole = moments_of(&r, r.w, NULL, NULL),
                  *sum;
    test_sums a = sums_of(split, ARETE_NONE), b = sums_of(whole, ARETE_NONE);
    for (size_t j = 0; j < 4; j++)
        for (size_t k = 0; k < 4; k++)
            assert_near(a.gram[j * 4 + k], b.gram[j * 4 + k],
                        1e-13 * sqrt(b.gram[j * 5]) * sqrt(b.gram[k * 5]));
    uint64_t least = UINT64_MAX, most = 0, total = 0;
    for (size_t k = 0; k < 10; k++) {
        uint64_t count = arete_moments_rows(split, k);
        least = count < least ? count : least;
        most = count > most ? count : most;
        total += count;
    }
    assert_true(total == arete_moments_rows(whole, ARETE_NONE));
    assert_true(most - least <= 1);
    free(a.x_mean);
    free(b.x_mean);
    /* Growing adds empty folds and touches none that is there. */
    sum = moments_of(&r, r.w, NULL, &options);
    assert_ok(arete_moments_grow(sum, 12, NULL), NULL);
    for (size_t k = 0; k < 12; k++) {
        assert_true(arete_moments_rows(sum, k) == (k < 10 ? arete_moments_rows(split, k) : 0));
        a = sums_of(sum, k);
        for (size_t i = 0; i < a.count && k >= 10; i++)
            assert_bits(a.x_mean[i], 0);
        free(a.x_mean);
    }
    arete_moments_destroy(&split);
    arete_moments_destroy(&whole);
    arete_moments_destroy(&sum);
    rows_destroy(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dealing_is_a_seeded_permutation_of_each_k_rows),
        cmocka_unit_test(seeded_folds_and_the_same_folds_given_are_the_same),
        cmocka_unit_test(folds_add_up_to_the_whole),
    };
    return cmocka_run_group_tests(tests, make_data, free_data);
}

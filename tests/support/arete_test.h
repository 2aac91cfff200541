/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The one header every test includes: cmocka, and comparisons that cannot pass by accident.
 *
 * cmocka 1.1.x compares floats with a slack nobody asked for and lets a NaN or an infinity equal anything, so
 * its comparators are not used. Here the classes NaN, +Inf, -Inf are compared first, and a comparison passes
 * only if `error <= tolerance` holds with a finite tolerance: a NaN anywhere fails. They are themselves tested,
 * in test_support.c. Each argument is evaluated once.
 *
 *     assert_close(actual, expected, rel)    |actual - expected| <= rel |expected|
 *     assert_near(actual, expected, abs)     |actual - expected| <= abs
 *     assert_ulp(actual, expected, n)        doubles at most n units in the last place of expected apart
 *     assert_ulpf(actual, expected, n)       floats likewise
 *     assert_bits(actual, expected)          the same double (all NaN are equal; 0 and -0 are not)
 *     assert_all_close(n, actual, expected, rel)   vectors: max |difference| <= rel max |expected|
 *     assert_at_most(value, bound)           value <= bound, NaN fails
 *     assert_status(call, ARETE_ERR_LD)      prints the names of both when they differ
 *     assert_ok(call, &error)                a call that must succeed; prints error.text when it does not
 *
 * A test program ends with `return cmocka_run_group_tests(tests, NULL, NULL);`, which here returns 0, 1 after
 * any failure, or 77 where every test was skipped: meson then says SKIP, not OK.
 */
#ifndef ARETE_TEST_H
#define ARETE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "arete/arete.h"

/* cmocka returns the number of failures, which the shell sees modulo 256 (256 failures are a success, 77 a
 * skip), and 0 where everything was skipped. */
enum { TEST_EXIT_SKIPPED = 77 };
int test_run_group(const char *name, const struct CMUnitTest *tests, size_t count, CMFixtureFunction setup,
                   CMFixtureFunction teardown);
void test_count_skip(void);
#undef cmocka_run_group_tests
#define cmocka_run_group_tests(tests, setup, teardown)                                                       \
    test_run_group(#tests, tests, sizeof(tests) / sizeof((tests)[0]), setup, teardown)
#undef skip
#define skip() (test_count_skip(), _skip(__FILE__, __LINE__))

/* The comparisons as functions, true if they hold. */
bool test_is_close(double actual, double expected, double rel);
bool test_is_near(double actual, double expected, double abs);
bool test_is_ulp(double actual, double expected, double ulps);
bool test_is_ulpf(float actual, float expected, double ulps);
bool test_is_same_bits(double actual, double expected);
bool test_is_all_close(size_t n, const double *actual, const double *expected, double rel);
bool test_is_at_most(double value, double bound);

#define TEST_COMPARE_(type, compare, actual, expected, tolerance)                                            \
    do {                                                                                                     \
        const type actual_ = (actual), expected_ = (expected);                                               \
        const double tolerance_ = (tolerance);                                                               \
        if (!(compare)) {                                                                                    \
            print_error("%s: got %.17g (%a), expected %.17g (%a), tolerance %g\n", #actual, (double)actual_, \
                        (double)actual_, (double)expected_, (double)expected_, tolerance_);                  \
            _fail(__FILE__, __LINE__);                                                                       \
        }                                                                                                    \
    } while (0)

#define assert_close(actual, expected, rel)                                                                  \
    TEST_COMPARE_(double, test_is_close(actual_, expected_, tolerance_), actual, expected, rel)
#define assert_near(actual, expected, abs)                                                                   \
    TEST_COMPARE_(double, test_is_near(actual_, expected_, tolerance_), actual, expected, abs)
#define assert_ulp(actual, expected, n)                                                                      \
    TEST_COMPARE_(double, test_is_ulp(actual_, expected_, tolerance_), actual, expected, n)
#define assert_ulpf(actual, expected, n)                                                                     \
    TEST_COMPARE_(float, test_is_ulpf(actual_, expected_, tolerance_), actual, expected, n)
#define assert_bits(actual, expected)                                                                        \
    TEST_COMPARE_(double, test_is_same_bits(actual_, expected_), actual, expected, 0)
#define assert_at_most(value, bound)                                                                         \
    TEST_COMPARE_(double, test_is_at_most(actual_, expected_), value, bound, 0)
#define assert_all_close(n, actual, expected, rel)                                                           \
    do {                                                                                                     \
        if (!test_is_all_close(n, actual, expected, rel)) {                                                  \
            print_error("%s and %s differ by more than %g\n", #actual, #expected, (double)(rel));            \
            _fail(__FILE__, __LINE__);                                                                       \
        }                                                                                                    \
    } while (0)

#define assert_status(call, expected)                                                                        \
    do {                                                                                                     \
        int status_ = (call);                                                                                \
        if (status_ != (expected)) {                                                                         \
            print_error("%s: got %s, expected %s\n", #call, arete_status_name(status_),                      \
                        arete_status_name(expected));                                                        \
            _fail(__FILE__, __LINE__);                                                                       \
        }                                                                                                    \
    } while (0)

#define assert_ok(call, error)                                                                               \
    do {                                                                                                     \
        int status_ = (call);                                                                                \
        if (status_ != ARETE_OK) {                                                                           \
            const arete_error *error_ = (error);                                                             \
            print_error("%s: %s (%s)\n", #call, arete_status_name(status_), error_ ? error_->text : "");     \
            _fail(__FILE__, __LINE__);                                                                       \
        }                                                                                                    \
    } while (0)

/* Random numbers that are the same everywhere: splitmix64 from a fixed, printed seed. */
typedef struct test_random {
    uint64_t state;
} test_random;

test_random test_seed(uint64_t seed);         /* prints "seed N" so that a failure can be replayed */
uint64_t test_bits(test_random *random);      /* 64 random bits */
double test_uniform(test_random *random);     /* [-1, 1) */
double test_normal(test_random *random);      /* mean 0, variance 1 (Box-Muller) */
size_t test_below(test_random *random, size_t n); /* 0 .. n - 1 */

/* n elements of `size` bytes that end exactly at a page no one may touch; freed with test_guard_free. Before them
 * too stands such a page, with up to one page of pattern between, which test_guard_free checks: it aborts, saying
 * so, if a byte of it was written. The elements start out as 0. n = 0 gives a pointer that may not be read. */
void *test_guard_alloc(size_t n, size_t size);
void test_guard_free(void *p);

/* Path below the folder of public data sets named by ARETE_TEST_DATA, in a static buffer, or NULL where the
 * variable is not set or the file is not there. Tests that get NULL call test_skip_data(), which says so and
 * skips: never pass silently. */
const char *test_data(const char *relative);
#define test_skip_data()                                                                                     \
    do {                                                                                                     \
        print_message("SKIPPED %s: ARETE_TEST_DATA is not set or lacks the file\n", __func__);               \
        skip();                                                                                              \
    } while (0)

/* A fresh empty folder for the files of a test, removed with its contents by test_folder_remove. */
char *test_folder_create(void);
void test_folder_remove(char *folder);
/* folder/name in a static ring of buffers. */
const char *test_path(const char *folder, const char *name);

#endif /* ARETE_TEST_H */

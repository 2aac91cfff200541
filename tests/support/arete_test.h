/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The one header every test includes: cmocka, and comparisons that cannot pass by accident.
 *
 * cmocka 1.1.x compares floats with a slack nobody asked for and lets a NaN or an infinity equal anything, so
 * its comparators are not used. Here the classes NaN, +Inf, -Inf are compared first, and a comparison passes
 * only if `error <= tolerance` holds: a NaN anywhere fails. They are themselves tested, in test_support.c.
 *
 *     assert_close(actual, expected, rel)    |actual - expected| <= rel |expected|
 *     assert_near(actual, expected, abs)     |actual - expected| <= abs
 *     assert_ulp(actual, expected, n)        doubles at most n units in the last place apart
 *     assert_ulpf(actual, expected, n)       floats likewise
 *     assert_bits(actual, expected)          the same double (all NaN are equal; 0 and -0 are not)
 *     assert_all_close(n, actual, expected, rel)   vectors: max |difference| <= rel max |expected|
 *     assert_at_most(value, bound)           value <= bound, NaN fails
 *     assert_status(call, ARETE_ERR_LD)      prints the names of both when they differ
 *     assert_ok(call, &error)                a call that must succeed; prints error.text when it does not
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

/* The comparisons as functions, true if they hold. */
bool test_is_close(double actual, double expected, double rel);
bool test_is_near(double actual, double expected, double abs);
bool test_is_ulp(double actual, double expected, double ulps);
bool test_is_ulpf(float actual, float expected, double ulps);
bool test_is_same_bits(double actual, double expected);
bool test_is_all_close(size_t n, const double *actual, const double *expected, double rel);

#define TEST_COMPARE_(holds, actual, expected, tolerance)                                                    \
    do {                                                                                                     \
        if (!(holds)) {                                                                                      \
            print_error("%s: got %.17g (%a), expected %.17g (%a), tolerance %g\n", #actual, (double)(actual), \
                        (double)(actual), (double)(expected), (double)(expected), (double)(tolerance));      \
            _fail(__FILE__, __LINE__);                                                                       \
        }                                                                                                    \
    } while (0)

#define assert_close(actual, expected, rel)                                                                  \
    TEST_COMPARE_(test_is_close(actual, expected, rel), actual, expected, rel)
#define assert_near(actual, expected, abs)                                                                   \
    TEST_COMPARE_(test_is_near(actual, expected, abs), actual, expected, abs)
#define assert_ulp(actual, expected, n)                                                                      \
    TEST_COMPARE_(test_is_ulp(actual, expected, n), actual, expected, n)
#define assert_ulpf(actual, expected, n)                                                                     \
    TEST_COMPARE_(test_is_ulpf(actual, expected, n), actual, expected, n)
#define assert_bits(actual, expected)                                                                        \
    TEST_COMPARE_(test_is_same_bits(actual, expected), actual, expected, 0)
#define assert_at_most(value, bound) TEST_COMPARE_((value) <= (bound), value, bound, 0)
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

/* n elements of `size` bytes that end exactly at a page no one may touch; freed with test_guard_free. */
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

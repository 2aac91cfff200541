/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The tools of the tests, proved first: each comparison both ways, the macros seen failing in a child process,
 * guard pages seen faulting at the very byte, and the exit status of whole groups.
 *
 * What must fail is run in a forked child that reports through its exit status, since a failing assertion leaves
 * its test by longjmp and a fault ends the process.
 */
#define _XOPEN_SOURCE 700
#include "arete_test.h"

#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SUBNORMAL 0x1p-1074
#define SUBNORMALF 0x1p-149f

/* ---- the comparisons as functions ---- */

static const double SPECIAL[] = {0.0, -0.0, 1.0, -1.0, SUBNORMAL, DBL_MAX, -DBL_MAX, INFINITY, -INFINITY, NAN};
enum { SPECIALS = sizeof SPECIAL / sizeof SPECIAL[0] };

/* Whether the classes alone decide that two numbers are the same. */
static bool same_special(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static void every_comparison_with_no_tolerance_means_equality(void **state)
{
    (void)state;
    for (int i = 0; i < SPECIALS; i++)
        for (int j = 0; j < SPECIALS; j++) {
            double a = SPECIAL[i], b = SPECIAL[j];
            assert_int_equal(test_is_close(a, b, 0), same_special(a, b));
            assert_int_equal(test_is_near(a, b, 0), same_special(a, b));
            assert_int_equal(test_is_ulp(a, b, 0), same_special(a, b));
            assert_int_equal(test_is_all_close(1, &a, &b, 0), same_special(a, b));
            if (isinf((float)a) == isinf(a) && isinf((float)b) == isinf(b) && a != SUBNORMAL && b != SUBNORMAL)
                assert_int_equal(test_is_ulpf((float)a, (float)b, 0), same_special(a, b));
        }
}

static void no_tolerance_lets_a_nan_or_an_infinity_equal_a_number(void **state)
{
    (void)state;
    const double tolerances[] = {0.5, 1e300, INFINITY};
    for (int t = 0; t < 3; t++)
        for (int i = 0; i < SPECIALS; i++)
            for (int j = 0; j < SPECIALS; j++) {
                double a = SPECIAL[i], b = SPECIAL[j];
                if (isfinite(a) && isfinite(b))
                    continue;
                assert_int_equal(test_is_close(a, b, tolerances[t]), same_special(a, b));
                assert_int_equal(test_is_near(a, b, tolerances[t]), same_special(a, b));
                assert_int_equal(test_is_ulp(a, b, tolerances[t]), same_special(a, b));
                assert_int_equal(test_is_ulpf((float)a, (float)b, tolerances[t]),
                                 same_special((float)a, (float)b));
                assert_int_equal(test_is_all_close(1, &a, &b, tolerances[t]), same_special(a, b));
            }
}

static void a_tolerance_that_is_nan_negative_or_infinite_passes_nothing(void **state)
{
    (void)state;
    const double bad[] = {NAN, -1.0, INFINITY};
    const double a = 3.25, b = 3.5;
    for (int i = 0; i < 3; i++) {
        assert_false(test_is_close(a, b, bad[i]));
        assert_false(test_is_near(a, b, bad[i]));
        assert_false(test_is_ulp(a, b, bad[i]));
        assert_false(test_is_ulpf(3.25f, 3.5f, bad[i]));
        assert_false(test_is_all_close(1, &a, &b, bad[i]));
    }
    /* rel |expected| overflows, and so does the difference: Inf <= Inf would hold. */
    assert_false(test_is_close(-DBL_MAX, DBL_MAX, 1.5));
}

static void close_is_relative_to_the_expected_number(void **state)
{
    (void)state;
    assert_true(test_is_close(100.0, 110.0, 0.095));
    assert_false(test_is_close(110.0, 100.0, 0.095));
    assert_true(test_is_close(-1.25e-300, -1.0e-300, 0.25));
    assert_false(test_is_close(1.25e-300, -1.25e-300, 0.25));
    assert_false(test_is_close(1e-300, 0.0, 0.5));
}

static void near_is_absolute(void **state)
{
    (void)state;
    assert_true(test_is_near(1.5, 1.25, 0.25));
    assert_false(test_is_near(1.5, 1.25, 0.249999));
    assert_true(test_is_near(-SUBNORMAL, SUBNORMAL, 2 * SUBNORMAL));
    assert_false(test_is_near(-SUBNORMAL, SUBNORMAL, SUBNORMAL));
}

static void ulps_are_counted_at_the_expected_number(void **state)
{
    (void)state;
    const double at[] = {1.0, -1.7, 1e-5, 6.02e23, DBL_MIN, DBL_MIN * 3, 5e-320, SUBNORMAL, 0.0};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        double up = nextafter(at[i], INFINITY), up2 = nextafter(up, INFINITY);
        if (at[i] < 0)
            up = nextafter(at[i], -INFINITY), up2 = nextafter(up, -INFINITY);
        assert_true(test_is_ulp(up, at[i], 1));
        assert_false(test_is_ulp(up, at[i], 0.5));
        assert_true(test_is_ulp(up2, at[i], 2));
        assert_false(test_is_ulp(up2, at[i], 1));
    }
    assert_true(test_is_ulp(nextafter(DBL_MAX, 0), DBL_MAX, 1));
    assert_false(test_is_ulp(nextafter(DBL_MAX, 0), DBL_MAX, 0.5));
    assert_false(test_is_ulp(INFINITY, DBL_MAX, 1e6));
    assert_true(test_is_ulp(-SUBNORMAL, SUBNORMAL, 2));
    assert_false(test_is_ulp(-SUBNORMAL, SUBNORMAL, 1));
}

static void float_ulps_are_those_of_float(void **state)
{
    (void)state;
    const float at[] = {1.0f, 3.3e-5f, 6.02e23f, FLT_MIN, FLT_MIN * 3, 2e-42f, SUBNORMALF, 0.0f};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        float up = nextafterf(at[i], INFINITY), up2 = nextafterf(up, INFINITY);
        assert_true(test_is_ulpf(up, at[i], 1));
        assert_false(test_is_ulpf(up, at[i], 0.5));
        assert_true(test_is_ulpf(up2, at[i], 2));
        assert_false(test_is_ulpf(up2, at[i], 1));
    }
    assert_true(test_is_ulpf(nextafterf(FLT_MAX, 0), FLT_MAX, 1));
    assert_false(test_is_ulpf(nextafterf(FLT_MAX, 0), FLT_MAX, 0.5));
    assert_false(test_is_ulpf(INFINITY, FLT_MAX, 1e6));
}

static void same_bits_tells_the_signs_of_zero_apart_and_takes_any_nan(void **state)
{
    (void)state;
    for (int i = 0; i < SPECIALS; i++)
        for (int j = 0; j < SPECIALS; j++)
            assert_int_equal(test_is_same_bits(SPECIAL[i], SPECIAL[j]), i == j);
    assert_true(test_is_same_bits(-NAN, NAN));
    assert_false(test_is_same_bits(1.0, nextafter(1.0, 2)));
}

static void vectors_are_compared_against_their_largest_element(void **state)
{
    (void)state;
    const double expected[] = {1000.0, 1e-9, -3.0}, off[] = {1000.0, 1e-9 + 0.5, -3.0};
    assert_true(test_is_all_close(3, off, expected, 5.1e-4));
    assert_false(test_is_all_close(3, off, expected, 4.9e-4));
    const double with_nan[] = {1000.0, NAN, -3.0}, with_inf[] = {1000.0, 1e-9, INFINITY};
    assert_false(test_is_all_close(3, with_nan, expected, 1));
    assert_false(test_is_all_close(3, expected, with_nan, 1));
    assert_false(test_is_all_close(3, with_inf, expected, 1));
    assert_false(test_is_all_close(3, expected, with_inf, 1));
    assert_true(test_is_all_close(3, with_nan, with_nan, 0));
    assert_true(test_is_all_close(0, NULL, NULL, 0));
}

static void at_most_refuses_nan_on_either_side(void **state)
{
    (void)state;
    assert_true(test_is_at_most(2.5, 2.5));
    assert_false(test_is_at_most(nextafter(2.5, 3), 2.5));
    assert_false(test_is_at_most(NAN, 2.5));
    assert_false(test_is_at_most(2.5, NAN));
}

/* ---- the assertions, seen failing ---- */

/* Runs a group in a child with its output thrown away; its exit status, or 256 + signal. */
static int run_in_child(int (*run)(void))
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (null < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)
            _exit(99);
        _exit(run());
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

static unsigned evaluations;

static double once(double value)
{
    evaluations++;
    return value;
}

/* One test for each assertion that must fail. */
#define MUST_FAIL(name, assertion)                                                                           \
    static void name(void **state)                                                                           \
    {                                                                                                        \
        (void)state;                                                                                         \
        assertion;                                                                                           \
    }

static const double PI_OFF[] = {3.14, NAN};
static const double PI[] = {3.14, 2.72};
static const arete_error NO_ERROR = {.text = "text of the error"};

MUST_FAIL(close_fails, assert_close(1.1, 1.0, 0.01))
MUST_FAIL(close_of_nan_fails, assert_close(NAN, 1.0, 1e300))
MUST_FAIL(near_fails, assert_near(1.1, 1.0, 0.01))
MUST_FAIL(near_of_infinity_fails, assert_near(INFINITY, 1.0, 1e300))
MUST_FAIL(ulp_fails, assert_ulp(1.0 + DBL_EPSILON, 1.0, 0.5))
MUST_FAIL(ulpf_fails, assert_ulpf(1.0f + FLT_EPSILON, 1.0f, 0.5))
MUST_FAIL(bits_fails, assert_bits(0.0, -0.0))
MUST_FAIL(at_most_fails, assert_at_most(NAN, 1.0))
MUST_FAIL(all_close_fails, assert_all_close(2, PI_OFF, PI, 1))
MUST_FAIL(status_fails, assert_status(ARETE_ERR_LD, ARETE_ERR_SIZE))
MUST_FAIL(status_of_success_fails, assert_status(ARETE_OK, ARETE_ERR_SIZE))
MUST_FAIL(ok_fails, assert_ok(ARETE_ERR_LD, &NO_ERROR))
MUST_FAIL(ok_without_an_error_fails, assert_ok(ARETE_ERR_LD, NULL))

static const struct CMUnitTest FAILING[] = {
    cmocka_unit_test(close_fails),   cmocka_unit_test(close_of_nan_fails),
    cmocka_unit_test(near_fails),    cmocka_unit_test(near_of_infinity_fails),
    cmocka_unit_test(ulp_fails),     cmocka_unit_test(ulpf_fails),
    cmocka_unit_test(bits_fails),    cmocka_unit_test(at_most_fails),
    cmocka_unit_test(all_close_fails), cmocka_unit_test(status_fails),
    cmocka_unit_test(status_of_success_fails), cmocka_unit_test(ok_fails),
    cmocka_unit_test(ok_without_an_error_fails),
};
enum { FAILINGS = sizeof FAILING / sizeof FAILING[0] };

static size_t failing_index;

static int run_one_failing(void)
{
    const struct CMUnitTest tests[] = {FAILING[failing_index]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

static void each_assertion_can_fail(void **state)
{
    (void)state;
    for (failing_index = 0; failing_index < FAILINGS; failing_index++)
        if (run_in_child(run_one_failing) != EXIT_FAILURE)
            fail_msg("%s passed", FAILING[failing_index].name);
}

static void each_assertion_can_pass(void **state)
{
    (void)state;
    const double x[] = {1.0, -2.5};
    assert_close(1.0 + 1e-12, 1.0, 1e-11);
    assert_near(-0.5, -0.25, 0.25);
    assert_ulp(NAN, NAN, 0);
    assert_ulpf(1.0f + FLT_EPSILON, 1.0f, 1);
    assert_bits(-INFINITY, -INFINITY);
    assert_at_most(-INFINITY, -3.5);
    assert_all_close(2, x, x, 0);
    assert_status(ARETE_ERR_LD, ARETE_ERR_LD);
    assert_ok(ARETE_OK, NULL);
}

static void assertions_evaluate_their_argument_once(void **state)
{
    (void)state;
    evaluations = 0;
    assert_close(once(1.5), once(1.5), once(0));
    assert_at_most(once(1.5), once(1.5));
    assert_int_equal(evaluations, 5);
}

/* ---- groups ---- */

static void passes(void **state)
{
    (void)state;
}

static void skips(void **state)
{
    (void)state;
    skip();
}

static void lacks_data(void **state)
{
    (void)state;
    if (!test_data("no such file"))
        test_skip_data();
}

static int run_passing_and_skipping(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(passes), cmocka_unit_test(skips)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

static int run_skipping(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lacks_data), cmocka_unit_test(skips)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

static int run_failing_and_skipping(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(close_fails), cmocka_unit_test(skips)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* 256 failures: the number cmocka returns would wrap to success. */
static int run_256_failures(void)
{
    static struct CMUnitTest tests[256];
    for (int i = 0; i < 256; i++)
        tests[i] = FAILING[0];
    return cmocka_run_group_tests(tests, NULL, NULL);
}

static void a_group_reports_success_failure_and_skipping_apart(void **state)
{
    (void)state;
    assert_int_equal(run_in_child(run_passing_and_skipping), EXIT_SUCCESS);
    assert_int_equal(run_in_child(run_skipping), TEST_EXIT_SKIPPED);
    assert_int_equal(run_in_child(run_failing_and_skipping), EXIT_FAILURE);
    assert_int_equal(run_in_child(run_256_failures), EXIT_FAILURE);
}

/* ---- guarded memory ---- */

/* Told by a signal, not an exit status: under valgrind, which sees the fault as an error, that would be its own. */
enum { FAULT_WHERE_EXPECTED = 256 + SIGUSR1, FAULT_ELSEWHERE = 256 + SIGUSR2, NO_FAULT = 44 };
static char *target;
static volatile char sink; /* valgrind drops a load whose result nobody uses */

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)number, (void)context;
    raise(info->si_addr == target ? SIGUSR1 : SIGUSR2);
}

static void catch_faults(void)
{
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

static int read_target(void)
{
    catch_faults();
    sink = *(volatile char *)target;
    return NO_FAULT;
}

static int write_target(void)
{
    catch_faults();
    *(volatile char *)target = 7;
    return NO_FAULT;
}

static void guarded_memory_faults_at_the_first_byte_past_its_end(void **state)
{
    (void)state;
    const size_t sizes[] = {0, 1, 7, 512, 513, 1024, 5000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t n = sizes[i];
        double *x = test_guard_alloc(n, sizeof *x);
        for (size_t j = 0; j < n; j++) {
            assert_true(x[j] == 0);
            x[j] = (double)j + 0.5;
        }
        target = (char *)(x + n);
        assert_int_equal(run_in_child(read_target), FAULT_WHERE_EXPECTED);
        assert_int_equal(run_in_child(write_target), FAULT_WHERE_EXPECTED);
        if (n > 0) {
            target = (char *)(x + n) - 1;
            assert_int_equal(run_in_child(read_target), NO_FAULT);
        }
        test_guard_free(x);
    }
    test_guard_free(NULL);
}

static void guarded_memory_of_whole_pages_faults_before_its_start(void **state)
{
    (void)state;
    char *x = test_guard_alloc(2, (size_t)sysconf(_SC_PAGESIZE));
    target = x - 1;
    assert_int_equal(run_in_child(read_target), FAULT_WHERE_EXPECTED);
    assert_int_equal(run_in_child(write_target), FAULT_WHERE_EXPECTED);
    test_guard_free(x);
}

static int write_before_and_free(void)
{
    signal(SIGABRT, SIG_DFL);
    char *x = test_guard_alloc(100, 1);
    x[-1] = 1;
    test_guard_free(x);
    return 0;
}

static int free_what_is_not_guarded(void)
{
    signal(SIGABRT, SIG_DFL);
    test_guard_free(&failing_index);
    return 0;
}

static void freeing_guarded_memory_notices_what_was_written_before_it(void **state)
{
    (void)state;
    assert_int_equal(run_in_child(write_before_and_free), 256 + SIGABRT);
    assert_int_equal(run_in_child(free_what_is_not_guarded), 256 + SIGABRT);
}

/* ---- random numbers, data, folders ---- */

static void random_numbers_are_those_of_splitmix64(void **state)
{
    (void)state;
    /* Vigna, splitmix64.c (public domain), seed 1234567. */
    const uint64_t expected[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                 UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
                                 UINT64_C(16408922859458223821)};
    test_random random = test_seed(1234567);
    for (int i = 0; i < 5; i++)
        assert_true(test_bits(&random) == expected[i]);
}

static void random_numbers_have_the_distribution_they_claim(void **state)
{
    (void)state;
    enum { N = 20000 };
    test_random random = test_seed(20240517);
    double sum = 0, squares = 0, low = 1, high = -1, normal_sum = 0, normal_squares = 0;
    size_t counts[7] = {0};
    for (int i = 0; i < N; i++) {
        double u = test_uniform(&random), z = test_normal(&random);
        assert_true(u >= -1 && u < 1 && isfinite(z));
        sum += u, squares += u * u, low = fmin(low, u), high = fmax(high, u);
        normal_sum += z, normal_squares += z * z;
        counts[test_below(&random, 7)]++;
    }
    /* Five standard errors each. */
    assert_near(sum / N, 0, 5 * sqrt(1.0 / 3 / N));
    assert_near(squares / N, 1.0 / 3, 5 * sqrt(4.0 / 45 / N));
    assert_at_most(low, -0.999);
    assert_at_most(-high, -0.999);
    assert_near(normal_sum / N, 0, 5 * sqrt(1.0 / N));
    assert_near(normal_squares / N, 1, 5 * sqrt(2.0 / N));
    for (int i = 0; i < 7; i++)
        assert_near((double)counts[i], N / 7.0, 5 * sqrt(N * 6.0 / 49));
}

static void data_are_found_below_the_folder_of_the_environment(void **state)
{
    (void)state;
    const char *before = getenv("ARETE_TEST_DATA");
    char *kept = before ? strdup(before) : NULL;
    char *folder = test_folder_create();
    FILE *file = fopen(test_path(folder, "there.csv"), "w");
    assert_non_null(file);
    fclose(file);
    setenv("ARETE_TEST_DATA", folder, 1);
    assert_non_null(test_data("there.csv"));
    assert_string_equal(test_data("there.csv"), test_path(folder, "there.csv"));
    assert_null(test_data("absent.csv"));
    setenv("ARETE_TEST_DATA", "", 1);
    assert_null(test_data("there.csv"));
    unsetenv("ARETE_TEST_DATA");
    assert_null(test_data("there.csv"));
    if (kept)
        setenv("ARETE_TEST_DATA", kept, 1);
    free(kept);
    test_folder_remove(folder);
}

static void a_folder_goes_with_all_that_is_in_it(void **state)
{
    (void)state;
    char *folder = test_folder_create(), path[4096];
    snprintf(path, sizeof path, "%s", folder);
    const char *inner = test_path(folder, "inner");
    assert_int_equal(mkdir(inner, 0700), 0);
    FILE *file = fopen(test_path(inner, "file"), "w");
    assert_non_null(file);
    fclose(file);
    test_folder_remove(folder);
    assert_int_not_equal(access(path, F_OK), 0);
    test_folder_remove(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_comparison_with_no_tolerance_means_equality),
        cmocka_unit_test(no_tolerance_lets_a_nan_or_an_infinity_equal_a_number),
        cmocka_unit_test(a_tolerance_that_is_nan_negative_or_infinite_passes_nothing),
        cmocka_unit_test(close_is_relative_to_the_expected_number),
        cmocka_unit_test(near_is_absolute),
        cmocka_unit_test(ulps_are_counted_at_the_expected_number),
        cmocka_unit_test(float_ulps_are_those_of_float),
        cmocka_unit_test(same_bits_tells_the_signs_of_zero_apart_and_takes_any_nan),
        cmocka_unit_test(vectors_are_compared_against_their_largest_element),
        cmocka_unit_test(at_most_refuses_nan_on_either_side),
        cmocka_unit_test(each_assertion_can_fail),
        cmocka_unit_test(each_assertion_can_pass),
        cmocka_unit_test(assertions_evaluate_their_argument_once),
        cmocka_unit_test(a_group_reports_success_failure_and_skipping_apart),
        cmocka_unit_test(guarded_memory_faults_at_the_first_byte_past_its_end),
        cmocka_unit_test(guarded_memory_of_whole_pages_faults_before_its_start),
        cmocka_unit_test(freeing_guarded_memory_notices_what_was_written_before_it),
        cmocka_unit_test(random_numbers_are_those_of_splitmix64),
        cmocka_unit_test(random_numbers_have_the_distribution_they_claim),
        cmocka_unit_test(data_are_found_below_the_folder_of_the_environment),
        cmocka_unit_test(a_folder_goes_with_all_that_is_in_it),
    };
    /* cmocka's own runner: the one of arete_test.h is under test here. */
    return _cmocka_run_group_tests("support", tests, sizeof tests / sizeof tests[0], NULL, NULL) != 0;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * src/blas: the thread policy. The host's settings survive every call, and a forked child fits without its parent's
 * threads.
 */
#define _DEFAULT_SOURCE /* alarm */
#include "arete_test.h"

#include <pthread.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef _OPENMP
#    include <omp.h>
#endif

#include "blas/threads.h"

/* Large enough that OpenBLAS and our own loops would start threads: add, cross-validate and fit, into one number. */
static double work(int threads)
{
    enum { N = 300, P = 196 }; /* more than one tile of the Gram matrix */
    double *x = malloc(N * P * sizeof *x), *y = malloc(N * sizeof *y);
    assert_true(x && y);
    test_random random = {42};
    for (size_t i = 0; i < N * P; i++)
        x[i] = test_normal(&random);
    for (size_t i = 0; i < N; i++)
        y[i] = x[i * P] + test_normal(&random);
    arete_moments_options mo;
    arete_moments_options_init(&mo);
    mo.folds = 3;
    mo.threads = threads;
    arete_ridge_options o;
    arete_ridge_options_init(&o);
    o.threads = threads;
    static const double lambda[] = {10, 1};
    arete_error error;
    arete_moments *m = NULL;
    arete_cv *cv = NULL;
    arete_ridge *fit = NULL;
    assert_ok(arete_moments_create(&m, P, 1, &mo, &error), &error);
    assert_ok(arete_moments_add(m, ARETE_ROW_MAJOR, N, x, P, y, 1, NULL, NULL, &error), &error);
    assert_ok(arete_ridge_cv(&cv, m, 3, NULL, &o, &error), &error);
    assert_ok(arete_ridge_fit_moments(&fit, m, 2, lambda, &o, &error), &error);
    arete_cv_point point;
    assert_status(arete_cv_get(cv, 2, 0, &point), ARETE_OK);
    double sum = point.cv_mean + point.df;
    for (size_t j = 0; j < P; j++)
        sum += arete_ridge_coef(fit, 1, 0)[j] + arete_ridge_std_errors(fit, 0, 0)[j];
    arete_ridge_destroy(&fit);
    arete_cv_destroy(&cv);
    arete_moments_destroy(&m);
    free(x);
    free(y);
    return sum;
}

static void the_number_of_threads_changes_no_bit(void **state)
{
    (void)state;
    double one = work(1);
    for (int threads = 2; threads <= 3; threads++)
        assert_bits(work(threads), one);
    assert_bits(work(0), one);
}

static void a_forked_child_fits_and_so_does_its_child(void **state)
{
    (void)state;
    double expected = work(2);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(120); /* a hang is a failure, not a hung test run */
        bool ok = test_is_same_bits(work(2), expected) && arete_threads(8) == 1;
        pid_t grandchild = fork();
        if (grandchild == 0) {
            alarm(60);
            _exit(test_is_same_bits(work(2), expected) ? 0 : 1);
        }
        int status = 1;
        waitpid(grandchild, &status, 0);
        _exit(ok && status == 0 ? 0 : 1);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

typedef struct job {
    uint64_t seed;
    double result;
} job;

/* A small problem of its own, many times over; no cmocka inside, which belongs to the main thread. */
static void *fit_repeatedly(void *argument)
{
    enum { N = 40, P = 12, TIMES = 20 };
    job *j = argument;
    test_random random = {j->seed};
    double x[N * P], y[N];
    for (size_t i = 0; i < N * P; i++)
        x[i] = test_normal(&random);
    for (size_t i = 0; i < N; i++)
        y[i] = x[i * P] + test_normal(&random);
    static const double lambda[] = {1};
    j->result = 0;
    for (int k = 0; k < TIMES; k++) {
        arete_ridge *fit = NULL;
        arete_ridge_options o;
        arete_ridge_options_init(&o);
        o.solver = k % 2 ? ARETE_SOLVER_DUAL : ARETE_SOLVER_CHOLESKY;
        if (arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, x, P, y, 1, NULL, 1, lambda, &o, NULL) !=
            ARETE_OK)
            return NULL;
        for (size_t c = 0; c < P; c++)
            j->result += arete_ridge_coef(fit, 0, 0)[c] * arete_ridge_std_errors(fit, 0, 0)[c];
        j->result += arete_dnrm2(N, y, 1);
        arete_ridge_destroy(&fit);
    }
    return argument;
}

static void eight_threads_at_once_do_not_disturb_each_other(void **state)
{
    (void)state;
    enum { THREADS = 8 };
    job alone[THREADS], together[THREADS];
    pthread_t thread[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        alone[i] = together[i] = (job){100 + i, 0};
        assert_non_null(fit_repeatedly(&alone[i]));
    }
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, fit_repeatedly, &together[i]), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *done = NULL;
        assert_int_equal(pthread_join(thread[i], &done), 0);
        assert_non_null(done);
        assert_bits(together[i].result, alone[i].result);
    }
}

static void the_hosts_thread_count_is_left_as_it_was(void **state)
{
    (void)state;
#ifdef _OPENMP
    omp_set_num_threads(3);
    work(2);
    assert_int_equal(omp_get_max_threads(), 3);
    arete_blas_scope scope = arete_blas_begin(1);
    assert_int_equal(omp_get_max_threads(), 1);
    arete_blas_end(scope);
    assert_int_equal(omp_get_max_threads(), 3);
#else
    assert_int_equal(arete_threads(5), 1);
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_of_threads_changes_no_bit),
        cmocka_unit_test(a_forked_child_fits_and_so_does_its_child),
        cmocka_unit_test(eight_threads_at_once_do_not_disturb_each_other),
        cmocka_unit_test(the_hosts_thread_count_is_left_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

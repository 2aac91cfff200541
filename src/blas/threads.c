/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The thread policy of threads.h.
 */
#include "blas/threads.h"

#include <pthread.h>
#include <signal.h>

#ifdef _OPENMP
#    include <omp.h>
#endif

/* Written in a child between fork and its first own instruction, read ever after: no race. */
static volatile sig_atomic_t forked_child;

static void mark_forked_child(void)
{
    forked_child = 1;
}

/* At load time, so that a fork before the first call of the library is seen as well. */
__attribute__((constructor)) static void watch_for_fork(void)
{
    pthread_atfork(NULL, NULL, mark_forked_child);
}

int arete_threads(int requested)
{
    if (forked_child)
        return 1;
#ifdef _OPENMP
    int threads = requested > 0 ? requested : omp_get_max_threads();
    return threads < ARETE_MAX_THREADS ? threads : ARETE_MAX_THREADS;
#else
    (void)requested;
    return 1;
#endif
}

arete_blas_scope arete_blas_begin(int threads)
{
    arete_blas_scope scope = {0};
#ifdef _OPENMP
    int now = omp_get_max_threads();
    if (now != threads) {
        scope.saved = now;
        omp_set_num_threads(threads);
    }
#else
    (void)threads;
#endif
    return scope;
}

void arete_blas_end(arete_blas_scope scope)
{
#ifdef _OPENMP
    if (scope.saved)
        omp_set_num_threads(scope.saved);
#else
    (void)scope;
#endif
}

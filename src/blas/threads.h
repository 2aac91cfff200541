/* SPDX-License-Identifier: BSD-3-Clause
 *
 * One policy for threads.
 *
 * Our own loops are OpenMP loops over fixed pieces of work, so their results do not depend on the number of
 * threads. Inside such a loop every BLAS call runs on one thread: the OpenMP build of OpenBLAS sees that it
 * is in a parallel region. Outside, a call is made under a scope that says how many threads it may take. The
 * scope sets the calling thread's own OpenMP setting and puts it back, so the host's BLAS thread count is
 * never changed. The pthread build of OpenBLAS does not look at it and follows the host's
 * OPENBLAS_NUM_THREADS.
 *
 * In a forked child everything is serial: the parent's worker threads do not exist there, and an OpenMP
 * runtime that believes they do would wait for them forever.
 */
#ifndef ARETE_BLAS_THREADS_H
#define ARETE_BLAS_THREADS_H

enum { ARETE_MAX_THREADS = 1024 };

/* Number of threads for a request (0: what OpenMP would use); at least 1, and 1 in a forked child. */
int arete_threads(int requested);

typedef struct arete_blas_scope {
    int saved; /* the caller's setting, 0 if it was left alone */
} arete_blas_scope;

/* BLAS calls until the matching end may use `threads` threads. */
arete_blas_scope arete_blas_begin(int threads);
void arete_blas_end(arete_blas_scope scope);

#endif /* ARETE_BLAS_THREADS_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * An allocator that fails on demand. It stands in front of the C library's malloc and its kin, in a shared library
 * that a test links, or that is preloaded into a program.
 *
 * Only allocations made by arete, by Jansson and LAPACKE (which report failure) and by the program itself count and
 * fail, and those the C library makes on their behalf (fopen, realpath, ...). OpenMP, OpenBLAS, the loader and
 * cmocka end the process when memory runs out; what they ask for always succeeds.
 *
 * A preloaded copy is steered by the environment: ARETE_FAIL_AT is the number of the allocation to fail,
 * ARETE_FAIL_FOREVER=1 fails all after it too, and "SEEN FAILED LIVE" is written to the file ARETE_FAIL_REPORT at
 * exit.
 */
#ifndef FAIL_ALLOC_H
#define FAIL_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* From now on allocation number `at` (counted from 1; 0: none) fails, and with `forever` all after it. */
void fail_alloc_arm(size_t at, bool forever);

/* Between these two allocations succeed and are not counted, but what is not freed still is. */
void fail_alloc_pause(void);
void fail_alloc_resume(void);

/* Ends counting and failing. */
void fail_alloc_disarm(void);

/* Since it was armed: allocations counted, made to fail, and allocated but not freed yet. */
size_t fail_alloc_seen(void);
size_t fail_alloc_failed(void);
size_t fail_alloc_live(void);

#endif /* FAIL_ALLOC_H */

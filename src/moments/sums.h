/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The moments of one set of rows, and the two ways to add to them: a block of rows, or other moments.
 *
 * Arrays of d = p + q numbers hold the predictors first, then the targets.
 */
#ifndef ARETE_MOMENTS_SUMS_H
#define ARETE_MOMENTS_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows per block. It decides how rows are grouped and therefore the last bits of every result, so it is part
 * of the file format. 256 rows amortise the rank-k update for every p and stay in cache up to p of some
 * hundreds. */
enum { ARETE_BLOCK_ROWS = 256 };

typedef struct arete_sums {
    size_t p, q;
    uint64_t n;    /* rows */
    double weight; /* W as weight + weight_low */
    double weight_low;
    /* d numbers: the mean is mean + mean_low, so that many small shifts of a large mean are not lost. */
    double *mean;
    double *mean_low;
    /* d numbers, exact, so that a constant column is known without a tolerance. */
    double *min;
    double *max;
    double *gram;  /* p x p, lower triangle, column-major, centred */
    double *cross; /* p x q, column-major, centred */
    double *yy;    /* q, centred */
} arete_sums;

/* Rows of positive weight waiting to be added, row-major; one row more than a block, for the update itself. */
typedef struct arete_block {
    size_t fill;
    double *x; /* (ARETE_BLOCK_ROWS + 1) x p */
    double *y; /* (ARETE_BLOCK_ROWS + 1) x q */
    double *w; /* ARETE_BLOCK_ROWS */
} arete_block;

/* One allocation each. false without memory, *sums all zero then. */
bool arete_sums_create(arete_sums *sums, size_t p, size_t q);
void arete_sums_destroy(arete_sums *sums);
bool arete_block_create(arete_block *block, size_t p, size_t q);
void arete_block_destroy(arete_block *block);

/* Bytes of one of each, SIZE_MAX on overflow. */
size_t arete_sums_bytes(size_t p, size_t q);
size_t arete_block_bytes(size_t p, size_t q);

void arete_sums_clear(arete_sums *sums);
void arete_sums_copy(arete_sums *to, const arete_sums *from);
void arete_block_copy(arete_block *to, const arete_block *from, size_t p, size_t q);

/* Adds the rows of a block and empties it; its arrays are used up. threads: see blas/threads.h. */
void arete_sums_add_block(arete_sums *sums, arete_block *block, int threads);

/* Adds other moments. */
void arete_sums_combine(arete_sums *sums, const arete_sums *other);

#endif /* ARETE_MOMENTS_SUMS_H */

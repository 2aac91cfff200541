/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Inside of the accumulator, for this folder and for src/ridge.
 */
#ifndef ARETE_MOMENTS_MOMENTS_H
#define ARETE_MOMENTS_MOMENTS_H

#include "arete/moments.h"
#include "moments/deal.h"
#include "moments/sums.h"

enum { ARETE_MAX_FOLDS = 1000000 };

typedef struct arete_fold {
    arete_sums sums;
    arete_block block; /* rows not yet in sums */
} arete_fold;

struct arete_moments {
    size_t p, q;
    size_t folds;
    arete_fold *fold;
    uint64_t next_row; /* number of the next row of positive weight */
    uint64_t first_row;
    arete_deal deal;
    int threads;
    char **features; /* p names, or NULL */
    char **targets;  /* q names, or NULL */
};

/* Sums of all folds except `skip` (ARETE_NONE: of all), unfinished blocks included, into *out, which has been
 * created for the same sizes. `scratch` takes copies of unfinished blocks. Does not change the moments. */
void arete_moments_total(const arete_moments *moments, size_t skip, arete_sums *out, arete_block *scratch,
                         int threads);

/* Sums of one fold, likewise. */
void arete_moments_of_fold(const arete_moments *moments, size_t fold, arete_sums *out, arete_block *scratch,
                           int threads);

/* Rows in a fold, its unfinished block included. */
uint64_t arete_fold_rows(const arete_fold *fold);

/* Allocates the folds [from, to) of an array; false, with none of them left allocated, without memory. */
bool arete_folds_create(arete_fold *fold, size_t from, size_t to, size_t p, size_t q);
void arete_folds_destroy(arete_fold *fold, size_t from, size_t to);

/* Checks p, q, folds against what this library and BLAS can hold. */
arete_status arete_moments_check_sizes(size_t p, size_t q, size_t folds, arete_error *error);

/* The checks of arete_moments_add (and _f32) for p predictors, q targets and so many folds. */
arete_status arete_rows_check(size_t p, size_t q, size_t folds, int layout, size_t n, const double *x,
                              size_t ldx, const double *y, size_t ldy, const double *w, const size_t *fold,
                              arete_error *error);
arete_status arete_rows_check_f32(size_t p, size_t q, size_t folds, int layout, size_t n, const float *x,
                                  size_t ldx, const float *y, size_t ldy, const float *w, const size_t *fold,
                                  arete_error *error);

#endif /* ARETE_MOMENTS_MOMENTS_H */

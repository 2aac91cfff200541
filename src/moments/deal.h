/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Which fold a row falls into.
 *
 * Row number i goes to place i mod K of a permutation of 0..K-1 that is drawn afresh for each group i / K of
 * K consecutive rows, from the seed and the group's number alone. So folds differ by at most one row, streams
 * of any length need no look ahead, and parts that know their first row number agree with the whole.
 */
#ifndef ARETE_MOMENTS_DEAL_H
#define ARETE_MOMENTS_DEAL_H

#include <stddef.h>
#include <stdint.h>

/* The permutation in use. */
typedef struct arete_deal {
    uint64_t seed;
    size_t folds;
    uint64_t group;  /* the group `order` is for */
    int valid;       /* 0: no group yet */
    uint32_t *order; /* folds numbers */
} arete_deal;

size_t arete_deal_fold(arete_deal *deal, uint64_t row);

#endif /* ARETE_MOMENTS_DEAL_H */

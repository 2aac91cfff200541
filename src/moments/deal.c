/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Dealing rows to folds: Fisher and Yates's shuffle driven by SplitMix64 (Steele, Lea, Flood, OOPSLA 2014),
 * whose state starts from the seed and the group. Bounded draws are Lemire's multiplication with rejection
 * (ACM TOMACS 29 (2019) 3), so every permutation is equally likely.
 */
#include "moments/deal.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint64_t next(uint64_t *state)
{
    return mix(*state += UINT64_C(0x9E3779B97F4A7C15));
}

/* Uniform in 0 .. bound - 1, bound <= 2^32. */
static uint32_t below(uint64_t *state, uint64_t bound)
{
    uint64_t product = (next(state) >> 32) * bound;
    uint64_t threshold = ((uint64_t)1 << 32) % bound;
    while ((product & UINT32_MAX) < threshold)
        product = (next(state) >> 32) * bound;
    return (uint32_t)(product >> 32);
}

static void shuffle(arete_deal *deal, uint64_t group)
{
    uint64_t state = mix(deal->seed + UINT64_C(0x632BE59BD9B4E019)) ^ group;
    for (size_t i = 0; i < deal->folds; i++)
        deal->order[i] = (uint32_t)i;
    for (size_t i = deal->folds; i > 1; i--) {
        uint32_t j = below(&state, i);
        uint32_t swap = deal->order[i - 1];
        deal->order[i - 1] = deal->order[j];
        deal->order[j] = swap;
    }
    deal->group = group;
    deal->valid = 1;
}

size_t arete_deal_fold(arete_deal *deal, uint64_t row)
{
    if (deal->folds == 1)
        return 0;
    uint64_t group = row / deal->folds;
    if (!deal->valid || deal->group != group)
        shuffle(deal, group);
    return deal->order[row % deal->folds];
}

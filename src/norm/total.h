/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A sum of |x_i| or of |x_i|^2 over the whole range of exponents.
 *
 * The terms come piece by piece, each piece scaled to where its own numbers are safe: after Blue, there are
 * three levels with a sum each, and whole pieces rather than elements are put on a level.
 *
 *     level   pieces whose norm is      elements times   so that they are at most
 *     LOW     below 2^-450              2^600            2^150
 *     MID     2^-450 to 2^450           1                2^450
 *     HIGH    above 2^450               2^-600           2^424
 *
 * Squares on a level, summed 2^64 times, stay below 2^1000. What underflows on its level stands beside a norm
 * more than 2^60 times larger and does not matter.
 *
 * Reference: Blue, "A portable Fortran program to find the Euclidean norm of a vector", ACM TOMS 4 (1978)
 * 15-23.
 */
#ifndef ARETE_NORM_TOTAL_H
#define ARETE_NORM_TOTAL_H

#include <stdbool.h>
#include <stddef.h>

#include "norm/dd.h"

typedef enum arete_level { ARETE_LOW, ARETE_MID, ARETE_HIGH } arete_level;

/* What elements are multiplied by on a level, and what brings a norm of them back; both powers of two. */
static inline double arete_level_scale(arete_level level)
{
    return level == ARETE_LOW ? 0x1p600 : level == ARETE_MID ? 1 : 0x1p-600;
}

static inline double arete_level_unit(arete_level level)
{
    return level == ARETE_LOW ? 0x1p-600 : level == ARETE_MID ? 1 : 0x1p600;
}

/* True where a norm of unscaled elements can be trusted; false for NaN. */
static inline bool arete_is_safe(double norm)
{
    return norm >= 0x1p-450 && norm <= 0x1p450;
}

/* The level of numbers that are not safe as they are, the largest of which is `largest`. */
static inline arete_level arete_level_of(double largest)
{
    return largest < 1 ? ARETE_LOW : ARETE_HIGH;
}

typedef struct arete_total {
    arete_dd sum[3];
    double special; /* 0; infinity once an infinite term was added; NaN once a NaN was */
} arete_total;

/* Adds norm^power, power 1 or 2, of a piece, given its norm scaled for its level; NaN and infinity too. */
void arete_total_add(arete_total *total, arete_level level, arete_dd norm, int power);

/* (times sum)^(1/power), rounded. */
double arete_total_value(const arete_total *total, size_t times, int power);

#endif /* ARETE_NORM_TOTAL_H */

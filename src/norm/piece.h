/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms of a short piece of a vector, held as doubles, on the level where its numbers are safe.
 */
#ifndef ARETE_NORM_PIECE_H
#define ARETE_NORM_PIECE_H

#include <stdbool.h>
#include <stddef.h>

#include "blas/vector.h"
#include "norm/total.h"

typedef enum arete_kind { ARETE_NRM2, ARETE_ASUM, ARETE_NRM1, ARETE_AMAX } arete_kind;

/* A piece: `count` doubles, which are the elements, or (re, im) pairs of them if `pairs`. */
typedef struct arete_piece {
    size_t count;
    const double *x;
    bool pairs;
    bool from_float; /* the doubles were converted from float: plain sums are precise enough */
} arete_piece;

typedef struct arete_measured {
    arete_dd norm; /* times arete_level_scale(level); NaN or infinity (lo = 0) as the elements have it */
    arete_level level;
} arete_measured;

/* Measures a piece. The scratch space holds ARETE_PIECE doubles and may be where piece->x points to. */
arete_measured arete_piece_measure(arete_kind kind, const arete_piece *piece, double *scratch);

/* Largest |x_k|, NaN if there is a NaN; in plain C, for the cases in which no BLAS is trusted. */
double arete_piece_extreme(size_t count, const double *x);

/* y = scale x, in place or not. */
void arete_piece_scale(size_t count, const double *x, double scale, double *y);

/* moduli[i] = |x_i| of n (re, im) pairs, relative error 2 u where neither square over- nor underflows. */
void arete_piece_moduli(size_t n, const double *x, double *moduli);

#endif /* ARETE_NORM_PIECE_H */

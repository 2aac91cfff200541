/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms of a short piece of a vector.
 *
 * A norm is computed from the numbers as they are and trusted if it lies in the middle of the range of
 * exponents: then nothing has overflowed, and whatever underflowed is too small to count, in any BLAS.
 * Otherwise (also NaN and infinity, which some builds of nrm2 turn into one another or make of subnormals)
 * the piece is looked at in plain C, scaled by a power of two and measured again. This happens so seldom that
 * it costs nothing.
 *
 * Who computes what:
 *     nrm2 of doubles   cblas_dnrm2. Extended precision inside, where the BLAS has it (OpenBLAS on x86-64),
 *                       makes it correct to one rounding; without it a piece is short enough for 512 u.
 *     nrm2 of floats    cblas_ddot of the converted numbers: their squares are exact and in range. Not
 *                       cblas_dsdot, which OpenBLAS sums in float block by block: 1e20 overflows.
 *     asum of floats    cblas_dasum of the converted numbers.
 *     asum of doubles   a compensated sum, here. cblas_dasum adds in plain double: the stated bound of 2 u
 *                       is beyond it from a few elements on.
 *     moduli            sqrt(re^2 + im^2), then as above. Not hypot, which is slow, sets errno and makes
 *                       infinity of (infinity, NaN); the level has made the squares safe.
 */
#include "norm/piece.h"

#include <float.h>
#include <math.h>

/* Independent sums, so that the compiler can keep them in vector registers. */
enum { LANES = 8 };

/* sum |x_k| for at most ARETE_PIECE elements; NaN where it overflows, since the error terms then are. */
static arete_dd compensated_sum(size_t count, const double *x)
{
    double hi[LANES] = {0};
    double lo[LANES] = {0};
    size_t whole = count - count % LANES;

    for (size_t i = 0; i < whole; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            arete_dd s = arete_two_sum(hi[k], fabs(x[i + k]));
            hi[k] = s.hi;
            lo[k] += s.lo;
        }
    }
    for (size_t i = whole; i < count; i++) {
        arete_dd s = arete_two_sum(hi[i - whole], fabs(x[i]));
        hi[i - whole] = s.hi;
        lo[i - whole] += s.lo;
    }

    arete_dd sum = {0, 0};
    for (size_t k = 0; k < LANES; k++)
        sum = arete_dd_add(sum, arete_fast_two_sum(hi[k], lo[k]));
    return sum;
}

static arete_dd measure_as_it_is(arete_kind kind, const arete_piece *piece)
{
    double moduli[ARETE_PIECE / 2];
    size_t count = piece->count;
    const double *x = piece->x;

    if (piece->pairs && (kind == ARETE_NRM1 || kind == ARETE_AMAX)) {
        count /= 2;
        arete_piece_moduli(count, x, moduli);
        x = moduli;
    }
    switch (kind) {
    case ARETE_NRM2:
        return (arete_dd){piece->from_float ? sqrt(arete_piece_sumsq(count, x)) : arete_piece_nrm2(count, x),
                          0};
    case ARETE_AMAX:
        return (arete_dd){arete_piece_amax(count, x), 0};
    case ARETE_ASUM:
    case ARETE_NRM1:
        break;
    }
    return piece->from_float ? (arete_dd){arete_piece_asum(count, x), 0} : compensated_sum(count, x);
}

arete_measured arete_piece_measure(arete_kind kind, const arete_piece *piece, double *scratch)
{
    arete_dd norm = measure_as_it_is(kind, piece);
    if (arete_is_safe(norm.hi))
        return (arete_measured){norm, ARETE_MID};

    double largest = arete_piece_extreme(piece->count, piece->x);
    if (!isfinite(largest))
        return (arete_measured){{largest, 0}, ARETE_MID};
    if (!(largest > 0))
        return (arete_measured){{0, 0}, ARETE_MID};

    arete_piece scaled = *piece;
    arete_level level = arete_level_of(largest);
    arete_piece_scale(piece->count, piece->x, arete_level_scale(level), scratch);
    scaled.x = scratch;
    return (arete_measured){measure_as_it_is(kind, &scaled), level};
}

double arete_piece_extreme(size_t count, const double *x)
{
    double largest = 0;
    for (size_t k = 0; k < count; k++) {
        if (isnan(x[k]))
            return NAN;
        if (fabs(x[k]) > largest)
            largest = fabs(x[k]);
    }
    return largest;
}

void arete_piece_scale(size_t count, const double *x, double scale, double *y)
{
    for (size_t k = 0; k < count; k++)
        y[k] = scale * x[k];
}

void arete_piece_moduli(size_t n, const double *x, double *moduli)
{
    for (size_t i = 0; i < n; i++)
        moduli[i] = sqrt(x[2 * i] * x[2 * i] + x[2 * i + 1] * x[2 * i + 1]);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A sum over the whole range of exponents: three double-double sums, of which two neighbours matter.
 *
 * LOW beside HIGH is at most 2^-900 of it and is dropped. Neighbours are brought to the upper one's scale and
 * added; root and rescaling follow. One rounding remains, hi + lo; a second where the result is subnormal.
 */
#include "norm/total.h"

void arete_total_add(arete_total *total, arete_level level, arete_dd norm, int power)
{
    /* NaN beats infinity whatever their order: infinity + NaN = NaN. */
    if (!isfinite(norm.hi))
        total->special += norm.hi;
    else
        total->sum[level] = arete_dd_add(total->sum[level], power == 2 ? arete_dd_mul(norm, norm) : norm);
}

/* A sum of `power`-th powers, brought one level up. In steps, since 2^-1200 is no double. */
static arete_dd one_level_up(arete_dd sum, int power)
{
    for (int k = 0; k < power; k++)
        sum = (arete_dd){sum.hi * 0x1p-600, sum.lo * 0x1p-600};
    return sum;
}

double arete_total_value(const arete_total *total, size_t times, int power)
{
    if (!(total->special == 0))
        return total->special;

    arete_level level = total->sum[ARETE_HIGH].hi > 0  ? ARETE_HIGH
                        : total->sum[ARETE_MID].hi > 0 ? ARETE_MID
                                                       : ARETE_LOW;
    arete_dd sum = total->sum[level];
    if (level != ARETE_LOW)
        sum = arete_dd_add(sum, one_level_up(total->sum[level - 1], power));
    sum = arete_dd_mul(sum, arete_dd_size(times));
    if (power == 2)
        sum = arete_dd_sqrt(sum);
    /* fabs: rounding downwards, 0 - 0 is -0. */
    return fabs((sum.hi + sum.lo) * arete_level_unit(level));
}

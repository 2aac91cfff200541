/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Double-double arithmetic: a number held as the unevaluated sum hi + lo with |lo| <= u |hi|, about 106 bits.
 *
 * Only what sums of terms >= 0 need. The error of each operation is a few u^2 (u = 2^-53), so that a sum of
 * any number of terms that fits a memory keeps the 53 bits it is rounded to in the end. In the directed
 * rounding modes the error terms are no longer exact, but the same bounds hold with a larger constant.
 *
 * References: Knuth, TAOCP vol. 2, 4.2.2, theorem B (two_sum); Dekker, "A floating-point technique for
 * extending the available precision", Numer. Math. 18 (1971) 224-242; Joldes, Muller, Popescu, "Tight and
 * rigorous error bounds for basic building blocks of double-word arithmetic", ACM TOMS 44 (2017) 15.
 */
#ifndef ARETE_NORM_DD_H
#define ARETE_NORM_DD_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

typedef struct arete_dd {
    double hi;
    double lo;
} arete_dd;

/* a + b exactly, for any a and b. */
static inline arete_dd arete_two_sum(double a, double b)
{
    double s = a + b;
    double t = s - a;
    return (arete_dd){s, (a - (s - t)) + (b - t)};
}

/* a + b exactly, for |a| >= |b| or a = 0. */
static inline arete_dd arete_fast_two_sum(double a, double b)
{
    double s = a + b;
    return (arete_dd){s, b - (s - a)};
}

/* a b exactly, unless it over- or underflows. */
static inline arete_dd arete_two_prod(double a, double b)
{
    double p = a * b;
    return (arete_dd){p, fma(a, b, -p)};
}

static inline arete_dd arete_dd_add(arete_dd a, arete_dd b)
{
    arete_dd s = arete_two_sum(a.hi, b.hi);
    return arete_fast_two_sum(s.hi, s.lo + (a.lo + b.lo));
}

static inline arete_dd arete_dd_mul(arete_dd a, arete_dd b)
{
    arete_dd p = arete_two_prod(a.hi, b.hi);
    return arete_fast_two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

/* A size, exactly: its upper and lower 32 bits are doubles. */
static inline arete_dd arete_dd_size(size_t n)
{
    uint64_t wide = n;
    return arete_fast_two_sum((double)(wide >> 32) * 0x1p32, (double)(wide & 0xffffffffU));
}

/* sqrt(a), one Newton step from the root of the leading part. */
static inline arete_dd arete_dd_sqrt(arete_dd a)
{
    double r = sqrt(a.hi);
    if (!(r > 0))
        return (arete_dd){0, 0};
    return arete_fast_two_sum(r, (fma(-r, r, a.hi) + a.lo) / (2 * r));
}

#endif /* ARETE_NORM_DD_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms of vectors: cut into pieces of adjacent doubles, each measured by piece.c, the results added by
 * total.c.
 *
 * Gathering a strided piece first costs little beside the memory it is read from, and leaves one road for
 * every stride, type and BLAS. Elements are taken in the order of the storage: incx and -incx give the same
 * bits.
 */
#include "arete/norm.h"

#include <math.h>
#include <stdint.h>

#include "base/memory.h"
#include "norm/vector.h"

const double *FN(load)(size_t n, const REAL *x, size_t inc, double *buffer)
{
#if ARETE_T_IS == ARETE_T_d || ARETE_T_IS == ARETE_T_z
    if (inc == 1)
        return x;
#endif
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < WIDTH; k++)
            buffer[i * WIDTH + k] = x[i * inc * WIDTH + k];
    return buffer;
}

/* Measures the elements from number `first` on, at most a piece of them. */
static arete_measured measure(arete_kind kind, size_t first, size_t n, const REAL *x, size_t inc)
{
    double buffer[ARETE_PIECE];
    size_t count = n - first < PIECE ? n - first : PIECE;
    arete_piece piece = {count * WIDTH, FN(load)(count, x + first * inc * WIDTH, inc, buffer), COMPLEX,
                         IS_FLOAT};
    return arete_piece_measure(kind, &piece, buffer);
}

void FN(total_add)(arete_total *total, arete_kind kind, size_t n, const REAL *x, size_t inc)
{
    for (size_t first = 0; first < n; first += PIECE) {
        arete_measured m = measure(kind, first, n, x, inc);
        arete_total_add(total, m.level, m.norm, kind == ARETE_NRM2 ? 2 : 1);
    }
}

double FN(largest)(size_t n, const REAL *x, size_t inc)
{
    double largest = 0;
    for (size_t first = 0; first < n; first += PIECE) {
        arete_measured m = measure(ARETE_AMAX, first, n, x, inc);
        double value = m.norm.hi * arete_level_unit(m.level);
        if (isnan(value))
            return value;
        if (value > largest)
            largest = value;
    }
    return largest;
}

bool FN(addressable)(size_t rows, size_t cols, size_t ld)
{
    size_t elements;
    size_t bytes;
    return arete_mul(cols - 1, ld, &elements) && arete_add(elements, rows, &elements) &&
           arete_mul(elements, WIDTH * sizeof(REAL), &bytes) && bytes <= PTRDIFF_MAX;
}

static REAL norm_of(arete_kind kind, size_t n, const REAL *x, ptrdiff_t incx)
{
    size_t inc = incx < 0 ? -(size_t)incx : (size_t)incx;

    if (n == 0)
        return 0;
    if (x == NULL || !FN(addressable)(1, n, inc))
        return NAN;

    /* incx = 0 needs no n steps: the norm of n copies is that of one, times n or its root. */
    size_t copies = inc == 0 ? n : 1;
    if (inc == 0)
        n = 1;
    if (kind == ARETE_AMAX)
        return (REAL)FN(largest)(n, x, inc);

    arete_total total = {0};
    FN(total_add)(&total, kind, n, x, inc);
    return (REAL)arete_total_value(&total, copies, kind == ARETE_NRM2 ? 2 : 1);
}

REAL FN(nrm2)(size_t n, const ELEMENT *x, ptrdiff_t incx)
{
    return norm_of(ARETE_NRM2, n, x, incx);
}

REAL FN(asum)(size_t n, const ELEMENT *x, ptrdiff_t incx)
{
    return norm_of(ARETE_ASUM, n, x, incx);
}

REAL FN(nrm1)(size_t n, const ELEMENT *x, ptrdiff_t incx)
{
    return norm_of(ARETE_NRM1, n, x, incx);
}

REAL FN(amax)(size_t n, const ELEMENT *x, ptrdiff_t incx)
{
    return norm_of(ARETE_AMAX, n, x, incx);
}

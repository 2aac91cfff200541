/* SPDX-License-Identifier: BSD-3-Clause
 *
 * All sixteen vector norms and four matrix norms behind two calls, and what they should give.
 *
 * A test holds its numbers as doubles ("parts": re, im, re, im for complex types). The calls lay them out in
 * the storage that a type, stride, layout and leading dimension ask for, fill every gap with NaN and let the
 * storage end at a page no one may touch: reading a gap gives NaN, reading past the end crashes.
 *
 * References are sums in binary128 in the naive order. Its 113 bits and 15-bit exponents leave nothing to
 * overflow and an error of 1e-28 for a million terms. It is computed by software, so that valgrind, too,
 * computes it right.
 */
#ifndef ARETE_TEST_NORMS_H
#define ARETE_TEST_NORMS_H

#include <float.h>
#include <math.h>

#include "arete_test.h"

#ifdef __SIZEOF_FLOAT128__
__extension__ typedef __float128 wide;
#else
typedef long double wide;
#endif

typedef enum norm_kind { NRM2, ASUM, NRM1, AMAX } norm_kind;
enum { KINDS = 4, TYPES = 4 };

typedef struct norm_type {
    const char *name;
    size_t width; /* parts per element */
    bool is_float;
    size_t piece; /* elements that reach BLAS at a time; tests cross this border */
} norm_type;

static const norm_type norm_types[TYPES] = {
    {"s", 1, true, 512}, {"d", 1, false, 512}, {"c", 2, true, 256}, {"z", 2, false, 256}};
static const char *const norm_kinds[KINDS] = {"nrm2", "asum", "nrm1", "amax"};

/* Limits of a type. */
static inline double type_max(const norm_type *t)
{
    return t->is_float ? (double)FLT_MAX : DBL_MAX;
}
static inline double type_min(const norm_type *t)
{
    return t->is_float ? (double)FLT_MIN : DBL_MIN;
}
static inline double type_tiny(const norm_type *t)
{
    return t->is_float ? 0x1p-149 : 0x1p-1074;
}
static inline double type_eps(const norm_type *t)
{
    return t->is_float ? (double)FLT_EPSILON : DBL_EPSILON;
}
/* x as a number of the type. */
static inline double type_round(const norm_type *t, double x)
{
    return t->is_float ? (double)(float)x : x;
}

static inline double norm_raw(const norm_type *t, norm_kind kind, size_t n, const void *x, ptrdiff_t incx)
{
    static float (*const s[KINDS])(size_t, const float *, ptrdiff_t) = {arete_snrm2, arete_sasum, arete_snrm1,
                                                                        arete_samax};
    static double (*const d[KINDS])(size_t, const double *, ptrdiff_t) = {arete_dnrm2, arete_dasum,
                                                                          arete_dnrm1, arete_damax};
    static float (*const c[KINDS])(size_t, const void *, ptrdiff_t) = {arete_scnrm2, arete_scasum,
                                                                       arete_scnrm1, arete_scamax};
    static double (*const z[KINDS])(size_t, const void *, ptrdiff_t) = {arete_dznrm2, arete_dzasum,
                                                                        arete_dznrm1, arete_dzamax};
    switch (t->name[0]) {
    case 's':
        return (double)s[kind](n, x, incx);
    case 'd':
        return d[kind](n, x, incx);
    case 'c':
        return (double)c[kind](n, x, incx);
    default:
        return z[kind](n, x, incx);
    }
}

static inline double lange_raw(const norm_type *t, int layout, int norm, size_t m, size_t n, const void *a,
                               size_t lda)
{
    switch (t->name[0]) {
    case 's':
        return (double)arete_slange(layout, norm, m, n, a, lda);
    case 'd':
        return arete_dlange(layout, norm, m, n, a, lda);
    case 'c':
        return (double)arete_clange(layout, norm, m, n, a, lda);
    default:
        return arete_zlange(layout, norm, m, n, a, lda);
    }
}

/* part k of a typed storage */
static inline void put_part(const norm_type *t, void *storage, size_t k, double value)
{
    if (t->is_float)
        ((float *)storage)[k] = (float)value;
    else
        ((double *)storage)[k] = value;
}

/* At least one, so that a norm of nothing that reads something gives NaN. */
static inline void *guarded_gaps(const norm_type *t, size_t elements)
{
    elements = elements ? elements : 1;
    void *x = test_guard_alloc(elements * t->width, t->is_float ? sizeof(float) : sizeof(double));
    for (size_t k = 0; k < elements * t->width; k++)
        put_part(t, x, k, NAN);
    return x;
}

/* The norm of n elements laid out with a stride. For incx = 0 all elements must be the same. */
static inline double norm_call(const norm_type *t, norm_kind kind, size_t n, const double *parts,
                               ptrdiff_t incx)
{
    size_t inc = (size_t)(incx < 0 ? -incx : incx);
    size_t elements = n == 0 ? 0 : (n - 1) * inc + 1;
    void *x = guarded_gaps(t, elements);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < t->width; k++)
            put_part(t, x, (incx < 0 ? n - 1 - i : i) * inc * t->width + k, parts[i * t->width + k]);
    double value = norm_raw(t, kind, n, x, incx);
    test_guard_free(x);
    return value;
}

/* The norm of an m x n matrix given column by column without gaps, laid out with lda = least + gap. */
static inline double lange_call(const norm_type *t, int layout, int norm, size_t m, size_t n,
                                const double *parts, size_t gap)
{
    bool by_row = layout == ARETE_ROW_MAJOR;
    size_t rows = by_row ? n : m;
    size_t cols = by_row ? m : n;
    size_t lda = (rows ? rows : 1) + gap;
    void *a = guarded_gaps(t, m == 0 || n == 0 ? 0 : (cols - 1) * lda + rows);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < m; i++)
            for (size_t k = 0; k < t->width; k++)
                put_part(t, a, (by_row ? i * lda + j : j * lda + i) * t->width + k,
                         parts[(j * m + i) * t->width + k]);
    double value = lange_raw(t, layout, norm, m, n, a, lda);
    test_guard_free(a);
    return value;
}

static inline wide wide_abs(wide x)
{
    return x < 0 ? -x : x;
}

/* Newton's iteration from the double root, after bringing x to [2^-200, 2^200]. */
static inline wide wide_sqrt(wide x)
{
    wide scale = 1;
    if (!(x > 0))
        return 0;
    for (; x > 0x1p200; x *= 0x1p-200)
        scale *= 0x1p100;
    for (; x < 0x1p-200; x *= 0x1p200)
        scale *= 0x1p-100;
    wide r = sqrt((double)x);
    for (int k = 0; k < 3; k++)
        r = (r + x / r) / 2;
    return r * scale;
}

static inline wide wide_modulus(const norm_type *t, const double *parts, size_t i)
{
    wide re = parts[i * t->width];
    wide im = t->width == 2 ? parts[i * t->width + 1] : 0.0;
    return im == 0 ? wide_abs(re) : wide_sqrt(re * re + im * im);
}

/* The norm of n elements `step` apart, finite ones. */
static inline wide wide_norm(const norm_type *t, norm_kind kind, size_t n, const double *parts, size_t step)
{
    wide sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double *x = parts + i * step * t->width;
        wide re = x[0];
        wide im = t->width == 2 ? x[1] : 0.0;
        wide modulus = kind == NRM1 || kind == AMAX ? wide_modulus(t, x, 0) : 0;
        switch (kind) {
        case NRM2:
            sum += re * re + im * im;
            break;
        case ASUM:
            sum += wide_abs(re) + wide_abs(im);
            break;
        case NRM1:
            sum += modulus;
            break;
        case AMAX:
            sum = modulus > sum ? modulus : sum;
            break;
        }
    }
    return kind == NRM2 ? wide_sqrt(sum) : sum;
}

/* The norm M, 1, I or F of an m x n matrix given column by column. */
static inline wide wide_lange(const norm_type *t, int norm, size_t m, size_t n, const double *parts)
{
    wide largest = 0;
    if (norm == 'M' || norm == 'F')
        return wide_norm(t, norm == 'M' ? AMAX : NRM2, m * n, parts, 1);
    for (size_t k = 0; k < (norm == '1' ? n : m); k++) {
        wide sum = norm == '1' ? wide_norm(t, NRM1, m, parts + k * m * t->width, 1)
                               : wide_norm(t, NRM1, n, parts + k * t->width, m);
        largest = sum > largest ? sum : largest;
    }
    return largest;
}

/* Error in units in the last place of the expected value, absolute units of the smallest number below the
 * normal range. Infinity is right, error 0, only where the expected value rounds to it or has come as near as
 * the tolerance of 2 places; NaN is always wrong. */
static inline double ulps_off(const norm_type *t, double actual, wide expected)
{
    double max = type_max(t);
    int digits = t->is_float ? FLT_MANT_DIG : DBL_MANT_DIG;
    int exponent = 0;

    if (isinf(actual))
        return actual > 0 && expected > (wide)max - (wide)max * type_eps(t) ? 0 : INFINITY;
    if (isnan(actual) || signbit(actual))
        return INFINITY;
    (void)frexp((double)(expected > (wide)max ? (wide)max : expected), &exponent);
    double ulp = expected < (wide)type_min(t) ? type_tiny(t) : ldexp(1, exponent - digits);
    return (double)(wide_abs((wide)actual - expected) / ulp);
}

/* Prints the case when it fails, so that it can be found again. */
#define assert_ulps(t, actual, expected, ulps, ...)                                                          \
    do {                                                                                                     \
        double actual_ = (actual);                                                                           \
        wide expected_ = (expected);                                                                         \
        double off_ = ulps_off(t, actual_, expected_);                                                       \
        if (!(off_ <= (ulps))) {                                                                             \
            print_error(__VA_ARGS__);                                                                        \
            print_error(": got %a, expected %a, %g ulp off, at most %g allowed\n", actual_,                  \
                        (double)expected_, off_, (double)(ulps));                                            \
            _fail(__FILE__, __LINE__);                                                                       \
        }                                                                                                    \
    } while (0)

#endif /* ARETE_TEST_NORMS_H */

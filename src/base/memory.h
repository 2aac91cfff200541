/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Sizes that cannot overflow and aligned memory.
 *
 * Every size that comes from outside is multiplied here before it reaches an allocator or a BLAS integer.
 */
#ifndef ARETE_BASE_MEMORY_H
#define ARETE_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Alignment of every array the library allocates: a cache line, and the widest vector register. */
enum { ARETE_ALIGNMENT = 64 };

/* *out = a b (or a + b); false, *out untouched, if the result does not fit. */
static inline bool arete_mul(size_t a, size_t b, size_t *out)
{
    if (b != 0 && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

static inline bool arete_add(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

/* a b and a + b that stick at SIZE_MAX, for estimates of memory. */
static inline size_t arete_sat_mul(size_t a, size_t b)
{
    size_t out;
    return arete_mul(a, b, &out) ? out : SIZE_MAX;
}

static inline size_t arete_sat_add(size_t a, size_t b)
{
    size_t out;
    return arete_add(a, b, &out) ? out : SIZE_MAX;
}

/* count elements of `size` bytes, aligned, contents unset (zeroed for _zero); NULL if there is no memory or
 * the size overflows. count = 0 gives a pointer that may be freed. Freed with free(). */
void *arete_alloc(size_t count, size_t size);
void *arete_alloc_zero(size_t count, size_t size);

/* Copy of a string, NULL without memory. */
char *arete_strdup(const char *s);

#endif /* ARETE_BASE_MEMORY_H */

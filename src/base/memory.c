/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Aligned memory.
 */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void *arete_alloc(size_t count, size_t size)
{
    size_t bytes;
    /* PTRDIFF_MAX: pointer differences within the array must be representable too. */
    if (!arete_mul(count, size, &bytes) || bytes > PTRDIFF_MAX - ARETE_ALIGNMENT)
        return NULL;
    /* aligned_alloc wants a multiple of the alignment. */
    bytes = (bytes + ARETE_ALIGNMENT - 1) / ARETE_ALIGNMENT * ARETE_ALIGNMENT;
    return aligned_alloc(ARETE_ALIGNMENT, bytes ? bytes : ARETE_ALIGNMENT);
}

void *arete_alloc_zero(size_t count, size_t size)
{
    void *p = arete_alloc(count, size);
    if (p)
        memset(p, 0, count * size);
    return p;
}

char *arete_strdup(const char *s)
{
    size_t bytes = strlen(s) + 1;
    char *copy = malloc(bytes);
    if (copy)
        memcpy(copy, s, bytes);
    return copy;
}

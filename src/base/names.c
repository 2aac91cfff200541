/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Lists of column names.
 */
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool arete_utf8_valid(const char *s, size_t n)
{
    const unsigned char *b = (const unsigned char *)s, *end = b + n;
    while (b < end) {
        if (*b == 0)
            return false;
        if (*b < 0x80) {
            b++;
            continue;
        }
        /* Length and the allowed range of the second byte, which excludes overlong forms and surrogates. */
        int more;
        unsigned char low = 0x80, high = 0xBF;
        if (*b >= 0xC2 && *b <= 0xDF) {
            more = 1;
        } else if (*b >= 0xE0 && *b <= 0xEF) {
            more = 2;
            low = *b == 0xE0 ? 0xA0 : low;
            high = *b == 0xED ? 0x9F : high;
        } else if (*b >= 0xF0 && *b <= 0xF4) {
            more = 3;
            low = *b == 0xF0 ? 0x90 : low;
            high = *b == 0xF4 ? 0x8F : high;
        } else {
            return false;
        }
        if (end - b <= more || b[1] < low || b[1] > high)
            return false;
        for (int i = 2; i <= more; i++)
            if (b[i] < 0x80 || b[i] > 0xBF)
                return false;
        b += more + 1;
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Index of a name that stands in the list twice, ARETE_NONE if none does, ARETE_NONE - 1 without memory. */
static size_t find_repeated(size_t count, char **names)
{
    char **sorted = arete_alloc(count, sizeof *sorted);
    if (!sorted)
        return ARETE_NONE - 1;
    memcpy(sorted, names, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    const char *repeated = NULL;
    for (size_t i = 1; i < count && !repeated; i++)
        if (strcmp(sorted[i - 1], sorted[i]) == 0)
            repeated = sorted[i];
    free(sorted);
    size_t last = ARETE_NONE;
    for (size_t i = 0; repeated && i < count; i++)
        if (strcmp(names[i], repeated) == 0)
            last = i;
    return last;
}

arete_status arete_names_copy(char ***out, size_t count, const char *const *names, const char *argument,
                              arete_error *error)
{
    char **copy = arete_alloc_zero(count, sizeof *copy);
    if (!copy)
        return arete_fail_memory(error);
    arete_status status = ARETE_OK;
    for (size_t i = 0; i < count && status == ARETE_OK; i++) {
        if (!names[i])
            status = arete_fail(error, ARETE_ERR_NULL, argument, "%s[%zu] is NULL", argument, i);
        else if (!*names[i])
            status = arete_fail(error, ARETE_ERR_NAME, argument, "name %zu of %s is empty", i + 1, argument);
        else if (!arete_utf8_valid(names[i], strlen(names[i])))
            status =
                arete_fail(error, ARETE_ERR_NAME, argument, "name %zu of %s is not UTF-8", i + 1, argument);
        else if (!(copy[i] = arete_strdup(names[i])))
            status = arete_fail_memory(error);
        if (status != ARETE_OK && status != ARETE_ERR_NO_MEMORY)
            arete_at(error, status, ARETE_NONE, i);
    }
    if (status == ARETE_OK) {
        size_t repeated = find_repeated(count, copy);
        if (repeated == ARETE_NONE - 1) {
            status = arete_fail_memory(error);
        } else if (repeated != ARETE_NONE) {
            status = arete_fail(error, ARETE_ERR_NAME, argument, "'%s' stands in %s twice", copy[repeated],
                                argument);
            arete_at(error, status, ARETE_NONE, repeated);
        }
    }
    if (status != ARETE_OK) {
        arete_names_free(copy, count);
        return status;
    }
    *out = copy;
    return ARETE_OK;
}

void arete_names_free(char **names, size_t count)
{
    for (size_t i = 0; names && i < count; i++)
        free(names[i]);
    free(names);
}

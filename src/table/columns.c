/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Names of columns. They stand one after another in one block of memory; a sorted index finds repeats and
 * answers look-ups, in n log n whatever the names are (a hash table could be made quadratic by a hostile
 * file).
 */
#include "table/columns.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "table/excerpt.h"

arete_status arete_columns_reserve(arete_columns *names, size_t count, size_t bytes, arete_error *error)
{
    size_t pointers, entries, text;
    if (!arete_mul(count, sizeof *names->name, &pointers) ||
        !arete_mul(count, sizeof *names->sorted, &entries) || !arete_add(bytes, count, &text))
        return arete_fail_memory(error);
    /* + 1: malloc(0) may be NULL. */
    names->name = malloc(pointers + 1);
    names->sorted = malloc(entries + 1);
    names->text = malloc(text + 1);
    if (!names->name || !names->sorted || !names->text) {
        arete_columns_free(names);
        return arete_fail_memory(error);
    }
    return ARETE_OK;
}

void arete_columns_free(arete_columns *names)
{
    free(names->name);
    free(names->sorted);
    free(names->text);
    *names = (arete_columns){0};
}

arete_status arete_columns_add(arete_columns *names, const char *s, size_t n, bool doubled,
                               arete_error *error)
{
    size_t number = names->count + 1;
    if (n == 0)
        return arete_fail(error, ARETE_ERR_NAME, NULL, "column %zu has no name", number);
    if (!arete_utf8_valid(s, n))
        return arete_fail(error, ARETE_ERR_NAME, NULL, "the name of column %zu is not UTF-8", number);
    char *out = names->text + names->used;
    names->name[names->count++] = out;
    for (size_t i = 0; i < n; i++) {
        *out++ = s[i];
        i += doubled && s[i] == '"';
    }
    *out++ = '\0';
    names->used = (size_t)(out - names->text);
    return ARETE_OK;
}

arete_status arete_columns_number(arete_columns *names, size_t count, bool response, arete_error *error)
{
    enum { LONGEST = 21 }; /* x and the 20 digits of 2^64 - 1 */
    ARETE_TRY(arete_columns_reserve(names, count, arete_sat_mul(count, LONGEST), error));
    for (size_t j = 0; j < count; j++) {
        char name[LONGEST + 1];
        snprintf(name, sizeof name, "x%zu", j + 1);
        if (response && j == count - 1)
            snprintf(name, sizeof name, "y");
        ARETE_TRY(arete_columns_add(names, name, strlen(name), false, error));
    }
    size_t repeated;
    return arete_columns_finish(names, &repeated, error);
}

static int compare(const void *a, const void *b)
{
    const arete_sorted_column *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    return order ? order : (left->column > right->column) - (left->column < right->column);
}

arete_status arete_columns_finish(arete_columns *names, size_t *repeated, arete_error *error)
{
    for (size_t j = 0; j < names->count; j++)
        names->sorted[j] = (arete_sorted_column){names->name[j], j};
    qsort(names->sorted, names->count, sizeof *names->sorted, compare);

    /* Of several repeated names, the one whose second place comes first in the file. */
    size_t first = ARETE_NONE, second = ARETE_NONE;
    for (size_t k = 1; k < names->count; k++)
        if (strcmp(names->sorted[k - 1].name, names->sorted[k].name) == 0 &&
            names->sorted[k].column < second) {
            first = names->sorted[k - 1].column;
            second = names->sorted[k].column;
        }
    if (second == ARETE_NONE)
        return ARETE_OK;
    char text[ARETE_EXCERPT_SIZE];
    arete_excerpt(text, names->name[second], strlen(names->name[second]));
    *repeated = second;
    return arete_fail(error, ARETE_ERR_NAME, NULL, "the name '%s' is that of column %zu already", text,
                      first + 1);
}

size_t arete_columns_find(const arete_columns *names, const char *name)
{
    size_t low = 0, high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(names->sorted[middle].name, name);
        if (order == 0)
            return names->sorted[middle].column;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return ARETE_NONE;
}

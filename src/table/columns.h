/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The names of a table's columns: kept, checked and found.
 */
#ifndef ARETE_TABLE_COLUMNS_H
#define ARETE_TABLE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef struct arete_sorted_column {
    const char *name;
    size_t column;
} arete_sorted_column;

typedef struct arete_columns {
    size_t count;
    const char **name; /* into text */
    char *text;
    size_t used;                 /* bytes of text */
    arete_sorted_column *sorted; /* by name, then column */
} arete_columns;

/* Room for `count` names of `bytes` bytes in all, NULs not counted. All zero before. */
arete_status arete_columns_reserve(arete_columns *names, size_t count, size_t bytes, arete_error *error);
void arete_columns_free(arete_columns *names);

/* Appends one name that was reserved for; `doubled`: every pair of quotes in s stands for one. Refuses a name
 * that is empty or not UTF-8. */
arete_status arete_columns_add(arete_columns *names, const char *s, size_t n, bool doubled,
                               arete_error *error);

/* x1, x2, ..., and y as the last one if `response`. */
arete_status arete_columns_number(arete_columns *names, size_t count, bool response, arete_error *error);

/* To be called once all are there: prepares finding, and refuses a name that is repeated (*repeated is then
 * the column that repeats it). */
arete_status arete_columns_finish(arete_columns *names, size_t *repeated, arete_error *error);

/* ARETE_NONE if there is none. */
size_t arete_columns_find(const arete_columns *names, const char *name);

#endif /* ARETE_TABLE_COLUMNS_H */

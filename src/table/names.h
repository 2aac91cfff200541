/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The names of a table's columns: kept, checked and found; and text of files made fit for a message.
 */
#ifndef ARETE_TABLE_NAMES_H
#define ARETE_TABLE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef struct arete_sorted_name {
    const char *name;
    size_t column;
} arete_sorted_name;

typedef struct arete_names {
    size_t count;
    const char **name; /* into text */
    char *text;
    size_t used;               /* bytes of text */
    arete_sorted_name *sorted; /* by name, then column */
} arete_names;

/* Room for `count` names of `bytes` bytes in all, NULs not counted. All zero before. */
arete_status arete_names_reserve(arete_names *names, size_t count, size_t bytes, arete_error *error);
void arete_names_free(arete_names *names);

/* Appends one name that was reserved for; `doubled`: every pair of quotes in s stands for one. Refuses a name
 * that is empty or not UTF-8. */
arete_status arete_names_add(arete_names *names, const char *s, size_t n, bool doubled, arete_error *error);

/* x1, x2, ..., and y as the last one if `response`. */
arete_status arete_names_number(arete_names *names, size_t count, bool response, arete_error *error);

/* To be called once all are there: prepares finding, and refuses a name that is repeated (*repeated is then
 * the column that repeats it). */
arete_status arete_names_finish(arete_names *names, size_t *repeated, arete_error *error);

/* ARETE_NONE if there is none. */
size_t arete_names_find(const arete_names *names, const char *name);

/* Whether the n bytes are UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
bool arete_is_utf8(const char *s, size_t n);

enum { ARETE_EXCERPT_SIZE = 48 };

/* The beginning of a text of any bytes, for a message: one line, UTF-8, "..." where it was cut. Returns out.
 */
const char *arete_excerpt(char out[ARETE_EXCERPT_SIZE], const char *s, size_t n);

#endif /* ARETE_TABLE_NAMES_H */

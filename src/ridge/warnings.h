/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A growing list of warnings, and names of columns for messages.
 */
#ifndef ARETE_RIDGE_WARNINGS_H
#define ARETE_RIDGE_WARNINGS_H

#include "arete/ridge.h"
#include "base/error.h"

typedef struct arete_warnings {
    arete_warning *item;
    size_t count, room;
} arete_warnings;

/* Appends a warning; ARETE_ERR_NO_MEMORY if the list cannot grow: a warning is never lost silently. */
arete_status arete_warn(arete_warnings *list, int kind, size_t column, size_t target, double lambda,
                        arete_error *error, const char *format, ...) ARETE_PRINTF(7, 8);
void arete_warnings_free(arete_warnings *list);

/* A column as messages call it: what 'name', or without names its number from 0. */
typedef struct arete_label {
    char text[96];
} arete_label;
arete_label arete_label_of(const char *const *names, const char *what, size_t j);

#endif /* ARETE_RIDGE_WARNINGS_H */

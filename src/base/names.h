/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Lists of column names: copied, checked, freed.
 */
#ifndef ARETE_BASE_NAMES_H
#define ARETE_BASE_NAMES_H

#include <stdbool.h>

#include "base/error.h"

/* Whether n bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates) without NUL. */
bool arete_utf8_valid(const char *s, size_t n);

/* Copies `count` names into *out, each a non-empty UTF-8 string, none twice; ARETE_ERR_NAME otherwise with
 * the name's index in error->column. `argument` is the caller's word for the list. */
arete_status arete_names_copy(char ***out, size_t count, const char *const *names, const char *argument,
                              arete_error *error);
void arete_names_free(char **names, size_t count);

#endif /* ARETE_BASE_NAMES_H */

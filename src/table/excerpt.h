/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Text of a file made fit for a message.
 */
#ifndef ARETE_TABLE_EXCERPT_H
#define ARETE_TABLE_EXCERPT_H

#include <stddef.h>

enum { ARETE_EXCERPT_SIZE = 48 };

/* The beginning of a text of any bytes: one line, UTF-8, "..." where it was cut. Returns out. */
const char *arete_excerpt(char out[ARETE_EXCERPT_SIZE], const char *s, size_t n);

#endif /* ARETE_TABLE_EXCERPT_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What may separate fields, the same for reading and writing.
 */
#ifndef ARETE_TABLE_DELIMITER_H
#define ARETE_TABLE_DELIMITER_H

#include <stdbool.h>
#include <string.h>

/* Not a quote, a line end, a NUL, or part of a number. */
static inline bool arete_is_delimiter(char c)
{
    return c != '\0' && !strchr("\"\r\n0123456789+-.eE", c);
}

#endif /* ARETE_TABLE_DELIMITER_H */

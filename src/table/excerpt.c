/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Text of a file made fit for a message: control characters would let a file write on the reader's terminal,
 * a character cut in two would make the message itself no UTF-8, and a cell may be a megabyte long.
 */
#include "table/excerpt.h"

#include <string.h>

#include "base/names.h"

/* Bytes of the character at s, 0 if there is none. */
static size_t character_length(const char *s, size_t n)
{
    for (size_t length = 1; length <= 4 && length <= n; length++)
        if (arete_utf8_valid(s, length))
            return length;
    return 0;
}

const char *arete_excerpt(char out[ARETE_EXCERPT_SIZE], const char *s, size_t n)
{
    enum { LONGEST = ARETE_EXCERPT_SIZE - 4 }; /* room for "..." */
    size_t used = 0;
    for (size_t i = 0; i < n;) {
        size_t length = character_length(s + i, n - i);
        size_t width = length ? length : 1;
        if (used + width > LONGEST) {
            memcpy(out + used, "...", 3);
            used += 3;
            break;
        }
        if (length == 0)
            out[used] = '?';
        else if ((unsigned char)s[i] < ' ' || s[i] == 0x7F)
            out[used] = ' ';
        else
            memcpy(out + used, s + i, length);
        used += width;
        i += width;
    }
    out[used] = '\0';
    return out;
}

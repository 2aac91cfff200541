/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Decimal text to double, and back, whatever the locale.
 */
#ifndef ARETE_TABLE_NUMBER_H
#define ARETE_TABLE_NUMBER_H

#include <locale.h>
#include <stddef.h>

typedef enum arete_parsed {
    ARETE_PARSED = 0,        /* *value is the nearest double */
    ARETE_PARSED_TEXT = 1,   /* not a decimal number */
    ARETE_PARSED_TOO_BIG = 2 /* rounds beyond the largest double */
} arete_parsed;

/* The n bytes at s as a number: sign? (digits [. digits?] | . digits) ([eE] sign? digits)?, nothing around
 * it. *value is written on ARETE_PARSED only. Underflow gives the nearest subnormal or 0. s[n] must be
 * writable: it is overwritten and restored. `c_locale` comes from arete_c_locale(). errno is left as it was.
 */
arete_parsed arete_parse_number(char *s, size_t n, locale_t c_locale, double *value);

/* The "C" locale as an object, freed with freelocale(); (locale_t)0 without memory. */
locale_t arete_c_locale(void);

/* Room for any finite number as arete_format_number writes it, with its NUL. */
enum { ARETE_NUMBER_SIZE = 32 };

/* The number in the fewest digits that read back to the same bits; inf and -inf; nan. Returns the length. */
size_t arete_format_number(double value, locale_t c_locale, char out[ARETE_NUMBER_SIZE]);

#endif /* ARETE_TABLE_NUMBER_H */

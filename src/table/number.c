/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Correctly rounded decimal numbers.
 *
 * Reading: our own grammar decides what a number is (strtod would also take hexadecimal, inf and nan). While
 * the digits make an integer m <= 2^53 and the power of ten is at most 10^22, both are exact doubles and one
 * multiplication or division rounds once: the result is the correct one (Clinger, PLDI 1990). Everything else
 * goes to strtod in the "C" locale, which the C library rounds correctly for any number of digits.
 *
 * Writing: 15 digits survive decimal-double-decimal and 17 always double-decimal-double, so 15, 16 and 17 are
 * tried in turn; subnormals have fewer significant bits and start from one digit.
 */
#define _GNU_SOURCE /* strtod_l */
#include "table/number.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_EXACT_POWER = 22, MAX_DIGITS = 19 };

static const double powers[MAX_EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

locale_t arete_c_locale(void)
{
    return newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static arete_parsed parse_slowly(char *s, size_t n, locale_t c_locale, double *value)
{
    int before = errno;
    char after = s[n];
    s[n] = '\0';
    errno = 0;
    double result = strtod_l(s, NULL, c_locale);
    /* Rounding toward zero overflows to the largest finite double, with ERANGE. */
    bool too_big = isinf(result) || (errno == ERANGE && fabs(result) > 1);
    s[n] = after;
    errno = before;
    if (too_big)
        return ARETE_PARSED_TOO_BIG;
    *value = result;
    return ARETE_PARSED;
}

arete_parsed arete_parse_number(char *s, size_t n, locale_t c_locale, double *value)
{
    const char *p = s, *end = s + n;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;

    uint64_t mantissa = 0;
    size_t significant = 0, digits = 0, decimals = 0;
    bool point = false;
    for (; p < end && (is_digit(*p) || (*p == '.' && !point)); p++) {
        if (*p == '.') {
            point = true;
            continue;
        }
        digits++;
        decimals += point;
        significant += significant > 0 || *p != '0';
        if (significant <= MAX_DIGITS)
            mantissa = 10 * mantissa + (uint64_t)(*p - '0');
    }
    if (digits == 0)
        return ARETE_PARSED_TEXT;

    enum { EXPONENT_CAP = 100000 }; /* far beyond the exact range: only has to stay too large */
    long exponent = 0;
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        bool minus = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+'))
            p++;
        if (p == end || !is_digit(*p))
            return ARETE_PARSED_TEXT;
        for (; p < end && is_digit(*p); p++)
            if (exponent < EXPONENT_CAP)
                exponent = 10 * exponent + (*p - '0');
        if (minus)
            exponent = -exponent;
    }
    if (p != end)
        return ARETE_PARSED_TEXT;

    /* FLT_EVAL_METHOD: with x87's wider registers the one operation would round twice. */
    if (FLT_EVAL_METHOD == 0 && significant <= MAX_DIGITS && mantissa <= UINT64_C(1) << DBL_MANT_DIG &&
        decimals <= MAX_EXACT_POWER) {
        long power = exponent - (long)decimals;
        if (power >= -MAX_EXACT_POWER && power <= MAX_EXACT_POWER) {
            double m = negative ? -(double)mantissa : (double)mantissa;
            *value = power < 0 ? m / powers[-power] : m * powers[power];
            return ARETE_PARSED;
        }
    }
    return parse_slowly(s, n, c_locale, value);
}

static size_t print_digits(double value, int digits, char out[ARETE_NUMBER_SIZE])
{
    char text[64]; /* wider than needed: the locale's decimal point may be several bytes */
    snprintf(text, sizeof text, "%.*g", digits, value);
    /* Whatever is neither digit, sign nor exponent is that point. */
    size_t n = 0;
    for (const char *p = text; *p; p++) {
        bool number = is_digit(*p) || *p == '-' || *p == '+' || *p == 'e';
        if (number)
            out[n++] = *p;
        else if (n > 0 && out[n - 1] != '.')
            out[n++] = '.';
    }
    out[n] = '\0';
    return n;
}

size_t arete_format_number(double value, locale_t c_locale, char out[ARETE_NUMBER_SIZE])
{
    if (!isfinite(value))
        return (size_t)snprintf(out, ARETE_NUMBER_SIZE, "%s", isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
    size_t n = 0;
    for (int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG; digits <= DBL_DECIMAL_DIG; digits++) {
        double back = 0;
        n = print_digits(value, digits, out);
        if (arete_parse_number(out, n, c_locale, &back) == ARETE_PARSED && back == value)
            break;
    }
    return n;
}

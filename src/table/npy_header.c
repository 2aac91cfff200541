/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The dictionary of an NPY file, numpy.lib.format version 1.0 to 3.0:
 *
 *     {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
 *
 * A literal of Python, of which this takes what NumPy writes and nothing more: three keys, each once, in any
 * order.
 */
#include "table/npy_header.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "table/excerpt.h"

typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

static arete_status fail_format(arete_error *error, const char *text)
{
    return arete_fail(error, ARETE_ERR_FORMAT, NULL, "%s", text);
}

static arete_status fail_damaged(arete_error *error)
{
    return fail_format(error, "the NPY header is damaged");
}

static void skip_blanks(cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n'))
        c->at++;
}

static bool take(cursor *c, const char *token)
{
    skip_blanks(c);
    size_t n = strlen(token);
    if ((size_t)(c->end - c->at) < n || memcmp(c->at, token, n) != 0)
        return false;
    c->at += n;
    return true;
}

/* A string without escapes; its content is s[0 .. n). */
static bool take_string(cursor *c, const char **s, size_t *n)
{
    skip_blanks(c);
    if (c->at == c->end || (*c->at != '\'' && *c->at != '"'))
        return false;
    const char *close = memchr(c->at + 1, *c->at, (size_t)(c->end - c->at - 1));
    if (!close)
        return false;
    *s = c->at + 1;
    *n = (size_t)(close - *s);
    c->at = close + 1;
    return memchr(*s, '\\', *n) == NULL;
}

static arete_status parse_descr(cursor *c, arete_npy_header *header, arete_error *error)
{
    if (take(c, "["))
        return fail_format(error, "a structured array: a table needs plain float32 or float64");
    const char *s;
    size_t n;
    if (!take_string(c, &s, &n))
        return fail_damaged(error);
    bool order = n == 3 && (s[0] == '<' || s[0] == '>');
    if (!order || s[1] != 'f' || (s[2] != '4' && s[2] != '8')) {
        char type[ARETE_EXCERPT_SIZE];
        bool object = n > 0 && s[n - 1] == 'O';
        return arete_fail(error, ARETE_ERR_FORMAT, NULL,
                          "the elements are of type '%s'%s, not float32 or float64",
                          arete_excerpt(type, s, n), object ? " (Python objects)" : "");
    }
    header->big_endian = s[0] == '>';
    header->item = (size_t)(s[2] - '0');
    return ARETE_OK;
}

static arete_status parse_order(cursor *c, arete_npy_header *header, arete_error *error)
{
    header->fortran = take(c, "True");
    return header->fortran || take(c, "False") ? ARETE_OK : fail_damaged(error);
}

static arete_status parse_size(cursor *c, size_t *size, arete_error *error)
{
    skip_blanks(c);
    const char *first = c->at;
    size_t value = 0;
    for (; c->at < c->end && *c->at >= '0' && *c->at <= '9'; c->at++)
        if (!arete_mul(value, 10, &value) || !arete_add(value, (size_t)(*c->at - '0'), &value))
            return fail_format(error, "the shape is too large for this machine");
    *size = value;
    return c->at > first ? ARETE_OK : fail_damaged(error);
}

static arete_status parse_shape(cursor *c, arete_npy_header *header, arete_error *error)
{
    if (!take(c, "("))
        return fail_damaged(error);
    size_t dimensions = 0;
    while (!take(c, ")")) {
        size_t size = 0;
        ARETE_TRY(parse_size(c, &size, error));
        if (dimensions == 0)
            header->rows = size;
        else
            header->columns = size;
        dimensions++;
        if (!take(c, ",")) {
            if (dimensions == 1 || !take(c, ")")) /* (3) is no tuple */
                return fail_damaged(error);
            break;
        }
    }
    if (dimensions != 2)
        return arete_fail(error, ARETE_ERR_FORMAT, NULL, "the array has %zu dimension%s, a table has 2",
                          dimensions, dimensions == 1 ? "" : "s");
    return ARETE_OK;
}

arete_status arete_npy_parse(const char *text, size_t n, arete_npy_header *header, arete_error *error)
{
    typedef arete_status (*parser)(cursor *, arete_npy_header *, arete_error *);
    static const struct {
        const char *name;
        parser parse;
    } keys[] = {{"descr", parse_descr}, {"fortran_order", parse_order}, {"shape", parse_shape}};
    enum { KEYS = sizeof keys / sizeof *keys };

    cursor c = {text, text + n};
    *header = (arete_npy_header){0};
    bool seen[KEYS] = {false};
    if (!take(&c, "{"))
        return fail_damaged(error);
    while (!take(&c, "}")) {
        const char *s;
        size_t length, k = 0;
        if (!take_string(&c, &s, &length) || !take(&c, ":"))
            return fail_damaged(error);
        while (k < KEYS && (strlen(keys[k].name) != length || memcmp(keys[k].name, s, length) != 0))
            k++;
        if (k == KEYS || seen[k])
            return fail_damaged(error);
        seen[k] = true;
        ARETE_TRY(keys[k].parse(&c, header, error));
        if (!take(&c, ",")) {
            if (!take(&c, "}"))
                return fail_damaged(error);
            break;
        }
    }
    skip_blanks(&c);
    if (c.at != c.end || !seen[0] || !seen[1] || !seen[2])
        return fail_damaged(error);
    size_t elements;
    if (!arete_mul(header->rows, header->columns, &elements) ||
        !arete_mul(elements, header->item, &header->bytes))
        return fail_format(error, "the shape is too large for this machine");
    return ARETE_OK;
}

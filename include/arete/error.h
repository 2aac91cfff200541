/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/error.h - where and why a call failed.
 *
 * A status is one number; an arete_error beside it names the argument, the row and the column. It is the
 * caller's variable, its address is the last argument of the calls that can fail in many ways, and NULL is fine
 * there:
 *
 *     arete_error error;
 *     if (arete_moments_add(m, ARETE_ROW_MAJOR, n, x, p, y, 1, NULL, NULL, &error))
 *         fprintf(stderr, "%s\n", error.text);        "x holds NaN in row 17, column 3 (counted from 0)"
 */
#ifndef ARETE_ERROR_H
#define ARETE_ERROR_H

#include <stddef.h>

#include "export.h"
#include "status.h"

/* "No such row or column". */
#define ARETE_NONE ((size_t)-1)

ARETE_BEGIN_DECLS

/* Details of the last failure of the call it was given to. Written on failure only, and then whole.
 *
 * argument   name of the argument or option at fault as the header spells it ("ldx", "lambda",
 *            "options.folds"), or "" where the fault is not one argument's. A static string.
 * row,       place in the caller's array, counted from 0, or ARETE_NONE. `column` is also the predictor a
 * column     singular system is blamed on.
 * line,      place in a file, counted from 1, or 0; `field` is the number of the cell within its line.
 * field
 * text       one line of English, no newline, no final period, never empty; without the file's name. */
typedef struct arete_error {
    arete_status status;
    const char *argument;
    size_t row;
    size_t column;
    size_t line;
    size_t field;
    char text[256];
} arete_error;

ARETE_END_DECLS

#endif /* ARETE_ERROR_H */

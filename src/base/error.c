/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Filling an arete_error.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

arete_status arete_fail(arete_error *error, arete_status status, const char *argument, const char *format,
                        ...)
{
    if (!error)
        return status;
    *error = (arete_error){
        .status = status, .argument = argument ? argument : "", .row = ARETE_NONE, .column = ARETE_NONE};
    va_list args;
    va_start(args, format);
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    /* A name from the caller's data may hold anything: keep the text one line. */
    for (char *c = error->text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    return status;
}

arete_status arete_fail_null(arete_error *error, const char *argument)
{
    return arete_fail(error, ARETE_ERR_NULL, argument, "%s is NULL", argument);
}

arete_status arete_fail_memory(arete_error *error)
{
    return arete_fail(error, ARETE_ERR_NO_MEMORY, NULL, "out of memory");
}

arete_status arete_at(arete_error *error, arete_status status, size_t row, size_t column)
{
    if (error) {
        error->row = row;
        error->column = column;
    }
    return status;
}

arete_status arete_at_line(arete_error *error, arete_status status, size_t line, size_t field)
{
    if (error) {
        error->line = line;
        error->field = field;
    }
    return status;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Columns by name, and what is said when there is none: the nearest names, or else the first few there are.
 */
#include "cli/columns.h"

#include <stdio.h>
#include <string.h>

#include "cli/common.h"
#include "cli/suggest.h"

int cli_no_column(const char *file, size_t line, const char *name, size_t count, cli_name_of *name_of,
                  const void *context)
{
    enum { SOME = 5 };
    cli_suggestion near;
    cli_suggest_begin(&near, name);
    for (size_t j = 0; j < count; j++)
        cli_suggest_try(&near, name_of(context, j));
    char text[CLI_SUGGEST_TEXT];
    cli_suggest_text(&near, text);
    size_t used = 0;
    for (size_t j = 0; near.count == 0 && j < count && j < SOME; j++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%.64s", j == 0 ? "; the columns are " : ", ",
                                 name_of(context, j));
    if (near.count == 0 && count > SOME)
        snprintf(text + used, sizeof text - used, " and %zu more", count - SOME);
    return cli_error_at(CLI_DATA, file, line, 0, "no column '%s'%s", name, text);
}

static const char *table_name(const void *context, size_t j)
{
    return arete_table_name(context, j);
}

int cli_find_column(const char *file, const arete_table *table, const char *name, size_t guess, size_t *out)
{
    const char *there = arete_table_name(table, guess);
    *out = there && strcmp(there, name) == 0 ? guess : arete_table_find(table, name);
    if (*out != ARETE_NONE)
        return CLI_DONE;
    return cli_no_column(file, 1, name, arete_table_columns(table), table_name, table);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the formats share while they read.
 */
#include "table/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/excerpt.h"

arete_status arete_table_reserve_line(arete_table *table, arete_error *error)
{
    if (table->lines_count < table->lines_capacity)
        return ARETE_OK;
    enum { FIRST = 64 };
    size_t capacity = FIRST, bytes;
    if ((table->lines_capacity && !arete_mul(table->lines_capacity, 2, &capacity)) ||
        !arete_mul(capacity, sizeof *table->lines, &bytes))
        return arete_fail_memory(error);
    size_t *lines = realloc(table->lines, bytes);
    if (!lines)
        return arete_fail_memory(error);
    table->lines = lines;
    table->lines_capacity = capacity;
    return ARETE_OK;
}

arete_status arete_table_check_columns(size_t columns, const arete_table_options *options, const char *hint,
                                       arete_error *error)
{
    if (columns > 1 || (columns == 1 && options->single_column))
        return ARETE_OK;
    if (columns == 0)
        return arete_fail(error, ARETE_ERR_DATA, NULL, "the table has no columns");
    return arete_fail(error, ARETE_ERR_DATA, NULL, "only one column: %s", hint);
}

arete_status arete_fail_missing(const arete_table *table, size_t line, size_t column, const char *cell,
                                size_t n, arete_error *error)
{
    char name[ARETE_EXCERPT_SIZE], spelling[ARETE_EXCERPT_SIZE];
    arete_excerpt(spelling, cell, n);
    arete_excerpt(name, table->names.name[column], strlen(table->names.name[column]));
    arete_status status = arete_fail(
        error, ARETE_ERR_DATA, NULL,
        "missing value (%s) in column '%s'; fill it in, or choose to drop rows with missing values", spelling,
        name);
    return arete_at_line(error, status, line, column + 1);
}

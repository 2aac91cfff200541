/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Columns found by name.
 */
#ifndef ARETE_CLI_COLUMNS_H
#define ARETE_CLI_COLUMNS_H

#include <stddef.h>

#include "arete/table.h"

/* Index of a column of a table into *out, or CLI_DATA after "FILE:1: no column 'bmx'; did you mean 'bmi'?".
 * `guess` is looked at first: files of one data set mostly have the same order. */
int cli_find_column(const char *file, const arete_table *table, const char *name, size_t guess, size_t *out);

/* The message alone, for names from elsewhere: name_of(context, j) gives count names. Returns CLI_DATA. */
typedef const char *cli_name_of(const void *context, size_t j);
int cli_no_column(const char *file, size_t line, const char *name, size_t count, cli_name_of *name_of,
                  const void *context);

#endif /* ARETE_CLI_COLUMNS_H */

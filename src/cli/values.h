/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Values of options: numbers and lists, read strictly.
 */
#ifndef ARETE_CLI_VALUES_H
#define ARETE_CLI_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A decimal number, finite, all of the text; the locale never matters. */
bool cli_number(const char *text, double *out);

/* Digits only, at most `largest`. */
bool cli_whole(const char *text, uint64_t largest, uint64_t *out);

/* Strings with their own memory. */
typedef struct cli_list {
    size_t count;
    char **items;
} cli_list;

/* Splits at commas as a line of CSV: an item may stand in double quotes to hold a comma (a quote inside is
 * doubled), blanks around an item do not count, none may be empty. Says what is wrong with `option` and
 * returns the exit status; *list, which must be empty before, is to be freed in either case. */
int cli_list_split(cli_list *list, const char *option, const char *text);

/* Appends a copy; false without memory. */
bool cli_list_add(cli_list *list, const char *text, size_t length);

/* Index of an item, or list->count. */
size_t cli_list_find(const cli_list *list, const char *text);

void cli_list_free(cli_list *list);

#endif /* ARETE_CLI_VALUES_H */

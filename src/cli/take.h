/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Values of options, taken or refused with a message. `name` is the option as written; CLI_DONE or CLI_USAGE.
 */
#ifndef ARETE_CLI_TAKE_H
#define ARETE_CLI_TAKE_H

#include <stdint.h>

#include "cli/values.h"

/* "NAME: 'VALUE' is not WANTED"; returns CLI_USAGE. */
int cli_bad_value(const char *name, const char *value, const char *wanted);

/* Index of value among `words`, which ends with NULL; `wanted` lists them for the message. */
int cli_take_word(const char *name, const char *value, const char *const *words, const char *wanted,
                  int *out);

/* Whole number from least to most. */
int cli_take_whole(const char *name, const char *value, uint64_t least, uint64_t most, uint64_t *out);

/* Names, none twice. */
int cli_take_list(const char *name, const char *value, cli_list *list);

/* The separator of fields: one byte, or \t written out. */
int cli_take_delimiter(const char *name, const char *value, char *out);

/* An output file: not empty, not "-", and none of the inputs (by device and number, whatever the spelling).
 */
int cli_check_output(const char *name, const char *path, const cli_list *inputs);

#endif /* ARETE_CLI_TAKE_H */

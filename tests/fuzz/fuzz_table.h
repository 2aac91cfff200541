/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What must hold for a table of any bytes at all; aborts where it does not, as fuzzers expect.
 */
#ifndef ARETE_FUZZ_TABLE_H
#define ARETE_FUZZ_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "arete/table.h"

/* Puts the bytes into a file and reads it with these options, in blocks of one row and of many: outcome,
 * place and numbers must be the same, errors well formed, numbers finite; what was read whole must survive
 * being written and read. */
void fuzz_table(const uint8_t *data, size_t size, const arete_table_options *options);

#endif /* ARETE_FUZZ_TABLE_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A plain CSV file of numbers under one header line, for tests that should not stand or fall with
 * arete/table.h.
 */
#ifndef CSV_ROWS_H
#define CSV_ROWS_H

#include <stddef.h>

typedef struct csv_rows {
    size_t n, columns; /* values are row-major with ld = columns */
    double *values;
} csv_rows;

/* Reads the file; ends the test program with a message if that cannot be done. Free `values`. */
csv_rows csv_rows_read(const char *path);

#endif /* CSV_ROWS_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CSV: the state that opening (csv.c) hands to the scanner of rows (csv_rows.c).
 *
 * The scanner is one function, arete_csv_read: bytes in, numbers out. Another one may take its place, for all
 * files or for the rows it can do faster, as long as it refuses the same ones with the same errors.
 */
#ifndef ARETE_TABLE_CSV_H
#define ARETE_TABLE_CSV_H

#include <locale.h>

#include "table/record.h"
#include "table/source.h"

typedef struct arete_csv {
    arete_record record;
    locale_t c_locale;
    bool header;  /* there was one */
    bool pending; /* without a header: the first record is read, and is data */
    size_t blank; /* first of the blank lines just seen, 0: none. They may only be followed by the end */
} arete_csv;

/* See arete_format.read. */
arete_status arete_csv_read(arete_table *table, size_t rows, double *out, size_t ld, size_t *nread,
                            arete_error *error);

/* Narrows *begin .. *end of data to what stands between spaces and tabs. */
static inline void arete_csv_trim(const char *data, size_t *begin, size_t *end)
{
    while (*begin < *end && (data[*begin] == ' ' || data[*begin] == '\t'))
        ++*begin;
    while (*begin < *end && (data[*end - 1] == ' ' || data[*end - 1] == '\t'))
        --*end;
}

#endif /* ARETE_TABLE_CSV_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/table.h - files of rows: read CSV, TSV and NPY as blocks of doubles, write CSV.
 *
 * A table is opened, its columns are known by name, some are selected, and blocks of rows are read until none
 * is left; memory does not grow with the number of rows. Only selected columns are parsed as numbers.
 *
 * CSV. RFC 4180 and what people really have. Taken: a byte order mark, LF or CRLF line ends, quoted fields
 * and names (with "" for a quote, and line breaks inside), blank final lines, spaces and tabs around numbers
 * and names, +1, 2., .5, 0007, exponents, fields and names of any length, a header of numbers (the first row
 * is the header unless options.header is 0; then the columns are x1, x2, ...). Numbers are decimal and
 * correctly rounded whatever their length; the locale never matters; a number that underflows becomes the
 * nearest subnormal or 0. Missing cells, where selected: empty, NA, na, NaN, nan, NULL, null, ?, also in
 * quotes. Refused, with line and field: a row with more or fewer fields than the header, text, hexadecimal,
 * thousands separators, inf, a number over range, NUL bytes, a stray or unclosed quote, an empty, repeated or
 * not UTF-8 column name, a single column (usually the wrong delimiter; unless options.single_column), a blank
 * line before the last row, no data rows, compressed (gzip, zip, zstd, xz, bzip2) or UTF-16 input. The
 * delimiter is never guessed.
 *
 * NPY. Format 1.0 to 3.0, 2-dimensional, little- or big-endian float32 or float64, C or Fortran order;
 * columns are x1 .. x(m-1) and y for m columns (the response last). NaN cells are missing, infinities are
 * refused. Fortran order needs a seekable file.
 *
 * Lines and fields are counted from 1; the header is line 1; in NPY a "line" is a row counted from 1.
 */
#ifndef ARETE_TABLE_H
#define ARETE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "export.h"
#include "status.h"

ARETE_BEGIN_DECLS

/* An open file of rows. */
typedef struct arete_table arete_table;

/* What to do with a row that misses a selected cell. */
typedef enum arete_missing {
    ARETE_MISSING_ERROR = 0, /* refuse the file, naming line and field */
    ARETE_MISSING_DROP = 1   /* leave the row out and count it */
} arete_missing;

typedef struct arete_table_options {
    /* Field separator of CSV: any single byte that is not a quote, a line end, a NUL, or part of a number
     * (digit, sign, point, e, E). 0: tab for names ending in .tsv, else comma. Default 0. */
    char delimiter;

    /* 1: the first row holds the names; 0: it is data, and columns are x1, x2, ... Default 1. */
    int header;

    /* An arete_missing. Default ARETE_MISSING_ERROR. */
    int missing;

    /* 1: a file of one column is fine; 0: it is refused. Default 0. */
    int single_column;
} arete_table_options;

/* Sets every field to its default. NULL is ignored. */
ARETE_API void arete_table_options_init(arete_table_options *options);

/* Opens a file ("-": standard input) and reads its header. The format is told by the content: NPY by its
 * magic, else CSV. *table is set to NULL first. ARETE_ERR_NULL, ARETE_ERR_OPTION, ARETE_ERR_IO,
 * ARETE_ERR_DATA,
 * ARETE_ERR_NAME, ARETE_ERR_FORMAT, ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_table_open(arete_table **table, const char *path, const arete_table_options *options,
                                        arete_error *error);

/* Closes the file and sets *table to NULL. NULL and a pointer to NULL are fine. */
ARETE_API void arete_table_close(arete_table **table);

/* Columns of the file. name: valid until closed, NULL out of range. find: ARETE_NONE if there is none. */
ARETE_API size_t arete_table_columns(const arete_table *table);
ARETE_API const char *arete_table_name(const arete_table *table, size_t j);
ARETE_API size_t arete_table_find(const arete_table *table, const char *name);

/* Chooses the columns to deliver, in this order; each at most once. Without this call all are delivered. Only
 * before the first read (ARETE_ERR_OPTION after it). ARETE_ERR_NULL, ARETE_ERR_SIZE, ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_table_select(arete_table *table, size_t count, const size_t *columns,
                                          arete_error *error);

/* Reads up to `rows` rows of the selected columns, row-major with ld >= their number. *nread < rows only at
 * the end of the file; 0 is the end. After an error the rows before the bad one are in `out` and counted in
 * *nread, and the next call gives the same error; only after ARETE_ERR_NO_MEMORY it goes on where it stopped.
 * ARETE_ERR_NULL, ARETE_ERR_LD, ARETE_ERR_IO, ARETE_ERR_DATA, ARETE_ERR_FORMAT (an NPY file from a pipe that
 * is cut short or goes on after the array), ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_table_read(arete_table *table, size_t rows, double *out, size_t ld, size_t *nread,
                                        arete_error *error);

/* Line on which row r of the last block began, 0 if out of range. */
ARETE_API size_t arete_table_line(const arete_table *table, size_t r);

/* Field number (1 = first column of the file) of selected column c, 0 if out of range. */
ARETE_API size_t arete_table_field(const arete_table *table, size_t c);

/* Progress: data rows seen so far (delivered or dropped), rows dropped, bytes read; size is 0 where not known
 * (a pipe). */
ARETE_API uint64_t arete_table_rows(const arete_table *table);
ARETE_API uint64_t arete_table_dropped(const arete_table *table);
ARETE_API uint64_t arete_table_bytes(const arete_table *table);
ARETE_API uint64_t arete_table_size(const arete_table *table);

/* ---- writing ---- */

/* A CSV file being written. */
typedef struct arete_writer arete_writer;

/* Starts a CSV file with these column names (quoted where needed). It is written aside and appears under
 * `path` only when finished. path NULL or "-": standard output, directly. delimiter 0: comma. *writer is set
 * to NULL first.
 * ARETE_ERR_NULL, ARETE_ERR_SIZE (no columns), ARETE_ERR_OPTION (delimiter), ARETE_ERR_NAME (a name the
 * reader would refuse), ARETE_ERR_IO, ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_writer_create(arete_writer **writer, const char *path, char delimiter, size_t columns,
                                           const char *const *names, arete_error *error);

/* Writes n rows, row-major, ld >= columns. Each number in the fewest digits that read back to the same bits;
 * NaN as an empty field ("" in a table of one column, where an empty line would be no row), inf and -inf.
 * ARETE_ERR_NULL, ARETE_ERR_LD, ARETE_ERR_IO. */
ARETE_API arete_status arete_writer_write(arete_writer *writer, size_t n, const double *rows, size_t ld,
                                          arete_error *error);

/* Flushes, gives the file its name and frees the writer, also after a failure (then nothing appears and
 * *writer is NULL). ARETE_ERR_NULL, ARETE_ERR_IO. */
ARETE_API arete_status arete_writer_finish(arete_writer **writer, arete_error *error);

/* Drops the unfinished file and frees the writer. NULL and a pointer to NULL are fine. */
ARETE_API void arete_writer_destroy(arete_writer **writer);

ARETE_END_DECLS

#endif /* ARETE_TABLE_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete_table: options, telling the format, selection, and blocks of rows whatever the format.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/delimiter.h"
#include "table/source.h"

void arete_table_options_init(arete_table_options *options)
{
    if (options)
        *options = (arete_table_options){.header = 1, .missing = ARETE_MISSING_ERROR};
}

static arete_status check_options(const arete_table_options *options, arete_error *error)
{
    if (options->delimiter != 0 && !arete_is_delimiter(options->delimiter))
        return arete_fail(error, ARETE_ERR_OPTION, "options.delimiter",
                          "the delimiter cannot be a quote, a line end or part of a number");
    if (options->header != 0 && options->header != 1)
        return arete_fail(error, ARETE_ERR_OPTION, "options.header", "options.header is %d, not 0 or 1",
                          options->header);
    if (options->missing != ARETE_MISSING_ERROR && options->missing != ARETE_MISSING_DROP)
        return arete_fail(error, ARETE_ERR_OPTION, "options.missing", "options.missing is %d, not 0 or 1",
                          options->missing);
    if (options->single_column != 0 && options->single_column != 1)
        return arete_fail(error, ARETE_ERR_OPTION, "options.single_column",
                          "options.single_column is %d, not 0 or 1", options->single_column);
    return ARETE_OK;
}

static bool ends_in(const char *path, const char *suffix)
{
    size_t length = strlen(path), n = strlen(suffix);
    return length >= n && strcmp(path + length - n, suffix) == 0;
}

typedef struct signature {
    const char *bytes;
    size_t length;
    const char *text;
} signature;

#define SIGNATURE(bytes, text)                                                                               \
    {                                                                                                        \
        bytes, sizeof bytes - 1, text                                                                        \
    }

/* What people hand over by mistake. bzip2's signature is long because "BZh9" alone could be a column's name.
 */
static const signature refused[] = {
    SIGNATURE("\x1f\x8b", "the file is compressed (gzip): decompress it first"),
    SIGNATURE("PK\x03\x04",
              "the file is a zip archive (or .xlsx, .ods, .npz): unpack it, or export it as CSV"),
    SIGNATURE("PK\x05\x06", "the file is an empty zip archive"),
    SIGNATURE("\x28\xb5\x2f\xfd", "the file is compressed (zstd): decompress it first"),
    SIGNATURE("\xfd\x37\x7a\x58\x5a\x00", "the file is compressed (xz): decompress it first"),
    SIGNATURE("BZh1\x31\x41\x59\x26\x53\x59", "the file is compressed (bzip2): decompress it first"),
    SIGNATURE("\xff\xfe", "the file is UTF-16: convert it to UTF-8"),
    SIGNATURE("\xfe\xff", "the file is UTF-16: convert it to UTF-8"),
};

static bool starts_with(const arete_input *input, const signature *s)
{
    if (arete_input_available(input) < s->length)
        return false;
    const char *data = input->data + input->begin;
    for (size_t i = 0; i < s->length; i++) {
        bool level = s->bytes[0] == 'B' && i == 3; /* bzip2's block size, 1 to 9 */
        if (level ? data[i] < '1' || data[i] > '9' : data[i] != s->bytes[i])
            return false;
    }
    return true;
}

static arete_status tell_format(arete_table *table, arete_error *error)
{
    enum { LONGEST = 10 };
    ARETE_TRY(arete_input_want(&table->input, LONGEST, error));
    for (size_t k = 0; k < sizeof refused / sizeof *refused; k++)
        if (starts_with(&table->input, &refused[k]))
            return arete_at_line(error, arete_fail(error, ARETE_ERR_FORMAT, NULL, "%s", refused[k].text), 1,
                                 1);
    static const signature npy = SIGNATURE("\x93NUMPY", "");
    table->format = starts_with(&table->input, &npy) ? &arete_format_npy : &arete_format_csv;
    return ARETE_OK;
}

static int by_column(const void *a, const void *b)
{
    const arete_pick *left = a, *right = b;
    return (left->column > right->column) - (left->column < right->column);
}

/* columns NULL: all. On failure the selection before stays. */
static arete_status set_selection(arete_table *table, size_t count, const size_t *columns, arete_error *error)
{
    size_t bytes;
    if (!arete_mul(count, sizeof(arete_pick), &bytes))
        return arete_fail_memory(error);
    size_t *copy = malloc(count * sizeof *copy);
    arete_pick *picks = malloc(bytes);
    arete_status status = copy && picks ? ARETE_OK : arete_fail_memory(error);
    for (size_t c = 0; c < count && status == ARETE_OK; c++) {
        copy[c] = columns ? columns[c] : c;
        picks[c] = (arete_pick){copy[c], c};
        if (copy[c] >= table->names.count)
            status = arete_fail(error, ARETE_ERR_SIZE, "columns", "column number %zu is not below %zu",
                                copy[c], table->names.count);
    }
    if (status == ARETE_OK && columns) {
        qsort(picks, count, sizeof *picks, by_column);
        for (size_t c = 1; c < count && status == ARETE_OK; c++)
            if (picks[c - 1].column == picks[c].column)
                status = arete_fail(error, ARETE_ERR_SIZE, "columns", "column number %zu is selected twice",
                                    picks[c].column);
    }
    if (status != ARETE_OK) {
        free(copy);
        free(picks);
        return status;
    }
    free(table->columns);
    free(table->picks);
    table->selected = count;
    table->columns = copy;
    table->picks = picks;
    return ARETE_OK;
}

static arete_status open_format(arete_table *table, const char *path, const arete_table_options *options,
                                arete_error *error)
{
    char delimiter = options->delimiter ? options->delimiter : ends_in(path, ".tsv") ? '\t' : ',';
    ARETE_TRY(tell_format(table, error));
    ARETE_TRY(table->format->open(table, options, delimiter, error));
    return set_selection(table, table->names.count, NULL, error);
}

arete_status arete_table_open(arete_table **table, const char *path, const arete_table_options *options,
                              arete_error *error)
{
    if (!table)
        return arete_fail_null(error, "table");
    *table = NULL;
    if (!path)
        return arete_fail_null(error, "path");
    arete_table_options defaults;
    arete_table_options_init(&defaults);
    if (!options)
        options = &defaults;
    ARETE_TRY(check_options(options, error));

    arete_table *made = calloc(1, sizeof *made);
    if (!made)
        return arete_fail_memory(error);
    made->drop = options->missing == ARETE_MISSING_DROP;
    arete_status status = arete_input_open(&made->input, path, error);
    if (status != ARETE_OK) {
        free(made);
        return status;
    }
    status = open_format(made, path, options, error);
    if (status != ARETE_OK)
        arete_table_close(&made);
    *table = made;
    return status;
}

void arete_table_close(arete_table **table)
{
    if (!table || !*table)
        return;
    arete_table *old = *table;
    if (old->format)
        old->format->close(old);
    arete_input_close(&old->input);
    arete_columns_free(&old->names);
    free(old->columns);
    free(old->picks);
    free(old->lines);
    free(old);
    *table = NULL;
}

arete_status arete_table_select(arete_table *table, size_t count, const size_t *columns, arete_error *error)
{
    if (!table)
        return arete_fail_null(error, "table");
    if (!columns)
        return arete_fail_null(error, "columns");
    if (table->started)
        return arete_fail(error, ARETE_ERR_OPTION, "columns",
                          "columns are to be selected before the first read");
    if (count == 0 || count > table->names.count)
        return arete_fail(error, ARETE_ERR_SIZE, "count", "%zu columns selected of %zu", count,
                          table->names.count);
    return set_selection(table, count, columns, error);
}

arete_status arete_table_read(arete_table *table, size_t rows, double *out, size_t ld, size_t *nread,
                              arete_error *error)
{
    if (!table)
        return arete_fail_null(error, "table");
    if (!nread)
        return arete_fail_null(error, "nread");
    if (!out && rows > 0)
        return arete_fail_null(error, "out");
    if (ld < table->selected)
        return arete_fail(error, ARETE_ERR_LD, "ld", "ld is %zu but rows have %zu columns", ld,
                          table->selected);
    *nread = 0;
    table->lines_count = 0;
    if (table->failure.status != ARETE_OK) {
        if (error)
            *error = table->failure;
        return table->failure.status;
    }
    if (rows == 0)
        return ARETE_OK;
    table->started = true;
    arete_error failure;
    arete_status status = table->format->read(table, rows, out, ld, nread, &failure);
    if (status == ARETE_OK)
        return ARETE_OK;
    /* Lack of memory may pass, and nothing was lost: every other failure is the file's and stays. */
    if (status != ARETE_ERR_NO_MEMORY)
        table->failure = failure;
    if (error)
        *error = failure;
    return status;
}

size_t arete_table_columns(const arete_table *table)
{
    return table ? table->names.count : 0;
}

const char *arete_table_name(const arete_table *table, size_t j)
{
    return table && j < table->names.count ? table->names.name[j] : NULL;
}

size_t arete_table_find(const arete_table *table, const char *name)
{
    return table && name ? arete_columns_find(&table->names, name) : ARETE_NONE;
}

size_t arete_table_line(const arete_table *table, size_t r)
{
    return table && r < table->lines_count ? table->lines[r] : 0;
}

size_t arete_table_field(const arete_table *table, size_t c)
{
    return table && c < table->selected ? table->columns[c] + 1 : 0;
}

uint64_t arete_table_rows(const arete_table *table)
{
    return table ? table->rows : 0;
}

uint64_t arete_table_dropped(const arete_table *table)
{
    return table ? table->dropped : 0;
}

uint64_t arete_table_bytes(const arete_table *table)
{
    return table ? table->input.bytes : 0;
}

uint64_t arete_table_size(const arete_table *table)
{
    return table ? table->input.size : 0;
}

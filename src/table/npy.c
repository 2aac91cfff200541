/* SPDX-License-Identifier: BSD-3-Clause
 *
 * NPY: rows of float32 or float64 in either byte order.
 *
 * C order streams row by row through the input's buffer. Fortran order lays out whole columns one after
 * another, so a slab of consecutive rows is fetched with one positioned read per selected column; that needs
 * a regular file. A header may claim any shape: nothing is sized by it before the file has shown as many
 * bytes as a row has.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/npy_header.h"
#include "table/source.h"

typedef struct npy_reader {
    arete_npy_header header;
    size_t row;    /* the next one, from 0 */
    uint64_t data; /* where the array begins in the file */
    char *slab;    /* Fortran order: slab_rows of the first pick, then of the second, ... */
    size_t slab_rows;
    size_t slab_first; /* row of the slab's first, slab_count rows are there */
    size_t slab_count;
} npy_reader;

static arete_status fail_format(arete_error *error, const char *text)
{
    return arete_fail(error, ARETE_ERR_FORMAT, NULL, "%s", text);
}

/* Magic (6 bytes), version (2), length of the dictionary (2 bytes, 4 from version 2.0), dictionary. */
static arete_status read_header(arete_table *table, npy_reader *npy, arete_error *error)
{
    enum { VERSION = 6, LENGTH = 8, LONGEST = 1 << 16 };
    arete_input *input = &table->input;
    ARETE_TRY(arete_input_want(input, LENGTH, error));
    if (arete_input_available(input) < LENGTH)
        return fail_format(error, "the file ends within its NPY header");
    const unsigned char *p = (const unsigned char *)input->data + input->begin;
    if (p[VERSION] < 1 || p[VERSION] > 3 || p[VERSION + 1] != 0)
        return arete_fail(error, ARETE_ERR_FORMAT, NULL, "NPY version %u.%u is not 1.0, 2.0 or 3.0",
                          p[VERSION] + 0u, p[VERSION + 1] + 0u);
    size_t prefix = p[VERSION] == 1 ? LENGTH + 2 : LENGTH + 4, length = 0;
    ARETE_TRY(arete_input_want(input, prefix, error));
    if (arete_input_available(input) < prefix)
        return fail_format(error, "the file ends within its NPY header");
    p = (const unsigned char *)input->data + input->begin;
    for (size_t i = prefix; i-- > LENGTH;)
        length = length << 8 | p[i];
    if (length > LONGEST)
        return arete_fail(error, ARETE_ERR_FORMAT, NULL, "the NPY header claims %zu bytes", length);
    ARETE_TRY(arete_input_want(input, prefix + length, error));
    if (arete_input_available(input) < prefix + length)
        return fail_format(error, "the file ends within its NPY header");
    ARETE_TRY(arete_npy_parse(input->data + input->begin + prefix, length, &npy->header, error));
    npy->data = prefix + length;
    input->begin += prefix + length;
    return ARETE_OK;
}

static arete_status check_size(const arete_table *table, const npy_reader *npy, arete_error *error)
{
    if (table->input.size == 0)
        return ARETE_OK;
    uint64_t there = table->input.size - npy->data;
    if (there == npy->header.bytes)
        return ARETE_OK;
    return arete_fail(error, ARETE_ERR_FORMAT, NULL,
                      there < npy->header.bytes
                          ? "the file is cut short: the array needs %zu bytes, %llu are there"
                          : "the file goes on after the array: it needs %zu bytes, %llu are there",
                      npy->header.bytes, (unsigned long long)there);
}

static arete_status npy_open(arete_table *table, const arete_table_options *options, char delimiter,
                             arete_error *error)
{
    (void)delimiter;
    npy_reader *npy = calloc(1, sizeof *npy);
    if (!npy)
        return arete_fail_memory(error);
    table->state = npy;
    ARETE_TRY(read_header(table, npy, error));
    const arete_npy_header *header = &npy->header;
    ARETE_TRY(arete_table_check_columns(header->columns, options, "a table needs predictors and a response",
                                        error));
    if (header->rows == 0)
        return arete_fail(error, ARETE_ERR_DATA, NULL, "no data rows");
    if (header->fortran && !table->input.seekable)
        return fail_format(error, "an array in Fortran order cannot be read from a pipe: save it in C order");
    ARETE_TRY(check_size(table, npy, error));
    if (!header->fortran) {
        size_t width = header->columns * header->item;
        ARETE_TRY(arete_input_want(&table->input, width, error));
        if (arete_input_available(&table->input) < width)
            return arete_at_line(error, fail_format(error, "the file is cut short within its first row"), 1,
                                 1);
    }
    return arete_columns_number(&table->names, header->columns, true, error);
}

static void npy_close(arete_table *table)
{
    npy_reader *npy = table->state;
    if (npy)
        free(npy->slab);
    free(npy);
}

/* Byte by byte: the same on machines of either byte order. */
static double decode(const char *cell, const arete_npy_header *header)
{
    const unsigned char *p = (const unsigned char *)cell;
    uint64_t bits = 0;
    for (size_t i = 0; i < header->item; i++)
        bits = bits << 8 | p[header->big_endian ? i : header->item - 1 - i];
    if (header->item == sizeof(float)) {
        uint32_t low = (uint32_t)bits;
        float value;
        memcpy(&value, &low, sizeof value);
        return (double)value;
    }
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static arete_status fail_cut(const npy_reader *npy, arete_error *error)
{
    return arete_at_line(error, fail_format(error, "the file is cut short"), npy->row + 1, 1);
}

static arete_status want_row(arete_table *table, npy_reader *npy, arete_error *error)
{
    size_t width = npy->header.columns * npy->header.item;
    ARETE_TRY(arete_input_want(&table->input, width, error));
    return arete_input_available(&table->input) < width ? fail_cut(npy, error) : ARETE_OK;
}

static arete_status want_slab(arete_table *table, npy_reader *npy, arete_error *error)
{
    if (npy->slab_count > 0 && npy->row - npy->slab_first < npy->slab_count)
        return ARETE_OK;
    const arete_npy_header *header = &npy->header;
    if (!npy->slab) {
        enum { FEWEST = 64, MOST = 4096, BYTES = 1 << 22 };
        size_t rows = BYTES / header->item / table->selected;
        npy->slab_rows = rows < FEWEST ? FEWEST : rows > MOST ? MOST : rows;
        npy->slab = arete_alloc(arete_sat_mul(npy->slab_rows, table->selected), header->item);
        if (!npy->slab)
            return arete_fail_memory(error);
    }
    size_t left = header->rows - npy->row, count = left < npy->slab_rows ? left : npy->slab_rows;
    npy->slab_count = 0;
    for (size_t k = 0; k < table->selected; k++) {
        uint64_t element = (uint64_t)table->picks[k].column * header->rows + npy->row;
        size_t got = 0;
        ARETE_TRY(arete_input_at(&table->input, npy->data + element * header->item, count * header->item,
                                 npy->slab + k * npy->slab_rows * header->item, &got, error));
        if (got < count * header->item)
            return fail_cut(npy, error);
    }
    npy->slab_first = npy->row;
    npy->slab_count = count;
    return ARETE_OK;
}

static const char *cell_at(const arete_table *table, const npy_reader *npy, size_t k)
{
    size_t item = npy->header.item;
    if (npy->header.fortran)
        return npy->slab + (k * npy->slab_rows + npy->row - npy->slab_first) * item;
    return table->input.data + table->input.begin + table->picks[k].column * item;
}

static arete_status read_cells(const arete_table *table, const npy_reader *npy, double *row, bool *missing,
                               arete_error *error)
{
    for (size_t k = 0; k < table->selected; k++) {
        size_t column = table->picks[k].column;
        double value = decode(cell_at(table, npy, k), &npy->header);
        row[table->picks[k].slot] = value;
        if (isinf(value)) {
            arete_status status = arete_fail(error, ARETE_ERR_DATA, NULL, "infinite value (column '%s')",
                                             table->names.name[column]);
            return arete_at_line(error, status, npy->row + 1, column + 1);
        }
        if (!isnan(value))
            continue;
        if (!table->drop)
            return arete_fail_missing(table, npy->row + 1, column, "NaN", 3, error);
        *missing = true;
    }
    return ARETE_OK;
}

static arete_status check_end(arete_table *table, const npy_reader *npy, arete_error *error)
{
    if (npy->header.fortran)
        return ARETE_OK; /* told by the file's size */
    ARETE_TRY(arete_input_want(&table->input, 1, error));
    if (arete_input_available(&table->input) == 0)
        return ARETE_OK;
    return arete_at_line(error, fail_format(error, "the file goes on after the array"), npy->row + 1, 1);
}

static arete_status npy_read(arete_table *table, size_t rows, double *out, size_t ld, size_t *nread,
                             arete_error *error)
{
    npy_reader *npy = table->state;
    while (*nread < rows) {
        if (npy->row == npy->header.rows)
            return check_end(table, npy, error);
        bool missing = false;
        ARETE_TRY(arete_table_reserve_line(table, error));
        ARETE_TRY(npy->header.fortran ? want_slab(table, npy, error) : want_row(table, npy, error));
        ARETE_TRY(read_cells(table, npy, out + *nread * ld, &missing, error));
        npy->row++;
        if (!npy->header.fortran)
            table->input.begin += npy->header.columns * npy->header.item;
        table->rows++;
        if (missing) {
            table->dropped++;
        } else {
            table->lines[table->lines_count++] = npy->row;
            ++*nread;
        }
    }
    return ARETE_OK;
}

const arete_format arete_format_npy = {npy_open, npy_read, npy_close};

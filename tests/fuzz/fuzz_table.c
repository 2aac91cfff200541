/* SPDX-License-Identifier: BSD-3-Clause
 *
 * See fuzz_table.h.
 */
#include "fuzz_table.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz_support.h"

typedef struct outcome {
    arete_status status;
    arete_error error;
    double *data;
    size_t rows;
    size_t columns;
    uint64_t dropped;
} outcome;

static void check_error(const arete_error *error, arete_status status)
{
    REQUIRE(error->status == status && error->argument);
    REQUIRE(error->text[0] != '\0' && memchr(error->text, '\0', sizeof error->text));
    REQUIRE(!strpbrk(error->text, "\r\n"));
    REQUIRE(status == ARETE_ERR_DATA || status == ARETE_ERR_NAME || status == ARETE_ERR_FORMAT);
}

static void append(outcome *o, const double *rows, size_t nread)
{
    size_t bytes = nread * o->columns * sizeof *rows;
    for (size_t k = 0; k < nread * o->columns; k++)
        REQUIRE(isfinite(rows[k]));
    if (nread == 0)
        return;
    o->data = realloc(o->data, (o->rows + nread) * o->columns * sizeof *rows);
    REQUIRE(o->data);
    memcpy(o->data + o->rows * o->columns, rows, bytes);
    o->rows += nread;
}

static outcome read_all(const char *path, const arete_table_options *options, size_t block,
                        arete_table **table)
{
    outcome o = {0};
    o.status = arete_table_open(table, path, options, &o.error);
    REQUIRE((o.status == ARETE_OK) == (*table != NULL));
    if (o.status != ARETE_OK) {
        check_error(&o.error, o.status);
        return o;
    }
    o.columns = arete_table_columns(*table);
    REQUIRE(o.columns > 0);
    for (size_t j = 0; j < o.columns; j++)
        REQUIRE(arete_table_find(*table, arete_table_name(*table, j)) == j);
    double *rows = malloc(block * o.columns * sizeof *rows);
    REQUIRE(rows);
    size_t nread, line = 0;
    do {
        o.status = arete_table_read(*table, block, rows, o.columns, &nread, &o.error);
        REQUIRE(nread <= block && arete_table_line(*table, nread) == 0);
        for (size_t r = 0; r < nread; r++) {
            REQUIRE(arete_table_line(*table, r) > line);
            line = arete_table_line(*table, r);
        }
        append(&o, rows, nread);
    } while (o.status == ARETE_OK && nread == block);
    o.dropped = arete_table_dropped(*table);
    REQUIRE(arete_table_rows(*table) == o.rows + o.dropped);
    if (o.status != ARETE_OK) {
        check_error(&o.error, o.status);
        REQUIRE(o.error.line > line && o.error.field > 0);
    }
    free(rows);
    return o;
}

static void check_same(const outcome *a, const outcome *b)
{
    REQUIRE(a->status == b->status && a->rows == b->rows && a->columns == b->columns &&
            a->dropped == b->dropped);
    REQUIRE(a->rows == 0 || memcmp(a->data, b->data, a->rows * a->columns * sizeof *a->data) == 0);
    if (a->status != ARETE_OK)
        REQUIRE(a->error.line == b->error.line && a->error.field == b->error.field &&
                strcmp(a->error.text, b->error.text) == 0);
}

static void check_round_trip(const arete_table *table, const outcome *o, const arete_table_options *options)
{
    const char **names = malloc(o->columns * sizeof *names);
    REQUIRE(names);
    for (size_t j = 0; j < o->columns; j++)
        names[j] = arete_table_name(table, j);
    arete_writer *writer;
    const char *path = fuzz_path("written.csv");
    REQUIRE(arete_writer_create(&writer, path, options->delimiter, o->columns, names, NULL) == ARETE_OK);
    REQUIRE(arete_writer_write(writer, o->rows, o->data, o->columns, NULL) == ARETE_OK);
    REQUIRE(arete_writer_finish(&writer, NULL) == ARETE_OK);
    arete_table_options with_header = *options;
    with_header.header = 1;
    arete_table *again;
    outcome back = read_all(path, &with_header, 100, &again);
    back.dropped = o->dropped;
    check_same(o, &back);
    for (size_t j = 0; j < o->columns; j++)
        REQUIRE(strcmp(arete_table_name(again, j), names[j]) == 0);
    arete_table_close(&again);
    free(back.data);
    free(names);
}

void fuzz_table(const uint8_t *data, size_t size, const arete_table_options *options)
{
    const char *path = fuzz_file("input", data, size);
    arete_table *table, *other;
    outcome one = read_all(path, options, 1, &table), many = read_all(path, options, 64, &other);
    check_same(&one, &many);
    if (one.status == ARETE_OK && one.rows > 0)
        check_round_trip(table, &one, options);
    arete_table_close(&table);
    arete_table_close(&other);
    free(one.data);
    free(many.data);
}

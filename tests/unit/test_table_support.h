/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Files of given bytes, and tables read whole, for the tests of tables.
 */
#ifndef ARETE_TEST_TABLE_SUPPORT_H
#define ARETE_TEST_TABLE_SUPPORT_H

#include <string.h>

#include "arete_test.h"

/* A growing text of any bytes. */
typedef struct bytes {
    char *data;
    size_t n;
    size_t capacity;
} bytes;

static inline void bytes_put(bytes *b, const void *data, size_t n)
{
    if (b->n + n > b->capacity) {
        b->capacity = 2 * (b->n + n) + 64;
        b->data = realloc(b->data, b->capacity);
        assert_non_null(b->data);
    }
    if (n)
        memcpy(b->data + b->n, data, n);
    b->n += n;
}

static inline void bytes_text(bytes *b, const char *text)
{
    bytes_put(b, text, strlen(text));
}

static inline void bytes_free(bytes *b)
{
    free(b->data);
    *b = (bytes){0};
}

static inline void file_write(const char *path, const void *data, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static inline bytes file_read(const char *path)
{
    bytes b = {0};
    char part[4096];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        bytes_put(&b, part, n);
    fclose(f);
    return b;
}

/* A table read to its end, or to its first error. */
typedef struct whole {
    arete_status status;
    arete_error error;
    bool opened;
    size_t rows;
    size_t columns;
    double *data; /* row-major, ld = columns */
    size_t *lines;
    uint64_t dropped;
} whole;

static inline void whole_free(whole *w)
{
    free(w->data);
    free(w->lines);
    *w = (whole){0};
}

/* Reads path in blocks of `block` rows; columns NULL: all. */
static inline whole read_path(const char *path, const arete_table_options *options, size_t count,
                              const size_t *columns, size_t block)
{
    whole w = {0};
    arete_table *table;
    w.status = arete_table_open(&table, path, options, &w.error);
    if (w.status != ARETE_OK) {
        assert_null(table);
        return w;
    }
    w.opened = true;
    w.columns = arete_table_columns(table);
    if (columns) {
        assert_ok(arete_table_select(table, count, columns, &w.error), &w.error);
        w.columns = count;
    }
    double *rows = malloc(block * w.columns * sizeof *rows);
    assert_non_null(rows);
    size_t nread = 0, capacity = 0;
    do {
        w.status = arete_table_read(table, block, rows, w.columns, &nread, &w.error);
        if (w.rows + nread > capacity) {
            capacity = 2 * (w.rows + nread);
            w.data = realloc(w.data, capacity * w.columns * sizeof *w.data);
            w.lines = realloc(w.lines, capacity * sizeof *w.lines);
            assert_true(w.data && w.lines);
        }
        if (nread)
            memcpy(w.data + w.rows * w.columns, rows, nread * w.columns * sizeof *rows);
        for (size_t r = 0; r < nread; r++)
            w.lines[w.rows + r] = arete_table_line(table, r);
        assert_int_equal(arete_table_line(table, nread), 0);
        w.rows += nread;
    } while (w.status == ARETE_OK && nread == block);
    w.dropped = arete_table_dropped(table);
    assert_int_equal(arete_table_rows(table), w.rows + w.dropped);
    if (w.status != ARETE_OK) { /* said again, word for word */
        arete_error again;
        assert_status(arete_table_read(table, block, rows, w.columns, &nread, &again), w.status);
        assert_int_equal(nread, 0);
        assert_string_equal(again.text, w.error.text);
        assert_int_equal(again.line, w.error.line);
        assert_int_equal(again.field, w.error.field);
    }
    free(rows);
    arete_table_close(&table);
    assert_null(table);
    return w;
}

static inline whole read_bytes(const void *data, size_t n, const arete_table_options *options)
{
    char *folder = test_folder_create();
    const char *path = test_path(folder, "table.csv");
    file_write(path, data, n);
    whole w = read_path(path, options, 0, NULL, 1000);
    test_folder_remove(folder);
    return w;
}

static inline arete_table_options defaults(void)
{
    arete_table_options options;
    memset(&options, 0xA5, sizeof options);
    arete_table_options_init(&options);
    return options;
}

/* The bytes read as a table of these numbers. */
static inline void check_taken(const void *data, size_t n, const arete_table_options *options, size_t rows,
                               size_t columns, const double *expected)
{
    whole w = read_bytes(data, n, options);
    if (w.status != ARETE_OK)
        print_error("refused: %zu:%zu: %s\n", w.error.line, w.error.field, w.error.text);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.rows, rows);
    assert_int_equal(w.columns, columns);
    for (size_t i = 0; i < rows * columns; i++)
        assert_bits(w.data[i], expected[i]);
    whole_free(&w);
}

/* The bytes are refused at this place with a text that contains `text`. */
static inline void check_refused_bytes(const void *data, size_t n, const arete_table_options *options,
                                       arete_status status, size_t line, size_t field, const char *text)
{
    whole w = read_bytes(data, n, options);
    if (w.status != status || w.error.line != line || w.error.field != field || !strstr(w.error.text, text)) {
        print_error("got %s %zu:%zu: %s\nexpected %s %zu:%zu: %s\n", arete_status_name(w.status),
                    w.error.line, w.error.field, w.status ? w.error.text : "", arete_status_name(status),
                    line, field, text);
        fail();
    }
    assert_null(strpbrk(w.error.text, "\r\n"));
    assert_int_equal(w.error.status, status);
    whole_free(&w);
}

static inline void check_refused(const char *data, const arete_table_options *options, arete_status status,
                                 size_t line, size_t field, const char *text)
{
    check_refused_bytes(data, strlen(data), options, status, line, field, text);
}

#define TAKEN(text, options, rows, columns, ...)                                                             \
    check_taken(text, sizeof text - 1, options, rows, columns, (const double[]){__VA_ARGS__})

#endif /* ARETE_TEST_TABLE_SUPPORT_H */

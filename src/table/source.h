/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The inside of an arete_table: what every file format shares, and what each one supplies.
 *
 * A format is three functions. It reads its bytes from table->input, puts the columns' names into
 * table->names, keeps its own things in table->state, and delivers the cells listed in table->picks.
 */
#ifndef ARETE_TABLE_SOURCE_H
#define ARETE_TABLE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arete/table.h"
#include "table/columns.h"
#include "table/input.h"

typedef struct arete_format {
    /* Reads the header. `delimiter` is checked, never 0. After a failure close is called too. */
    arete_status (*open)(arete_table *table, const arete_table_options *options, char delimiter,
                         arete_error *error);

    /* Appends rows to `out` until *nread == rows or the file ends, counting in table->rows and ->dropped.
     * Must be able to go on after ARETE_ERR_NO_MEMORY; is not called again after any other failure. */
    arete_status (*read)(arete_table *table, size_t rows, double *out, size_t ld, size_t *nread,
                         arete_error *error);

    /* Frees table->state, which may be NULL. */
    void (*close)(arete_table *table);
} arete_format;

extern const arete_format arete_format_csv;
extern const arete_format arete_format_npy;

/* A selected column: where it stands in the file, and in the rows delivered. */
typedef struct arete_pick {
    size_t column;
    size_t slot;
} arete_pick;

struct arete_table {
    const arete_format *format;
    void *state;
    arete_input input;
    arete_columns names;
    size_t selected;
    size_t *columns;   /* in the order of delivery */
    arete_pick *picks; /* the same in file order, so that the first bad cell of a row is the one reported */
    bool drop;         /* rows that miss a cell */
    bool started;
    uint64_t rows;
    uint64_t dropped;
    size_t *lines; /* of the last block's rows */
    size_t lines_count;
    size_t lines_capacity;
    arete_error failure; /* given again by every later read; status ARETE_OK: none */
};

/* Makes room in table->lines for one row more. */
arete_status arete_table_reserve_line(arete_table *table, arete_error *error);

/* Refuses a table of one column, unless that is wanted, or of none. `hint`: what to check. */
arete_status arete_table_check_columns(size_t columns, const arete_table_options *options, const char *hint,
                                       arete_error *error);

/* Refuses a missing cell, spelled by the n bytes at `cell`. */
arete_status arete_fail_missing(const arete_table *table, size_t line, size_t column, const char *cell,
                                size_t n, arete_error *error);

#endif /* ARETE_TABLE_SOURCE_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The scanner of CSV rows, in its plain form: cut a record into fields, check their number, turn the selected
 * ones into numbers.
 */
#include "table/csv.h"

#include <string.h>

#include "table/excerpt.h"
#include "table/number.h"

/* Missing as R, pandas and SQL dumps spell it. */
static bool is_missing(const char *s, size_t n)
{
    static const char *const spellings[] = {"", "NA", "na", "NaN", "nan", "NULL", "null", "?"};
    if (n > 4)
        return false;
    for (size_t k = 0; k < sizeof spellings / sizeof *spellings; k++)
        if (strlen(spellings[k]) == n && memcmp(spellings[k], s, n) == 0)
            return true;
    return false;
}

static arete_status fail_cell(const arete_table *table, size_t column, arete_parsed parsed, const char *s,
                              size_t n, arete_error *error)
{
    char cell[ARETE_EXCERPT_SIZE], name[ARETE_EXCERPT_SIZE];
    arete_excerpt(cell, s, n);
    arete_excerpt(name, table->names.name[column], strlen(table->names.name[column]));
    return arete_fail(error, ARETE_ERR_DATA, NULL, "'%s' is %s (column '%s')", cell,
                      parsed == ARETE_PARSED_TOO_BIG ? "out of range" : "not a number", name);
}

static arete_status read_cells(arete_table *table, const arete_csv *csv, double *row, bool *missing,
                               arete_error *error)
{
    char *data = table->input.data + table->input.begin;
    for (size_t k = 0; k < table->selected; k++) {
        size_t column = table->picks[k].column;
        size_t begin = csv->record.fields[column].begin, end = csv->record.fields[column].end;
        arete_csv_trim(data, &begin, &end);
        char *cell = data + begin;
        size_t n = end - begin;
        arete_parsed parsed = arete_parse_number(cell, n, csv->c_locale, row + table->picks[k].slot);
        if (parsed == ARETE_PARSED)
            continue;
        size_t line = arete_record_field_line(&csv->record, &table->input, column);
        if (is_missing(cell, n)) {
            if (!table->drop)
                return arete_fail_missing(table, line, column, n ? cell : "empty", n ? n : 5, error);
            *missing = true;
        } else {
            return arete_at_line(error, fail_cell(table, column, parsed, cell, n, error), line, column + 1);
        }
    }
    return ARETE_OK;
}

static arete_status check_fields(const arete_csv *csv, arete_error *error)
{
    const arete_record *record = &csv->record;
    if (record->count == record->limit)
        return ARETE_OK;
    arete_status status =
        arete_fail(error, ARETE_ERR_DATA, NULL, "the row has %zu field%s, the %s %zu", record->count,
                   record->count == 1 ? "" : "s", csv->header ? "header" : "first row", record->limit);
    /* The first field too many, or the first one that is not there. */
    size_t field = (record->count < record->limit ? record->count : record->limit) + 1;
    return arete_at_line(error, status, record->line, field);
}

/* The next record that is not blank; a blank line is an error once something follows it. */
static arete_status next_row(arete_table *table, arete_csv *csv, bool *end, arete_error *error)
{
    *end = false;
    if (csv->pending) {
        csv->pending = false;
        return ARETE_OK;
    }
    for (;;) {
        ARETE_TRY(arete_record_next(&csv->record, &table->input, end, error));
        if (*end)
            return ARETE_OK;
        if (!arete_record_is_blank(&csv->record, &table->input))
            break;
        if (!csv->blank)
            csv->blank = csv->record.line;
    }
    if (csv->blank)
        return arete_at_line(error, arete_fail(error, ARETE_ERR_DATA, NULL, "blank line before the last row"),
                             csv->blank, 1);
    return check_fields(csv, error);
}

arete_status arete_csv_read(arete_table *table, size_t rows, double *out, size_t ld, size_t *nread,
                            arete_error *error)
{
    arete_csv *csv = table->state;
    while (*nread < rows) {
        bool end = false, missing = false;
        ARETE_TRY(arete_table_reserve_line(table, error));
        ARETE_TRY(next_row(table, csv, &end, error));
        if (end && table->rows == 0)
            return arete_at_line(error, arete_fail(error, ARETE_ERR_DATA, NULL, "no data rows"),
                                 csv->record.line, 1);
        if (end)
            return ARETE_OK;
        ARETE_TRY(read_cells(table, csv, out + *nread * ld, &missing, error));
        table->rows++;
        if (missing) {
            table->dropped++;
        } else {
            table->lines[table->lines_count++] = csv->record.line;
            ++*nread;
        }
    }
    return ARETE_OK;
}

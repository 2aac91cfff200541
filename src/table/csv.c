/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Opening CSV: the byte order mark, the first record, and the names of the columns.
 */
#include "table/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/number.h"

static arete_status read_first(arete_table *table, arete_csv *csv, arete_error *error)
{
    bool end = false;
    if (arete_input_available(&table->input) >= 3 &&
        memcmp(table->input.data + table->input.begin, "\xEF\xBB\xBF", 3) == 0)
        table->input.begin += 3;
    ARETE_TRY(arete_record_next(&csv->record, &table->input, &end, error));
    if (!end && !arete_record_is_blank(&csv->record, &table->input))
        return ARETE_OK;
    return arete_at_line(
        error, arete_fail(error, ARETE_ERR_DATA, NULL, end ? "the file is empty" : "the first line is blank"),
        1, 1);
}

enum { SPELLED = 16 };

static const char *spell(char out[SPELLED], char delimiter)
{
    if (delimiter == '\t')
        snprintf(out, SPELLED, "a tab");
    else if (delimiter == ' ')
        snprintf(out, SPELLED, "a space");
    else if (delimiter > ' ' && delimiter < 0x7F)
        snprintf(out, SPELLED, "'%c'", delimiter);
    else
        snprintf(out, SPELLED, "byte 0x%02x", (unsigned)(unsigned char)delimiter);
    return out;
}

/* The usual reason for a single column is another delimiter, so the message looks for one. */
static arete_status check_columns(const arete_table *table, const arete_csv *csv,
                                  const arete_table_options *options, arete_error *error)
{
    const arete_csv_field *first = &csv->record.fields[0];
    const char *data = table->input.data + table->input.begin;
    char delimiter = csv->record.delimiter, other = '\0';
    static const char usual[] = ",;\t|";
    for (const char *c = usual; *c && !other; c++)
        if (*c != delimiter && memchr(data + first->begin, *c, first->end - first->begin))
            other = *c;
    char hint[128], used[SPELLED], found[SPELLED];
    if (other)
        snprintf(hint, sizeof hint, "is the delimiter %s, not %s?", spell(found, other),
                 spell(used, delimiter));
    else
        snprintf(hint, sizeof hint, "is the delimiter really %s?", spell(used, delimiter));
    return arete_at_line(error, arete_table_check_columns(csv->record.count, options, hint, error), 1, 1);
}

static arete_status read_names(arete_table *table, const arete_csv *csv, arete_error *error)
{
    const arete_record *record = &csv->record;
    const char *data = table->input.data + table->input.begin;
    ARETE_TRY(arete_columns_reserve(&table->names, record->count, record->at, error));
    arete_status status = ARETE_OK;
    for (size_t f = 0; f < record->count && status == ARETE_OK; f++) {
        size_t begin = record->fields[f].begin, end = record->fields[f].end;
        if (!record->fields[f].quoted)
            arete_csv_trim(data, &begin, &end);
        status =
            arete_columns_add(&table->names, data + begin, end - begin, record->fields[f].doubled, error);
        if (status != ARETE_OK)
            return arete_at_line(error, status, arete_record_field_line(record, &table->input, f), f + 1);
    }
    size_t repeated = ARETE_NONE;
    status = arete_columns_finish(&table->names, &repeated, error);
    if (status != ARETE_OK)
        arete_at_line(error, status, arete_record_field_line(record, &table->input, repeated), repeated + 1);
    return status;
}

static arete_status csv_open(arete_table *table, const arete_table_options *options, char delimiter,
                             arete_error *error)
{
    arete_csv *csv = calloc(1, sizeof *csv);
    if (!csv)
        return arete_fail_memory(error);
    table->state = csv;
    arete_record_init(&csv->record, delimiter);
    csv->c_locale = arete_c_locale();
    if (!csv->c_locale)
        return arete_fail_memory(error);

    ARETE_TRY(read_first(table, csv, error));
    ARETE_TRY(check_columns(table, csv, options, error));
    csv->record.limit = csv->record.count;
    csv->header = options->header;
    csv->pending = !csv->header;
    return csv->header ? read_names(table, csv, error)
                       : arete_columns_number(&table->names, csv->record.count, false, error);
}

static void csv_close(arete_table *table)
{
    arete_csv *csv = table->state;
    if (!csv)
        return;
    if (csv->c_locale)
        freelocale(csv->c_locale);
    arete_record_free(&csv->record);
    free(csv);
}

const arete_format arete_format_csv = {csv_open, arete_csv_read, csv_close};

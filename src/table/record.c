/* SPDX-License-Identifier: BSD-3-Clause
 *
 * RFC 4180 as a state machine over bytes.
 *
 * Its whole state is in the record, so it stops where the buffer ends and goes on when more has been read:
 * each byte is looked at once, even from a pipe that gives one at a time. Beyond the RFC it takes LF alone as
 * a line end and blanks around quoted fields; it refuses what other readers silently lose rows on: NUL bytes,
 * a carriage return alone, a quote inside an unquoted field, text after a closing quote.
 */
#include "table/record.h"

#include <stdlib.h>

#include "base/memory.h"

void arete_record_init(arete_record *record, char delimiter)
{
    *record = (arete_record){.delimiter = delimiter, .limit = SIZE_MAX, .line = 1, .next_line = 1};
}

void arete_record_free(arete_record *record)
{
    free(record->fields);
    record->fields = NULL;
}

static arete_status fail_here(const arete_record *record, arete_error *error, const char *text)
{
    return arete_at_line(error, arete_fail(error, ARETE_ERR_DATA, NULL, "%s", text), record->next_line,
                         record->count + 1);
}

static arete_status end_field(arete_record *record, arete_error *error)
{
    if (record->count < record->limit) {
        if (record->count == record->capacity) {
            enum { FIRST = 64 };
            size_t capacity = FIRST, bytes;
            if ((record->capacity && !arete_mul(record->capacity, 2, &capacity)) ||
                !arete_mul(capacity, sizeof *record->fields, &bytes))
                return arete_fail_memory(error);
            arete_csv_field *fields = realloc(record->fields, bytes);
            if (!fields)
                return arete_fail_memory(error);
            record->fields = fields;
            record->capacity = capacity;
        }
        record->fields[record->count] = record->current;
    }
    record->count++;
    record->current = (arete_csv_field){.begin = record->at + 1};
    record->state = ARETE_FIELD_START;
    return ARETE_OK;
}

static arete_status end_record(arete_record *record, arete_error *error)
{
    ARETE_TRY(end_field(record, error));
    record->state = ARETE_RECORD_DONE;
    return ARETE_OK;
}

/* What ends a field that is not inside quotes: true if c does, with the state moved on. */
static arete_status end_outside(arete_record *record, char c, bool *ended, arete_error *error)
{
    *ended = true;
    if (record->state != ARETE_FIELD_CLOSED)
        record->current.end = record->at;
    if (c == record->delimiter)
        return end_field(record, error);
    if (c == '\n') {
        ARETE_TRY(end_record(record, error));
        record->next_line++;
        return ARETE_OK;
    }
    if (c == '\r') {
        record->state = ARETE_FIELD_RETURN;
        return ARETE_OK;
    }
    if (c == '\0')
        return fail_here(record, error, "NUL byte: is the file binary, or UTF-16?");
    *ended = false;
    return ARETE_OK;
}

/* Inside quotes everything but a NUL is content; runs of it are taken at once. */
static arete_status inside_quotes(arete_record *record, const char *data, size_t available,
                                  arete_error *error)
{
    for (; record->at < available; record->at++) {
        char c = data[record->at];
        if (c == '\n')
            record->next_line++;
        if (c == '\0')
            return fail_here(record, error, "NUL byte inside quotes: is the file binary, or UTF-16?");
        if (c == '"') {
            record->current.end = record->at++;
            record->state = ARETE_FIELD_QUOTE_SEEN;
            return ARETE_OK;
        }
    }
    return ARETE_OK;
}

/* One byte, or inside quotes a run of them. A byte is left unread when memory runs out. */
static arete_status step(arete_record *record, const char *data, size_t available, arete_error *error)
{
    char c = data[record->at];
    bool ended = false;
    if (record->state == ARETE_FIELD_QUOTED)
        return inside_quotes(record, data, available, error);
    if (record->state == ARETE_FIELD_QUOTE_SEEN) {
        if (c == '"') {
            record->current.doubled = true;
            record->state = ARETE_FIELD_QUOTED;
            record->at++;
            return ARETE_OK;
        }
        record->state = ARETE_FIELD_CLOSED;
    }
    if (record->state == ARETE_FIELD_RETURN) {
        if (c != '\n')
            return fail_here(record, error, "carriage return without a line feed: lines end in LF or CRLF");
        ARETE_TRY(end_record(record, error));
        record->next_line++;
        record->at++;
        return ARETE_OK;
    }
    ARETE_TRY(end_outside(record, c, &ended, error));
    bool blank = c == ' ' || c == '\t';
    if (!ended && c == '"') {
        if (record->state != ARETE_FIELD_START)
            return fail_here(record, error,
                             record->state == ARETE_FIELD_BARE
                                 ? "quote inside an unquoted field: quote the field and double the quote"
                                 : "quote after a closing quote");
        record->current.begin = record->at + 1;
        record->current.quoted = true;
        record->state = ARETE_FIELD_QUOTED;
    } else if (!ended && !blank && record->state == ARETE_FIELD_CLOSED) {
        return fail_here(record, error, "text after a closing quote");
    } else if (!ended && !blank) {
        record->state = ARETE_FIELD_BARE;
    }
    record->at++;
    return ARETE_OK;
}

static arete_status at_end(arete_record *record, const arete_input *input, bool *end, arete_error *error)
{
    if (record->at == 0 && record->count == 0) {
        *end = true;
        return ARETE_OK;
    }
    if (record->state == ARETE_FIELD_QUOTED) {
        const char *data = input->data + input->begin;
        size_t line = record->line;
        for (size_t i = 0; i < record->current.begin; i++)
            line += data[i] == '\n';
        arete_status status = fail_here(record, error, "the quote that opens this field is never closed");
        return arete_at_line(error, status, line, record->count + 1);
    }
    if (record->state == ARETE_FIELD_RETURN)
        return fail_here(record, error, "carriage return without a line feed: lines end in LF or CRLF");
    if (record->state == ARETE_FIELD_START || record->state == ARETE_FIELD_BARE)
        record->current.end = record->at;
    return end_record(record, error);
}

arete_status arete_record_next(arete_record *record, arete_input *input, bool *end, arete_error *error)
{
    *end = false;
    if (record->state == ARETE_RECORD_DONE) {
        input->begin += record->at;
        record->line = record->next_line;
        record->at = record->count = 0;
        record->current = (arete_csv_field){0};
        record->state = ARETE_FIELD_START;
    }
    while (record->state != ARETE_RECORD_DONE) {
        if (record->at == arete_input_available(input)) {
            ARETE_TRY(arete_input_more(input, error));
            if (record->at == arete_input_available(input))
                return at_end(record, input, end, error);
        }
        const char *data = input->data + input->begin;
        size_t available = arete_input_available(input);
        while (record->at < available && record->state != ARETE_RECORD_DONE)
            ARETE_TRY(step(record, data, available, error));
    }
    return ARETE_OK;
}

bool arete_record_is_blank(const arete_record *record, const arete_input *input)
{
    if (record->count != 1 || record->fields[0].quoted)
        return false;
    const char *data = input->data + input->begin;
    for (size_t i = record->fields[0].begin; i < record->fields[0].end; i++)
        if (data[i] != ' ' && data[i] != '\t')
            return false;
    return true;
}

size_t arete_record_field_line(const arete_record *record, const arete_input *input, size_t f)
{
    const char *data = input->data + input->begin;
    size_t line = record->line;
    for (size_t i = 0; i < record->fields[f].begin; i++)
        line += data[i] == '\n';
    return line;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * One record of a CSV file cut into fields.
 */
#ifndef ARETE_TABLE_RECORD_H
#define ARETE_TABLE_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "table/input.h"

/* A field's content, as distances from the start of the record; without its quotes, blanks around it
 * included. */
typedef struct arete_csv_field {
    size_t begin;
    size_t end;
    bool quoted;
    bool doubled; /* pairs of quotes inside stand for one */
} arete_csv_field;

typedef enum arete_record_state {
    ARETE_FIELD_START = 0,
    ARETE_FIELD_BARE,
    ARETE_FIELD_QUOTED,
    ARETE_FIELD_QUOTE_SEEN, /* the end of the field, or half of a pair */
    ARETE_FIELD_CLOSED,     /* blanks may follow the closing quote */
    ARETE_FIELD_RETURN,     /* a carriage return, whose line feed must follow */
    ARETE_RECORD_DONE
} arete_record_state;

typedef struct arete_record {
    /* The record: its bytes are input->data + input->begin until the next call. */
    size_t line;  /* on which it begins, from 1 */
    size_t count; /* of fields */
    arete_csv_field *fields;

    /* Fields beyond this many are counted but not kept, so that a wrong row costs no memory. */
    size_t limit;

    char delimiter;
    arete_record_state state;
    arete_csv_field current;
    size_t at;        /* bytes of the record seen */
    size_t next_line; /* line the scan has reached */
    size_t capacity;  /* of fields */
} arete_record;

/* Before the first record. */
void arete_record_init(arete_record *record, char delimiter);
void arete_record_free(arete_record *record);

/* The next record; *end if there is none. After ARETE_ERR_NO_MEMORY the call may be made again and goes on
 * where it stopped. ARETE_ERR_DATA for NUL bytes, quotes and carriage returns out of place. */
arete_status arete_record_next(arete_record *record, arete_input *input, bool *end, arete_error *error);

/* Whether the record is a blank line: nothing, or spaces and tabs that are not the delimiter. */
bool arete_record_is_blank(const arete_record *record, const arete_input *input);

/* Line on which kept field f begins. */
size_t arete_record_field_line(const arete_record *record, const arete_input *input, size_t f);

#endif /* ARETE_TABLE_RECORD_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The bytes of a file, a pipe or standard input, through a buffer that holds what is still needed.
 */
#ifndef ARETE_TABLE_INPUT_H
#define ARETE_TABLE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct arete_input {
    int fd;
    bool owned;    /* to be closed: standard input is not */
    bool seekable; /* a regular file: size is known and arete_input_at works */
    bool at_end;   /* the end was seen */
    char *data;    /* capacity + 1 bytes, so that the byte after the last one may be written */
    size_t capacity;
    size_t begin; /* data[begin .. end) are read and not yet done with; whoever is done moves begin */
    size_t end;
    uint64_t start; /* offset in the file of the first byte (standard input may come half read) */
    uint64_t bytes; /* read so far */
    uint64_t size;  /* bytes from start to the end, 0 if not known */
} arete_input;

/* Opens path, or standard input for "-". On failure *input needs no closing. */
arete_status arete_input_open(arete_input *input, const char *path, arete_error *error);
void arete_input_close(arete_input *input);

/* Reads at least one byte more, or sets at_end. Bytes not done with keep their distance to data + begin, but
 * both may change. Nothing is lost when memory runs out: the call may be made again. */
arete_status arete_input_more(arete_input *input, arete_error *error);

/* Reads on until `wanted` bytes stand between begin and end, or the file ends. */
arete_status arete_input_want(arete_input *input, size_t wanted, arete_error *error);

/* Reads n bytes at `offset` from the first byte of a seekable input, outside the buffer; *got < n at the end
 * of the file. */
arete_status arete_input_at(arete_input *input, uint64_t offset, size_t n, char *out, size_t *got,
                            arete_error *error);

static inline size_t arete_input_available(const arete_input *input)
{
    return input->end - input->begin;
}

#endif /* ARETE_TABLE_INPUT_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A whole file as bytes, to be damaged on purpose.
 */
#ifndef FILE_BYTES_H
#define FILE_BYTES_H

#include "arete_test.h"

typedef struct file_bytes {
    size_t size;
    unsigned char *bytes; /* one byte more than size */
} file_bytes;

static inline file_bytes file_read(const char *path)
{
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    assert_int_equal(fseek(stream, 0, SEEK_END), 0);
    file_bytes file = {(size_t)ftell(stream), NULL};
    rewind(stream);
    file.bytes = calloc(file.size + 1, 1);
    assert_non_null(file.bytes);
    assert_int_equal(fread(file.bytes, 1, file.size, stream), file.size);
    fclose(stream);
    return file;
}

static inline void file_write(const char *path, const void *bytes, size_t size)
{
    remove(
        path); /* some file systems flush to disk when an old file is overwritten, thousands of times here */
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

#endif /* FILE_BYTES_H */

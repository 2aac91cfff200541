/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Reads numbers with strtod, which rounds correctly, up to the end of the file.
 */
#include "csv_rows.h"

#include <stdio.h>
#include <stdlib.h>

static void give_up(const char *path, const char *what)
{
    fprintf(stderr, "%s: %s\n", path, what);
    exit(1);
}

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        give_up(path, "cannot be opened");
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (!text || fread(text, 1, size, file) != size)
        give_up(path, "cannot be read");
    fclose(file);
    text[size] = '\0';
    return text;
}

csv_rows csv_rows_read(const char *path)
{
    char *text = read_text(path), *at = text;
    csv_rows rows = {0, 1, NULL};
    for (; *at && *at != '\n'; at++)
        rows.columns += *at == ',';
    size_t values = 0, capacity = 0;
    while (*at) {
        char *end;
        double value = strtod(at + 1, &end); /* at stands on the separator before */
        if (end == at + 1)
            break; /* the final line end */
        if (values == capacity) {
            capacity = 2 * capacity + 64;
            rows.values = realloc(rows.values, capacity * sizeof *rows.values);
            if (!rows.values)
                give_up(path, "does not fit into memory");
        }
        rows.values[values++] = value;
        at = end + (*end == '\r');
        if (*at && *at != (values % rows.columns ? ',' : '\n'))
            give_up(path, "is not a table of numbers");
    }
    free(text);
    if (!values || values % rows.columns)
        give_up(path, "is not a table of numbers");
    rows.n = values / rows.columns;
    return rows;
}

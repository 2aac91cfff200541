/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Writing CSV: a file that appears when it is complete, or standard output.
 */
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arete/table.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/names.h"
#include "table/delimiter.h"
#include "table/number.h"

struct arete_writer {
    arete_atomic_file file; /* not open: standard output */
    FILE *stream;
    locale_t c_locale;
    size_t columns;
    char delimiter;
    int failed; /* errno of the first write that failed */
};

static void put(arete_writer *writer, const char *s, size_t n)
{
    if (writer->failed || n == 0)
        return;
    errno = 0;
    if (fwrite(s, 1, n, writer->stream) < n)
        writer->failed = errno ? errno : EIO;
}

static arete_status outcome(const arete_writer *writer, arete_error *error)
{
    if (!writer->failed)
        return ARETE_OK;
    return arete_fail(error, ARETE_ERR_IO, "path", "cannot be written: %s", strerror(writer->failed));
}

/* What the reader would otherwise take apart, trim, or hold for a byte order mark or another format's magic.
 */
static bool needs_quotes(const char *name, char delimiter)
{
    for (const char *c = name; *c; c++)
        if (*c == '"' || *c == delimiter || ((unsigned char)*c < ' '))
            return true;
    return name[0] == ' ' || name[strlen(name) - 1] == ' ' || strncmp(name, "\xEF\xBB\xBF", 3) == 0;
}

static void put_name(arete_writer *writer, const char *name)
{
    if (!needs_quotes(name, writer->delimiter)) {
        put(writer, name, strlen(name));
        return;
    }
    put(writer, "\"", 1);
    for (const char *quote; (quote = strchr(name, '"')); name = quote + 1) {
        put(writer, name, (size_t)(quote - name));
        put(writer, "\"\"", 2);
    }
    put(writer, name, strlen(name));
    put(writer, "\"", 1);
}

/* Names that the reader would refuse are refused here. */
static arete_status check_names(size_t columns, const char *const *names, arete_error *error)
{
    char **copy;
    ARETE_TRY(arete_names_copy(&copy, columns, names, "names", error));
    arete_names_free(copy, columns);
    return ARETE_OK;
}

static arete_status create(arete_writer *made, const char *path, const char *const *names, arete_error *error)
{
    made->c_locale = arete_c_locale();
    if (!made->c_locale)
        return arete_fail_memory(error);
    made->stream = stdout;
    if (path && strcmp(path, "-") != 0) {
        ARETE_TRY(arete_atomic_open(&made->file, path, error));
        made->stream = made->file.stream;
    }
    for (size_t j = 0; j < made->columns; j++) {
        put(made, &made->delimiter, j > 0);
        put_name(made, names[j]);
    }
    put(made, "\n", 1);
    return outcome(made, error);
}

arete_status arete_writer_create(arete_writer **writer, const char *path, char delimiter, size_t columns,
                                 const char *const *names, arete_error *error)
{
    if (!writer)
        return arete_fail_null(error, "writer");
    *writer = NULL;
    if (!names)
        return arete_fail_null(error, "names");
    if (columns == 0)
        return arete_fail(error, ARETE_ERR_SIZE, "columns", "columns is 0");
    if (delimiter != '\0' && !arete_is_delimiter(delimiter))
        return arete_fail(error, ARETE_ERR_OPTION, "delimiter",
                          "the delimiter cannot be a quote, a line end or part of a number");
    ARETE_TRY(check_names(columns, names, error));
    arete_writer *made = calloc(1, sizeof *made);
    if (!made)
        return arete_fail_memory(error);
    made->columns = columns;
    made->delimiter = delimiter ? delimiter : ',';
    arete_status status = create(made, path, names, error);
    if (status != ARETE_OK)
        arete_writer_destroy(&made);
    *writer = made;
    return status;
}

arete_status arete_writer_write(arete_writer *writer, size_t n, const double *rows, size_t ld,
                                arete_error *error)
{
    if (!writer)
        return arete_fail_null(error, "writer");
    if (!rows && n > 0)
        return arete_fail_null(error, "rows");
    if (ld < writer->columns)
        return arete_fail(error, ARETE_ERR_LD, "ld", "ld is %zu but rows have %zu columns", ld,
                          writer->columns);
    for (size_t i = 0; i < n && !writer->failed; i++) {
        const double *row = rows + i * ld;
        for (size_t j = 0; j < writer->columns; j++) {
            char text[ARETE_NUMBER_SIZE];
            put(writer, &writer->delimiter, j > 0);
            if (!isnan(row[j]))
                put(writer, text, arete_format_number(row[j], writer->c_locale, text));
            else if (writer->columns == 1)
                put(writer, "\"\"", 2); /* nothing at all would be a blank line, not a row */
        }
        put(writer, "\n", 1);
    }
    return outcome(writer, error);
}

arete_status arete_writer_finish(arete_writer **writer, arete_error *error)
{
    if (!writer || !*writer)
        return arete_fail_null(error, "writer");
    arete_writer *old = *writer;
    errno = 0;
    if (!old->failed && fflush(old->stream) != 0)
        old->failed = errno ? errno : EIO;
    arete_status status = outcome(old, error);
    if (status == ARETE_OK && old->file.stream)
        status = arete_atomic_commit(&old->file, error);
    arete_writer_destroy(writer);
    return status;
}

void arete_writer_destroy(arete_writer **writer)
{
    if (!writer || !*writer)
        return;
    arete_atomic_abandon(&(*writer)->file);
    if ((*writer)->c_locale)
        freelocale((*writer)->c_locale);
    free(*writer);
    *writer = NULL;
}

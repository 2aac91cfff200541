/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The progress line: carriage return, text, blanks over what stood there before; redrawn a few times a
 * second.
 */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH = 78 }; /* a line that wraps could not be wiped */

static struct {
    int on;
    int shown;    /* something stands on the line */
    double after; /* time of the next drawing */
} progress;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void cli_progress_begin(int wanted)
{
    progress.on = wanted == 1 || (wanted == -1 && isatty(STDERR_FILENO));
    progress.shown = 0;
    /* A quick job on a terminal shows nothing; who asked for the line gets it at once. */
    progress.after = wanted == 1 ? 0.0 : now() + 0.5;
}

static void draw(const char *text)
{
    fprintf(stderr, "\r%-*.*s", WIDTH, WIDTH, text);
    fflush(stderr);
    progress.shown = 1;
}

/* Last part of a path, at most 30 bytes, without control characters. */
static void short_name(const char *file, char out[31])
{
    const char *slash = strrchr(file, '/');
    snprintf(out, 31, "%s", slash ? slash + 1 : file);
    for (char *c = out; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
}

void cli_progress_read(const char *file, const arete_table *table)
{
    enum { PER_SECOND = 5 };
    if (!progress.on || now() < progress.after)
        return;
    progress.after = now() + 1.0 / PER_SECOND;
    char name[31], text[WIDTH + 1];
    short_name(file, name);
    uint64_t size = arete_table_size(table), bytes = arete_table_bytes(table);
    if (size > 0 && bytes <= size)
        snprintf(text, sizeof text, "reading %s: %d %%, %" PRIu64 " rows", name,
                 (int)(100.0 * (double)bytes / (double)size), arete_table_rows(table));
    else
        snprintf(text, sizeof text, "reading %s: %" PRIu64 " rows", name, arete_table_rows(table));
    draw(text);
}

void cli_progress_stage(const char *text)
{
    if (progress.on && (progress.shown || now() >= progress.after))
        draw(text);
}

void cli_progress_clear(void)
{
    if (progress.shown) {
        fprintf(stderr, "\r%*s\r", WIDTH, "");
        fflush(stderr);
    }
    progress.shown = 0;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the programs share: exit status, one-line messages, standard output that is checked.
 */
#ifndef ARETE_CLI_COMMON_H
#define ARETE_CLI_COMMON_H

#include <stddef.h>

#include "arete/error.h"

/* Exit status of every program. */
enum {
    CLI_DONE = 0,
    CLI_USAGE = 1,    /* wrong options */
    CLI_DATA = 2,     /* a file that cannot be read, is not valid, or cannot be written; no memory */
    CLI_SINGULAR = 3, /* the numbers admit no answer */
};

/* Name of the program, in front of every message; defined beside each main(). */
extern const char *const cli_program;

#if defined(__GNUC__) || defined(__clang__)
#    define CLI_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#    define CLI_PRINTF(fmt, args)
#endif

/* Prints "PROGRAM: text" as one line on standard error and returns status. Control characters, which may come
 * from names in a file, become '?'. */
int cli_error(int status, const char *format, ...) CLI_PRINTF(2, 3);

/* The same with "FILE:LINE:FIELD: " in front; line and field are left out where they are 0. */
int cli_error_at(int status, const char *file, size_t line, size_t field, const char *format, ...)
    CLI_PRINTF(5, 6);

/* Reports a failed call of the library about a file, returns the exit status that belongs to it. */
int cli_failure(const char *file, const arete_error *error);

/* "out of memory", returns CLI_DATA. */
int cli_no_memory(void);

/* Writes text to standard output and flushes; CLI_DATA with a message where that fails. `done` is added to
 * the message: what the run has already left behind, or "". */
int cli_print(const char *text, size_t length, const char *done);

/* Descriptors 0, 1 and 2 that the caller has closed are opened so that using them fails: otherwise the first
 * data file would become standard output. */
void cli_guard_streams(void);

#endif /* ARETE_CLI_COMMON_H */

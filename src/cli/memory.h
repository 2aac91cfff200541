/* SPDX-License-Identifier: BSD-3-Clause
 *
 * How much memory a program may still take, to refuse a job with a figure before it starts.
 */
#ifndef ARETE_CLI_MEMORY_H
#define ARETE_CLI_MEMORY_H

#include <stddef.h>

/* Bytes available: the least of what the machine, the control groups of the process and its own limit leave;
 * SIZE_MAX if none of them can be told. */
size_t cli_memory_available(void);

/* CLI_DONE if so many bytes are available, else CLI_DATA after a message with both figures:
 * "FILE: WHAT BYTES of memory, and BYTES are available". */
int cli_memory_check(const char *file, size_t bytes, const char *what, const char *hint);

/* a + b that sticks at SIZE_MAX, as the estimates of the library do. */
size_t cli_memory_add(size_t a, size_t b);

#endif /* ARETE_CLI_MEMORY_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Files that appear whole under their name or not at all: written aside in the same folder, flushed to disk,
 * then renamed. A killed process leaves the old file as it was (and perhaps a temporary one beside it).
 */
#ifndef ARETE_BASE_ATOMIC_FILE_H
#define ARETE_BASE_ATOMIC_FILE_H

#include <stdio.h>

#include "base/error.h"

typedef struct arete_atomic_file {
    FILE *stream;    /* write here; NULL when not open */
    char *path;      /* final name, copied */
    char *temporary; /* name while writing; NULL when writing straight to a device */
} arete_atomic_file;

/* Opens. A path that exists and is not a regular file (/dev/null, a FIFO) is written straight, as it cannot
 * be renamed over sensibly. A symbolic link is followed: the file it names is replaced. */
arete_status arete_atomic_open(arete_atomic_file *file, const char *path, arete_error *error);

/* Flushes, syncs, closes and renames; on failure removes the temporary file. Always ends with *file closed. */
arete_status arete_atomic_commit(arete_atomic_file *file, arete_error *error);

/* Closes and removes the temporary file. Fine on a file never opened (all NULL). */
void arete_atomic_abandon(arete_atomic_file *file);

#endif /* ARETE_BASE_ATOMIC_FILE_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the fuzzers share: a condition that aborts, as fuzzing engines expect, and files for their input.
 */
#ifndef ARETE_FUZZ_SUPPORT_H
#define ARETE_FUZZ_SUPPORT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);                    \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

/* A name in a folder that is removed at exit, and the same with these bytes in the file. */
const char *fuzz_path(const char *name);
const char *fuzz_file(const char *name, const void *data, size_t size);

/* The entry of each fuzzer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif /* ARETE_FUZZ_SUPPORT_H */

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Any bytes as NPY: the magic is put in front, so that no effort goes into finding it.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz_support.h"
#include "fuzz_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char magic[] = "\x93NUMPY";
    enum { MAGIC = sizeof magic - 1 };
    uint8_t *file = malloc(MAGIC + size + 1);
    if (!file)
        return 0;
    size_t skip = size >= MAGIC && memcmp(data, magic, MAGIC) == 0 ? MAGIC : 0;
    memcpy(file, magic, MAGIC);
    memcpy(file + MAGIC, data + skip, size - skip);
    for (int missing = 0; missing < 2; missing++) {
        arete_table_options options = {.header = 1, .missing = missing, .single_column = missing};
        fuzz_table(file, MAGIC + size - skip, &options);
    }
    free(file);
    return 0;
}

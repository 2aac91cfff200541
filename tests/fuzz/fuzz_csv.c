/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Any bytes as CSV, under the options that change how they are taken.
 */
#include "fuzz_support.h"
#include "fuzz_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const arete_table_options variants[] = {
        {.header = 1, .missing = ARETE_MISSING_ERROR},
        {.header = 0, .missing = ARETE_MISSING_DROP, .single_column = 1},
        {.header = 1, .missing = ARETE_MISSING_DROP, .delimiter = ';', .single_column = 1},
        {.header = 0, .missing = ARETE_MISSING_ERROR, .delimiter = ' '},
    };
    for (size_t k = 0; k < sizeof variants / sizeof *variants; k++)
        fuzz_table(data, size, &variants[k]);
    return 0;
}

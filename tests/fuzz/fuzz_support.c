/* SPDX-License-Identifier: BSD-3-Clause
 *
 * See fuzz_support.h.
 */
#define _XOPEN_SOURCE 700 /* setenv */
#include "fuzz_support.h"

#include <unistd.h>

#include "arete_test.h"

static char *folder;

static void remove_folder(void)
{
    test_folder_remove(folder);
}

const char *fuzz_path(const char *name)
{
    if (!folder) {
        /* Files in memory where the system has such: on a disk, the syncs of thousands of files take minutes.
         */
        if (access("/dev/shm", W_OK) == 0)
            setenv("TMPDIR", "/dev/shm", 0);
        folder = test_folder_create();
        atexit(remove_folder);
    }
    return test_path(folder, name);
}

const char *fuzz_file(const char *name, const void *data, size_t size)
{
    const char *path = fuzz_path(name);
    FILE *f = fopen(path, "wb");
    REQUIRE(f && fwrite(data, 1, size, f) == size && fclose(f) == 0);
    return path;
}

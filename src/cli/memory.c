/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Available memory, the least of
 *   MemAvailable of /proc/meminfo,
 *   limit less usage of each control group (v2 and v1) from the process's own up to the root, where the file
 *   cache that can be given back counts as available,
 *   RLIMIT_AS less the address space in use, and less what BLAS will map.
 * A source that does not exist on this system limits nothing.
 */
#define _XOPEN_SOURCE 700
#include "cli/memory.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/common.h"

enum { PATH = 4096 };

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Number behind `key` at the start of a line; UINT64_MAX if there is none. */
static uint64_t value_of(const char *path, const char *key)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return UINT64_MAX;
    char line[256];
    uint64_t value = UINT64_MAX;
    size_t length = strlen(key);
    while (value == UINT64_MAX && fgets(line, sizeof line, file))
        if (strncmp(line, key, length) == 0 && sscanf(line + length, "%" SCNu64, &value) != 1)
            value = UINT64_MAX; /* "max": no limit */
    fclose(file);
    return value;
}

static uint64_t machine(void)
{
    uint64_t kilobytes = value_of("/proc/meminfo", "MemAvailable:");
    return kilobytes < UINT64_MAX / 1024 ? kilobytes * 1024 : UINT64_MAX;
}

static uint64_t address_space(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return UINT64_MAX;
    uint64_t pages = value_of("/proc/self/statm", ""), page = (uint64_t)sysconf(_SC_PAGESIZE);
    uint64_t used = pages == UINT64_MAX ? 0 : pages * page;
    /* OpenBLAS maps buffers of its own on the first call and waits for ever where it gets none. */
    used += (uint64_t)256 << 20;
    return used < limit.rlim_cur ? limit.rlim_cur - used : 0;
}

/* One control group: the folder of its memory controller and the names its files have there. */
static uint64_t group(const char *folder, const char *limit_name, const char *usage_name,
                      const char *cache_key)
{
    char path[PATH + 64];
    snprintf(path, sizeof path, "%s/%s", folder, limit_name);
    uint64_t limit = value_of(path, "");
    if (limit == UINT64_MAX)
        return UINT64_MAX;
    snprintf(path, sizeof path, "%s/%s", folder, usage_name);
    uint64_t used = value_of(path, "");
    snprintf(path, sizeof path, "%s/memory.stat", folder);
    uint64_t cache = value_of(path, cache_key);
    if (used == UINT64_MAX)
        return limit;
    if (cache != UINT64_MAX)
        used -= least(cache, used);
    return used < limit ? limit - used : 0;
}

/* The groups from `path` (as /proc/self/cgroup names it) up to the root. */
static uint64_t groups(const char *path, int version)
{
    char folder[PATH];
    const char *root = version == 2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
    size_t stem = strlen(root);
    if ((size_t)snprintf(folder, sizeof folder, "%s%s", root, path) >= sizeof folder)
        return UINT64_MAX;
    uint64_t available = UINT64_MAX;
    for (;;) {
        available =
            least(available, version == 2 ? group(folder, "memory.max", "memory.current", "inactive_file ")
                                          : group(folder, "memory.limit_in_bytes", "memory.usage_in_bytes",
                                                  "total_inactive_file "));
        char *slash = strrchr(folder, '/');
        if (!slash || (size_t)(slash - folder) < stem)
            return available;
        *slash = '\0';
    }
}

static uint64_t control_groups(void)
{
    FILE *file = fopen("/proc/self/cgroup", "r");
    if (!file)
        return UINT64_MAX;
    char line[PATH];
    uint64_t available = UINT64_MAX;
    while (
        fgets(line, sizeof line, file)) { /* "number:controllers:path", number 0 and no controllers for v2 */
        line[strcspn(line, "\n")] = '\0';
        char *controllers = strchr(line, ':');
        char *path = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!path)
            continue;
        *path++ = '\0';
        if (controllers[1] == '\0')
            available = least(available, groups(path, 2));
        else if (strcmp(controllers + 1, "memory") == 0)
            available = least(available, groups(path, 1));
    }
    fclose(file);
    return available;
}

size_t cli_memory_available(void)
{
    uint64_t available = least(least(machine(), address_space()), control_groups());
    return (size_t)least(available, SIZE_MAX);
}

static const char *figure(size_t bytes, char text[32])
{
    if (bytes == SIZE_MAX)
        return "more than any machine's";
    if (bytes >= (size_t)1000 * 1000 * 1000)
        snprintf(text, 32, "%.1f GB", (double)bytes * 1e-9);
    else
        snprintf(text, 32, "%.1f MB", (double)bytes * 1e-6);
    return text;
}

int cli_memory_check(const char *file, size_t bytes, const char *what, const char *hint)
{
    size_t available = cli_memory_available();
    if (bytes <= available)
        return CLI_DONE;
    char needed[32], left[32];
    return cli_error_at(CLI_DATA, file, 0, 0, "%s %s of memory, and %s are available%s", what,
                        figure(bytes, needed), figure(available, left), hint);
}

size_t cli_memory_add(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Running scenarios.
 */
#include "scenario.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

uint64_t fingerprint(uint64_t sum, const void *bytes, size_t n)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ byte[i]) * UINT64_C(1099511628211);
    return sum;
}

/* Read without stdio, which would allocate. */
uint64_t fingerprint_file(uint64_t sum, const char *path)
{
    unsigned char buffer[4096];
    ssize_t n;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return 0;
    while ((n = read(fd, buffer, sizeof buffer)) > 0)
        sum = fingerprint(sum, buffer, (size_t)n);
    close(fd);
    return n < 0 ? 0 : sum;
}

void scenario_check_failure(int status, const arete_error *error, const char *call, bool untouched,
                            const char *condition)
{
    if (status == ARETE_ERR_NO_MEMORY && error->status == ARETE_ERR_NO_MEMORY && strstr(error->text, "out of memory") &&
        untouched)
        return;
    print_error("allocation %zu: %s\n    gave %s, \"%s\"; %s: %s\n", fail_alloc_seen(), call, arete_status_name(status), error->text, condition,
                untouched ? "holds" : "does not hold");
    fail();
}

/* The library may keep what it makes once for the whole process; the first, undisturbed run has made it. */
void run_scenario(scenario *work)
{
    uint64_t expected = 0;
    work(&expected);
    fail_alloc_arm(0, false);
    uint64_t again = 0;
    work(&again);
    fail_alloc_disarm();
    if (again != expected)
        fail_msg("two undisturbed runs differ");
    if (fail_alloc_live() != 0)
        fail_msg("an undisturbed run leaves %zu blocks behind", fail_alloc_live());
    if (fail_alloc_seen() == 0)
        fail_msg("no allocation was seen: the failing allocator is not in place");
    print_message("%zu allocations\n", fail_alloc_seen());

    for (int forever = 0; forever < 2; forever++)
        for (size_t k = 1;; k++) {
            uint64_t result = 0;
            fail_alloc_arm(k, forever);
            work(&result);
            fail_alloc_disarm();
            if (result != expected)
                fail_msg("another result after allocation %zu%s failed", k, forever ? " and all after it" : "");
            if (fail_alloc_live() != 0)
                fail_msg("%zu blocks left behind after allocation %zu%s failed", fail_alloc_live(), k,
                         forever ? " and all after it" : "");
            if (fail_alloc_failed() == 0)
                break;
        }
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Comparisons, random numbers, guarded memory and folders for the tests.
 *
 * Every comparison decides the classes NaN and infinity first and then asks whether `error <= tolerance` holds,
 * with a finite tolerance: so an overflowing difference, a NaN tolerance and an infinite one all fail.
 */
#define _XOPEN_SOURCE 700 /* nftw, mkdtemp */
#define _DEFAULT_SOURCE   /* MAP_ANONYMOUS */
#include "arete_test.h"

#include <float.h>
#include <ftw.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t skipped;

void test_count_skip(void)
{
    skipped++;
}

int test_run_group(const char *name, const struct CMUnitTest *tests, size_t count, CMFixtureFunction setup,
                   CMFixtureFunction teardown)
{
    skipped = 0;
    if (_cmocka_run_group_tests(name, tests, count, setup, teardown) != 0)
        return EXIT_FAILURE;
    return skipped == count ? TEST_EXIT_SKIPPED : EXIT_SUCCESS;
}

/* 1: decided equal, 0: decided different, -1: both finite, compare numbers. */
static int compare_classes(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    if (isinf(a) || isinf(b))
        return a == b;
    return -1;
}

static bool within(double error, double tolerance)
{
    return isfinite(tolerance) && error <= tolerance;
}

bool test_is_close(double actual, double expected, double rel)
{
    int decided = compare_classes(actual, expected);
    return decided >= 0 ? decided : within(fabs(actual - expected), rel * fabs(expected));
}

bool test_is_near(double actual, double expected, double abs)
{
    int decided = compare_classes(actual, expected);
    return decided >= 0 ? decided : within(fabs(actual - expected), abs);
}

/* Distance in units in the last place of `expected`, whose spacing below the normal range stays that of the
 * smallest subnormal: a purely relative comparison would reject correctly rounded subnormals. */
bool test_is_ulp(double actual, double expected, double ulps)
{
    int decided = compare_classes(actual, expected);
    if (decided >= 0)
        return decided;
    double unit = nextafter(fabs(expected), INFINITY) - fabs(expected);
    return within(fabs(actual - expected), ulps * (isinf(unit) ? ldexp(1, 971) : unit));
}

bool test_is_ulpf(float actual, float expected, double ulps)
{
    int decided = compare_classes(actual, expected);
    if (decided >= 0)
        return decided;
    double next = nextafterf(fabsf(expected), INFINITY);
    double unit = isinf(next) ? ldexp(1, 104) : next - fabs((double)expected);
    return within(fabs((double)actual - expected), ulps * unit);
}

bool test_is_same_bits(double actual, double expected)
{
    if (isnan(actual) || isnan(expected))
        return isnan(actual) && isnan(expected);
    return memcmp(&actual, &expected, sizeof actual) == 0;
}

bool test_is_at_most(double value, double bound)
{
    return value <= bound;
}

bool test_is_all_close(size_t n, const double *actual, const double *expected, double rel)
{
    double scale = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(expected[i]))
            scale = fmax(scale, fabs(expected[i]));
    for (size_t i = 0; i < n; i++)
        if (!test_is_near(actual[i], expected[i], rel * scale)) {
            print_error("element %zu of %zu: got %.17g, expected %.17g, largest %g\n", i, n, actual[i], expected[i],
                        scale);
            return false;
        }
    return true;
}

test_random test_seed(uint64_t seed)
{
    print_message("seed %llu\n", (unsigned long long)seed);
    return (test_random){seed};
}

uint64_t test_bits(test_random *random)
{
    uint64_t z = (random->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

double test_uniform(test_random *random)
{
    return (double)(int64_t)(test_bits(random)) * 0x1p-63;
}

double test_normal(test_random *random)
{
    double u = ((double)(test_bits(random) >> 11) + 1) * 0x1p-53;
    double v = (double)(test_bits(random) >> 11) * 0x1p-53;
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

size_t test_below(test_random *random, size_t n)
{
    return test_bits(random) % n;
}

/* One guarded block: page without access | pattern, data, ending together | page without access. */
typedef struct guard {
    char *map;
    char *data;
    size_t length;
    struct guard *next;
} guard;

static guard *guards;

enum { GUARD_PATTERN = 0xA5 };

void *test_guard_alloc(size_t n, size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    if (size != 0 && n > (SIZE_MAX / 2) / size)
        abort();
    size_t bytes = n * size, inner = (bytes + page - 1) / page * page, length = inner + 2 * page;
    guard *block = malloc(sizeof *block);
    char *map = mmap(NULL, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!block || map == MAP_FAILED || (inner != 0 && mprotect(map + page, inner, PROT_READ | PROT_WRITE) != 0))
        abort();
    *block = (guard){map, map + page + inner - bytes, length, guards};
    guards = block;
    if (inner != bytes)
        memset(map + page, GUARD_PATTERN, inner - bytes);
    return block->data;
}

void test_guard_free(void *p)
{
    if (!p)
        return;
    guard **link = &guards;
    while (*link && (*link)->data != p)
        link = &(*link)->next;
    guard *block = *link;
    if (!block) {
        print_error("test_guard_free: not a guarded block\n");
        abort();
    }
    for (const char *at = block->map + sysconf(_SC_PAGESIZE); at < block->data; at++)
        if ((unsigned char)*at != GUARD_PATTERN) {
            print_error("test_guard_free: written %td bytes before the block\n", block->data - at);
            abort();
        }
    munmap(block->map, block->length);
    *link = block->next;
    free(block);
}

const char *test_data(const char *relative)
{
    static char path[4096];
    const char *folder = getenv("ARETE_TEST_DATA");
    if (!folder || !*folder || (size_t)snprintf(path, sizeof path, "%s/%s", folder, relative) >= sizeof path)
        return NULL;
    return access(path, R_OK) == 0 ? path : NULL;
}

char *test_folder_create(void)
{
    const char *base = getenv("TMPDIR");
    char *path = malloc(4096);
    if (!path)
        abort();
    snprintf(path, 4096, "%s/arete-test-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(path))
        abort();
    return path;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    return remove(path);
}

void test_folder_remove(char *folder)
{
    if (folder)
        nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

const char *test_path(const char *folder, const char *name)
{
    static char ring[8][4096];
    static size_t next;
    char *path = ring[next++ % 8];
    snprintf(path, sizeof ring[0], "%s/%s", folder, name);
    return path;
}

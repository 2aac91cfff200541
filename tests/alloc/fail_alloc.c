/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The failing allocator.
 *
 * Who asks is told by the return address: the list of loaded objects, taken when armed, says whose code it is. A
 * caller in the C library asks for somebody else, so the stack is walked up to the first frame outside it. The
 * real work is done by glibc's own entry points, which need no lookup and so can serve the loader as well.
 */
#define _GNU_SOURCE
#include "fail_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <unwind.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

/* ---- whose code an address is ---- */

typedef enum owner { OTHERS, OURS, C_LIBRARY } owner;

typedef struct object {
    uintptr_t begin;
    uintptr_t end;
    owner owner;
} object;

enum { MAX_OBJECTS = 256 };
static object objects[MAX_OBJECTS];
static size_t object_count;

static owner owner_of_name(const char *path)
{
    static const struct {
        const char *prefix;
        owner owner;
    } known[] = {{"libarete.", OURS},     {"libjansson.", OURS},     {"liblapacke.", OURS},
                 {"libc.", C_LIBRARY},    {"libc-", C_LIBRARY},      {"libm.", C_LIBRARY},
                 {"libpthread.", C_LIBRARY}, {"libfail_alloc.", C_LIBRARY}};
    if (!*path)
        return OURS; /* the program itself has no name here */
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strncmp(name, known[i].prefix, strlen(known[i].prefix)) == 0)
            return known[i].owner;
    return OTHERS;
}

static int note_object(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size, (void)data;
    for (int i = 0; i < info->dlpi_phnum && object_count < MAX_OBJECTS; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type != PT_LOAD || !(header->p_flags & PF_X))
            continue;
        uintptr_t begin = info->dlpi_addr + header->p_vaddr;
        objects[object_count++] = (object){begin, begin + header->p_memsz, owner_of_name(info->dlpi_name)};
    }
    return 0;
}

static owner owner_of(uintptr_t address)
{
    for (size_t i = 0; i < object_count; i++)
        if (address >= objects[i].begin && address < objects[i].end)
            return objects[i].owner;
    return OTHERS;
}

static _Unwind_Reason_Code stop_outside_c_library(struct _Unwind_Context *context, void *data)
{
    owner who = owner_of((uintptr_t)_Unwind_GetIP(context));
    if (who == C_LIBRARY)
        return _URC_NO_REASON;
    *(owner *)data = who;
    return _URC_END_OF_STACK;
}

static bool is_ours(const void *caller)
{
    owner who = owner_of((uintptr_t)caller);
    if (who == C_LIBRARY)
        _Unwind_Backtrace(stop_outside_c_library, &who);
    return who == OURS;
}

/* ---- what is counted ---- */

static atomic_bool armed;
static atomic_bool paused;
static atomic_flag lock = ATOMIC_FLAG_INIT;
static size_t fail_at, seen, failed, live;
static bool fail_forever;

/* The live blocks: open addressing, as large as no scenario here will fill. */
enum { SLOTS = 1 << 18 };
static void *const GONE = (void *)&objects;
static void *blocks[SLOTS];

static void enter(void)
{
    while (atomic_flag_test_and_set_explicit(&lock, memory_order_acquire))
        ;
}

static void leave(void)
{
    atomic_flag_clear_explicit(&lock, memory_order_release);
}

static size_t first_slot(const void *block)
{
    return (size_t)(((uint64_t)(uintptr_t)block >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 46);
}

static void track(void *block)
{
    enter();
    size_t i = first_slot(block), tries = 0;
    while (blocks[i] && blocks[i] != GONE && tries++ < SLOTS)
        i = (i + 1) % SLOTS;
    if (tries >= SLOTS) {
        static const char text[] = "fail_alloc: too many live blocks\n";
        (void)!write(STDERR_FILENO, text, sizeof text - 1);
        _exit(99);
    }
    blocks[i] = block;
    live++;
    leave();
}

static bool untrack(const void *block)
{
    enter();
    bool found = false;
    for (size_t i = first_slot(block), tries = 0; blocks[i] && tries < SLOTS; i = (i + 1) % SLOTS, tries++)
        if (blocks[i] == block) {
            blocks[i] = GONE;
            live--;
            found = true;
            break;
        }
    leave();
    return found;
}

/* Counts one allocation of ours; true: it is to fail. */
static bool must_fail(void)
{
    if (atomic_load(&paused))
        return false;
    enter();
    seen++;
    bool fail = fail_at != 0 && (seen == fail_at || (fail_forever && seen > fail_at));
    failed += fail;
    leave();
    if (fail)
        errno = ENOMEM;
    return fail;
}

/* ---- the functions of the C library ---- */

#define ALLOCATE(caller, call)                                                                               \
    do {                                                                                                     \
        if (!atomic_load(&armed) || !is_ours(caller))                                                        \
            return call;                                                                                     \
        if (must_fail())                                                                                     \
            return NULL;                                                                                     \
        void *block_ = call;                                                                                 \
        if (block_)                                                                                          \
            track(block_);                                                                                   \
        return block_;                                                                                       \
    } while (0)

void *malloc(size_t size)
{
    ALLOCATE(__builtin_return_address(0), __libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    ALLOCATE(__builtin_return_address(0), __libc_calloc(count, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    ALLOCATE(__builtin_return_address(0), __libc_memalign(alignment, size));
}

void *realloc(void *block, size_t size)
{
    if (!atomic_load(&armed))
        return __libc_realloc(block, size);
    bool ours = is_ours(__builtin_return_address(0));
    if (ours && must_fail())
        return NULL;
    bool known = block && untrack(block);
    void *moved = __libc_realloc(block, size);
    if (moved ? ours || known : known && size != 0)
        track(moved ? moved : block);
    return moved;
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    bool ours = atomic_load(&armed) && is_ours(__builtin_return_address(0));
    if (ours && must_fail())
        return ENOMEM;
    void *block = __libc_memalign(alignment, size);
    if (!block)
        return ENOMEM;
    if (ours)
        track(block);
    *out = block;
    return 0;
}

void free(void *block)
{
    if (block && atomic_load(&armed))
        untrack(block);
    __libc_free(block);
}

/* ---- steering ---- */

void fail_alloc_arm(size_t at, bool forever)
{
    object_count = 0;
    dl_iterate_phdr(note_object, NULL);
    memset(blocks, 0, sizeof blocks);
    seen = failed = live = 0;
    fail_at = at;
    fail_forever = forever;
    atomic_store(&paused, false);
    atomic_store(&armed, true);
}

void fail_alloc_pause(void)
{
    atomic_store(&paused, true);
}

void fail_alloc_resume(void)
{
    atomic_store(&paused, false);
}

void fail_alloc_disarm(void)
{
    atomic_store(&armed, false);
}

size_t fail_alloc_seen(void)
{
    return seen;
}

size_t fail_alloc_failed(void)
{
    return failed;
}

size_t fail_alloc_live(void)
{
    return live;
}

__attribute__((constructor)) static void arm_from_environment(void)
{
    const char *at = getenv("ARETE_FAIL_AT"), *forever = getenv("ARETE_FAIL_FOREVER");
    if (at)
        fail_alloc_arm(strtoul(at, NULL, 10), forever && *forever == '1');
}

__attribute__((destructor)) static void report(void)
{
    const char *path = getenv("ARETE_FAIL_REPORT");
    if (!path || !atomic_load(&armed))
        return;
    fail_alloc_disarm();
    char line[80];
    int length = snprintf(line, sizeof line, "%zu %zu %zu\n", seen, failed, live);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0 && length > 0)
        (void)!write(fd, line, (size_t)length);
    if (fd >= 0)
        close(fd);
}

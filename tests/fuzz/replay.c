/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A main for the fuzzers that needs no fuzzing engine: runs every file of a folder as it is, then mutations
 * of them from a fixed seed, so that each run of the tests does the same.
 *
 *     replay CORPUS-FOLDER MUTATIONS
 *
 * On a failure the input stands in the file named by ARETE_FUZZ_CRASH, if that is set.
 */
#define _XOPEN_SOURCE 700 /* scandir */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arete_test.h"
#include "fuzz_support.h"

enum { LONGEST = 1 << 16, MOST_FILES = 256 };

typedef struct input {
    size_t n;
    uint8_t *data;
} input;

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static size_t load(const char *corpus, input *inputs)
{
    struct dirent **entries;
    int count = scandir(corpus, &entries, visible, alphasort);
    size_t loaded = 0;
    for (int k = 0; k < count; k++) {
        FILE *f = loaded < MOST_FILES ? fopen(test_path(corpus, entries[k]->d_name), "rb") : NULL;
        uint8_t *data = malloc(LONGEST);
        if (!f || !data)
            abort();
        inputs[loaded++] = (input){fread(data, 1, LONGEST, f), data};
        fclose(f);
        free(entries[k]);
    }
    if (count >= 0)
        free(entries);
    return loaded;
}

/* One change to data[0 .. n); returns the new length. */
static size_t mutate(test_random *random, uint8_t *data, size_t n, const input *other)
{
    static const char interesting[] = "\0\n\r\t \",;+-.eE0190xN?\xEF\xBB\xBF\xFF\x80'(){}[]:LTF<>f48|";
    size_t at = test_below(random, n + 1), length = 1 + test_below(random, 16);
    switch (test_below(random, 6)) {
    case 0: /* replace */
        if (at < n)
            data[at] = (uint8_t)interesting[test_below(random, sizeof interesting - 1)];
        return n;
    case 1: /* flip a bit */
        if (at < n)
            data[at] ^= (uint8_t)(1u << test_below(random, 8));
        return n;
    case 2: /* delete */
        length = length < n - at ? length : n - at;
        memmove(data + at, data + at + length, n - at - length);
        return n - length;
    case 3: /* insert */
        if (n == LONGEST)
            return n;
        memmove(data + at + 1, data + at, n - at);
        data[at] = (uint8_t)interesting[test_below(random, sizeof interesting - 1)];
        return n + 1;
    case 4: /* cut */
        return test_below(random, 4) ? n : at;
    default: /* splice in a piece of another input */
        if (other->n < length || LONGEST - n < length)
            return n;
        memmove(data + at + length, data + at, n - at);
        memcpy(data + at, other->data + test_below(random, other->n - length + 1), length);
        return n + length;
    }
}

static void run(const uint8_t *data, size_t n)
{
    const char *crash = getenv("ARETE_FUZZ_CRASH");
    FILE *f = crash ? fopen(crash, "wb") : NULL;
    if (f) {
        fwrite(data, 1, n, f);
        fclose(f);
    }
    LLVMFuzzerTestOneInput(data, n);
}

int main(int argc, char **argv)
{
    static input inputs[MOST_FILES];
    if (argc != 3)
        return 2;
    size_t count = load(argv[1], inputs);
    long mutations = strtol(argv[2], NULL, 10);
    for (size_t k = 0; k < count; k++)
        run(inputs[k].data, inputs[k].n);
    test_random random = test_seed(41);
    uint8_t *data = malloc(LONGEST);
    for (long i = 0; i < mutations && data && count > 0; i++) {
        const input *first = &inputs[test_below(&random, count)];
        size_t n = first->n, changes = 1 + test_below(&random, 4);
        memcpy(data, first->data, n);
        for (size_t c = 0; c < changes; c++)
            n = mutate(&random, data, n, &inputs[test_below(&random, count)]);
        run(data, n);
    }
    printf("%zu files, %ld mutations\n", count, mutations);
    free(data);
    for (size_t k = 0; k < count; k++)
        free(inputs[k].data);
    return count > 0 ? 0 : 1;
}

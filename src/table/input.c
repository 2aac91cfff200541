/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Plain read(2) into a growing buffer.
 *
 * The buffer is compacted when at most half of it is still needed and doubled otherwise, so each byte is
 * moved a bounded number of times on average, however long a record is and however few bytes a read returns.
 */
#include "table/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { FIRST_CAPACITY = 1 << 16 };

arete_status arete_input_open(arete_input *input, const char *path, arete_error *error)
{
    *input = (arete_input){.fd = STDIN_FILENO};
    if (strcmp(path, "-") != 0) {
        do
            input->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        while (input->fd < 0 && errno == EINTR); /* a FIFO waits for its writer */
        if (input->fd < 0)
            return arete_fail(error, ARETE_ERR_IO, "path", "cannot be opened: %s", strerror(errno));
        input->owned = true;
    }
    struct stat info;
    if (fstat(input->fd, &info) == 0 && S_ISREG(info.st_mode)) {
        off_t at = lseek(input->fd, 0, SEEK_CUR);
        input->seekable = at >= 0;
        input->start = at > 0 ? (uint64_t)at : 0;
        if (info.st_size > 0 && (uint64_t)info.st_size > input->start)
            input->size = (uint64_t)info.st_size - input->start;
    }
    return ARETE_OK;
}

void arete_input_close(arete_input *input)
{
    if (input->owned)
        close(input->fd);
    free(input->data);
    *input = (arete_input){.fd = -1};
}

static arete_status make_room(arete_input *input, arete_error *error)
{
    size_t needed = arete_input_available(input);
    if (input->data && needed <= input->capacity / 2) {
        memmove(input->data, input->data + input->begin, needed);
    } else {
        size_t capacity = FIRST_CAPACITY;
        if (input->data && !arete_mul(input->capacity, 2, &capacity))
            return arete_fail_memory(error);
        char *data = malloc(capacity + 1);
        if (!data)
            return arete_fail_memory(error);
        if (needed)
            memcpy(data, input->data + input->begin, needed);
        free(input->data);
        input->data = data;
        input->capacity = capacity;
    }
    input->begin = 0;
    input->end = needed;
    return ARETE_OK;
}

/* An interrupted read is repeated; a descriptor left non-blocking by whoever shares it is waited for. */
static bool try_again(int fd)
{
    if (errno == EINTR)
        return true;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return false;
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

static arete_status fail_read(arete_error *error)
{
    return arete_fail(error, ARETE_ERR_IO, "path", "cannot be read: %s", strerror(errno));
}

arete_status arete_input_more(arete_input *input, arete_error *error)
{
    if (input->at_end)
        return ARETE_OK;
    if (input->end == input->capacity)
        ARETE_TRY(make_room(input, error));
    ssize_t got;
    do
        got = read(input->fd, input->data + input->end, input->capacity - input->end);
    while (got < 0 && try_again(input->fd));
    if (got < 0)
        return fail_read(error);
    input->at_end = got == 0;
    input->end += (size_t)got;
    input->bytes += (uint64_t)got;
    return ARETE_OK;
}

arete_status arete_input_want(arete_input *input, size_t wanted, arete_error *error)
{
    while (arete_input_available(input) < wanted && !input->at_end)
        ARETE_TRY(arete_input_more(input, error));
    return ARETE_OK;
}

arete_status arete_input_at(arete_input *input, uint64_t offset, size_t n, char *out, size_t *got,
                            arete_error *error)
{
    *got = 0;
    while (*got < n) {
        ssize_t part = pread(input->fd, out + *got, n - *got, (off_t)(input->start + offset + *got));
        if (part < 0 && !try_again(input->fd))
            return fail_read(error);
        if (part == 0)
            break;
        if (part > 0) {
            *got += (size_t)part;
            input->bytes += (uint64_t)part;
        }
    }
    return ARETE_OK;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Write aside, sync, rename.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "base/atomic_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

static arete_status fail_io(arete_error *error, const char *what)
{
    if (errno == ENOMEM) /* stdio found no memory for its own stream */
        return arete_fail_memory(error);
    return arete_fail(error, ARETE_ERR_IO, "path", "%s: %s", what, strerror(errno));
}

static void clear(arete_atomic_file *file)
{
    free(file->path);
    free(file->temporary);
    *file = (arete_atomic_file){0};
}

/* The file a path names in the end, so that a symbolic link survives and its target is replaced; NULL without
 * memory, lest a link be taken for the file. What does not exist yet, or dangles, is taken by its name. */
static char *resolve(const char *path)
{
    char *real = realpath(path, NULL);
    return real || errno == ENOMEM ? real : arete_strdup(path);
}

static arete_status open_straight(arete_atomic_file *file, arete_error *error)
{
    file->stream = fopen(file->path, "wb");
    if (!file->stream) {
        arete_status status = fail_io(error, "cannot be opened for writing");
        clear(file);
        return status;
    }
    return ARETE_OK;
}

arete_status arete_atomic_open(arete_atomic_file *file, const char *path, arete_error *error)
{
    *file = (arete_atomic_file){0};
    file->path = resolve(path);
    if (!file->path)
        return arete_fail_memory(error);
    struct stat info;
    bool exists = stat(file->path, &info) == 0;
    if (exists && !S_ISREG(info.st_mode))
        return open_straight(file, error);

    /* Opened with O_EXCL under a name of our own rather than mkstemp, whose private mode could only be
     * widened by asking for the umask, and that cannot be asked without changing it. */
    enum { SUFFIX = 48, TRIES = 100 };
    size_t length = strlen(file->path);
    file->temporary = malloc(length + SUFFIX);
    if (!file->temporary) {
        clear(file);
        return arete_fail_memory(error);
    }
    int fd = -1;
    for (int i = 0; i < TRIES && fd < 0; i++) {
        snprintf(file->temporary, length + SUFFIX, "%s.%ld-%d.tmp", file->path, (long)getpid(), i);
        fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0) {
        arete_status status = fail_io(error, "cannot be written");
        clear(file);
        return status;
    }
    if (exists)
        (void)!fchmod(fd, info.st_mode & 07777); /* a mode that cannot be kept is no reason to fail */
    file->stream = fdopen(fd, "wb");
    if (!file->stream) {
        arete_status status = fail_io(error, "cannot be written");
        close(fd);
        unlink(file->temporary);
        clear(file);
        return status;
    }
    return ARETE_OK;
}

arete_status arete_atomic_commit(arete_atomic_file *file, arete_error *error)
{
    arete_status status = ARETE_OK;
    errno = 0;
    bool bad = ferror(file->stream) != 0;
    bad = fflush(file->stream) != 0 || bad;
    /* Some file systems cannot sync and say EINVAL: that is no failure of ours. */
    bad = bad || (file->temporary && fsync(fileno(file->stream)) != 0 && errno != EINVAL);
    int first = errno;
    if (fclose(file->stream) != 0 && !bad)
        bad = true;
    else
        errno = first;
    file->stream = NULL;
    if (bad) {
        status = fail_io(error, "cannot be written");
        if (file->temporary)
            unlink(file->temporary);
    } else if (file->temporary && rename(file->temporary, file->path) != 0) {
        status = fail_io(error, "cannot be renamed into place");
        unlink(file->temporary);
    }
    clear(file);
    return status;
}

void arete_atomic_abandon(arete_atomic_file *file)
{
    if (file->stream)
        fclose(file->stream);
    if (file->temporary)
        unlink(file->temporary);
    clear(file);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Messages and standard output. A message is put together in memory first, so that it is one line and one
 * write.
 */
#include "cli/common.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/progress.h"

enum { LINE = 8192 };

/* Appends to a line that is cut rather than overrun. */
static void append(char *line, const char *format, va_list arguments) CLI_PRINTF(2, 0);

static void append(char *line, const char *format, va_list arguments)
{
    size_t used = strlen(line);
    vsnprintf(line + used, LINE - used, format, arguments);
}

static void put(char *line)
{
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
    cli_progress_clear();
    fprintf(stderr, "%s: %s\n", cli_program, line);
}

int cli_error(int status, const char *format, ...)
{
    char line[LINE] = "";
    va_list arguments;
    va_start(arguments, format);
    append(line, format, arguments);
    va_end(arguments);
    put(line);
    return status;
}

int cli_error_at(int status, const char *file, size_t line, size_t field, const char *format, ...)
{
    char text[LINE];
    const char *name = strcmp(file, "-") == 0 ? "standard input" : file;
    if (line == 0)
        snprintf(text, sizeof text, "%s: ", name);
    else if (field == 0)
        snprintf(text, sizeof text, "%s:%zu: ", name, line);
    else
        snprintf(text, sizeof text, "%s:%zu:%zu: ", name, line, field);
    va_list arguments;
    va_start(arguments, format);
    append(text, format, arguments);
    va_end(arguments);
    put(text);
    return status;
}

int cli_failure(const char *file, const arete_error *error)
{
    int status = error->status == ARETE_ERR_SINGULAR ? CLI_SINGULAR : CLI_DATA;
    return cli_error_at(status, file, error->line, error->field, "%s", error->text);
}

int cli_no_memory(void)
{
    return cli_error(CLI_DATA, "%s", arete_status_text(ARETE_ERR_NO_MEMORY));
}

int cli_print(const char *text, size_t length, const char *done)
{
    cli_progress_clear();
    errno = 0;
    if (fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0)
        return CLI_DONE;
    return cli_error(CLI_DATA, "standard output cannot be written: %s%s", strerror(errno), done);
}

void cli_guard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            (void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY); /* takes the lowest number free: fd */
}

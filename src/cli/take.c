/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Checks of single option values that several options or programs share.
 */
#include "cli/take.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/common.h"

int cli_bad_value(const char *name, const char *value, const char *wanted)
{
    return cli_error(CLI_USAGE, "%s: '%s' is not %s", name, value, wanted);
}

int cli_take_word(const char *name, const char *value, const char *const *words, const char *wanted, int *out)
{
    for (int i = 0; words[i]; i++) {
        if (strcmp(value, words[i]) == 0) {
            *out = i;
            return CLI_DONE;
        }
    }
    return cli_bad_value(name, value, wanted);
}

int cli_take_whole(const char *name, const char *value, uint64_t least, uint64_t most, uint64_t *out)
{
    if (cli_whole(value, most, out) && *out >= least)
        return CLI_DONE;
    return cli_error(CLI_USAGE, "%s: '%s' is not a whole number from %" PRIu64 " to %" PRIu64, name, value,
                     least, most);
}

int cli_take_list(const char *name, const char *value, cli_list *list)
{
    int status = cli_list_split(list, name, value);
    if (status != CLI_DONE)
        return status;
    for (size_t i = 0; i < list->count; i++)
        if (cli_list_find(list, list->items[i]) < i)
            return cli_error(CLI_USAGE, "%s: '%s' is named twice", name, list->items[i]);
    return CLI_DONE;
}

int cli_take_delimiter(const char *name, const char *value, char *out)
{
    if (strcmp(value, "\\t") == 0)
        value = "\t";
    if (strlen(value) != 1 || strchr("\"\r\n0123456789+-.eE", value[0]))
        return cli_bad_value(name, value, "one byte that is no part of a number, a quote or a line end");
    *out = value[0];
    return CLI_DONE;
}

int cli_check_output(const char *name, const char *path, const cli_list *inputs)
{
    if (path[0] == '\0' || strcmp(path, "-") == 0)
        return cli_bad_value(name, path, "the name of a file");
    struct stat output, input;
    if (stat(path, &output) != 0 || !S_ISREG(output.st_mode))
        return CLI_DONE;
    for (size_t i = 0; i < inputs->count; i++)
        if (stat(inputs->items[i], &input) == 0 && input.st_dev == output.st_dev &&
            input.st_ino == output.st_ino)
            return cli_error(CLI_USAGE, "%s: '%s' is an input and would be overwritten", name, path);
    return CLI_DONE;
}

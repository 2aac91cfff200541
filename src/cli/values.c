/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Strict numbers and comma-separated lists.
 *
 * strtod is correctly rounded and, since the programs never call setlocale, reads a decimal point; what it
 * takes beyond decimal numbers (blanks, hexadecimal, inf, nan) is refused before it is asked.
 */
#include "cli/values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common.h"

bool cli_number(const char *text, double *out)
{
    if (text[0] == '\0' || text[strspn(text, "0123456789+-.eE")] != '\0')
        return false;
    char *end;
    double value = strtod(text, &end);
    if (*end != '\0' || !isfinite(value))
        return false;
    *out = value;
    return true;
}

bool cli_whole(const char *text, uint64_t largest, uint64_t *out)
{
    if (text[0] == '\0')
        return false;
    uint64_t value = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9')
            return false;
        uint64_t digit = (uint64_t)(*c - '0');
        if (digit > largest || value > (largest - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool cli_list_add(cli_list *list, const char *text, size_t length)
{
    char **items = realloc(list->items, (list->count + 1) * sizeof *items);
    if (!items)
        return false;
    list->items = items;
    char *copy = malloc(length + 1);
    if (!copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    items[list->count++] = copy;
    return true;
}

static const char *skip_blanks(const char *c)
{
    return c + strspn(c, " \t");
}

/* Reads one item into `item` (as long as the text) and moves *at behind it; what is wrong, or NULL. */
static const char *read_item(const char **at, char *item, size_t *length)
{
    const char *c = skip_blanks(*at);
    size_t n = 0, kept = 0; /* kept: length that trailing blanks may not cut */
    if (*c == '"') {
        for (c++; *c && (*c != '"' || c[1] == '"'); c++) {
            item[n++] = *c;
            if (*c == '"')
                c++;
        }
        if (*c != '"')
            return "a quote is not closed";
        c++;
        kept = n;
    }
    for (; *c && *c != ','; c++)
        item[n++] = *c;
    while (n > kept && (item[n - 1] == ' ' || item[n - 1] == '\t'))
        n--;
    *length = n;
    *at = c;
    return n == 0 ? "an item of the list is empty" : NULL;
}

int cli_list_split(cli_list *list, const char *option, const char *text)
{
    char *item = malloc(strlen(text) + 1);
    if (!item)
        return cli_no_memory();
    int status = CLI_DONE;
    for (const char *c = text; status == CLI_DONE; c++) {
        size_t length;
        const char *wrong = read_item(&c, item, &length);
        if (wrong)
            status = cli_error(CLI_USAGE, "%s: %s in '%s'", option, wrong, text);
        else if (!cli_list_add(list, item, length))
            status = cli_no_memory();
        if (*c == '\0')
            break;
    }
    free(item);
    return status;
}

size_t cli_list_find(const cli_list *list, const char *text)
{
    size_t i = 0;
    while (i < list->count && strcmp(list->items[i], text) != 0)
        i++;
    return i;
}

void cli_list_free(cli_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (cli_list){0};
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The table-driven parser. Unlike getopt_long it takes no abbreviations (a script must not change its meaning
 * when an option is added) and refuses a second value for the same option instead of forgetting the first.
 */
#include "cli/options.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arete/version.h"
#include "cli/common.h"
#include "cli/suggest.h"

/* The option an argument names; *value is set behind its '=', or to NULL. */
static const cli_option *find(const cli_option *table, const char *argument, const char **value)
{
    const char *equals = strncmp(argument, "--", 2) == 0 ? strchr(argument, '=') : NULL;
    size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
    *value = equals ? equals + 1 : NULL;
    for (const cli_option *o = table; o->id != 0; o++)
        if (strlen(o->name) == length && strncmp(o->name, argument, length) == 0)
            return o;
    return NULL;
}

static int unknown(const cli_option *table, const char *argument)
{
    cli_suggestion near;
    size_t length = strcspn(argument, "=");
    char name[CLI_SUGGEST_LENGTH + 1];
    if (length > CLI_SUGGEST_LENGTH)
        length = CLI_SUGGEST_LENGTH;
    memcpy(name, argument, length);
    name[length] = '\0';
    cli_suggest_begin(&near, name);
    for (const cli_option *o = table; o->id != 0; o++)
        cli_suggest_try(&near, o->name);
    char text[CLI_SUGGEST_TEXT];
    cli_suggest_text(&near, text);
    return cli_error(CLI_USAGE, "unknown option '%s'%s (see %s --help)", name, text, cli_program);
}

int cli_parse(const cli_option *table, int argc, char **argv, cli_take take, void *settings)
{
    uint64_t seen = 0;
    int only_operands = 0;
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i], *value;
        int status;
        if (only_operands || argument[0] != '-' || strcmp(argument, "-") == 0) {
            status = take(settings, CLI_OPERAND, argument, argument);
        } else if (strcmp(argument, "--") == 0) {
            only_operands = 1;
            continue;
        } else {
            const cli_option *option = find(table, argument, &value);
            if (!option)
                return unknown(table, argument);
            if (!option->value && value)
                return cli_error(CLI_USAGE, "%s takes no value", option->name);
            if (option->value && !value && i + 1 == argc)
                return cli_error(CLI_USAGE, "%s needs a value: %s %s", option->name, option->name,
                                 option->value);
            if (option->value && !value)
                value = argv[++i];
            if (option->value && (seen >> option->id & 1))
                return cli_error(CLI_USAGE, "%s is given twice", option->name);
            seen |= (uint64_t)1 << option->id;
            status = take(settings, option->id, option->name, value);
        }
        if (status != CLI_DONE)
            return status;
    }
    return CLI_DONE;
}

/* Help text in its column, continued there after a line break. */
static void print_help(FILE *out, const char *help, int column)
{
    for (const char *c = help; *c; c++) {
        putc(*c, out);
        if (*c == '\n')
            fprintf(out, "%*s", column, "");
    }
    putc('\n', out);
}

int cli_help(const cli_option *table, const char *usage, const char *tail)
{
    enum { COLUMN = 32 };
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return cli_no_memory();
    fputs(usage, out);
    for (const cli_option *o = table; o->id != 0; o++) {
        if (o->heading)
            fprintf(out, "\n%s\n", o->heading);
        int width = fprintf(out, "  %s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
        if (width >= COLUMN) {
            putc('\n', out);
            width = 0;
        }
        fprintf(out, "%*s", COLUMN - width, "");
        print_help(out, o->help, COLUMN);
    }
    fputs(tail, out);
    int bad = ferror(out);
    bad = fclose(out) != 0 || !text || bad; /* without memory fclose sets the text to NULL and says nothing */
    int status = bad ? cli_no_memory() : cli_print(text, length, "");
    free(text);
    return status == CLI_DONE ? CLI_STOP : status;
}

int cli_version(void)
{
    char text[128];
    int length = snprintf(text, sizeof text, "%s %s\n", cli_program, arete_version());
    int status = cli_print(text, (size_t)length, "");
    return status == CLI_DONE ? CLI_STOP : status;
}

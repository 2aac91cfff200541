/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Command lines: one table of a program's options is parsed from and prints its --help.
 */
#ifndef ARETE_CLI_OPTIONS_H
#define ARETE_CLI_OPTIONS_H

typedef struct cli_option {
    int id;              /* 1 to 63; 0 ends the table */
    const char *name;    /* as written: "--lambda", "-o" */
    const char *value;   /* what it takes, for the help; NULL: nothing */
    const char *help;    /* a line break continues in the same column */
    const char *heading; /* of the group that starts here, or NULL */
} cli_option;

/* Returned to stop without an error: what was asked for is printed. */
enum { CLI_STOP = -1 };

/* Id of an argument that is no option. */
enum { CLI_OPERAND = 0 };

/* Takes one option; value is NULL where it has none. CLI_DONE to go on, else parsing ends with the result. */
typedef int (*cli_take)(void *settings, int id, const char *name, const char *value);

/* Goes through the arguments: --name value, --name=value, -o value, "--" (only operands follow), "-" (an
 * operand). Names are not abbreviated; an option that takes a value is given once. */
int cli_parse(const cli_option *table, int argc, char **argv, cli_take take, void *settings);

/* Prints usage, the options by group, and `tail`, to standard output. CLI_STOP, or CLI_DATA. */
int cli_help(const cli_option *table, const char *usage, const char *tail);

/* Prints "PROGRAM VERSION". CLI_STOP, or CLI_DATA. */
int cli_version(void);

#endif /* ARETE_CLI_OPTIONS_H */

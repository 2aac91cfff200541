/* SPDX-License-Identifier: BSD-3-Clause
 *
 * "Did you mean ...?": the names nearest to one that does not exist.
 */
#ifndef ARETE_CLI_SUGGEST_H
#define ARETE_CLI_SUGGEST_H

#include <stddef.h>

enum {
    CLI_SUGGEST_LENGTH = 64, /* longer names are not compared */
    CLI_SUGGEST_COUNT = 3,   /* names given at most */
    CLI_SUGGEST_TEXT = 512   /* room for the text */
};

typedef struct cli_suggestion {
    const char *wanted;
    size_t distance; /* of the names held */
    size_t count;
    const char *names[CLI_SUGGEST_COUNT];
} cli_suggestion;

/* Begin, try every name there is, ask for the text. The strings must live as long. */
void cli_suggest_begin(cli_suggestion *s, const char *wanted);
void cli_suggest_try(cli_suggestion *s, const char *name);

/* "; did you mean 'bmi' or 'bp'?", or "" if nothing is near. */
void cli_suggest_text(const cli_suggestion *s, char text[CLI_SUGGEST_TEXT]);

#endif /* ARETE_CLI_SUGGEST_H */

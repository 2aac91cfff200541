/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Nearest names by edit distance: insertions, deletions, substitutions and swaps of neighbours, letter case
 * not counted (Damerau, "A technique for computer detection and correction of spelling errors", CACM 7 (1964)
 * 171-176, in its restricted form, three rows of the usual table).
 */
#include "cli/suggest.h"

#include <stdio.h>
#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Both at most CLI_SUGGEST_LENGTH bytes. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t rows[3][CLI_SUGGEST_LENGTH + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    size_t m = strlen(a), n = strlen(b);
    for (size_t j = 0; j <= n; j++)
        last[j] = j;
    for (size_t i = 1; i <= m; i++) {
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = lower(a[i - 1]) != lower(b[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + change);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[n];
}

void cli_suggest_begin(cli_suggestion *s, const char *wanted)
{
    /* A third of the letters wrong, at least one, is near. */
    size_t length = strlen(wanted);
    *s = (cli_suggestion){.wanted = wanted, .distance = length < 6 ? 1 : length / 3};
}

void cli_suggest_try(cli_suggestion *s, const char *name)
{
    if (strlen(s->wanted) > CLI_SUGGEST_LENGTH || strlen(name) > CLI_SUGGEST_LENGTH)
        return;
    size_t distance = edit_distance(s->wanted, name);
    if (distance >= strlen(s->wanted) ||
        distance > s->distance) /* a name with no letter in common is not near */
        return;
    if (distance < s->distance)
        s->count = 0;
    s->distance = distance;
    if (s->count < CLI_SUGGEST_COUNT)
        s->names[s->count++] = name;
}

void cli_suggest_text(const cli_suggestion *s, char text[CLI_SUGGEST_TEXT])
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < s->count; i++) {
        const char *join = i == 0 ? "; did you mean " : i + 1 < s->count ? ", " : " or ";
        used += (size_t)snprintf(text + used, CLI_SUGGEST_TEXT - used, "%s'%s'%s", join, s->names[i],
                                 i + 1 == s->count ? "?" : "");
    }
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The list of warnings and its stable codes.
 */
#include "ridge/warnings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

const char *arete_warning_code(int kind)
{
    switch (kind) {
    case ARETE_WARN_CONSTANT_COLUMN:
        return "constant_column";
    case ARETE_WARN_CONSTANT_TARGET:
        return "constant_target";
    case ARETE_WARN_ILL_CONDITIONED:
        return "ill_conditioned";
    case ARETE_WARN_NO_DEGREES_OF_FREEDOM:
        return "no_degrees_of_freedom";
    case ARETE_WARN_ROUNDING:
        return "rounding";
    case ARETE_WARN_GRID_EDGE:
        return "grid_edge";
    case ARETE_WARN_INTERCEPT_ONLY:
        return "intercept_only";
    case ARETE_WARN_EMPTY_FOLD:
        return "empty_fold";
    case ARETE_WARN_UNPENALIZED_COLUMN:
        return "unpenalized_column";
    default:
        return "unknown";
    }
}

arete_status arete_warn(arete_warnings *list, int kind, size_t column, size_t target, double lambda,
                        arete_error *error, const char *format, ...)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 4;
        arete_warning *item = arete_alloc(room, sizeof *item);
        if (!item)
            return arete_fail_memory(error);
        if (list->count)
            memcpy(item, list->item, list->count * sizeof *item);
        free(list->item);
        list->item = item;
        list->room = room;
    }
    arete_warning *w = &list->item[list->count++];
    *w = (arete_warning){.kind = kind, .column = column, .target = target, .lambda = lambda};
    va_list args;
    va_start(args, format);
    vsnprintf(w->text, sizeof w->text, format, args);
    va_end(args);
    return ARETE_OK;
}

void arete_warnings_free(arete_warnings *list)
{
    free(list->item);
    *list = (arete_warnings){0};
}

arete_label arete_label_of(const char *const *names, const char *what, size_t j)
{
    arete_label label;
    if (names)
        snprintf(label.text, sizeof label.text, "%s '%.64s'", what, names[j]);
    else
        snprintf(label.text, sizeof label.text, "%s %zu (counted from 0)", what, j);
    return label;
}

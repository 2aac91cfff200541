/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Filling an arete_error, and passing a failure on.
 *
 *     return arete_fail(error, ARETE_ERR_LD, "ldx", "ldx is %zu but rows have %zu columns", ldx, p);
 *
 * The place (row, column, line, field) is set afterwards, with the setters below, which accept NULL.
 */
#ifndef ARETE_BASE_ERROR_H
#define ARETE_BASE_ERROR_H

#include <stddef.h>

#include "arete/error.h"

#if defined(__GNUC__) || defined(__clang__)
#    define ARETE_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#    define ARETE_PRINTF(fmt, args)
#endif

/* Fills *error, if there is one, and returns status. `argument` is a string literal or NULL. */
arete_status arete_fail(arete_error *error, arete_status status, const char *argument, const char *format,
                        ...) ARETE_PRINTF(4, 5);

/* arete_fail for a pointer that may not be NULL, and for a failed allocation. */
arete_status arete_fail_null(arete_error *error, const char *argument);
arete_status arete_fail_memory(arete_error *error);

/* Adds the place in the caller's array, or in a file, to an error just filled; returns its status argument so
 * that both can stand in one return statement. */
arete_status arete_at(arete_error *error, arete_status status, size_t row, size_t column);
arete_status arete_at_line(arete_error *error, arete_status status, size_t line, size_t field);

/* Leaves the function with the status of a call that failed. Same in every build type. */
#define ARETE_TRY(call)                                                                                      \
    do {                                                                                                     \
        arete_status try_status_ = (call);                                                                   \
        if (try_status_ != ARETE_OK)                                                                         \
            return try_status_;                                                                              \
    } while (0)

#endif /* ARETE_BASE_ERROR_H */

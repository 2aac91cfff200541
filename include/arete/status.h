/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/status.h - what a call can report.
 *
 * Every call that can fail and has an output returns an arete_status: 0 is success, every failure is
 * negative. After a failure outputs are as they were before the call, except that a pointer to a new object is
 * NULL; nothing is leaked, and the same call may be made again. How a solve ended (the condition estimate, a
 * fallback, a warning) is not a status: it stands in the result.
 *
 * The numbers are pinned: a retired one is never given to another meaning.
 */
#ifndef ARETE_STATUS_H
#define ARETE_STATUS_H

#include "export.h"

/* X(name, number, text): one list makes the enumeration, the texts and the table of the manual. */
#define ARETE_STATUS_LIST(X)                                                                                 \
    X(ARETE_OK, 0, "success")                                                                                \
    X(ARETE_ERR_NULL, -1, "a required pointer is NULL")                                                      \
    X(ARETE_ERR_SIZE, -2, "a size is out of range, or a product of sizes overflows")                         \
    X(ARETE_ERR_LAYOUT, -3, "the layout is neither row-major nor column-major")                              \
    X(ARETE_ERR_LD, -4, "a leading dimension is too small")                                                  \
    X(ARETE_ERR_OPTION, -5, "an option is outside its range")                                                \
    X(ARETE_ERR_LAMBDA, -6, "a penalty is negative or not finite")                                           \
    X(ARETE_ERR_WEIGHT, -7, "a weight is negative or not finite")                                            \
    X(ARETE_ERR_FOLD, -8, "a fold number is out of range")                                                   \
    X(ARETE_ERR_NOT_FINITE, -9, "the data hold NaN or infinity")                                             \
    X(ARETE_ERR_RANGE, -10, "values so large or so close together that their squares overflow or vanish")   \
    X(ARETE_ERR_NO_DATA, -11, "too few rows of positive weight")                                             \
    X(ARETE_ERR_SINGULAR, -12, "the system is singular: columns depend on each other and the penalty is 0 or too small") \
    X(ARETE_ERR_MISMATCH, -13, "two objects do not describe the same columns, targets, folds or seed")      \
    X(ARETE_ERR_NO_MEMORY, -14, "out of memory")                                                             \
    X(ARETE_ERR_IO, -15, "a file cannot be opened, read or written")                                         \
    X(ARETE_ERR_FORMAT, -16, "a file is damaged or not of the expected format")                              \
    X(ARETE_ERR_VERSION, -17, "a file is of a version this library does not read")                           \
    X(ARETE_ERR_DATA, -18, "a table holds something that is not a number, or is not a table")                \
    X(ARETE_ERR_NAME, -19, "a name is unknown, empty, repeated or not UTF-8")                                \
    X(ARETE_ERR_BLAS, -20, "BLAS or LAPACK refused an argument, or its integers are of an unexpected width")

ARETE_BEGIN_DECLS

#define ARETE_STATUS_ENUM(name, number, text) name = number,
typedef enum arete_status { ARETE_STATUS_LIST(ARETE_STATUS_ENUM) } arete_status;
#undef ARETE_STATUS_ENUM

/* One-line English text of a status, without a final period. Total: any int gives a static string, an unknown
 * number gives "unknown status". */
ARETE_API const char *arete_status_text(int status);

/* Name of a status as spelled in C ("ARETE_ERR_LD"), "ARETE_ERR_UNKNOWN" for a number not in the list. */
ARETE_API const char *arete_status_name(int status);

ARETE_END_DECLS

#endif /* ARETE_STATUS_H */

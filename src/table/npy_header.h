/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The header of a NumPy .npy file.
 */
#ifndef ARETE_TABLE_NPY_HEADER_H
#define ARETE_TABLE_NPY_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef struct arete_npy_header {
    size_t rows;
    size_t columns;
    size_t item;  /* bytes of an element: 4 or 8 */
    size_t bytes; /* rows columns item */
    bool big_endian;
    bool fortran;
} arete_npy_header;

/* Parses the n characters of the dictionary. ARETE_ERR_FORMAT for anything but a 2-dimensional array of
 * float32 or float64 whose size in bytes fits size_t. */
arete_status arete_npy_parse(const char *text, size_t n, arete_npy_header *header, arete_error *error);

#endif /* ARETE_TABLE_NPY_HEADER_H */

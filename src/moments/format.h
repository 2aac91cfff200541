/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The moments file, version 1. All integers and IEEE 754 doubles are in the byte order of the machine that
 * wrote the file; another order is recognised by the mark and refused.
 *
 *     char   magic[8]          "ARETEMOM"
 *     u32    byte order mark   0x01020304
 *     u32    version           1
 *     u64    p, q, folds, seed, first_row, next_row, block_rows
 *     u64    names             bytes of the names that follow, 0: none
 *     char   names[]           p + q strings, each with its NUL
 *     then for each fold
 *       u64    n, fill
 *       f64    weight, weight_low
 *       f64    mean[d] mean_low[d] min[d] max[d] yy[q] cross[p q]     d = p + q
 *       f64    gram[p (p + 1) / 2]                   lower triangle, column by column
 *       f64    x[fill p] y[fill q] w[fill]           the unfinished block
 *     u64    CRC-64 of all before it
 */
#ifndef ARETE_MOMENTS_FORMAT_H
#define ARETE_MOMENTS_FORMAT_H

#include <stdint.h>

#define ARETE_MOMENTS_MAGIC "ARETEMOM"
enum { ARETE_MOMENTS_VERSION = 1, ARETE_MOMENTS_ORDER = 0x01020304 };

typedef struct arete_moments_header {
    char magic[8];
    uint32_t order;
    uint32_t version;
    uint64_t p, q, folds, seed, first_row, next_row, block_rows;
    uint64_t names;
} arete_moments_header;

_Static_assert(sizeof(arete_moments_header) == 80,
               "the header is written as it stands in memory, without holes");

#endif /* ARETE_MOMENTS_FORMAT_H */

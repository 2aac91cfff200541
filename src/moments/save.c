/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Writing moments to a file (format.h).
 */
#include <stdio.h>
#include <string.h>

#include "base/atomic_file.h"
#include "base/crc64.h"
#include "base/error.h"
#include "moments/format.h"
#include "moments/moments.h"

typedef struct sink {
    FILE *stream;
    uint64_t crc;
} sink;

/* Errors of the stream stick to it and are reported once, when the file is committed. */
static void put(sink *out, const void *data, size_t bytes)
{
    out->crc = arete_crc64(out->crc, data, bytes);
    fwrite(data, 1, bytes, out->stream);
}

static void put_doubles(sink *out, const double *a, size_t count)
{
    put(out, a, count * sizeof *a);
}

static uint64_t names_bytes(const arete_moments *m)
{
    uint64_t bytes = 0;
    for (size_t j = 0; m->features && j < m->p; j++)
        bytes += strlen(m->features[j]) + 1;
    for (size_t t = 0; m->targets && t < m->q; t++)
        bytes += strlen(m->targets[t]) + 1;
    return bytes;
}

static void put_fold(sink *out, const arete_fold *fold, size_t p, size_t q)
{
    const arete_sums *s = &fold->sums;
    size_t d = p + q;
    uint64_t counts[2] = {s->n, fold->block.fill};
    put(out, counts, sizeof counts);
    put_doubles(out, &s->weight, 1);
    put_doubles(out, &s->weight_low, 1);
    put_doubles(out, s->mean, d);
    put_doubles(out, s->mean_low, d);
    put_doubles(out, s->min, d);
    put_doubles(out, s->max, d);
    put_doubles(out, s->yy, q);
    put_doubles(out, s->cross, p * q);
    for (size_t j = 0; j < p; j++)
        put_doubles(out, s->gram + j * p + j, p - j);
    put_doubles(out, fold->block.x, fold->block.fill * p);
    put_doubles(out, fold->block.y, fold->block.fill * q);
    put_doubles(out, fold->block.w, fold->block.fill);
}

arete_status arete_moments_save(const arete_moments *m, const char *path, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "moments");
    if (!path)
        return arete_fail_null(error, "path");
    arete_atomic_file file;
    ARETE_TRY(arete_atomic_open(&file, path, error));
    sink out = {file.stream, 0};
    arete_moments_header header = {.order = ARETE_MOMENTS_ORDER,
                                   .version = ARETE_MOMENTS_VERSION,
                                   .p = m->p,
                                   .q = m->q,
                                   .folds = m->folds,
                                   .seed = m->deal.seed,
                                   .first_row = m->first_row,
                                   .next_row = m->next_row,
                                   .block_rows = ARETE_BLOCK_ROWS,
                                   .names = names_bytes(m)};
    memcpy(header.magic, ARETE_MOMENTS_MAGIC, sizeof header.magic);
    put(&out, &header, sizeof header);
    for (size_t j = 0; m->features && j < m->p; j++)
        put(&out, m->features[j], strlen(m->features[j]) + 1);
    for (size_t t = 0; m->targets && t < m->q; t++)
        put(&out, m->targets[t], strlen(m->targets[t]) + 1);
    for (size_t k = 0; k < m->folds; k++)
        put_fold(&out, &m->fold[k], m->p, m->q);
    uint64_t crc = out.crc;
    fwrite(&crc, sizeof crc, 1, out.stream);
    return arete_atomic_commit(&file, error);
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Reading moments from a file (format.h), which may be damaged or made to harm: nothing is allocated for a
 * size that the file is too short to hold, and the checksum is compared before anything is handed out.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crc64.h"
#include "base/error.h"
#include "base/memory.h"
#include "moments/format.h"
#include "moments/moments.h"

typedef struct source {
    FILE *stream;
    uint64_t crc;
    uint64_t left; /* bytes not read yet */
    arete_error *error;
} source;

static arete_status damaged(source *in, const char *what)
{
    return arete_fail(in->error, ARETE_ERR_FORMAT, "path", "damaged moments file: %s", what);
}

static arete_status get(source *in, void *data, size_t bytes)
{
    if (bytes > in->left)
        return damaged(in, "it is shorter than it says");
    if (fread(data, 1, bytes, in->stream) != bytes) {
        if (ferror(in->stream))
            return arete_fail(in->error, ARETE_ERR_IO, "path", "cannot be read: %s", strerror(errno));
        return damaged(in, "it ends too early");
    }
    in->left -= bytes;
    in->crc = arete_crc64(in->crc, data, bytes);
    return ARETE_OK;
}

static arete_status get_doubles(source *in, double *a, size_t count)
{
    return get(in, a, count * sizeof *a);
}

static arete_status check_header(source *in, const arete_moments_header *h)
{
    if (memcmp(h->magic, ARETE_MOMENTS_MAGIC, sizeof h->magic) != 0)
        return arete_fail(in->error, ARETE_ERR_FORMAT, "path", "not a moments file");
    if (h->order != ARETE_MOMENTS_ORDER)
        return arete_fail(in->error, ARETE_ERR_VERSION, "path",
                          "moments file of a machine with another byte order");
    if (h->version != ARETE_MOMENTS_VERSION)
        return arete_fail(in->error, ARETE_ERR_VERSION, "path",
                          "moments file of version %" PRIu32 "; this library reads version %d", h->version,
                          ARETE_MOMENTS_VERSION);
    if (h->block_rows != ARETE_BLOCK_ROWS)
        return arete_fail(in->error, ARETE_ERR_VERSION, "path",
                          "moments file with blocks of %" PRIu64 " rows; this library uses %d", h->block_rows,
                          ARETE_BLOCK_ROWS);
    if (h->p > SIZE_MAX || h->q > SIZE_MAX || h->folds > SIZE_MAX ||
        arete_moments_check_sizes((size_t)h->p, (size_t)h->q, (size_t)h->folds, NULL) != ARETE_OK)
        return damaged(in, "impossible sizes");
    /* The least that every fold takes. */
    size_t p = (size_t)h->p, q = (size_t)h->q, d = p + q;
    size_t fold =
        arete_sat_add(arete_sat_mul(d, 4), arete_sat_add(arete_sat_mul(p, p + 1) / 2, arete_sat_mul(p, q)));
    fold = arete_sat_mul(arete_sat_add(fold, q + 4), sizeof(double));
    if (arete_sat_add(arete_sat_mul(fold, (size_t)h->folds), sizeof in->crc) > in->left ||
        h->names > in->left)
        return damaged(in, "it is shorter than it says");
    return ARETE_OK;
}

static arete_status get_names(source *in, arete_moments *m, size_t bytes)
{
    size_t count = m->p + m->q;
    char *text = arete_alloc(bytes, 1);
    const char **names = arete_alloc(count, sizeof *names);
    arete_status status = text && names ? get(in, text, bytes) : arete_fail_memory(in->error);
    if (status == ARETE_OK && text[bytes - 1] != '\0')
        status = damaged(in, "its names are not closed");
    const char *at = text;
    for (size_t i = 0; i < count && status == ARETE_OK; i++) {
        if (at == text + bytes)
            status = damaged(in, "it lacks names");
        else
            names[i] = at;
        at = status == ARETE_OK ? at + strlen(at) + 1 : at;
    }
    if (status == ARETE_OK && at != text + bytes)
        status = damaged(in, "it has too many names");
    if (status == ARETE_OK) {
        status = arete_moments_set_names(m, names, names + m->p, in->error);
        if (status == ARETE_ERR_NAME)
            status = damaged(in, "its names are empty, repeated or not UTF-8");
    }
    free(text);
    free(names);
    return status;
}

/* Whether the sums are such as rows can have: what is solved later relies on it. */
static arete_status check_fold(source *in, const arete_fold *fold)
{
    const arete_sums *s = &fold->sums;
    size_t p = s->p, q = s->q, d = p + q;
    if (s->n == 0 ? s->weight != 0 : !(s->weight > 0 && isfinite(s->weight) && isfinite(s->weight_low)))
        return damaged(in, "a sum of weights is impossible");
    double sum = 0; /* of zeros, unless a number is not finite */
    for (size_t j = 0; j < d; j++)
        sum += 0 * (s->mean[j] + s->mean_low[j]);
    for (size_t j = 0; j < p * q; j++)
        sum += 0 * s->cross[j];
    for (size_t j = 0; j < p; j++)
        for (size_t i = j; i < p; i++)
            sum += 0 * s->gram[j * p + i];
    for (size_t t = 0; t < q; t++)
        sum += 0 * s->yy[t];
    for (size_t k = 0; k < fold->block.fill * p; k++)
        sum += 0 * fold->block.x[k];
    for (size_t k = 0; k < fold->block.fill * q; k++)
        sum += 0 * fold->block.y[k];
    if (sum != 0)
        return damaged(in, "it holds a NaN or an infinity (perhaps of squares that overflowed)");
    for (size_t j = 0; j < d; j++)
        if (s->n > 0 && !(s->min[j] <= s->max[j] && isfinite(s->min[j]) && isfinite(s->max[j])))
            return damaged(in, "the ends of a column's range are impossible");
    for (size_t i = 0; i < fold->block.fill; i++)
        if (!(fold->block.w[i] > 0 && isfinite(fold->block.w[i])))
            return damaged(in, "a weight is impossible");
    return ARETE_OK;
}

static arete_status get_fold(source *in, arete_fold *fold, size_t p, size_t q)
{
    arete_sums *s = &fold->sums;
    size_t d = p + q;
    uint64_t counts[2];
    ARETE_TRY(get(in, counts, sizeof counts));
    if (counts[1] >= ARETE_BLOCK_ROWS)
        return damaged(in, "a block is too full");
    s->n = counts[0];
    fold->block.fill = (size_t)counts[1];
    ARETE_TRY(get_doubles(in, &s->weight, 1));
    ARETE_TRY(get_doubles(in, &s->weight_low, 1));
    ARETE_TRY(get_doubles(in, s->mean, d));
    ARETE_TRY(get_doubles(in, s->mean_low, d));
    ARETE_TRY(get_doubles(in, s->min, d));
    ARETE_TRY(get_doubles(in, s->max, d));
    ARETE_TRY(get_doubles(in, s->yy, q));
    ARETE_TRY(get_doubles(in, s->cross, p * q));
    for (size_t j = 0; j < p; j++)
        ARETE_TRY(get_doubles(in, s->gram + j * p + j, p - j));
    ARETE_TRY(get_doubles(in, fold->block.x, fold->block.fill * p));
    ARETE_TRY(get_doubles(in, fold->block.y, fold->block.fill * q));
    ARETE_TRY(get_doubles(in, fold->block.w, fold->block.fill));
    return check_fold(in, fold);
}

static arete_status get_body(source *in, arete_moments **out)
{
    arete_moments_header header;
    if (in->left < sizeof header)
        return arete_fail(in->error, ARETE_ERR_FORMAT, "path", "not a moments file");
    ARETE_TRY(get(in, &header, sizeof header));
    ARETE_TRY(check_header(in, &header));
    arete_moments_options options = {
        .folds = (size_t)header.folds, .seed = header.seed, .first_row = header.first_row};
    ARETE_TRY(arete_moments_create(out, (size_t)header.p, (size_t)header.q, &options, in->error));
    arete_moments *m = *out;
    m->next_row = header.next_row;
    if (header.names > 0)
        ARETE_TRY(get_names(in, m, (size_t)header.names));
    for (size_t k = 0; k < m->folds; k++)
        ARETE_TRY(get_fold(in, &m->fold[k], m->p, m->q));
    uint64_t expected = in->crc, crc;
    ARETE_TRY(get(in, &crc, sizeof crc));
    if (crc != expected)
        return damaged(in, "its checksum does not match");
    return in->left == 0 ? ARETE_OK : damaged(in, "something follows its end");
}

arete_status arete_moments_load(arete_moments **moments, const char *path, arete_error *error)
{
    if (!moments)
        return arete_fail_null(error, "moments");
    *moments = NULL;
    if (!path)
        return arete_fail_null(error, "path");
    FILE *stream = fopen(path, "rb");
    if (!stream && errno == ENOMEM)
        return arete_fail_memory(error);
    struct stat info;
    if (!stream || fstat(fileno(stream), &info) != 0) {
        arete_status status = arete_fail(error, ARETE_ERR_IO, "path", "cannot be read: %s", strerror(errno));
        if (stream)
            fclose(stream);
        return status;
    }
    arete_status status;
    if (!S_ISREG(info.st_mode)) {
        status = arete_fail(error, ARETE_ERR_IO, "path", "cannot be read: not a regular file");
    } else {
        source in = {stream, 0, (uint64_t)info.st_size, error};
        status = get_body(&in, moments);
    }
    fclose(stream);
    if (status != ARETE_OK)
        arete_moments_destroy(moments);
    return status;
}

int arete_moments_recognise(const char *path)
{
    char magic[sizeof ARETE_MOMENTS_MAGIC - 1];
    struct stat info;
    /* Only a regular file may be looked into: bytes taken from a pipe would be missed by its reader. */
    if (!path || stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return 0;
    /* Without stdio, which allocates: "no memory" could not be told from "no moments" here. */
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t got = read(fd, magic, sizeof magic);
    close(fd);
    return got == (ssize_t)sizeof magic && memcmp(magic, ARETE_MOMENTS_MAGIC, sizeof magic) == 0;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Putting moments together: two accumulators into one, the folds of one into a total, and out to the caller.
 *
 * An unfinished block is never changed by looking: it is copied to scratch and closed there.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "blas/threads.h"
#include "moments/moments.h"

/* *out += the fold, unfinished block included. */
static void add_fold(arete_sums *out, const arete_fold *fold, arete_block *scratch, int threads)
{
    arete_sums_combine(out, &fold->sums);
    arete_block_copy(scratch, &fold->block, out->p, out->q);
    arete_sums_add_block(out, scratch, threads);
}

void arete_moments_total(const arete_moments *m, size_t skip, arete_sums *out, arete_block *scratch,
                         int threads)
{
    arete_sums_clear(out);
    for (size_t k = 0; k < m->folds; k++)
        if (k != skip)
            add_fold(out, &m->fold[k], scratch, threads);
}

void arete_moments_of_fold(const arete_moments *m, size_t fold, arete_sums *out, arete_block *scratch,
                           int threads)
{
    arete_sums_clear(out);
    add_fold(out, &m->fold[fold], scratch, threads);
}

static arete_status check_same_names(size_t count, char **a, char **b, const char *what, arete_error *error)
{
    if (!a != !b)
        return arete_fail(error, ARETE_ERR_MISMATCH, "other", "one side names its %s, the other does not",
                          what);
    for (size_t j = 0; a && j < count; j++)
        if (strcmp(a[j], b[j]) != 0) {
            arete_fail(error, ARETE_ERR_MISMATCH, "other",
                       "%s differ: number %zu is '%.80s' here and '%.80s' there", what, j + 1, a[j], b[j]);
            return arete_at(error, ARETE_ERR_MISMATCH, ARETE_NONE, j);
        }
    return ARETE_OK;
}

static arete_status check_same(const arete_moments *a, const arete_moments *b, arete_error *error)
{
    if (a->p != b->p)
        return arete_fail(error, ARETE_ERR_MISMATCH, "other",
                          "numbers of predictors differ: %zu here, %zu there", a->p, b->p);
    if (a->q != b->q)
        return arete_fail(error, ARETE_ERR_MISMATCH, "other",
                          "numbers of targets differ: %zu here, %zu there", a->q, b->q);
    if (a->folds != b->folds)
        return arete_fail(error, ARETE_ERR_MISMATCH, "other", "numbers of folds differ: %zu here, %zu there",
                          a->folds, b->folds);
    if (a->deal.seed != b->deal.seed)
        return arete_fail(error, ARETE_ERR_MISMATCH, "other",
                          "seeds differ: %" PRIu64 " here, %" PRIu64 " there", a->deal.seed, b->deal.seed);
    ARETE_TRY(check_same_names(a->p, a->features, b->features, "predictors", error));
    return check_same_names(a->q, a->targets, b->targets, "targets", error);
}

arete_status arete_moments_merge(arete_moments *m, const arete_moments *other, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "moments");
    if (!other)
        return arete_fail_null(error, "other");
    if (m == other)
        return arete_fail(error, ARETE_ERR_OPTION, "other", "moments cannot be merged with themselves");
    ARETE_TRY(check_same(m, other, error));
    arete_block scratch;
    if (!arete_block_create(&scratch, m->p, m->q))
        return arete_fail_memory(error);
    int threads = arete_threads(m->threads);
    for (size_t k = 0; k < m->folds; k++) {
        arete_sums_add_block(&m->fold[k].sums, &m->fold[k].block, threads);
        add_fold(&m->fold[k].sums, &other->fold[k], &scratch, threads);
    }
    if (other->next_row > m->next_row)
        m->next_row = other->next_row;
    arete_block_destroy(&scratch);
    return ARETE_OK;
}

arete_status arete_moments_get(const arete_moments *m, size_t fold, double *x_mean, double *y_mean,
                               double *gram, double *cross, double *yy, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "moments");
    if (fold != ARETE_NONE && fold >= m->folds)
        return arete_fail(error, ARETE_ERR_FOLD, "fold", "fold is %zu, but there are %zu folds", fold,
                          m->folds);
    size_t p = m->p, q = m->q;
    arete_sums sums;
    arete_block scratch;
    if (!arete_sums_create(&sums, p, q))
        return arete_fail_memory(error);
    if (!arete_block_create(&scratch, p, q)) {
        arete_sums_destroy(&sums);
        return arete_fail_memory(error);
    }
    if (fold == ARETE_NONE)
        arete_moments_total(m, ARETE_NONE, &sums, &scratch, arete_threads(m->threads));
    else
        arete_moments_of_fold(m, fold, &sums, &scratch, arete_threads(m->threads));
    for (size_t j = 0; x_mean && j < p; j++)
        x_mean[j] = sums.mean[j] + sums.mean_low[j];
    for (size_t t = 0; y_mean && t < q; t++)
        y_mean[t] = sums.mean[p + t] + sums.mean_low[p + t];
    for (size_t j = 0; gram && j < p; j++)
        for (size_t i = j; i < p; i++)
            gram[i * p + j] = gram[j * p + i] = sums.gram[j * p + i];
    for (size_t j = 0; cross && j < p; j++)
        for (size_t t = 0; t < q; t++)
            cross[j * q + t] = sums.cross[t * p + j];
    if (yy)
        memcpy(yy, sums.yy, q * sizeof *yy);
    arete_block_destroy(&scratch);
    arete_sums_destroy(&sums);
    return ARETE_OK;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Life of an accumulator: options, sizes, create, grow, names, reset, destroy, and what it tells of itself.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/names.h"
#include "blas/linear.h"
#include "blas/threads.h"
#include "moments/moments.h"

void arete_moments_options_init(arete_moments_options *options)
{
    if (options)
        *options = (arete_moments_options){.folds = 1, .seed = 0, .first_row = 0, .threads = 0};
}

static size_t fold_bytes(size_t p, size_t q)
{
    return arete_sat_add(arete_sat_add(arete_sums_bytes(p, q), arete_block_bytes(p, q)), sizeof(arete_fold));
}

size_t arete_moments_bytes(size_t p, size_t q, size_t folds)
{
    size_t folds_bytes = arete_sat_mul(folds, arete_sat_add(fold_bytes(p, q), sizeof(uint32_t)));
    return arete_sat_add(sizeof(arete_moments), folds_bytes);
}

arete_status arete_moments_check_sizes(size_t p, size_t q, size_t folds, arete_error *error)
{
    if (p == 0 || !arete_blas_fits(p))
        return arete_fail(error, ARETE_ERR_SIZE, "p",
                          "p is %zu: at least 1 predictor is needed, and BLAS counts to 2147483647", p);
    if (q == 0 || !arete_blas_fits(q))
        return arete_fail(error, ARETE_ERR_SIZE, "q",
                          "q is %zu: at least 1 target is needed, and BLAS counts to 2147483647", q);
    if (folds == 0 || folds > ARETE_MAX_FOLDS)
        return arete_fail(error, ARETE_ERR_OPTION, "options.folds", "options.folds is %zu, outside 1 to %d",
                          folds, ARETE_MAX_FOLDS);
    if (arete_moments_bytes(p, q, folds) == SIZE_MAX)
        return arete_fail(error, ARETE_ERR_SIZE, "p",
                          "moments of %zu predictors, %zu targets and %zu folds exceed the address space", p,
                          q, folds);
    return ARETE_OK;
}

bool arete_folds_create(arete_fold *fold, size_t from, size_t to, size_t p, size_t q)
{
    for (size_t k = from; k < to; k++) {
        fold[k] = (arete_fold){0};
        if (!arete_sums_create(&fold[k].sums, p, q) || !arete_block_create(&fold[k].block, p, q)) {
            arete_folds_destroy(fold, from, k + 1);
            return false;
        }
    }
    return true;
}

void arete_folds_destroy(arete_fold *fold, size_t from, size_t to)
{
    for (size_t k = from; k < to; k++) {
        arete_sums_destroy(&fold[k].sums);
        arete_block_destroy(&fold[k].block);
    }
}

arete_status arete_moments_create(arete_moments **moments, size_t p, size_t q,
                                  const arete_moments_options *options, arete_error *error)
{
    if (!moments)
        return arete_fail_null(error, "moments");
    *moments = NULL;
    arete_moments_options o;
    arete_moments_options_init(&o);
    if (options)
        o = *options;
    ARETE_TRY(arete_moments_check_sizes(p, q, o.folds, error));
    if (o.threads < 0 || o.threads > ARETE_MAX_THREADS)
        return arete_fail(error, ARETE_ERR_OPTION, "options.threads",
                          "options.threads is %d, outside 0 to %d", o.threads, ARETE_MAX_THREADS);

    arete_moments *m = arete_alloc_zero(1, sizeof *m);
    if (!m)
        return arete_fail_memory(error);
    m->p = p;
    m->q = q;
    m->next_row = m->first_row = o.first_row;
    m->threads = o.threads;
    m->deal.seed = o.seed;
    m->deal.folds = o.folds;
    m->deal.order = arete_alloc(o.folds, sizeof *m->deal.order);
    m->fold = arete_alloc(o.folds, sizeof *m->fold);
    if (m->deal.order && m->fold && arete_folds_create(m->fold, 0, o.folds, p, q))
        m->folds = o.folds;
    if (m->folds == 0) {
        arete_moments_destroy(&m);
        return arete_fail(error, ARETE_ERR_NO_MEMORY, NULL, "out of memory: the moments take %zu bytes",
                          arete_moments_bytes(p, q, o.folds));
    }
    *moments = m;
    return ARETE_OK;
}

void arete_moments_destroy(arete_moments **moments)
{
    if (!moments || !*moments)
        return;
    arete_moments *m = *moments;
    arete_folds_destroy(m->fold, 0, m->folds);
    arete_names_free(m->features, m->p);
    arete_names_free(m->targets, m->q);
    free(m->deal.order);
    free(m->fold);
    free(m);
    *moments = NULL;
}

arete_status arete_moments_reset(arete_moments *m, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "moments");
    for (size_t k = 0; k < m->folds; k++) {
        arete_sums_clear(&m->fold[k].sums);
        m->fold[k].block.fill = 0;
    }
    m->next_row = m->first_row;
    return ARETE_OK;
}

arete_status arete_moments_grow(arete_moments *m, size_t folds, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "moments");
    if (folds < m->folds)
        return arete_fail(error, ARETE_ERR_OPTION, "folds", "folds is %zu, but there are %zu already", folds,
                          m->folds);
    ARETE_TRY(arete_moments_check_sizes(m->p, m->q, folds, error));
    if (folds == m->folds)
        return ARETE_OK;
    arete_fold *fold = arete_alloc(folds, sizeof *fold);
    uint32_t *order = arete_alloc(folds, sizeof *order);
    if (!fold || !order || !arete_folds_create(fold, m->folds, folds, m->p, m->q)) {
        free(fold);
        free(order);
        return arete_fail_memory(error);
    }
    memcpy(fold, m->fold, m->folds * sizeof *fold);
    free(m->fold);
    free(m->deal.order);
    m->fold = fold;
    m->folds = folds;
    m->deal.order = order;
    m->deal.folds = folds;
    m->deal.valid = 0;
    return ARETE_OK;
}

arete_status arete_moments_set_names(arete_moments *m, const char *const *features,
                                     const char *const *targets, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "moments");
    if (!features)
        return arete_fail_null(error, "features");
    if (!targets)
        return arete_fail_null(error, "targets");
    char **f = NULL, **t = NULL;
    ARETE_TRY(arete_names_copy(&f, m->p, features, "features", error));
    arete_status status = arete_names_copy(&t, m->q, targets, "targets", error);
    if (status != ARETE_OK) {
        arete_names_free(f, m->p);
        return status;
    }
    arete_names_free(m->features, m->p);
    arete_names_free(m->targets, m->q);
    m->features = f;
    m->targets = t;
    return ARETE_OK;
}

size_t arete_moments_p(const arete_moments *m)
{
    return m ? m->p : 0;
}

size_t arete_moments_q(const arete_moments *m)
{
    return m ? m->q : 0;
}

size_t arete_moments_folds(const arete_moments *m)
{
    return m ? m->folds : 0;
}

uint64_t arete_moments_seed(const arete_moments *m)
{
    return m ? m->deal.seed : 0;
}

const char *arete_moments_feature(const arete_moments *m, size_t j)
{
    return m && m->features && j < m->p ? m->features[j] : NULL;
}

const char *arete_moments_target(const arete_moments *m, size_t t)
{
    return m && m->targets && t < m->q ? m->targets[t] : NULL;
}

uint64_t arete_fold_rows(const arete_fold *fold)
{
    return fold->sums.n + fold->block.fill;
}

uint64_t arete_moments_rows(const arete_moments *m, size_t fold)
{
    uint64_t rows = 0;
    for (size_t k = 0; m && k < m->folds; k++)
        if (fold == ARETE_NONE || fold == k)
            rows += arete_fold_rows(&m->fold[k]);
    return rows;
}

double arete_moments_weight(const arete_moments *m, size_t fold)
{
    double weight = 0;
    for (size_t k = 0; m && k < m->folds; k++) {
        if (fold != ARETE_NONE && fold != k)
            continue;
        const arete_fold *f = &m->fold[k];
        double block = 0;
        for (size_t i = 0; i < f->block.fill; i++)
            block += f->block.w[i];
        weight += f->sums.weight + (f->sums.weight_low + block);
    }
    return weight;
}

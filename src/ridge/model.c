/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A model: taken from a fit, asked, used to predict. Its file is in model_json.c.
 */
#include "ridge/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/names.h"
#include "blas/linear.h"
#include "ridge/result.h"

arete_status arete_model_allocate(arete_model **model, size_t p, size_t q, arete_error *error)
{
    arete_model *m = arete_alloc_zero(1, sizeof *m);
    if (!m)
        return arete_fail_memory(error);
    m->p = p;
    m->q = q;
    m->coef = arete_alloc_zero(arete_sat_mul(p, q), sizeof *m->coef);
    m->lambda = arete_alloc_zero(arete_sat_mul(4, q), sizeof *m->lambda);
    if (!m->coef || !m->lambda) {
        arete_model_destroy(&m);
        return arete_fail_memory(error);
    }
    m->intercept = m->lambda + q;
    m->df = m->intercept + q;
    m->sigma2 = m->df + q;
    *model = m;
    return ARETE_OK;
}

void arete_model_destroy(arete_model **model)
{
    if (!model || !*model)
        return;
    arete_names_free((*model)->features, (*model)->p);
    arete_names_free((*model)->targets, (*model)->q);
    free((*model)->lambda);
    free((*model)->coef);
    free(*model);
    *model = NULL;
}

/* Copies the names, or makes prefix1, prefix2, ... (a single y has no number). */
static arete_status set_names(char ***out, size_t count, const char *const *names, const char *what,
                              const char *prefix, arete_error *error)
{
    if (names)
        return arete_names_copy(out, count, names, what, error);
    char **made = arete_alloc_zero(count, sizeof *made);
    if (!made)
        return arete_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        char name[32];
        if (count == 1 && *prefix == 'y')
            snprintf(name, sizeof name, "%s", prefix);
        else
            snprintf(name, sizeof name, "%s%zu", prefix, i + 1);
        made[i] = arete_strdup(name);
        if (!made[i]) {
            arete_names_free(made, count);
            return arete_fail_memory(error);
        }
    }
    *out = made;
    return ARETE_OK;
}

static arete_status fill(arete_model *m, const arete_ridge *fit, const size_t *l, const char *const *features,
                         const char *const *targets, arete_error *error)
{
    ARETE_TRY(set_names(&m->features, m->p, features, "features", "x", error));
    ARETE_TRY(set_names(&m->targets, m->q, targets, "targets", "y", error));
    m->rows = (double)fit->rows;
    m->weight = fit->weight;
    m->has_intercept = fit->intercept;
    m->standardize = fit->standardize;
    for (size_t t = 0; t < m->q; t++) {
        size_t at = l ? l[t] : 0;
        const arete_ridge_stats *s = &fit->stats[at * m->q + t];
        memcpy(m->coef + t * m->p, arete_ridge_coef(fit, at, t), m->p * sizeof *m->coef);
        m->intercept[t] = arete_ridge_intercept(fit, at, t);
        m->lambda[t] = s->lambda;
        m->df[t] = s->df;
        m->sigma2[t] = s->sigma2;
    }
    return ARETE_OK;
}

arete_status arete_model_create(arete_model **model, const arete_ridge *fit, const size_t *l,
                                const char *const *features, const char *const *targets, arete_error *error)
{
    if (!model)
        return arete_fail_null(error, "model");
    *model = NULL;
    if (!fit)
        return arete_fail_null(error, "fit");
    for (size_t t = 0; l && t < fit->q; t++)
        if (l[t] >= fit->nlambda) {
            arete_fail(error, ARETE_ERR_SIZE, "l", "l[%zu] is %zu, but there are %zu penalties", t, l[t],
                       fit->nlambda);
            return arete_at(error, ARETE_ERR_SIZE, t, ARETE_NONE);
        }
    arete_model *m = NULL;
    ARETE_TRY(arete_model_allocate(&m, fit->p, fit->q, error));
    arete_status status = fill(m, fit, l, features, targets, error);
    if (status != ARETE_OK)
        arete_model_destroy(&m);
    *model = m;
    return status;
}

size_t arete_model_p(const arete_model *m)
{
    return m ? m->p : 0;
}

size_t arete_model_q(const arete_model *m)
{
    return m ? m->q : 0;
}

const char *arete_model_feature(const arete_model *m, size_t j)
{
    return m && j < m->p ? m->features[j] : NULL;
}

const char *arete_model_target(const arete_model *m, size_t t)
{
    return m && t < m->q ? m->targets[t] : NULL;
}

double arete_model_lambda(const arete_model *m, size_t t)
{
    return m && t < m->q ? m->lambda[t] : NAN;
}

double arete_model_intercept(const arete_model *m, size_t t)
{
    return m && t < m->q ? m->intercept[t] : NAN;
}

const double *arete_model_coef(const arete_model *m, size_t t)
{
    return m && t < m->q ? m->coef + t * m->p : NULL;
}

static arete_status check_matrix(const void *a, size_t ld, size_t n, size_t columns, int layout,
                                 const char *name, const char *ld_name, arete_error *error)
{
    if (!a && n > 0)
        return arete_fail_null(error, name);
    size_t least = layout == ARETE_ROW_MAJOR ? columns : n, count;
    if (ld < (least ? least : 1))
        return arete_fail(error, ARETE_ERR_LD, ld_name, "%s is %zu, less than %zu", ld_name, ld,
                          least ? least : 1);
    if (!arete_mul(ld, layout == ARETE_ROW_MAJOR ? n : columns, &count) ||
        !arete_mul(count, sizeof(double), &count) || count > PTRDIFF_MAX)
        return arete_fail(error, ARETE_ERR_SIZE, "n", "%s of %zu rows exceeds the address space", name, n);
    return ARETE_OK;
}

arete_status arete_model_predict(const arete_model *m, int layout, size_t n, const double *x, size_t ldx,
                                 double *yhat, size_t ldy, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "model");
    if (layout != ARETE_ROW_MAJOR && layout != ARETE_COL_MAJOR)
        return arete_fail(error, ARETE_ERR_LAYOUT, "layout",
                          "layout is %d, neither row-major (101) nor column-major (102)", layout);
    ARETE_TRY(check_matrix(x, ldx, n, m->p, layout, "x", "ldx", error));
    ARETE_TRY(check_matrix(yhat, ldy, n, m->q, layout, "yhat", "ldy", error));
    size_t row = layout == ARETE_ROW_MAJOR ? ldx : 1, step = layout == ARETE_ROW_MAJOR ? 1 : ldx;
    size_t out_row = layout == ARETE_ROW_MAJOR ? ldy : 1, out_step = layout == ARETE_ROW_MAJOR ? 1 : ldy;
    /* One sum per row and target, in order of the columns: a row's prediction does not depend on its
     * neighbours or on the layout. */
    for (size_t i = 0; i < n; i++)
        for (size_t t = 0; t < m->q; t++) {
            double sum = m->intercept[t];
            for (size_t j = 0; j < m->p; j++)
                sum += x[i * row + j * step] * m->coef[t * m->p + j];
            yhat[i * out_row + t * out_step] = sum;
        }
    return ARETE_OK;
}

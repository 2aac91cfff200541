/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The result of a fit: its life, its statistics, its getters.
 */
#include "ridge/result.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "ridge/check.h"

arete_status arete_ridge_create(arete_ridge **fit, size_t p, size_t q, size_t nlambda,
                                const arete_ridge_options *options, arete_error *error)
{
    size_t fits = arete_sat_mul(nlambda, q), coefs = arete_sat_mul(fits, p);
    arete_ridge *r = arete_alloc_zero(1, sizeof *r);
    if (!r)
        return arete_fail_memory(error);
    r->p = p;
    r->q = q;
    r->nlambda = nlambda;
    r->intercept = options->intercept;
    r->standardize = options->standardize;
    r->coef = arete_alloc_zero(coefs, sizeof *r->coef);
    r->intercepts = arete_alloc_zero(fits, sizeof *r->intercepts);
    r->intercept_se = arete_alloc(fits, sizeof *r->intercept_se);
    r->stats = arete_alloc_zero(fits, sizeof *r->stats);
    if (options->std_errors)
        r->std_errors = arete_alloc(coefs, sizeof *r->std_errors);
    if (!r->coef || !r->intercepts || !r->intercept_se || !r->stats ||
        (options->std_errors && !r->std_errors)) {
        arete_ridge_destroy(&r);
        return arete_fail_memory(error);
    }
    for (size_t i = 0; r->std_errors && i < coefs; i++)
        r->std_errors[i] = NAN;
    for (size_t i = 0; i < fits; i++)
        r->intercept_se[i] = NAN;
    *fit = r;
    return ARETE_OK;
}

void arete_ridge_destroy(arete_ridge **fit)
{
    if (!fit || !*fit)
        return;
    arete_ridge *r = *fit;
    free(r->coef);
    free(r->std_errors);
    free(r->intercepts);
    free(r->intercept_se);
    free(r->stats);
    arete_warnings_free(&r->warnings);
    free(r);
    *fit = NULL;
}

arete_status arete_ridge_finish_stats(arete_ridge *fit, size_t l, size_t t, double tss, double rounding,
                                      bool subtracted, const char *const *target_names, arete_error *error)
{
    arete_ridge_stats *s = &fit->stats[l * fit->q + t];
    arete_label target = arete_label_of(target_names, "target", t);
    double N = fit->weight;
    if (s->rss < 0)
        s->rss = 0; /* a sum of squares: below 0 only by rounding */
    bool lost = subtracted && tss > 0 && !(s->rss > rounding);
    if (tss > 0 && !(s->rss > 100 * rounding) && rounding > 0)
        ARETE_TRY(
            arete_warn(&fit->warnings, ARETE_WARN_ROUNDING, ARETE_NONE, t, s->lambda, error,
                       "%s: the residual sum of squares, %.3g, is %s its rounding error of up to %.2g%s",
                       target.text, s->rss, lost ? "lost in" : "not large against", rounding,
                       lost ? ": no variance can be estimated" : ""));
    s->rmse = sqrt(s->rss / N);
    s->r2 = tss > 0 ? 1 - s->rss / tss : NAN;
    if (l == 0 && !(tss > 0))
        ARETE_TRY(arete_warn(&fit->warnings, ARETE_WARN_CONSTANT_TARGET, ARETE_NONE, t, NAN, error,
                             "%s does not vary: r2 does not exist", target.text));
    s->sigma2 = s->gcv = NAN;
    if (!arete_ridge_has_freedom(N, fit->rows, s->df)) {
        if (t == 0)
            ARETE_TRY(arete_warn(&fit->warnings, ARETE_WARN_NO_DEGREES_OF_FREEDOM, ARETE_NONE, ARETE_NONE,
                                 s->lambda, error,
                                 "effective degrees of freedom (%.6g) leave nothing of the rows' weight "
                                 "(%.6g) to estimate the "
                                 "error from",
                                 s->df, N));
    } else if (!lost) {
        s->sigma2 = s->rss / (N - s->df);
        s->gcv = N / (N - s->df) * s->sigma2;
    }
    return ARETE_OK;
}

size_t arete_ridge_p(const arete_ridge *fit)
{
    return fit ? fit->p : 0;
}

size_t arete_ridge_q(const arete_ridge *fit)
{
    return fit ? fit->q : 0;
}

size_t arete_ridge_nlambda(const arete_ridge *fit)
{
    return fit ? fit->nlambda : 0;
}

size_t arete_ridge_rows(const arete_ridge *fit)
{
    return fit ? (size_t)fit->rows : 0;
}

double arete_ridge_weight(const arete_ridge *fit)
{
    return fit ? fit->weight : 0;
}

static bool inside(const arete_ridge *fit, size_t l, size_t t)
{
    return fit && l < fit->nlambda && t < fit->q;
}

const double *arete_ridge_coef(const arete_ridge *fit, size_t l, size_t t)
{
    return inside(fit, l, t) ? fit->coef + (l * fit->q + t) * fit->p : NULL;
}

const double *arete_ridge_std_errors(const arete_ridge *fit, size_t l, size_t t)
{
    return inside(fit, l, t) && fit->std_errors ? fit->std_errors + (l * fit->q + t) * fit->p : NULL;
}

double arete_ridge_intercept(const arete_ridge *fit, size_t l, size_t t)
{
    return inside(fit, l, t) ? fit->intercepts[l * fit->q + t] : NAN;
}

double arete_ridge_intercept_std_error(const arete_ridge *fit, size_t l, size_t t)
{
    return inside(fit, l, t) ? fit->intercept_se[l * fit->q + t] : NAN;
}

arete_status arete_ridge_get_stats(const arete_ridge *fit, size_t l, size_t t, arete_ridge_stats *stats)
{
    if (!fit || !stats)
        return ARETE_ERR_NULL;
    if (!inside(fit, l, t))
        return ARETE_ERR_SIZE;
    *stats = fit->stats[l * fit->q + t];
    return ARETE_OK;
}

size_t arete_ridge_nwarnings(const arete_ridge *fit)
{
    return fit ? fit->warnings.count : 0;
}

const arete_warning *arete_ridge_warning(const arete_ridge *fit, size_t i)
{
    return fit && i < fit->warnings.count ? &fit->warnings.item[i] : NULL;
}

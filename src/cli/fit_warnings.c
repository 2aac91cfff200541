/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Warnings for a report: the selection and the final fit look at the same data and may warn of the same
 * thing.
 */
#include <string.h>

#include "cli/report.h"

static size_t count_all(const fit_result *r)
{
    return arete_cv_nwarnings(r->cv) + arete_ridge_nwarnings(r->fit);
}

static const arete_warning *get(const fit_result *r, size_t i)
{
    size_t first = arete_cv_nwarnings(r->cv);
    return i < first ? arete_cv_warning(r->cv, i) : arete_ridge_warning(r->fit, i - first);
}

/* Fold numbers of the user's own need not start at 0 or be without gaps: no reason to doubt the result. */
static int is_wanted(const fit_result *r, const arete_warning *w)
{
    return !(w->kind == ARETE_WARN_EMPTY_FOLD && r->settings->fold_column);
}

static int is_new(const fit_result *r, size_t i)
{
    const arete_warning *w = get(r, i);
    for (size_t k = 0; k < i; k++) {
        const arete_warning *earlier = get(r, k);
        if (earlier->kind == w->kind && earlier->column == w->column && earlier->target == w->target &&
            strcmp(earlier->text, w->text) == 0)
            return 0;
    }
    return 1;
}

const arete_warning *fit_warning(const fit_result *result, size_t i)
{
    for (size_t k = 0; k < count_all(result); k++)
        if (is_wanted(result, get(result, k)) && is_new(result, k) && i-- == 0)
            return get(result, k);
    return NULL;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Choosing a point of the path.
 */
#include "ridge/cv.h"

/* Smallest error; among equals the larger penalty. A NaN is never chosen unless there is nothing else. */
static size_t smallest(const arete_cv *cv, size_t t)
{
    size_t best = 0;
    for (size_t l = 1; l < cv->size; l++) {
        const arete_cv_point *a = &cv->point[l * cv->q + t], *b = &cv->point[best * cv->q + t];
        if (a->cv_mean < b->cv_mean || (a->cv_mean == b->cv_mean && a->lambda > b->lambda) ||
            b->cv_mean != b->cv_mean)
            best = l;
    }
    return best;
}

size_t arete_cv_best(const arete_cv *cv, size_t t, int rule)
{
    if (!cv || t >= cv->q || (rule != ARETE_RULE_MIN && rule != ARETE_RULE_1SE))
        return ARETE_NONE;
    size_t best = smallest(cv, t);
    if (rule == ARETE_RULE_MIN)
        return best;
    const arete_cv_point *least = &cv->point[best * cv->q + t];
    double bound = least->cv_mean + least->cv_se;
    for (size_t l = 0; l < cv->size; l++) {
        const arete_cv_point *a = &cv->point[l * cv->q + t];
        if (a->cv_mean <= bound && a->lambda > cv->point[best * cv->q + t].lambda)
            best = l;
    }
    return best;
}

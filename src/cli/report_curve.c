/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The cross-validation curve as text: some points spread evenly over the path, always with the smallest error
 * and the one-standard-error choice among them, each drawn as an error bar on a common scale.
 */
#include <math.h>
#include <string.h>

#include "cli/report_parts.h"

enum { POINTS = 8, BAR = 36 };

/* Indices to show, ascending; at most POINTS + 2. */
static size_t pick(const fit_result *r, size_t t, size_t *picked)
{
    size_t size = arete_cv_size(r->cv), steps = size < POINTS ? size : POINTS, count = 0;
    size_t min = arete_cv_best(r->cv, t, ARETE_RULE_MIN), one = arete_cv_best(r->cv, t, ARETE_RULE_1SE);
    size_t next = 0; /* step of the even spread that comes next */
    for (size_t l = 0; l < size; l++) {
        size_t even = steps > 1 ? next * (size - 1) / (steps - 1) : 0;
        if (next < steps && l == even)
            next++;
        else if (l != min && l != one)
            continue;
        picked[count++] = l;
    }
    return count;
}

/* ---*--- from e - se to e + se on the scale from low to high. */
static void draw(char *bar, double low, double high, const arete_cv_point *point)
{
    double scale = high > low ? (BAR - 1) / (high - low) : 0;
    memset(bar, ' ', BAR);
    bar[BAR] = '\0';
    double from = (point->cv_mean - point->cv_se - low) * scale;
    double to = (point->cv_mean + point->cv_se - low) * scale;
    double at = (point->cv_mean - low) * scale;
    for (int i = 0; i < BAR; i++)
        if (i >= from - 0.5 && i <= to + 0.5)
            bar[i] = '-';
    if (at >= 0 && at <= BAR - 1)
        bar[(int)(at + 0.5)] = '*';
}

void report_curve(FILE *out, const fit_result *result, size_t t)
{
    size_t picked[POINTS + 2], count = pick(result, t, picked);
    double low = INFINITY, high = -INFINITY;
    arete_cv_point point;
    for (size_t i = 0; i < count; i++) {
        arete_cv_get(result->cv, picked[i], t, &point);
        low = fmin(low, point.cv_mean - point.cv_se);
        high = fmax(high, point.cv_mean + point.cv_se);
    }
    size_t min = arete_cv_best(result->cv, t, ARETE_RULE_MIN),
           one = arete_cv_best(result->cv, t, ARETE_RULE_1SE);
    fprintf(out, "   %12s %9s %12s\n", "lambda", "df", "CV error");
    for (size_t i = 0; i < count; i++) {
        char bar[BAR + 1];
        arete_cv_get(result->cv, picked[i], t, &point);
        draw(bar, low, high, &point);
        fprintf(out, " %c %12.5g %9.4g %12.5g  |%s|%s%s\n", picked[i] == result->best[t] ? '>' : ' ',
                point.lambda, point.df, point.cv_mean, bar, picked[i] == min ? " min" : "",
                picked[i] == one ? " 1se" : "");
    }
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Reading rows, and the pass that finds residuals.
 */
#include "ridge/rows.h"

#include <float.h>
#include <math.h>

static double load(const arete_rows *rows, const void *a, size_t i)
{
    return rows->f32 ? (double)((const float *)a)[i] : ((const double *)a)[i];
}

double arete_rows_weight(const arete_rows *rows, size_t i)
{
    return rows->w ? load(rows, rows->w, i) : 1;
}

static void get(const arete_rows *rows, const void *a, size_t ld, size_t i, size_t columns, double *out)
{
    size_t start = rows->layout == ARETE_ROW_MAJOR ? i * ld : i;
    size_t step = rows->layout == ARETE_ROW_MAJOR ? 1 : ld;
    if (rows->f32)
        for (size_t j = 0; j < columns; j++)
            out[j] = ((const float *)a)[start + j * step];
    else
        for (size_t j = 0; j < columns; j++)
            out[j] = ((const double *)a)[start + j * step];
}

void arete_rows_get(const arete_rows *rows, size_t i, double *x, double *y)
{
    get(rows, rows->x, rows->ldx, i, rows->p, x);
    get(rows, rows->y, rows->ldy, i, rows->q, y);
}

/* r = y - x'beta with y and x about their means, so that large means cancel before anything is multiplied. */
void arete_rows_residuals(const arete_rows *rows, const arete_sums *sums, bool centred, const double *beta,
                          double *rss, double *rounding, double *rho, double *work)
{
    size_t p = rows->p, q = rows->q;
    double *x = work, *y = work + p;
    for (size_t t = 0; t < q; t++)
        rss[t] = rounding[t] = 0;
    for (size_t k = 0; k < p * q; k++)
        rho[k] = 0;
    for (size_t i = 0; i < rows->n; i++) {
        double w = arete_rows_weight(rows, i);
        if (w == 0)
            continue;
        arete_rows_get(rows, i, x, y);
        for (size_t j = 0; centred && j < p; j++)
            x[j] = (x[j] - sums->mean[j]) - sums->mean_low[j];
        for (size_t t = 0; t < q; t++) {
            double yt = centred ? (y[t] - sums->mean[p + t]) - sums->mean_low[p + t] : y[t];
            const double *b = beta + t * p;
            double fitted = 0, size = fabs(yt);
            for (size_t j = 0; j < p; j++) {
                fitted += x[j] * b[j];
                size += fabs(x[j] * b[j]);
            }
            double r = yt - fitted, noise = 4 * DBL_EPSILON * size;
            rss[t] += w * r * r;
            rounding[t] += w * noise * noise;
            for (size_t j = 0; j < p; j++)
                rho[t * p + j] += w * r * x[j];
        }
    }
}

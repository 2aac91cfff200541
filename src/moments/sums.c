/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Adding to moments.
 *
 * A block of rows is centred on its own weighted mean (a shifted two-pass mean: about the first row, so that
 * a constant column gives exactly zero), its rows are scaled by sqrt(w), and its Gram matrix is added by a
 * rank-k update. What Chan, Golub and LeVeque's rule adds for the distance of the means,
 *
 *     (W Wb / (W + Wb)) (mb - m)(mb - m)',
 *
 * is one more row of that block, so that a block costs one pass over the p x p matrix. Every term is a sum of
 * squares: nothing cancels, whatever the means.
 *
 * Error of a Gram entry g_jk: each block adds at most (B + 2) u |x_j|'|x_k| (B = 256 rows, u = 2^-53), the
 * sum over n / B blocks another (n / B) u of the same; random signs make it the square roots of these.
 */
#include "moments/sums.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "blas/linear.h"
#include "blas/threads.h"

/* Side of the square tiles in which a large Gram matrix is updated, one BLAS call on one thread each: the
 * result is the same for every number of threads. Up to one tile there is nothing to share out. */
enum { TILE = 192 };

/* a + b = s + e exactly (Knuth). */
static inline void two_sum(double a, double b, double *s, double *e)
{
    double sum = a + b;
    double bb = sum - a;
    *e = (a - (sum - bb)) + (b - bb);
    *s = sum;
}

/* (high, low) += value, renormalised. */
static inline void add_to_pair(double *high, double *low, double value)
{
    double s, e;
    two_sum(*high, value, &s, &e);
    e += *low;
    *high = s + e;
    *low = e - (*high - s);
}

static size_t sums_doubles(size_t p, size_t q)
{
    size_t d = arete_sat_add(p, q);
    return arete_sat_add(arete_sat_mul(d, 4), arete_sat_add(arete_sat_mul(p, d), q));
}

static size_t block_doubles(size_t p, size_t q)
{
    return arete_sat_add(arete_sat_mul(ARETE_BLOCK_ROWS + 1, arete_sat_add(p, q)), ARETE_BLOCK_ROWS);
}

size_t arete_sums_bytes(size_t p, size_t q)
{
    return arete_sat_mul(sums_doubles(p, q), sizeof(double));
}

size_t arete_block_bytes(size_t p, size_t q)
{
    return arete_sat_mul(block_doubles(p, q), sizeof(double));
}

bool arete_sums_create(arete_sums *sums, size_t p, size_t q)
{
    *sums = (arete_sums){.p = p, .q = q};
    double *all = arete_alloc(sums_doubles(p, q), sizeof *all);
    if (!all)
        return false;
    size_t d = p + q;
    /* The large matrix first: it keeps the alignment of the allocation. */
    sums->gram = all;
    sums->cross = sums->gram + p * p;
    sums->mean = sums->cross + p * q;
    sums->mean_low = sums->mean + d;
    sums->min = sums->mean_low + d;
    sums->max = sums->min + d;
    sums->yy = sums->max + d;
    arete_sums_clear(sums);
    return true;
}

void arete_sums_destroy(arete_sums *sums)
{
    free(sums->gram);
    *sums = (arete_sums){0};
}

bool arete_block_create(arete_block *block, size_t p, size_t q)
{
    *block = (arete_block){0};
    double *all = arete_alloc(block_doubles(p, q), sizeof *all);
    if (!all)
        return false;
    block->x = all;
    block->y = block->x + (ARETE_BLOCK_ROWS + 1) * p;
    block->w = block->y + (ARETE_BLOCK_ROWS + 1) * q;
    return true;
}

void arete_block_destroy(arete_block *block)
{
    free(block->x);
    *block = (arete_block){0};
}

void arete_sums_clear(arete_sums *sums)
{
    size_t p = sums->p, q = sums->q, d = p + q;
    sums->n = 0;
    sums->weight = sums->weight_low = 0;
    memset(sums->gram, 0, sums_doubles(p, q) * sizeof(double));
    for (size_t j = 0; j < d; j++) {
        sums->min[j] = INFINITY;
        sums->max[j] = -INFINITY;
    }
}

void arete_sums_copy(arete_sums *to, const arete_sums *from)
{
    to->n = from->n;
    to->weight = from->weight;
    to->weight_low = from->weight_low;
    memcpy(to->gram, from->gram, sums_doubles(from->p, from->q) * sizeof(double));
}

void arete_block_copy(arete_block *to, const arete_block *from, size_t p, size_t q)
{
    to->fill = from->fill;
    memcpy(to->x, from->x, from->fill * p * sizeof(double));
    memcpy(to->y, from->y, from->fill * q * sizeof(double));
    memcpy(to->w, from->w, from->fill * sizeof(double));
}

/* gram += Z Z' for Z p x k column-major, lower triangle, tile by tile. */
static void update_gram(size_t p, size_t k, const double *z, double *gram, int threads)
{
    if (p <= TILE) {
        arete_blas_scope scope = arete_blas_begin(1);
        arete_blas_syrk(p, k, z, p, gram, p);
        arete_blas_end(scope);
        return;
    }
    size_t side = (p + TILE - 1) / TILE;
    long tiles = (long)(side * (side + 1) / 2);
    arete_blas_scope scope = arete_blas_begin(1); /* should the team have one thread only */
#ifdef _OPENMP
#    pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)
#endif
    for (long t = 0; t < tiles; t++) {
        /* Tile t of the lower triangle, counted row by row: row i holds i + 1 tiles. */
        size_t i = 0, j = (size_t)t;
        while (j > i)
            j -= ++i;
        size_t row = i * TILE, column = j * TILE;
        size_t rows = p - row < TILE ? p - row : TILE;
        size_t columns = p - column < TILE ? p - column : TILE;
        double *c = gram + column * p + row;
        if (i == j)
            arete_blas_syrk(rows, k, z + row, p, c, p);
        else
            arete_blas_gemm_nt(rows, columns, k, z + row, p, z + column, p, c, p);
    }
    arete_blas_end(scope);
    (void)threads;
}

/* Centres `rows` rows of `columns` numbers on their weighted mean, and moves the mean of the sums
 * there. Row number `rows` becomes the Chan row: root (block mean - mean), with root^2 = W Wb / (W + Wb), or
 * is left alone where root = 0 (no rows before). share = Wb / (W + Wb). */
static void centre(size_t rows, size_t columns, double *a, const double *w, double block_weight, double root,
                   double share, double *mean, double *mean_low, double *min, double *max)
{
    double *chan = a + rows * columns;
    /* Weighted mean of the differences from the first row. */
    for (size_t j = 0; j < columns; j++)
        chan[j] = 0;
    for (size_t i = 0; i < rows; i++) {
        const double *row = a + i * columns;
        for (size_t j = 0; j < columns; j++) {
            chan[j] += w[i] * (row[j] - a[j]);
            min[j] = row[j] < min[j] ? row[j] : min[j];
            max[j] = row[j] > max[j] ? row[j] : max[j];
        }
    }
    for (size_t j = 0; j < columns; j++)
        chan[j] /= block_weight;
    for (size_t i = 1; i < rows; i++) {
        double *row = a + i * columns;
        for (size_t j = 0; j < columns; j++)
            row[j] = (row[j] - a[j]) - chan[j];
    }
    /* Row 0, the shift of all others, comes last. The block mean is a[j] + chan[j]. */
    for (size_t j = 0; j < columns; j++) {
        double high, low;
        two_sum(a[j], chan[j], &high, &low);
        a[j] = -chan[j];
        double distance = (high - mean[j]) + (low - mean_low[j]);
        chan[j] = root * distance;
        if (root > 0) {
            add_to_pair(&mean[j], &mean_low[j], share * distance);
        } else {
            mean[j] = high;
            mean_low[j] = low;
        }
    }
}

static void scale_rows(size_t rows, size_t columns, double *a, const double *w)
{
    for (size_t i = 0; i < rows; i++) {
        if (w[i] == 1)
            continue;
        double root = sqrt(w[i]);
        for (size_t j = 0; j < columns; j++)
            a[i * columns + j] *= root;
    }
}

void arete_sums_add_block(arete_sums *sums, arete_block *block, int threads)
{
    size_t p = sums->p, q = sums->q, rows = block->fill;
    if (rows == 0)
        return;
    double block_weight = 0;
    for (size_t i = 0; i < rows; i++)
        block_weight += block->w[i];
    double total = sums->weight + block_weight;
    double share = block_weight / total;
    /* sqrt(W Wb / (W + Wb)) without forming W Wb, which may overflow. */
    double root = sums->n > 0 ? sqrt(sums->weight) * sqrt(share) : 0;

    centre(rows, p, block->x, block->w, block_weight, root, share, sums->mean, sums->mean_low, sums->min,
           sums->max);
    centre(rows, q, block->y, block->w, block_weight, root, share, sums->mean + p, sums->mean_low + p,
           sums->min + p, sums->max + p);
    scale_rows(rows, p, block->x, block->w);
    scale_rows(rows, q, block->y, block->w);
    size_t k = rows + (sums->n > 0);

    update_gram(p, k, block->x, sums->gram, threads);
    arete_blas_scope scope = arete_blas_begin(1);
    arete_blas_gemm_nt(p, q, k, block->x, p, block->y, q, sums->cross, p);
    arete_blas_end(scope);
    for (size_t i = 0; i < k; i++)
        for (size_t t = 0; t < q; t++)
            sums->yy[t] += block->y[i * q + t] * block->y[i * q + t];

    sums->n += rows;
    add_to_pair(&sums->weight, &sums->weight_low, block_weight);
    block->fill = 0;
}

void arete_sums_combine(arete_sums *sums, const arete_sums *other)
{
    size_t p = sums->p, q = sums->q, d = p + q;
    if (other->n == 0)
        return;
    if (sums->n == 0) {
        arete_sums_copy(sums, other);
        return;
    }
    double total = sums->weight + other->weight;
    double share = other->weight / total;
    double factor = sums->weight * share; /* W Wo / (W + Wo) */
    for (size_t j = 0; j < d; j++) {
        sums->min[j] = other->min[j] < sums->min[j] ? other->min[j] : sums->min[j];
        sums->max[j] = other->max[j] > sums->max[j] ? other->max[j] : sums->max[j];
    }
    for (size_t j = 0; j < p; j++) {
        double dj = (other->mean[j] - sums->mean[j]) + (other->mean_low[j] - sums->mean_low[j]);
        for (size_t i = j; i < p; i++) {
            double di = (other->mean[i] - sums->mean[i]) + (other->mean_low[i] - sums->mean_low[i]);
            sums->gram[j * p + i] += other->gram[j * p + i] + factor * dj * di;
        }
        for (size_t t = 0; t < q; t++) {
            double dt =
                (other->mean[p + t] - sums->mean[p + t]) + (other->mean_low[p + t] - sums->mean_low[p + t]);
            sums->cross[t * p + j] += other->cross[t * p + j] + factor * dj * dt;
        }
    }
    for (size_t j = 0; j < d; j++) {
        double dj = (other->mean[j] - sums->mean[j]) + (other->mean_low[j] - sums->mean_low[j]);
        if (j >= p)
            sums->yy[j - p] += other->yy[j - p] + factor * dj * dj;
        add_to_pair(&sums->mean[j], &sums->mean_low[j], share * dj);
    }
    sums->n += other->n;
    add_to_pair(&sums->weight, &sums->weight_low, other->weight);
    sums->weight_low += other->weight_low;
}

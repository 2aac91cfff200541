/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/moments.h - rows in, moments out: all a ridge model needs of the data.
 *
 * For rows (x_i, y_i) of p predictors and q targets with weights w_i the moments are
 *
 *     n = number of rows with w_i > 0        W = sum w_i
 *     mean of x (p) and of y (q)             weighted, 1/W
 *     gram  = sum w_i (x_i - mx)(x_i - mx)'  p x p, the centred Gram matrix
 *     cross = sum w_i (x_i - mx)(y_i - my)'  p x q
 *     yy_t  = sum w_i (y_it - my_t)^2        q
 *
 * They are small whatever n is, they add up, and adding is associative: an accumulator is filled block by
 * block, merged with others, saved, loaded. Rows may be spread over K folds, each with its own moments, from
 * which ridge.h computes a whole cross-validation without seeing the rows again.
 *
 * Accuracy. Rows are gathered, fold by fold, into blocks of a fixed number of rows; each full block is
 * centred on its own mean and the blocks are combined by Chan, Golub and LeVeque's update, so a column with
 * mean 1e8 and spread 1, or one with a trend, keeps its digits. Means are held as a sum of two doubles.
 *
 * Reproducible: the same sequence of rows gives the same bits, however it is cut into calls and whatever the
 * number of threads. (Merging and saving are part of the sequence: merging closes the unfinished blocks of
 * both sides; saving keeps them unfinished.)
 *
 * Weights are raw: w = k is k copies of the row (to rounding), w = 0 is the row deleted. A row of weight 0
 * must still hold finite numbers.
 *
 * References: Chan, Golub, LeVeque, "Algorithms for computing the sample variance", The American Statistician
 * 37 (1983) 242-247; Schubert, Gertz, "Numerically stable parallel computation of (co-)variance", SSDBM 2018.
 */
#ifndef ARETE_MOMENTS_H
#define ARETE_MOMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "export.h"
#include "layout.h"
#include "status.h"

ARETE_BEGIN_DECLS

/* The accumulator. One thread at a time may change it; several may read it. */
typedef struct arete_moments arete_moments;

typedef struct arete_moments_options {
    /* Number of folds K; range 1 to 1 000 000; default 1 (no cross-validation). Memory is proportional to it. */
    size_t folds;

    /* Seed of the assignment of rows to folds; any value; default 0. */
    uint64_t seed;

    /* Number of the first row, for parts of one data set made apart: give each part the number of rows of
     * positive weight before it and the parts agree on the folds; any value; default 0. */
    uint64_t first_row;

    /* Threads used inside add; range 0 to 1024; default 0: as many as OpenMP would use. The result does not
     * depend on it. */
    int threads;
} arete_moments_options;

/* Sets every field to its default. NULL is ignored. */
ARETE_API void arete_moments_options_init(arete_moments_options *options);

/* Bytes that an accumulator of these sizes takes, about K (8 p (p + q) + a block of rows), or SIZE_MAX where
 * the size cannot be represented. Ask before creating a large one. */
ARETE_API size_t arete_moments_bytes(size_t p, size_t q, size_t folds);

/* Creates an empty accumulator for p >= 1 predictors and q >= 1 targets. All its memory is allocated here:
 * adding rows allocates nothing. *moments is set to NULL first and stays so after a failure. options may be
 * NULL for the defaults.
 *
 * ARETE_ERR_NULL, ARETE_ERR_SIZE, ARETE_ERR_OPTION, ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_moments_create(arete_moments **moments, size_t p, size_t q,
                                            const arete_moments_options *options, arete_error *error);

/* Frees the accumulator and sets *moments to NULL. NULL and a pointer to NULL are fine. */
ARETE_API void arete_moments_destroy(arete_moments **moments);

/* Forgets all rows; sizes, options and names stay. */
ARETE_API arete_status arete_moments_reset(arete_moments *moments, arete_error *error);

/* Adds n rows.
 *
 * layout  order of x and of y
 * n       number of rows; 0 adds nothing, and then x and y may be NULL
 * x       n x p, ldx >= max(1, p) row-major or max(1, n) column-major
 * y       n x q, ldy >= max(1, q) or max(1, n)
 * w       n weights, >= 0 and finite; NULL: all 1
 * fold    n fold numbers from 0 to K - 1; NULL: rows are dealt out by a seeded permutation. Row number i
 *         (counted from options.first_row over rows of positive weight) goes to place i mod K of a
 *         permutation of 0..K-1 drawn afresh for each K consecutive rows, i / K and the seed determining it.
 *         Folds differ in size by at most one row and do not depend on how rows are cut into calls.
 *
 * Nothing is added unless everything is: the whole call is checked first. The first NaN or infinity is named
 * by argument, row and column, a negative weight by its row.
 *
 * ARETE_ERR_NULL, ARETE_ERR_LAYOUT, ARETE_ERR_SIZE, ARETE_ERR_LD, ARETE_ERR_NOT_FINITE, ARETE_ERR_WEIGHT,
 * ARETE_ERR_FOLD. Allocates nothing. */
ARETE_API arete_status arete_moments_add(arete_moments *moments, int layout, size_t n, const double *x,
                                         size_t ldx, const double *y, size_t ldy, const double *w,
                                         const size_t *fold, arete_error *error);

/* The same for float data; moments are of the converted numbers, in double throughout. */
ARETE_API arete_status arete_moments_add_f32(arete_moments *moments, int layout, size_t n, const float *x,
                                             size_t ldx, const float *y, size_t ldy, const float *w,
                                             const size_t *fold, arete_error *error);

/* Adds the rows of `other`, fold by fold. Both must have the same p, q, K, seed and names (ARETE_ERR_MISMATCH
 * says which differ). `other` is not changed and may be destroyed afterwards; merging an accumulator with
 * itself is refused (ARETE_ERR_OPTION), as it would count rows twice. The number of the next row becomes the
 * larger of the two. */
ARETE_API arete_status arete_moments_merge(arete_moments *moments, const arete_moments *other,
                                           arete_error *error);

/* Raises the number of folds to `folds`, the new ones empty; fewer than there are is ARETE_ERR_OPTION. For
 * fold numbers that become known while rows arrive; rows dealt out by the seed use the new number from then
 * on. */
ARETE_API arete_status arete_moments_grow(arete_moments *moments, size_t folds, arete_error *error);

/* Gives the predictors and targets names, p and q strings of UTF-8, copied; each not empty and none twice
 * (ARETE_ERR_NAME). They are saved with the moments, compared by merge and used in messages. */
ARETE_API arete_status arete_moments_set_names(arete_moments *moments, const char *const *features,
                                               const char *const *targets, arete_error *error);

/* Writes everything, unfinished blocks too, to a file: adding rows after loading gives the same bits as
 * without. The file appears whole under its name or not at all (written aside, then renamed). Binary: magic,
 * version, byte order, sizes, folds, seed, names, numbers, CRC-64.
 * ARETE_ERR_IO, ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_moments_save(const arete_moments *moments, const char *path, arete_error *error);

/* Reads a file written by save. Everything in it is checked before it is used. *moments is set to NULL first and
 * stays so after a failure.
 * ARETE_ERR_IO, ARETE_ERR_FORMAT (not such a file, truncated, altered), ARETE_ERR_VERSION,
 * ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_moments_load(arete_moments **moments, const char *path, arete_error *error);

/* 1 if the file begins like one written by save, 0 if not or if it cannot be read. */
ARETE_API int arete_moments_recognise(const char *path);

/* Sizes, options and counts. 0 (or NULL) for a NULL accumulator. `fold` may be ARETE_NONE: all folds
 * together. */
ARETE_API size_t arete_moments_p(const arete_moments *moments);
ARETE_API size_t arete_moments_q(const arete_moments *moments);
ARETE_API size_t arete_moments_folds(const arete_moments *moments);
ARETE_API uint64_t arete_moments_seed(const arete_moments *moments);
ARETE_API uint64_t arete_moments_rows(const arete_moments *moments, size_t fold);
ARETE_API double arete_moments_weight(const arete_moments *moments, size_t fold);
ARETE_API const char *arete_moments_feature(const arete_moments *moments, size_t j); /* NULL: no names set */
ARETE_API const char *arete_moments_target(const arete_moments *moments, size_t t);

/* Copies the moments of one fold, or with ARETE_NONE of all, into the caller's arrays; any may be NULL.
 *
 * x_mean  p          gram   p x p, both triangles, ld p
 * y_mean  q          cross  p x q, row-major, ld q        yy  q
 *
 * Without rows everything is 0. ARETE_ERR_NULL, ARETE_ERR_FOLD, ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_moments_get(const arete_moments *moments, size_t fold, double *x_mean, double *y_mean,
                                         double *gram, double *cross, double *yy, arete_error *error);

ARETE_END_DECLS

#endif /* ARETE_MOMENTS_H */

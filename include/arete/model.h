/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/model.h - a fitted model on its own: names and coefficients, to predict with, save and load.
 *
 *     prediction of target t for a row x:  b_t + x'beta_t
 */
#ifndef ARETE_MODEL_H
#define ARETE_MODEL_H

#include <stddef.h>

#include "error.h"
#include "export.h"
#include "ridge.h"
#include "status.h"

ARETE_BEGIN_DECLS

/* Immutable; any thread may read it. */
typedef struct arete_model arete_model;

/* Makes a model of a fit.
 *
 * l         q numbers: which penalty to take for each target; NULL: the first for all
 * features  p names, targets q names (UTF-8, not empty, none twice), copied; NULL: x1..xp, and y or y1..yq
 *
 * *model is set to NULL first. ARETE_ERR_NULL, ARETE_ERR_SIZE (l out of range), ARETE_ERR_NAME,
 * ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_model_create(arete_model **model, const arete_ridge *fit, const size_t *l,
                                          const char *const *features, const char *const *targets,
                                          arete_error *error);

/* Frees the model and sets *model to NULL. NULL and a pointer to NULL are fine. */
ARETE_API void arete_model_destroy(arete_model **model);

/* Writes the model as JSON: format name, version, names, penalties, intercepts, coefficients, how they were
 * fitted, and a checksum; no time, no path: the same fit gives the same bytes. Numbers have 17 digits and
 * read back to the same bits. The file appears whole or not at all. ARETE_ERR_IO, ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_model_save(const arete_model *model, const char *path, arete_error *error);

/* Reads a model file. *model is set to NULL first and stays so after a failure. The file is taken for hostile: sizes, types, names, finiteness and the checksum over the
 * content (not the white space) are checked first. ARETE_ERR_IO, ARETE_ERR_FORMAT, ARETE_ERR_VERSION,
 * ARETE_ERR_NO_MEMORY. */
ARETE_API arete_status arete_model_load(arete_model **model, const char *path, arete_error *error);

/* What the model holds; 0, NULL or NaN for a NULL model or an index out of range. */
ARETE_API size_t arete_model_p(const arete_model *model);
ARETE_API size_t arete_model_q(const arete_model *model);
ARETE_API const char *arete_model_feature(const arete_model *model, size_t j);
ARETE_API const char *arete_model_target(const arete_model *model, size_t t);
ARETE_API double arete_model_lambda(const arete_model *model, size_t t);
ARETE_API double arete_model_intercept(const arete_model *model, size_t t);
ARETE_API const double *arete_model_coef(const arete_model *model, size_t t); /* p numbers */

/* Predicts n rows: yhat (n x q) from x (n x p), both in `layout`. Each prediction depends on its row alone,
 * to the bit. A NaN or infinity in a row gives NaN or infinity in its predictions, without an error. yhat may
 * not overlap x. ARETE_ERR_NULL, ARETE_ERR_LAYOUT, ARETE_ERR_LD, ARETE_ERR_SIZE; yhat untouched then. */
ARETE_API arete_status arete_model_predict(const arete_model *model, int layout, size_t n, const double *x,
                                           size_t ldx, double *yhat, size_t ldy, arete_error *error);

ARETE_END_DECLS

#endif /* ARETE_MODEL_H */

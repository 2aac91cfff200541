/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/arete.h - all of arete: norms, moments and ridge regression on BLAS and LAPACK.
 *
 * From simple to full:
 *   norm.h      norms of vectors and matrices
 *   ridge.h     ridge regression from arrays or moments, its penalty path and cross-validation
 *   moments.h   the accumulator: rows in, mergeable moments out
 *   model.h     a fitted model: predict, save, load
 *   table.h     files of rows: read CSV and NPY, write CSV
 *   status.h, error.h, version.h   what a call reports
 */
#ifndef ARETE_ARETE_H
#define ARETE_ARETE_H

#include "error.h"
#include "export.h"
#include "model.h"
#include "moments.h"
#include "norm.h"
#include "ridge.h"
#include "status.h"
#include "table.h"
#include "version.h"

#endif /* ARETE_ARETE_H */

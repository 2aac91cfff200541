/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Inside of a cross-validated path.
 */
#ifndef ARETE_RIDGE_CV_H
#define ARETE_RIDGE_CV_H

#include "ridge/warnings.h"

struct arete_cv {
    size_t q, size, folds; /* folds: those with rows */
    double *lambda;        /* size */
    arete_cv_point *point; /* [l q + t] */
    double *rounding;      /* [l q + t]: bound on the rounding error of cv_mean */
    arete_warnings warnings;
};

#endif /* ARETE_RIDGE_CV_H */

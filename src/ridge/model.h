/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Inside of a model.
 */
#ifndef ARETE_RIDGE_MODEL_H
#define ARETE_RIDGE_MODEL_H

#include "arete/model.h"

struct arete_model {
    size_t p, q;
    char **features;   /* p */
    char **targets;    /* q */
    double *lambda;    /* q */
    double *intercept; /* q */
    double *coef;      /* [t p + j] */
    double *df;        /* q */
    double *sigma2;    /* q; NaN where it does not exist */
    double rows, weight;
    int has_intercept, standardize;
};

/* A model without names, numbers 0. */
arete_status arete_model_allocate(arete_model **model, size_t p, size_t q, arete_error *error);

#endif /* ARETE_RIDGE_MODEL_H */

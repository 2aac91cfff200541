/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A cross-validation under way: penalties are evaluated in batches, on all folds at once (cv_run.c); which
 * penalties is for cv.c to say.
 */
#ifndef ARETE_RIDGE_CV_RUN_H
#define ARETE_RIDGE_CV_RUN_H

#include "moments/moments.h"
#include "ridge/cv.h"
#include "ridge/solve.h"

/* What one thread works with. */
typedef struct arete_cv_workspace {
    arete_sums train, held;
    arete_block scratch;
    arete_problem problem;
    arete_factor factor;
    double *vectors;     /* u, beta, product: p each */
    arete_status status; /* of the first job that failed, its number and details */
    long failed;
    arete_error error;
} arete_cv_workspace;

/* One cross-validation under way. */
typedef struct arete_cv_run {
    const arete_moments *moments;
    const arete_ridge_options *options;
    arete_cv *cv;
    size_t room;      /* penalties that the arrays hold */
    size_t *fold;     /* numbers of the folds with rows */
    double *error;    /* [(l folds + k) q + t]: sum w r^2 on fold k */
    double *rounding; /* the same shape */
    double *weight;   /* folds */
    arete_cv_workspace *ws;
    int threads;
    bool given; /* the penalties are the caller's */
} arete_cv_run;

bool arete_cv_workspace_create(arete_cv_workspace *ws, size_t p, size_t q);
void arete_cv_workspace_destroy(arete_cv_workspace *ws);

/* Evaluates `count` more penalties and appends them to the path, in the order given. */
arete_status arete_cv_evaluate(arete_cv_run *r, size_t count, const double *lambda, arete_error *error);

#endif /* ARETE_RIDGE_CV_RUN_H */

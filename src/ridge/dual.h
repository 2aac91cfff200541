/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Inside of the dual: what dual_columns.c prepares and dual.c solves.
 */
#ifndef ARETE_RIDGE_DUAL_H
#define ARETE_RIDGE_DUAL_H

#include "ridge/fit.h"
#include "ridge/solve.h"

typedef struct arete_dual {
    size_t n, p, q;   /* rows that take part, all columns, targets */
    size_t m, free;   /* columns that vary; of them without penalty: the first `free` of `active` */
    size_t *active;   /* p */
    double *z;        /* row-major n x p: the data, later Z in the columns [0, m) in the order of active */
    double *y;        /* column-major n x q */
    double *v;        /* n: sqrt(w) */
    double *mean;     /* p + q, high parts; */
    double *mean_low; /* p + q */
    double *root_pi;  /* p: sqrt(pi_j), 0 without penalty; order of active */
    double *tss;      /* q */
    double *lost;     /* q: sum w y^2 of rows whose x is all zero, without an intercept, */
    size_t lost_rows; /* which take no part */
    double *u_factor; /* free x free: Cholesky factor of U'U */
    double *u_coef;   /* free x (m + q): (U'U)^-1 U' of the other columns and of y */
    double *u_dual;   /* free x n: (U'U)^-1 U' */
    double *alpha;    /* n x q */
    double *b;        /* m x n scratch: the linear map from y to beta */
    uint64_t rows;
    double weight;
    arete_sums kernel; /* only gram: K, n x n, then scaled to unit diagonal */
    arete_problem problem;
    arete_factor factor;
} arete_dual;

/* Takes the rows in, drops columns that do not vary (with warnings to fit), scales the others to Z and
 * projects those without a penalty out of Z and y. */
arete_status arete_dual_prepare(arete_dual *d, const arete_rows *rows, const arete_ridge_options *options,
                                arete_ridge *fit, arete_error *error);

#endif /* ARETE_RIDGE_DUAL_H */

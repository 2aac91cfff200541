/* SPDX-License-Identifier: BSD-3-Clause
 *
 * (R + Lambda) u = r by Cholesky, for one lambda.
 *
 * With t_j = sqrt(1 + Lambda_j) the matrix S = (R + Lambda) / (t t') has unit diagonal whatever lambda is (an
 * overflowing Lambda_j gives t_j = infinity, 1 / t_j = 0 and the coefficient 0, as it should). S is factored;
 * its condition is what a diagonal scaling can make of the problem's.
 */
#ifndef ARETE_RIDGE_SOLVE_H
#define ARETE_RIDGE_SOLVE_H

#include "ridge/problem.h"

typedef struct arete_factor {
    double *l;        /* p x p, ld p: lower triangle of the Cholesky factor of S, or of S^-1 after _invert */
    double *inv_t;    /* p: 1 / t_j */
    double *work;     /* 4 p */
    int *iwork;       /* p */
    long double *sum; /* p: for residuals */
    double rcond;     /* of S */
    double norm;      /* of S, 1-norm = infinity norm */
} arete_factor;

bool arete_factor_create(arete_factor *factor, size_t p);
void arete_factor_destroy(arete_factor *factor);
size_t arete_factor_bytes(size_t p);

/* Factors and estimates the condition. ARETE_ERR_SINGULAR names the first column that depends on those before
 * it; names may be NULL. */
arete_status arete_factor_compute(arete_factor *factor, const arete_problem *problem, double lambda,
                                  const char *const *names, arete_error *error);

/* z (m x k, ld p) = S^-1 z, without refinement. */
void arete_factor_apply(const arete_factor *factor, const arete_problem *problem, size_t k, double *z);

/* u = (R + Lambda)^-1 r for target t, refined with residuals in extended precision. u: p. Returns the steps
 * of refinement; *residual is the relative residual of the scaled system. */
int arete_factor_solve(const arete_factor *factor, const arete_problem *problem, size_t t, double *u,
                       double *residual);

/* One step of solving with another right-hand side: u = (R + Lambda)^-1 rhs. */
void arete_factor_solve_rhs(const arete_factor *factor, const arete_problem *problem, const double *rhs,
                            double *u);

/* Replaces the factor by S^-1, both triangles. false if LAPACK failed. */
bool arete_factor_invert(arete_factor *factor, const arete_problem *problem);

/* tr (R + Lambda)^-1 R, after _invert. */
double arete_factor_df(const arete_factor *factor, const arete_problem *problem);

/* Estimate of the relative forward error of the coefficients. */
double arete_factor_forward_error(const arete_factor *factor);

/* out = R v. */
void arete_problem_multiply(const arete_problem *problem, const double *v, double *out);

#endif /* ARETE_RIDGE_SOLVE_H */

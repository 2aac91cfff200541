/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Cholesky for one penalty: factor, find who is to blame, solve and refine, trace.
 *
 * Refinement uses residuals in long double, with R and r taken as exact: it removes the error of the
 * solution, not that of the moments. References: Higham, Accuracy and Stability of Numerical Algorithms
 * (2002) sections 7.3, 10.1, 12.
 */
#include "ridge/solve.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "blas/linear.h"
#include "ridge/cholesky.h"

enum { MAX_REFINEMENTS = 5 };

size_t arete_factor_bytes(size_t p)
{
    size_t doubles = arete_sat_add(arete_sat_mul(p, p), arete_sat_mul(5, p));
    return arete_sat_add(arete_sat_mul(doubles, sizeof(double)),
                         arete_sat_mul(p, sizeof(int) + sizeof(long double)));
}

bool arete_factor_create(arete_factor *factor, size_t p)
{
    *factor = (arete_factor){0};
    double *all = arete_alloc(arete_sat_add(arete_sat_mul(p, p), arete_sat_mul(5, p)), sizeof *all);
    factor->iwork = arete_alloc(p, sizeof *factor->iwork);
    factor->sum = arete_alloc(p, sizeof *factor->sum);
    if (!all || !factor->iwork || !factor->sum) {
        free(all);
        free(factor->iwork);
        free(factor->sum);
        *factor = (arete_factor){0};
        return false;
    }
    factor->l = all;
    factor->inv_t = all + p * p;
    factor->work = factor->inv_t + p;
    return true;
}

void arete_factor_destroy(arete_factor *factor)
{
    free(factor->l);
    free(factor->iwork);
    free(factor->sum);
    *factor = (arete_factor){0};
}

/* Entry of S below the diagonal. */
static inline double entry(const arete_factor *f, const arete_problem *problem, size_t i, size_t j)
{
    return problem->sums->gram[j * problem->ld + i] * f->inv_t[i] * f->inv_t[j];
}

/* Names the columns that make up column j, from its coefficients on the columns before it. */
static arete_status blame(arete_factor *f, const arete_problem *problem, double lambda, size_t j,
                          const char *const *names, arete_error *error)
{
    size_t column = problem->active[j];
    arete_label label = arete_label_of(names, "column", column);
    char list[112] = "";
    size_t used = 0, more = 0;
    double *c = f->work;
    for (size_t i = 0; i < j; i++)
        c[i] = entry(f, problem, j, i);
    if (j > 0)
        arete_blas_potrs(j, 1, f->l, problem->ld, c, j);
    for (size_t i = 0; i < j; i++) {
        if (!(fabs(c[i]) > 1e-6))
            continue;
        arete_label other = arete_label_of(names, used ? "" : "of", problem->active[i]);
        size_t length = strlen(other.text) + 2;
        if (used + length >= sizeof list || more > 0) {
            more++;
            continue;
        }
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? "," : " ", other.text);
    }
    if (used == 0)
        snprintf(list, sizeof list, " of the columns before it");
    char rest[32] = "";
    if (more)
        snprintf(rest, sizeof rest, " and %zu more", more);
    if (lambda > 0)
        arete_fail(
            error, ARETE_ERR_SINGULAR, "lambda",
            "the system is singular to working precision at lambda = %g: %s is a linear combination%s%s",
            lambda, label.text, list, rest);
    else
        arete_fail(
            error, ARETE_ERR_SINGULAR, "lambda",
            "the system is singular to working precision without a penalty: %s is a linear combination%s%s",
            label.text, list, rest);
    return arete_at(error, ARETE_ERR_SINGULAR, ARETE_NONE, column);
}

arete_status arete_factor_compute(arete_factor *f, const arete_problem *problem, double lambda,
                                  const char *const *names, arete_error *error)
{
    size_t m = problem->m, ld = problem->ld;
    for (size_t j = 0; j < m; j++)
        f->inv_t[j] = 1 / sqrt(1 + lambda * problem->ratio[j]);
    for (size_t j = 0; j < m; j++) {
        f->l[j * ld + j] = 1;
        for (size_t i = j + 1; i < m; i++)
            f->l[j * ld + i] = entry(f, problem, i, j);
    }
    size_t regular =
        arete_cholesky_unit(m, f->l, ld, (double)problem->n, f->work, f->iwork, &f->rcond, &f->norm);
    return regular == m ? ARETE_OK : blame(f, problem, lambda, regular, names, error);
}

double arete_factor_forward_error(const arete_factor *f)
{
    return DBL_EPSILON / f->rcond;
}

void arete_factor_apply(const arete_factor *f, const arete_problem *problem, size_t k, double *z)
{
    if (problem->m)
        arete_blas_potrs(problem->m, k, f->l, problem->ld, z, problem->ld);
}

void arete_factor_solve_rhs(const arete_factor *f, const arete_problem *problem, const double *rhs, double *u)
{
    for (size_t j = 0; j < problem->m; j++)
        u[j] = rhs[j] * f->inv_t[j];
    arete_factor_apply(f, problem, 1, u);
    for (size_t j = 0; j < problem->m; j++)
        u[j] *= f->inv_t[j];
}

/* out = r / t - S z, summed in long double and rounded once; returns its largest modulus. */
static double scaled_residual(const arete_factor *f, const arete_problem *problem, const double *r,
                              const double *z, double *out)
{
    size_t m = problem->m;
    for (size_t i = 0; i < m; i++)
        f->sum[i] = r[i];
    for (size_t j = 0; j < m; j++) {
        const double *column = problem->sums->gram + j * problem->ld;
        long double zj = (long double)f->inv_t[j] * z[j], sum = 0;
        for (size_t i = j + 1; i < m; i++) {
            f->sum[i] -= column[i] * zj;
            sum += column[i] * ((long double)f->inv_t[i] * z[i]);
        }
        f->sum[j] -= sum;
    }
    double largest = 0;
    for (size_t i = 0; i < m; i++) {
        out[i] = (double)(f->sum[i] * f->inv_t[i] - z[i]);
        largest = fabs(out[i]) > largest || isnan(out[i]) ? fabs(out[i]) : largest;
    }
    return largest;
}

int arete_factor_solve(const arete_factor *f, const arete_problem *problem, size_t t, double *u,
                       double *residual)
{
    size_t m = problem->m;
    const double *r = problem->r_cross + t * problem->ld;
    double *correction = f->work, rhs = 0, size = 0, before = INFINITY;
    for (size_t j = 0; j < m; j++) {
        u[j] = r[j] * f->inv_t[j];
        rhs = fmax(rhs, fabs(u[j]));
    }
    arete_factor_apply(f, problem, 1, u);
    int steps = 0;
    *residual = 0;
    for (;;) {
        double left = scaled_residual(f, problem, r, u, correction);
        size = 0;
        for (size_t j = 0; j < m; j++)
            size = fmax(size, fabs(u[j]));
        double scale = f->norm * size + rhs;
        *residual = scale > 0 ? left / scale : 0;
        if (steps == MAX_REFINEMENTS || !(left > 0))
            break;
        arete_factor_apply(f, problem, 1, correction);
        double change = 0;
        for (size_t j = 0; j < m; j++)
            change = fmax(change, fabs(correction[j]));
        /* Done when the correction is rounding, or no longer shrinks. */
        if (!(change > DBL_EPSILON * size) || !(change < 0.5 * before))
            break;
        for (size_t j = 0; j < m; j++)
            u[j] += correction[j];
        before = change;
        steps++;
    }
    for (size_t j = 0; j < m; j++)
        u[j] *= f->inv_t[j];
    return steps;
}

bool arete_factor_invert(arete_factor *f, const arete_problem *problem)
{
    size_t m = problem->m, ld = problem->ld;
    if (m > 0 && !arete_blas_potri(m, f->l, ld))
        return false;
    for (size_t j = 0; j < m; j++)
        for (size_t i = j + 1; i < m; i++)
            f->l[i * ld + j] = f->l[j * ld + i];
    return true;
}

/* tr (R + Lambda)^-1 R two ways: m - sum Lambda_j ((R + Lambda)^-1)_jj cancels where the penalty dominates,
 * the sum of products of S^-1 with R / (t t') where the matrix is ill-conditioned. The smaller part is taken. */
double arete_factor_df(const arete_factor *f, const arete_problem *problem)
{
    size_t m = problem->m, ld = problem->ld;
    double lost = 0;
    for (size_t j = 0; j < m; j++)
        lost += (1 - f->inv_t[j] * f->inv_t[j]) * f->l[j * ld + j];
    if (lost <= 0.5 * (double)m)
        return (double)m - lost;
    double df = 0;
    for (size_t j = 0; j < m; j++) {
        df += f->l[j * ld + j] * f->inv_t[j] * f->inv_t[j];
        for (size_t i = j + 1; i < m; i++)
            df += 2 * f->l[j * ld + i] * entry(f, problem, i, j);
    }
    return df > 0 ? df : 0;
}

void arete_problem_multiply(const arete_problem *problem, const double *v, double *out)
{
    if (problem->m)
        arete_blas_symv(problem->m, problem->sums->gram, problem->ld, v, out);
}

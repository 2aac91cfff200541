/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Where penalties matter: between the largest that lets anything through and the smallest that holds anything
 * back. With e_i the eigenvalues of the Gram matrix in units of the penalty (columns without one projected
 * out), the penalised degrees of freedom are df(lambda) = sum e_i / (e_i + lambda); the grid runs from df =
 * 0.1 to df = rank - 0.1, equally spaced in log lambda.
 */
#include "ridge/grid.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "blas/linear.h"
#include "ridge/cholesky.h"

/* Eigenvalues of D^-1 (R_pp - R_pu R_uu^-1 R_up) D^-1, D^2 = ratio, ascending into e; *count of them. */
static arete_status spectrum(const arete_problem *problem, arete_factor *factor, const char *const *names,
                             double *e, size_t *count, size_t *order, arete_error *error)
{
    size_t m = problem->m, ld = problem->ld, free = 0, k = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t j = 0; j < m; j++)
            if ((problem->ratio[j] == 0) == (pass == 0))
                order[k++] = j;
        free = pass == 0 ? k : free;
    }
    double *a = factor->l;
    const double *r = problem->sums->gram;
    for (size_t j = 0; j < m; j++)
        for (size_t i = j; i < m; i++) {
            size_t row = order[i] > order[j] ? order[i] : order[j],
                   column = order[i] > order[j] ? order[j] : order[i];
            a[j * ld + i] = r[column * ld + row];
        }
    *count = m - free;
    if (*count == 0)
        return arete_fail(error, ARETE_ERR_OPTION, "options.penalty_factor",
                          "no predictor is penalised: there is no penalty to choose");
    if (free > 0) {
        double rcond, norm;
        size_t regular =
            arete_cholesky_unit(free, a, ld, (double)problem->n, factor->work, factor->iwork, &rcond, &norm);
        if (regular < free) {
            size_t column = problem->active[order[regular]];
            arete_fail(error, ARETE_ERR_SINGULAR, "options.penalty_factor",
                       "the system is singular: %s has no penalty and is a linear combination of other "
                       "columns without one",
                       arete_label_of(names, "column", column).text);
            return arete_at(error, ARETE_ERR_SINGULAR, ARETE_NONE, column);
        }
        arete_blas_trsm_rt(*count, free, a, ld, a + free, ld);
        arete_blas_syrk_minus(*count, free, a + free, ld, a + free * ld + free, ld);
    }
    double *s = a + free * ld + free;
    for (size_t j = 0; j < *count; j++)
        for (size_t i = j; i < *count; i++)
            s[j * ld + i] /= sqrt(problem->ratio[order[free + i]]) * sqrt(problem->ratio[order[free + j]]);
    if (!arete_blas_eigenvalues(*count, s, ld, e, factor->work, 3 * *count))
        return arete_fail(error, ARETE_ERR_BLAS, NULL, "LAPACK dsyev did not converge");
    return ARETE_OK;
}

/* The lambda with sum e / (e + lambda) = target (or sum lambda / (e + lambda) = target when low is set), by
 * bisection of log lambda; both are monotone. */
static double solve_df(size_t count, const double *e, double target, bool low, double from, double to)
{
    double a = log(from), b = log(to);
    for (int step = 0; step < 60; step++) {
        double lambda = exp(0.5 * (a + b)), sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += (low ? lambda : e[i]) / (e[i] + lambda);
        if (low ? sum > target : sum < target)
            b = 0.5 * (a + b);
        else
            a = 0.5 * (a + b);
    }
    return exp(0.5 * (a + b));
}

arete_status arete_grid_choose(arete_grid *grid, size_t count, const arete_problem *problem,
                               arete_factor *factor, const char *const *names, arete_error *error)
{
    size_t m = problem->m;
    if (m == 0)
        return arete_fail(error, ARETE_ERR_NO_DATA, NULL,
                          "no predictor varies: there is no penalty to choose");
    double *e = arete_alloc(m, sizeof *e);
    size_t *order = arete_alloc(m, sizeof *order);
    size_t found = 0;
    arete_status status =
        e && order ? spectrum(problem, factor, names, e, &found, order, error) : arete_fail_memory(error);
    if (status == ARETE_OK) {
        double largest = e[found - 1],
               zero = largest * DBL_EPSILON * 8 * ((double)m + 16 + sqrt((double)problem->n));
        size_t null = 0;
        while (null < found - 1 && !(e[null] > zero))
            null++;
        const double *positive = e + null;
        size_t rank = found - null;
        double edge = 0.1;
        grid->highest = solve_df(rank, positive, 0.001, false, largest, largest * 1e4 * (double)rank);
        grid->lowest = zero > 0 ? fmax(zero, largest * 1e-13) : largest * 1e-13;
        grid->top = solve_df(rank, positive, edge, false, grid->lowest, grid->highest);
        grid->bottom = solve_df(rank, positive, edge, true, grid->lowest, grid->top / 2);
        grid->ratio = count > 1 ? pow(grid->top / grid->bottom, 1 / (double)(count - 1)) : 2;
        if (!(largest > 0) || !isfinite(largest) || !isfinite(grid->highest))
            status = arete_fail(error, ARETE_ERR_RANGE, NULL,
                                "the penalised columns are too small or too large to choose a penalty for");
    }
    free(e);
    free(order);
    return status;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The automatic grid of penalties.
 */
#ifndef ARETE_RIDGE_GRID_H
#define ARETE_RIDGE_GRID_H

#include "ridge/solve.h"

/* Decreasing penalties lambda_i = top ratio^-i; extension continues at either end with the same ratio. */
typedef struct arete_grid {
    double top, bottom; /* ends of the grid proper */
    double ratio;       /* > 1 */
    double highest;     /* where df falls below 0.001: beyond it there is nothing but the intercept */
    double lowest;      /* where rounding drowns the penalty */
} arete_grid;

/* Chooses a grid of `count` >= 1 points for a problem; the factor's matrix is used as workspace.
 * ARETE_ERR_NO_DATA if no column varies, ARETE_ERR_OPTION if none is penalised, ARETE_ERR_SINGULAR if those
 * without a penalty depend on each other. */
arete_status arete_grid_choose(arete_grid *grid, size_t count, const arete_problem *problem,
                               arete_factor *factor, const char *const *names, arete_error *error);

#endif /* ARETE_RIDGE_GRID_H */

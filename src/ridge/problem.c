/* SPDX-License-Identifier: BSD-3-Clause
 *
 * From moments to a normalised regression problem.
 */
#include "ridge/problem.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Diagonal entries outside this range have lost, or are about to lose, digits to underflow or have
 * overflowed: their products with each other and with W must stay representable. */
static const double SMALLEST = 0x1p-960, LARGEST = 0x1p+1000;

static size_t problem_doubles(size_t p, size_t q)
{
    return arete_sat_add(arete_sat_mul(p, arete_sat_add(q, 2)), q);
}

size_t arete_problem_bytes(size_t p, size_t q)
{
    return arete_sat_add(arete_sat_mul(problem_doubles(p, q), sizeof(double)),
                         arete_sat_mul(p, sizeof(size_t)));
}

bool arete_problem_create(arete_problem *problem, size_t p, size_t q)
{
    *problem = (arete_problem){.p = p, .q = q, .ld = p};
    problem->active = arete_alloc(p, sizeof *problem->active);
    double *all = arete_alloc(problem_doubles(p, q), sizeof *all);
    if (!problem->active || !all) {
        free(problem->active);
        free(all);
        *problem = (arete_problem){0};
        return false;
    }
    problem->g = all;
    problem->ratio = problem->g + p;
    problem->r_cross = problem->ratio + p;
    problem->yy = problem->r_cross + p * q;
    return true;
}

void arete_problem_destroy(arete_problem *problem)
{
    free(problem->active);
    free(problem->g);
    *problem = (arete_problem){0};
}

static double mean_of(const arete_sums *s, size_t j)
{
    return s->mean[j] + s->mean_low[j];
}

/* Centred entry of the Gram matrix, or the one about zero. */
static double gram_entry(const arete_sums *s, size_t i, size_t j, int intercept)
{
    double centred = s->gram[j * s->p + i];
    return intercept ? centred : centred + s->weight * mean_of(s, i) * mean_of(s, j);
}

static arete_status fail_range(arete_error *error, arete_label label, size_t j, bool too_large)
{
    arete_fail(error, ARETE_ERR_RANGE, NULL,
               too_large ? "the squares of %s overflow: rescale it"
                         : "%s varies so little that its squares vanish: rescale it",
               label.text);
    return arete_at(error, ARETE_ERR_RANGE, ARETE_NONE, j);
}

/* Finds the columns that take part; *gram_jj of each goes to problem->g for now. */
static arete_status select_columns(arete_problem *problem, const arete_sums *s,
                                   const arete_ridge_options *options, arete_warnings *warnings,
                                   arete_error *error)
{
    problem->m = 0;
    for (size_t j = 0; j < s->p; j++) {
        bool constant = s->min[j] == s->max[j];
        if (constant && (options->intercept || s->min[j] == 0)) {
            if (warnings)
                ARETE_TRY(arete_warn(warnings, ARETE_WARN_CONSTANT_COLUMN, j, ARETE_NONE, NAN, error,
                                     options->intercept
                                         ? "%s does not vary (it is always %g): its coefficient is set to 0"
                                         : "%s is always %g: its coefficient is set to 0",
                                     arete_label_of(options->feature_names, "column", j).text, s->min[j]));
            continue;
        }
        double diagonal = gram_entry(s, j, j, options->intercept);
        if (!(diagonal >= SMALLEST && diagonal <= LARGEST))
            return fail_range(error, arete_label_of(options->feature_names, "column", j), j,
                              !(diagonal < SMALLEST));
        double f = options->penalty_factor ? options->penalty_factor[j] : 1;
        double scale = options->standardize ? s->gram[j * s->p + j] / s->weight : 1; /* s_j^2 */
        if (options->standardize && constant && warnings)
            ARETE_TRY(arete_warn(warnings, ARETE_WARN_UNPENALIZED_COLUMN, j, ARETE_NONE, NAN, error,
                                 "%s does not vary, so its standard deviation and its penalty are 0",
                                 arete_label_of(options->feature_names, "column", j).text));
        problem->active[problem->m] = j;
        problem->ratio[problem->m] = f * scale / diagonal;
        problem->g[problem->m++] = diagonal;
    }
    return ARETE_OK;
}

arete_status arete_problem_build(arete_problem *problem, arete_sums *s, const arete_ridge_options *options,
                                 arete_warnings *warnings, arete_error *error)
{
    size_t p = s->p, q = s->q;
    problem->sums = s;
    problem->n = s->n;
    problem->weight = s->weight;
    problem->intercept = options->intercept;
    if (s->n == 0)
        return arete_fail(error, ARETE_ERR_NO_DATA, NULL, "there is no row of positive weight");
    if (!(s->weight >= SMALLEST && s->weight <= LARGEST))
        return arete_fail(error, ARETE_ERR_RANGE, "w",
                          "the sum of the weights is %g, too large or too small to work with", s->weight);
    ARETE_TRY(select_columns(problem, s, options, warnings, error));

    size_t m = problem->m;
    for (size_t t = 0; t < q; t++) {
        double mean = options->intercept ? 0 : mean_of(s, p + t);
        problem->yy[t] = s->yy[t] + s->weight * mean * mean;
        bool vanished = s->min[p + t] != s->max[p + t] && !(s->yy[t] >= SMALLEST);
        if (vanished || !(problem->yy[t] <= LARGEST))
            return fail_range(error, arete_label_of(options->target_names, "target", t), t, !vanished);
    }
    /* R in place: the entry of active columns (i, j) moves up and left, never onto one still needed. */
    for (size_t j = 0; j < m; j++) {
        size_t aj = problem->active[j];
        double gj = 1 / sqrt(problem->g[j]);
        for (size_t i = j + 1; i < m; i++) {
            size_t ai = problem->active[i];
            double entry = gram_entry(s, ai, aj, options->intercept);
            /* Divided by the roots one after the other: their product could overflow. */
            s->gram[j * p + i] = entry * gj / sqrt(problem->g[i]);
        }
        s->gram[j * p + j] = 1;
    }
    for (size_t j = 0; j < m; j++)
        problem->g[j] = 1 / sqrt(problem->g[j]);
    for (size_t t = 0; t < q; t++)
        for (size_t j = 0; j < m; j++) {
            size_t a = problem->active[j];
            double c = s->cross[t * p + a];
            if (!options->intercept)
                c += s->weight * mean_of(s, a) * mean_of(s, p + t);
            problem->r_cross[t * p + j] = c * problem->g[j];
        }
    return ARETE_OK;
}

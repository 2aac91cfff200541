/* SPDX-License-Identifier: BSD-3-Clause
 *
 * More rows than memory: they arrive in blocks, on two machines, and only moments are kept.
 *
 * Each part adds its blocks to an accumulator of fixed size. Parts merge, in any order, into the moments of
 * all the rows; the model follows from those. Here both parts run in this program, 300 000 rows of
 * known truth
 *
 *     y = 5 + 2 x1 - x2 + 0.5 x3 + noise.
 */
#include <arete/arete.h>
#include <stdint.h>
#include <stdio.h>

enum { P = 3, BLOCK = 1000 };

static double uniform(uint64_t *state) /* in [0, 1) */
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

static void make_block(uint64_t *state, double x[BLOCK][P], double y[BLOCK])
{
    for (int i = 0; i < BLOCK; i++) {
        for (int j = 0; j < P; j++)
            x[i][j] = 1e6 + uniform(state); /* a large mean costs no digits */
        double noise = uniform(state) + uniform(state) - uniform(state) - uniform(state);
        y[i] = 5 + 2 * (x[i][0] - 1e6) - (x[i][1] - 1e6) + 0.5 * (x[i][2] - 1e6) + noise;
    }
}

int main(void)
{
    static double x[BLOCK][P], y[BLOCK];
    arete_error error = {0};
    arete_moments *part[2] = {NULL, NULL};
    arete_ridge *fit = NULL;
    arete_status status = ARETE_OK;
    for (int k = 0; k < 2 && status == ARETE_OK; k++) {
        uint64_t state = 17 + (uint64_t)k;
        status = arete_moments_create(&part[k], P, 1, NULL, &error);
        for (int block = 0; block < 150 && status == ARETE_OK; block++) {
            make_block(&state, x, y);
            status =
                arete_moments_add(part[k], ARETE_ROW_MAJOR, BLOCK, &x[0][0], P, y, 1, NULL, NULL, &error);
        }
    }
    if (status == ARETE_OK)
        status = arete_moments_merge(part[0], part[1], &error);
    const double lambda = 1;
    if (status == ARETE_OK)
        status = arete_ridge_fit_moments(&fit, part[0], 1, &lambda, NULL, &error);
    if (status == ARETE_OK) {
        const double *beta = arete_ridge_coef(fit, 0, 0), *se = arete_ridge_std_errors(fit, 0, 0);
        printf("%zu rows from %zu bytes of moments\n", arete_ridge_rows(fit), arete_moments_bytes(P, 1, 1));
        for (int j = 0; j < P; j++)
            printf("x%d  %7.3f  s.e. %.3f\n", j + 1, beta[j], se[j]);
    } else {
        fprintf(stderr, "%s\n", error.text);
    }
    arete_ridge_destroy(&fit);
    arete_moments_destroy(&part[0]);
    arete_moments_destroy(&part[1]);
    return status == ARETE_OK ? 0 : 1;
}

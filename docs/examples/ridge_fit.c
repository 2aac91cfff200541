/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Ridge regression of a few rows in memory, at three penalties at once.
 *
 *     minimise  sum (y_i - b - x_i'beta)^2 + lambda ||beta||^2
 *
 * The two predictors nearly agree. Without a penalty their coefficients are large, of opposite sign and badly
 * known; a small penalty makes them share what they have in common.
 */
#include <arete/arete.h>
#include <stdio.h>

int main(void)
{
    enum { N = 8, P = 2 };
    static const double x[N][P] = {{1.0, 1.1}, {2.0, 1.9}, {3.0, 3.2}, {4.0, 3.9},
                                   {5.0, 5.1}, {6.0, 5.8}, {7.0, 7.1}, {8.0, 8.2}};
    static const double y[N] = {3.1, 4.8, 7.4, 8.7, 11.2, 12.6, 15.3, 17.2};
    static const double lambda[] = {0, 0.1, 10};

    arete_error error;
    arete_ridge *fit;
    if (arete_ridge_fit(&fit, ARETE_ROW_MAJOR, N, P, 1, &x[0][0], P, y, 1, NULL, 3, lambda, NULL, &error) !=
        ARETE_OK) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    printf("lambda  intercept      beta1 (s.e.)      beta2 (s.e.)     df     r2\n");
    for (size_t l = 0; l < arete_ridge_nlambda(fit); l++) {
        arete_ridge_stats stats;
        arete_ridge_get_stats(fit, l, 0, &stats);
        const double *beta = arete_ridge_coef(fit, l, 0), *se = arete_ridge_std_errors(fit, l, 0);
        printf("%6.1f  %9.4f  %9.4f (%.3f)  %9.4f (%.3f)  %5.3f  %.4f\n", stats.lambda,
               arete_ridge_intercept(fit, l, 0), beta[0], se[0], beta[1], se[1], stats.df, stats.r2);
    }
    arete_ridge_destroy(&fit);
    return 0;
}

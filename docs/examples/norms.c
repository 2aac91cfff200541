/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms of vectors and matrices. Build with: cc norms.c $(pkg-config --cflags --libs arete) -lm
 */
#include <complex.h>
#include <math.h>
#include <stdio.h>

#include <arete/arete.h>

int main(void)
{
    /* ||x||_2 = sqrt(sum |x_i|^2), ||x||_1 = sum |x_i|, ||x||_inf = max |x_i| */
    const double x[] = {2, -3, 6};
    printf("x = (2, -3, 6)             nrm2 %g  asum %g  amax %g\n", arete_dnrm2(3, x, 1),
           arete_dasum(3, x, 1), arete_damax(3, x, 1));

    /* Squares of these overflow a double; the norm does not. */
    const double large[] = {3e200, 4e200};
    double dot = large[0] * large[0] + large[1] * large[1];
    printf("x = (3e200, 4e200)         nrm2 %g  sqrt(dot) %g\n", arete_dnrm2(2, large, 1), sqrt(dot));

    /* Every second element, then the same backwards: the pointer is the start of the storage both times. */
    const float every[] = {1, 100, 4, 100, 8};
    printf("x = (1, 4, 8), strides     nrm2 %g  backwards %g\n", (double)arete_snrm2(3, every, 2),
           (double)arete_snrm2(3, every, -2));

    /* Complex: asum adds |Re| + |Im|, nrm1 adds moduli. The name without a letter goes by the type. */
    const double _Complex z[] = {3 + 4 * I, -5 * I};
    printf("z = (3 + 4i, -5i)          asum %g  nrm1 %g\n", arete_asum(2, z, 1), arete_nrm1(2, z, 1));

    /* A is 2 x 3, stored by rows that start 4 apart; what lies between is never read.
     *     max |a_ij|, max_j sum_i |a_ij|, max_i sum_j |a_ij|, sqrt(sum |a_ij|^2) */
    const double a[] = {1, -2, 3, NAN, -4, 5, 3, NAN};
    printf("A = (1 -2 3; -4 5 3)       M %g  1 %g  I %g  F %g\n",
           arete_lange(ARETE_ROW_MAJOR, ARETE_NORM_MAX, 2, 3, a, 4),
           arete_lange(ARETE_ROW_MAJOR, ARETE_NORM_ONE, 2, 3, a, 4),
           arete_lange(ARETE_ROW_MAJOR, ARETE_NORM_INF, 2, 3, a, 4),
           arete_lange(ARETE_ROW_MAJOR, ARETE_NORM_FRO, 2, 3, a, 4));

    /* NaN anywhere, and any bad argument, gives NaN: here lda = 2 is less than the 3 columns. */
    double bad = arete_dlange(ARETE_ROW_MAJOR, ARETE_NORM_FRO, 2, 3, a, 2);
    printf("lda too small              F is %s\n", isnan(bad) ? "NaN" : "a number");
    return 0;
}

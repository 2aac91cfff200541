/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Norms of a general matrix. A row-major matrix is the transpose of a column-major one, so rows and columns,
 * and with them the norms 1 and infinity, change places; below, everything is column-major.
 *
 *     M      by LAPACK's lange for real matrices, which keeps the contract; complex ones, for which it makes
 *            infinity of (infinity, NaN), and sizes beyond its integers, over the columns
 *     F      over the columns, or in one go where they lie without gaps: LAPACK's error grows with the size
 *     1      column by column, compensated: LAPACK's sums are plain
 *     I      row sums for a block of rows at a time, on the stack, in double-double: nothing is allocated, as
 *            a norm could not report that there is no memory
 */
#include "arete/norm.h"

#include <math.h>

#include "blas/matrix.h"
#include "norm/vector.h"

#define LAPACK_MAX ARETE_CAT(arete_lapack_, ARETE_CAT(ARETE_T, lange_max))

enum { ROWS = ARETE_PIECE / 2 };

typedef struct matrix {
    size_t rows;
    size_t cols;
    const REAL *a;
    size_t ld;
} matrix;

/* A matrix without gaps is a vector. */
static matrix as_flat_as_possible(matrix m)
{
    if (m.ld == m.rows || m.cols == 1)
        return (matrix){m.rows * m.cols, 1, m.a, m.rows * m.cols};
    return m;
}

static double norm_max(matrix m)
{
#if !COMPLEX
    if (arete_lapack_fits(m.rows, m.cols, m.ld))
        return LAPACK_MAX(m.rows, m.cols, m.a, m.ld);
#endif
    double largest = 0;
    m = as_flat_as_possible(m);
    for (size_t j = 0; j < m.cols; j++) {
        double value = FN(largest)(m.rows, m.a + j * m.ld * WIDTH, 1);
        if (isnan(value))
            return value;
        if (value > largest)
            largest = value;
    }
    return largest;
}

static double norm_fro(matrix m)
{
    arete_total total = {0};
    m = as_flat_as_possible(m);
    for (size_t j = 0; j < m.cols; j++)
        FN(total_add)(&total, ARETE_NRM2, m.rows, m.a + j * m.ld * WIDTH, 1);
    return arete_total_value(&total, 1, 2);
}

static double norm_one(matrix m)
{
    double largest = 0;
    for (size_t j = 0; j < m.cols; j++) {
        arete_total total = {0};
        FN(total_add)(&total, ARETE_NRM1, m.rows, m.a + j * m.ld * WIDTH, 1);
        double value = arete_total_value(&total, 1, 1);
        if (isnan(value))
            return value;
        if (value > largest)
            largest = value;
    }
    return largest;
}

/* Largest sum of a block of at most ROWS rows, elements scaled for the level; NaN where a sum overflows. */
static double largest_row_sum(matrix block, arete_level level)
{
    double buffer[ARETE_PIECE];
    double moduli[ROWS];
    double hi[ROWS] = {0};
    double lo[ROWS] = {0};

    for (size_t j = 0; j < block.cols; j++) {
        const double *x = FN(load)(block.rows, block.a + j * block.ld * WIDTH, 1, buffer);
        if (level != ARETE_MID) {
            arete_piece_scale(block.rows * WIDTH, x, arete_level_scale(level), buffer);
            x = buffer;
        }
        if (COMPLEX) {
            arete_piece_moduli(block.rows, x, moduli);
            x = moduli;
        }
        for (size_t i = 0; i < block.rows; i++) {
            arete_dd s = arete_two_sum(hi[i], fabs(x[i]));
            s = arete_fast_two_sum(s.hi, s.lo + lo[i]);
            hi[i] = s.hi;
            lo[i] = s.lo;
        }
    }

    double largest = 0;
    for (size_t i = 0; i < block.rows; i++) {
        if (isnan(hi[i]))
            return NAN;
        if (hi[i] > largest)
            largest = hi[i];
    }
    return largest;
}

/* As arete_piece_measure, for the row sums of a block. Rows that underflow beside a safe one do no harm. */
static double norm_of_rows(matrix block)
{
    double sum = largest_row_sum(block, ARETE_MID);
    if (arete_is_safe(sum))
        return sum;

    double extreme = 0;
    for (size_t j = 0; j < block.cols; j++) {
        double buffer[ARETE_PIECE];
        const double *x = FN(load)(block.rows, block.a + j * block.ld * WIDTH, 1, buffer);
        double value = arete_piece_extreme(block.rows * WIDTH, x);
        if (isnan(value))
            return value;
        if (value > extreme)
            extreme = value;
    }
    if (extreme == 0 || isinf(extreme))
        return extreme;
    arete_level level = arete_level_of(extreme);
    return largest_row_sum(block, level) * arete_level_unit(level);
}

static double norm_inf(matrix m)
{
    double largest = 0;
    for (size_t i = 0; i < m.rows; i += ROWS) {
        size_t rows = m.rows - i < ROWS ? m.rows - i : ROWS;
        double value = norm_of_rows((matrix){rows, m.cols, m.a + i * WIDTH, m.ld});
        if (isnan(value))
            return value;
        if (value > largest)
            largest = value;
    }
    return largest;
}

/* One letter for each norm, 0 for what is none. */
static int letter_of(int norm)
{
    switch (norm) {
    case 'M':
    case 'm':
        return 'M';
    case '1':
    case 'O':
    case 'o':
        return '1';
    case 'I':
    case 'i':
        return 'I';
    case 'F':
    case 'f':
    case 'E':
    case 'e':
        return 'F';
    default:
        return 0;
    }
}

REAL LN(lange)(int layout, int norm, size_t m, size_t n, const ELEMENT *a, size_t lda)
{
    int letter = letter_of(norm);
    matrix whole = {m, n, a, lda};

    if (layout == ARETE_ROW_MAJOR) {
        whole = (matrix){n, m, a, lda};
        letter = letter == '1' ? 'I' : letter == 'I' ? '1' : letter;
    } else if (layout != ARETE_COL_MAJOR) {
        return NAN;
    }
    if (letter == 0 || lda < whole.rows || lda == 0)
        return NAN;
    if (m == 0 || n == 0)
        return 0;
    if (a == NULL || !FN(addressable)(whole.rows, whole.cols, lda))
        return NAN;

    switch (letter) {
    case 'M':
        return (REAL)norm_max(whole);
    case '1':
        return (REAL)norm_one(whole);
    case 'I':
        return (REAL)norm_inf(whole);
    default:
        return (REAL)norm_fro(whole);
    }
}

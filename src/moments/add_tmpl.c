/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Adding rows, compiled for double (ARETE_T = d) and float (s) data.
 *
 * A call is checked whole before anything is taken in, so a bad number leaves the accumulator as it was. Rows
 * are then copied, converted to double, to the block of their fold; a full block is closed.
 */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/tmpl.h"
#include "blas/threads.h"
#include "moments/moments.h"

#if ARETE_T_IS == ARETE_T_d
#    define ADD arete_moments_add
#    define CHECK arete_rows_check
#else
#    define ADD arete_moments_add_f32
#    define CHECK arete_rows_check_f32
#endif

/* A matrix as the caller stores it: element (i, j) at a[i row + j column]. */
typedef struct view {
    const REAL *a;
    size_t row, column;
} view;

static view view_of(int layout, const REAL *a, size_t ld)
{
    return layout == ARETE_ROW_MAJOR ? (view){a, ld, 1} : (view){a, 1, ld};
}

static arete_status make_view(view *v, int layout, size_t n, size_t columns, const REAL *a, size_t ld,
                              const char *name, const char *ld_name, arete_error *error)
{
    if (!a && n > 0)
        return arete_fail_null(error, name);
    size_t least = layout == ARETE_ROW_MAJOR ? columns : n;
    if (ld < (least ? least : 1))
        return arete_fail(error, ARETE_ERR_LD, ld_name, "%s is %zu, less than the %zu %s of %s", ld_name, ld,
                          least ? least : 1, layout == ARETE_ROW_MAJOR ? "columns" : "rows", name);
    size_t count, bytes;
    if (!arete_mul(ld, layout == ARETE_ROW_MAJOR ? n : columns, &count) ||
        !arete_mul(count, sizeof(REAL), &bytes) || bytes > PTRDIFF_MAX)
        return arete_fail(error, ARETE_ERR_SIZE, "n",
                          "%s of %zu rows with %s = %zu exceeds the address space", name, n, ld_name, ld);
    *v = view_of(layout, a, ld);
    return ARETE_OK;
}

/* First NaN or infinity of row i, or `columns`. */
static size_t find_not_finite(const view *v, size_t i, size_t columns)
{
    const REAL *row = v->a + i * v->row;
    for (size_t j = 0; j < columns; j++)
        if (!isfinite(row[j * v->column]))
            return j;
    return columns;
}

static arete_status fail_not_finite(arete_error *error, const char *name, double value, size_t row,
                                    size_t column)
{
    arete_fail(error, ARETE_ERR_NOT_FINITE, name, "%s holds %s in row %zu, column %zu (counted from 0)", name,
               isnan(value) ? "NaN" : "infinity", row, column);
    return arete_at(error, ARETE_ERR_NOT_FINITE, row, column);
}

arete_status CHECK(size_t p, size_t q, size_t folds, int layout, size_t n, const REAL *x, size_t ldx,
                   const REAL *y, size_t ldy, const REAL *w, const size_t *fold, arete_error *error)
{
    if (layout != ARETE_ROW_MAJOR && layout != ARETE_COL_MAJOR)
        return arete_fail(error, ARETE_ERR_LAYOUT, "layout",
                          "layout is %d, neither row-major (101) nor column-major (102)", layout);
    view vx, vy;
    ARETE_TRY(make_view(&vx, layout, n, p, x, ldx, "x", "ldx", error));
    ARETE_TRY(make_view(&vy, layout, n, q, y, ldy, "y", "ldy", error));
    for (size_t i = 0; i < n; i++) {
        size_t j = find_not_finite(&vx, i, p);
        if (j < p)
            return fail_not_finite(error, "x", vx.a[i * vx.row + j * vx.column], i, j);
        j = find_not_finite(&vy, i, q);
        if (j < q)
            return fail_not_finite(error, "y", vy.a[i * vy.row + j * vy.column], i, j);
        if (w && !(w[i] >= 0 && isfinite(w[i]))) {
            arete_fail(error, ARETE_ERR_WEIGHT, "w",
                       "w is %g in row %zu (counted from 0): weights are finite and not negative",
                       (double)w[i], i);
            return arete_at(error, ARETE_ERR_WEIGHT, i, ARETE_NONE);
        }
        if (fold && fold[i] >= folds) {
            arete_fail(error, ARETE_ERR_FOLD, "fold",
                       "fold is %zu in row %zu (counted from 0), but there are %zu folds", fold[i], i, folds);
            return arete_at(error, ARETE_ERR_FOLD, i, ARETE_NONE);
        }
    }
    return ARETE_OK;
}

static void copy_row(double *to, const view *v, size_t i, size_t columns)
{
    const REAL *row = v->a + i * v->row;
    for (size_t j = 0; j < columns; j++)
        to[j] = row[j * v->column];
}

arete_status ADD(arete_moments *m, int layout, size_t n, const REAL *x, size_t ldx, const REAL *y, size_t ldy,
                 const REAL *w, const size_t *fold, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "moments");
    ARETE_TRY(CHECK(m->p, m->q, m->folds, layout, n, x, ldx, y, ldy, w, fold, error));
    view vx = view_of(layout, x, ldx), vy = view_of(layout, y, ldy);
    int threads = arete_threads(m->threads);
    for (size_t i = 0; i < n; i++) {
        if (w && w[i] == 0)
            continue; /* as if it were not there: it takes no row number either */
        size_t k = fold ? fold[i] : arete_deal_fold(&m->deal, m->next_row);
        m->next_row++;
        arete_block *block = &m->fold[k].block;
        copy_row(block->x + block->fill * m->p, &vx, i, m->p);
        copy_row(block->y + block->fill * m->q, &vy, i, m->q);
        block->w[block->fill] = w ? w[i] : 1;
        if (++block->fill == ARETE_BLOCK_ROWS)
            arete_sums_add_block(&m->fold[k].sums, block, threads);
    }
    return ARETE_OK;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/layout.h - storage order of a matrix.
 */
#ifndef ARETE_LAYOUT_H
#define ARETE_LAYOUT_H

/* The numbers are CBLAS's. With leading dimension ld, element (i, j) of an m x n matrix stands at
 *   ARETE_ROW_MAJOR   a[i ld + j], ld >= max(1, n)
 *   ARETE_COL_MAJOR   a[j ld + i], ld >= max(1, m)
 * Arguments that take a layout are of type int. */
typedef enum arete_layout { ARETE_ROW_MAJOR = 101, ARETE_COL_MAJOR = 102 } arete_layout;

#endif /* ARETE_LAYOUT_H */

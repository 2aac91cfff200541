/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Precision templates: a file foo_tmpl.c is compiled once per type by a loop in its folder's meson.build,
 * with ARETE_T set to one of the letters below.
 *
 *     REAL       float or double
 *     COMPLEX    1 for c and z, whose elements are pairs (re, im) of REAL
 *     FN(name)   arete_<prefix>name: FN(nrm2) is arete_scnrm2 for c
 *     LN(name)   arete_<letter>name: LN(lange) is arete_clange for c
 */
#ifndef ARETE_BASE_TMPL_H
#define ARETE_BASE_TMPL_H

#define ARETE_T_s 1
#define ARETE_T_d 2
#define ARETE_T_c 3
#define ARETE_T_z 4
#define ARETE_CAT_(a, b) a##b
#define ARETE_CAT(a, b) ARETE_CAT_(a, b)
#define ARETE_T_IS (ARETE_CAT(ARETE_T_, ARETE_T))

#if ARETE_T_IS == ARETE_T_s
#    define REAL float
#    define COMPLEX 0
#    define FN(name) arete_s##name
#    define LN(name) arete_s##name
#elif ARETE_T_IS == ARETE_T_d
#    define REAL double
#    define COMPLEX 0
#    define FN(name) arete_d##name
#    define LN(name) arete_d##name
#elif ARETE_T_IS == ARETE_T_c
#    define REAL float
#    define COMPLEX 1
#    define FN(name) arete_sc##name
#    define LN(name) arete_c##name
#elif ARETE_T_IS == ARETE_T_z
#    define REAL double
#    define COMPLEX 1
#    define FN(name) arete_dz##name
#    define LN(name) arete_z##name
#else
#    error "ARETE_T must be one of s d c z"
#endif

#endif /* ARETE_BASE_TMPL_H */

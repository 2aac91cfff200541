/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/export.h - which functions the library exports, and C linkage for C++.
 */
#ifndef ARETE_EXPORT_H
#define ARETE_EXPORT_H

#if defined(__GNUC__) || defined(__clang__)
#define ARETE_API __attribute__((visibility("default")))
#else
#define ARETE_API
#endif

#ifdef __cplusplus
#define ARETE_BEGIN_DECLS extern "C" {
#define ARETE_END_DECLS }
#else
#define ARETE_BEGIN_DECLS
#define ARETE_END_DECLS
#endif

#endif /* ARETE_EXPORT_H */

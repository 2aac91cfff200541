/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/version.h - the version of the headers and of the library in use.
 */
#ifndef ARETE_VERSION_H
#define ARETE_VERSION_H

#include "export.h"

#define ARETE_VERSION_MAJOR 0
#define ARETE_VERSION_MINOR 1
#define ARETE_VERSION_PATCH 0
#define ARETE_VERSION "0.1.0"

ARETE_BEGIN_DECLS

/* Version of the library that is linked, "major.minor.patch"; ARETE_VERSION is that of the header compiled
 * against. A static string, never NULL. */
ARETE_API const char *arete_version(void);

ARETE_END_DECLS

#endif /* ARETE_VERSION_H */

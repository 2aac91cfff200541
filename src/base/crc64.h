/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CRC-64 (the ECMA-182 polynomial, reflected, as in XZ) for files that must not be believed blindly.
 */
#ifndef ARETE_BASE_CRC64_H
#define ARETE_BASE_CRC64_H

#include <stddef.h>
#include <stdint.h>

/* Continues a checksum over n more bytes; start with crc = 0. */
uint64_t arete_crc64(uint64_t crc, const void *data, size_t n);

#endif /* ARETE_BASE_CRC64_H */

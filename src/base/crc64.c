/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CRC-64/XZ, four bits at a time: the 16-entry table is computed on the stack at each call, which costs less
 * than a cache miss and keeps the library free of state. Check value of "123456789": 995dc9bbdf1939fa.
 * Any error burst of up to 64 bits is found; two files that differ otherwise collide with chance 2^-64.
 */
#include "base/crc64.h"

uint64_t arete_crc64(uint64_t crc, const void *data, size_t n)
{
    static const uint64_t polynomial = UINT64_C(0xC96C5795D7870F42);
    uint64_t table[16];
    for (uint64_t i = 0; i < 16; i++) {
        uint64_t r = i;
        for (int bit = 0; bit < 4; bit++)
            r = (r >> 1) ^ (r & 1 ? polynomial : 0);
        table[i] = r;
    }
    const unsigned char *byte = data;
    crc = ~crc;
    for (size_t i = 0; i < n; i++) {
        crc ^= byte[i];
        crc = (crc >> 4) ^ table[crc & 15];
        crc = (crc >> 4) ^ table[crc & 15];
    }
    return ~crc;
}

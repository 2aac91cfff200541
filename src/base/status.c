/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Texts and names of the statuses, from the one list in arete/status.h.
 */
#include "arete/status.h"
#include "arete/version.h"

const char *arete_status_text(int status)
{
    switch (status) {
#define CASE(name, number, text)                                                                             \
    case number:                                                                                             \
        return text;
        ARETE_STATUS_LIST(CASE)
#undef CASE
    default:
        return "unknown status";
    }
}

const char *arete_status_name(int status)
{
    switch (status) {
#define CASE(name, number, text)                                                                             \
    case number:                                                                                             \
        return #name;
        ARETE_STATUS_LIST(CASE)
#undef CASE
    default:
        return "ARETE_ERR_UNKNOWN";
    }
}

const char *arete_version(void)
{
    return ARETE_VERSION;
}

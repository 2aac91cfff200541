/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Any bytes as a moments file: once as they are, once with the checksum put right, so that what lies behind it is
 * reached. What loads must save to the same state, and models of it must be numbers or errors.
 */
#include <math.h>
#include <string.h>

#include "arete/arete.h"
#include "base/crc64.h"
#include "fuzz_support.h"

static void use(arete_moments *m)
{
    arete_error error;
    arete_ridge *fit;
    arete_cv *cv;
    static const double lambda[] = {0, 1e-3, 10};
    const char *path = fuzz_path("again.mom");
    arete_moments *again;
    REQUIRE(arete_moments_save(m, path, &error) == ARETE_OK);
    REQUIRE(arete_moments_load(&again, path, &error) == ARETE_OK);
    REQUIRE(arete_moments_rows(again, ARETE_NONE) == arete_moments_rows(m, ARETE_NONE));
    arete_moments_destroy(&again);
    if (arete_ridge_fit_moments(&fit, m, 3, lambda, NULL, &error) == ARETE_OK) {
        for (size_t t = 0; t < arete_ridge_q(fit); t++) {
            REQUIRE(isfinite(arete_ridge_intercept(fit, 1, t)));
            for (size_t j = 0; j < arete_ridge_p(fit); j++)
                REQUIRE(isfinite(arete_ridge_coef(fit, 1, t)[j]));
        }
        arete_ridge_destroy(&fit);
    } else {
        REQUIRE(error.text[0] != '\0');
    }
    if (arete_ridge_cv(&cv, m, 2, lambda + 1, NULL, &error) == ARETE_OK)
        arete_cv_destroy(&cv);
}

static void load(const uint8_t *data, size_t size)
{
    arete_moments *m;
    arete_error error;
    arete_status status = arete_moments_load(&m, fuzz_file("input.mom", data, size), &error);
    REQUIRE((status == ARETE_OK) == (m != NULL));
    if (m && arete_moments_p(m) <= 64 && arete_moments_folds(m) <= 64)
        use(m);
    REQUIRE(m || status == ARETE_ERR_FORMAT || status == ARETE_ERR_VERSION);
    arete_moments_destroy(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    load(data, size);
    uint64_t crc;
    if (size < sizeof crc)
        return 0;
    uint8_t *copy = malloc(size);
    REQUIRE(copy);
    memcpy(copy, data, size);
    crc = arete_crc64(0, copy, size - sizeof crc);
    memcpy(copy + size - sizeof crc, &crc, sizeof crc);
    load(copy, size);
    free(copy);
    return 0;
}

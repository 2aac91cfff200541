/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Any bytes as a model file: once as they are, once (where they are JSON) with the checksum put right, so that what
 * lies behind it is reached. What loads must predict numbers and save to a file that loads to the same predictions.
 */
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "arete/arete.h"
#include "base/crc64.h"
#include "fuzz_support.h"

static void use(const arete_model *model)
{
    arete_error error;
    size_t p = arete_model_p(model), q = arete_model_q(model);
    double *x = calloc(p, sizeof *x), *a = calloc(q, sizeof *a), *b = calloc(q, sizeof *b);
    REQUIRE(x && a && b);
    for (size_t j = 0; j < p; j++)
        x[j] = 1 / (1.0 + (double)j);
    arete_model *again;
    const char *path = fuzz_path("again.json");
    REQUIRE(arete_model_predict(model, ARETE_ROW_MAJOR, 1, x, p, a, q, &error) == ARETE_OK);
    REQUIRE(arete_model_save(model, path, &error) == ARETE_OK);
    REQUIRE(arete_model_load(&again, path, &error) == ARETE_OK);
    REQUIRE(arete_model_predict(again, ARETE_ROW_MAJOR, 1, x, p, b, q, &error) == ARETE_OK);
    REQUIRE(memcmp(a, b, q * sizeof *a) == 0);
    arete_model_destroy(&again);
    free(x);
    free(a);
    free(b);
}

static void load(const void *data, size_t size)
{
    arete_model *model;
    arete_error error;
    arete_status status = arete_model_load(&model, fuzz_file("input.json", data, size), &error);
    REQUIRE((status == ARETE_OK) == (model != NULL));
    if (model)
        use(model);
    else
        REQUIRE((status == ARETE_ERR_FORMAT || status == ARETE_ERR_VERSION) && error.text[0] != '\0');
    arete_model_destroy(&model);
}

static int feed(const char *text, size_t size, void *crc)
{
    *(uint64_t *)crc = arete_crc64(*(uint64_t *)crc, text, size);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    load(data, size);
    json_t *root = json_loadb((const char *)data, size, 0, NULL);
    if (json_is_object(root)) {
        json_object_del(root, "checksum");
        uint64_t crc = 0;
        char text[17];
        REQUIRE(json_dump_callback(root, feed, &crc,
                                   JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(17)) == 0);
        snprintf(text, sizeof text, "%016" PRIx64, crc);
        json_object_set_new(root, "checksum", json_string(text));
        char *dump = json_dumps(root, JSON_REAL_PRECISION(17));
        REQUIRE(dump);
        load(dump, strlen(dump));
        free(dump);
    }
    json_decref(root);
    return 0;
}

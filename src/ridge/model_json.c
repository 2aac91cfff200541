/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The model file: JSON of a fixed shape, version 1.
 *
 *     { "format": "arete-ridge-model", "version": 1,
 *       "rows": 442, "weight": 442.0, "intercept": true, "standardize": false,
 *       "features": ["age", ...],
 *       "targets": [ { "name": "progression", "lambda": 1.0, "df": 10.9, "sigma2": 2932.6,
 *                      "intercept": 152.1, "coefficients": [ ... ] }, ... ],
 *       "checksum": "0123456789abcdef" }
 *
 * sigma2 is absent where it does not exist. The checksum is the CRC-64 of the same object without it, written
 * compactly with sorted keys: white space and the order of keys may change, a number or a name may not.
 */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/atomic_file.h"
#include "base/crc64.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/names.h"
#include "ridge/model.h"

#define FORMAT "arete-ridge-model"
enum { VERSION = 1 };

/* 17 digits read back to the same double. */
static const size_t PRECISION = JSON_REAL_PRECISION(17);

static int feed_crc(const char *data, size_t bytes, void *crc)
{
    *(uint64_t *)crc = arete_crc64(*(uint64_t *)crc, data, bytes);
    return 0;
}

static bool checksum(const json_t *root, char text[17])
{
    uint64_t crc = 0;
    if (json_dump_callback(root, feed_crc, &crc, JSON_COMPACT | JSON_SORT_KEYS | PRECISION) != 0)
        return false;
    snprintf(text, 17, "%016" PRIx64, crc);
    return true;
}

/* ---- writing; json_*_new steal references, and every call takes a NULL value as a failure ---- */

static json_t *target_to_json(const arete_model *m, size_t t)
{
    json_t *coef = json_array();
    bool ok = coef != NULL;
    for (size_t j = 0; j < m->p && ok; j++)
        ok = json_array_append_new(coef, json_real(m->coef[t * m->p + j])) == 0;
    json_t *target = json_object();
    ok = ok && target && json_object_set_new(target, "name", json_string(m->targets[t])) == 0 &&
         json_object_set_new(target, "lambda", json_real(m->lambda[t])) == 0 &&
         json_object_set_new(target, "df", json_real(m->df[t])) == 0 &&
         (isnan(m->sigma2[t]) || json_object_set_new(target, "sigma2", json_real(m->sigma2[t])) == 0) &&
         json_object_set_new(target, "intercept", json_real(m->intercept[t])) == 0 &&
         json_object_set(target, "coefficients", coef) == 0;
    json_decref(coef);
    if (!ok) {
        json_decref(target);
        return NULL;
    }
    return target;
}

static json_t *to_json(const arete_model *m)
{
    json_t *root = json_object(), *features = json_array(), *targets = json_array();
    bool ok = root && features && targets;
    for (size_t j = 0; j < m->p && ok; j++)
        ok = json_array_append_new(features, json_string(m->features[j])) == 0;
    for (size_t t = 0; t < m->q && ok; t++)
        ok = json_array_append_new(targets, target_to_json(m, t)) == 0;
    ok = ok && json_object_set_new(root, "format", json_string(FORMAT)) == 0 &&
         json_object_set_new(root, "version", json_integer(VERSION)) == 0 &&
         json_object_set_new(root, "rows", json_integer((json_int_t)m->rows)) == 0 &&
         json_object_set_new(root, "weight", json_real(m->weight)) == 0 &&
         json_object_set_new(root, "intercept", json_boolean(m->has_intercept)) == 0 &&
         json_object_set_new(root, "standardize", json_boolean(m->standardize)) == 0 &&
         json_object_set(root, "features", features) == 0 && json_object_set(root, "targets", targets) == 0;
    json_decref(features);
    json_decref(targets);
    char sum[17];
    ok = ok && checksum(root, sum) && json_object_set_new(root, "checksum", json_string(sum)) == 0;
    if (!ok) {
        json_decref(root);
        return NULL;
    }
    return root;
}

arete_status arete_model_save(const arete_model *m, const char *path, arete_error *error)
{
    if (!m)
        return arete_fail_null(error, "model");
    if (!path)
        return arete_fail_null(error, "path");
    json_t *root = to_json(m);
    if (!root)
        return arete_fail_memory(error);
    arete_atomic_file file;
    arete_status status = arete_atomic_open(&file, path, error);
    if (status == ARETE_OK) {
        /* Only memory can fail here; what goes wrong with the stream is reported by the commit. */
        if (json_dumpf(root, file.stream, JSON_INDENT(2) | PRECISION) != 0 && !ferror(file.stream)) {
            arete_atomic_abandon(&file);
            status = arete_fail_memory(error);
        } else {
            fputc('\n', file.stream);
            status = arete_atomic_commit(&file, error);
        }
    }
    json_decref(root);
    return status;
}

/* ---- reading ---- */

static arete_status bad(arete_error *error, const char *what)
{
    return arete_fail(error, ARETE_ERR_FORMAT, "path", "not a usable model: %s", what);
}

/* A finite number under `key`. */
static bool get_number(const json_t *object, const char *key, double *out)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_number(value) || !isfinite(json_number_value(value)))
        return false;
    *out = json_number_value(value);
    return true;
}

static arete_status check_head(json_t *root, arete_error *error)
{
    const char *format = json_string_value(json_object_get(root, "format"));
    if (!format || strcmp(format, FORMAT) != 0)
        return arete_fail(error, ARETE_ERR_FORMAT, "path",
                          "not a model file (no \"format\": \"" FORMAT "\")");
    const json_t *version = json_object_get(root, "version");
    if (!json_is_integer(version))
        return bad(error, "it has no version");
    if (json_integer_value(version) != VERSION)
        return arete_fail(error, ARETE_ERR_VERSION, "path",
                          "model file of version %" JSON_INTEGER_FORMAT "; this library reads version %d",
                          json_integer_value(version), VERSION);
    const char *stored = json_string_value(json_object_get(root, "checksum"));
    if (!stored)
        return bad(error, "it has no checksum");
    char given[17], computed[17];
    snprintf(given, sizeof given, "%s", strlen(stored) == 16 ? stored : "");
    json_object_del(root, "checksum");
    if (!checksum(root, computed))
        return arete_fail_memory(error);
    if (strcmp(given, computed) != 0)
        return bad(error, "its checksum does not match, so it was damaged or edited");
    return ARETE_OK;
}

/* Names of an array of strings, or with key of an array of objects. */
static arete_status get_names(const json_t *array, const char *key, char ***out, const char *what,
                              arete_error *error)
{
    size_t count = json_array_size(array);
    const char **names = arete_alloc(count, sizeof *names);
    if (!names)
        return arete_fail_memory(error);
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        const json_t *item = json_array_get(array, i);
        names[i] = json_string_value(key ? json_object_get(item, key) : item);
        ok = names[i] != NULL;
    }
    arete_status status =
        ok ? arete_names_copy(out, count, names, what, error) : bad(error, "a name is not a string");
    free(names);
    return status == ARETE_ERR_NAME ? bad(error, "a name is empty or stands twice") : status;
}

static arete_status get_target(arete_model *m, size_t t, const json_t *target, arete_error *error)
{
    const json_t *coef = json_object_get(target, "coefficients");
    if (!json_is_array(coef) || json_array_size(coef) != m->p)
        return bad(error, "the numbers of features and coefficients differ");
    for (size_t j = 0; j < m->p; j++) {
        const json_t *value = json_array_get(coef, j);
        m->coef[t * m->p + j] = json_number_value(value);
        if (!json_is_number(value) || !isfinite(m->coef[t * m->p + j]))
            return bad(error, "a coefficient is not a number");
    }
    if (!get_number(target, "lambda", &m->lambda[t]) || !(m->lambda[t] >= 0))
        return bad(error, "a target has no valid lambda");
    if (!get_number(target, "intercept", &m->intercept[t]))
        return bad(error, "a target has no intercept");
    if (!get_number(target, "df", &m->df[t]) || !(m->df[t] >= 0))
        return bad(error, "a target has no degrees of freedom");
    m->sigma2[t] = NAN;
    if (json_object_get(target, "sigma2") &&
        (!get_number(target, "sigma2", &m->sigma2[t]) || !(m->sigma2[t] >= 0)))
        return bad(error, "a target's sigma2 is not a variance");
    return ARETE_OK;
}

static arete_status from_json(arete_model **out, json_t *root, arete_error *error)
{
    ARETE_TRY(check_head(root, error));
    const json_t *features = json_object_get(root, "features"), *targets = json_object_get(root, "targets");
    if (!json_is_array(features) || json_array_size(features) == 0)
        return bad(error, "it has no features");
    if (!json_is_array(targets) || json_array_size(targets) == 0)
        return bad(error, "it has no targets");
    const json_t *intercept = json_object_get(root, "intercept"),
                 *standardize = json_object_get(root, "standardize");
    if (!json_is_boolean(intercept) || !json_is_boolean(standardize))
        return bad(error, "it does not say whether it has an intercept and standardises");
    ARETE_TRY(arete_model_allocate(out, json_array_size(features), json_array_size(targets), error));
    arete_model *m = *out;
    m->has_intercept = json_is_true(intercept);
    m->standardize = json_is_true(standardize);
    if (!get_number(root, "rows", &m->rows) || !get_number(root, "weight", &m->weight) || !(m->rows >= 1) ||
        !(m->weight > 0))
        return bad(error, "it does not say how many rows it was fitted to");
    ARETE_TRY(get_names(features, NULL, &m->features, "features", error));
    ARETE_TRY(get_names(targets, "name", &m->targets, "targets", error));
    for (size_t t = 0; t < m->q; t++)
        ARETE_TRY(get_target(m, t, json_array_get(targets, t), error));
    return ARETE_OK;
}

/* Jansson 2.14 ignores that its scanner's buffer could not grow and goes on with a shortened name or number.
 * So it is given the file byte by byte, and before each byte the mark is looked for that malloc leaves in
 * errno. */
typedef struct json_source {
    FILE *stream;
    bool no_memory;
} json_source;

static size_t next_byte(void *buffer, size_t size, void *data)
{
    json_source *in = data;
    in->no_memory = in->no_memory || errno == ENOMEM;
    return in->no_memory || size == 0 ? (size_t)-1 : fread(buffer, 1, 1, in->stream);
}

arete_status arete_model_load(arete_model **model, const char *path, arete_error *error)
{
    if (!model)
        return arete_fail_null(error, "model");
    *model = NULL;
    if (!path)
        return arete_fail_null(error, "path");
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return errno == ENOMEM
                   ? arete_fail_memory(error)
                   : arete_fail(error, ARETE_ERR_IO, "path", "cannot be read: %s", strerror(errno));
    json_error_t details;
    errno = 0;
    json_source in = {stream, false};
    json_t *root = json_load_callback(next_byte, &in, JSON_REJECT_DUPLICATES, &details);
    bool unreadable = ferror(stream) != 0;
    int reason = errno;
    fclose(stream);
    if (in.no_memory) {
        json_decref(root);
        return arete_fail_memory(error);
    }
    if (unreadable) {
        json_decref(root);
        return arete_fail(error, ARETE_ERR_IO, "path", "cannot be read: %s", strerror(reason));
    }
    if (!root) {
        if (json_error_code(&details) == json_error_out_of_memory || reason == ENOMEM)
            return arete_fail_memory(error);
        arete_fail(error, ARETE_ERR_FORMAT, "path", "not JSON: %.150s", details.text);
        return arete_at_line(error, ARETE_ERR_FORMAT, details.line > 0 ? (size_t)details.line : 0,
                             details.column > 0 ? (size_t)details.column : 0);
    }
    arete_status status = from_json(model, root, error);
    json_decref(root);
    if (status != ARETE_OK)
        arete_model_destroy(model);
    return status;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The report for programs. A key whose value was not computed, or does not exist, is absent: JSON has no NaN.
 */
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common.h"
#include "cli/report.h"

/* An object being filled; after the first failure (no memory, a name JSON cannot hold) it stays bad. */
typedef struct object {
    json_t *json;
    bool bad;
} object;

static void set(object *o, const char *key, json_t *value)
{
    if (json_object_set_new(o->json, key, value) != 0) /* takes the value, also when it fails */
        o->bad = true;
}

static void set_number(object *o, const char *key, double value)
{
    if (isfinite(value))
        set(o, key, json_real(value));
}

static void set_count(object *o, const char *key, uint64_t value)
{
    set(o, key, json_integer((json_int_t)value));
}

/* Adds a finished object, or notes that it is not whole. */
static void set_object(object *o, const char *key, object part)
{
    o->bad = o->bad || part.bad;
    set(o, key, part.json);
}

static object named_numbers(const cli_list *names, const double *values)
{
    object o = {json_object(), false};
    for (size_t j = 0; j < names->count; j++)
        set_number(&o, names->items[j], values[j]);
    return o;
}

static void append(json_t *array, object *parent, object element)
{
    /* Appended first: that takes the element, also when it fails. */
    if (json_array_append_new(array, element.json) != 0 || element.bad)
        parent->bad = true;
}

static void set_path(object *o, const fit_result *r, size_t t)
{
    json_t *array = json_array();
    for (size_t l = 0; l < arete_cv_size(r->cv); l++) {
        arete_cv_point point;
        if (arete_cv_get(r->cv, l, t, &point))
            o->bad = true;
        object element = {json_object(), false};
        set_number(&element, "lambda", point.lambda);
        set_number(&element, "df", point.df);
        set_number(&element, "cv_mean", point.cv_mean);
        set_number(&element, "cv_se", point.cv_se);
        set_number(&element, "gcv", point.gcv);
        append(array, o, element);
    }
    set(o, "path", array);
}

static bool any_finite(const double *values, size_t n)
{
    for (size_t j = 0; values && j < n; j++)
        if (isfinite(values[j]))
            return true;
    return false;
}

/* What stands in the report of every target alike. */
static void set_common(object *o, const fit_result *r)
{
    set_count(o, "n", arete_ridge_rows(r->fit));
    set_count(o, "p", arete_ridge_p(r->fit));
    set_number(o, "alpha", 0.0);
    set(o, "standardize", json_boolean(r->settings->standardize));
}

static void set_target(object *o, const fit_result *r, size_t t)
{
    const cli_list *features = &r->input->roles.features;
    size_t l = r->l[t];
    arete_ridge_stats stats;
    if (arete_ridge_get_stats(r->fit, l, t, &stats))
        o->bad = true;
    set(o, "target", json_string(r->input->roles.targets.items[t]));
    set_number(o, "lambda", stats.lambda);
    set_number(o, "intercept", arete_ridge_intercept(r->fit, l, t));
    if (r->settings->intercept)
        set_number(o, "intercept_std_error", arete_ridge_intercept_std_error(r->fit, l, t));
    set_object(o, "coefficients", named_numbers(features, arete_ridge_coef(r->fit, l, t)));
    const double *errors = arete_ridge_std_errors(r->fit, l, t);
    if (any_finite(errors, features->count))
        set_object(o, "std_errors", named_numbers(features, errors));
    set_number(o, "df", stats.df);
    set_number(o, "rss", stats.rss);
    set_number(o, "r2", stats.r2);
    set_number(o, "rmse", stats.rmse);
    set_number(o, "sigma2", stats.sigma2);
    set_number(o, "gcv", stats.gcv);
    if (r->cv) {
        set_path(o, r, t);
        set(o, "selected_by", json_string("kfold"));
    }
    set(o, "solver", json_string(stats.solver == ARETE_SOLVER_DUAL ? "dual" : "cholesky"));
    set_number(o, "rcond", stats.rcond);
}

static void set_warnings(object *o, const fit_result *r)
{
    json_t *array = json_array();
    const arete_warning *warning;
    for (size_t i = 0; (warning = fit_warning(r, i)) != NULL; i++) {
        object element = {json_object(), false};
        set(&element, "code", json_string(arete_warning_code(warning->kind)));
        set(&element, "text", json_string(warning->text));
        append(array, o, element);
    }
    set(o, "warnings", array);
}

/* The text as it grows. Once bad it stays bad: Jansson 2.14 does not look whether the name of a key was
 * taken, and would print an object without it. */
typedef struct buffer {
    char *text;
    size_t length;
    size_t capacity;
    bool bad;
} buffer;

static int add_text(const char *data, size_t n, void *to)
{
    buffer *b = to;
    if (!b->bad && n > b->capacity - b->length) {
        size_t capacity = 2 * (b->capacity + n);
        char *text = realloc(b->text, capacity);
        b->bad = !text;
        if (text) {
            b->text = text;
            b->capacity = capacity;
        }
    }
    if (b->bad)
        return -1;
    memcpy(b->text + b->length, data, n);
    b->length += n;
    return 0;
}

int fit_report_json(const fit_result *result, char **text, size_t *length)
{
    object o = {json_object(), false};
    size_t q = arete_ridge_q(result->fit);
    set_common(&o, result);
    if (q == 1) {
        set_target(&o, result, 0);
    } else {
        json_t *targets = json_array();
        for (size_t t = 0; t < q; t++) {
            object element = {json_object(), false};
            set_common(&element, result);
            set_target(&element, result, t);
            append(targets, &o, element);
        }
        set(&o, "targets", targets);
    }
    set_warnings(&o, result);
    set_count(&o, "rows_read", result->input->rows_read);
    set_count(&o, "rows_dropped", result->input->rows_dropped);
    set_number(&o, "seconds", result->seconds);

    buffer made = {0};
    int status =
        o.bad ? -1 : json_dump_callback(o.json, add_text, &made, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    json_decref(o.json);
    if (status != 0 || add_text("\n", 1, &made) != 0) {
        free(made.text);
        return cli_no_memory();
    }
    *text = made.text;
    *length = made.length;
    return CLI_DONE;
}

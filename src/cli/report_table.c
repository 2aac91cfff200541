/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The table of coefficients, with standard errors and their ratio. Of more than FEW predictors the MANY with
 * the largest ratio are shown (the largest coefficients where there are no standard errors).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/report_parts.h"

enum { FEW = 20, MANY = 15, NARROWEST = 11, WIDEST = 28 };

void report_name(FILE *out, const char *name, size_t width)
{
    size_t characters = 0;
    for (const char *c = name; *c; c++)
        characters += ((unsigned char)*c & 0xC0) != 0x80; /* UTF-8: all but continuation bytes */
    size_t room = width == 0 || characters <= width ? characters : width - 3, shown = 0;
    for (const char *c = name; *c; c++) {
        shown += ((unsigned char)*c & 0xC0) != 0x80;
        if (shown > room)
            break;
        putc((unsigned char)*c < ' ' || *c == 127 ? '?' : *c, out);
    }
    if (room < characters)
        fputs("...", out);
    else if (width > characters)
        fprintf(out, "%*s", (int)(width - characters), "");
}

static size_t characters_of(const char *name)
{
    size_t n = 0;
    for (const char *c = name; *c; c++)
        n += ((unsigned char)*c & 0xC0) != 0x80;
    return n;
}

static double ratio(double value, double error)
{
    return error > 0 ? value / error : NAN;
}

static void print_row(FILE *out, const char *name, size_t width, double value, double error)
{
    fputs("          ", out);
    report_name(out, name, width);
    fprintf(out, " %13.6g", value);
    double z = ratio(value, error);
    if (isfinite(error))
        fprintf(out, " %13.6g", error);
    if (isfinite(z))
        fprintf(out, fabs(z) < 1e5 ? " %9.2f" : " %9.2e", z);
    putc('\n', out);
}

/* Predictor and how much it weighs in the choice of what to show. */
typedef struct weighed {
    size_t j;
    double weight;
} weighed;

static int heavier(const void *a, const void *b)
{
    const weighed *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return left->j < right->j ? -1 : left->j > right->j;
}

static int earlier(const void *a, const void *b)
{
    const weighed *left = a, *right = b;
    return left->j < right->j ? -1 : left->j > right->j;
}

/* The predictors to show, in the order of the file; NULL without memory. */
static weighed *choose(const double *beta, const double *errors, size_t p, size_t *count)
{
    weighed *all = calloc(p, sizeof *all);
    if (!all)
        return NULL;
    for (size_t j = 0; j < p; j++) {
        double w = errors ? fabs(ratio(beta[j], errors[j])) : fabs(beta[j]);
        all[j] = (weighed){j, isfinite(w) ? w : -1};
    }
    *count = p;
    if (p > FEW) {
        qsort(all, p, sizeof *all, heavier);
        qsort(all, MANY, sizeof *all, earlier);
        *count = MANY;
    }
    return all;
}

static const double *usable(const double *errors, size_t p)
{
    for (size_t j = 0; errors && j < p; j++)
        if (isfinite(errors[j]))
            return errors;
    return NULL;
}

bool report_coefficients(FILE *out, const fit_result *result, size_t t)
{
    const cli_list *names = &result->input->roles.features;
    size_t p = names->count, l = result->l[t], count = 0, width = NARROWEST;
    const double *beta = arete_ridge_coef(result->fit, l, t);
    const double *errors = usable(arete_ridge_std_errors(result->fit, l, t), p);
    weighed *shown = choose(beta, errors, p, &count);
    if (!shown)
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t n = characters_of(names->items[shown[i].j]);
        width = n > width ? n : width;
    }
    width = width > WIDEST ? WIDEST : width;
    fprintf(out, "          %-*s %13s", (int)width, "", "coefficient");
    fputs(errors ? "     std error     ratio\n" : "\n", out);
    if (result->settings->intercept)
        print_row(out, "(intercept)", width, arete_ridge_intercept(result->fit, l, t),
                  errors ? arete_ridge_intercept_std_error(result->fit, l, t) : NAN);
    for (size_t i = 0; i < count; i++) {
        size_t j = shown[i].j;
        print_row(out, names->items[j], width, beta[j], errors ? errors[j] : NAN);
    }
    if (count < p)
        fprintf(out, "          ... %zu more, see --json or -o; shown: the largest %s\n", p - count,
                errors ? "ratios to the standard error" : "coefficients");
    if (errors)
        fputs(
            "          (standard errors are of the variance alone: they leave out the bias of the penalty)\n",
            out);
    free(shown);
    return true;
}

/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The report for people: one screen that says what data, which penalty and why, the model, how good it is,
 * and what to be wary of.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common.h"
#include "cli/report.h"
#include "cli/report_parts.h"

enum { MOST_TARGETS = 3 }; /* whose whole model is printed */

static void print_data(FILE *out, const fit_result *r)
{
    const fit_input *in = r->input;
    const cli_list *files = &r->settings->files;
    fputs("Data      ", out);
    report_name(out, strcmp(files->items[0], "-") == 0 ? "standard input" : files->items[0], 0);
    if (files->count > 1)
        fprintf(out, " and %zu more", files->count - 1);
    fprintf(out, "\n          %" PRIu64 " row%s", in->rows_read, in->rows_read == 1 ? "" : "s");
    if (in->rows_used < in->rows_read) {
        fputs(" read", out);
        if (in->rows_dropped > 0)
            fprintf(out, ", %" PRIu64 " dropped for missing values", in->rows_dropped);
        if (in->rows_used + in->rows_dropped < in->rows_read)
            fprintf(out, ", %" PRIu64 " of weight 0", in->rows_read - in->rows_dropped - in->rows_used);
        fprintf(out, ", %" PRIu64 " used", in->rows_used);
    }
    fprintf(out, "; %zu predictor%s\n", in->roles.features.count, in->roles.features.count == 1 ? "" : "s");
    if (in->roles.weights) {
        fputs("          weights: ", out);
        report_name(out, in->roles.weights, 0);
        fprintf(out, ", sum %g\n", arete_ridge_weight(r->fit));
    }
}

static void print_choice(FILE *out, const fit_result *r, size_t t)
{
    const fit_settings *s = r->settings;
    arete_ridge_stats stats;
    arete_ridge_get_stats(r->fit, r->l[t], t, &stats);
    if (!r->cv) {
        fprintf(out, "Penalty   lambda = %g as given (df %.4g); nothing was selected\n\n", stats.lambda,
                stats.df);
        return;
    }
    arete_cv_point point;
    arete_cv_get(r->cv, r->best[t], t, &point);
    fprintf(out, "Penalty   lambda = %g (df %.4g), %s of %zu by %zu-fold cross-validation", stats.lambda,
            stats.df, s->rule == ARETE_RULE_1SE ? "largest within 1 SE" : "smallest error",
            arete_cv_size(r->cv), arete_cv_folds(r->cv));
    if (s->fold_column) {
        fputs("\n          on the folds of ", out);
        report_name(out, s->fold_column, 0);
    }
    fprintf(out, "\n          mean squared error on held-out rows: %.5g +- %.3g\n\n", point.cv_mean,
            point.cv_se);
    report_curve(out, r, t);
    putc('\n', out);
}

/* The objective with the numbers of this fit in it. */
static void print_objective(FILE *out, const fit_result *r, size_t t)
{
    const fit_settings *s = r->settings;
    const char *b = s->intercept ? " - b" : "";
    const char *w = r->input->roles.weights ? "w " : "";
    const char *f = r->input->factors ? "f_j " : "";
    arete_ridge_stats stats;
    arete_ridge_get_stats(r->fit, r->l[t], t, &stats);
    fputs("Model     ", out);
    report_name(out, r->input->roles.targets.items[t], 0);
    fprintf(out, ": minimises sum %s(y%s - x'beta)^2 + %g sum %s", w, b, stats.lambda, f);
    if (s->standardize)
        fputs("(s_j beta_j)^2,\n          s_j the standard deviation of x_j\n\n", out);
    else
        fputs("beta_j^2\n          (predictors are not standardised)\n\n", out);
}

static void print_quality(FILE *out, const fit_result *r, size_t t)
{
    arete_ridge_stats stats;
    arete_ridge_get_stats(r->fit, r->l[t], t, &stats);
    fputs("Fit       ", out);
    if (isfinite(stats.r2))
        fprintf(out, "R2 %.4f   ", stats.r2);
    fprintf(out, "RMSE %.5g   df %.4g", stats.rmse, stats.df);
    if (isfinite(stats.sigma2))
        fprintf(out, "   sigma2 %.5g", stats.sigma2);
    if (isfinite(stats.gcv))
        fprintf(out, "   GCV %.5g", stats.gcv);
    putc('\n', out);
}

/* False without memory. */
static bool print_target(FILE *out, const fit_result *r, size_t t)
{
    print_choice(out, r, t);
    print_objective(out, r, t);
    if (!report_coefficients(out, r, t))
        return false;
    putc('\n', out);
    print_quality(out, r, t);
    return true;
}

static void print_warnings(FILE *out, const fit_result *r)
{
    enum { MOST = 8 };
    const arete_warning *warning;
    size_t i;
    for (i = 0; (warning = fit_warning(r, i)) != NULL; i++) {
        if (i >= MOST)
            continue;
        fputs("Warning   ", out);
        report_name(out, warning->text, 0);
        putc('\n', out);
    }
    if (i > MOST)
        fprintf(out, "          ... %zu more warnings, see --json\n", i - MOST);
}

static void print_end(FILE *out, const fit_result *r)
{
    arete_ridge_stats stats;
    arete_ridge_get_stats(r->fit, r->l[0], 0, &stats);
    print_warnings(out, r);
    fprintf(out, "Solved    by %s, reciprocal condition %.2g; %.3g s\n",
            stats.solver == ARETE_SOLVER_DUAL ? "the dual (n x n)" : "Cholesky (p x p)", stats.rcond,
            r->seconds);
    if (r->settings->model) {
        fputs("Saved     ", out);
        report_name(out, r->settings->model, 0);
        putc('\n', out);
    }
    if (r->settings->moments) {
        fputs("Saved     moments: ", out);
        report_name(out, r->settings->moments, 0);
        putc('\n', out);
    }
}

int fit_report_text(const fit_result *result, char **text, size_t *length)
{
    FILE *out = open_memstream(text, length);
    if (!out)
        return cli_no_memory();
    bool whole = true;
    size_t q = arete_ridge_q(result->fit);
    print_data(out, result);
    for (size_t t = 0; t < q && t < MOST_TARGETS; t++)
        whole = print_target(out, result, t) && whole;
    if (q > MOST_TARGETS)
        fprintf(out, "          ... %zu more targets, see --json or -o\n", q - MOST_TARGETS);
    print_end(out, result);
    bool bad = ferror(out) || !whole;
    bad =
        fclose(out) != 0 || !*text || bad; /* without memory fclose sets the text to NULL and says nothing */
    return bad ? cli_no_memory() : CLI_DONE;
}

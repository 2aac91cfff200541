/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The moments of ridge-fit: made for the roles, merged from files, grown as fold numbers appear. Each step
 * asks for memory first, so that a job that cannot fit is refused with the figures and not killed half-way.
 */
#include <stdint.h>
#include <stdio.h>

#include "arete/ridge.h"
#include "cli/common.h"
#include "cli/input_parts.h"
#include "cli/memory.h"

static int check_memory(const fit_input *in, const fit_settings *s, const char *file, size_t folds)
{
    size_t p = in->roles.features.count, q = in->roles.targets.count;
    size_t had = in->moments ? arete_moments_bytes(p, q, arete_moments_folds(in->moments)) : 0;
    size_t bytes = arete_moments_bytes(p, q, folds);
    if (bytes != SIZE_MAX)
        bytes -= had < bytes ? had : bytes;
    bytes = cli_memory_add(bytes, arete_ridge_bytes(p, q, s->threads));
    char what[96];
    snprintf(what, sizeof what, "the moments of %zu predictors in %zu fold%s and their fit take", p, folds,
             folds == 1 ? "" : "s");
    return cli_memory_check(file, bytes, what,
                            folds == 1        ? ""
                            : s->nlambda == 1 ? " (fewer --folds take less)"
                                              : " (fewer --folds, or one --lambda, take less)");
}

int fit_moments_create(fit_input *in, const fit_settings *s, const char *file)
{
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.seed = s->seed;
    options.threads = s->threads;
    options.folds = in->roles.folds || !(s->select || s->moments) ? 1 : s->folds;
    int status = check_memory(in, s, file, options.folds);
    if (status != CLI_DONE)
        return status;
    arete_error error;
    const char *const *features = (const char *const *)in->roles.features.items;
    const char *const *targets = (const char *const *)in->roles.targets.items;
    if (arete_moments_create(&in->moments, in->roles.features.count, in->roles.targets.count, &options,
                             &error) ||
        arete_moments_set_names(in->moments, features, targets, &error))
        return cli_failure(file, &error);
    return CLI_DONE;
}

static int grow(arete_moments *m, const char *file, size_t folds)
{
    arete_error error;
    if (folds > arete_moments_folds(m) && arete_moments_grow(m, folds, &error))
        return cli_failure(file, &error);
    return CLI_DONE;
}

int fit_moments_grow(fit_input *in, const fit_settings *s, const char *file, size_t folds)
{
    if (folds <= arete_moments_folds(in->moments))
        return CLI_DONE;
    int status = check_memory(in, s, file, folds);
    return status == CLI_DONE ? grow(in->moments, file, folds) : status;
}

int fit_moments_merge(fit_input *in, const fit_settings *s, const char *file)
{
    arete_moments *part;
    arete_error error;
    if (arete_moments_load(&part, file, &error))
        return cli_failure(file, &error);
    int status = CLI_DONE;
    if (!in->moments) {
        in->moments = part;
        status = fit_roles_from_moments(&in->roles, s, file, part);
        return status == CLI_DONE ? check_memory(in, s, file, arete_moments_folds(part)) : status;
    }
    /* Parts made with --fold-column need not have met the same largest number. */
    if (s->fold_column) {
        status = grow(in->moments, file, arete_moments_folds(part));
        if (status == CLI_DONE)
            status = grow(part, file, arete_moments_folds(in->moments));
    }
    if (status == CLI_DONE && arete_moments_merge(in->moments, part, &error))
        status = cli_failure(file, &error);
    arete_moments_destroy(&part);
    return status;
}

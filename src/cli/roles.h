/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Which column is what: features, targets, weights, fold numbers.
 */
#ifndef ARETE_CLI_ROLES_H
#define ARETE_CLI_ROLES_H

#include "arete/moments.h"
#include "arete/table.h"
#include "cli/fit_settings.h"

/* features and targets in the order of the moments and of the model. weights and folds: NULL where there is
 * no such column, or nothing needs it; they point into the settings. */
typedef struct fit_roles {
    cli_list features, targets;
    const char *weights, *folds;
} fit_roles;

/* Takes the roles from the names of a table, or from those of saved moments, and the options. An exit status,
 * after a message where it is not CLI_DONE. *roles is to be freed in every case. */
int fit_roles_from_table(fit_roles *roles, const fit_settings *settings, const char *file,
                         const arete_table *table);
int fit_roles_from_moments(fit_roles *roles, const fit_settings *settings, const char *file,
                           const arete_moments *moments);

/* Finds the columns in a table and selects them: features, targets, weights, folds. */
int fit_roles_select(const fit_roles *roles, const char *file, arete_table *table);

/* p penalty factors into *factors (to be freed), NULL if the options name none. */
int fit_roles_factors(const fit_roles *roles, const fit_settings *settings, const char *file,
                      double **factors);

void fit_roles_free(fit_roles *roles);

#endif /* ARETE_CLI_ROLES_H */

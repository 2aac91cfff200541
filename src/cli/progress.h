/* SPDX-License-Identifier: BSD-3-Clause
 *
 * One line on standard error that says how far a long run is. There is one terminal, so there is one line.
 */
#ifndef ARETE_CLI_PROGRESS_H
#define ARETE_CLI_PROGRESS_H

#include "arete/table.h"

/* wanted: 1 always, 0 never, -1 only where standard error is a terminal. */
void cli_progress_begin(int wanted);

/* Shows how much of a file is read: percent of its bytes where its size is known, and rows. */
void cli_progress_read(const char *file, const arete_table *table);

/* Shows a stage of the work that cannot be measured. */
void cli_progress_stage(const char *text);

/* Wipes the line. Messages and reports do so before they print. */
void cli_progress_clear(void);

#endif /* ARETE_CLI_PROGRESS_H */

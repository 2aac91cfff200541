/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A scenario is a piece of work with arete, run over and over, each time with another allocation failing.
 *
 * Each call in it that may run out of memory stands in STEP. When it fails, the status must be
 * ARETE_ERR_NO_MEMORY, `untouched` must hold, and the same call, with memory again, must succeed: so a scenario always
 * ends with its full result, which is compared with that of an undisturbed run. Then it destroys what it made, and
 * nothing may be left.
 */
#ifndef SCENARIO_H
#define SCENARIO_H

#include "arete_test.h"

#include "fail_alloc.h"

/* Does the work, destroys all it made, and leaves a fingerprint of the results in *result. */
typedef void scenario(uint64_t *result);

/* Runs a scenario undisturbed, then with allocation k = 1, 2, ... failing until none is left to fail: that one only,
 * and that one and all after it. */
void run_scenario(scenario *work);

/* `call` passes &error, a variable of STEP's own. */
#define STEP(call, untouched)                                                                                \
    do {                                                                                                     \
        arete_error error = {.text = "(not set)"};                                                           \
        int step_ = (call);                                                                                  \
        if (step_ != ARETE_OK) {                                                                             \
            fail_alloc_pause();                                                                              \
            scenario_check_failure(step_, &error, #call, (untouched), #untouched);                           \
            error = (arete_error){.text = "(not set)"};                                                      \
            assert_ok(call, &error);                                                                         \
            fail_alloc_resume();                                                                             \
        }                                                                                                    \
    } while (0)

void scenario_check_failure(int status, const arete_error *error, const char *call, bool untouched,
                            const char *condition);

/* Folds bytes into a fingerprint (FNV-1a). */
uint64_t fingerprint(uint64_t sum, const void *bytes, size_t n);

/* The same of a whole file; a file that cannot be read gives 0. */
uint64_t fingerprint_file(uint64_t sum, const char *path);

#endif /* SCENARIO_H */

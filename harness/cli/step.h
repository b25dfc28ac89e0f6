/* SPDX-License-Identifier: MIT */
/* A step: a command that is run for what it does, not to be measured, and that a signal can end. */
#ifndef STEP_H
#define STEP_H

#include <stdbool.h>

#include "yoke/error.h"

struct step {
    const char *const *words; /* looked up along PATH; ended by NULL */
    const char *folder;       /* where it runs */
    const char *log;          /* what it prints is added to this file */
    bool cleans_up;           /* a signal does not end it */
};

/* Runs it to its end; nothing that it started is left. Signals must be caught (interrupt.h) and orphans adopted (child.h).
 * Returns its exit status, 128 + n when a signal ended it, or a negative errno with a sentence; -EINTR without one: a signal
 * asked us to stop. */
int step_run(const struct step *step, struct yoke_error *error);

#endif

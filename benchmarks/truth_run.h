/* SPDX-License-Identifier: MIT */
/* One run of yoke as a command, and how much of the machine others took meanwhile. */
#ifndef TRUTH_RUN_H
#define TRUTH_RUN_H

#include <stddef.h>

#include "record.h"

struct truth_run {
    struct record *record; /* owned: record_free; NULL: the run failed */
    double seconds;
    size_t starts; /* processes that gave samples */
    double others; /* processors that were in use by others, or stolen, on average; NaN: not known */
};

/* Runs `yoke ARGUMENTS -q -o PLACE` in a folder of its own below /tmp, `before` in front of the command ("taskset -c 0
 * "), and reads its record. What fails is said on standard error. */
struct truth_run truth_run(const char *before, const char *arguments);

/* Removes the folder. */
void truth_run_end(void);

#endif

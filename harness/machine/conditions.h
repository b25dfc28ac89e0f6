/* SPDX-License-Identifier: MIT */
/* What of the machine can be changed while a run goes on, and makes what was measured before and after it two different
 * things. Read again and again, so cheaply: a few small files, some 100 us. */
#ifndef CONDITIONS_H
#define CONDITIONS_H

#include <stdbool.h>

enum condition {
    CONDITION_GOVERNOR,        /* of the frequency */
    CONDITION_FREQUENCY_LIMIT, /* the kernel's upper one: thermal daemons and power profiles lower it */
    CONDITION_TURBO,
    CONDITION_SMT,
    CONDITION_QUOTA,      /* of the cgroup, in processors */
    CONDITION_PROCESSORS, /* this thread may run on */
    CONDITION_CLOCK,      /* the kernel's clock source: it leaves one that turned out to be unsteady */
    CONDITIONS,           /* how many */
};

enum { CONDITION_BYTES = 256 };

/* Plain data. An empty text: the kernel does not say. */
struct conditions {
    char values[CONDITIONS][CONDITION_BYTES];
};

/* "governor", "frequency_limit", …: as in the record. */
const char *condition_name(enum condition condition);

/* Reads all of them; `root` is the folder that stands for "/" ("" for this machine). */
void conditions_read(const char *root, struct conditions *conditions);

bool condition_same(const struct conditions *left, const struct conditions *right, enum condition condition);

#endif

/* SPDX-License-Identifier: MIT */
/* What grew from one profile to another: processor time a task, by function. */
#ifndef PROFILE_GROWTH_H
#define PROFILE_GROWTH_H

#include <stdbool.h>

#include "yoke/record.h"

/* Processor time of one task, in the first profile and in the second. */
struct profile_cost {
    double from_ns, to_ns;
};

struct profile_growth {
    struct profile_cost all;
    bool grown; /* all of it, beyond three standard deviations of the counts; otherwise the rest is empty */
    const struct yoke_profile_function *function; /* that grew most by its own, beyond the same; of the second profile; NULL: none */
    struct profile_cost own;
    double share; /* of the growth of all; above 1 where others shrank */
    double kernel_share; /* that of the whole kernel; NaN where nothing has grown */
};

/* Compares the profiles of two cells that do the same work. Counts are taken for Poisson's. Returns 0, -ENOENT when one has no profile
 * or too few samples, or -EINVAL when they cannot be compared (one saw the kernel and the other did not). */
int profile_growth_compute(const struct yoke_cell *from, const struct yoke_cell *to, struct profile_growth *growth);

#endif

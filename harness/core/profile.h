/* SPDX-License-Identifier: MIT */
/* Profiles: when everything has been measured, every cell runs once more while its call chains are sampled. What was measured is
 * not touched by it, and nothing that is measured here enters it. */
#ifndef PROFILE_H
#define PROFILE_H

#include "tryout.h"

/* The runs of one cell are to take so long: a thousand samples a worker, which tell a share of a half to 3 per cent (95 %), one of a
 * twentieth to 1.4. */
#define PROFILE_NS UINT64_C(1000000000)

/* Fills the profile of every cell that has samples, or of those alone that `chosen` marks (one a cell; NULL: all): its call chains, or
 * the reason why there are none. Returns 0, or a negative errno with a sentence for lack of memory or processes of our own. Stops
 * where it is when a signal has come. */
int profile_run(const struct tryout *tryout, const bool chosen[], struct yoke_error *error);

#endif

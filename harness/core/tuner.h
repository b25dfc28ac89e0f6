/* SPDX-License-Identifier: MIT */
/* The policy of `yoke tune`: measures a few widths of every curve, then only where the answer is still open: the best
 * cell, whatever may be as good with fewer workers, and the widths between the last that is too slow and the first that
 * is not. */
#ifndef TUNER_H
#define TUNER_H

#include "driver.h"
#include "recommend.h"

/* Blocks in which the opening widths of every curve are visited before anything is left out: as many as a proof at
 * RECOMMEND_LEVEL takes, so that every habit among them gets a price. */
enum { TUNER_OPENING_BLOCKS = 7 };

/* Widths that are looked at first in steps of at least this factor. */
#define TUNER_STEP 2.0

struct tuner {
    const struct recommend_rule *rule; /* its habits are among the opening widths where the plan has them */
    uint64_t blocks_chosen;            /* how many blocks were chosen so far; 0 at the start */
    int status;                        /* 0, or -ENOMEM once memory ran out: the run then ends */
};

/* The policy that `tuner` follows; `tuner` outlives it. */
struct driver_policy tuner_policy(struct tuner *tuner);

/* Which cells the next block shall visit (struct driver_policy). */
void tuner_choose(void *own, const struct yoke_record *record, bool wanted[]);

/* "decided" when no block could change the advice: for every curve the width is proven, the next narrower one that the
 * plan has is proven worse. NULL: go on. */
const char *tuner_enough(void *own, const struct yoke_record *record);

#endif

/* SPDX-License-Identifier: MIT */
/* The policy of `yoke tune`, in three parts. It opens with few widths of every curve, in few blocks. It then measures
 * only what may still change the answer: the best cell, the narrowest that may be as good and its neighbours, the
 * widths between it and the narrower one, a few of those that may still turn out to be better than the best, and where
 * a curve bends down again, the widths around its top and its knee by the law that fits it (tuner_law.h). The executor
 * that leads is settled first, and those that are clearly behind come last. Then it prices what people configure by
 * habit, on the leading executor. */
#ifndef TUNER_H
#define TUNER_H

#include "driver.h"
#include "recommend.h"

/* Blocks in which the opening widths of every curve are visited before anything is left out: two are the fewest that
 * tell a difference between cells from one between blocks. */
enum { TUNER_OPENING_BLOCKS = 2 };

/* What took so many times as long as the fastest in the first block is not visited again to be sure: two visits of one
 * block differ by that much in the worst of cases only, and the narrow widths of waiting work are what takes the time.
 */
#define TUNER_FAR 4.0

/* Widths that are looked at first in steps of at least this factor. */
#define TUNER_STEP 2.0

/* Of the widths that may be better than the best so many are visited in a block, the most promising ones: each of a
 * plateau may be, and a block of all of them would measure everything but what is to be proven. */
enum { TUNER_RIVALS = 2 };

/* Where nothing was decided by then nothing will be: after 303 pairs the levels of looks shrink faster than pairs come
 * in. */
enum { TUNER_BLOCKS_MOST = 310 };

struct tuner {
    const struct recommend_rule *rule; /* its habits are priced where the plan has their widths */
    uint64_t blocks_chosen;            /* how many blocks were chosen so far; 0 at the start */
    int status;                        /* 0, or -ENOMEM once memory ran out: the run then ends */
};

/* The policy that `tuner` follows; `tuner` outlives it. */
struct driver_policy tuner_policy(struct tuner *tuner);

/* Which cells the next block shall visit (struct driver_policy). */
void tuner_choose(void *own, const struct yoke_record *record, bool wanted[]);

/* "decided" when no block could change the advice: for every curve the width is proven, the next narrower one that the
 * plan has is proven worse, none may still be better by theta, and habits have prices. "blocks" after
 * TUNER_BLOCKS_MOST. NULL: go on. */
const char *tuner_enough(void *own, const struct yoke_record *record);

#endif

/* SPDX-License-Identifier: MIT */
/* More events than the processor counts at a time, without multiplexing: a few in one block, the others in the next. */
#ifndef COUNTER_PASSES_H
#define COUNTER_PASSES_H

#include "counter_source.h"

/* What is counted together. The texts belong to whoever wished for them. */
struct counter_pass {
    const char *names[COUNTERS_MOST];
    size_t count;
};

struct counter_passes {
    struct counter_pass passes[COUNTERS_MOST];
    size_t count;                   /* at least 1 */
    const char *missing;            /* the first event wished for that has a value in no pass; NULL: all have */
    struct counter_verdict verdict; /* why not */
};

/* Parts a wish into passes: every hardware event is in one of them, those whose ratio means something in the same one
 * as far as they fit, and events that need no counter are in all. Events without a value here are in the first, where
 * they leave their reason. Main thread only, before any other exists. Returns 0, or as counter_group_open. */
int counter_passes_make(const struct counter_wish *wish, struct counter_passes *passes, struct yoke_error *error);

/* The same with other sources than this machine's. */
int counter_passes_make_from(const struct counter_source *const sources[], size_t source_count,
                             const struct counter_wish *wish, struct counter_passes *passes, struct yoke_error *error);

#endif

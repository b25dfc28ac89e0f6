/* SPDX-License-Identifier: MIT */
/* What counters.h keeps private: the inside of a group and of a set, and the way in for made-up sources. */
#ifndef COUNTER_GROUP_H
#define COUNTER_GROUP_H

#include "counter_control.h"
#include "counter_source.h"
#include "counters.h"

enum { COUNTER_NO_SOURCE = COUNTER_SOURCES_MOST };

/* One event and where its counts are to come from. */
struct counter_choice {
    char *name;
    const struct counter_control *control;
    size_t source;                    /* index into the group's sources; COUNTER_NO_SOURCE: none delivers */
    bool known[COUNTER_SOURCES_MOST]; /* does that source have the event? */
    int codes[COUNTER_SOURCES_MOST];  /* its code there */
    struct counter_verdict verdict;   /* what all sources tried have said, joined */
    struct counter_event event;
};

struct counter_group {
    const struct counter_source *const *sources;
    size_t source_count;
    struct counter_choice choices[COUNTERS_MOST];
    size_t count;
    enum counter_scope scope;
    bool multiplex;
    char description[256];
};

/* The events of a set that one source counts. */
struct counter_part {
    const struct counter_source *source;
    void *tally;
    size_t count;
    size_t index[COUNTERS_MOST]; /* of each: its place in the group */
};

struct counter_set {
    const struct counter_group *group;
    struct counter_part parts[COUNTER_SOURCES_MOST];
    size_t part_count;
    struct counter_verdict verdicts[COUNTERS_MOST]; /* in this thread */
    struct counter_event events[COUNTERS_MOST];
    struct counter_count base[COUNTERS_MOST]; /* totals when the set was handed over */
    uint64_t empty[COUNTERS_MOST];            /* difference of two reads with nothing between */
};

/* Starts every event of the group that has a source, of the whole machine's or of all others; fills in the verdicts.
 * Returns 0 or -ENOMEM. */
int counter_set_open(const struct counter_group *group, bool machine_wide, struct counter_set *set);
/* Does the work of the events' controls, but only of the kinds in `allowed`, and changes the verdict of every event
 * that did not count it. An event whose work is not allowed, or cannot be done here, only has to be readable. */
void counter_set_judge(struct counter_set *set, unsigned allowed);
void counter_set_close(struct counter_set *set);

/* The wish with its names spelled out: those of the default family where it has none. */
struct counter_wish counter_wish_spell(const struct counter_wish *wish);

/* Are its names few enough, and all different? Returns 0, or -EINVAL with a sentence. */
int counter_wish_check(const struct counter_wish *wish, struct yoke_error *error);

/* counter_group_open with other sources than this machine's. `sources` outlives the group. */
int counter_group_open_from(const struct counter_source *const sources[], size_t source_count,
                            const struct counter_wish *wish, struct counter_group **group, struct yoke_error *error);

#endif

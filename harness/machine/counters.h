/* SPDX-License-Identifier: MIT */
/* Event counters of a worker. An event counts as available only when it was opened, started, and counted a known piece
 * of work (its positive control); everything else carries the reason why there is no value.
 *
 * Names are PAPI's presets (PAPI_TOT_INS) and native events (perf::INSTRUCTIONS, INST_RETIRED), counted in the modes of
 * the scope, and our own software events, which the kernel keeps for every thread and gives away without privilege,
 * whatever the scope, kernel mode included: task-clock (ns), context-switches, voluntary-switches,
 * involuntary-switches, cpu-migrations, page-faults, minor-faults, major-faults. PAPI's own software events are not
 * used for these: in PAPI's default domain switches and migrations open, start, and read a silent 0. energy-pkg
 * (microjoules) is counted for the whole machine, by a set of its own beside the workers'.
 *
 * No multiplexing unless it is asked for: an event that does not fit beside the others is unavailable in this group,
 * and `crowded` says that it may count in a group of its own (counter_passes.h). */
#ifndef COUNTERS_H
#define COUNTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"
#include "yoke/record.h"

enum { COUNTERS_MOST = 32 }; /* events of one group: all families together are some twenty, and room for one's own */

/* Whose work hardware events count. User mode alone by default: it needs no privilege up to perf_event_paranoid 2, and
 * is what the program itself does; the kernel's part varies with what else the machine has to do. */
enum counter_scope { COUNTER_SCOPE_USER, COUNTER_SCOPE_KERNEL, COUNTER_SCOPE_ALL };

/* "user", "kernel", "all", NULL. */
extern const char *const counter_scope_words[];

/* What to count. */
struct counter_wish {
    const char *const *names; /* NULL: the default family of counter_names.h */
    size_t name_count;
    enum counter_scope scope;
    bool multiplex; /* hardware events share the counters in turn, although the values are then estimates */
};

/* A running total. */
struct counter_count {
    uint64_t value;      /* YOKE_MISSING: it does not count */
    uint64_t enabled_ns; /* multiplexed: how long it wanted to count … */
    uint64_t running_ns; /* … and how long it did; both 0: it is not multiplexed */
};

/* One event as decided in the main thread before any worker exists. */
struct counter_event {
    const char *name; /* "PAPI_TOT_INS", "context-switches", …; owned by the group */
    enum yoke_counter_status status;
    const char *reason; /* one sentence with the errno or PAPI code; NULL when status is ok; owned by the group */
    bool crowded;       /* unavailable only because the events named before it took the counters */
    bool machine_wide;  /* counted for everything that runs, by counter_set_start_machine's set */
};

struct counter_group; /* what to count: made once a process */
struct counter_set;   /* one worker's counting */

/* Decides what of the wish (NULL: the default family in user mode) can be counted here, each event by its positive
 * control. Call it in the main thread before any other thread exists; the names are copied. All groups of a process
 * have the same scope. Takes some milliseconds the first time, a fraction of one later. Never fails for lack of
 * counters; returns -EINVAL with a sentence for an unknown or repeated name or too many of them, -ENOMEM when memory is
 * short. */
int counter_group_open(const struct counter_wish *wish, struct counter_group **group, struct yoke_error *error);
void counter_group_close(struct counter_group *group); /* after its sets are stopped; NULL is fine */
size_t counter_group_count(const struct counter_group *group);
const struct counter_event *counter_group_event(const struct counter_group *group, size_t index);

/* One line on what counts here: "papi 7.0.0: software events only (no PMU in this virtual machine)"; belongs to the
 * group. */
const char *counter_group_describe(const struct counter_group *group);

/* Makes the calling thread's (or forked process's) own set, starts it, and repeats the positive control in it, since
 * main's counting proves nothing about another thread, process or kind of core. Threads may do this at the same time.
 * Fork before, not after, a set was started in the forking thread: a child shares its parent's counters. Returns 0 or
 * -ENOMEM with a sentence; an event that does not count here is missing from the reads: counter_set_event says why. */
int counter_set_start(const struct counter_group *group, struct counter_set **set, struct yoke_error *error);

/* The same for the events that count for the whole machine: one set a process, whichever thread it is read in. Reads of
 * it have values for those events alone, reads of a worker's set for all others. `*set` is NULL when there is no such
 * event in the group. */
int counter_set_start_machine(const struct counter_group *group, struct counter_set **set, struct yoke_error *error);
void counter_set_stop(struct counter_set *set); /* in the thread that started it; NULL is fine */

/* How event `index` fares in this set: the group's word, or what this worker found different. Belongs to the set. */
const struct counter_event *counter_set_event(const struct counter_set *set, size_t index);

/* Before what is to be counted: begins multiplexed events anew, since those that are started again are scaled wrongly
 * (PERF_EVENT_IOC_RESET keeps the times). Nothing else changes. In the thread that started the set; system calls. */
void counter_set_renew(struct counter_set *set);

/* Reads the running totals since counter_set_start (multiplexed: since counter_set_renew) into `counts`,
 * counter_group_count entries; YOKE_MISSING for events that do not count. System calls, no allocation: keep it out of
 * timed windows. */
void counter_set_read(struct counter_set *set, struct counter_count counts[]);

/* What was counted between two reads, estimated from the share of the time in which it was counted where it was
 * multiplexed; YOKE_MISSING when either read was, or it never got its turn. */
uint64_t counter_count_between(const struct counter_count *earlier, const struct counter_count *later);

/* What two reads with nothing between them add, as measured when the set was started: the least that any difference of
 * two reads holds of our own doing. counter_group_count entries; YOKE_MISSING for events that do not count. */
void counter_set_empty(const struct counter_set *set, uint64_t values[]);

#endif

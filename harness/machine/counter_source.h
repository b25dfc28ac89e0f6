/* SPDX-License-Identifier: MIT */
/* Where counts come from: the kernel's own books, PAPI, or a bare perf_event_open. Each is a constant object; a group
 * asks them in turn and believes none of them before its positive control. */
#ifndef COUNTER_SOURCE_H
#define COUNTER_SOURCE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "counters.h"
#include "yoke/record.h"

enum { COUNTER_REASON_BYTES = 320 };

/* Does an event count, and if not, why. Plain data; all zero means ok. */
struct counter_verdict {
    enum yoke_counter_status status;
    bool crowded; /* refused for want of a free counter only */
    char reason[COUNTER_REASON_BYTES];
};

__attribute__((format(printf, 3, 4))) static inline void
counter_verdict_set(struct counter_verdict *verdict, enum yoke_counter_status status, const char *format, ...)
{
    verdict->status = status;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(verdict->reason, sizeof verdict->reason, format, arguments);
    va_end(arguments);
}

struct counter_source {
    const char *name;
    bool hardware;     /* does it count what a processor does, rather than what the kernel notes? */
    bool machine_wide; /* for everything that runs, rather than for the calling thread */
    bool in_turns;     /* several events may share a counter: asked when multiplexing is wanted, and only then */

    /* Main thread only. Is `name` an event of this source? 0: yes, and `*code` stands for it in start, in this scope.
     * -ENOENT: no such name. Any other negative errno: it may well be, but nothing can be had of it here, and `verdict`
     * says why. */
    int (*find)(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict);

    /* Opens and starts `count` events for the calling thread. An event that cannot be had gets its verdict and is left
     * out; the others run. Returns 0 and `*tally`, or -ENOMEM. */
    int (*start)(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally);

    /* Running totals, `count` entries; YOKE_MISSING for an event that was left out or cannot be read. No allocation. */
    void (*read)(void *tally, struct counter_count counts[]);
    void (*renew)(void *tally); /* begins anew, the old totals are forgotten; NULL: it never has to */
    void (*stop)(void *tally);
};

extern const struct counter_source counter_software;        /* getrusage, the thread's clock, /proc/thread-self */
extern const struct counter_source counter_papi;            /* PAPI's perf_event component */
extern const struct counter_source counter_raw;             /* perf_event_open: the kernel's generic events */
extern const struct counter_source counter_shared;          /* the same, in turns where there are too few counters */
extern const struct counter_source counter_energy_packages; /* RAPL */

enum { COUNTER_SOURCES_MOST = 5 };

/* The machine's, in the order in which they are asked. PAPI before the bare call: it knows hundreds of events where the
 * other knows the generic ones. */
extern const struct counter_source *const counter_sources[COUNTER_SOURCES_MOST];

#endif

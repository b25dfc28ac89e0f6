/* SPDX-License-Identifier: MIT */
/* Traces made by hand, beside records made by hand. */
#ifndef FIXTURE_TRACE_H
#define FIXTURE_TRACE_H

#include "fixture_record.h"

/* One task of a trace, in microseconds. */
struct fixture_task {
    unsigned worker;
    double from_us, to_us;
};

/* Writes the tasks (worker after worker) into `folder`, gives the cell one sample that names the trace, and its workers that share of
 * the time in tasks on a processor. `together`: tasks of one worker take turns. */
void fixture_trace(struct fixture *fixture, struct yoke_cell *cell, const char *folder, const struct fixture_task tasks[], size_t count,
                   double running, bool together);

/* A tutorial's examples: 20 tasks on serial, pthread x 2, fork x 2 and coop x 1. Equal pieces of work, and equal sleeps. */
struct fixture *fixture_timeline_cpu(const char *folder);
struct fixture *fixture_timeline_sleep(const char *folder);

/* Eight threads, one of which gets a very long task at the end; every name full of what could do harm. */
struct fixture *fixture_timeline_late(const char *folder);

#endif

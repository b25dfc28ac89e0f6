/* SPDX-License-Identifier: MIT */
/* An assignment as the cell process understands it: names looked up, values in their places. */
#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

#include <stdio.h>

#include "cells.h"
#include "counters.h"
#include "open_loop.h"
#include "plugins.h"
#include "protocol.h"
#include "record.h"

struct assignment {
    const struct yoke_workload *workload;
    struct yoke_work work;
    uint64_t task_count;
    const struct yoke_executor *executor;
    unsigned worker_count;
    const struct yoke_schedule *schedule;
    uint64_t chunk;
    const uint64_t *places; /* processor of each worker; NULL: not bound */
    unsigned usable_cpus;
    uint64_t warmup, iterations, origin_ns;
    bool in_step; /* every step waits for the driver's word */
    bool is_open;                     /* an open loop: tasks arrive so */
    enum open_loop_arrivals arrivals;
    double rate_hz;
    bool latency; /* record the time of every task */
    const char *trace; /* keep every task in files whose names begin so; NULL: do not */
    bool trace_all;    /* of every sample; false: of the last one */
    struct counter_wish counters;
};

/* Reads one line from the driver, loads the plug-ins it names and looks its other names up in the catalogue. Texts are taken from `memory`. Returns 0 or a
 * negative errno with a sentence that says what this program does not know. */
int assignment_read(FILE *driver, struct plugins *plugins, struct record *memory, struct assignment *assignment,
                    struct yoke_error *error);

/* The message that asks for one visit of `cell`, `places` being its workers' processors (none: not bound). The pointers
 * inside lead into the cell, into `places` and into `params`, which has room for YOKE_PARAMS_MOST entries. */
struct protocol_assignment assignment_of(const struct cell *cell, uint64_t *places, size_t place_count,
                                         struct yoke_setting_value params[YOKE_PARAMS_MOST]);

#endif

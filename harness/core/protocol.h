/* SPDX-License-Identifier: MIT */
/* What driver and cell process say to each other: one JSON object a line, over one descriptor. The driver sends one
 * assignment; the cell process answers with a greeting, one sample a run, and a farewell. */
#ifndef PROTOCOL_H
#define PROTOCOL_H

#include <stdbool.h>

#include "counters.h"
#include "fields.h"
#include "yoke/note.h"
#include "yoke/record.h"

enum { PROTOCOL_VERSION = YOKE_PROTOCOL };

/* The descriptor a cell process finds open. */
enum { PROTOCOL_DESCRIPTOR = 3 };

/* What to run: names and numbers only, so that another build of the program can be asked the same. */
struct protocol_assignment {
    uint64_t protocol;
    const char *const *plugins; /* files to load before anything is looked up */
    size_t plugin_count;
    const char *workload;
    struct yoke_setting_value *params; /* every parameter: base units, or a choice's word */
    size_t param_count;
    const char *program;         /* of a command: the file to execute, absolute; NULL: no command */
    const char *const *command;  /* its words */
    size_t command_count;
    const char *folder;          /* its working directory; NULL: ours */
    const char *input;           /* the file it reads; NULL: none */
    const char *expected_output; /* see yoke/workload.h; NULL: anything */
    uint64_t expected_exit;      /* YOKE_MISSING: no command */
    const char *const *environment; /* what the user's environment held before the executor's settings replaced it:
                                     * "NAME=VALUE", or "NAME" for what was not there */
    size_t environment_count;
    uint64_t tasks;
    uint64_t seed;
    const char *executor;
    uint64_t workers;
    const char *schedule;
    uint64_t chunk;
    uint64_t *places; /* the processor of each worker; none: not bound */
    size_t place_count;
    uint64_t usable_cpus;
    uint64_t warmup, iterations;
    bool in_step;       /* say when ready for the canary's songs and for every run, and wait for a line each time */
    uint64_t origin_ns; /* monotonic clock at the start of the whole run: samples' started_ns count from here */
    const char *arrivals;        /* of an open loop, a word; NULL: tasks begin as soon as a worker is free */
    double rate_hz;              /* with them: tasks that arrive per second */
    bool latency;                /* record the time of every task */
    const char *trace;           /* keep every task in files of this name and trace_name's end; NULL: do not */
    bool trace_all;              /* of every sample; false: of the last one */
    bool counters_default;       /* the default group; otherwise the events named next, which may be none */
    const char *const *counters;
    size_t counter_count;
    enum counter_scope counter_scope;
    bool multiplex;              /* hardware events may share counters */
};

enum protocol_kind {
    PROTOCOL_HELLO,  /* protocol and what is known before the first run */
    PROTOCOL_SAMPLE, /* sample */
    PROTOCOL_FAILED, /* reason: nothing more will come */
    PROTOCOL_DONE,   /* all iterations were run */
    PROTOCOL_READY,  /* in step: nothing is done until the driver's line comes */
};

/* What a cell process says. */
struct protocol_message {
    enum protocol_kind kind;
    uint64_t protocol;
    bool in_step;                /* of a greeting: it will wait as the assignment asks for */
    const char *executor_details;
    double operations, bytes;
    uint64_t ideal_ns;
    const char *reason;
    uint64_t canary_after_ns;    /* of a farewell, like the next two: concerns all samples of this process */
    uint64_t canary_after_cpu_ns;
    uint64_t peak_bytes;         /* most memory the process ever had resident */
    double dispatch_ns;          /* handing out one empty task */
    struct yoke_sample *samples; /* one, of a sample message */
    size_t sample_count;
};

/* The file of one run's tasks: `trace` of the assignment, and the run's number. Returns what asprintf does. */
int protocol_trace_path(const char *trace, uint64_t iteration, char **path);

extern const struct shape protocol_assignment_shape;
extern const struct shape protocol_message_shape;

#endif

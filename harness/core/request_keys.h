/* SPDX-License-Identifier: MIT */
/* Every setting there is: one table behind the command line, plan files, their JSON Schema and help. */
#ifndef REQUEST_KEYS_H
#define REQUEST_KEYS_H

#include <stdint.h>

#include "yoke/param.h"

/* Index into request_keys. */
enum request_key_index {
    REQUEST_WORKLOAD,
    REQUEST_TASKS,
    REQUEST_SCALE,
    REQUEST_PARAMS,
    REQUEST_COMMAND,
    REQUEST_SHELL,
    REQUEST_STDIN,
    REQUEST_EXPECT_EXIT,
    REQUEST_EXPECT_OUTPUT,
    REQUEST_EXECUTORS,
    REQUEST_WORKERS,
    REQUEST_SCHEDULES,
    REQUEST_CHUNK,
    REQUEST_PLACEMENT,
    REQUEST_BLOCKS,
    REQUEST_PRECISION,
    REQUEST_BUDGET,
    REQUEST_RESERVE,
    REQUEST_ITERATIONS,
    REQUEST_WARMUP,
    REQUEST_WARMUP_STUDY,
    REQUEST_SEED,
    REQUEST_LIMIT,
    REQUEST_RATE,
    REQUEST_ARRIVALS,
    REQUEST_COUNTERS,
    REQUEST_COUNTER_SCOPE,
    REQUEST_MULTIPLEX,
    REQUEST_REQUIRE_COUNTERS,
    REQUEST_LATENCY,
    REQUEST_TRACE,
    REQUEST_PROFILE,
    REQUEST_IO_DRIVER,
    REQUEST_PLUGINS,
    REQUEST_NAME,
    REQUEST_OUTPUT,
    REQUEST_KEYS, /* how many */
};

enum request_scope {
    REQUEST_OF_STUDY, /* may stand in a study, or at the top as the default of all studies */
    REQUEST_OF_RUN,   /* stands at the top only */
};

enum request_kind {
    REQUEST_TEXT,   /* one text */
    REQUEST_NUMBER, /* one number */
    REQUEST_SWEEP,  /* numbers: the sweep grammar (sweep.h) */
    REQUEST_NAMES,  /* names between commas */
    REQUEST_PLACES, /* placements between commas or semicolons */
    REQUEST_WORDS,  /* a command: one text that is split into words (words.h), or a list of them */
    REQUEST_VALUES, /* an object: NAME to a sweep in the unit of the parameter */
};

enum { REQUEST_EXAMPLES_MOST = 4 };

/* Words that stand for numbers which are found out before the first block. */
#define REQUEST_CALIBRATED "calibrated"
#define REQUEST_AUTO       "auto"

struct request_key {
    const char *name;     /* in a plan file */
    const char *option;   /* on the command line, without its dashes; NULL: an argument that needs no option */
    char letter;          /* its short form; '\0': none */
    const char *argument; /* what follows the option, for help: "SWEEP"; NULL: nothing, it alone means "on" */
    const char *group;    /* of options, for help */
    enum request_scope scope;
    enum request_kind kind;
    enum yoke_unit unit; /* NUMBER and SWEEP only, like the next two */
    uint64_t least, most;
    const char *fallback;      /* as one would write it; NULL: see `fallback_note` */
    const char *fallback_note; /* what happens without it, where that is no fixed value */
    const char *summary;       /* one line */
    const char *expects;       /* "a count or a range": what the value must be */
    const char
        *examples[REQUEST_EXAMPLES_MOST]; /* as written on the command line; none where only a list of names tells */
};

extern const struct request_key request_keys[REQUEST_KEYS];

/* The key of this name, or NULL. */
const struct request_key *request_key_find(const char *name);

#endif

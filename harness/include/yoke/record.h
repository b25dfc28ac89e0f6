/* SPDX-License-Identifier: MIT */
/* The record: everything a report needs, and all that outlives a run. Saved as result.json (schema yoke-result/1; the
 * same names, see harness/record). Base units only, the unit in the name.
 *
 * A number that was not measured is YOKE_MISSING (integers) or NaN (reals), a text that is not known is NULL: the key is
 * then absent from the file, never 0. All memory behind the pointers belongs to the record (record_free). */
#ifndef YOKE_RECORD_H
#define YOKE_RECORD_H

#include "yoke/history.h"
#include "yoke/record_advice.h"
#include "yoke/verdict.h"

#define YOKE_RECORD_SCHEMA "yoke-result/1"

/* What measuring costs on this machine, measured at the start of the run; in nanoseconds. */
struct yoke_overhead {
    double clock_read;   /* one look at the clock: twice a worker and sample, inside the timed window */
    double counter_read; /* one reading of a worker's counters, outside the window; NaN: none count */
    double noise_read;   /* one reading of the kernel's evidence, outside the window */
    double task_record;  /* keeping one task, inside the window, where tasks are recorded */
};

enum yoke_metg_status {
    YOKE_METG_OK,          /* value_ns is there */
    YOKE_METG_BELOW,       /* below the smallest size measured */
    YOKE_METG_NOT_REACHED, /* above the largest size measured */
};

/* METG(50 %): the length of the shortest task at which one way of running a workload still reaches half of ideal, derived
 * from cells that differ in the size of their tasks only. */
struct yoke_metg {
    const char *workload, *parameter; /* and what makes its tasks longer */
    const char *executor;
    uint64_t workers;
    const char *schedule;
    uint64_t chunk; /* YOKE_MISSING where the schedule takes none */
    const char *placement;
    uint64_t sizes; /* measured */
    double smallest_ns, largest_ns; /* of them */
    enum yoke_metg_status status;
    const char *reason;              /* for every status but ok */
    double value_ns, low_ns, high_ns; /* of a task run serially; NaN: not known, or open on that side */
};

/* A setting of the machine that can be changed while a run goes on, as it was before the first block and after the last. */
struct yoke_condition {
    const char *name; /* "governor", "frequency_limit", "turbo", "smt", "quota", "processors", "clock_source" */
    const char *before, *after; /* NULL: the kernel does not say */
};

/* Blocks during which such a setting was not as it had been before the first one: nothing in them is used. */
struct yoke_change {
    const char *condition;
    const char *before, *after; /* NULL: the kernel did not say */
    uint64_t first_block, last_block; /* 0-based; it changed somewhere in the first of them */
};

struct yoke_record {
    const char *schema; /* YOKE_RECORD_SCHEMA */
    struct yoke_version yoke;
    const char *started, *finished; /* UTC, "2026-11-22T10:00:00Z" */
    const char *stopped_by;         /* what ended the run: "blocks", "precision", "budget", "signal" or "failure" */
    const char *failure;            /* why it could not go on; NULL: it could */
    uint64_t blocks_done;           /* visits that every living cell got */
    uint64_t repeated_visits;       /* because they were disturbed */
    bool complete;                  /* false: interrupted or failed, what is here is what was measured */
    uint64_t seed;                  /* of the order of cells and of the workloads; below 2^53 */
    uint64_t exit;                  /* exit status of the run; absent while it goes on */
    struct yoke_plan_facts plan;
    struct yoke_machine machine;
    struct yoke_condition *conditions; /* of the machine, looked at before the first block and after each */
    size_t condition_count;
    struct yoke_change *changes;
    size_t change_count;
    const char *rejected; /* why nothing should be concluded from this session; NULL: no such reason. Derived */
    struct yoke_overhead overhead;
    const char *fingerprint; /* digest of what makes two results comparable */
    struct yoke_cell *cells;
    size_t cell_count;
    struct yoke_metg *metg; /* derived by harness/analysis, like the next */
    size_t metg_count;
    struct yoke_model *models;
    size_t model_count;
    struct yoke_gate gate;
    struct yoke_verdict *verdicts; /* derived by harness/analysis from the cells with sides */
    size_t verdict_count;
    struct yoke_history_series *history; /* of `yoke history`, which measures nothing: cells and verdicts are empty then */
    size_t history_count;
    struct yoke_advice *advice; /* of `yoke tune`: one for every curve, the chosen one first, the others by rate */
    size_t advice_count;
    struct yoke_warning *warnings; /* about the run as a whole */
    size_t warning_count;
};

#endif

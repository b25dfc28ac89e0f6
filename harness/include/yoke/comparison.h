/* SPDX-License-Identifier: MIT */
/* A comparison of stored results: who is compared, on which machines, and what came out of it for every cell. Made by
 * harness/analysis (compare.h), read by reports. As in a record, a number that is not known is YOKE_MISSING or NaN, a text NULL. */
#ifndef YOKE_COMPARISON_H
#define YOKE_COMPARISON_H

#include "yoke/record.h"

#define YOKE_COMPARISON_SCHEMA "yoke-compare/1"

/* One stored result. */
struct yoke_compared_result {
    const char *path;
    const char *side;                 /* that its cells belong to; NULL: to several, by executor or workload */
    const struct yoke_record *record; /* analysed; outlives the comparison. No part of the JSON */
    const char *hostname, *processor, *fingerprint, *started, *version;
    uint64_t cores, usable;           /* of its machine: cores there, processors usable */
    const char *caution;              /* why little can be concluded from it; NULL: no such reason */
};

/* A fact of machine, plan or build that is not the same in all results. */
struct yoke_compared_fact {
    const char *field;         /* as in the record: "machine.cpu.model" */
    const char *const *values; /* of each result, in their order; "?": not known */
    size_t value_count;
};

/* What is compared with the reference, and in sum how it did. */
struct yoke_compared_side {
    const char *name;
    bool reference;
    uint64_t results;                                      /* that have cells of it */
    uint64_t regressed, improved, unchanged, undecided;    /* rows of each kind; undecided: all others. None of the reference */
    uint64_t cells;                                        /* that the next two rest on: those with wall, or own, times on both sides */
    double total;                                          /* its times in sum / the reference's: above 1 is slower */
    double geometric_mean;                                 /* of the cells' ratios: a note, since all count alike */
};

/* One metric of one cell on one side, against the reference. The cell is what both have in common; the member that is being
 * compared by is NULL. */
struct yoke_compared_row {
    const char *cell; /* its name on the side */
    const char *workload;
    struct yoke_setting_value *params;
    size_t param_count;
    const char *executor;
    uint64_t workers;
    const char *schedule;
    uint64_t chunk;
    const char *placement;
    const char *result;       /* path of the one result that both lie in; NULL: they lie in different ones */
    const char *reference, *side; /* names of the sides */
    const char *metric, *unit;    /* as in verdicts; unit of the two values */
    bool per_task;                /* they are of one task, since the two did not run equally many */
    bool paired;                  /* by blocks of one result; else as independent groups */
    uint64_t reference_starts, starts; /* processes; paired: pairs, twice */
    double reference_value, value;     /* medians */
    struct yoke_estimate ratio;        /* value / reference value, with a 95 % interval: above 1 is worse */
    double proven_low, proven_high;    /* each side holds at 95 % */
    double p_slower, p_faster, p_same; /* the first two as Holm's method adjusts them over all rows */
    double delta, theta;               /* margins, shares */
    enum yoke_verdict_word word;
    const char *reason; /* why it is not decided; NULL: it is */
};

/* How much more a side gains from more workers than the reference does, for one curve and worker count. */
struct yoke_compared_scaling {
    const char *workload;
    struct yoke_setting_value *params;
    size_t param_count;
    const char *executor, *schedule;
    uint64_t chunk;
    const char *placement;
    uint64_t workers;
    const char *result, *reference, *side;
    struct yoke_estimate reference_speedup, speedup; /* over the same side's one worker, within blocks */
    struct yoke_estimate ratio;                      /* speedup / reference's: above 1 is better */
    const char *finding;                             /* "better", "worse", "alike"; NULL: not proven either way */
};

/* A piece of work on whole machines, each by its fastest cell. Rates are tasks per second, ratios side / reference: above 1 is
 * better. */
struct yoke_compared_whole {
    const char *workload;
    struct yoke_setting_value *params;
    size_t param_count;
    const char *reference, *side;
    const char *reference_cell, *cell; /* the fastest of each */
    double reference_rate, rate;
    uint64_t reference_cores, cores;
    struct yoke_estimate whole;    /* of the fastest cells */
    struct yoke_estimate per_core; /* the same by core of the machine; NaN: cores not known */
    struct yoke_estimate single;   /* of the fastest cells with one worker; NaN: there are none */
};

/* A cell that only some sides have. */
struct yoke_compared_lone {
    const char *cell;
    const char *const *sides; /* that have it */
    size_t side_count;
};

struct yoke_comparison {
    const char *schema; /* YOKE_COMPARISON_SCHEMA */
    const char *by;     /* "file", "machine", "executor" or "workload": what makes sides */
    const char *profile;
    double alpha, alpha_equal; /* levels: of all rows and one direction, of one "unchanged" */
    bool same_machine;         /* all fingerprints are known and equal */
    struct yoke_compared_result *results;
    size_t result_count;
    struct yoke_compared_fact *facts;
    size_t fact_count;
    struct yoke_compared_side *sides; /* the reference first */
    size_t side_count;
    struct yoke_compared_row *rows; /* in the order of the cells */
    size_t row_count;
    struct yoke_compared_whole *wholes; /* by file or machine only */
    size_t whole_count;
    struct yoke_compared_scaling *scalings;
    size_t scaling_count;
    struct yoke_compared_lone *lone;
    size_t lone_count;
};

#endif

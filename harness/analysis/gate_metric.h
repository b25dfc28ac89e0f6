/* SPDX-License-Identifier: MIT */
/* What is compared of a cell: one number a start. */
#ifndef GATE_METRIC_H
#define GATE_METRIC_H

#include <stdbool.h>

#include "yoke/record.h"

enum gate_metric_kind {
    GATE_CPU,        /* CPU time of all workers */
    GATE_OWN,        /* wall time of one worker without what it waited for a processor: its CPU time and its own waiting */
    GATE_WALL,       /* wall time */
    GATE_P99,        /* the 99th percentile of the times of single tasks */
    GATE_RSS,        /* most memory resident */
    GATE_DISPATCH,   /* handing out one task */
    GATE_SPEEDUP,    /* over the same side's cell of one worker */
    GATE_EFFICIENCY, /* speedup / workers */
    GATE_COUNTER,    /* a counter; where it is the same in every start, it is compared exactly */
};

struct gate_metric {
    enum gate_metric_kind kind;
    const char *name; /* "cpu", …, or the counter's own */
};

/* The metric of this name; every name that is none of the fixed ones is a counter's. */
struct gate_metric gate_metric_named(const char *name);

/* The metrics that a cell is gated on when nobody says otherwise: CPU time, and own time at twice the margins so that added
 * waiting is not missed, where one worker computes; wall time elsewhere. Returns how many, 1 or 2. */
enum { GATE_METRICS_MOST = 2 };
size_t gate_metrics_usual(const struct yoke_cell *cell, struct gate_metric metrics[GATE_METRICS_MOST],
                          double margin_factors[GATE_METRICS_MOST]);

/* "ns", "bytes", "count" or "ratio". */
const char *gate_metric_unit(const struct gate_metric *metric);

/* Is waiting for a processor no part of it? Then it does not disturb it either. */
bool gate_metric_excludes_waiting(const struct gate_metric *metric);

/* Is it a number of something, which no machine's speed changes? */
bool gate_metric_counts(const struct gate_metric *metric);

/* Does it need the cell of one worker of the same side? */
bool gate_metric_is_relative(const struct gate_metric *metric);

/* The metric of the start whose samples are [first, last) of the cell: their minimum where the work is bound by the processor
 * (what disturbs only adds), else their median. Samples without a right answer do not count. NaN: the start does not have
 * it; for a relative metric it is the wall time. */
double gate_metric_value(const struct gate_metric *metric, const struct yoke_cell *cell, size_t first, size_t last);

/* Of the two starts of a pair that were run in step: the median of `theirs` / `own` over the runs that were next to
 * each other, as a natural logarithm. What lengthens two neighbouring runs alike leaves no trace in it, which the shortest runs of
 * either start do not promise. NaN: they were not in step, this metric is no time of a run, or there are no runs. */
double gate_metric_step(const struct gate_metric *metric, const struct yoke_cell *own, size_t first, size_t last,
                        const struct yoke_cell *theirs, size_t their_first, size_t their_last);

/* Why a start may not have it, in words. */
const char *gate_metric_lack(const struct gate_metric *metric);

#endif

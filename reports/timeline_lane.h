/* SPDX-License-Identifier: MIT */
/* One worker of a timeline: when it was in a task, when it waited for the next one, and when there was none left for it.
 * A million tasks are no matter for a picture: tasks wide enough to be seen are spans, the others become shares of time in
 * bins a few pixels wide. */
#ifndef TIMELINE_LANE_H
#define TIMELINE_LANE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trace.h"

enum {
    TIMELINE_ROWS_MOST = 64, /* of one worker; more tasks at once are shares of time */
    TIMELINE_STRIP_BINS = 360,
};

/* How time becomes pixels, the same for all lanes of a picture. */
struct timeline_scale {
    double end_ns;      /* of the axis, which begins at 0 */
    double span_ns;     /* a task at least so long is drawn by itself */
    size_t bin_count;   /* the rest falls into so many bins between 0 and end_ns */
};

enum timeline_state { TIMELINE_TASK, TIMELINE_QUEUE };

/* Something drawn by itself. */
struct timeline_span {
    double from_ns, to_ns;
    enum timeline_state state;
    unsigned row; /* of the lane's rows */
};

/* What fills a bin of a row, as shares of its time. */
struct timeline_bin {
    float task, queue;
};

struct timeline_lane {
    uint64_t tasks;
    unsigned rows;        /* tasks that the worker had begun and not ended at once, at most; at least 1 */
    unsigned drawn_rows;  /* of the picture: `rows`, or 1 where those are too many */
    double task_ns;       /* sum of its tasks' times */
    double busy_ns;       /* in at least one task */
    double queue_ns;      /* between tasks, though there was a next one */
    double end_ns;        /* of its last task */
    uint64_t longest_index; /* the longest task, and the one that ended last */
    double longest_ns;
    uint64_t last_index;
    double last_from_ns;
    struct timeline_span *spans;
    size_t span_count;
    struct timeline_bin *bins; /* drawn_rows * bin_count */
    float *inside;             /* per strip bin: tasks the worker was inside of, on average; TIMELINE_STRIP_BINS */
};

/* What the first look at a trace tells, before there is a scale. */
struct timeline_extent {
    double end_ns;
    uint64_t wider[64]; /* [k]: tasks of at least 2^k nanoseconds */
};

void timeline_extent_look(struct timeline_extent *extent, struct trace *trace);

/* Makes the lane of one worker from its tasks, in any order, which it sorts by their starts. `overlapping`: tasks of one
 * worker take turns. Returns 0 and a lane to be released, or -ENOMEM. */
int timeline_lane_init(struct timeline_lane *lane, const struct timeline_scale *scale, struct trace_task tasks[], size_t count,
                       bool overlapping);
void timeline_lane_release(struct timeline_lane *lane);

#endif

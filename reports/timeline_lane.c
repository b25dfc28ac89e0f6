/* SPDX-License-Identifier: MIT */
/* One worker of a timeline. */
#include "timeline_lane.h"

#include "task_rows.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void timeline_extent_look(struct timeline_extent *extent, struct trace *trace)
{
    struct trace_task task;
    *extent = (struct timeline_extent){0};
    trace_rewind(trace);
    while (trace_next(trace, &task)) {
        const uint64_t length_ns = task.ended_ns - task.started_ns;
        extent->end_ns = fmax(extent->end_ns, (double)task.ended_ns);
        extent->wider[length_ns ? 63 - __builtin_clzll(length_ns) : 0]++;
    }
    for (size_t k = 63; k-- > 0;)
        extent->wider[k] += extent->wider[k + 1];
    trace_rewind(trace);
}

/* Adds a piece of time to a list of bins, as shares of each bin. */
static void bins_add(float *first, size_t stride, size_t count, double end_ns, double from_ns, double to_ns,
                     double weight)
{
    const double bin_ns = end_ns / (double)count;
    size_t at = (size_t)(from_ns / bin_ns);
    for (; at < count && (double)at * bin_ns < to_ns; at++) {
        const double low = fmax(from_ns, (double)at * bin_ns), high = fmin(to_ns, (double)(at + 1) * bin_ns);
        first[at * stride] += (float)(weight * fmax(high - low, 0) / bin_ns);
    }
}

/* Where a lane is being made. */
struct maker {
    struct timeline_lane *lane;
    const struct timeline_scale *scale;
    double seen_ns; /* the end of all tasks so far */
};

static int span_add(struct timeline_lane *lane, struct timeline_span span)
{
    if ((lane->span_count & (lane->span_count - 1)) == 0) { /* grows at powers of two */
        void *grown = realloc(lane->spans, (lane->span_count ? 2 * lane->span_count : 1) * sizeof *lane->spans);
        if (!grown)
            return -ENOMEM;
        lane->spans = grown;
    }
    lane->spans[lane->span_count++] = span;
    return 0;
}

static int piece_add(struct maker *maker, enum timeline_state state, unsigned row, double from_ns, double to_ns)
{
    struct timeline_lane *lane = maker->lane;
    const bool shared = lane->drawn_rows < lane->rows; /* many rows in one: only shares can be shown */
    if (to_ns - from_ns >= maker->scale->span_ns && !shared)
        return span_add(lane, (struct timeline_span){from_ns, to_ns, state, row});
    struct timeline_bin *bins = lane->bins + (size_t)row * maker->scale->bin_count;
    float *first = state == TIMELINE_TASK ? &bins->task : &bins->queue;
    bins_add(first, sizeof *bins / sizeof *first, maker->scale->bin_count, maker->scale->end_ns, from_ns, to_ns,
             shared ? 1.0 / lane->rows : 1.0);
    return 0;
}

static int task_add(struct maker *maker, const struct trace_task *task, unsigned row)
{
    struct timeline_lane *lane = maker->lane;
    const double from_ns = (double)task->started_ns, to_ns = (double)task->ended_ns;
    int status = 0;
    if (from_ns > maker->seen_ns) { /* before it could be started there was nothing to wait for */
        const double since_ns = fmax(maker->seen_ns, (double)task->queued_ns);
        lane->queue_ns += from_ns - since_ns;
        status = piece_add(maker, TIMELINE_QUEUE, 0, since_ns, from_ns);
    }
    if (!status)
        status = piece_add(maker, TIMELINE_TASK, row, from_ns, to_ns);
    bins_add(lane->inside, 1, TIMELINE_STRIP_BINS, maker->scale->end_ns, from_ns, to_ns, 1);
    lane->task_ns += to_ns - from_ns;
    lane->busy_ns += fmax(to_ns - fmax(from_ns, maker->seen_ns), 0);
    if (to_ns - from_ns >= lane->longest_ns) {
        lane->longest_ns = to_ns - from_ns;
        lane->longest_index = task->index;
    }
    if (to_ns >= lane->end_ns) {
        lane->end_ns = to_ns;
        lane->last_index = task->index;
        lane->last_from_ns = from_ns;
    }
    maker->seen_ns = fmax(maker->seen_ns, to_ns);
    return status;
}

/* Where they overlap, tasks have a row each; that of all is the first one where there are too many to be drawn. */
static int tasks_add(struct maker *maker, const struct trace_task tasks[], size_t count, bool overlapping)
{
    struct timeline_lane *lane = maker->lane;
    uint32_t *rows = calloc(count + 1, sizeof *rows), row_count = 1;
    int status = rows ? 0 : -ENOMEM;
    if (!status && overlapping)
        status = task_rows_assign(tasks, count, rows, &row_count);
    lane->rows = row_count ? row_count : 1;
    lane->drawn_rows = lane->rows > TIMELINE_ROWS_MOST ? 1 : lane->rows;
    lane->bins = calloc(lane->drawn_rows * maker->scale->bin_count + 1, sizeof *lane->bins);
    lane->inside = calloc(TIMELINE_STRIP_BINS, sizeof *lane->inside);
    if (!lane->bins || !lane->inside)
        status = -ENOMEM;
    for (size_t i = 0; i < count && !status; i++)
        status = task_add(maker, &tasks[i], lane->drawn_rows > 1 ? rows[i] : 0);
    free(rows);
    return status;
}

int timeline_lane_init(struct timeline_lane *lane, const struct timeline_scale *scale, struct trace_task tasks[],
                       size_t count, bool overlapping)
{
    struct maker maker = {.lane = lane, .scale = scale};
    *lane = (struct timeline_lane){.tasks = count};
    task_rows_sort(tasks, count);
    const int status = tasks_add(&maker, tasks, count, overlapping);
    if (status)
        timeline_lane_release(lane);
    return status;
}

void timeline_lane_release(struct timeline_lane *lane)
{
    free(lane->spans);
    free(lane->bins);
    free(lane->inside);
    *lane = (struct timeline_lane){0};
}

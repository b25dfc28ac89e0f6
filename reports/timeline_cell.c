/* SPDX-License-Identifier: MIT */
/* The timelines of cells. */
#include "timeline_cell.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    SPANS_MOST = 4000, /* of a picture: 120 bytes each in an SVG, 0.5 MB */
    BINS_MOST = 8000,  /* likewise, up to four colours each: 3 MB at the very most */
    SPAN_PIXELS = 2,   /* narrower ones would be all border */
};

const struct yoke_sample *timeline_sample_choose(const struct yoke_cell *cell, size_t *traced)
{
    const struct yoke_sample *best = NULL;
    double nearest = INFINITY;
    *traced = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct yoke_sample *sample = &cell->samples[i];
        if (!sample->trace.file || sample->crashed)
            continue;
        ++*traced;
        double far = fabs((double)sample->wall_ns - cell->wall_ns.median);
        far = isnan(far) ? 0 : far;
        far += sample->usable ? 0 : 1e18; /* one that was set aside only for want of another */
        if (!best || far < nearest) {
            best = sample;
            nearest = far;
        }
    }
    return best;
}

/* --- one cell ------------------------------------------------------------------------------------------------------ */

static int cell_open(struct timeline_cell *cell, const char *folder, struct yoke_error *error)
{
    char path[4096];
    cell->sample = timeline_sample_choose(cell->cell, &cell->traced);
    if (snprintf(path, sizeof path, "%s/%s", folder, cell->sample->trace.file) >= (int)sizeof path)
        return yoke_error_set(error, "%.200s: the name is too long", cell->sample->trace.file), -ENAMETOOLONG;
    const int status = trace_open(path, &cell->trace, error);
    if (status)
        return status;
    timeline_extent_look(&cell->extent, cell->trace);
    cell->lane_count = trace_worker_count(cell->trace);
    if (cell->lane_count >= 1 && cell->lane_count <= TIMELINE_WORKERS_MOST && trace_task_count(cell->trace))
        return 0;
    yoke_error_set(error, "%s: %zu workers and %llu tasks make no timeline", path, cell->lane_count,
                   (unsigned long long)trace_task_count(cell->trace));
    return -ENODATA;
}

/* Shares of the time in tasks. What a worker computes between tasks is counted in, and is little. */
static struct timeline_use use_of(const struct yoke_sample *sample, size_t worker, const struct timeline_lane *lane)
{
    struct timeline_use use = {NAN, NAN, NAN};
    if (worker >= sample->worker_cpu_count || lane->task_ns <= 0)
        return use;
    const uint64_t delay_ns = worker < sample->worker_delay_count ? sample->worker_delay_ns[worker] : YOKE_MISSING;
    use.running = fmin((double)sample->worker_cpu_ns[worker] / lane->task_ns, 1);
    use.ready = delay_ns == YOKE_MISSING ? 0 : fmin((double)delay_ns / lane->task_ns, 1 - use.running);
    use.waiting = 1 - use.running - use.ready;
    return use;
}

static int lanes_make(struct timeline_cell *cell, const struct timeline_scale *scale)
{
    const bool overlapping = cell->sample->turns.slices != YOKE_MISSING && cell->sample->turns.slices;
    struct trace_task *tasks = calloc(trace_task_count(cell->trace), sizeof *tasks), next = {0};
    cell->lanes = calloc(cell->lane_count, sizeof *cell->lanes);
    cell->uses = calloc(cell->lane_count, sizeof *cell->uses);
    int status = tasks && cell->lanes && cell->uses ? 0 : -ENOMEM;
    bool more = trace_next(cell->trace, &next);
    for (size_t i = 0; i < cell->lane_count && !status; i++) {
        size_t count = 0;
        for (; more && next.worker == i; more = trace_next(cell->trace, &next))
            tasks[count++] = next;
        status = timeline_lane_init(&cell->lanes[i], scale, tasks, count, overlapping);
        cell->uses[i] = use_of(cell->sample, i, &cell->lanes[i]);
    }
    free(tasks);
    return status;
}

static void ends_find(struct timeline_cell *cell)
{
    double sum_ns = 0;
    for (size_t i = 0; i < cell->lane_count; i++) {
        sum_ns += cell->lanes[i].busy_ns;
        if (cell->lanes[i].end_ns > cell->lanes[cell->last].end_ns)
            cell->last = i;
    }
    cell->before = cell->lane_count > 1 ? cell->last == 0 : cell->last;
    for (size_t i = 0; i < cell->lane_count; i++)
        if (i != cell->last && cell->lanes[i].end_ns > cell->lanes[cell->before].end_ns)
            cell->before = i;
    cell->end_ns = cell->lanes[cell->last].end_ns;
    cell->even_ns = sum_ns / (double)cell->lane_count;
}

/* --- a picture ----------------------------------------------------------------------------------------------------- */

/* Tasks of at least two pixels are drawn by themselves, or longer ones only where those would be too many. */
static void scale_choose(struct timeline *timeline, double pixels)
{
    uint64_t rows = 0;
    for (size_t i = 0; i < timeline->cell_count; i++) {
        const struct timeline_cell *cell = &timeline->cells[i];
        const uint64_t turns = cell->sample->turns.tasks_most;
        timeline->scale.end_ns = fmax(timeline->scale.end_ns, cell->extent.end_ns);
        rows += cell->lane_count * (turns != YOKE_MISSING && turns > 1 && turns <= TIMELINE_ROWS_MOST ? turns : 1);
    }
    timeline->scale.end_ns = fmax(timeline->scale.end_ns, 1);
    double span_ns = SPAN_PIXELS * timeline->scale.end_ns / pixels;
    for (uint64_t count = UINT64_MAX; count > SPANS_MOST; span_ns *= 2) {
        const size_t octave = span_ns < 2 ? 0 : (size_t)log2(span_ns);
        count = 0;
        for (size_t i = 0; i < timeline->cell_count && octave < 63; i++)
            count += timeline->cells[i].extent.wider[octave];
        if (count <= SPANS_MOST)
            break;
    }
    timeline->scale.span_ns = span_ns;
    const double fine = BINS_MOST / (double)rows;
    timeline->scale.bin_count = (size_t)fmax(fmin(pixels, fine), 16);
}

int timeline_init(struct timeline *timeline, const struct yoke_record *record, const struct yoke_cell *const cells[], size_t count,
                  const char *folder, double pixels, struct yoke_error *error)
{
    *timeline = (struct timeline){.record = record, .cells = calloc(count + 1, sizeof *timeline->cells), .cell_count = count};
    int status = timeline->cells ? 0 : -ENOMEM;
    for (size_t i = 0; i < count && !status; i++) {
        timeline->cells[i].cell = cells[i];
        status = cell_open(&timeline->cells[i], folder, error);
    }
    if (!status)
        scale_choose(timeline, pixels);
    for (size_t i = 0; i < count && !status; i++) {
        struct timeline_cell *cell = &timeline->cells[i];
        status = lanes_make(cell, &timeline->scale);
        if (status)
            break;
        ends_find(cell);
        timeline->lane_count += cell->lane_count;
        for (size_t k = 0; k < cell->lane_count; k++)
            timeline->row_count += cell->lanes[k].drawn_rows;
    }
    if (status)
        timeline_release(timeline);
    return status;
}

void timeline_release(struct timeline *timeline)
{
    for (size_t i = 0; timeline->cells && i < timeline->cell_count; i++) {
        struct timeline_cell *cell = &timeline->cells[i];
        for (size_t k = 0; cell->lanes && k < cell->lane_count; k++)
            timeline_lane_release(&cell->lanes[k]);
        free(cell->lanes);
        free(cell->uses);
        if (cell->trace)
            trace_close(cell->trace);
    }
    free(timeline->cells);
    *timeline = (struct timeline){0};
}

double timeline_tail_ns(const struct timeline_cell *cell)
{
    return cell->lane_count < 2 ? 0 : cell->lanes[cell->last].end_ns - cell->lanes[cell->before].end_ns;
}

struct timeline_use timeline_use_sum(const struct timeline_cell *cell)
{
    struct timeline_use sum = {0, 0, 0};
    double task_ns = 0;
    for (size_t i = 0; i < cell->lane_count; i++) {
        if (cell->lanes[i].task_ns <= 0)
            continue;
        task_ns += cell->lanes[i].task_ns;
        sum.running += cell->uses[i].running * cell->lanes[i].task_ns;
        sum.ready += cell->uses[i].ready * cell->lanes[i].task_ns;
        sum.waiting += cell->uses[i].waiting * cell->lanes[i].task_ns;
    }
    return (struct timeline_use){sum.running / task_ns, sum.ready / task_ns, sum.waiting / task_ns};
}

double timeline_busy_share(const struct timeline_cell *cell)
{
    double busy_ns = 0;
    for (size_t i = 0; i < cell->lane_count; i++)
        busy_ns += cell->lanes[i].busy_ns;
    return busy_ns / ((double)cell->lane_count * cell->end_ns);
}

double timeline_queue_share(const struct timeline_cell *cell)
{
    double queue_ns = 0;
    for (size_t i = 0; i < cell->lane_count; i++)
        queue_ns += cell->lanes[i].queue_ns;
    return queue_ns / ((double)cell->lane_count * cell->end_ns);
}

unsigned timeline_rows_most(const struct timeline_cell *cell)
{
    unsigned most = 1;
    for (size_t i = 0; i < cell->lane_count; i++)
        most = cell->lanes[i].rows > most ? cell->lanes[i].rows : most;
    return most;
}

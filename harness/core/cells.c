/* SPDX-License-Identifier: MIT */
/* The cross product of a plan's axes, one nested counter over all of them. */
#include "cells.h"

#include <errno.h>
#include <inttypes.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "param_text.h"

/* The axes in the order they vary, slowest first: a table of results then reads from the work to the way it is run. */
enum {
    AXIS_RATE = YOKE_PARAMS_MOST,
    AXIS_EXECUTOR,
    AXIS_WORKERS,
    AXIS_SCHEDULE,
    AXIS_CHUNK,
    AXIS_PLACEMENT,
    AXIS_COUNT
};

/* Where in the cross product we are. */
struct position {
    size_t at[AXIS_COUNT], sizes[AXIS_COUNT];
};

struct expansion {
    struct cell *cells;
    size_t count, room;
    void *names; /* tree of the cells' names */
};

static unsigned param_count(const struct yoke_workload *workload)
{
    unsigned count = 0;
    while (workload->params && workload->params[count].name)
        count++;
    return count;
}

static struct position position_first(const struct plan *plan, const struct plan_study *study)
{
    struct position position = {0};
    for (unsigned i = 0; i < YOKE_PARAMS_MOST; i++)
        position.sizes[i] = i < param_count(study->workload) ? study->params[i].count : 1;
    position.sizes[AXIS_RATE] = plan->rates.count ? plan->rates.count : 1;
    position.sizes[AXIS_EXECUTOR] = study->executor_count;
    position.sizes[AXIS_WORKERS] = study->workers.count;
    position.sizes[AXIS_SCHEDULE] = study->schedule_count;
    position.sizes[AXIS_CHUNK] = study->chunks.count;
    position.sizes[AXIS_PLACEMENT] = study->placement_count;
    return position;
}

/* false: that was the last one. */
static bool position_next(struct position *position)
{
    for (unsigned axis = AXIS_COUNT; axis-- > 0;) {
        if (++position->at[axis] < position->sizes[axis])
            return true;
        position->at[axis] = 0;
    }
    return false;
}

static bool is_serial(const struct cell *cell)
{
    return !(cell->executor->capabilities & YOKE_PARALLEL);
}

static struct cell cell_at(const struct plan *plan, const struct plan_study *study, const struct position *position)
{
    const uint64_t rate_mhz = plan->rates.count ? plan->rates.values[position->at[AXIS_RATE]] : 0;
    struct cell cell = {
        .warmup = plan->warmup,
        .iterations = plan->iterations,
        .workload = study->workload,
        .command = study->command,
        .rate_mhz = rate_mhz,
        .task_count = plan_rate_tasks(study, rate_mhz),
        .open = &study->open,
        .executor = study->executors[position->at[AXIS_EXECUTOR]],
        .workers = (unsigned)study->workers.values[position->at[AXIS_WORKERS]],
        .schedule = study->schedules[position->at[AXIS_SCHEDULE]],
        .chunk = study->chunks.values[position->at[AXIS_CHUNK]],
        .placement = &study->placements[position->at[AXIS_PLACEMENT]],
    };
    for (unsigned i = 0; i < param_count(study->workload); i++)
        cell.values.value[i] = study->params[i].values[position->at[i]];
    if (is_serial(&cell)) { /* one worker in one loop, whatever the schedule */
        cell.workers = 1;
        cell.schedule = study->schedules[0];
        cell.chunk = study->chunks.values[0];
    }
    if (!cell.schedule->takes_chunk)
        cell.chunk = 1;
    if (plan->scale_work)
        cell.task_count *= cell.workers;
    return cell;
}

/* Which axes beyond the executor and its width belong in names: those that take more than one value somewhere in the plan. */
struct naming {
    bool rate, schedule, chunk, placement, tasks;
};

bool cells_name_tasks(const struct plan *plan)
{
    for (size_t i = 0; i < plan->study_count; i++)
        for (size_t k = 0; k < i; k++)
            if (!strcmp(plan->studies[k].workload->name, plan->studies[i].workload->name) &&
                plan->studies[k].task_count != plan->studies[i].task_count)
                return true;
    return false;
}

static struct naming naming_of(const struct plan *plan)
{
    struct naming naming = {.rate = plan->rates.count > 1, .tasks = cells_name_tasks(plan)};
    for (size_t i = 0; i < plan->study_count; i++) {
        const struct plan_study *study = &plan->studies[i], *first = &plan->studies[0];
        naming.schedule |= study->schedule_count > 1 || study->schedules[0] != first->schedules[0];
        naming.chunk |= study->chunks.count > 1 || study->chunks.values[0] != first->chunks.values[0];
        naming.placement |= study->placement_count > 1 || strcmp(study->placements[0].text, first->placements[0].text);
    }
    return naming;
}

static char *cell_name(const struct cell *cell, const struct naming *naming)
{
    char *name = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&name, &size);
    if (!stream)
        return NULL;
    fputs(cell->workload->name, stream);
    for (unsigned i = 0; i < param_count(cell->workload); i++) {
        const struct yoke_param *param = &cell->workload->params[i];
        char value[UNITS_TEXT_BYTES];
        param_name(param, cell->values.value[i], value);
        fprintf(stream, "/%s=%s", param->name, value);
    }
    if (naming->tasks && !cell->task_count)
        fputs("/tasks=calibrated", stream);
    else if (naming->tasks)
        fprintf(stream, "/tasks=%" PRIu64, cell->task_count);
    if (naming->rate)
        fprintf(stream, "/rate=%.10g", (double)cell->rate_mhz / 1000);
    fprintf(stream, "/executor=%s/workers=%u", cell->executor->name, cell->workers);
    if (naming->schedule)
        fprintf(stream, "/schedule=%s", cell->schedule->name);
    if (naming->chunk && cell->schedule->takes_chunk)
        fprintf(stream, "/chunk=%" PRIu64, cell->chunk);
    if (naming->placement)
        fprintf(stream, "/placement=%s", cell->placement->text);
    if (fclose(stream)) {
        free(name);
        return NULL;
    }
    return name;
}

static int name_order(const void *left, const void *right)
{
    return strcmp(left, right);
}

/* The tree goes, the names stay with their cells. */
static void name_keep(void *name)
{
    (void)name;
}

/* Takes over cell->name. Points that collapsed into one (a serial executor at several widths) and points that two studies
 * share have one name, and are added once. */
static int expansion_add(struct expansion *expansion, const struct cell *cell)
{
    char **known = tsearch(cell->name, &expansion->names, name_order);
    if (!known || *known != cell->name) {
        free(cell->name);
        return known ? 0 : -ENOMEM;
    }
    if (expansion->count == expansion->room) {
        const size_t room = expansion->room ? 2 * expansion->room : 16;
        struct cell *cells = reallocarray(expansion->cells, room, sizeof *cells);
        if (!cells) {
            tdelete(cell->name, &expansion->names, name_order);
            free(cell->name);
            return -ENOMEM;
        }
        expansion->cells = cells;
        expansion->room = room;
    }
    expansion->cells[expansion->count++] = *cell;
    return 0;
}

int cells_expand(const struct plan *plan, struct cell **cells, size_t *count)
{
    struct expansion expansion = {0};
    const struct naming naming = naming_of(plan);
    int status = 0;
    for (size_t i = 0; i < plan->study_count && !status; i++) {
        struct position position = position_first(plan, &plan->studies[i]);
        do {
            struct cell cell = cell_at(plan, &plan->studies[i], &position);
            if (!yoke_executor_takes(cell.executor, cell.schedule))
                continue;
            cell.name = cell_name(&cell, &naming);
            status = cell.name ? expansion_add(&expansion, &cell) : -ENOMEM;
        } while (!status && position_next(&position));
    }
    tdestroy(expansion.names, name_keep);
    if (status) {
        cells_free(expansion.cells, expansion.count);
        return status;
    }
    *cells = expansion.cells;
    *count = expansion.count;
    return 0;
}

void cells_free(struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(cells[i].name);
    free(cells);
}

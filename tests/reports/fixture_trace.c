/* SPDX-License-Identifier: MIT */
/* Traces made by hand. */
#include "fixture_trace.h"

#include <stdio.h>
#include <stdlib.h>

#include "trace.h"

enum { TASKS = 20 };

struct walk {
    const struct fixture_task *tasks;
    size_t count, at;
};

static bool walk_next(void *own, struct trace_task *task)
{
    struct walk *walk = own;
    if (walk->at == walk->count)
        return false;
    const struct fixture_task *from = &walk->tasks[walk->at];
    *task = (struct trace_task){.index = walk->at++,
                                .worker = from->worker,
                                .started_ns = (uint64_t)(from->from_us * 1000),
                                .ended_ns = (uint64_t)(from->to_us * 1000)};
    return true;
}

void fixture_trace(struct fixture *fixture, struct yoke_cell *cell, const char *folder, const struct fixture_task tasks[], size_t count,
                   double running, bool together)
{
    struct walk walk = {.tasks = tasks, .count = count};
    const struct trace_source source = {cell->workers, walk_next, &walk};
    struct yoke_error error = {.text = ""};
    struct yoke_sample *sample = cell->samples = fixture_alloc(fixture, sizeof *sample);
    cell->sample_count = 1;
    cell->tasks = count;
    *sample = (struct yoke_sample){.usable = true, .verified = true, .turns = {.slices = together ? count : YOKE_MISSING}};
    sample->trace.file = fixture_text(fixture, "c%d.tasks", (int)(cell - fixture->cells));
    if (trace_write(fixture_text(fixture, "%s/%s", folder, sample->trace.file), &source, &sample->trace.tasks, &sample->trace.bytes, &error)) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
    sample->trace.missed = YOKE_MISSING;
    sample->worker_cpu_ns = fixture_alloc(fixture, cell->workers * sizeof *sample->worker_cpu_ns);
    sample->worker_cpu_count = cell->workers;
    for (size_t i = 0; i < count; i++) {
        sample->worker_cpu_ns[tasks[i].worker] += (uint64_t)(running * 1000 * (tasks[i].to_us - tasks[i].from_us));
        sample->wall_ns = (uint64_t)(tasks[i].to_us * 1000) > sample->wall_ns ? (uint64_t)(tasks[i].to_us * 1000) : sample->wall_ns;
    }
}

/* One task after the other on each worker, half a microsecond apart. */
static void map_trace(struct fixture *fixture, struct yoke_cell *cell, const char *folder, double task_us, double running)
{
    struct fixture_task tasks[TASKS];
    const unsigned workers = (unsigned)cell->workers;
    for (unsigned i = 0; i < TASKS; i++) {
        const unsigned worker = i / (TASKS / workers), nth = i % (TASKS / workers);
        const double from_us = 3.0 * worker + nth * (task_us + 0.5);
        tasks[i] = (struct fixture_task){worker, from_us, from_us + task_us};
    }
    fixture_trace(fixture, cell, folder, tasks, TASKS, running, false);
}

struct fixture *fixture_timeline_cpu(const char *folder)
{
    struct fixture *fixture = fixture_new(false);
    map_trace(fixture, fixture_cell(fixture, "cpu_sum_squares", "serial", 1), folder, 5200, 1);
    map_trace(fixture, fixture_cell(fixture, "cpu_sum_squares", "pthread", 2), folder, 5300, 1);
    map_trace(fixture, fixture_cell(fixture, "cpu_sum_squares", "fork", 2), folder, 5350, 1);
    map_trace(fixture, fixture_cell(fixture, "cpu_sum_squares", "coop", 1), folder, 5250, 1);
    return fixture;
}

struct fixture *fixture_timeline_sleep(const char *folder)
{
    struct fixture *fixture = fixture_new(false);
    struct fixture_task tasks[TASKS];
    map_trace(fixture, fixture_cell(fixture, "io_sleep", "serial", 1), folder, 10000, 0.001);
    map_trace(fixture, fixture_cell(fixture, "io_sleep", "pthread", 2), folder, 10000, 0.001);
    map_trace(fixture, fixture_cell(fixture, "io_sleep", "fork", 2), folder, 10000, 0.001);
    for (unsigned i = 0; i < TASKS; i++)
        tasks[i] = (struct fixture_task){0, 4 * i, 4 * i + 10000};
    fixture_trace(fixture, fixture_cell(fixture, "io_sleep", "coop", 1), folder, tasks, TASKS, 0.001, true);
    return fixture;
}

struct fixture *fixture_timeline_late(const char *folder)
{
    struct fixture *fixture = fixture_new(true);
    struct fixture_task tasks[8 * 12];
    size_t count = 0;
    for (unsigned worker = 0; worker < 8; worker++) {
        double at_us = 40 * worker;
        for (unsigned i = 0; i < 12; i++) {
            const double long_us = worker == 2 && i == 11 ? 39000 : 2000 + 310 * ((worker * 5 + i * 7) % 11);
            tasks[count++] = (struct fixture_task){worker, at_us, at_us + long_us};
            at_us += long_us + 25 * ((worker + i) % 3);
        }
    }
    struct yoke_cell *cell = fixture_cell(fixture, "mix_^{ed}@&\\\"'`touch PWNED`", "pth_{read}@&\\\"'`touch PWNED`", 8);
    cell->placement = "com_{pact}\\\"`touch PWNED`";
    fixture_trace(fixture, cell, folder, tasks, count, 0.7, false);
    return fixture;
}

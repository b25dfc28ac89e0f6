/* SPDX-License-Identifier: MIT */
/* What a large record costs: record_scale [CELLS [SAMPLES]] makes one, then loads, analyses and writes it in a process of its
 * own, and prints how long each took and the most memory that process ever had. Without arguments: 1,000 cells of 20 samples
 * and ten times as many cells, the second in multiples of the first. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analysis.h"
#include "clock.h"
#include "record.h"
#include "yoke/random.h"

enum { WORKERS_MOST = 8, EXECUTORS = 4, SEED = 1 };

struct cost {
    double load_s, analyse_s, write_s;
    double cpu_s, peak_mib; /* of the process that did all three, start and end included */
    double file_mib;
};

/* --- a record like one that was measured --------------------------------------------------------------------------- */

static uint64_t draw(uint64_t *state, uint64_t least, uint64_t most)
{
    return least + yoke_random_upto(SEED, (*state)++, most - least);
}

static uint64_t *counts_draw(struct record *record, size_t count, uint64_t *state, uint64_t least, uint64_t most)
{
    uint64_t *counts = record_alloc(record, count * sizeof *counts);
    for (size_t i = 0; counts && i < count; i++)
        counts[i] = draw(state, least, most);
    return counts;
}

static void counters_make(struct record *record, struct yoke_sample *sample, uint64_t *state)
{
    static const char *const names[] = {"PAPI_TOT_INS", "PAPI_TOT_CYC", "task-clock", "context-switches", "cpu-migrations",
                                        "page-faults"};
    const size_t count = sizeof names / sizeof *names;
    sample->counters = record_alloc(record, count * sizeof *sample->counters);
    for (size_t i = 0; sample->counters && i < count; i++)
        sample->counters[i] = (struct yoke_counter){
            .name = names[i],
            .status = i < 2 ? YOKE_COUNTER_UNAVAILABLE : YOKE_COUNTER_OK,
            .value = i < 2 ? YOKE_MISSING : draw(state, 0, 100000000),
            .running_share = NAN,
            .reason = i < 2 ? "perf_event_open finds no such hardware counter (ENOENT)" : NULL,
        };
    sample->counter_count = sample->counters ? count : 0;
}

static int sample_make(struct record *record, struct yoke_cell *cell, uint64_t block, uint64_t *state)
{
    struct yoke_sample *sample = record_add_sample(record, cell);
    if (!sample)
        return -ENOMEM;
    const size_t workers = (size_t)cell->workers;
    sample->block = block;
    sample->order = draw(state, 0, 1000);
    sample->process = draw(state, 1000, 4000000);
    sample->iteration = 0;
    sample->started_ns = draw(state, 0, UINT64_C(1000000000000));
    sample->wall_ns = draw(state, 10000000, 10500000) / cell->workers;
    sample->cpu_ns = draw(state, 10000000, 10100000);
    sample->spin_ns = 50000;
    sample->busy_ns = counts_draw(record, workers, state, 1000000, 1100000);
    sample->worker_cpu_ns = counts_draw(record, workers, state, 1000000, 1100000);
    sample->worker_delay_ns = counts_draw(record, workers, state, 0, 1000);
    sample->cpus = counts_draw(record, workers, state, 0, WORKERS_MOST);
    sample->tasks = counts_draw(record, workers, state, 100, 200);
    sample->busy_count = sample->worker_cpu_count = sample->worker_delay_count = sample->cpu_count = sample->task_count = workers;
    sample->dispatch_ns = (double)draw(state, 2000, 9000) / 100;
    sample->verified = sample->usable = true;
    sample->noise = (struct yoke_noise){
        .steal_ns = 0,
        .throttled_ns = 0,
        .run_delay_ns = draw(state, 0, 1000),
        .involuntary_switches = draw(state, 0, 5),
        .voluntary_switches = draw(state, 0, 50),
        .migrations = 0,
        .major_faults = 0,
        .pressure_ns = draw(state, 0, 100000),
        .canary_before_ns = draw(state, 1000000, 1010000),
        .canary_after_ns = draw(state, 1000000, 1010000),
    };
    counters_make(record, sample, state);
    return 0;
}

static int cell_make(struct record *record, size_t index, uint64_t sample_count, uint64_t *state)
{
    static const char *const executors[EXECUTORS] = {"serial", "pthread", "fork", "openmp"};
    struct yoke_cell *cell = &record->facts.cells[index];
    const uint64_t size = 1000 * (1 + index / (EXECUTORS * WORKERS_MOST));
    cell->executor = executors[index % EXECUTORS];
    cell->workers = 1 + index / EXECUTORS % WORKERS_MOST;
    cell->serial = index % EXECUTORS == 0 && cell->workers == 1;
    cell->name = record_text(record, "spin/iterations=%" PRIu64 "/executor=%s/workers=%" PRIu64, size, cell->executor, cell->workers);
    cell->workload = "spin";
    cell->bound = "cpu";
    cell->schedule = "dynamic";
    cell->chunk = 1;
    cell->placement = "compact";
    cell->tasks = 1000;
    cell->params = record_alloc(record, sizeof *cell->params);
    if (!cell->params)
        return -ENOMEM;
    cell->params[0] = (struct yoke_setting_value){.name = "iterations", .value = size};
    cell->param_count = 1;
    cell->places = counts_draw(record, (size_t)cell->workers, state, 0, WORKERS_MOST);
    cell->place_count = cell->workers;
    int status = 0;
    for (uint64_t block = 0; block < sample_count && !status; block++)
        status = sample_make(record, cell, block, state);
    return status;
}

static int record_make(size_t cell_count, uint64_t sample_count, const char *path, struct yoke_error *error)
{
    uint64_t state = 0;
    struct record *record = record_new();
    int status = record ? record_make_cells(record, cell_count) : -ENOMEM;
    for (size_t i = 0; i < cell_count && !status; i++)
        status = cell_make(record, i, sample_count, &state);
    if (!status) {
        record->facts.machine.cpus.usable = WORKERS_MOST;
        record->facts.complete = true;
        status = record_save(&record->facts, path, error);
    }
    record_free(record);
    return status;
}

/* --- what it costs ------------------------------------------------------------------------------------------------- */

static double seconds_since(uint64_t then_ns)
{
    return (double)(clock_now_ns() - then_ns) / 1e9;
}

static int record_use(const char *path, struct cost *cost, struct yoke_error *error)
{
    struct record *record = NULL;
    uint64_t then_ns = clock_now_ns();
    int status = record_load(path, &record, error);
    cost->load_s = seconds_since(then_ns);
    then_ns = clock_now_ns();
    if (!status)
        status = analysis_run(record);
    cost->analyse_s = seconds_since(then_ns);
    then_ns = clock_now_ns();
    if (!status)
        status = record_save(&record->facts, path, error);
    cost->write_s = seconds_since(then_ns);
    record_free(record);
    return status;
}

/* Runs in a process of its own, because the most memory a process ever had never goes down. */
static int apart(int (*run)(const char *path, const void *own, struct cost *cost, struct yoke_error *error), const char *path,
                 const void *own, struct cost *cost)
{
    int ends[2], state = 0;
    struct rusage usage = {0};
    struct yoke_error error = {0};
    if (pipe(ends))
        return -errno;
    const pid_t child = fork();
    if (child == 0) {
        const int status = run(path, own, cost, &error);
        if (status)
            fprintf(stderr, "record_scale: %s\n", error.text[0] ? error.text : strerror(-status));
        const bool sent = write(ends[1], cost, sizeof *cost) == (ssize_t)sizeof *cost;
        _exit(status || !sent);
    }
    close(ends[1]);
    const bool got = child > 0 && read(ends[0], cost, sizeof *cost) == (ssize_t)sizeof *cost;
    close(ends[0]);
    if (child < 0 || wait4(child, &state, 0, &usage) != child || state || !got)
        return -ECHILD;
    cost->peak_mib = (double)usage.ru_maxrss / 1024;
    cost->cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                  (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return 0;
}

struct size {
    size_t cells;
    uint64_t samples;
};

static int make_apart(const char *path, const void *own, struct cost *cost, struct yoke_error *error)
{
    const struct size *size = own;
    (void)cost;
    return record_make(size->cells, size->samples, path, error);
}

static int use_apart(const char *path, const void *own, struct cost *cost, struct yoke_error *error)
{
    (void)own;
    return record_use(path, cost, error);
}

static int cost_measure(const struct size *size, struct cost *cost)
{
    char folder[] = "/tmp/yoke-record-scale-XXXXXX", path[sizeof folder + 16];
    struct stat file = {0};
    if (!mkdtemp(folder))
        return -errno;
    snprintf(path, sizeof path, "%s/result.json", folder);
    int status = apart(make_apart, path, size, cost);
    if (!status)
        status = apart(use_apart, path, NULL, cost);
    if (!status && stat(path, &file) == 0)
        cost->file_mib = (double)file.st_size / 1048576;
    unlink(path);
    rmdir(folder);
    return status;
}

static void cost_print(const struct size *size, const struct cost *cost, const struct cost *base)
{
    const double total_s = cost->load_s + cost->analyse_s + cost->write_s;
    printf("%7zu %8" PRIu64 " %9.1f %7.2f %9.2f %7.2f %7.2f %7.2f %9.0f", size->cells, size->samples, cost->file_mib, cost->load_s,
           cost->analyse_s, cost->write_s, total_s, cost->cpu_s, cost->peak_mib);
    if (base)
        printf("   %.1f x total, %.1f x cpu, %.1f x memory", total_s / (base->load_s + base->analyse_s + base->write_s),
               cost->cpu_s / base->cpu_s, cost->peak_mib / base->peak_mib);
    printf("\n");
}

int main(int argc, char **argv)
{
    struct size size = {.cells = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000, .samples = argc > 2 ? strtoull(argv[2], NULL, 10) : 20};
    struct cost cost = {0}, base;
    if (argc > 3 || !size.cells || !size.samples) {
        fprintf(stderr, "usage: record_scale [CELLS [SAMPLES]]\n");
        return 2;
    }
    printf("%7s %8s %9s %7s %9s %7s %7s %7s %9s\n", "cells", "samples", "file MiB", "load s", "analyse s", "write s", "total s", "cpu s", "peak MiB");
    for (int step = 0; step < (argc > 1 ? 1 : 2); step++, size.cells *= 10) {
        if (cost_measure(&size, &cost)) {
            fprintf(stderr, "record_scale: it failed\n");
            return 1;
        }
        cost_print(&size, &cost, step ? &base : NULL);
        fflush(stdout);
        base = cost;
    }
    return 0;
}

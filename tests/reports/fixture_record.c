/* SPDX-License-Identifier: MIT */
/* Records made by hand, for reports: how they are put together. The records themselves are in fixture_records.c. */
#include "fixture_record.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROCESSES = 10 };

void *fixture_alloc(struct fixture *fixture, size_t bytes)
{
    if (fixture->page_count == FIXTURE_TEXTS_MOST)
        abort();
    void *page = calloc(1, bytes);
    if (!page)
        abort();
    fixture->pages[fixture->page_count++] = page;
    return page;
}

const char *fixture_text(struct fixture *fixture, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0 || fixture->page_count == FIXTURE_TEXTS_MOST)
        abort();
    va_end(arguments);
    fixture->pages[fixture->page_count++] = text;
    return text;
}

static struct yoke_machine machine_small(void)
{
    return (struct yoke_machine){
        .hostname = "vm-2",
        .cpu = {.model = "Intel(R) Xeon(R) Processor @ 2.10GHz", .vendor = "GenuineIntel", .architecture = "x86_64"},
        .topology = {.packages = 1, .cores = 2, .pus = 2, .numa_nodes = 1},
        .cpus = {.online = 2, .affinity = 2, .cpuset = YOKE_MISSING, .quota = NAN, .usable = 2, .list = "0-1"},
        .memory_bytes = 8ull << 30,
        .kernel = "6.1.0-9-amd64",
        .os = "Debian GNU/Linux 12 (bookworm)",
        .libc = "glibc 2.36",
        .virtualisation = "kvm",
        .load_average = 0.1,
        .counters = "papi 7.0.0: software events only (no PMU)",
        .clock_resolution_ns = 21,
    };
}

static struct yoke_machine machine_large(void)
{
    struct yoke_machine machine = machine_small();
    machine.hostname = "bench-07";
    machine.cpu.model = "AMD EPYC 7313P 16-Core Processor";
    machine.topology = (struct yoke_topology_facts){.packages = 1, .cores = 16, .pus = 32, .numa_nodes = 1};
    machine.cpus = (struct yoke_cpus){
        .online = 32, .affinity = 32, .cpuset = YOKE_MISSING, .quota = NAN, .usable = 32, .list = "0-31"};
    machine.virtualisation = "none";
    machine.governor = "performance";
    return machine;
}

struct fixture *fixture_new(bool large)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    if (!fixture)
        abort();
    fixture->record = (struct yoke_record){
        .schema = YOKE_RECORD_SCHEMA,
        .yoke = {.version = "0.1.0",
                 .commit = "7f3a9c1",
                 .build = {.type = "Release",
                           .compiler = "GNU 12.2.0",
                           .flags = "-O3 -DNDEBUG -std=gnu17",
                           .sanitizers = ""}},
        .started = "2026-11-22T10:00:00Z",
        .finished = "2026-11-22T10:01:00Z",
        .complete = true,
        .blocks_done = YOKE_MISSING,
        .repeated_visits = YOKE_MISSING,
        .overhead = {NAN, NAN, NAN, NAN},
        .seed = 42,
        .plan = {.name = "default",
                 .blocks = PROCESSES,
                 .iterations = 1,
                 .warmup = 1,
                 .limit_ns = 60000000000ull,
                 .precision = NAN,
                 .budget_ns = YOKE_MISSING},
        .machine = large ? machine_large() : machine_small(),
        .fingerprint = "d41d8cd98f00b204",
        .cells = fixture->cells,
    };
    return fixture;
}

void fixture_free(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->page_count; i++)
        free(fixture->pages[i]);
    free(fixture);
}

static struct yoke_summary summary_missing(void)
{
    return (struct yoke_summary){.median = NAN,
                                 .low = NAN,
                                 .high = NAN,
                                 .confidence = NAN,
                                 .n = YOKE_MISSING,
                                 .mad = NAN,
                                 .min = NAN,
                                 .max = NAN};
}

struct yoke_cell *fixture_cell(struct fixture *fixture, const char *workload, const char *executor, uint64_t workers)
{
    if (fixture->record.cell_count == FIXTURE_CELLS_MOST)
        abort();
    struct yoke_cell *cell = &fixture->cells[fixture->record.cell_count++];
    const struct yoke_estimate unknown = {NAN, NAN, NAN};
    *cell = (struct yoke_cell){
        .name = fixture_text(fixture, "%s/n=5000000/executor=%s/workers=%" PRIu64, workload, executor, workers),
        .workload = workload,
        .bound = "cpu",
        .executor = executor,
        .serial = strcmp(executor, "serial") == 0,
        .workers = workers,
        .schedule = "dynamic",
        .chunk = 1,
        .placement = "compact",
        .status = YOKE_CELL_OK,
        .tasks = 20,
        .operations = NAN,
        .bytes = NAN,
        .ideal_ns = YOKE_MISSING,
        .profile = {.samples = YOKE_MISSING, .lost = YOKE_MISSING, .rate_hz = YOKE_MISSING, .runs = YOKE_MISSING, .wall_ns = NAN, .cpu_ns = NAN},
        .wall_ns = summary_missing(),
        .cpu_ns = summary_missing(),
        .rate = unknown,
        .cpu_per_wall = NAN,
        .imbalance = NAN,
        .speedup = unknown,
        .efficiency = unknown,
        .overhead_ns_per_task = NAN,
        .overhead_share = NAN,
        .latency = {YOKE_MISSING, unknown, unknown, unknown, unknown, YOKE_MISSING},
        .queue = {YOKE_MISSING, unknown, unknown, unknown, unknown, YOKE_MISSING},
        .accounting = {NAN, NAN, NAN},
        .starts = YOKE_MISSING,
        .disturbed_starts = YOKE_MISSING,
    };
    cell->params = fixture_alloc(fixture, sizeof *cell->params);
    cell->params[0] = (struct yoke_setting_value){.name = "n", .value = 5000000};
    cell->param_count = 1;
    return cell;
}

static struct yoke_summary summary_around(double median, double share)
{
    return (struct yoke_summary){.median = median,
                                 .low = median * (1 - share),
                                 .high = median * (1 + 1.2 * share),
                                 .confidence = 0.979,
                                 .n = PROCESSES,
                                 .mad = median * share / 2,
                                 .min = median * (1 - 2 * share),
                                 .max = median * (1 + 3 * share)};
}

static void samples_make(struct fixture *fixture, struct yoke_cell *cell, double wall_ns, double share)
{
    cell->samples = fixture_alloc(fixture, PROCESSES * sizeof *cell->samples);
    cell->sample_count = PROCESSES;
    for (size_t i = 0; i < PROCESSES; i++) {
        const double offset = share * ((double)(i * 7 % PROCESSES) - 4.5) / 3;
        cell->samples[i] = (struct yoke_sample){.block = i,
                                                .order = (i * 3) % 7,
                                                .process = 1000 + i,
                                                .iteration = 0,
                                                .started_ns = i * 1000000000ull,
                                                .wall_ns = (uint64_t)(wall_ns * (1 + offset)),
                                                .cpu_ns = (uint64_t)(wall_ns * (1 + offset) * 0.99),
                                                .verified = true,
                                                .usable = true,
                                                .noise = {.involuntary_switches = i % 3, .migrations = 0}};
    }
}

void fixture_measure(struct fixture *fixture, struct yoke_cell *cell, const struct yoke_cell *baseline, double wall_ns,
                     double share)
{
    const double base_ns = cell == baseline ? wall_ns : baseline->wall_ns.median, speedup = base_ns / wall_ns;
    const double workers = (double)cell->workers;
    cell->baseline = baseline->name;
    cell->wall_ns = summary_around(wall_ns, share);
    cell->cpu_ns = summary_around(wall_ns * fmin(workers, 2) * 0.99, share);
    cell->rate = (struct yoke_estimate){20e9 / wall_ns, 20e9 / cell->wall_ns.high, 20e9 / cell->wall_ns.low};
    cell->cpu_per_wall = cell->cpu_ns.median / wall_ns;
    cell->imbalance = 1 + share * (workers - 1);
    cell->speedup = (struct yoke_estimate){speedup, speedup * (1 - share), speedup * (1 + share)};
    cell->efficiency =
        (struct yoke_estimate){speedup / workers, speedup * (1 - share) / workers, speedup * (1 + share) / workers};
    samples_make(fixture, cell, wall_ns, share);
}

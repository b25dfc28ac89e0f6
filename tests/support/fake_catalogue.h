/* SPDX-License-Identifier: MIT */
/* A small catalogue that no plug-in stands behind: names, units, limits and reasons to plan with. Its tasks do nothing.
 */
#ifndef FAKE_CATALOGUE_H
#define FAKE_CATALOGUE_H

#include "yoke/catalogue.h"

static inline int fake_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)index;
    (void)result;
    return 0;
}

static inline int fake_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)results;
    (void)digest;
    (void)error;
    return 0;
}

static inline int fake_write(const struct yoke_record *record, const struct yoke_target *target,
                             struct yoke_error *error)
{
    (void)record;
    (void)target;
    (void)error;
    return 0;
}

static const struct yoke_workload fake_null = {
    .name = "null",
    .summary = "tasks that do nothing",
    .bound = YOKE_CPU_BOUND,
    .default_tasks = 1000,
    .task = fake_task,
    .verify = fake_verify,
};

static const struct yoke_workload fake_cpu_sum = {
    .name = "cpu_sum",
    .summary = "sums of squares",
    .bound = YOKE_CPU_BOUND,
    .default_tasks = 20,
    .operation = "iteration",
    .task = fake_task,
    .verify = fake_verify,
    .params =
        (const struct yoke_param[]){
            {.name = "n",
             .unit = YOKE_COUNT,
             .fallback = 5000000,
             .least = 1,
             .most = 1000000000,
             .summary = "terms of task 0"},
            {.name = "step",
             .unit = YOKE_COUNT,
             .fallback = 0,
             .least = 0,
             .most = 1000000,
             .summary = "more terms a task"},
            {.name = NULL},
        },
};

static const struct yoke_workload fake_io_sleep = {
    .name = "io_sleep",
    .summary = "random sleeps",
    .bound = YOKE_IO_BOUND,
    .default_tasks = 64,
    .task = fake_task,
    .verify = fake_verify,
    .params =
        (const struct yoke_param[]){
            {.name = "longest",
             .unit = YOKE_NS,
             .fallback = 20000000,
             .least = 1000,
             .most = 60000000000,
             .summary = "upper end of the sleeps"},
            {.name = NULL},
        },
};

static const struct yoke_workload fake_io_pipe = {
    .name = "io_pipe",
    .summary = "one message through a pipe and back",
    .bound = YOKE_IO_BOUND,
    .default_tasks = 100,
    .task = fake_task,
    .verify = fake_verify,
    .params =
        (const struct yoke_param[]){
            {.name = "message",
             .unit = YOKE_BYTES,
             .fallback = 64,
             .least = 1,
             .most = 65536,
             .summary = "size of one message"},
            {.name = NULL},
        },
};

static const struct yoke_workload fake_mixed = {
    .name = "mixed",
    .summary = "computes and waits",
    .bound = YOKE_MIXED,
    .default_tasks = 100,
    .reading = "Best with as many workers as wait and compute together have computes. "
               "More workers than that stand in line for a processor.",
    .task = fake_task,
    .verify = fake_verify,
    .params =
        (const struct yoke_param[]){
            {.name = "spread",
             .fallback = 1,
             .most = 2,
             .summary = "how costs vary",
             .choices = (const char *const[]){"constant", "exponential", "pareto", NULL}},
            {.name = NULL},
        },
};

static const struct yoke_workload fake_gpu_fill = {
    .name = "gpu_fill",
    .summary = "not for this build",
    .bound = YOKE_MEMORY_BOUND,
    .default_tasks = 1,
    .unavailable = "built without a GPU",
    .task = fake_task,
    .verify = fake_verify,
};

static const struct yoke_executor fake_serial = {.name = "serial", .summary = "one task after the other"};
static const struct yoke_executor fake_pthread = {
    .name = "pthread", .summary = "threads", .capabilities = YOKE_PARALLEL};
static const struct yoke_executor fake_fork = {
    .name = "fork", .summary = "processes", .capabilities = YOKE_PARALLEL | YOKE_ISOLATED | YOKE_SURVIVES_CRASH};
static const struct yoke_executor fake_openmp = {.name = "openmp",
                                                 .summary = "OpenMP threads",
                                                 .capabilities = YOKE_PARALLEL,
                                                 .unavailable = "built without OpenMP"};

static const struct yoke_schedule fake_static = {.name = "static", .summary = "equal shares", .takes_chunk = false};
static const struct yoke_schedule fake_dynamic = {.name = "dynamic", .summary = "first come", .takes_chunk = true};

static const struct yoke_report fake_table = {
    .name = "table", .summary = "for the terminal", .kind = YOKE_REPORT_TEXT, .write = fake_write};
static const struct yoke_report fake_json = {
    .name = "json", .summary = "the record", .kind = YOKE_REPORT_TEXT, .file = "result.json", .write = fake_write};
static const struct yoke_report fake_chart = {
    .name = "chart", .summary = "pictures", .kind = YOKE_REPORT_FILES, .write = fake_write};

static const struct yoke_catalogue fake_catalogue = {
    .workloads = (const struct yoke_workload *const[]){&fake_null, &fake_cpu_sum, &fake_io_sleep, &fake_io_pipe,
                                                       &fake_mixed, &fake_gpu_fill, NULL},
    .executors = (const struct yoke_executor *const[]){&fake_serial, &fake_pthread, &fake_fork, &fake_openmp, NULL},
    .schedules = (const struct yoke_schedule *const[]){&fake_static, &fake_dynamic, NULL},
    .reports = (const struct yoke_report *const[]){&fake_table, &fake_json, &fake_chart, NULL},
};

#endif

/* SPDX-License-Identifier: MIT */
/* A workload on the serial executor, as a cell process runs it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blocking_io.h"
#include "peers.h"
#include "race.h"
#include "yoke/catalogue.h"

struct ours {
    const struct yoke_workload *workload;
    struct yoke_work work;
    void *context;
    const struct yoke_executor *executor;
    struct yoke_team *team;
    struct yoke_worker worker;
    unsigned char *results;
    uint64_t begin_ns, end_ns;
    double *task_ns; /* of each, where that is asked for */
};

static void hook_prepare(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static void hook_begin(void *probe, struct yoke_worker *worker)
{
    (void)worker;
    ((struct ours *)probe)->begin_ns = race_now_ns();
}

static void hook_end(void *probe, struct yoke_worker *worker)
{
    (void)worker;
    ((struct ours *)probe)->end_ns = race_now_ns();
}

static int worker_start(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    struct ours *ours = argument;
    return ours->workload->worker_setup ? ours->workload->worker_setup(ours->context, worker, error) : 0;
}

static void worker_stop(void *argument, struct yoke_worker *worker)
{
    struct ours *ours = argument;
    if (ours->workload->worker_teardown)
        ours->workload->worker_teardown(ours->context, worker);
}

/* The value that `settings` give the parameter, or its own. */
static uint64_t setting_value(const struct yoke_param *param, const char *settings)
{
    const size_t length = strlen(param->name);
    for (const char *at = settings; at && *at; at = strchr(at, ' '), at = at ? at + 1 : at)
        if (strncmp(at, param->name, length) == 0 && at[length] == '=')
            return strtoull(at + length + 1, NULL, 10);
    return param->fallback;
}

static int ours_start(struct ours *ours, struct yoke_error *error)
{
    const struct yoke_team_options options = {.worker_count = 1,
                                              .workers = &ours->worker,
                                              .usable_cpus = 1,
                                              .worker_start = worker_start,
                                              .worker_stop = worker_stop,
                                              .argument = ours};
    for (size_t i = 0; yoke_executors[i]; i++)
        if (!strcmp(yoke_executors[i]->name, "serial"))
            ours->executor = yoke_executors[i];
    int status = ours->workload->setup(&ours->work, &ours->context, error);
    if (status)
        return status;
    status = ours->executor->start(&options, &ours->team, error);
    if (status)
        ours->workload->teardown(ours->context);
    return status;
}

struct ours *ours_new(const char *workload, const char *settings, uint64_t task_count)
{
    struct ours *ours = calloc(1, sizeof *ours);
    struct yoke_error error = {0};
    for (size_t i = 0; ours && yoke_workloads[i]; i++)
        if (!strcmp(yoke_workloads[i]->name, workload))
            ours->workload = yoke_workloads[i];
    if (!ours || !ours->workload || ours->workload->unavailable) {
        printf("%s left out: %s\n", workload, ours && ours->workload ? ours->workload->unavailable : "not there");
        free(ours);
        return NULL;
    }
    ours->work = (struct yoke_work){.task_count = task_count, .seed = 1};
    for (unsigned i = 0; ours->workload->params[i].name; i++)
        ours->work.values.value[i] = setting_value(&ours->workload->params[i], settings);
    ours->worker.io = &blocking_io;
    ours->results = calloc(task_count, ours->workload->result_bytes);
    ours->task_ns = calloc(task_count, sizeof *ours->task_ns);
    if (ours->results && ours->task_ns && ours_start(ours, &error) == 0)
        return ours;
    printf("%s left out: %s\n", workload, error.text);
    free(ours->task_ns);
    free(ours->results);
    free(ours);
    return NULL;
}

/* Runs `task` with that context for all tasks. Returns the operations. */
static double tasks_run(struct ours *ours, int (*task)(void *, struct yoke_worker *, uint64_t, void *), void *context)
{
    struct yoke_error error = {0};
    struct yoke_job job = {.task_count = ours->work.task_count,
                           .task = task,
                           .context = context,
                           .results = ours->results,
                           .result_bytes = ours->workload->result_bytes,
                           .schedule = yoke_schedules[0],
                           .chunk = 1,
                           .prepare = hook_prepare,
                           .begin = hook_begin,
                           .end = hook_end,
                           .probe = ours};
    ours->worker.digest = 0;
    if (ours->executor->run(ours->team, &job, &error) || job.failed_count ||
        ours->workload->verify(ours->context, ours->results, ours->worker.digest, &error)) {
        fprintf(stderr, "peers: %s: %s\n", ours->workload->name, error.text);
        exit(1);
    }
    const struct yoke_facts facts = ours->workload->facts(ours->context);
    return facts.operations > 0 ? facts.operations : facts.bytes;
}

double ours_operation_ns(struct ours *ours)
{
    const double operations = tasks_run(ours, ours->workload->task, ours->context);
    return (double)(ours->end_ns - ours->begin_ns) / operations;
}

static int timed_task(void *own, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct ours *ours = own;
    const uint64_t begin_ns = race_now_ns();
    const int status = ours->workload->task(ours->context, worker, index, result);
    ours->task_ns[index] = (double)(race_now_ns() - begin_ns);
    return status;
}

double ours_middle_ns(struct ours *ours)
{
    const double operations = tasks_run(ours, timed_task, ours);
    return race_middle(ours->task_ns, (unsigned)ours->work.task_count) * (double)ours->work.task_count / operations;
}

void ours_free(struct ours *ours)
{
    ours->executor->stop(ours->team);
    ours->workload->teardown(ours->context);
    free(ours->task_ns);
    free(ours->results);
    free(ours);
}

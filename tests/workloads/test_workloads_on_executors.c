/* SPDX-License-Identifier: MIT */
/* Every workload gives the right answers on every executor: several workers at once, two runs, with small parameters.
 */
#include <errno.h>
#include <stdlib.h>

#include "blocking_io.h"
#include "fixture.h"
#include "small_work.h"
#include "yoke/catalogue.h"
#include "yoke/shared.h"

enum { WORKERS = 3, TESTS_MOST = 512 };

/* What a test runs on what. */
struct pair {
    const struct yoke_workload *workload;
    const struct yoke_executor *executor;
    char name[96];
};

/* A cell without the driver around it. */
struct cell {
    const struct yoke_workload *workload;
    void *context;
    struct yoke_worker *workers;
    struct yoke_job job;
    struct yoke_team *team;
};

static int cell_worker_start(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    struct cell *cell = argument;
    return cell->workload->worker_setup ? cell->workload->worker_setup(cell->context, worker, error) : 0;
}

static void cell_worker_stop(void *argument, struct yoke_worker *worker)
{
    struct cell *cell = argument;
    if (cell->workload->worker_teardown)
        cell->workload->worker_teardown(cell->context, worker);
}

static void cell_hook(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

/* Returns false when this machine has nothing to set the workload up with. */
static bool cell_start(struct cell *cell, const struct pair *pair, unsigned worker_count)
{
    struct yoke_error error = {0};
    struct yoke_work work = small_work(pair->workload, 42);
    for (unsigned i = 0; pair->workload->params && pair->workload->params[i].name; i++)
        if (pair->workload->params[i].unit == YOKE_NS)
            work.values.value[i] = 10000; /* these sleeps are real */
    const int status = pair->workload->setup ? pair->workload->setup(&work, &cell->context, &error) : 0;
    if (status == -EOPNOTSUPP) {
        print_message("%s\n", error.text);
        return false;
    }
    if (status)
        fail_msg("%s: %s", pair->workload->name, error.text);
    cell->workload = pair->workload;
    cell->workers = yoke_shared_map(worker_count * sizeof *cell->workers);
    for (unsigned i = 0; i < worker_count; i++)
        cell->workers[i] = (struct yoke_worker){.index = i, .io = &blocking_io};
    cell->job = (struct yoke_job){.task_count = work.task_count,
                                  .task = pair->workload->task,
                                  .context = cell->context,
                                  .result_bytes = pair->workload->result_bytes,
                                  .results = yoke_shared_map(work.task_count * pair->workload->result_bytes),
                                  .schedule = yoke_schedules[0],
                                  .chunk = 1,
                                  .prepare = cell_hook,
                                  .begin = cell_hook,
                                  .end = cell_hook};
    const struct yoke_team_options options = {.worker_count = worker_count,
                                              .workers = cell->workers,
                                              .usable_cpus = 2,
                                              .worker_start = cell_worker_start,
                                              .worker_stop = cell_worker_stop,
                                              .argument = cell};
    if (pair->executor->start(&options, &cell->team, &error))
        fail_msg("%s: %s", pair->executor->name, error.text);
    return true;
}

static void cell_run(struct cell *cell, const struct pair *pair, unsigned worker_count)
{
    struct yoke_error error = {0};
    uint64_t digest = 0;
    memset(cell->job.results, 0, cell->job.task_count * cell->job.result_bytes);
    if (pair->executor->run(cell->team, &cell->job, &error))
        fail_msg("%s: %s", pair->name, error.text);
    assert_int_equal(cell->job.failed_count, 0);
    for (unsigned i = 0; i < worker_count; i++)
        digest += cell->workers[i].digest;
    if (pair->workload->verify(cell->context, cell->job.results, digest, &error))
        fail_msg("%s: %s", pair->name, error.text);
}

static void answers_are_right(void **state)
{
    const struct pair *pair = *state;
    const char *unavailable = pair->workload->unavailable ? pair->workload->unavailable : pair->executor->unavailable;
    if (unavailable) {
        print_message("%s cannot run here: %s\n", pair->name, unavailable);
        skip();
    }
    const unsigned worker_count = pair->executor->capabilities & YOKE_PARALLEL ? WORKERS : 1;
    struct cell cell = {0};
    if (!cell_start(&cell, pair, worker_count))
        skip();
    cell_run(&cell, pair, worker_count);
    cell_run(&cell, pair, worker_count);
    pair->executor->stop(cell.team);
    if (pair->workload->teardown)
        pair->workload->teardown(cell.context);
    yoke_shared_unmap(cell.job.results, cell.job.task_count * cell.job.result_bytes);
    yoke_shared_unmap(cell.workers, worker_count * sizeof *cell.workers);
}

int main(void)
{
    static struct CMUnitTest tests[TESTS_MOST];
    static struct pair pairs[TESTS_MOST];
    size_t count = 0;
    for (size_t i = 0; yoke_workloads[i]; i++)
        for (size_t k = 0; yoke_executors[k] && count < TESTS_MOST; k++, count++) {
            struct pair *pair = &pairs[count];
            *pair = (struct pair){.workload = yoke_workloads[i], .executor = yoke_executors[k]};
            snprintf(pair->name, sizeof pair->name, "answers of %s on %s are right", yoke_workloads[i]->name,
                     yoke_executors[k]->name);
            tests[count] =
                (struct CMUnitTest){.name = pair->name, .test_func = answers_are_right, .initial_state = pair};
        }
    return _cmocka_run_group_tests("tests", tests, count, NULL, NULL);
}

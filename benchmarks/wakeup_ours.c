/* SPDX-License-Identifier: MIT */
/* yoke's executors in the hand-over and start-up races: the times are taken in the job's hooks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "yoke/catalogue.h"
#include "yoke/shared.h"

#include "race.h"
#include "wakeup.h"

struct stamps {
    _Alignas(YOKE_LINE_BYTES) uint64_t arrive_ns, begin_ns, end_ns;
};

/* In shared memory, for workers that are processes. */
struct wakeup_team {
    const struct yoke_executor *executor;
    struct yoke_team *team;
    unsigned worker_count;
    size_t bytes;
    struct yoke_worker *workers;
    struct stamps *stamps;
};

static void stamp_arrive(void *probe, struct yoke_worker *worker)
{
    ((struct stamps *)probe)[worker->index].arrive_ns = race_now_ns();
}

static void stamp_begin(void *probe, struct yoke_worker *worker)
{
    ((struct stamps *)probe)[worker->index].begin_ns = race_now_ns();
}

static void stamp_end(void *probe, struct yoke_worker *worker)
{
    ((struct stamps *)probe)[worker->index].end_ns = race_now_ns();
}

/* As the harness places workers by default. */
static int worker_bind(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)argument;
    (void)error;
    wakeup_bind(worker->index);
    return 0;
}

static int task_nothing(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)index;
    (void)result;
    return 0;
}

struct wakeup_team *wakeup_team_start(const struct yoke_executor *executor, unsigned worker_count)
{
    size_t bytes = sizeof(struct wakeup_team) + 2 * YOKE_LINE_BYTES +
                   worker_count * (sizeof(struct yoke_worker) + sizeof(struct stamps));
    unsigned char *memory = yoke_shared_map(bytes);
    if (!memory) {
        perror("wakeup: shared memory");
        return NULL;
    }
    struct wakeup_team *team = (void *)memory;
    size_t workers_at = (sizeof *team + YOKE_LINE_BYTES - 1) / YOKE_LINE_BYTES * YOKE_LINE_BYTES;
    *team = (struct wakeup_team){.executor = executor,
                                 .worker_count = worker_count,
                                 .bytes = bytes,
                                 .workers = (void *)(memory + workers_at),
                                 .stamps = (void *)(memory + workers_at + worker_count * sizeof(struct yoke_worker))};
    for (unsigned index = 0; index < worker_count; index++)
        team->workers[index].index = index;
    const struct yoke_team_options options = {
        .worker_count = worker_count, .workers = team->workers, .usable_cpus = race_cpus(), .worker_start = worker_bind};
    struct yoke_error error = {""};
    if (executor->start(&options, &team->team, &error) == 0)
        return team;
    fprintf(stderr, "wakeup: %s: %s\n", executor->name, error.text);
    yoke_shared_unmap(memory, bytes);
    return NULL;
}

void wakeup_team_stop(struct wakeup_team *team)
{
    if (!team)
        return;
    team->executor->stop(team->team);
    yoke_shared_unmap(team, team->bytes);
}

struct wakeup_times wakeup_team_run(struct wakeup_team *team)
{
    struct yoke_job job = {.task_count = team->worker_count,
                           .task = task_nothing,
                           .schedule = yoke_schedules[0],
                           .chunk = 1,
                           .prepare = stamp_arrive,
                           .begin = stamp_begin,
                           .end = stamp_end,
                           .probe = team->stamps};
    struct yoke_error error = {""};
    uint64_t call_ns = race_now_ns(), arrive_ns = 0, begin_ns = 0, end_ns = 0;
    if (team->executor->run(team->team, &job, &error)) {
        fprintf(stderr, "wakeup: %s: %s\n", team->executor->name, error.text);
        exit(EXIT_FAILURE);
    }
    uint64_t return_ns = race_now_ns();
    for (unsigned index = 0; index < team->worker_count; index++) {
        const struct stamps *stamps = &team->stamps[index];
        arrive_ns = stamps->arrive_ns > arrive_ns ? stamps->arrive_ns : arrive_ns;
        begin_ns = stamps->begin_ns > begin_ns ? stamps->begin_ns : begin_ns;
        end_ns = stamps->end_ns > end_ns ? stamps->end_ns : end_ns;
    }
    return (struct wakeup_times){.reached_ns = (double)(begin_ns - call_ns),
                                 .gate_ns = (double)(begin_ns - arrive_ns),
                                 .back_ns = (double)(return_ns - end_ns)};
}

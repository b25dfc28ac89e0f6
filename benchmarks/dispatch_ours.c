/* SPDX-License-Identifier: MIT */
/* yoke's executors in the race, through the contract that the harness uses: the time is taken in the job's hooks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "yoke/catalogue.h"
#include "yoke/shared.h"

#include "dispatch.h"

/* What one worker's clock said. */
struct stamps {
    _Alignas(YOKE_LINE_BYTES) uint64_t begin_ns, end_ns;
};

enum { EXECUTORS_MOST = 16 };

static unsigned workers_of_race;
static struct yoke_worker *workers;
static struct stamps *stamps;
static struct yoke_team *teams[EXECUTORS_MOST]; /* as in yoke_executors; NULL: not in the race */

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void stamp_nothing(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static void stamp_begin(void *probe, struct yoke_worker *worker)
{
    ((struct stamps *)probe)[worker->index].begin_ns = now_ns();
}

static void stamp_end(void *probe, struct yoke_worker *worker)
{
    ((struct stamps *)probe)[worker->index].end_ns = now_ns();
}

static int team_start(size_t place)
{
    const struct yoke_executor *executor = yoke_executors[place];
    const struct yoke_team_options options = {.worker_count =
                                                  executor->capabilities & YOKE_PARALLEL ? workers_of_race : 1,
                                              .workers = workers,
                                              .usable_cpus = (unsigned)sysconf(_SC_NPROCESSORS_ONLN)};
    struct yoke_error error = {""};
    if (executor->unavailable) {
        printf("%s left out: %s\n", executor->name, executor->unavailable);
        return 0;
    }
    if (executor->start(&options, &teams[place], &error)) {
        fprintf(stderr, "dispatch: %s: %s\n", executor->name, error.text);
        return -1;
    }
    return 0;
}

int ours_start(unsigned worker_count)
{
    workers_of_race = worker_count;
    workers = yoke_shared_map(worker_count * sizeof *workers);
    stamps = yoke_shared_map(worker_count * sizeof *stamps);
    if (!workers || !stamps) {
        perror("dispatch: shared memory");
        return -1;
    }
    for (unsigned index = 0; index < worker_count; index++)
        workers[index].index = index;
    /* Processes first: their helper must be forked while there is one thread. */
    for (int isolated = 1; isolated >= 0; isolated--)
        for (size_t place = 0; yoke_executors[place] && place < EXECUTORS_MOST; place++)
            if (((yoke_executors[place]->capabilities & YOKE_ISOLATED) != 0) == isolated && team_start(place))
                return -1;
    return 0;
}

void ours_stop(void)
{
    for (size_t place = 0; place < EXECUTORS_MOST && yoke_executors[place]; place++)
        if (teams[place])
            yoke_executors[place]->stop(teams[place]);
    yoke_shared_unmap(workers, workers_of_race * sizeof *workers);
    yoke_shared_unmap(stamps, workers_of_race * sizeof *stamps);
}

static const struct yoke_schedule *schedule_named(const char *name)
{
    size_t place = 0;
    while (yoke_schedules[place] && strcmp(yoke_schedules[place]->name, name) != 0)
        place++;
    return yoke_schedules[place];
}

uint64_t ours_run(const struct contestant *self, uint64_t task_count)
{
    size_t place = 0;
    while (yoke_executors[place] && strcmp(yoke_executors[place]->name, self->executor) != 0)
        place++;
    if (!yoke_executors[place] || !teams[place])
        return 0;
    struct yoke_job job = {.task_count = task_count,
                           .task = dispatch_task,
                           .schedule = schedule_named(self->schedule),
                           .chunk = self->chunk,
                           .prepare = stamp_nothing,
                           .begin = stamp_begin,
                           .end = stamp_end,
                           .probe = stamps};
    struct yoke_error error = {""};
    if (yoke_executors[place]->run(teams[place], &job, &error)) {
        fprintf(stderr, "dispatch: %s: %s\n", self->name, error.text);
        exit(EXIT_FAILURE);
    }
    unsigned stamped = yoke_executors[place]->capabilities & YOKE_PARALLEL ? workers_of_race : 1;
    uint64_t begin_ns = UINT64_MAX, end_ns = 0;
    for (unsigned index = 0; index < stamped; index++) {
        begin_ns = stamps[index].begin_ns < begin_ns ? stamps[index].begin_ns : begin_ns;
        end_ns = stamps[index].end_ns > end_ns ? stamps[index].end_ns : end_ns;
    }
    return end_ns - begin_ns;
}

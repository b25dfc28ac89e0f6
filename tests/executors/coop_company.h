/* SPDX-License-Identifier: MIT */
/* A team of the coop executor whose tasks count who is inside. */
#ifndef COOP_COMPANY_H
#define COOP_COMPANY_H

#include "coop.h"
#include "trial.h"

extern const struct yoke_executor yoke_executor_coop;

/* A team's run seen from its tasks. */
struct company {
    unsigned worker_count;
    struct yoke_worker workers[4];
    struct yoke_team *team;
    struct yoke_job job;
    struct yoke_error error;
    _Atomic uint64_t inside, inside_most, returned;
    uint64_t sleep_ns;
    int (*act)(struct company *company, struct yoke_worker *worker, uint64_t index);
    const struct yoke_io *outside_io; /* what worker 0's hooks found */
};

static inline void count_in(struct company *company)
{
    uint64_t inside = atomic_fetch_add(&company->inside, 1) + 1;
    uint64_t most = atomic_load(&company->inside_most);
    while (inside > most && !atomic_compare_exchange_weak(&company->inside_most, &most, inside))
        ;
}

static inline int company_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct company *company = context;
    (void)result;
    count_in(company);
    int status = company->act(company, worker, index);
    atomic_fetch_sub(&company->inside, 1);
    atomic_fetch_add(&company->returned, 1);
    worker->digest += index;
    return status;
}

static inline void hook_prepare(void *probe, struct yoke_worker *worker)
{
    if (worker->index == 0)
        ((struct company *)probe)->outside_io = worker->io;
}

static inline void hook_begin(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static inline const struct yoke_schedule *schedule_named(const char *name)
{
    const struct yoke_schedule *const *schedule = yoke_schedules;
    while (strcmp((*schedule)->name, name) != 0)
        schedule++;
    return *schedule;
}

static inline struct company *company_new(unsigned worker_count,
                                          int (*act)(struct company *, struct yoke_worker *, uint64_t))
{
    struct company *company = yoke_shared_map(sizeof *company);
    assert_non_null(company);
    company->worker_count = worker_count;
    company->act = act;
    company->job = (struct yoke_job){.task = company_task,
                                     .context = company,
                                     .schedule = schedule_named("dynamic"),
                                     .chunk = 1,
                                     .prepare = hook_prepare,
                                     .begin = hook_begin,
                                     .end = hook_begin,
                                     .probe = company};
    for (unsigned index = 0; index < worker_count; index++)
        company->workers[index] = (struct yoke_worker){.index = index, .io = &trial_io};
    return company;
}

static inline int company_start(struct company *company)
{
    static struct yoke_team_options options;
    options = (struct yoke_team_options){
        .worker_count = company->worker_count, .workers = company->workers, .usable_cpus = company->worker_count};
    company->error.text[0] = '\0';
    return yoke_executor_coop.start(&options, &company->team, &company->error);
}

static inline void company_run(struct company *company, uint64_t task_count)
{
    company->job.task_count = task_count;
    company->inside = company->inside_most = company->returned = 0;
    if (yoke_executor_coop.run(company->team, &company->job, &company->error))
        fail_msg("the run failed: %s", company->error.text);
    assert_int_equal(company->returned, task_count);
}

static inline void company_free(struct company *company)
{
    if (company->team)
        yoke_executor_coop.stop(company->team);
    yoke_shared_unmap(company, sizeof *company);
}

static inline struct company *company_started(unsigned worker_count,
                                              int (*act)(struct company *, struct yoke_worker *, uint64_t))
{
    struct company *company = company_new(worker_count, act);
    if (company_start(company))
        fail_msg("coop does not start: %s", company->error.text);
    return company;
}

#endif

/* SPDX-License-Identifier: MIT */
/* The crew's protocol: making it, and both sides of a run. */
#include "crew.h"

#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "yoke/shared.h"

#include "ration.h"
#include "wakeup.h"

/* Gates count two openings a run: first "here is a job", then "go". */
static uint32_t announced(uint32_t run)
{
    return 2 * run;
}

static uint32_t departed(uint32_t run)
{
    return 2 * run + 1;
}

/* Offsets of the crew's parts in its mapping, each on its own lines. */
struct layout {
    size_t berths, lanes, bounds, seen, bytes;
};

static size_t place(size_t *end, size_t bytes)
{
    size_t start = *end;
    *end += (bytes + YOKE_LINE_BYTES - 1) / YOKE_LINE_BYTES * YOKE_LINE_BYTES;
    return start;
}

static struct layout crew_layout(size_t workers, bool durable)
{
    struct layout layout;
    size_t end = sizeof(struct crew);
    layout.berths = place(&end, workers * sizeof(struct berth));
    layout.lanes = place(&end, workers * sizeof(struct lane));
    layout.bounds = place(&end, schedule_bounds_most((unsigned)workers) * sizeof(uint64_t));
    layout.seen = place(&end, durable ? workers * claim_seen_stride((unsigned)workers) * sizeof(uint64_t) : 0);
    layout.bytes = end;
    return layout;
}

int crew_new(const struct yoke_team_options *options, bool durable, struct crew **made, struct yoke_error *error)
{
    if (options->worker_count == 0 || options->worker_count > CLAIM_WORKERS_MOST) {
        yoke_error_set(error, "%u workers cannot be made: the number must be from 1 to %u", options->worker_count,
                       CLAIM_WORKERS_MOST);
        return -EINVAL;
    }
    struct layout layout = crew_layout(options->worker_count, durable);
    unsigned char *memory = yoke_shared_map(layout.bytes);
    if (!memory) {
        int status = -errno;
        yoke_error_set(error, "no shared memory for %u workers (%zu bytes): %s", options->worker_count, layout.bytes,
                       strerror(-status));
        return status;
    }
    struct crew *crew = (void *)memory;
    crew->options = *options;
    crew->bytes = layout.bytes;
    crew->durable = durable;
    crew->spin_ns = wakeup_spin_ns(options->worker_count, options->usable_cpus);
    crew->berths = (void *)(memory + layout.berths);
    crew->claim.worker_count = options->worker_count;
    crew->claim.lanes = (void *)(memory + layout.lanes);
    crew->claim.bounds = (void *)(memory + layout.bounds);
    crew->claim.seen = durable ? (void *)(memory + layout.seen) : NULL;
    crew->bell = eventfd(0, EFD_CLOEXEC);
    if (crew->bell < 0) {
        int status = -errno;
        yoke_error_set(error, "no event descriptor for a team of workers: %s", strerror(-status));
        yoke_shared_unmap(memory, layout.bytes);
        return status;
    }
    *made = crew;
    return 0;
}

void crew_free(struct crew *crew)
{
    close(crew->bell);
    yoke_shared_unmap(crew, crew->bytes);
}

static enum stage stage_of(const struct crew *crew, unsigned index)
{
    return (enum stage)atomic_load(&crew->berths[index].stage);
}

static void stage_set(struct crew *crew, unsigned index, enum stage stage)
{
    atomic_store(&crew->berths[index].stage, (uint32_t)stage);
}

/* Is every worker at `stage` or further? */
static bool all_at(const struct crew *crew, enum stage stage)
{
    for (unsigned index = 0; index < crew->options.worker_count; index++)
        if (stage_of(crew, index) < stage)
            return false;
    return true;
}

bool crew_all_started(const struct crew *crew)
{
    return all_at(crew, STAGE_REFUSED);
}

bool crew_all_ended(const struct crew *crew)
{
    return all_at(crew, STAGE_ENDED);
}

int crew_check_limits(const struct yoke_job *job, struct yoke_error *error)
{
    if (job->task_count > CLAIM_TASKS_MOST) {
        yoke_error_set(error, "%llu tasks are too many for one run: the most is %llu",
                       (unsigned long long)job->task_count, (unsigned long long)CLAIM_TASKS_MOST);
        return -EINVAL;
    }
    if (job->source && job->results) {
        yoke_error_set(error, "tasks from a source have no results of the run: leave `results` NULL");
        return -EINVAL;
    }
    if (job->chunk == 0) {
        yoke_error_set(error, "a chunk of 0 tasks was asked for: the least is 1");
        return -EINVAL;
    }
    return 0;
}

int crew_check(const struct yoke_job *job, struct yoke_error *error)
{
    int status = crew_check_limits(job, error);
    if (status || job->source || !job->schedule->needs)
        return status;
    yoke_error_set(error, "the schedule %s is not to be had on this executor: %s", job->schedule->name,
                   job->schedule->summary);
    return -EINVAL;
}

bool crew_more(const void *crew)
{
    const struct crew *own = crew;
    uint64_t published = atomic_load_explicit(&own->job.source->published, memory_order_seq_cst);
    if (claim_drawn(&own->claim) < published)
        return true;
    return !own->durable && ration_more(&own->claim);
}

static void source_ring(void *crew)
{
    crew_ring(crew);
}

static uint64_t source_drawn(const void *crew)
{
    return claim_drawn(&((const struct crew *)crew)->claim);
}

int crew_attend(struct crew *crew, uint64_t *rest_ns)
{
    struct yoke_source *source = crew->job.source;
    *rest_ns = UINT64_MAX;
    return source && source->attend ? source->attend(source, rest_ns) : 0;
}

static void claims_open(struct crew *crew, const struct yoke_job *job)
{
    if (!job->source) {
        claim_open(&crew->claim, job->schedule, job->task_count, job->chunk);
        return;
    }
    claim_open_source(&crew->claim);
    job->source->bell = crew;
    job->source->ring = source_ring;
    job->source->drawn = source_drawn;
}

void crew_announce(struct crew *crew, const struct yoke_job *job)
{
    crew->job = *job;
    crew->run++;
    claims_open(crew, job);
    for (unsigned index = 0; index < crew->options.worker_count; index++) {
        struct yoke_worker *worker = &crew->options.workers[index];
        worker->digest = worker->tasks_done = 0;
        worker->late = (struct yoke_lateness){0};
        worker->children = (struct yoke_children){0};
        worker->turns = (struct yoke_turns){0};
        crew->berths[index].died = false;
        crew->berths[index].lost_done = 0;
        stage_set(crew, index, STAGE_READY);
    }
    for (unsigned index = 0; index < crew->options.worker_count; index++)
        gate_open(&crew->berths[index].gate, announced(crew->run));
}

/* Opens the start gates if every worker has arrived. Two that arrive together both may, which does no harm. */
static void crew_depart(struct crew *crew)
{
    if (!all_at(crew, STAGE_ARRIVED))
        return;
    for (unsigned index = 0; index < crew->options.worker_count; index++)
        gate_open(&crew->berths[index].gate, departed(crew->run));
}

void crew_listen(struct crew *crew)
{
    uint64_t rings;
    while (read(crew->bell, &rings, sizeof rings) < 0 && errno == EINTR)
        ;
}

void crew_ring(struct crew *crew)
{
    const uint64_t once = 1;
    while (write(crew->bell, &once, sizeof once) < 0 && errno == EINTR)
        ;
}

void crew_collect(struct crew *crew, struct yoke_job *job)
{
    uint64_t done = 0;
    job->failed_count = 0;
    job->spin_ns = crew->spin_ns;
    if (job->source)
        job->task_count = claim_drawn(&crew->claim);
    for (unsigned index = 0; index < crew->options.worker_count; index++) {
        const struct lane *lane = &crew->claim.lanes[index];
        if (lane->failed_count && !job->failed_count) {
            job->failed_task = lane->failed_task;
            job->failed_status = lane->failed_status;
        }
        job->failed_count += lane->failed_count;
        crew->options.workers[index].tasks_done += crew->berths[index].lost_done;
        done += crew->options.workers[index].tasks_done;
    }
    /* A worker killed between two spans had not always counted the first. They are the only ones missing. */
    for (unsigned index = 0; index < crew->options.worker_count; index++) {
        if (crew->berths[index].died) {
            crew->options.workers[index].tasks_done += job->task_count - job->casualty_count - done;
            break;
        }
    }
}

int crew_refusal(const struct crew *crew, struct yoke_error *error)
{
    for (unsigned index = 0; index < crew->options.worker_count; index++) {
        const struct berth *berth = &crew->berths[index];
        if (stage_of(crew, index) != STAGE_REFUSED)
            continue;
        yoke_error_set(error, "%s", berth->error.text[0] ? berth->error.text : strerror(-berth->start_status));
        return berth->start_status;
    }
    return 0;
}

void crew_run_checked(struct crew *crew, struct yoke_job *job)
{
    job->casualty_count = job->death_count = 0;
    crew_announce(crew, job);
    uint64_t rest_ns;
    crew_attend(crew, &rest_ns);
    while (!crew_all_ended(crew)) {
        crew_listen(crew);
        crew_attend(crew, &rest_ns);
    }
    crew_collect(crew, job);
}

int crew_run(struct crew *crew, struct yoke_job *job, struct yoke_error *error)
{
    int status = crew_check(job, error);
    if (!status)
        crew_run_checked(crew, job);
    return status;
}

void crew_dismiss(struct crew *crew)
{
    atomic_store(&crew->stopping, true);
    for (unsigned index = 0; index < crew->options.worker_count; index++)
        gate_open(&crew->berths[index].gate, announced(crew->run + 1));
}

static void worker_run(struct crew *crew, unsigned index, crew_tasks *tasks)
{
    const struct yoke_job *job = &crew->job;
    struct yoke_worker *worker = &crew->options.workers[index];
    uint32_t run = crew->run;
    job->prepare(job->probe, worker);
    stage_set(crew, index, STAGE_ARRIVED);
    crew_depart(crew);
    gate_wait(&crew->berths[index].gate, departed(run), crew->spin_ns);
    job->begin(job->probe, worker);
    tasks(crew, index);
    job->end(job->probe, worker);
    if (crew->berths[index].retired)
        return;
    stage_set(crew, index, STAGE_ENDED);
    if (crew_all_ended(crew))
        crew_ring(crew);
}

void crew_serve(struct crew *crew, unsigned index, uint32_t first_run, crew_tasks *tasks)
{
    struct berth *berth = &crew->berths[index];
    struct yoke_worker *worker = &crew->options.workers[index];
    const struct yoke_team_options *options = &crew->options;
    berth->start_status = options->worker_start ? options->worker_start(options->argument, worker, &berth->error) : 0;
    stage_set(crew, index, berth->start_status ? STAGE_REFUSED : STAGE_READY);
    if (crew_all_started(crew))
        crew_ring(crew);
    if (berth->start_status)
        return;
    for (uint32_t run = first_run;; run++) {
        gate_wait(&berth->gate, announced(run),
                  0); /* between jobs a worker sleeps: it must not burn what others measure */
        if (atomic_load(&crew->stopping))
            break;
        worker_run(crew, index, tasks);
        if (berth->retired)
            break;
    }
    if (options->worker_stop)
        options->worker_stop(options->argument, worker);
}

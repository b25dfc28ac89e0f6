/* SPDX-License-Identifier: MIT */
/* One addition to a shared word and some looks at the clock a task. */
#include "open_loop.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "yoke/random.h"
#include "yoke/shared.h"

/* A sleeping thread wakes up to 50 us late by the kernel's default timer slack, and as much again until it is on a processor:
 * for so long before its arrival a worker offers its processor or its loop to others instead, and looks at the clock. */
static const uint64_t AWAKE_NS = 100000;

/* Workloads draw from the same seed: what arrives must not depend on what it brings. */
static const uint64_t STREAM = 0x6172726976616c73; /* "arrivals" */

const char *const open_loop_arrivals_words[] = {[OPEN_LOOP_POISSON] = "poisson", [OPEN_LOOP_CONSTANT] = "constant", NULL};

bool open_loop_arrivals_find(const char *word, enum open_loop_arrivals *arrivals)
{
    for (unsigned i = 0; open_loop_arrivals_words[i]; i++)
        if (!strcmp(open_loop_arrivals_words[i], word)) {
            *arrivals = (enum open_loop_arrivals)i;
            return true;
        }
    return false;
}

/* A number above 0 and up to 1, of 53 random bits. */
static double unit_draw(uint64_t seed, uint64_t index)
{
    return (double)((yoke_random_draw(seed, index) >> 11) + 1) * 0x1p-53;
}

void open_loop_draw(enum open_loop_arrivals arrivals, double rate_hz, uint64_t seed, uint64_t count, uint64_t due_ns[])
{
    const double gap_ns = 1e9 / rate_hz;
    const uint64_t own_seed = yoke_random_draw(seed ^ STREAM, 0);
    double at_ns = 0;
    for (uint64_t i = 0; i < count; i++) {
        if (arrivals == OPEN_LOOP_POISSON)
            at_ns -= gap_ns * log(unit_draw(own_seed, i));
        else
            at_ns = gap_ns * (double)i;
        due_ns[i] = (uint64_t)at_ns;
    }
}

int open_loop_open(struct open_loop *loop, enum open_loop_arrivals arrivals, double rate_hz, uint64_t seed,
                   const struct yoke_job *job, struct yoke_error *error)
{
    const uint64_t count = job->task_count;
    *loop = (struct open_loop){.task = job->task, .context = job->context, .count = count};
    loop->progress_bytes = sizeof *loop->progress + count * sizeof loop->progress->queued_ns[0];
    loop->progress = yoke_shared_map(loop->progress_bytes);
    loop->due_ns = calloc(count + 1, sizeof *loop->due_ns);
    if (!loop->progress || !loop->due_ns) {
        open_loop_close(loop);
        yoke_error_set(error, "no memory for the arrivals of %" PRIu64 " tasks", count);
        return -ENOMEM;
    }
    open_loop_draw(arrivals, rate_hz, seed, count, loop->due_ns);
    return 0;
}

void open_loop_close(struct open_loop *loop)
{
    yoke_shared_unmap(loop->progress, loop->progress_bytes);
    free(loop->due_ns);
    *loop = (struct open_loop){0};
}

/* The first to come sets it for all. */
static uint64_t origin_find(struct open_loop_progress *progress)
{
    uint64_t origin_ns = atomic_load_explicit(&progress->origin_ns, memory_order_relaxed);
    if (origin_ns)
        return origin_ns;
    const uint64_t now_ns = clock_now_ns();
    return atomic_compare_exchange_strong(&progress->origin_ns, &origin_ns, now_ns) ? now_ns : origin_ns;
}

/* Through the I/O table, so that a worker with other tasks goes on with them. */
static int arrival_await(struct yoke_worker *worker, uint64_t due_ns)
{
    int status = 0;
    for (uint64_t now_ns; !status && (now_ns = clock_now_ns()) < due_ns;) {
        const uint64_t left_ns = due_ns - now_ns;
        status = left_ns > AWAKE_NS ? worker->io->sleep(worker, left_ns - AWAKE_NS) : worker->io->yield(worker);
    }
    return status;
}

static int arriving_task(void *own, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct open_loop *loop = own;
    const uint64_t origin_ns = origin_find(loop->progress);
    const uint64_t arrival = atomic_fetch_add_explicit(&loop->progress->next, 1, memory_order_relaxed);
    assert(arrival < loop->count); /* each index is run once */
    loop->progress->queued_ns[index] = loop->due_ns[arrival];
    const int status = arrival_await(worker, origin_ns + loop->due_ns[arrival]);
    return status ? status : loop->task(loop->context, worker, index, result);
}

void open_loop_wrap(struct open_loop *loop, struct yoke_job *job)
{
    atomic_store(&loop->progress->origin_ns, 0);
    atomic_store(&loop->progress->next, 0);
    job->task = arriving_task;
    job->context = loop;
}

uint64_t open_loop_origin_ns(const struct open_loop *loop)
{
    return atomic_load(&loop->progress->origin_ns);
}

uint64_t open_loop_last_due_ns(const struct open_loop *loop)
{
    return loop->count ? loop->due_ns[loop->count - 1] : 0;
}

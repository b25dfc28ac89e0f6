/* SPDX-License-Identifier: MIT */
/* Two queues, quick and slow, under one mutex, and a futex that threads without work sleep on: an epoch that every new
 * job moves, so a job that comes between a look at the queues and the sleep is not slept through. */
#include "loop_offload.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "futex.h"
#include "thread.h"

struct queue {
    struct offload_job *first, **end; /* `end`: where the next one's address goes */
};

struct offload {
    pthread_mutex_t lock;
    /* Under the lock. */
    struct queue quick, slow;
    unsigned thread_count, idle_count, slow_running, queued_count;
    bool stopping;
    /* Not. */
    _Atomic uint32_t epoch;
    unsigned thread_most, slow_most;
    cpu_set_t cpus; /* of the maker: a loop that needs the first thread may be tied to one processor */
    bool cpus_known;
    pthread_t threads[];
};

static void queue_push(struct offload *offload, struct offload_job *job)
{
    struct queue *queue = job->slow ? &offload->slow : &offload->quick;
    offload->queued_count++;
    job->next = NULL;
    *queue->end = job;
    queue->end = &job->next;
}

/* Unlinks the job that `*at`, a link of the queue, points to. */
static struct offload_job *queue_unlink(struct offload *offload, struct queue *queue, struct offload_job **at)
{
    offload->queued_count--;
    struct offload_job *job = *at;
    *at = job->next;
    if (!*at)
        queue->end = at;
    return job;
}

static struct offload_job *job_take(struct offload *offload)
{
    /* Slow ones first, up to their share: quick ones cannot keep them waiting for ever, and have the other half. */
    if (offload->slow.first && offload->slow_running < offload->slow_most) {
        offload->slow_running++;
        return queue_unlink(offload, &offload->slow, &offload->slow.first);
    }
    return offload->quick.first ? queue_unlink(offload, &offload->quick, &offload->quick.first) : NULL;
}

static void job_do(struct offload *offload, struct offload_job *job)
{
    bool slow = job->slow;
    job->result = job->work(job);
    inbox_push(job->inbox, &job->note); /* the job is gone from here on */
    if (!slow)
        return;
    pthread_mutex_lock(&offload->lock);
    offload->slow_running--;
    pthread_mutex_unlock(&offload->lock);
}

static void *offload_main(void *argument)
{
    struct offload *offload = argument;
    if (offload->cpus_known)
        sched_setaffinity(0, sizeof offload->cpus, &offload->cpus);
    pthread_mutex_lock(&offload->lock);
    while (!offload->stopping) {
        uint32_t epoch = atomic_load(&offload->epoch);
        struct offload_job *job = job_take(offload);
        offload->idle_count += !job;
        pthread_mutex_unlock(&offload->lock);
        if (job)
            job_do(offload, job);
        else
            futex_wait(&offload->epoch, epoch, FUTEX_NEVER);
        pthread_mutex_lock(&offload->lock);
        offload->idle_count -= !job;
    }
    pthread_mutex_unlock(&offload->lock);
    return NULL;
}

static void threads_wake(struct offload *offload, int count)
{
    atomic_fetch_add(&offload->epoch, 1);
    futex_wake(&offload->epoch, count);
}

struct offload *offload_new(unsigned thread_most)
{
    struct offload *offload = calloc(1, sizeof *offload + thread_most * sizeof offload->threads[0]);
    if (!offload)
        return NULL;
    pthread_mutex_init(&offload->lock, NULL);
    offload->quick.end = &offload->quick.first;
    offload->slow.end = &offload->slow.first;
    offload->thread_most = thread_most;
    offload->slow_most = thread_most > 1 ? thread_most / 2 : 1;
    offload->cpus_known = sched_getaffinity(0, sizeof offload->cpus, &offload->cpus) == 0;
    return offload;
}

void offload_free(struct offload *offload)
{
    if (!offload)
        return;
    pthread_mutex_lock(&offload->lock);
    offload->stopping = true;
    pthread_mutex_unlock(&offload->lock);
    threads_wake(offload, (int)offload->thread_count);
    for (unsigned index = 0; index < offload->thread_count; index++)
        pthread_join(offload->threads[index], NULL);
    pthread_mutex_destroy(&offload->lock);
    free(offload);
}

int offload_begin(struct offload *offload, struct offload_job *job)
{
    int status = 0;
    pthread_mutex_lock(&offload->lock);
    if (offload->idle_count <= offload->queued_count && offload->thread_count < offload->thread_most) {
        status = thread_create(&offload->threads[offload->thread_count], offload_main, offload);
        offload->thread_count += status == 0;
    }
    if (offload->thread_count) { /* one thread that there is will do it, later */
        status = 0;
        queue_push(offload, job);
    }
    pthread_mutex_unlock(&offload->lock);
    if (!status)
        threads_wake(offload, 1);
    return status;
}

bool offload_withdraw(struct offload *offload, struct offload_job *job)
{
    struct queue *queue = job->slow ? &offload->slow : &offload->quick;
    pthread_mutex_lock(&offload->lock);
    struct offload_job **at = &queue->first;
    while (*at && *at != job)
        at = &(*at)->next;
    bool found = *at;
    if (found)
        queue_unlink(offload, queue, at);
    pthread_mutex_unlock(&offload->lock);
    return found;
}

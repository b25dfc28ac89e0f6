/* SPDX-License-Identifier: MIT */
/* Peers written in C: the pool of a mutex and a condition variable that everybody has written once, GLib's and libuv's.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "submit.h"

/* One task, in an array that the submitter has: nobody allocates. */
struct ticket {
    struct ticket *next;
    uint64_t *result;
    uint64_t index;
};

static struct ticket *tickets;
static uint64_t tickets_count;

static void tickets_need(uint64_t count)
{
    if (tickets_count >= count)
        return;
    free(tickets);
    tickets = malloc(count * sizeof *tickets);
    if (!tickets)
        abort();
    tickets_count = count;
}

/* Mutex and condition. */

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t work, done;
    struct ticket *first, **last;
    uint64_t left;
    int stopping;
    unsigned workers;
    pthread_t threads[256];
} plain = {.mutex = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER};

static void *plain_main(void *argument)
{
    pthread_mutex_lock(&plain.mutex);
    for (;;) {
        while (!plain.first && !plain.stopping)
            pthread_cond_wait(&plain.work, &plain.mutex);
        if (!plain.first)
            break;
        struct ticket *ticket = plain.first;
        plain.first = ticket->next;
        if (!plain.first)
            plain.last = &plain.first;
        pthread_mutex_unlock(&plain.mutex);
        *ticket->result = 2 * ticket->index;
        pthread_mutex_lock(&plain.mutex);
        if (--plain.left == 0)
            pthread_cond_signal(&plain.done);
    }
    pthread_mutex_unlock(&plain.mutex);
    return argument;
}

static int plain_start(unsigned workers)
{
    plain.last = &plain.first;
    for (plain.workers = 0; plain.workers < workers && plain.workers < 256; plain.workers++)
        if (pthread_create(&plain.threads[plain.workers], NULL, plain_main, NULL))
            return 1;
    return 0;
}

static void plain_run(uint64_t results[], uint64_t task_count)
{
    tickets_need(task_count);
    for (uint64_t index = 0; index < task_count; index++) {
        tickets[index] = (struct ticket){.result = &results[index], .index = index};
        pthread_mutex_lock(&plain.mutex);
        *plain.last = &tickets[index];
        plain.last = &tickets[index].next;
        plain.left++;
        pthread_cond_signal(&plain.work);
        pthread_mutex_unlock(&plain.mutex);
    }
    pthread_mutex_lock(&plain.mutex);
    while (plain.left)
        pthread_cond_wait(&plain.done, &plain.mutex);
    pthread_mutex_unlock(&plain.mutex);
}

static void plain_stop(void)
{
    pthread_mutex_lock(&plain.mutex);
    plain.stopping = 1;
    pthread_cond_broadcast(&plain.work);
    pthread_mutex_unlock(&plain.mutex);
    for (unsigned worker = 0; worker < plain.workers; worker++)
        pthread_join(plain.threads[worker], NULL);
}

const struct entrant submit_condvar = {"mutex + condition, intrusive", "above ours", plain_start, plain_run,
                                       plain_stop};

#if SUBMIT_GLIB
#include <glib.h>

static GThreadPool *glib_pool;
static _Atomic uint64_t glib_left;

static void glib_task(gpointer data, gpointer user)
{
    struct ticket *ticket = data;
    (void)user;
    *ticket->result = 2 * ticket->index;
    atomic_fetch_sub(&glib_left, 1);
}

static int glib_start(unsigned workers)
{
    glib_pool = g_thread_pool_new(glib_task, NULL, (gint)workers, TRUE, NULL);
    return glib_pool == NULL;
}

static void glib_run(uint64_t results[], uint64_t task_count)
{
    tickets_need(task_count);
    atomic_store(&glib_left, task_count);
    for (uint64_t index = 0; index < task_count; index++) {
        tickets[index] = (struct ticket){.result = &results[index], .index = index};
        g_thread_pool_push(glib_pool, &tickets[index], NULL);
    }
    while (atomic_load(&glib_left)) /* it has no way of waiting for tasks */
        g_thread_yield();
}

static void glib_stop(void)
{
    g_thread_pool_free(glib_pool, FALSE, TRUE);
}

const struct entrant submit_glib = {"GLib GThreadPool", "above ours", glib_start, glib_run, glib_stop};
#else
const struct entrant submit_glib = {"GLib GThreadPool", "not in this build", NULL, NULL, NULL};
#endif

#if SUBMIT_LIBUV
#include <stdio.h>
#include <uv.h>

struct uv_ticket {
    uv_work_t work;
    uint64_t *result;
    uint64_t index;
};

static struct uv_ticket *uv_tickets;
static uint64_t uv_tickets_count;

static void uv_task(uv_work_t *work)
{
    struct uv_ticket *ticket = work->data;
    *ticket->result = 2 * ticket->index;
}

static void uv_after(uv_work_t *work, int status)
{
    (void)work;
    (void)status;
}

static int libuv_start(unsigned workers)
{
    char count[16];
    snprintf(count, sizeof count, "%u", workers);
    setenv("UV_THREADPOOL_SIZE", count, 1);
    return 0;
}

static void libuv_run(uint64_t results[], uint64_t task_count)
{
    if (uv_tickets_count < task_count) {
        free(uv_tickets);
        uv_tickets = malloc(task_count * sizeof *uv_tickets);
        if (!uv_tickets)
            abort();
        uv_tickets_count = task_count;
    }
    for (uint64_t index = 0; index < task_count; index++) {
        uv_tickets[index].result = &results[index];
        uv_tickets[index].index = index;
        uv_tickets[index].work.data = &uv_tickets[index];
        uv_queue_work(uv_default_loop(), &uv_tickets[index].work, uv_task, uv_after);
    }
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}

static void libuv_stop(void)
{
    uv_loop_close(uv_default_loop());
}

const struct entrant submit_libuv = {"libuv uv_queue_work", "above ours", libuv_start, libuv_run, libuv_stop};
#else
const struct entrant submit_libuv = {"libuv uv_queue_work", "not in this build", NULL, NULL, NULL};
#endif

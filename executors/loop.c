/* SPDX-License-Identifier: MIT */
/* A loop's life: what it is made of, beginning and cancelling tasks. */
#include "loop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "loop_private.h"

/* Tasks' control blocks lie at the same place of every page; the processor's cache would have room for a few only. Each
 * is moved down by another number of lines, which still leaves most of the page to the stack. */
enum { COLOURS = 16, LINE_BYTES = 64 };

/* Tasks that the arrays have room for at first. */
enum { FIRST_ROOM = 64 };

/* Of so many idle tasks the memory is fetched together, before the first of them begins. */
enum { PREFETCH_TASKS = 16 };

static uint64_t clock_monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static struct overflow_owner stack_under(const void *argument, uintptr_t address)
{
    const struct loop *loop = argument;
    const struct loop_task *task = loop->current;
    if (!task)
        return (struct overflow_owner){.found = false};
    uintptr_t low = (uintptr_t)task->stack.low;
    return (struct overflow_owner){.found = !task->stack.canary && address < low && address >= low - STACK_GUARD_BYTES,
                                   .task = task->number,
                                   .stack_bytes = loop->statistics.stack_bytes};
}

static void task_body(struct coroutine *coroutine)
{
    struct loop_task *task = (struct loop_task *)coroutine;
    task->function(task->argument);
}

/* Room for one more task in both arrays. */
static int tasks_grow(struct loop *loop)
{
    if (loop->task_count < loop->task_room)
        return 0;
    size_t room = loop->task_room ? 2 * loop->task_room : FIRST_ROOM;
    struct loop_task **tasks = realloc(loop->tasks, room * sizeof *tasks);
    loop->tasks = tasks ? tasks : loop->tasks;
    struct loop_task **idle = realloc(loop->idle, room * sizeof *idle);
    loop->idle = idle ? idle : loop->idle;
    if (!tasks || !idle)
        return -ENOMEM;
    loop->task_room = room;
    return 0;
}

/* Makes a task with a stack of its own, which goes to the idle ones. */
static int task_make(struct loop *loop)
{
    struct stack stack;
    int status = tasks_grow(loop);
    if (!status)
        status = stacks_take(loop->stacks, &stack);
    if (status)
        return status;
    size_t colour = loop->task_count % COLOURS * LINE_BYTES;
    size_t bytes = (sizeof(struct loop_task) + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES + colour;
    struct loop_task *task = (void *)(stack.high - bytes);
    coroutine_init(&task->coroutine, stack.low, task, loop->options.how, task_body);
    task->loop = loop;
    task->stack = stack;
    task->state = TASK_IDLE;
    task->timer = TIMERS_NONE;
    loop->tasks[loop->task_count++] = task;
    loop->idle[loop->idle_count++] = task;
    return 0;
}

static void options_complete(struct loop_options *options)
{
    options->stack_bytes = options->stack_bytes ? options->stack_bytes : LOOP_STACK_BYTES;
    options->stall_ns = options->stall_ns ? options->stall_ns : LOOP_STALL_NS;
    options->gap_ns = options->gap_ns ? options->gap_ns : LOOP_GAP_NS;
    options->clock = options->clock ? options->clock : clock_monotonic;
    static _Thread_local void *nobody_looks;
    options->local = options->local ? options->local : &nobody_looks;
}

static int living_map(struct loop *loop)
{
    size_t bytes = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char *page = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return -errno;
    madvise(page, bytes, MADV_WIPEONFORK);
    *page = 1;
    loop->living = page;
    return 0;
}

static void living_unmap(struct loop *loop)
{
    munmap((void *)(uintptr_t)loop->living, (size_t)sysconf(_SC_PAGESIZE));
}

static void tasks_release(struct loop *loop)
{
    for (size_t index = 0; index < loop->task_count; index++)
        /* One that has not ended is there when its loop broke down: there is no way out of the middle of a function. */
        if (loop->tasks[index]->coroutine.ended)
            coroutine_release(&loop->tasks[index]->coroutine);
    stacks_free(loop->stacks);
    free(loop->tasks);
    free(loop->idle);
}

static int memory_get(struct loop *loop, struct yoke_error *error)
{
    loop->stacks = stacks_new(loop->options.stack_bytes, loop->options.guard);
    /* One task at least can always be begun: then feed has somebody whose end it can wait for. */
    int status = loop->stacks ? task_make(loop) : -ENOMEM;
    if (!status)
        return 0;
    yoke_error_set(error, "no memory for a task's stack of %zu bytes: %s", loop->options.stack_bytes,
                   strerror(-status));
    if (loop->stacks)
        tasks_release(loop);
    return status;
}

int loop_new(const struct loop_options *options, struct loop **made, struct yoke_error *error)
{
    struct loop *loop = calloc(1, sizeof *loop);
    if (!loop) {
        yoke_error_set(error, "no memory for an event loop");
        return -ENOMEM;
    }
    loop->options = *options;
    options_complete(&loop->options);
    loop->owner = pthread_self();
    int status = memory_get(loop, error);
    if (status)
        goto free_loop;
    loop->statistics.stack_bytes = stacks_bytes(loop->stacks);
    status = living_map(loop);
    if (status)
        goto release_tasks;
    status = inbox_open(&loop->inbox);
    if (status)
        goto unmap_living;
    status = overflow_watch_begin(&loop->watch, stack_under, loop, error);
    if (status)
        goto close_inbox;
    const struct driver_site site = {.loop = loop, .inbox = &loop->inbox, .offload = options->offload};
    status = options->driver->open(&site, &loop->driver, error);
    if (status)
        goto end_watch;
    *made = loop;
    return 0;
end_watch:
    overflow_watch_end(&loop->watch);
close_inbox:
    inbox_close(&loop->inbox);
unmap_living:
    living_unmap(loop);
release_tasks:
    tasks_release(loop);
free_loop:
    free(loop);
    yoke_error_set(error, "an event loop could not be made: %s", strerror(-status));
    return status;
}

void loop_free(struct loop *loop)
{
    if (!loop)
        return;
    loop->options.driver->close(loop->driver);
    overflow_watch_end(&loop->watch);
    inbox_close(&loop->inbox);
    living_unmap(loop);
    tasks_release(loop);
    timers_release(&loop->timers);
    free(loop);
}

int loop_check(const struct loop *loop)
{
    if (!*loop->living)
        return -ESTALE;
    return pthread_equal(loop->owner, pthread_self()) ? 0 : -EPERM;
}

int loop_spawn(struct loop *loop, void (*function)(void *), void *argument, struct loop_task **made)
{
    int status = loop_check(loop);
    if (!status && !loop->idle_count)
        status = task_make(loop);
    if (status)
        return status;
    if (loop->idle_count % PREFETCH_TASKS == 0)
        tasks_prefetch(&loop->idle[loop->idle_count - PREFETCH_TASKS], PREFETCH_TASKS);
    struct loop_task *task = loop->idle[--loop->idle_count];
    task->function = function;
    task->argument = argument;
    task->cancelled = task->ending = false;
    task->number = loop->statistics.spawned++;
    loop->live_count++;
    if (loop->live_count > loop->statistics.tasks_most)
        loop->statistics.tasks_most = loop->live_count;
    ready_push(loop, task);
    if (made)
        *made = task;
    return 0;
}

int loop_cancel(struct loop *loop, struct loop_task *task)
{
    int status = loop_check(loop);
    if (status)
        return status;
    if (task->state != TASK_PARKED || task->ending) {
        task->cancelled = true;
        return 0;
    }
    if (!task->wait) {
        loop_wake(task, -ECANCELED);
        return 0;
    }
    task->ending = task->ending_by_cancel = true;
    task->wait->cancel(task->wait, -ECANCELED);
    return 0;
}

int loop_post(struct loop *loop, struct loop_note *note)
{
    if (!*loop->living)
        return -ESTALE;
    inbox_push(&loop->inbox, note);
    return 0;
}

void loop_hold(struct loop *loop)
{
    loop->holds++;
}

void loop_let_go(struct loop *loop)
{
    loop->holds--;
}

struct loop_statistics loop_statistics(const struct loop *loop)
{
    struct loop_statistics statistics = loop->statistics;
    statistics.stacks = stacks_count(loop->stacks);
    statistics.stacks_guarded = stacks_guarded_count(loop->stacks);
    return statistics;
}

void loop_statistics_renew(struct loop *loop)
{
    loop->statistics =
        (struct loop_statistics){.tasks_most = loop->live_count, .stack_bytes = loop->statistics.stack_bytes};
}

size_t loop_stack_used_bytes(const struct loop *loop, size_t most)
{
    size_t used_most = 0;
    for (size_t index = 0; index < loop->task_count && index < most; index++) {
        size_t used = stack_used_bytes(&loop->tasks[index]->stack);
        used_most = used > used_most ? used : used_most;
    }
    return used_most;
}

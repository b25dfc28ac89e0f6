/* SPDX-License-Identifier: MIT */
/* Loops with a clock and a driver of the test's own, where time passes only while the loop waits. */
#ifndef LOOP_MADE_H
#define LOOP_MADE_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

#include "loop.h"

static uint64_t made_now_ns;

static inline uint64_t made_clock(void)
{
    return made_now_ns;
}

/* Every operation is done `made_looks` looks after it was begun, with its `bytes` as the result. */
struct made_driver {
    struct loop *loop;
    struct loop_inbox *inbox;
    struct loop_operation *first;
    uint64_t waits;      /* collects that waited */
    uint64_t longest_ns; /* the longest of them that was not for ever */
    int looks_left;      /* of the first operation */
};

static struct made_driver made; /* of the last loop opened */
static int made_looks;
static int made_cancel_result; /* what a cancelled operation ends with; 0: what it was cancelled with */

static inline int made_probe(char *text, size_t bytes)
{
    snprintf(text, bytes, "made up");
    return 0;
}

static inline int made_open(const struct driver_site *site, void **driver, struct yoke_error *error)
{
    (void)error;
    made = (struct made_driver){.loop = site->loop, .inbox = site->inbox};
    *driver = &made;
    return 0;
}

static inline void made_close(void *driver)
{
    (void)driver;
}

static inline void made_cancel(struct loop_wait *wait, int why)
{
    struct loop_operation *operation = (void *)((unsigned char *)wait - offsetof(struct loop_operation, wait));
    struct loop_operation **at = &made.first;
    while (*at != operation)
        at = &(*at)->next;
    *at = operation->next;
    loop_complete(made.loop, operation, made_cancel_result ? made_cancel_result : why);
}

static inline bool made_begin(void *driver, struct loop_operation *operation, int64_t *result)
{
    (void)driver;
    *result = (int64_t)operation->bytes;
    if (made_looks == 0)
        return true;
    operation->wait.cancel = made_cancel;
    operation->next = made.first;
    made.first = operation;
    made.looks_left = made_looks;
    return false;
}

static inline int made_collect(void *driver, uint64_t wait_ns)
{
    (void)driver;
    made.waits += wait_ns != 0;
    if (wait_ns != UINT64_MAX && wait_ns > made.longest_ns)
        made.longest_ns = wait_ns;
    if (made.first && (wait_ns == UINT64_MAX || --made.looks_left <= 0)) {
        struct loop_operation *operation = made.first;
        made.first = operation->next;
        loop_complete(made.loop, operation, (int64_t)operation->bytes);
        return 0;
    }
    if (wait_ns == UINT64_MAX) /* nobody will ever come, but another thread */
        inbox_acknowledge(made.inbox);
    else
        made_now_ns += wait_ns;
    return 0;
}

static const struct loop_driver made_up_driver = {.name = "made up",
                                                  .probe = made_probe,
                                                  .open = made_open,
                                                  .close = made_close,
                                                  .begin = made_begin,
                                                  .collect = made_collect};

/* A loop in made-up time, at 0. */
static inline struct loop *made_loop(struct loop_options options)
{
    struct yoke_error error = {0};
    struct loop *loop;
    made_now_ns = 0;
    made_looks = 1;
    made_cancel_result = 0;
    options.driver = &made_up_driver;
    options.clock = made_clock;
    if (loop_new(&options, &loop, &error))
        fail_msg("no loop: %s", error.text);
    return loop;
}

enum { WRITTEN_MOST = 20000 };

/* --- tasks -----------------------------------------------------------------------------------------------------------
 */

/* What tasks write down, in order. */
static int written[WRITTEN_MOST];
static int written_count;

static inline void write_down(int number)
{
    assert_true(written_count < WRITTEN_MOST);
    written[written_count++] = number;
}

static inline void expect_written(const int numbers[], int count)
{
    assert_int_equal(written_count, count);
    for (int index = 0; index < count; index++)
        assert_int_equal(written[index], numbers[index]);
}

#define EXPECT_WRITTEN(...)                                                                                            \
    expect_written((const int[]){__VA_ARGS__}, (int)(sizeof((const int[]){__VA_ARGS__}) / sizeof(int)))

/* A task of the tests: what it is, what it found. */
struct actor {
    struct loop *loop;
    struct loop_task *task;
    int number;
    uint64_t duration_ns, late_ns, woken_ns;
    int64_t status, second;
    struct actor *other;
    struct loop_operation operation;
};

static inline void spawn(struct loop *loop, struct actor *actor, void (*body)(void *))
{
    actor->loop = loop;
    assert_int_equal(loop_spawn(loop, body, actor, &actor->task), 0);
}

static inline struct loop *fresh_loop(struct loop_options options)
{
    written_count = 0;
    return made_loop(options);
}

#define DEFAULTS ((struct loop_options){0})

#endif

/* SPDX-License-Identifier: MIT */
/* Arrivals are what they are said to be, and no task begins before its own. */
#include "open_loop.h"

#include <math.h>
#include <string.h>

#include "clock.h"
#include "fake_worker.h"
#include "fixture.h"

enum { MANY = 100000 };

static uint64_t due_ns[MANY], other_ns[MANY];

static void constant_arrivals_are_one_gap_apart_from_the_start_on(void **state)
{
    (void)state;
    open_loop_draw(OPEN_LOOP_CONSTANT, 3, 1, MANY, due_ns);
    assert_int_equal(due_ns[0], 0);
    for (uint64_t i = 0; i < MANY; i++)
        assert_near((double)due_ns[i], (double)i * 1e9 / 3, 1); /* no rounding adds up */
}

/* The gaps of a Poisson process are exponential: the mean is the rate's, the deviation is the mean, and exp(-1) of them are
 * longer. A hundred thousand draws of a fixed seed lie within three standard errors or they always do not. */
static void poisson_arrivals_have_exponential_gaps(void **state)
{
    (void)state;
    open_loop_draw(OPEN_LOOP_POISSON, 1000, 42, MANY, due_ns);
    double squares = 0, longer = 0;
    const double mean_ns = (double)due_ns[MANY - 1] / MANY;
    for (size_t i = 1; i < MANY; i++) {
        const double gap_ns = (double)(due_ns[i] - due_ns[i - 1]);
        assert_true(due_ns[i] >= due_ns[i - 1]);
        squares += (gap_ns - mean_ns) * (gap_ns - mean_ns);
        longer += gap_ns > 1e6;
    }
    assert_near(mean_ns, 1e6, 1e4);
    assert_near(sqrt(squares / MANY), 1e6, 2e4);
    assert_near(longer / MANY, exp(-1), 0.005);
}

static void the_seed_decides_the_arrivals_and_nothing_else_does(void **state)
{
    (void)state;
    open_loop_draw(OPEN_LOOP_POISSON, 1000, 42, MANY, due_ns);
    open_loop_draw(OPEN_LOOP_POISSON, 1000, 42, 1000, other_ns); /* fewer tasks: the same beginning */
    assert_memory_equal(due_ns, other_ns, 1000 * sizeof due_ns[0]);
    open_loop_draw(OPEN_LOOP_POISSON, 1000, 43, 1000, other_ns);
    assert_memory_not_equal(due_ns, other_ns, 1000 * sizeof due_ns[0]);
}

/* What a task found when it began. */
enum { TASKS = 8 };
static struct {
    uint64_t began_ns;
    unsigned begun; /* tasks before it */
} seen[TASKS];
static unsigned begun;

static int noting_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    seen[index].began_ns = clock_now_ns();
    seen[index].begun = begun++;
    *(uint64_t *)result = index;
    const uint64_t stall_ns = *(const uint64_t *)context;
    while (index == 1 && clock_now_ns() < seen[index].began_ns + stall_ns)
        ;
    return index == 2 ? -EIO : 0;
}

enum { GAP_NS = 5000000 };

/* Runs the tasks in this order on one worker, arrivals a gap apart, task 1 taking `stall_ns`. */
static void tasks_run(struct open_loop *loop, const uint64_t order[TASKS], uint64_t stall_ns)
{
    struct yoke_error error = {0};
    struct yoke_worker worker = {.io = &fake_io};
    struct yoke_job job = {.task = noting_task, .context = &stall_ns, .task_count = TASKS};
    assert_int_equal(open_loop_open(loop, OPEN_LOOP_CONSTANT, 1e9 / GAP_NS, 1, &job, &error), 0);
    open_loop_wrap(loop, &job);
    begun = 0;
    for (unsigned i = 0; i < TASKS; i++) {
        uint64_t result = TASKS;
        assert_int_equal(job.task(job.context, &worker, order[i], &result), order[i] == 2 ? -EIO : 0);
        assert_int_equal(result, order[i]);
    }
}

static void no_task_begins_before_it_is_due(void **state)
{
    (void)state;
    struct open_loop loop;
    fake_slept_ns = 0;
    tasks_run(&loop, (const uint64_t[]){0, 1, 2, 3, 4, 5, 6, 7}, 0);
    assert_true(fake_slept_ns > 0); /* through the I/O table, so that coroutines can go on */
    for (uint64_t i = 0; i < TASKS; i++) {
        assert_int_equal(loop.progress->queued_ns[i], i * GAP_NS);
        assert_true(seen[i].began_ns >= open_loop_origin_ns(&loop) + i * GAP_NS);
    }
    assert_int_equal(open_loop_last_due_ns(&loop), 7 * GAP_NS);
    open_loop_close(&loop);
}

static void who_is_late_starts_at_once_and_the_arrivals_do_not_move(void **state)
{
    (void)state;
    struct open_loop loop;
    fake_slept_ns = 0;
    tasks_run(&loop, (const uint64_t[]){1, 0, 2, 3, 4, 5, 6, 7}, 8 * GAP_NS); /* longer than all of them take to arrive */
    assert_int_equal(fake_slept_ns, 0);
    for (uint64_t i = 2; i < TASKS; i++)
        assert_int_equal(loop.progress->queued_ns[i], i * GAP_NS);
    open_loop_close(&loop);
}

static void whoever_begins_first_takes_the_first_arrival_whatever_its_index(void **state)
{
    (void)state;
    struct open_loop loop;
    tasks_run(&loop, (const uint64_t[]){7, 6, 5, 4, 3, 2, 1, 0}, 0);
    for (uint64_t i = 0; i < TASKS; i++) {
        assert_int_equal(loop.progress->queued_ns[i], (7 - i) * GAP_NS);
        assert_int_equal(seen[i].begun, 7 - i);
    }
    open_loop_close(&loop);
}

static void words_name_the_arrivals(void **state)
{
    (void)state;
    enum open_loop_arrivals arrivals = OPEN_LOOP_POISSON;
    assert_true(open_loop_arrivals_find("constant", &arrivals));
    assert_int_equal(arrivals, OPEN_LOOP_CONSTANT);
    assert_true(open_loop_arrivals_find("poisson", &arrivals));
    assert_int_equal(arrivals, OPEN_LOOP_POISSON);
    assert_false(open_loop_arrivals_find("bursty", &arrivals));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_arrivals_are_one_gap_apart_from_the_start_on),
        cmocka_unit_test(poisson_arrivals_have_exponential_gaps),
        cmocka_unit_test(the_seed_decides_the_arrivals_and_nothing_else_does),
        cmocka_unit_test(no_task_begins_before_it_is_due),
        cmocka_unit_test(who_is_late_starts_at_once_and_the_arrivals_do_not_move),
        cmocka_unit_test(whoever_begins_first_takes_the_first_arrival_whatever_its_index),
        cmocka_unit_test(words_name_the_arrivals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

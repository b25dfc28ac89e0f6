/* SPDX-License-Identifier: MIT */
/* Cancelling, time limits, and what is refused, in made-up time. Numbers Y… as in test_loop.c. */
#include "loop_made.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_number(void *argument)
{
    write_down(((struct actor *)argument)->number);
}

static void sleep_and_write(void *argument)
{
    struct actor *actor = argument;
    actor->status = loop_sleep(actor->loop, actor->duration_ns, &actor->late_ns);
    actor->woken_ns = made_now_ns;
    write_down(actor->number);
}

static void cancel_the_other(void *argument)
{
    struct actor *actor = argument;
    actor->status = loop_cancel(actor->loop, actor->other->task);
}

static void y6_a_cancelled_sleeper_wakes_at_once_and_its_timer_is_gone(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor sleeper = {.number = 1, .duration_ns = 1000000}, canceller = {.other = &sleeper};
    spawn(loop, &sleeper, sleep_and_write);
    spawn(loop, &canceller, cancel_the_other);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(canceller.status, 0);
    assert_int_equal(sleeper.status, -ECANCELED);
    assert_int_equal(made_now_ns, 0);
    assert_int_equal(made.waits, 0); /* a timer left behind would have been waited for */
    loop_free(loop);
}

static struct actor *many_sleepers;
enum { SLEEPERS = 1000 };

static void cancel_all_sleepers(void *argument)
{
    struct actor *actor = argument;
    for (int index = 0; index < SLEEPERS; index++)
        assert_int_equal(loop_cancel(actor->loop, many_sleepers[index].task), 0);
}

static void y7_a_thousand_cancelled_timers_leave_nothing_to_wait_for(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor canceller = {0};
    many_sleepers = calloc(SLEEPERS, sizeof *many_sleepers);
    for (int index = 0; index < SLEEPERS; index++) {
        many_sleepers[index].duration_ns = 1000000 + (uint64_t)index;
        spawn(loop, &many_sleepers[index], sleep_and_write);
    }
    spawn(loop, &canceller, cancel_all_sleepers);
    assert_int_equal(loop_run(loop), 0);
    for (int index = 0; index < SLEEPERS; index++)
        assert_int_equal(many_sleepers[index].status, -ECANCELED);
    assert_int_equal(made.waits, 0);
    free(many_sleepers);
    loop_free(loop);
}

static void perform_within_its_time(void *argument)
{
    struct actor *actor = argument;
    struct loop_operation operation = {.kind = OPERATION_POLL, .bytes = 5};
    actor->status = loop_perform(actor->loop, &operation, actor->duration_ns);
    actor->woken_ns = made_now_ns;
}

static void y14_an_operation_over_its_time_is_cancelled_and_ends_with_etime(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {.duration_ns = 700};
    spawn(loop, &actor, perform_within_its_time);
    made_looks = 100;
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, -ETIME);
    assert_true(actor.woken_ns >= 700);
    assert_null(made.first);
    loop_free(loop);
}

static void an_operation_in_time_leaves_no_timer(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {.duration_ns = 1000000};
    spawn(loop, &actor, perform_within_its_time);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 5);
    made_looks = 0; /* and one that is done at once */
    spawn(loop, &actor, perform_within_its_time);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 5);
    assert_int_equal(made_now_ns, 0);
    loop_free(loop);
}

static void y16_a_result_that_races_the_time_limit_is_not_lost(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {.duration_ns = 700};
    spawn(loop, &actor, perform_within_its_time);
    made_looks = 100;
    made_cancel_result = 42; /* it was done when it was to be cancelled */
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 42);
    loop_free(loop);
}

static void perform_then_sleep(void *argument)
{
    struct actor *actor = argument;
    struct loop_operation operation = {.kind = OPERATION_POLL, .bytes = 5};
    actor->status = loop_perform(actor->loop, &operation, UINT64_MAX);
    actor->second = loop_sleep(actor->loop, 10, &actor->late_ns);
}

static void y6_a_cancelled_operation_ends_with_ecanceled(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {0}, canceller = {.other = &actor};
    made_looks = 100;
    spawn(loop, &actor, perform_then_sleep);
    spawn(loop, &canceller, cancel_the_other);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, -ECANCELED);
    assert_int_equal(actor.second, 0);
    loop_free(loop);
}

static void y16_a_cancellation_that_came_too_late_for_one_wait_ends_the_next(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {0}, canceller = {.other = &actor};
    made_looks = 100;
    made_cancel_result = 42;
    spawn(loop, &actor, perform_then_sleep);
    spawn(loop, &canceller, cancel_the_other);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 42);
    assert_int_equal(actor.second, -ECANCELED);
    loop_free(loop);
}

static void yield_twice(void *argument)
{
    struct actor *actor = argument;
    write_down(actor->number);
    actor->status = loop_yield(actor->loop);
    write_down(actor->number);
    actor->second = loop_yield(actor->loop);
    write_down(actor->number);
}

static void y17_a_cancellation_is_delivered_at_the_next_wait_and_y18_may_be_ignored(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {.number = 1}, canceller = {.other = &actor};
    spawn(loop, &actor, yield_twice);
    assert_int_equal(loop_cancel(loop, actor.task), 0); /* not begun yet: it begins all the same */
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, -ECANCELED);
    assert_int_equal(actor.second, 0);
    EXPECT_WRITTEN(1, 1, 1);

    spawn(loop, &actor, yield_twice);
    spawn(loop, &canceller,
          cancel_the_other); /* while it is ready, in the middle of a yield: that one still succeeds */
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 0);
    assert_int_equal(actor.second, -ECANCELED);
    loop_free(loop);
}

static void a_cancellation_does_not_pass_to_the_next_task_on_the_same_stack(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {.number = 1};
    spawn(loop, &actor, write_number);
    assert_int_equal(loop_cancel(loop, actor.task), 0);
    assert_int_equal(loop_run(loop), 0);
    spawn(loop, &actor, yield_twice);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 0);
    loop_free(loop);
}

struct visitor {
    struct loop *loop;
    struct loop_task *task;
    int spawn_status, cancel_status, run_status, post_status;
    struct loop_note note;
    pthread_t received_on;
};

static void note_received(struct loop_note *note)
{
    struct visitor *visitor = (void *)((unsigned char *)note - offsetof(struct visitor, note));
    visitor->received_on = pthread_self();
    loop_wake(visitor->task, 99);
}

static void *visit(void *argument)
{
    struct visitor *visitor = argument;
    visitor->spawn_status = loop_spawn(visitor->loop, write_number, NULL, NULL);
    visitor->cancel_status = loop_cancel(visitor->loop, visitor->task);
    visitor->run_status = loop_run(visitor->loop);
    visitor->note.receive = note_received;
    visitor->post_status = loop_post(visitor->loop, &visitor->note);
    return NULL;
}

static void cancel_nothing(struct loop_wait *wait, int why)
{
    (void)wait;
    (void)why;
}

static void park_for_a_visitor(void *argument)
{
    struct actor *actor = argument;
    struct loop_wait wait = {.cancel = cancel_nothing};
    actor->status = loop_park(actor->loop, &wait, UINT64_MAX);
}

static void y26_other_threads_are_refused_and_may_post(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {0};
    spawn(loop, &actor, park_for_a_visitor);
    struct visitor visitor = {.loop = loop, .task = actor.task};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, visit, &visitor), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(visitor.spawn_status, -EPERM);
    assert_int_equal(visitor.cancel_status, -EPERM);
    assert_int_equal(visitor.run_status, -EPERM);
    assert_int_equal(visitor.post_status, 0);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 99);
    assert_true(pthread_equal(visitor.received_on, pthread_self()));
    loop_free(loop);
}

static void run_the_loop(void *argument)
{
    struct actor *actor = argument;
    actor->status = loop_run(actor->loop);
}

static void y29_a_loop_inside_a_loop_is_refused(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {0};
    spawn(loop, &actor, run_the_loop);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, -EDEADLK);
    loop_free(loop);
}

static void waiting_outside_a_task_is_refused(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct loop_operation operation = {.kind = OPERATION_POLL};
    uint64_t late_ns;
    assert_null(loop_current(loop));
    assert_int_equal(loop_sleep(loop, 1, &late_ns), -EPERM);
    assert_int_equal(loop_yield(loop), -EPERM);
    assert_int_equal(loop_perform(loop, &operation, UINT64_MAX), -EPERM);
    loop_free(loop);
}

/* Runs in a forked child: 0, or the number of the check that failed. */
static int refused_in_child(struct loop *loop)
{
    uint64_t late_ns;
    struct loop_note note = {.receive = note_received};
    struct loop_operation operation = {.kind = OPERATION_POLL};
    return loop_spawn(loop, write_number, NULL, NULL) != -ESTALE   ? 1
           : loop_run(loop) != -ESTALE                             ? 2
           : loop_post(loop, &note) != -ESTALE                     ? 3
           : loop_sleep(loop, 1, &late_ns) != -ESTALE              ? 4
           : loop_perform(loop, &operation, UINT64_MAX) != -ESTALE ? 5
           : loop_yield(loop) != -ESTALE                           ? 6
                                                                   : 0;
}

static void fork_inside(void *argument)
{
    struct actor *actor = argument;
    pid_t child = fork();
    if (child == 0)
        _exit(refused_in_child(actor->loop));
    int status = -1;
    waitpid(child, &status, 0);
    actor->status = status;
    actor->second = loop_yield(actor->loop); /* the parent's goes on */
}

static void y31_a_forked_child_does_not_share_the_loop(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {0};
    spawn(loop, &actor, fork_inside);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(actor.status, 0);
    assert_int_equal(actor.second, 0);
    loop_free(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(y6_a_cancelled_sleeper_wakes_at_once_and_its_timer_is_gone),
        cmocka_unit_test(y6_a_cancelled_operation_ends_with_ecanceled),
        cmocka_unit_test(y7_a_thousand_cancelled_timers_leave_nothing_to_wait_for),
        cmocka_unit_test(y14_an_operation_over_its_time_is_cancelled_and_ends_with_etime),
        cmocka_unit_test(an_operation_in_time_leaves_no_timer),
        cmocka_unit_test(y16_a_result_that_races_the_time_limit_is_not_lost),
        cmocka_unit_test(y16_a_cancellation_that_came_too_late_for_one_wait_ends_the_next),
        cmocka_unit_test(y17_a_cancellation_is_delivered_at_the_next_wait_and_y18_may_be_ignored),
        cmocka_unit_test(a_cancellation_does_not_pass_to_the_next_task_on_the_same_stack),
        cmocka_unit_test(y26_other_threads_are_refused_and_may_post),
        cmocka_unit_test(y29_a_loop_inside_a_loop_is_refused),
        cmocka_unit_test(waiting_outside_a_task_is_refused),
        cmocka_unit_test(y31_a_forked_child_does_not_share_the_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

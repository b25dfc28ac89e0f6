/* SPDX-License-Identifier: MIT */
/* What a loop promises about order and time, in made-up time: no luck, no waiting. Numbers Y… are those of the
 * behaviour that people know from asyncio. */
#include "loop_made.h"

#include "yoke/random.h"

/* Sleepers at once; the thread sanitizer knows some 8,000 fibers at most, and is slow with many. */
#if COROUTINE_TSAN
enum { SLEEPERS = 500, SLEEPERS_MOST = 500 };
#else
enum { SLEEPERS = 10000, SLEEPERS_MOST = 20000 };
#endif

static void write_number(void *argument)
{
    write_down(((struct actor *)argument)->number);
}

static void y1_ready_tasks_run_first_in_first_out(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actors[100] = {0};
    for (int index = 0; index < 100; index++) {
        actors[index].number = index;
        spawn(loop, &actors[index], write_number);
    }
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(written_count, 100);
    for (int index = 0; index < 100; index++)
        assert_int_equal(written[index], index);
    loop_free(loop);
}

static bool completed;

static void yield_until_completed(void *argument)
{
    struct actor *actor = argument;
    while (!completed && actor->duration_ns++ < WRITTEN_MOST)
        loop_yield(actor->loop);
}

static void perform_one(void *argument)
{
    struct actor *actor = argument;
    actor->operation = (struct loop_operation){.kind = OPERATION_POLL, .bytes = 17};
    actor->status = loop_perform(actor->loop, &actor->operation, UINT64_MAX);
    completed = true;
}

static void y2_tasks_that_keep_each_other_busy_delay_a_completion_by_one_pass_at_most(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor waiting = {0}, busy[2] = {0};
    completed = false;
    spawn(loop, &busy[0], yield_until_completed);
    spawn(loop, &busy[1], yield_until_completed);
    spawn(loop, &waiting, perform_one);
    made_looks = 3;
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(waiting.status, 17);
    /* Three looks, one after each pass of 61 resumes, and one more pass until the waiting one had its turn. */
    assert_true(busy[0].duration_ns + busy[1].duration_ns <= 4 * 61);
    loop_free(loop);
}

static void complete_at_once_for_ever(void *argument)
{
    struct actor *actor = argument;
    while (!completed && actor->number++ < WRITTEN_MOST) {
        struct loop_operation operation = {.kind = OPERATION_POLL, .bytes = 1};
        loop_perform(actor->loop, &operation, UINT64_MAX);
    }
}

static void set_completed(void *argument)
{
    (void)argument;
    completed = true;
}

static void y2_operations_that_are_done_at_once_do_not_keep_the_loop(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor greedy = {0}, patient = {0};
    completed = false;
    made_looks = 0;
    spawn(loop, &greedy, complete_at_once_for_ever);
    spawn(loop, &patient, set_completed);
    assert_int_equal(loop_run(loop), 0);
    assert_true(greedy.number <= 2 * 61);
    loop_free(loop);
}

static void write_yield_write(void *argument)
{
    struct actor *actor = argument;
    for (int round = 0; round < 3; round++) {
        write_down(10 * actor->number + round);
        assert_int_equal(loop_yield(actor->loop), 0);
    }
}

static void y3_yield_gives_up_exactly_one_turn(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actors[3] = {{.number = 1}, {.number = 2}, {.number = 3}};
    for (int index = 0; index < 3; index++)
        spawn(loop, &actors[index], write_yield_write);
    assert_int_equal(loop_run(loop), 0);
    EXPECT_WRITTEN(10, 20, 30, 11, 21, 31, 12, 22, 32);
    loop_free(loop);
}

static void sleep_and_write(void *argument)
{
    struct actor *actor = argument;
    actor->status = loop_sleep(actor->loop, actor->duration_ns, &actor->late_ns);
    actor->woken_ns = made_now_ns;
    write_down(actor->number);
}

static void y4_sleepers_wake_in_the_order_of_their_moments_and_never_early(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor *actors = calloc(SLEEPERS, sizeof *actors);
    for (int index = 0; index < SLEEPERS; index++) {
        actors[index].number = index;
        actors[index].duration_ns = yoke_random_upto(3, (uint64_t)index, 1000000000);
        spawn(loop, &actors[index], sleep_and_write);
    }
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(written_count, SLEEPERS);
    for (int index = 0; index < SLEEPERS; index++) {
        const struct actor *actor = &actors[index];
        assert_int_equal(actor->status, 0);
        assert_int_equal(actor->woken_ns, actor->duration_ns + actor->late_ns); /* made-up time stood still before */
        assert_true(actor->late_ns <= LOOP_GAP_NS);
        assert_true(index == 0 || actors[written[index - 1]].duration_ns <= actors[written[index]].duration_ns);
    }
    free(actors);
    loop_free(loop);
}

static void y4_equal_sleeps_wake_in_the_order_they_began(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actors[200] = {0};
    for (int index = 0; index < 200; index++) {
        actors[index].number = index;
        actors[index].duration_ns = 5000;
        spawn(loop, &actors[index], sleep_and_write);
    }
    assert_int_equal(loop_run(loop), 0);
    for (int index = 0; index < 200; index++)
        assert_int_equal(written[index], index);
    loop_free(loop);
}

static void y5_no_time_at_all_is_a_turn_and_time_beyond_the_clock_is_refused(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor none = {.number = 1}, beyond = {.number = 2, .duration_ns = UINT64_MAX}, other = {.number = 3};
    spawn(loop, &none, sleep_and_write);
    spawn(loop, &beyond, sleep_and_write);
    spawn(loop, &other, write_number);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(none.status, 0);
    assert_int_equal(beyond.status, -EINVAL);
    EXPECT_WRITTEN(2, 3, 1);
    assert_int_equal(made_now_ns, 0);
    loop_free(loop);
}

static void take_a_while(void *argument)
{
    made_now_ns += ((struct actor *)argument)->duration_ns;
}

static void y27_slices_over_the_threshold_are_counted_and_the_longest_is_known(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop((struct loop_options){.stall_ns = 1000});
    struct actor actors[] = {{.duration_ns = 10}, {.duration_ns = 1000}, {.duration_ns = 1001}, {.duration_ns = 5000}};
    for (int index = 0; index < 4; index++)
        spawn(loop, &actors[index], take_a_while);
    assert_int_equal(loop_run(loop), 0);
    struct loop_statistics statistics = loop_statistics(loop);
    assert_int_equal(statistics.stalls, 2);
    assert_int_equal(statistics.longest_ns, 5000);
    loop_free(loop);
}

static void sleep_through_it_all(void *argument)
{
    struct actor *actor = argument;
    loop_sleep(actor->loop, 100, &actor->late_ns);
}

static void y27_waiting_is_not_a_slice(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop((struct loop_options){.stall_ns = 1000});
    struct actor actor = {0};
    spawn(loop, &actor, sleep_through_it_all);
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(loop_statistics(loop).longest_ns, 0);
    loop_free(loop);
}

static void few_sleepers_are_woken_exactly_and_many_in_portions(void **state)
{
    (void)state;
    const int counts[] = {1, SLEEPERS_MOST};
    for (int round = 0; round < 2; round++) {
        struct loop *loop = fresh_loop(DEFAULTS);
        struct actor *actors = calloc((size_t)counts[round], sizeof *actors);
        for (int index = 0; index < counts[round]; index++) {
            actors[index].duration_ns = 1000000 + (uint64_t)index * 100; /* one each 0.1 µs */
            spawn(loop, &actors[index], sleep_through_it_all);
            actors[index].number = index;
        }
        assert_int_equal(loop_run(loop), 0);
        if (counts[round] == 1)
            assert_int_equal(actors[0].late_ns, 0);
        else
            assert_true(made.waits <= 20); /* with gaps that shrink from 1 ms to 0 with those who still sleep */
        free(actors);
        loop_free(loop);
    }
}

/* Feeds tasks as the executor does. */
struct feeder {
    struct loop *loop;
    int left, alive, alive_most, most;
};

static void fed_task(void *argument)
{
    struct feeder *feeder = argument;
    uint64_t late_ns;
    feeder->alive++;
    feeder->alive_most = feeder->alive > feeder->alive_most ? feeder->alive : feeder->alive_most;
    loop_sleep(feeder->loop, 10, &late_ns);
    feeder->alive--;
    write_down(0);
}

static bool feed(void *argument)
{
    struct feeder *feeder = argument;
    if (feeder->left == 0 || feeder->alive >= feeder->most)
        return false;
    feeder->left--;
    return loop_spawn(feeder->loop, fed_task, feeder, NULL) == 0;
}

static void tasks_are_fed_when_nobody_is_ready_until_there_are_none(void **state)
{
    (void)state;
    struct feeder feeder = {.left = 1000, .most = 7};
    struct loop *loop = fresh_loop((struct loop_options){.feed = feed, .argument = &feeder});
    feeder.loop = loop;
    assert_int_equal(loop_run(loop), 0);
    assert_int_equal(written_count, 1000);
    assert_int_equal(feeder.alive_most, 7);
    assert_int_equal(loop_statistics(loop).stacks, 7);
    loop_free(loop);
}

static struct feeder busy_feeder;

static void yield_until_all_are_fed(void *argument)
{
    struct actor *actor = argument;
    while (busy_feeder.alive < 10 && actor->number++ < WRITTEN_MOST)
        loop_yield(actor->loop);
}

static void tasks_that_are_always_ready_do_not_keep_new_ones_out(void **state)
{
    (void)state;
    busy_feeder = (struct feeder){.left = 10, .most = 10};
    struct loop *loop = fresh_loop((struct loop_options){.feed = feed, .argument = &busy_feeder});
    struct actor busy[2] = {0};
    busy_feeder.loop = loop;
    spawn(loop, &busy[0], yield_until_all_are_fed);
    spawn(loop, &busy[1], yield_until_all_are_fed);
    assert_int_equal(loop_run(loop), 0);
    assert_true(busy[0].number + busy[1].number <= 11 * 61); /* one new task a pass */
    loop_free(loop);
}

static void breathe_through_it(void *argument)
{
    struct actor *actor = argument;
    for (int piece = 0; piece < 1000 && !completed; piece++) {
        made_now_ns += actor->duration_ns;
        actor->number++;
        loop_breathe(actor->loop);
    }
}

static void much_work_in_one_task_lets_others_in_every_61_pieces_or_200_microseconds(void **state)
{
    (void)state;
    const struct {
        uint64_t piece_ns;
        int pieces_most;
    } cases[] = {{0, 61 + 1}, {1000, 61 + 1}, {50000, 4 + 1}, {1000000, 1 + 1}};
    for (int index = 0; index < 4; index++) {
        struct loop *loop = fresh_loop(DEFAULTS);
        struct actor busy = {.duration_ns = cases[index].piece_ns}, patient = {0};
        completed = false;
        spawn(loop, &busy, breathe_through_it);
        spawn(loop, &patient, set_completed);
        assert_int_equal(loop_run(loop), 0);
        assert_true(busy.number <= cases[index].pieces_most);
        loop_free(loop);
    }
}

static void stacks_are_used_again(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {0};
    for (int round = 0; round < 1000; round++) {
        spawn(loop, &actor, write_number);
        assert_int_equal(loop_run(loop), 0);
    }
    assert_int_equal(loop_statistics(loop).stacks, 1);
    assert_int_equal(loop_statistics(loop).spawned, 1000);
    loop_free(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(y1_ready_tasks_run_first_in_first_out),
        cmocka_unit_test(y2_tasks_that_keep_each_other_busy_delay_a_completion_by_one_pass_at_most),
        cmocka_unit_test(y2_operations_that_are_done_at_once_do_not_keep_the_loop),
        cmocka_unit_test(y3_yield_gives_up_exactly_one_turn),
        cmocka_unit_test(y4_sleepers_wake_in_the_order_of_their_moments_and_never_early),
        cmocka_unit_test(y4_equal_sleeps_wake_in_the_order_they_began),
        cmocka_unit_test(y5_no_time_at_all_is_a_turn_and_time_beyond_the_clock_is_refused),
        cmocka_unit_test(y27_slices_over_the_threshold_are_counted_and_the_longest_is_known),
        cmocka_unit_test(y27_waiting_is_not_a_slice),
        cmocka_unit_test(few_sleepers_are_woken_exactly_and_many_in_portions),
        cmocka_unit_test(tasks_are_fed_when_nobody_is_ready_until_there_are_none),
        cmocka_unit_test(tasks_that_are_always_ready_do_not_keep_new_ones_out),
        cmocka_unit_test(much_work_in_one_task_lets_others_in_every_61_pieces_or_200_microseconds),
        cmocka_unit_test(stacks_are_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

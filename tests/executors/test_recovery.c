/* SPDX-License-Identifier: MIT */
/* What is read out of a dead worker's lane, for a death at every step of claiming. Worker 0 dies; worker 1 lives. */
#include <string.h>

#include "fixture.h"

#include "recovery.h"
#include "steal.h"

enum { WORKERS = 2, CHUNK = 10, TASKS = 100 };

static struct lane lanes[WORKERS];
static uint64_t bounds[64 * (WORKERS + 1)];
static _Atomic uint64_t seen[WORKERS * YOKE_LINE_BYTES / sizeof(uint64_t)];
static struct claim claim;

static void open_claim(const char *schedule, uint64_t chunk)
{
    claim.worker_count = WORKERS;
    claim.lanes = lanes;
    claim.bounds = bounds;
    claim.seen = seen;
    claim_open(&claim, schedule_find(schedule), TASKS, chunk);
}

static uint64_t draw(unsigned worker)
{
    uint64_t guess = 0, number = UINT64_MAX;
    assert_true(claim_draw_owned(&claim, worker, claim.chunk_count, &guess, &number));
    return number;
}

static void expect(struct remains remains, bool task_lost, uint64_t task, uint64_t first, uint64_t last)
{
    assert_int_equal(remains.task_lost, task_lost);
    if (task_lost)
        assert_int_equal(remains.task, task);
    if (first < last) {
        assert_int_equal(lanes[0].left.first, first);
        assert_int_equal(lanes[0].left.last, last);
    } else {
        assert_true(lanes[0].left.first >= lanes[0].left.last);
    }
    assert_true(atomic_load(&lanes[0].cursor) == CURSOR_NONE);
}

static void in_task(uint64_t index)
{
    atomic_store(&lanes[0].cursor, 2 * index + 1);
}

static void behind(uint64_t last)
{
    atomic_store(&lanes[0].cursor, 2 * last);
}

static void before_any_claim_nothing_is_left(void **state)
{
    (void)state;
    open_claim("dynamic", CHUNK);
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
}

static void a_chunk_drawn_and_not_written_down_is_left_whole(void **state)
{
    (void)state;
    open_claim("dynamic", CHUNK);
    draw(1);
    draw(0);
    expect(recovery_settle(&claim, 0), false, 0, CHUNK, 2 * CHUNK);
}

static void such_a_chunk_is_found_when_others_have_drawn_since(void **state)
{
    (void)state;
    open_claim("dynamic", CHUNK);
    draw(1);
    draw(0);
    for (int later = 0; later < 5; later++)
        draw(1);
    expect(recovery_settle(&claim, 0), false, 0, CHUNK, 2 * CHUNK);
}

static void a_chunk_behind_an_ended_one_is_left_whole(void **state)
{
    (void)state;
    open_claim("dynamic", CHUNK);
    draw(0);
    behind(CHUNK);
    draw(0);
    draw(1);
    expect(recovery_settle(&claim, 0), false, 0, CHUNK, 2 * CHUNK);
}

static void the_task_it_was_in_is_lost_and_the_rest_of_the_chunk_left(void **state)
{
    (void)state;
    open_claim("dynamic", CHUNK);
    draw(1);
    draw(0);
    in_task(CHUNK + 4);
    struct remains remains = recovery_settle(&claim, 0);
    expect(remains, true, CHUNK + 4, CHUNK + 5, 2 * CHUNK);
    assert_int_equal(remains.done, 4);
}

static void nothing_is_left_of_a_chunk_ended_or_lost_in_its_last_task(void **state)
{
    (void)state;
    open_claim("dynamic", CHUNK);
    draw(0);
    behind(CHUNK);
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
    open_claim("dynamic", CHUNK);
    draw(0);
    in_task(CHUNK - 1);
    expect(recovery_settle(&claim, 0), true, CHUNK - 1, 0, 0);
}

static void a_successor_that_dies_in_what_was_left_leaves_the_rest_of_it(void **state)
{
    (void)state;
    open_claim("dynamic", CHUNK);
    draw(0);
    in_task(2);
    recovery_settle(&claim, 0);
    expect(recovery_settle(&claim, 0), false, 0, 3, CHUNK); /* died before it began */
    in_task(5);
    expect(recovery_settle(&claim, 0), true, 5, 6, CHUNK);
    behind(CHUNK); /* died having done it, and not given it up */
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
}

static void a_guided_chunk_is_left_with_its_own_bounds(void **state)
{
    (void)state;
    open_claim("guided", 1);
    draw(1);
    draw(0);
    in_task(60);
    expect(recovery_settle(&claim, 0), true, 60, 61, 75);
}

static void a_static_share_is_left_whole_unless_it_was_begun(void **state)
{
    (void)state;
    open_claim("static", 1);
    expect(recovery_settle(&claim, 0), false, 0, 0, TASKS / 2);
    in_task(7);
    expect(recovery_settle(&claim, 0), true, 7, 8, TASKS / 2);
    open_claim("static", 1);
    behind(TASKS / 2);
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
}

static void units_it_meant_to_take_from_its_share_stay_there(void **state)
{
    (void)state;
    open_claim("steal", 1);
    atomic_store(&lanes[0].hold, steal_pack(0, 1));
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
    assert_true(atomic_load(&lanes[0].range) == steal_pack(0, TASKS / 2));
}

static void units_it_took_from_its_share_are_left(void **state)
{
    (void)state;
    struct span span;
    open_claim("steal", 1);
    assert_true(steal_take(&claim, 0, &span));
    expect(recovery_settle(&claim, 0), false, 0, span.first, span.last);
    behind(span.last);
    lanes[0].left = (struct span){0, 0};
    assert_true(steal_take(&claim, 0, &span));
    in_task(span.first);
    expect(recovery_settle(&claim, 0), true, span.first, 0, 0);
}

/* Worker 0 has nothing and is about to take units 75 .. 99 from worker 1. */
static void theft_begin(void)
{
    open_claim("steal", 1);
    atomic_store(&lanes[0].range, steal_pack(50, 50));
    atomic_store(&lanes[0].thief, 1);
    atomic_store(&lanes[1].thief, 1);
    behind(50);
}

static void expect_ranges(uint64_t own, uint64_t victim)
{
    assert_true(atomic_load(&lanes[0].range) == own);
    assert_true(atomic_load(&lanes[1].range) == victim);
    assert_int_equal(atomic_load(&lanes[0].thief), 0);
    assert_int_equal(atomic_load(&lanes[1].thief), 0);
    assert_int_equal(atomic_load(&lanes[0].loot), 0);
}

static void a_theft_not_carried_out_is_undone(void **state)
{
    (void)state;
    theft_begin();
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
    expect_ranges(steal_pack(50, 50), steal_pack(50, 100));
    theft_begin();
    atomic_store(&lanes[0].loot, steal_pack(75, 100));
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
    expect_ranges(steal_pack(50, 50), steal_pack(50, 100));
}

static void a_theft_cut_off_in_the_middle_is_completed(void **state)
{
    (void)state;
    theft_begin();
    atomic_store(&lanes[0].loot, steal_pack(75, 100));
    atomic_store(&lanes[1].range, steal_pack(51, 75)); /* the victim has gone on meanwhile */
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
    expect_ranges(steal_pack(75, 100), steal_pack(51, 75));
    theft_begin();
    atomic_store(&lanes[0].loot, steal_pack(75, 100));
    atomic_store(&lanes[1].range, steal_pack(50, 75));
    atomic_store(&lanes[0].range, steal_pack(75, 100));
    expect(recovery_settle(&claim, 0), false, 0, 0, 0);
    expect_ranges(steal_pack(75, 100), steal_pack(50, 75));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_any_claim_nothing_is_left),
        cmocka_unit_test(a_chunk_drawn_and_not_written_down_is_left_whole),
        cmocka_unit_test(such_a_chunk_is_found_when_others_have_drawn_since),
        cmocka_unit_test(a_chunk_behind_an_ended_one_is_left_whole),
        cmocka_unit_test(the_task_it_was_in_is_lost_and_the_rest_of_the_chunk_left),
        cmocka_unit_test(nothing_is_left_of_a_chunk_ended_or_lost_in_its_last_task),
        cmocka_unit_test(a_successor_that_dies_in_what_was_left_leaves_the_rest_of_it),
        cmocka_unit_test(a_guided_chunk_is_left_with_its_own_bounds),
        cmocka_unit_test(a_static_share_is_left_whole_unless_it_was_begun),
        cmocka_unit_test(units_it_meant_to_take_from_its_share_stay_there),
        cmocka_unit_test(units_it_took_from_its_share_are_left),
        cmocka_unit_test(a_theft_not_carried_out_is_undone),
        cmocka_unit_test(a_theft_cut_off_in_the_middle_is_completed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Drawing chunk numbers by the handful. */
#include <string.h>

#include "fixture.h"

#include "hand.h"

enum { WORKERS = 3, NUMBERS = 10000 };

static struct lane lanes[WORKERS];
static struct claim claim;

static void open_claim(unsigned worker_count, uint64_t task_count, uint64_t chunk)
{
    claim.worker_count = worker_count;
    claim.lanes = lanes;
    claim_open(&claim, schedule_find("dynamic"), task_count, chunk);
}

static void hands_are_small_beside_the_run_and_never_empty(void **state)
{
    (void)state;
    const struct {
        unsigned workers;
        uint64_t tasks, chunk, hand;
    } known[] = {
        {2, 1000000, 1, 32}, {2, 1000000, 8, 4}, {2, 1000000, 64, 1}, {2, 20, 1, 1},
        {2, 1280, 1, 10},    {3, 1, 1, 1},       {1, 640, 1, 10},
    };
    for (size_t entry = 0; entry < sizeof known / sizeof *known; entry++) {
        open_claim(known[entry].workers, known[entry].tasks, known[entry].chunk);
        assert_int_equal(claim.hand, known[entry].hand);
    }
}

static void a_lone_worker_takes_all_numbers_in_order(void **state)
{
    (void)state;
    open_claim(1, NUMBERS, 1);
    uint64_t number;
    for (uint64_t expected = 0; expected < NUMBERS; expected++) {
        assert_true(hand_take(&claim, 0, &number));
        assert_int_equal(number, expected);
    }
    assert_false(hand_take(&claim, 0, &number));
    assert_false(hand_take(&claim, 0, &number));
}

static void every_number_is_taken_once_whoever_takes(void **state)
{
    (void)state;
    static unsigned taken[NUMBERS];
    for (unsigned seed = 1; seed <= 20; seed++) {
        memset(taken, 0, sizeof taken);
        open_claim(WORKERS, NUMBERS, 1);
        assert_true(claim.hand > 1);
        unsigned random = seed;
        uint64_t number;
        for (uint64_t count = 0; count < NUMBERS; count++) {
            random = random * 1103515245 + 12345;
            assert_true(hand_take(&claim, (random >> 16) % seed % WORKERS, &number));
            assert_in_range(number, 0, NUMBERS - 1);
            assert_int_equal(taken[number]++, 0);
        }
        for (unsigned worker = 0; worker < WORKERS; worker++)
            assert_false(hand_take(&claim, worker, &number));
    }
}

static void no_number_stays_in_the_hand_of_a_worker_that_is_busy(void **state)
{
    (void)state;
    open_claim(WORKERS, NUMBERS, 1);
    uint64_t first, number = 0, count = 1;
    assert_true(hand_take(&claim, 0, &first)); /* and worker 0 is busy with it from now on */
    uint64_t hand = claim.hand;
    while (hand_take(&claim, 1, &number))
        count++;
    assert_int_equal(count, NUMBERS);
    assert_int_equal(number, first + 1); /* the last to go: the others took from the back */
    assert_true(hand > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_are_small_beside_the_run_and_never_empty),
        cmocka_unit_test(a_lone_worker_takes_all_numbers_in_order),
        cmocka_unit_test(every_number_is_taken_once_whoever_takes),
        cmocka_unit_test(no_number_stays_in_the_hand_of_a_worker_that_is_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

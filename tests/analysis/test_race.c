/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <math.h>
#include <stdbool.h>

#include "draws.h"
#include "race.h"

#define LANES ((size_t)5)
enum { BLOCKS_MOST = 12, STARTS = 5 * BLOCKS_MOST };

/* Each lane `step` behind the one before, all with the same noise. */
static size_t race_run(struct draws *draws, double step, double noise, size_t blocks, struct race_start starts[])
{
    size_t count = 0;
    for (size_t block = 0; block < blocks; block++) {
        const double luck = 0.3 * draws_normal(draws);
        for (size_t lane = 0; lane < LANES; lane++)
            starts[count++] =
                (struct race_start){lane, block, luck + step * (double)lane + noise * draws_normal(draws)};
    }
    return count;
}

static void two_blocks_show_who_is_far_behind(void **state)
{
    (void)state;
    struct race_start starts[STARTS];
    double least[LANES];
    struct draws draws = {.seed = 3};
    const size_t count = race_run(&draws, 0.5, 0.01, 2, starts);
    assert_int_equal(race_limits(starts, count, LANES, 0, RACE_WHOLE, least), 0);
    assert_near(least[0], 0, 0);
    for (size_t lane = 1; lane < LANES; lane++)
        assert_true(least[lane] > 0.4 * (double)lane && least[lane] < 0.5 * (double)lane + 0.05);
}

static void one_block_shows_nothing(void **state)
{
    (void)state;
    struct race_start starts[STARTS];
    double least[LANES];
    struct draws draws = {.seed = 3};
    const size_t count = race_run(&draws, 0.5, 0.01, 1, starts);
    assert_int_equal(race_limits(starts, count, LANES, 0, RACE_WHOLE, least), 0);
    for (size_t lane = 1; lane < LANES; lane++)
        assert_true(isinf(least[lane]) && least[lane] < 0);
}

static void lanes_that_left_are_compared_by_the_blocks_they_ran_in(void **state)
{
    (void)state;
    struct race_start starts[STARTS];
    double least[LANES];
    struct draws draws = {.seed = 5};
    const size_t all = race_run(&draws, 0.2, 0.01, BLOCKS_MOST, starts);
    size_t count = 0;
    for (size_t i = 0; i < all; i++)
        if (starts[i].block < 3 || starts[i].lane < 2)
            starts[count++] = starts[i];
    assert_int_equal(race_limits(starts, count, LANES, 0, RACE_WHOLE, least), 0);
    assert_true(least[1] > 0.15);
    assert_true(least[4] > 0.7 && least[4] < 0.82);
}

static void a_leader_that_came_late_is_compared_by_way_of_a_third(void **state)
{
    (void)state;
    struct race_start starts[STARTS];
    double least[LANES];
    struct draws draws = {.seed = 5};
    const size_t all = race_run(&draws, 0.5, 0.01, BLOCKS_MOST, starts);
    size_t count = 0;
    for (size_t i = 0; i < all; i++)
        if (starts[i].lane ? starts[i].lane == 1 || starts[i].block < 3 : starts[i].block >= 3)
            starts[count++] = starts[i];
    assert_int_equal(race_limits(starts, count, LANES, 0, RACE_WHOLE, least), 0);
    assert_true(least[3] > 1.3 && least[3] < 1.55);
}

/* Equal lanes, looked at after every block: at most RACE_RISK of the races put any behind. */
static void looking_after_every_block_keeps_the_risk(void **state)
{
    (void)state;
    enum { RACES = 2000 };
    size_t wrong = 0;
    for (size_t race = 0; race < RACES; race++) {
        struct race_start starts[STARTS];
        struct draws draws = {.seed = 1000 + race};
        const size_t count = race_run(&draws, 0, 0.05, BLOCKS_MOST, starts);
        bool behind = false;
        for (size_t used = 2 * LANES; used <= count && !behind; used += LANES) {
            double least[LANES];
            assert_int_equal(race_limits(starts, used, LANES, 0, RACE_WHOLE, least), 0);
            for (size_t lane = 1; lane < LANES; lane++)
                behind |= least[lane] > 0;
        }
        wrong += behind;
    }
    print_message("%zu of %d races of equals put one behind\n", wrong, RACES);
    assert_true((double)wrong <= RACE_RISK * RACES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_blocks_show_who_is_far_behind),
        cmocka_unit_test(one_block_shows_nothing),
        cmocka_unit_test(lanes_that_left_are_compared_by_the_blocks_they_ran_in),
        cmocka_unit_test(a_leader_that_came_late_is_compared_by_way_of_a_third),
        cmocka_unit_test(looking_after_every_block_keeps_the_risk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Timers, with numbers for moments. */
#include "fixture.h"

#include <errno.h>
#include <stdlib.h>

#include "yoke/random.h"

#include "timers.h"

enum { MANY = 5000 };

static int owners[MANY]; /* owner k is &owners[k] */

static int owner_number(const void *owner)
{
    return (int)((const int *)owner - owners);
}

/* Adds owners 0 … count - 1 at the given moments. */
static void add_all(struct timers *timers, const uint64_t moments[], uint32_t count, uint32_t ids[])
{
    for (uint32_t index = 0; index < count; index++)
        assert_int_equal(timers_add(timers, moments[index], &owners[index], &ids[index]), 0);
}

static void an_empty_set_has_no_next_moment_and_pops_nothing(void **state)
{
    (void)state;
    struct timers timers = {0};
    assert_int_equal(timers_next_ns(&timers), UINT64_MAX);
    assert_null(timers_pop(&timers, UINT64_MAX));
    timers_release(&timers);
}

static void timers_pop_in_the_order_of_their_moments(void **state)
{
    (void)state;
    struct timers timers = {0};
    const uint64_t moments[] = {50, 10, 40, 20, 60, 30};
    const int order[] = {1, 3, 5, 2, 0, 4};
    uint32_t ids[6];
    add_all(&timers, moments, 6, ids);
    for (int index = 0; index < 6; index++)
        assert_int_equal(owner_number(timers_pop(&timers, UINT64_MAX)), order[index]);
    assert_null(timers_pop(&timers, UINT64_MAX));
    timers_release(&timers);
}

static void nothing_pops_before_its_moment_and_everything_at_it(void **state)
{
    (void)state;
    struct timers timers = {0};
    uint32_t id;
    assert_int_equal(timers_add(&timers, 100, &owners[0], &id), 0);
    assert_null(timers_pop(&timers, 99));
    assert_int_equal(timers_next_ns(&timers), 100);
    assert_ptr_equal(timers_pop(&timers, 100), &owners[0]);
    timers_release(&timers);
}

static void equal_moments_pop_in_the_order_of_arrival(void **state)
{
    (void)state;
    struct timers timers = {0};
    uint32_t id;
    timers.next_order = UINT32_MAX - 50; /* the count of arrivals wraps in the middle */
    for (int index = 0; index < 100; index++)
        assert_int_equal(timers_add(&timers, 7, &owners[index], &id), 0);
    for (int index = 0; index < 100; index++)
        assert_int_equal(owner_number(timers_pop(&timers, 7)), index);
    timers_release(&timers);
}

/* Y7: where asyncio keeps cancelled timers until there are many, removal takes them out. */
static void a_removed_timer_never_pops_and_leaves_nothing_behind(void **state)
{
    (void)state;
    struct timers timers = {0};
    uint64_t moments[1000];
    uint32_t ids[1000];
    for (uint32_t index = 0; index < 1000; index++)
        moments[index] = yoke_random_upto(1, index, 500);
    add_all(&timers, moments, 1000, ids);
    for (uint32_t index = 0; index < 1000; index++)
        if (index != 321)
            timers_remove(&timers, ids[index]);
    assert_int_equal(timers.count, 1);
    assert_int_equal(timers_next_ns(&timers), moments[321]);
    assert_int_equal(owner_number(timers_pop(&timers, UINT64_MAX)), 321);
    timers_release(&timers);
}

static void ids_are_used_again_so_memory_does_not_grow(void **state)
{
    (void)state;
    struct timers timers = {0};
    uint32_t id;
    for (int round = 0; round < 10000; round++) {
        assert_int_equal(timers_add(&timers, (uint64_t)round, &owners[0], &id), 0);
        timers_remove(&timers, id);
    }
    assert_true(timers.room <= 64);
    timers_release(&timers);
}

/* The same in a list that is searched from end to end. */
struct model {
    uint64_t moments[MANY];
    uint64_t arrivals[MANY];
    uint32_t ids[MANY];
    int present[MANY];
    uint64_t arrival;
};

/* The earliest present; -1: none. */
static int model_earliest(const struct model *model)
{
    int best = -1;
    for (int index = 0; index < MANY; index++) {
        if (!model->present[index])
            continue;
        if (best < 0 || model->moments[index] < model->moments[best] ||
            (model->moments[index] == model->moments[best] && model->arrivals[index] < model->arrivals[best]))
            best = index;
    }
    return best;
}

static void step_add(struct timers *timers, struct model *model, int index, uint64_t moment)
{
    model->moments[index] = moment;
    model->arrivals[index] = model->arrival++;
    model->present[index] = 1;
    assert_int_equal(timers_add(timers, moment, &owners[index], &model->ids[index]), 0);
}

static void step_remove(struct timers *timers, struct model *model, int index)
{
    model->present[index] = 0;
    timers_remove(timers, model->ids[index]);
}

static void step_pop(struct timers *timers, struct model *model, uint64_t now)
{
    int expected = model_earliest(model);
    void *owner = timers_pop(timers, now);
    if (expected < 0 || model->moments[expected] > now) {
        assert_null(owner);
        return;
    }
    assert_int_equal(owner_number(owner), expected);
    model->present[expected] = 0;
}

static void any_sequence_of_steps_does_what_a_searched_list_does(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct timers timers = {0};
        struct model *model = calloc(1, sizeof *model);
        assert_non_null(model);
        for (uint64_t step = 0; step < 8000; step++) {
            int index = (int)yoke_random_upto(seed, 3 * step, MANY - 1);
            uint64_t drawn = yoke_random_upto(seed, 3 * step + 1, 999);
            if (yoke_random_upto(seed, 3 * step + 2, 3) == 0)
                step_pop(&timers, model, drawn);
            else if (model->present[index])
                step_remove(&timers, model, index);
            else
                step_add(&timers, model, index, drawn);
        }
        while (model_earliest(model) >= 0)
            step_pop(&timers, model, UINT64_MAX);
        assert_int_equal(timers.count, 0);
        timers_release(&timers);
        free(model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_set_has_no_next_moment_and_pops_nothing),
        cmocka_unit_test(timers_pop_in_the_order_of_their_moments),
        cmocka_unit_test(nothing_pops_before_its_moment_and_everything_at_it),
        cmocka_unit_test(equal_moments_pop_in_the_order_of_arrival),
        cmocka_unit_test(a_removed_timer_never_pops_and_leaves_nothing_behind),
        cmocka_unit_test(ids_are_used_again_so_memory_does_not_grow),
        cmocka_unit_test(any_sequence_of_steps_does_what_a_searched_list_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Placement as a pure function, over every recorded and synthetic machine. */
#include "placed.h"

typedef void placed_check(const struct placed *placed);

/* Runs a check on every machine, at 1, 2, cores, processors and processors + 1 workers. */
static void everywhere(void **state, enum placement_policy policy, placed_check *check)
{
    const struct machines *machines = *state;
    static struct placed placed;
    for (unsigned i = 0; i < machines->count; ++i) {
        place(&placed, &machines->list[i], policy, 1);
        const unsigned widths[] = {1, 2, placed.core_count, placed.pu_count, placed.pu_count + 1};
        for (size_t j = 0; j < sizeof widths / sizeof *widths; ++j) {
            place(&placed, &machines->list[i], policy, widths[j]);
            check(&placed);
        }
    }
}

#define REQUIRE(placed, worker, condition)                                                                             \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fail_msg("%s, %u workers, worker %u on processor %u: not " #condition, (placed)->machine->name,            \
                     (placed)->workers, (worker), (placed)->at[worker]->os_index);                                     \
    } while (0)

static bool used_before(const struct placed *placed, unsigned worker)
{
    for (unsigned i = 0; i < worker; ++i)
        if (placed->at[i] == placed->at[worker])
            return true;
    return false;
}

static void check_each_once(const struct placed *placed)
{
    for (unsigned i = 0; i < placed->workers; ++i)
        REQUIRE(placed, i, used_before(placed, i) == (i >= placed->pu_count));
}

static void no_processor_is_used_twice_before_all_are_used(void **state)
{
    everywhere(state, PLACEMENT_COMPACT, check_each_once);
    everywhere(state, PLACEMENT_SCATTER, check_each_once);
}

static void check_wraps(const struct placed *placed)
{
    for (unsigned i = placed->pu_count; i < placed->workers; ++i)
        REQUIRE(placed, i, placed->at[i] == placed->at[i - placed->pu_count]);
}

static void more_workers_than_processors_start_again_at_the_first(void **state)
{
    everywhere(state, PLACEMENT_COMPACT, check_wraps);
    everywhere(state, PLACEMENT_SCATTER, check_wraps);
}

static void check_one_per_core(const struct placed *placed)
{
    bool core_used[PUS_MOST] = {false};
    for (unsigned i = 0; i < placed->workers && i < placed->core_count; ++i) {
        REQUIRE(placed, i, !core_used[placed->at[i]->core]);
        core_used[placed->at[i]->core] = true;
    }
}

static void no_core_gets_a_second_worker_before_every_core_has_one(void **state)
{
    everywhere(state, PLACEMENT_COMPACT, check_one_per_core);
    everywhere(state, PLACEMENT_SCATTER, check_one_per_core);
}

static void check_second_siblings(const struct placed *placed)
{
    for (unsigned i = 1; i < placed->workers && i < placed->pu_count; ++i)
        REQUIRE(placed, i, placed->at[i - 1]->sibling <= placed->at[i]->sibling);
}

static void no_core_gets_a_third_worker_before_every_core_has_two(void **state)
{
    everywhere(state, PLACEMENT_COMPACT, check_second_siblings);
    everywhere(state, PLACEMENT_SCATTER, check_second_siblings);
}

static bool same_layer(const struct topology_pu *a, const struct topology_pu *b)
{
    return a->sibling == b->sibling && a->efficiency == b->efficiency;
}

/* compact, within the cores of one kind: worker i leaves `group` only for good. */
static void check_filled(const struct placed *placed, size_t group)
{
    for (unsigned i = 0; i < placed->workers && i < placed->pu_count; ++i) {
        bool left = false;
        for (unsigned j = i + 1; j < placed->workers && j < placed->pu_count; ++j) {
            if (!same_layer(placed->at[i], placed->at[j]))
                continue;
            bool inside =
                memcmp((const char *)placed->at[i] + group, (const char *)placed->at[j] + group, sizeof(unsigned)) == 0;
            REQUIRE(placed, j, !(left && inside));
            left |= !inside;
        }
    }
}

static void check_filled_l3_and_package(const struct placed *placed)
{
    check_filled(placed, offsetof(struct topology_pu, l3));
    check_filled(placed, offsetof(struct topology_pu, package));
}

static void compact_fills_an_l3_and_then_its_package_before_the_next(void **state)
{
    everywhere(state, PLACEMENT_COMPACT, check_filled_l3_and_package);
}

static void check_big_first(const struct placed *placed)
{
    for (unsigned i = 1; i < placed->workers && i < placed->pu_count; ++i)
        REQUIRE(placed, i,
                placed->at[i - 1]->sibling != placed->at[i]->sibling ||
                    placed->at[i - 1]->efficiency >= placed->at[i]->efficiency);
}

static void compact_uses_big_cores_before_small_ones(void **state)
{
    everywhere(state, PLACEMENT_COMPACT, check_big_first);
}

/* A worker goes to a group only if no other group with fewer workers has a processor of the same rank free. */
static void check_shares(const struct placed *placed)
{
    unsigned shares[PUS_MOST] = {0};
    bool taken[PUS_MOST] = {false};
    for (unsigned i = 0; i < placed->workers && i < placed->pu_count; ++i) {
        unsigned here = turn_of(placed->at[i]);
        if (here == TOPOLOGY_NONE)
            continue;
        for (unsigned j = 0; j < placed->pu_count; ++j) {
            unsigned there = turn_of(&placed->pus[j]);
            bool free = !taken[j] && placed->pus[j].sibling == placed->at[i]->sibling && there != TOPOLOGY_NONE;
            REQUIRE(placed, i, !free || shares[here] <= shares[there]);
        }
        ++shares[here];
        taken[placed->at[i] - placed->pus] = true;
    }
}

static void scatter_gives_to_the_package_or_node_with_the_fewest_workers(void **state)
{
    everywhere(state, PLACEMENT_SCATTER, check_shares);
}

static void check_even(const struct placed *placed, unsigned (*group)(const struct topology_pu *), unsigned groups)
{
    unsigned shares[PUS_MOST] = {0};
    for (unsigned i = 0; i < placed->workers && i < placed->pu_count; ++i) {
        ++shares[group(placed->at[i])];
        for (unsigned j = 0; j < groups; ++j)
            REQUIRE(placed, i, shares[group(placed->at[i])] <= shares[j] + 1);
    }
}

/* At every number of workers, since each is a beginning of the longest. Returns how many machines had equal groups. */
static unsigned evenly_everywhere(void **state, unsigned (*group)(const struct topology_pu *))
{
    const struct machines *machines = *state;
    static struct placed placed;
    unsigned checked = 0, groups;
    for (unsigned i = 0; i < machines->count; ++i) {
        place(&placed, &machines->list[i], PLACEMENT_SCATTER, 1);
        if (!group_sizes_are_equal(&placed, group, &groups) || groups == 1)
            continue;
        place(&placed, &machines->list[i], PLACEMENT_SCATTER, placed.pu_count);
        check_even(&placed, group, groups);
        ++checked;
    }
    return checked;
}

static void equal_packages_never_differ_by_more_than_one_worker(void **state)
{
    assert_true(evenly_everywhere(state, turn_of) >= 12);
}

static void equal_l3s_never_differ_by_more_than_one_worker(void **state)
{
    assert_true(evenly_everywhere(state, l3_of) >= 8);
}

static void fewer_workers_get_the_beginning_of_the_same_order_every_time(void **state)
{
    const struct machines *machines = *state;
    static struct placed all, some;
    for (unsigned i = 0; i < machines->count; ++i) {
        for (enum placement_policy policy = PLACEMENT_COMPACT; policy <= PLACEMENT_SCATTER; ++policy) {
            place(&all, &machines->list[i], policy, 1);
            place(&all, &machines->list[i], policy, all.pu_count);
            for (unsigned workers = 1; workers <= all.pu_count; workers = workers * 3 / 2 + 1) {
                place(&some, &machines->list[i], policy, workers);
                assert_memory_equal(some.at, all.at, workers * sizeof *all.at);
            }
        }
    }
}

/* --- known orders ------------------------------------------------------------------------------------------------ */

static void expect_order(void **state, const char *name, enum placement_policy policy, const char *expected)
{
    static struct placed placed;
    char text[4096] = "";
    size_t length = 0;
    const struct machine *machine = machines_find(*state, name);
    place(&placed, machine, policy, 1);
    place(&placed, machine, policy, placed.pu_count);
    for (unsigned i = 0; i < placed.workers; ++i)
        length += (size_t)snprintf(text + length, sizeof text - length, i ? " %u" : "%u", placed.at[i]->os_index);
    assert_string_equal(text, expected);
}

static void known_machines_have_known_compact_orders(void **state)
{
    expect_order(state, "qemu-x86-2s4c2t-2n", PLACEMENT_COMPACT, "0 2 4 6 8 10 12 14 1 3 5 7 9 11 13 15");
    expect_order(state, "xeon-2s8c2t", PLACEMENT_COMPACT,
                 "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31");
    expect_order(state, "alderlake-6p8e", PLACEMENT_COMPACT, "0 2 4 6 8 10 12 13 14 15 16 17 18 19 1 3 5 7 9 11");
    expect_order(state, "gb10-arm-five-core-kinds", PLACEMENT_COMPACT,
                 "19 15 16 17 18 5 6 7 8 9 10 11 12 13 14 0 1 2 3 4");
    expect_order(state, "xeon-4s-offline-pus", PLACEMENT_COMPACT, "0 4 1 3 7 6 10 8 12 9 11 15");
    expect_order(state, "xeon-no-cpu0-no-node0", PLACEMENT_COMPACT, "4 6 8 10 12 14 16 18 20 5 7 9 11 13 15 17 19");
}

static void known_machines_have_known_scatter_orders(void **state)
{
    expect_order(state, "qemu-x86-2s4c2t-2n", PLACEMENT_SCATTER, "0 8 2 10 4 12 6 14 1 9 3 11 5 13 7 15");
    expect_order(state, "opteron-4s-cgroup2", PLACEMENT_SCATTER, "0 4 1 5 2 3");
    expect_order(state, "opteron-8n-cpuset", PLACEMENT_SCATTER, "0 2 5 6 12 14 1 3 13 15");
    expect_order(state, "laptop-strixpoint-12c2t", PLACEMENT_SCATTER,
                 "0 4 1 5 2 6 3 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23");
    expect_order(state, "gb10-arm-five-core-kinds", PLACEMENT_SCATTER,
                 "19 5 15 6 16 7 17 8 18 9 10 0 11 1 12 2 13 3 14 4");
    /* two cores lie in no L3: they are not a group of their own, and come last */
    expect_order(state, "made-half-outside-l3", PLACEMENT_SCATTER, "2 3 0 1");
    /* after one worker a core, the second package has one worker and the others two: its sibling comes first */
    expect_order(state, "xeon-4s-offline-pus", PLACEMENT_SCATTER, "0 1 3 6 4 7 10 9 8 11 12 15");
    expect_order(state, "node:2 core:4 pu:2", PLACEMENT_SCATTER, "0 8 2 10 4 12 6 14 1 9 3 11 5 13 7 15");
    expect_order(state, "pack:2 node:2 l3:2 core:2 pu:2", PLACEMENT_SCATTER,
                 "0 16 8 24 4 20 12 28 2 18 10 26 6 22 14 30 1 17 9 25 5 21 13 29 3 19 11 27 7 23 15 31");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_processor_is_used_twice_before_all_are_used),
        cmocka_unit_test(more_workers_than_processors_start_again_at_the_first),
        cmocka_unit_test(no_core_gets_a_second_worker_before_every_core_has_one),
        cmocka_unit_test(no_core_gets_a_third_worker_before_every_core_has_two),
        cmocka_unit_test(compact_fills_an_l3_and_then_its_package_before_the_next),
        cmocka_unit_test(compact_uses_big_cores_before_small_ones),
        cmocka_unit_test(scatter_gives_to_the_package_or_node_with_the_fewest_workers),
        cmocka_unit_test(equal_packages_never_differ_by_more_than_one_worker),
        cmocka_unit_test(equal_l3s_never_differ_by_more_than_one_worker),
        cmocka_unit_test(fewer_workers_get_the_beginning_of_the_same_order_every_time),
        cmocka_unit_test(known_machines_have_known_compact_orders),
        cmocka_unit_test(known_machines_have_known_scatter_orders),
    };
    return cmocka_run_group_tests(tests, machines_setup, machines_teardown);
}

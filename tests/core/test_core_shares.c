/* SPDX-License-Identifier: MIT */
/* Which core a pair is put on, by what others did on each so far. */
#include "core_shares.h"

#include "../machine/tree.h"
#include "fixture.h"

static const uint64_t cpus[3] = {0, 2, 4};
enum { CORES = 3, PUS = 6, TENTH_NS = 100000000 };

/* Three cores of two processors each, and how long each of these was busy, in 10 ms. */
struct machine {
    const char *root;
    struct topology *topology;
    struct core_shares *shares;
    uint64_t now_ns;
    unsigned long busy[PUS];
    unsigned there; /* processors: the first ones */
};

static struct machine machine_begin(const char *root)
{
    struct yoke_error error = {0};
    struct machine machine = {.root = root, .there = PUS};
    assert_int_equal(topology_load_synthetic("pack:1 core:3 pu:2", &machine.topology, &error), 0);
    machine.shares = core_shares_open(machine.topology);
    assert_non_null(machine.shares);
    return machine;
}

static void machine_end(struct machine *machine)
{
    core_shares_close(machine->shares);
    topology_free(machine->topology);
}

static size_t chosen(const struct machine *machine)
{
    return core_shares_choose(machine->shares, cpus, CORES);
}

static void stat_write(const struct machine *machine)
{
    char text[512];
    size_t used = 0;
    for (unsigned i = 0; i < machine->there; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "cpu%u %lu 0 0 0 0 0 0 0 0 0\n", i, machine->busy[i]);
    tree_write(machine->root, "/proc/stat", text);
}

/* A tenth of a second, in which we work on processor `used` for `own_ns`; processors are busy for so many `ticks`, ours
 * among them. */
static void watch(struct machine *machine, uint64_t used, double own_ns, const unsigned long ticks[PUS])
{
    stat_write(machine);
    core_shares_begin(machine->shares, machine->root, machine->now_ns);
    for (unsigned i = 0; i < PUS; i++)
        machine->busy[i] += ticks[i];
    machine->now_ns += TENTH_NS;
    stat_write(machine);
    core_shares_end(machine->shares, machine->root, machine->now_ns, used, own_ns);
}

static void on_a_quiet_machine_it_is_always_the_first(void **state)
{
    struct machine machine = machine_begin(*state);
    for (int i = 0; i < 50; i++) {
        assert_int_equal(chosen(&machine), 0);
        watch(&machine, 0, 0.98 * TENTH_NS, (const unsigned long[PUS]){10});
    }
    machine_end(&machine);
}

static void a_neighbour_is_avoided_and_followed(void **state)
{
    struct machine machine = machine_begin(*state);
    for (int i = 0; i < 20; i++)
        watch(&machine, 0, 0.5 * TENTH_NS, (const unsigned long[PUS]){10});
    assert_int_equal(chosen(&machine), 1);
    for (int i = 0; i < 60; i++) /* he moves to the second core, and the first is seen to be idle */
        watch(&machine, 4, 0, (const unsigned long[PUS]){0, 0, 10});
    assert_int_equal(chosen(&machine), 0);
    machine_end(&machine);
}

static void who_sits_on_a_sibling_counts(void **state)
{
    struct machine machine = machine_begin(*state);
    for (int i = 0; i < 20; i++) /* beside us, and on the last core where we are not */
        watch(&machine, 0, TENTH_NS * 0.9, (const unsigned long[PUS]){9, 10, 0, 0, 0, 10});
    assert_int_equal(chosen(&machine), 1);
    machine_end(&machine);
}

static void a_core_that_is_not_there_is_not_chosen(void **state)
{
    struct machine machine = machine_begin(*state);
    for (int i = 0; i < 20; i++)
        watch(&machine, 0, 0, (const unsigned long[PUS]){10, 0, 5});
    assert_int_equal(chosen(&machine), 2);
    machine.there = 4;
    watch(&machine, 0, 0, (const unsigned long[PUS]){10, 0, 5});
    assert_int_equal(chosen(&machine), 1);
    machine.there = PUS; /* with ticks from before: they are not of this tenth of a second */
    machine.busy[4] += 1000;
    watch(&machine, 0, 0, (const unsigned long[PUS]){10, 0, 5});
    assert_int_equal(chosen(&machine), 2);
    machine_end(&machine);
}

static void without_proc_stat_what_was_learnt_stays(void **state)
{
    struct machine machine = machine_begin(*state);
    core_shares_begin(machine.shares, "/nowhere", 0);
    core_shares_end(machine.shares, "/nowhere", TENTH_NS, 0, 0);
    assert_int_equal(chosen(&machine), 0);
    for (int i = 0; i < 20; i++)
        watch(&machine, 0, 0, (const unsigned long[PUS]){10});
    core_shares_begin(machine.shares, "/nowhere", machine.now_ns);
    for (int i = 0; i < 100; i++)
        core_shares_end(machine.shares, "/nowhere", machine.now_ns + TENTH_NS, 2, 0);
    watch(&machine, 2, 0, (const unsigned long[PUS]){10});
    assert_int_equal(chosen(&machine), 1);
    machine_end(&machine);
}

static void only_cores_as_fast_are_to_choose_from(void **state)
{
    (void)state;
    struct topology *topology;
    struct yoke_error error = {0};
    uint64_t found[CORES];
    assert_int_equal(topology_load_synthetic("pack:1 core:3 pu:2", &topology, &error), 0);
    assert_int_equal(topology_core_count(topology), CORES);
    assert_int_equal(core_shares_find(topology, 2, found), 3);
    assert_int_equal(found[0], 2);
    assert_int_equal(found[1], 0);
    assert_int_equal(found[2], 4);
    assert_int_equal(core_shares_find(topology, 99, found), 0);
    topology_free(topology);
    assert_int_equal(topology_load_xml(TESTS_FOLDER "/topologies/alderlake-6p8e.xml", &topology, &error), 0);
    uint64_t many[14];
    assert_int_equal(topology_core_count(topology), 14);
    assert_int_equal(core_shares_find(topology, 0, many), 6);  /* of 8 slower ones none */
    assert_int_equal(core_shares_find(topology, 19, many), 8); /* and of 6 faster ones none */
    topology_free(topology);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(on_a_quiet_machine_it_is_always_the_first, tree_make, tree_remove),
        cmocka_unit_test_setup_teardown(a_neighbour_is_avoided_and_followed, tree_make, tree_remove),
        cmocka_unit_test_setup_teardown(who_sits_on_a_sibling_counts, tree_make, tree_remove),
        cmocka_unit_test_setup_teardown(a_core_that_is_not_there_is_not_chosen, tree_make, tree_remove),
        cmocka_unit_test_setup_teardown(without_proc_stat_what_was_learnt_stays, tree_make, tree_remove),
        cmocka_unit_test(only_cores_as_fast_are_to_choose_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Which cells may be duets, and where their workers would be. */
#include "pair_driver.h"

#include <errno.h>

#include "fixture.h"

static const struct yoke_workload workload = {.name = "w"};
static const struct yoke_executor executor = {.name = "e", .capabilities = YOKE_PARALLEL};
static const struct yoke_schedule schedule = {.name = "s"};

/* A cell of so many workers on a machine of four cores, of which so many may be used at a time. */
static int prepare(unsigned workers, unsigned usable_cpus, struct record *record, struct yoke_error *error)
{
    const struct plan plan = {.iterations = 1};
    char none[] = "none";
    const struct plan_placement placement = {.text = none};
    char name[] = "w/executor=e";
    struct cell cells[2] = {{.name = name,
                             .workload = &workload,
                             .executor = &executor,
                             .schedule = &schedule,
                             .placement = &placement,
                             .workers = workers,
                             .chunk = 1}};
    struct topology *topology;
    cells[1] = cells[0];
    assert_int_equal(topology_load_synthetic("pack:1 core:4 pu:1", &topology, error), 0);
    const struct driver_options run = {
        .plan = &plan, .cells = cells, .cell_count = 2, .topology = topology, .usable_cpus = usable_cpus};
    const int status = pair_prepare(&run, true, record, error);
    topology_free(topology);
    return status;
}

static void both_sides_have_processors_of_their_own(void **state)
{
    (void)state;
    struct record *record = record_new();
    struct yoke_error error = {0};
    assert_int_equal(prepare(2, 4, record, &error), 0);
    const struct yoke_cell *cells = record->facts.cells;
    for (uint64_t side = 0; side < 2; side++) {
        assert_int_equal(cells[side].pairing.place_count, 2);
        assert_int_equal(cells[side].pairing.places[0], side);
        assert_int_equal(cells[side].pairing.places[1], 2 + side);
        assert_string_equal(cells[side].pairing.how, YOKE_TURNS);
        assert_null(cells[side].pairing.reason);
    }
    record_free(record);
}

static void without_processors_for_both_it_is_refused(void **state)
{
    (void)state;
    static const struct {
        unsigned workers, usable_cpus;
    } cases[] = {{3, 4}, {1, 1}, {2, 3}}; /* the latter two: a quota leaves so many of the four */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record *record = record_new();
        struct yoke_error error = {0};
        assert_int_equal(prepare(cases[i].workers, cases[i].usable_cpus, record, &error), -EINVAL);
        assert_non_null(strstr(error.text, "two processors for every worker"));
        assert_int_equal(record->facts.cells[0].pairing.place_count, 0);
        assert_non_null(strstr(record->facts.cells[1].pairing.reason, "more than they may use"));
        record_free(record);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_have_processors_of_their_own),
        cmocka_unit_test(without_processors_for_both_it_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

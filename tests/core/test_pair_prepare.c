/* SPDX-License-Identifier: MIT */
/* Which cells may be duets, and where their workers would be; which are interleaved, and what cores they may choose
 * from. */
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

/* One worker of `bound` on a machine of four cores, placed as `words` say. */
static void prepare_serial(const char *words, enum yoke_bound bound, struct record *record)
{
    static const struct yoke_executor serial = {.name = "e"};
    const struct yoke_workload work = {.name = "w", .bound = bound};
    const struct plan plan = {.iterations = 1};
    char text[16];
    struct plan_placement placement = {.text = text};
    char name[] = "w/executor=e";
    struct yoke_error error = {0};
    struct topology *topology;
    snprintf(text, sizeof text, "%s", words);
    assert_int_equal(placement_parse(words, &placement.placement, &error), 0);
    struct cell cells[2] = {{.name = name,
                             .workload = &work,
                             .executor = &serial,
                             .schedule = &schedule,
                             .placement = &placement,
                             .workers = 1,
                             .chunk = 1}};
    cells[1] = cells[0];
    assert_int_equal(topology_load_synthetic("pack:1 core:4 pu:2", &topology, &error), 0);
    const struct driver_options run = {
        .plan = &plan, .cells = cells, .cell_count = 2, .topology = topology, .usable_cpus = 8};
    assert_int_equal(pair_prepare(&run, false, record, &error), 0);
    topology_free(topology);
}

static void who_is_interleaved_may_choose_a_core_unless_he_is_told_one(void **state)
{
    (void)state;
    static const struct {
        const char *placement;
        enum yoke_bound bound;
        const char *how;
        size_t choices;
    } cases[] = {
        {"compact", YOKE_CPU_BOUND, YOKE_INTERLEAVED, 4}, {"scatter", YOKE_CPU_BOUND, YOKE_INTERLEAVED, 4},
        {"2", YOKE_CPU_BOUND, YOKE_INTERLEAVED, 0},       {"none", YOKE_CPU_BOUND, YOKE_INTERLEAVED, 0},
        {"compact", YOKE_IO_BOUND, YOKE_TURNS, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record *record = record_new();
        prepare_serial(cases[i].placement, cases[i].bound, record);
        for (size_t side = 0; side < 2; side++) {
            const struct yoke_pairing *pairing = &record->facts.cells[side].pairing;
            assert_string_equal(pairing->how, cases[i].how);
            assert_int_equal(pairing->choice_count, cases[i].choices);
            for (size_t k = 0; k < pairing->choice_count; k++)
                assert_int_equal(pairing->choices[k], 2 * k); /* one processor of each core */
        }
        record_free(record);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_have_processors_of_their_own),
        cmocka_unit_test(without_processors_for_both_it_is_refused),
        cmocka_unit_test(who_is_interleaved_may_choose_a_core_unless_he_is_told_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

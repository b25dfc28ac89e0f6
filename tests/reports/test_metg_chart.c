/* SPDX-License-Identifier: MIT */
/* METG charts: which cells make a curve, what is said of them, script and data byte by byte, and that gnuplot draws
 * them. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drawing.h"
#include "fixture.h"
#include "fixture_record.h"
#include "metg_data.h"
#include "metg_script.h"

extern const struct yoke_report yoke_report_metg;

enum { SIZES = 6 };

/* A way of running that costs `cost_ns` a task: cells on all sizes, and the entry that analysis makes of them. */
static void way_add(struct fixture *fixture, struct yoke_metg *entry, const char *executor, const char *schedule,
                    uint64_t workers, double cost_ns)
{
    for (size_t s = 0; s < SIZES; s++) {
        const double task_ns = 5 * pow(4, (double)s);
        const struct yoke_cell *serial = &fixture->cells[s];
        struct yoke_cell *cell = fixture_cell(fixture, "spin", executor, workers);
        cell->params[0] = serial->params[0];
        cell->schedule = schedule;
        cell->tasks = serial->tasks;
        cell->baseline = serial->name;
        fixture_measure(fixture, cell, serial, serial->wall_ns.median / (double)workers * (1 + cost_ns / task_ns),
                        0.02);
    }
    *entry = (struct yoke_metg){.workload = "spin",
                                .parameter = "iterations",
                                .executor = executor,
                                .workers = workers,
                                .schedule = schedule,
                                .chunk = 1,
                                .placement = "compact",
                                .sizes = SIZES,
                                .smallest_ns = 5,
                                .largest_ns = 5120,
                                .value_ns = cost_ns,
                                .low_ns = 0.9 * cost_ns,
                                .high_ns = 1.2 * cost_ns};
}

static struct yoke_metg *serial_add(struct fixture *fixture, size_t entries)
{
    for (size_t s = 0; s < SIZES; s++) {
        struct yoke_cell *serial = fixture_cell(fixture, "spin", "serial", 1);
        serial->params[0] = (struct yoke_setting_value){.name = "iterations", .value = 5u << (2 * s)};
        serial->tasks = 1000000u >> (2 * s);
        serial->name = fixture_text(fixture, "spin/iterations=%u/executor=serial/workers=1", 5u << (2 * s));
        fixture_measure(fixture, serial, serial, 5e6, 0.01);
    }
    struct yoke_metg *list = fixture_alloc(fixture, entries * sizeof *list);
    fixture->record.metg = list;
    fixture->record.metg_count = entries;
    return list;
}

/* Four ways on two workers, one of which pays at every length and one at none; one on one worker. */
static struct fixture *fixture_ways(void)
{
    struct fixture *fixture = fixture_new(false);
    struct yoke_metg *list = serial_add(fixture, 5);
    way_add(fixture, &list[0], "pthread", "static", 2, 1.5);
    way_add(fixture, &list[1], "pthread", "dynamic", 2, 80);
    way_add(fixture, &list[2], "fork", "dynamic", 2, 140);
    way_add(fixture, &list[3], "coop", "dynamic", 2, 9000);
    way_add(fixture, &list[4], "pthread", "dynamic", 1, 40);
    list[0].status = YOKE_METG_BELOW;
    list[3].status = YOKE_METG_NOT_REACHED;
    list[0].value_ns = list[0].low_ns = list[0].high_ns = list[3].value_ns = list[3].low_ns = list[3].high_ns = NAN;
    return fixture;
}

/* One way only. */
static struct fixture *fixture_lone(void)
{
    struct fixture *fixture = fixture_new(true);
    way_add(fixture, serial_add(fixture, 1), "openmp", "dynamic", 64, 300);
    return fixture;
}

/* Three executors under five schedules. */
static struct fixture *fixture_crowd(void)
{
    static const char *const executors[] = {"pthread", "openmp", "coop"}, *const schedules[] = {"static", "dynamic",
                                                                                                "guided", "factoring",
                                                                                                "stealing"};
    struct fixture *fixture = fixture_new(true);
    struct yoke_metg *list = serial_add(fixture, 15);
    for (size_t i = 0; i < 15; i++)
        way_add(fixture, &list[i], executors[i % 3], schedules[i / 3], 16, 20 * pow(1.4, (double)i));
    return fixture;
}

static struct fixture *fixture_hostile_ways(void)
{
    static const char workload[] = "work`touch PWNED`load/../{_^}\n'",
                      executor[] = "_^{}@&~\\'\"%s%n$HOME`touch PWNED`";
    static const char schedule[] = "END\n\n\n$x << END\n{/:Bold=99 big} @macro";
    struct fixture *fixture = fixture_ways();
    struct yoke_metg *list = (struct yoke_metg *)fixture->record.metg;
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        struct yoke_cell *cell = &fixture->cells[i];
        cell->workload = workload;
        cell->executor = strcmp(cell->executor, "pthread") ? cell->executor : executor;
        cell->schedule = strcmp(cell->schedule, "static") ? cell->schedule : schedule;
    }
    for (size_t i = 0; i < fixture->record.metg_count; i++) {
        list[i].workload = workload;
        list[i].parameter = "a\nset output 'PWNED'\n!touch PWNED\n";
        list[i].executor = strcmp(list[i].executor, "pthread") ? list[i].executor : executor;
        list[i].schedule = strcmp(list[i].schedule, "static") ? list[i].schedule : schedule;
    }
    return fixture;
}

static void compare(struct fixture *fixture, const char *name)
{
    struct golden golden;
    struct metg_curves curves;
    assert_int_equal(metg_curves_init(&curves, &fixture->record, &fixture->record.metg[0]), 0);
    golden_open(&golden);
    metg_script_write(&curves, "metg-test", golden.stream);
    golden_check(&golden, "metg-chart-%s.gp", name);
    golden_open(&golden);
    metg_data_write(&curves, golden.stream);
    golden_check(&golden, "metg-chart-%s.csv", name);
    metg_curves_release(&curves);
    fixture_free(fixture);
}

static void ways_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_ways(), "ways");
}

static void hostile_texts_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_hostile_ways(), "hostile");
}

static void curves_hold_the_cells_of_their_entry_by_length_of_task(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_ways();
    struct metg_curves curves;
    assert_int_equal(metg_curves_init(&curves, &fixture->record, &fixture->record.metg[0]), 0);
    assert_int_equal(curves.count, 4);
    assert_int_equal(curves.panel_count, 2);
    assert_string_equal(curves.curves[1].name, "pthread dynamic");
    assert_int_equal(curves.curves[1].count, SIZES);
    for (size_t i = 0; i < SIZES; i++)
        assert_near(curves.curves[1].dots[i].task_ns, 5e6 / (double)(1000000u >> (2 * i)), 1e-9);
    assert_string_equal(curves.curves[0].look.hue, curves.curves[1].look.hue); /* one executor, two panels */
    metg_curves_release(&curves);
    assert_true(metg_curves_begin(&fixture->record, &fixture->record.metg[4]));
    assert_false(metg_curves_begin(&fixture->record, &fixture->record.metg[3]));
    fixture->record.cell_count = SIZES;
    assert_int_equal(metg_curves_init(&curves, &fixture->record, &fixture->record.metg[0]), -ENODATA);
    fixture_free(fixture);
}

static void finding_expect(const struct fixture *fixture, const char *expected)
{
    char text[512];
    struct metg_curves curves;
    assert_int_equal(metg_curves_init(&curves, &fixture->record, &fixture->record.metg[0]), 0);
    metg_finding_write(text, sizeof text, &curves);
    assert_string_equal(text, expected);
    metg_curves_release(&curves);
}

static void the_headline_names_the_best_and_the_worst(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_ways();
    struct yoke_metg *list = (struct yoke_metg *)fixture->record.metg;
    finding_expect(fixture,
                   "On 2 workers pthread static pays at every length of task measured; coop dynamic never does");
    list[0].status = list[3].status = YOKE_METG_OK;
    list[0].value_ns = 30;
    list[3].value_ns = 900;
    finding_expect(fixture, "On 2 workers pthread static pays from 30.0 ns a task on; coop dynamic needs 900 ns");
    list[0].high_ns = 1000; /* the intervals touch: not known which is better */
    list[3].low_ns = 800;
    finding_expect(fixture, "On 2 workers pthread static pays from 30.0 ns a task on");
    for (size_t i = 0; i < 4; i++)
        list[i].status = YOKE_METG_NOT_REACHED;
    finding_expect(fixture, "On 2 workers no way of running reaches half of ideal with the tasks measured");
    fixture_free(fixture);
}

static void gnuplot_draws_each_without_a_warning(void **state)
{
    (void)state;
    static const struct {
        struct fixture *(*make)(void);
        size_t pictures;
    } cases[] = {{fixture_ways, 2}, {fixture_hostile_ways, 2}, {fixture_lone, 1}, {fixture_crowd, 1}};
    drawing_needs_gnuplot();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct drawing drawing;
        struct fixture *fixture = cases[i].make();
        drawing_open(&drawing);
        drawing_write(&drawing, &yoke_report_metg, &fixture->record);
        drawing_expect(&drawing, cases[i].pictures);
        drawing_close(&drawing);
        fixture_free(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_give_this_script_and_this_data),
        cmocka_unit_test(hostile_texts_give_this_script_and_this_data),
        cmocka_unit_test(curves_hold_the_cells_of_their_entry_by_length_of_task),
        cmocka_unit_test(the_headline_names_the_best_and_the_worst),
        cmocka_unit_test(gnuplot_draws_each_without_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Maps of sweeps: what is found in a record, which number of workers is recommended and who is called fastest; scripts
 * and data byte by byte; and that gnuplot draws them. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crossover_script.h"
#include "drawing.h"
#include "fixture.h"
#include "fixture_sweeps.h"
#include "sweep_script.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

extern const struct yoke_report yoke_report_sweep, yoke_report_crossover, yoke_report_html;

static struct fixture *(*const makers[])(void) = {fixture_sweep_usual,   fixture_sweep_twelve, fixture_sweep_lone,
                                                  fixture_sweep_narrow,  fixture_sweep_high,   fixture_sweep_gaps,
                                                  fixture_sweep_poisoned};

struct stage {
    struct fixture *fixture;
    struct study_list studies;
    struct sweep_list sweeps;
};

static void stage_open(struct stage *stage, struct fixture *fixture)
{
    stage->fixture = fixture;
    assert_int_equal(study_list_init(&stage->studies, &fixture->record), 0);
    assert_int_equal(sweep_list_init(&stage->sweeps, &stage->studies), 0);
}

static void stage_close(struct stage *stage)
{
    sweep_list_release(&stage->sweeps);
    study_list_release(&stage->studies);
    fixture_free(stage->fixture);
}

static void values_and_widths_ascend_and_every_cell_has_its_place(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, fixture_sweep_usual());
    assert_int_equal(stage.sweeps.count, 1);
    const struct sweep *sweep = stage.sweeps.sweeps;
    assert_int_equal(sweep->row_count, 5);
    assert_int_equal(sweep->width_count, 5);
    assert_int_equal(sweep->series_count, 4);
    assert_string_equal(sweep->rows[3].label, "1800us");
    for (size_t s = 0; s < 4; s++)
        for (size_t row = 0; row < 5; row++)
            for (size_t width = 0; width < 5; width++) {
                const struct yoke_cell *cell = sweep_cell(sweep, s, row, width);
                if (s == 0 && width > 0)
                    assert_null(cell);
                else
                    assert_true(cell->workers == fixture_sweep_widths[width] &&
                                cell->params[0].value == fixture_sweep_waits[row] * 1000);
            }
    stage_close(&stage);
}

static void two_swept_parameters_make_a_map_for_each_at_each_value_of_the_other(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep_of(1, 4, 2);
    struct stage stage;
    char stem[CHART_STEM_BYTES];
    for (size_t i = 0; i < fixture->record.cell_count; i++) { /* waits 0 and 200, 600 and 1800 as 2 × 2 */
        struct yoke_cell *cell = &fixture->cells[i];
        struct yoke_setting_value *params = fixture_alloc(fixture, 2 * sizeof *params);
        const uint64_t wait = cell->params[0].value;
        params[0] = (struct yoke_setting_value){.name = "wait", .value = wait == 0 || wait == 600000 ? 0 : 200000};
        params[1] = (struct yoke_setting_value){.name = "n", .value = wait < 400000 ? 1 : 2};
        cell->params = params;
        cell->param_count = 2;
        cell->name = fixture_text(fixture, "mixed/wait=%u/n=%u/executor=%s/workers=%u", (unsigned)params[0].value,
                                  (unsigned)params[1].value, cell->executor, (unsigned)cell->workers);
    }
    stage_open(&stage, fixture);
    assert_int_equal(stage.sweeps.count, 4);
    sweep_stem(stem, "sweep", &stage.sweeps, 0);
    assert_string_equal(stem, "sweep-mixed-wait-n=1");
    sweep_stem(stem, "sweep", &stage.sweeps, 1);
    assert_string_equal(stem, "sweep-mixed-n-wait=0");
    stage_close(&stage);
}

static void the_fewest_workers_proven_as_good_are_picked_and_none_where_all_lose(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep_usual();
    struct stage stage;
    struct sweep_map map;
    char finding[512];
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        struct yoke_cell *cell = &fixture->cells[i];
        if (cell->params[0].value == 0 && !cell->serial) /* a task that is over before it is handed out */
            cell->speedup = (struct yoke_estimate){0.4, 0.39, 0.41};
    }
    stage_open(&stage, fixture);
    assert_int_equal(sweep_map_init(&map, stage.sweeps.sweeps), 0);
    assert_int_equal(map.shown_count, 3); /* serial is what speedup refers to */
    assert_int_equal(sweep_map_pick(&map, 0, 0)->standing, SWEEP_NO_GAIN);
    assert_int_equal(sweep_map_pick(&map, 0, 1)->standing, SWEEP_PROVEN);
    assert_int_equal(map.sweep->widths[sweep_map_pick(&map, 0, 1)->width], 4);
    assert_int_equal(map.sweep->widths[sweep_map_pick(&map, 0, 4)->width], 16);
    sweep_finding_write(finding, sizeof finding, &map);
    assert_string_equal(
        finding, "With coop, no number of workers pays at wait 0us, 2 workers suit 200us to 6200us, up to 32.2×");
    sweep_map_release(&map);
    stage_close(&stage);
}

static void where_little_was_measured_the_pick_is_called_likely(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep_lone();
    struct stage stage;
    struct sweep_map map;
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].sample_count = fixture->cells[i].wall_ns.n = 3;
    stage_open(&stage, fixture);
    assert_int_equal(sweep_map_init(&map, stage.sweeps.sweeps), 0);
    assert_int_equal(sweep_map_pick(&map, 0, 1)->standing, SWEEP_LIKELY);
    sweep_map_release(&map);
    stage_close(&stage);
}

static void a_tie_is_a_tie_and_a_win_has_its_lead(void **state)
{
    (void)state;
    struct stage stage;
    struct crossover crossover;
    char finding[512];
    stage_open(&stage, fixture_sweep_usual());
    assert_int_equal(crossover_init(&crossover, stage.sweeps.sweeps), 0);
    const struct crossover_contest *tie = crossover_at(&crossover, 0, 0), *win = crossover_at(&crossover, 4, 0);
    assert_int_equal(tie->standing, CROSSOVER_TIE); /* serial and one pthread take equally long */
    assert_int_equal(win->standing, CROSSOVER_WON);
    assert_string_equal(win->cell->executor, "coop");
    assert_near(win->lead.value, 64.0 * 6400 / (64 * 200 * 1.02 + 6200), 0.01);
    assert_true(win->lead.low > 1);
    assert_near(crossover_wait_ratio(crossover.sweep, 4), 31, 1e-6);
    assert_int_equal(crossover.won + crossover.undecided, 25);
    crossover_finding_write(finding, sizeof finding, &crossover);
    assert_string_equal(
        finding,
        "pthread leads at wait 0us to 200us, none at 600us, pthread at 1800us, coop at 6200us, by up to 2.01×");
    crossover_release(&crossover);
    stage_close(&stage);
}

static void lots_that_differ_by_less_than_their_noise_are_not_told_apart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep_of(2, 2, 1);
    struct stage stage;
    struct crossover crossover;
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        for (size_t j = 0; j < fixture->cells[i].sample_count; j++) /* each cell has its luck in other blocks */
            fixture->cells[i].samples[j].wall_ns +=
                fixture->cells[i].samples[j].wall_ns / 5 * ((i * 5 + j * (i + 1)) % 4);
    stage_open(&stage, fixture);
    assert_int_equal(crossover_init(&crossover, stage.sweeps.sweeps), 0);
    assert_int_equal(crossover_at(&crossover, 1, 0)->standing, CROSSOVER_TIE);
    crossover_release(&crossover);
    stage_close(&stage);
}

static void where_pairs_are_too_few_that_is_said_in_place_of_a_tie(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep_of(2, 5, 1);
    struct stage stage;
    struct crossover crossover;
    struct golden golden;
    char finding[512];
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].sample_count = fixture->cells[i].wall_ns.n = 4;
    stage_open(&stage, fixture);
    assert_int_equal(crossover_init(&crossover, stage.sweeps.sweeps), 0);
    assert_int_equal(crossover_at(&crossover, 4, 0)->standing, CROSSOVER_OPEN);
    assert_int_equal(crossover.won, 0);
    crossover_finding_write(finding, sizeof finding, &crossover);
    assert_string_equal(finding, "No executor leads at any wait; 5 of 5 cells are undecided");
    golden_open(&golden);
    crossover_script_write(&crossover, "crossover-test", golden.stream);
    golden_close(&golden);
    assert_non_null(strstr(golden.text, "too few pairs of processes"));
    golden_free(&golden);
    crossover_release(&crossover);
    stage_close(&stage);
}

static void records_without_a_second_axis_leave_no_folder(void **state)
{
    (void)state;
    struct fixture *(*const without[])(void) = {fixture_cpu, fixture_one_worker, fixture_hostile};
    for (size_t i = 0; i < COUNT(without); i++) {
        struct drawing drawing;
        struct fixture *fixture = without[i]();
        drawing_open(&drawing);
        drawing_write(&drawing, &yoke_report_sweep, &fixture->record);
        drawing_write(&drawing, &yoke_report_crossover, &fixture->record);
        assert_int_equal(folder_count(drawing.folder, ""), 0);
        drawing_close(&drawing);
        fixture_free(fixture);
    }
}

static void one_executor_has_a_map_but_nobody_to_overtake(void **state)
{
    (void)state;
    struct stage stage;
    struct crossover crossover;
    stage_open(&stage, fixture_sweep_lone());
    assert_int_equal(crossover_init(&crossover, stage.sweeps.sweeps), -ENODATA);
    stage_close(&stage);
}

static void compare(struct fixture *fixture, const char *name)
{
    struct golden golden;
    struct stage stage;
    struct sweep_map map;
    struct crossover crossover;
    stage_open(&stage, fixture);
    assert_int_equal(sweep_map_init(&map, stage.sweeps.sweeps), 0);
    golden_open(&golden);
    sweep_script_write(&map, "sweep-test", golden.stream);
    golden_check(&golden, "sweep-%s.gp", name);
    golden_open(&golden);
    sweep_data_write(&map, golden.stream);
    golden_check(&golden, "sweep-%s.csv", name);
    sweep_map_release(&map);
    assert_int_equal(crossover_init(&crossover, stage.sweeps.sweeps), 0);
    golden_open(&golden);
    crossover_script_write(&crossover, "crossover-test", golden.stream);
    golden_check(&golden, "crossover-%s.gp", name);
    golden_open(&golden);
    crossover_data_write(&crossover, golden.stream);
    golden_check(&golden, "crossover-%s.csv", name);
    crossover_release(&crossover);
    stage_close(&stage);
}

static void a_usual_sweep_gives_these_scripts_and_this_data(void **state)
{
    (void)state;
    compare(fixture_sweep_usual(), "usual");
}

static void hostile_texts_give_these_scripts_and_this_data(void **state)
{
    (void)state;
    compare(fixture_sweep_poisoned(), "hostile");
}

static void missing_cells_give_these_scripts_and_this_data(void **state)
{
    (void)state;
    compare(fixture_sweep_gaps(), "gaps");
}

static size_t crossover_has(struct fixture *fixture, const char *text)
{
    struct golden golden;
    struct stage stage;
    struct crossover crossover;
    size_t count = 0;
    stage_open(&stage, fixture);
    assert_int_equal(crossover_init(&crossover, stage.sweeps.sweeps), 0);
    golden_open(&golden);
    crossover_script_write(&crossover, "crossover-test", golden.stream);
    golden_close(&golden);
    for (const char *at = golden.text; (at = strstr(at, text)) != NULL; at++)
        count++;
    golden_free(&golden);
    crossover_release(&crossover);
    stage_close(&stage);
    return count;
}

static void where_names_have_no_room_letters_stand_for_them(void **state)
{
    (void)state;
    uint64_t many[20];
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = i + 1;
    const struct fixture_axes axes = {fixture_sweep_executors + 8, 3, fixture_sweep_waits, many, 2, COUNT(many)};
    assert_int_equal(crossover_has(fixture_waits(&axes), "'C  c11\\_threads: "), 1);
}

/* Twelve executors and serial, eight hues: five share theirs with another. */
static void who_shares_a_colour_is_hatched(void **state)
{
    (void)state;
    assert_int_equal(crossover_has(fixture_sweep_twelve(), "KEY_HATCH[13] = 4"), 1);
    assert_int_equal(crossover_has(fixture_sweep_twelve(), "] = 4; KEY["), 5);
    assert_int_equal(crossover_has(fixture_sweep_usual(), "] = 4; KEY["), 0);
}

/* The run queue of a busy machine is no wait of the program's. */
static void time_ready_without_a_processor_is_no_wait(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_sweep_usual();
    struct stage stage;
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].accounting = (struct yoke_accounting){0.25, 0.25, 0.5};
    stage_open(&stage, fixture);
    assert_near(crossover_wait_ratio(stage.sweeps.sweeps, 4), 2, 1e-9);
    stage_close(&stage);
}

static void gnuplot_draws_each_without_a_warning(void **state)
{
    (void)state;
    drawing_needs_gnuplot();
    for (size_t i = 0; i < COUNT(makers); i++) {
        struct drawing drawing;
        struct fixture *fixture = makers[i]();
        const bool lone = makers[i] == fixture_sweep_lone || makers[i] == fixture_sweep_narrow;
        drawing_open(&drawing);
        drawing_write(&drawing, &yoke_report_sweep, &fixture->record);
        drawing_write(&drawing, &yoke_report_crossover, &fixture->record);
        drawing_expect(&drawing, lone ? 1 : 2);
        drawing_close(&drawing);
        fixture_free(fixture);
    }
}

/* Before the tables of single studies. */
static void the_page_shows_maps_first(void **state)
{
    (void)state;
    struct drawing drawing;
    struct golden page;
    struct yoke_error error = {.text = ""};
    struct fixture *fixture = fixture_sweep_usual();
    drawing_open(&drawing);
    golden_open(&page);
    drawing_write(&drawing, &yoke_report_sweep, &fixture->record);
    drawing_write(&drawing, &yoke_report_crossover, &fixture->record);
    const struct yoke_target target = drawing_target(&drawing, page.stream);
    assert_int_equal(yoke_report_html.write(&fixture->record, &target, &error), 0);
    golden_close(&page);
    const char *crossover = strstr(page.text, "<h3>Which way of running is fastest where: mixed-wait</h3>");
    const char *sweep = strstr(page.text, "<h3>Workers by a swept parameter: mixed-wait</h3>"),
               *study = strstr(page.text, "study-1\"");
    assert_true(crossover && sweep && study && crossover < sweep);
    assert_true(sweep < strstr(page.text, "<h3 id=\"study-1\"") || sweep < strstr(page.text, "<div id=\"study-1\""));
    golden_free(&page);
    drawing_close(&drawing);
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_widths_ascend_and_every_cell_has_its_place),
        cmocka_unit_test(two_swept_parameters_make_a_map_for_each_at_each_value_of_the_other),
        cmocka_unit_test(the_fewest_workers_proven_as_good_are_picked_and_none_where_all_lose),
        cmocka_unit_test(where_little_was_measured_the_pick_is_called_likely),
        cmocka_unit_test(a_tie_is_a_tie_and_a_win_has_its_lead),
        cmocka_unit_test(lots_that_differ_by_less_than_their_noise_are_not_told_apart),
        cmocka_unit_test(where_pairs_are_too_few_that_is_said_in_place_of_a_tie),
        cmocka_unit_test(records_without_a_second_axis_leave_no_folder),
        cmocka_unit_test(one_executor_has_a_map_but_nobody_to_overtake),
        cmocka_unit_test(a_usual_sweep_gives_these_scripts_and_this_data),
        cmocka_unit_test(hostile_texts_give_these_scripts_and_this_data),
        cmocka_unit_test(missing_cells_give_these_scripts_and_this_data),
        cmocka_unit_test(where_names_have_no_room_letters_stand_for_them),
        cmocka_unit_test(who_shares_a_colour_is_hatched),
        cmocka_unit_test(time_ready_without_a_processor_is_no_wait),
        cmocka_unit_test(the_page_shows_maps_first),
        cmocka_unit_test(gnuplot_draws_each_without_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Laws of scaling in a speedup chart, and what its right panel shows of work that waits. */
#include "chart_models.h"

#include <math.h>

#include "fixture.h"
#include "fixture_record.h"

/* The chart of the record's first study; its list is released with it. */
struct drawn {
    struct fixture *fixture;
    struct study_list list;
    struct chart chart;
};

static void draw(struct drawn *drawn, struct fixture *fixture)
{
    struct yoke_error error = {.text = ""};
    drawn->fixture = fixture;
    assert_int_equal(study_list_init(&drawn->list, &fixture->record), 0);
    assert_int_equal(chart_init(&drawn->chart, &drawn->list.studies[0], &error), 0);
}

static void drawn_release(struct drawn *drawn)
{
    chart_release(&drawn->chart);
    study_list_release(&drawn->list);
    fixture_free(drawn->fixture);
}

static void a_law_goes_through_the_points_that_follow_it(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, fixture_smt());
    assert_int_equal(drawn.chart.model_count, 3);
    for (size_t i = 1; i < 3; i++) /* openmp's lacks the coherence of its times */
        for (size_t k = 0; k < drawn.chart.series[i].point_count; k++) {
            const struct chart_point *point = &drawn.chart.series[i].points[k];
            const double speedup = chart_model_speedup(drawn.chart.series[i].model, drawn.chart.study->baseline, (double)point->workers);
            assert_near(speedup, point->cell->speedup.value, 1e-6 * speedup);
        }
    drawn_release(&drawn);
}

static void the_law_of_another_work_or_way_is_not_drawn(void **state)
{
    (void)state;
    struct drawn drawn;
    struct fixture *fixture = fixture_smt();
    struct yoke_model *models = (struct yoke_model *)fixture->record.models;
    models[0].schedule = "static";
    models[1].workload = "spin";
    models[2].chosen = false;
    draw(&drawn, fixture);
    assert_int_equal(drawn.chart.model_count, 0);
    for (size_t i = 0; i < drawn.chart.series_count; i++)
        assert_null(drawn.chart.series[i].model);
    drawn_release(&drawn);
}

static void work_that_waits_is_held_against_its_ideal_and_not_against_its_workers(void **state)
{
    (void)state;
    struct drawn drawn;
    struct chart_layout layout;
    struct fixture *fixture = fixture_io();
    struct yoke_cell *coop = &fixture->cells[1]; /* one worker that lets 64 tasks wait at once */
    fixture_measure(fixture, coop, &fixture->cells[0], 20e6, 0.01);
    coop->ideal_ns = 19800000;
    assert_true(coop->efficiency.value > 30);
    draw(&drawn, fixture);
    const struct yoke_estimate share = chart_efficiency(&drawn.chart, coop);
    assert_near(share.value, 0.99, 1e-9);
    assert_true(share.low < share.value && share.value < share.high);
    chart_layout_make(&layout, &drawn.chart, 2, 1, 0);
    assert_true(layout.efficiencies.high < 115);
    drawn_release(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_law_goes_through_the_points_that_follow_it),
        cmocka_unit_test(the_law_of_another_work_or_way_is_not_drawn),
        cmocka_unit_test(work_that_waits_is_held_against_its_ideal_and_not_against_its_workers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* From a plan's axes to cells and their names. */
#include "cells.h"

#include <stdlib.h>

#include "fake_catalogue.h"
#include "fixture.h"

/* A plan of one or two studies, built on the stack; tests change what they need. */
struct made_plan {
    struct plan plan;
    struct plan_study studies[2];
    uint64_t n[2], step[1], workers[3], chunks[2];
    const struct yoke_executor *executors[2];
    const struct yoke_schedule *schedules[2];
    struct plan_placement placements[1];
};

static void study_make(struct made_plan *made, struct plan_study *study)
{
    *study = (struct plan_study){
        .workload = &fake_cpu_sum,
        .params = {{made->n, 1}, {made->step, 1}},
        .task_count = 20,
        .executors = made->executors,
        .executor_count = 2,
        .workers = {made->workers, 2},
        .schedules = made->schedules,
        .schedule_count = 1,
        .chunks = {made->chunks, 1},
        .placements = made->placements,
        .placement_count = 1,
    };
}

static void plan_make(struct made_plan *made)
{
    static char none[] = "none";
    *made = (struct made_plan){
        .n = {10, 20},
        .workers = {1, 2, 8},
        .chunks = {1, 64},
        .executors = {&fake_serial, &fake_pthread},
        .schedules = {&fake_dynamic, &fake_static},
        .placements = {{.text = none}},
    };
    study_make(made, &made->studies[0]);
    study_make(made, &made->studies[1]);
    made->plan.studies = made->studies;
    made->plan.study_count = 1;
}

/* Expands and compares the names, one a line. */
static void names_expect(const struct plan *plan, const char *expected)
{
    struct cell *cells = NULL;
    size_t count = 0, size = 0;
    char *names = NULL;
    FILE *stream = open_memstream(&names, &size);
    assert_int_equal(cells_expand(plan, &cells, &count), 0);
    for (size_t i = 0; i < count; i++)
        fprintf(stream, "%s\n", cells[i].name);
    fclose(stream);
    assert_string_equal(names, expected);
    free(names);
    cells_free(cells, count);
}

static void serial_executors_appear_once_with_one_worker(void **state)
{
    (void)state;
    struct made_plan made;
    plan_make(&made);
    names_expect(&made.plan, "cpu_sum/n=10/step=0/executor=serial/workers=1\n"
                             "cpu_sum/n=10/step=0/executor=pthread/workers=1\n"
                             "cpu_sum/n=10/step=0/executor=pthread/workers=2\n");
}

static void a_serial_executor_gets_one_worker_though_only_more_were_asked_for(void **state)
{
    (void)state;
    struct made_plan made;
    plan_make(&made);
    made.studies[0].workers = (struct plan_axis){made.workers + 1, 2};
    names_expect(&made.plan, "cpu_sum/n=10/step=0/executor=serial/workers=1\n"
                             "cpu_sum/n=10/step=0/executor=pthread/workers=2\n"
                             "cpu_sum/n=10/step=0/executor=pthread/workers=8\n");
}

static void work_that_grows_has_as_many_tasks_for_every_worker(void **state)
{
    (void)state;
    struct made_plan made;
    struct cell *cells = NULL;
    size_t count = 0;
    plan_make(&made);
    made.plan.scale_work = true;
    made.studies[0].workers.count = 3;
    assert_int_equal(cells_expand(&made.plan, &cells, &count), 0);
    assert_int_equal(count, 4);
    assert_int_equal(cells[0].task_count, 20); /* serial */
    assert_int_equal(cells[1].task_count, 20);
    assert_int_equal(cells[2].task_count, 40);
    assert_int_equal(cells[3].task_count, 160);
    cells_free(cells, count);
}

static void varied_parameters_vary_slowest(void **state)
{
    (void)state;
    struct made_plan made;
    plan_make(&made);
    made.studies[0].params[0].count = 2;
    made.studies[0].executor_count = 1;
    names_expect(&made.plan, "cpu_sum/n=10/step=0/executor=serial/workers=1\n"
                             "cpu_sum/n=20/step=0/executor=serial/workers=1\n");
}

static void axes_that_vary_are_named_and_a_chunk_only_where_it_matters(void **state)
{
    (void)state;
    struct made_plan made;
    plan_make(&made);
    made.studies[0].executors = made.executors + 1;
    made.studies[0].executor_count = 1;
    made.studies[0].workers.count = 1;
    made.studies[0].schedule_count = 2;
    made.studies[0].chunks.count = 2;
    names_expect(&made.plan, "cpu_sum/n=10/step=0/executor=pthread/workers=1/schedule=dynamic/chunk=1\n"
                             "cpu_sum/n=10/step=0/executor=pthread/workers=1/schedule=dynamic/chunk=64\n"
                             "cpu_sum/n=10/step=0/executor=pthread/workers=1/schedule=static\n");
}

static void what_two_studies_share_is_measured_once(void **state)
{
    (void)state;
    struct made_plan made;
    plan_make(&made);
    made.plan.study_count = 2;
    made.studies[0].executor_count = 1;
    made.studies[1].workers.count = 1;
    names_expect(&made.plan, "cpu_sum/n=10/step=0/executor=serial/workers=1\n"
                             "cpu_sum/n=10/step=0/executor=pthread/workers=1\n");
}

static void studies_that_differ_in_tasks_alone_have_different_names(void **state)
{
    (void)state;
    struct made_plan made;
    plan_make(&made);
    made.plan.study_count = 2;
    made.studies[0].executor_count = made.studies[1].executor_count = 1;
    made.studies[1].task_count = 40;
    names_expect(&made.plan, "cpu_sum/n=10/step=0/tasks=20/executor=serial/workers=1\n"
                             "cpu_sum/n=10/step=0/tasks=40/executor=serial/workers=1\n");
}

static void rates_vary_like_work_and_bring_their_own_tasks(void **state)
{
    (void)state;
    struct made_plan made;
    uint64_t rates[] = {500, 50000};
    plan_make(&made);
    made.plan.rates = (struct plan_axis){rates, 2};
    made.studies[0].executor_count = 1;
    made.studies[0].task_count = 0;
    names_expect(&made.plan, "cpu_sum/n=10/step=0/rate=0.5/executor=serial/workers=1\n"
                             "cpu_sum/n=10/step=0/rate=50/executor=serial/workers=1\n");
    struct cell *cells;
    size_t count;
    assert_int_equal(cells_expand(&made.plan, &cells, &count), 0);
    assert_int_equal(cells[0].rate_mhz, 500);
    assert_int_equal(cells[0].task_count, 20);
    assert_int_equal(cells[1].task_count, 50);
    cells_free(cells, count);
    assert_int_equal(plan_points(&made.plan), 4); /* two widths, of which serial takes one */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serial_executors_appear_once_with_one_worker),
        cmocka_unit_test(a_serial_executor_gets_one_worker_though_only_more_were_asked_for),
        cmocka_unit_test(varied_parameters_vary_slowest),
        cmocka_unit_test(work_that_grows_has_as_many_tasks_for_every_worker),
        cmocka_unit_test(axes_that_vary_are_named_and_a_chunk_only_where_it_matters),
        cmocka_unit_test(what_two_studies_share_is_measured_once),
        cmocka_unit_test(studies_that_differ_in_tasks_alone_have_different_names),
        cmocka_unit_test(rates_vary_like_work_and_bring_their_own_tasks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

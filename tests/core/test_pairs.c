/* SPDX-License-Identifier: MIT */
/* Executors and schedules that do not go together. */
#include "asking.h"
#include "cells.h"

static const struct yoke_schedule own = {.name = "own", .summary = "what one has", .needs = YOKE_TASKLOOP};
static const struct yoke_schedule any = {.name = "any", .summary = "what all have"};
static const struct yoke_executor plain = {.name = "plain", .capabilities = YOKE_PARALLEL};
static const struct yoke_executor gifted = {.name = "gifted", .capabilities = YOKE_PARALLEL | YOKE_TASKLOOP};
static const struct yoke_executor single = {.name = "single"};

static const struct yoke_executor *const executors[] = {&single, &plain, &gifted, NULL};
static const struct yoke_schedule *const schedules[] = {&any, &own, NULL};

static struct plan *plan_of(const char *chosen_executors, const char *chosen_schedules, struct request_errors *errors)
{
    const struct yoke_catalogue catalogue = {fake_catalogue.workloads, executors, schedules, fake_catalogue.reports};
    const struct flag flags[] = {{"workload", "null", ""}, {"executors", chosen_executors, "-e"}, {"workers", "2", "-w"},
                                 {"schedules", chosen_schedules, "--schedule"}};
    struct request *request = request_new();
    struct plan *plan = NULL;
    memset(errors, 0, sizeof *errors);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        assert_int_equal(request_set(request, -1, flags[i].key, flags[i].text, flags[i].origin, true), 0);
    request_resolve(request, &catalogue, &machine, &plan, errors);
    request_free(request);
    return plan;
}

static void pairs_that_cannot_be_are_left_out(void **state)
{
    (void)state;
    struct request_errors errors;
    struct plan *plan = plan_of("plain,gifted", "all", &errors);
    assert_non_null(plan);
    struct cell *cells;
    size_t count;
    assert_int_equal(cells_expand(plan, &cells, &count), 0);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++)
        assert_false(cells[i].executor == &plain && cells[i].schedule == &own);
    cells_free(cells, count);
    plan_free(plan);
}

static void what_is_left_out_is_said(void **state)
{
    (void)state;
    struct request_errors errors;
    struct plan *plan = plan_of("plain,gifted", "all", &errors);
    assert_non_null(plan);
    bool said = false;
    for (size_t i = 0; i < plan->note_count; i++)
        said |= !strcmp(plan->notes[i], "schedule own left out for plain: what one has");
    assert_true(said);
    plan_free(plan);
}

static void an_executor_of_one_task_at_a_time_takes_every_schedule(void **state)
{
    (void)state;
    struct request_errors errors;
    struct plan *plan = plan_of("single", "own", &errors);
    assert_non_null(plan);
    struct cell *cells;
    size_t count;
    assert_int_equal(cells_expand(plan, &cells, &count), 0);
    assert_int_equal(count, 1);
    cells_free(cells, count);
    plan_free(plan);
}

static void a_study_of_which_nothing_is_left_is_refused_with_who_could(void **state)
{
    (void)state;
    struct request_errors errors;
    assert_null(plan_of("plain", "own", &errors));
    assert_string_equal(errors.errors[0].error.text,
                        "--schedule: no executor chosen here has the schedule own; these have: single, gifted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_that_cannot_be_are_left_out),
        cmocka_unit_test(what_is_left_out_is_said),
        cmocka_unit_test(an_executor_of_one_task_at_a_time_takes_every_schedule),
        cmocka_unit_test(a_study_of_which_nothing_is_left_is_refused_with_who_could),
    };
    return cmocka_run_group_tests_name("pairs", tests, NULL, NULL);
}

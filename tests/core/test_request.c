/* SPDX-License-Identifier: MIT */
/* From what the user wrote to a plan: defaults, axes, and what replaces what. */
#include "asking.h"

#include <errno.h>

static const char *axis_text(const struct plan_axis *axis)
{
    static char text[512];
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < axis->count; i++)
        used += (size_t)sprintf(text + used, "%s%llu", i ? " " : "", (unsigned long long)axis->values[i]);
    return text;
}

static void a_workload_alone_gets_every_default(void **state)
{
    (void)state;
    struct plan *plan = resolve_good(NULL, (const struct flag[]){{"workload", "cpu_sum", ""}, {0}});
    assert_string_equal(plan->name, "cpu_sum");
    assert_int_equal(plan->blocks, 10);
    assert_int_equal(plan->iterations, 2);
    assert_int_equal(plan->warmup, 1);
    assert_int_equal(plan->limit_ns, 60000000000);
    assert_true(plan->seed < UINT64_C(1) << 53);
    assert_null(plan->output);
    assert_null(plan->counters);
    assert_int_equal(plan->study_count, 1);
    const struct plan_study *study = &plan->studies[0];
    assert_ptr_equal(study->workload, &fake_cpu_sum);
    assert_int_equal(study->task_count, 0); /* to be calibrated */
    assert_string_equal(axis_text(&study->params[0]), "5000000");
    assert_string_equal(axis_text(&study->params[1]), "0");
    assert_int_equal(study->executor_count, 3);
    assert_ptr_equal(study->executors[0], &fake_serial);
    assert_string_equal(axis_text(&study->workers), "1 2 3 4");
    assert_int_equal(study->schedule_count, 1);
    assert_ptr_equal(study->schedules[0], &fake_dynamic);
    assert_string_equal(axis_text(&study->chunks), "1");
    assert_int_equal(study->placement_count, 1);
    assert_string_equal(study->placements[0].text, "compact");
    assert_int_equal(plan->note_count, 1); /* nobody asked for widths, so nothing is said about serial's */
    assert_string_equal(plan->notes[0], "openmp left out: built without OpenMP");
    plan_free(plan);
}

static void large_machines_are_swept_in_powers_of_two(void **state)
{
    (void)state;
    const struct request_machine large = {.cores = 48, .pus = 96};
    struct request_errors errors;
    struct plan *plan = resolve_on(&large, NULL, (const struct flag[]){{"workload", "null", ""}, {0}}, &errors);
    assert_non_null(plan);
    assert_string_equal(axis_text(&plan->studies[0].workers), "1 2 4 8 16 32 64 96");
    plan_free(plan);
}

static void seeds_are_drawn_afresh_unless_given(void **state)
{
    (void)state;
    struct plan *one = resolve_good(NULL, (const struct flag[]){{"workload", "null", ""}, {0}});
    struct plan *other = resolve_good(NULL, (const struct flag[]){{"workload", "null", ""}, {0}});
    struct plan *given =
        resolve_good(NULL, (const struct flag[]){{"workload", "null", ""}, {"seed", "42", "--seed"}, {0}});
    assert_true(one->seed != other->seed); /* equal once in 2^53 */
    assert_int_equal(given->seed, 42);
    plan_free(one);
    plan_free(other);
    plan_free(given);
}

static void flags_become_axes(void **state)
{
    (void)state;
    struct plan *plan = resolve_good(NULL, (const struct flag[]){{"workload", "io_sleep", ""},
                                                                 {"params.longest", "5ms,20ms", "-p longest"},
                                                                 {"tasks", "64", "--tasks"},
                                                                 {"executors", "fork, pthread,fork", "-e"},
                                                                 {"workers", "64,1,cores", "-w"},
                                                                 {"schedules", "all", "--schedule"},
                                                                 {"chunk", "1..16x4", "--chunk"},
                                                                 {"placement", "none,0,2-3,scatter;1;none", "--pin"},
                                                                 {"counters", "page-faults,task-clock", "--counters"},
                                                                 {"limit", "5min", "--limit"},
                                                                 {"output", "out dir", "-o"},
                                                                 {0}});
    const struct plan_study *study = &plan->studies[0];
    assert_string_equal(axis_text(&study->params[0]), "5000000 20000000");
    assert_int_equal(study->executor_count, 2);
    assert_ptr_equal(study->executors[0], &fake_fork);
    assert_string_equal(axis_text(&study->workers), "64 1 2");
    assert_int_equal(study->schedule_count, 2);
    assert_string_equal(axis_text(&study->chunks), "1 4 16");
    assert_int_equal(study->placement_count, 4);
    assert_string_equal(study->placements[1].text, "0,2-3");
    assert_int_equal(study->placements[1].placement.list_count, 3);
    assert_string_equal(study->placements[2].text, "scatter");
    assert_string_equal(study->placements[3].text, "1");
    assert_int_equal(plan->counter_count, 2);
    assert_string_equal(plan->counters[1], "task-clock");
    assert_int_equal(plan->limit_ns, 300000000000);
    assert_string_equal(plan->output, "out dir");
    assert_int_equal(plan->note_count, 0);
    plan_free(plan);
}

static void groups_of_counters_become_their_events_each_named_once(void **state)
{
    static const char *const expected[] = {"task-clock",  "PAPI_TOT_INS", "PAPI_TOT_CYC",
                                           "page-faults", "minor-faults", "major-faults"};
    (void)state;
    struct plan *plan = resolve_good(NULL, (const struct flag[]){{"workload", "null", ""},
                                                                 {"counters", "task-clock,ipc, faults,page-faults", ""},
                                                                 {0}});
    assert_int_equal(plan->counter_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(plan->counters[i], expected[i]);
    assert_int_equal(plan->counter_scope, COUNTER_SCOPE_USER);
    assert_false(plan->multiplex || plan->require_counters);
    plan_free(plan);
}

static void no_counters_is_not_the_same_as_the_default(void **state)
{
    (void)state;
    struct plan *plan =
        resolve_good(NULL, (const struct flag[]){{"workload", "null", ""}, {"counters", "none", "--counters"}, {0}});
    assert_non_null(plan->counters);
    assert_int_equal(plan->counter_count, 0);
    plan_free(plan);
}

static void a_serial_executor_is_noted_when_other_widths_were_asked_for(void **state)
{
    (void)state;
    struct plan *both = resolve_good(
        NULL, (const struct flag[]){
                  {"workload", "null", ""}, {"executors", "serial,pthread", "-e"}, {"workers", "1,2", "-w"}, {0}});
    struct plan *wide = resolve_good(
        NULL, (const struct flag[]){
                  {"workload", "null", ""}, {"executors", "serial,pthread", "-e"}, {"workers", "8,64", "-w"}, {0}});
    struct plan *one = resolve_good(
        NULL, (const struct flag[]){
                  {"workload", "null", ""}, {"executors", "serial,pthread", "-e"}, {"workers", "1", "-w"}, {0}});
    assert_int_equal(both->note_count, 1);
    assert_string_equal(both->notes[0], "serial runs with 1 worker only: the other widths are left out for it");
    assert_int_equal(wide->note_count, 1);
    assert_string_equal(wide->notes[0], "serial runs with 1 worker only: it is measured with that, as the baseline");
    assert_int_equal(one->note_count, 0);
    plan_free(both);
    plan_free(wide);
    plan_free(one);
}

static const char studies_file[] =
    "{\n"
    "  \"name\": \"mine\", \"blocks\": 20, \"limit\": \"2min\",\n"
    "  \"workers\": [1, \"2..4\"], \"params\": {\"n\": 7}, // defaults of all studies\n"
    "  \"studies\": [\n"
    "    {\"workload\": \"cpu_sum\", \"params\": {\"step\": \"1k\"}},\n"
    "    {\"workload\": \"io_sleep\", \"tasks\": 5e1, \"executors\": [\"pthread\"], \"workers\": 8,\n"
    "     \"placement\": [\"compact\", \"0,1\"]},\n"
    "    {\"workload\": \"cpu_sum\", \"params\": {\"n\": [8, \"9\"]}, \"placement\": [0, 2]},\n"
    "  ],\n"
    "}\n";

static void studies_take_their_defaults_from_the_top(void **state)
{
    (void)state;
    struct plan *plan = resolve_good(studies_file, NULL);
    assert_string_equal(plan->name, "mine");
    assert_int_equal(plan->blocks, 20);
    assert_int_equal(plan->limit_ns, 120000000000);
    assert_int_equal(plan->study_count, 3);
    assert_string_equal(axis_text(&plan->studies[0].params[0]), "7");
    assert_string_equal(axis_text(&plan->studies[0].params[1]), "1000");
    assert_string_equal(axis_text(&plan->studies[0].workers), "1 2 3 4");
    assert_int_equal(plan->studies[1].task_count, 50);
    assert_string_equal(axis_text(&plan->studies[1].workers), "8");
    assert_int_equal(plan->studies[1].executor_count, 1);
    assert_int_equal(plan->studies[1].placement_count, 2);
    assert_string_equal(plan->studies[1].placements[1].text, "0,1");
    assert_string_equal(axis_text(&plan->studies[2].params[0]), "8 9");
    assert_int_equal(plan->studies[2].placement_count, 1); /* numbers in a list are one placement */
    assert_string_equal(plan->studies[2].placements[0].text, "0,2");
    plan_free(plan);
}

static void the_command_line_replaces_the_file_in_every_study(void **state)
{
    (void)state;
    struct plan *plan = resolve_good(studies_file, (const struct flag[]){{"workers", "3", "-w"},
                                                                         {"workers", "2", "-w"},
                                                                         {"params.n", "11", "-p n"},
                                                                         {"blocks", "6", "--blocks"},
                                                                         {0}});
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(axis_text(&plan->studies[i].workers), "2");
    assert_string_equal(axis_text(&plan->studies[0].params[0]), "11");
    assert_string_equal(axis_text(&plan->studies[2].params[0]), "11");
    assert_int_equal(plan->blocks, 6);
    plan_free(plan);
}

static void a_plan_without_a_name_is_called_like_its_file(void **state)
{
    (void)state;
    struct plan *plan = resolve_good("{\"$schema\": \"x\", \"workload\": \"null\"}", NULL);
    assert_string_equal(plan->name, "p");
    plan_free(plan);
}

/* tune learns only from a plan what its own widths are to be, and asks again. */
static void a_verbs_own_fallback_holds_where_a_file_has_nothing(void **state)
{
    (void)state;
    struct request *request = request_new();
    struct request_errors errors = {0};
    struct plan *plan = NULL;
    write_plan_file("{\"workload\": \"cpu_sum\", \"workers\": [1, 3]}");
    assert_int_equal(request_read_file(request, "p.json", &errors), 0);
    assert_int_equal(request_set(request, -1, "workers", "1..8", "", false), 0);
    assert_int_equal(request_set(request, -1, "blocks", "7", "", false), 0);
    assert_int_equal(request_resolve(request, &fake_catalogue, &machine, &plan, &errors), 0);
    assert_string_equal(axis_text(&plan->studies[0].workers), "1 3");
    assert_int_equal(plan->blocks, 7);
    plan_free(plan);
    request_free(request);
}

static void a_key_that_there_is_not_cannot_be_set(void **state)
{
    (void)state;
    struct request *request = request_new();
    assert_int_equal(request_set(request, -1, "nonsense", "1", "", true), -EINVAL);
    assert_int_equal(request_set(request, -1, "params", "1", "", true), -EINVAL);
    request_free(request);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workload_alone_gets_every_default),
        cmocka_unit_test(large_machines_are_swept_in_powers_of_two),
        cmocka_unit_test(seeds_are_drawn_afresh_unless_given),
        cmocka_unit_test(flags_become_axes),
        cmocka_unit_test(groups_of_counters_become_their_events_each_named_once),
        cmocka_unit_test(no_counters_is_not_the_same_as_the_default),
        cmocka_unit_test(a_serial_executor_is_noted_when_other_widths_were_asked_for),
        cmocka_unit_test(studies_take_their_defaults_from_the_top),
        cmocka_unit_test(the_command_line_replaces_the_file_in_every_study),
        cmocka_unit_test(a_plan_without_a_name_is_called_like_its_file),
        cmocka_unit_test(a_verbs_own_fallback_holds_where_a_file_has_nothing),
        cmocka_unit_test(a_key_that_there_is_not_cannot_be_set),
    };
    return cmocka_run_group_tests(tests, asking_start, asking_end);
}

/* SPDX-License-Identifier: MIT */
/* A plan written as a plan file makes the same plan again, and the schema of plan files knows every key. */
#include "document.h"
#include "fake_catalogue.h"
#include "fixture.h"
#include "request.h"
#include "request_keys.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct request_machine machine = {.cores = 2, .pus = 4};

static const char file_text[] = "{\"name\": \"again\", \"blocks\": 7, \"seed\": 9007199254740991, \"counters\": "
                                "[\"page-faults\", \"task-clock\"], \"counter_scope\": \"all\", \"multiplex\": \"on\", "
                                "\"require_counters\": \"on\",\n"
                                " \"output\": \"a \\\"quoted\\\" \\\\ folder\\n\",\n"
                                " \"studies\": [\n"
                                "  {\"workload\": \"io_sleep\", \"params\": {\"longest\": \"1500us,2s\"}, \"workers\": "
                                "\"2,4\", \"placement\": \"0,2;scatter\"},\n"
                                "  {\"workload\": \"io_pipe\", \"params\": {\"message\": \"4KiB,16kB,17B\"}, "
                                "\"schedules\": \"all\", \"chunk\": \"1,16\"},\n"
                                "  {\"workload\": \"null\", \"executors\": [\"fork\"]}]}\n";

static char path[] = "/tmp/yoke-plan-XXXXXX";

static struct plan *plan_of(const char *text)
{
    struct request *request = request_new();
    struct request_errors errors = {0};
    struct plan *plan = NULL;
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, text, strlen(text)), strlen(text));
    close(descriptor);
    request_read_file(request, path, &errors);
    unlink(path);
    request_resolve(request, &fake_catalogue, &machine, &plan, &errors);
    if (!plan)
        fail_msg("%s", errors.errors[0].error.text);
    request_free(request);
    return plan;
}

static char *written(const struct plan *plan, bool comments)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    plan_write(plan, comments, stream);
    fclose(stream);
    return text;
}

static void assert_same_axis(const struct plan_axis *one, const struct plan_axis *other)
{
    assert_int_equal(one->count, other->count);
    if (one->count)
        assert_memory_equal(one->values, other->values, one->count * sizeof *one->values);
}

static void assert_same_study(const struct plan_study *one, const struct plan_study *other)
{
    assert_ptr_equal(one->workload, other->workload);
    assert_int_equal(one->task_count, other->task_count);
    for (size_t i = 0; i < YOKE_PARAMS_MOST; i++)
        assert_same_axis(&one->params[i], &other->params[i]);
    assert_int_equal(one->executor_count, other->executor_count);
    assert_memory_equal(one->executors, other->executors, one->executor_count * sizeof *one->executors);
    assert_same_axis(&one->workers, &other->workers);
    assert_int_equal(one->schedule_count, other->schedule_count);
    assert_memory_equal(one->schedules, other->schedules, one->schedule_count * sizeof *one->schedules);
    assert_same_axis(&one->chunks, &other->chunks);
    assert_int_equal(one->placement_count, other->placement_count);
    for (size_t i = 0; i < one->placement_count; i++)
        assert_string_equal(one->placements[i].text, other->placements[i].text);
}

static void a_written_plan_reads_back_as_the_same_plan(void **state)
{
    (void)state;
    struct plan *plan = plan_of(file_text);
    char *text = written(plan, true);
    struct plan *again = plan_of(text);
    assert_string_equal(plan->name, again->name);
    assert_string_equal(plan->output, again->output);
    assert_int_equal(plan->blocks, again->blocks);
    assert_int_equal(plan->iterations, again->iterations);
    assert_int_equal(plan->warmup, again->warmup);
    assert_int_equal(plan->limit_ns, again->limit_ns);
    assert_true(plan->seed == again->seed && plan->seed == 9007199254740991);
    assert_int_equal(plan->counter_count, again->counter_count);
    for (size_t i = 0; i < plan->counter_count; i++)
        assert_string_equal(plan->counters[i], again->counters[i]);
    assert_true(plan->counter_scope == COUNTER_SCOPE_ALL && again->counter_scope == COUNTER_SCOPE_ALL);
    assert_true(plan->multiplex && again->multiplex && plan->require_counters && again->require_counters);
    assert_int_equal(plan->study_count, again->study_count);
    for (size_t i = 0; i < plan->study_count; i++)
        assert_same_study(&plan->studies[i], &again->studies[i]);
    char *text_again = written(again, false), *text_strict = written(plan, false);
    assert_string_equal(text_again, text_strict);
    free(text);
    free(text_again);
    free(text_strict);
    plan_free(plan);
    plan_free(again);
}

static void a_written_plan_looks_like_one(void **state)
{
    (void)state;
    struct plan *plan =
        plan_of("{\"workload\": \"cpu_sum\", \"seed\": 3, \"name\": \"x\", \"params\": {\"n\": \"1k,2k\"}, "
                "\"workers\": 2, \"counters\": \"none\"}");
    char *text = written(plan, true);
    assert_string_equal(text, "{\n"
                              "  // openmp left out: built without OpenMP\n"
                              "  // serial runs with 1 worker only: it is measured with that, as the baseline\n"
                              "  \"name\": \"x\",\n"
                              "  \"blocks\": 10,\n"
                              "  \"iterations\": 2,\n"
                              "  \"warmup\": 1,\n"
                              "  \"warmup_study\": \"off\",\n"
                              "  \"seed\": 3,\n"
                              "  \"precision\": \"0%\",\n"
                              "  \"budget\": \"0ns\",\n"
                              "  \"reserve\": \"50%\",\n"
                              "  \"limit\": \"1min\",\n"
                              "  \"counters\": \"none\",\n"
                              "  \"counter_scope\": \"user\",\n"
                              "  \"multiplex\": \"off\",\n"
                              "  \"require_counters\": \"off\",\n"
                              "  \"latency\": \"off\",\n"
                              "  \"trace\": \"off\",\n"
                              "  \"profile\": \"off\",\n"
                              "  \"io_driver\": \"auto\",\n"
                              "  \"studies\": [\n"
                              "    {\n"
                              "      \"workload\": \"cpu_sum\",\n"
                              "      \"tasks\": \"calibrated\",\n"
                              "      \"params\": {\"n\": [1000, 2000], \"step\": 0},\n"
                              "      \"executors\": [\"serial\", \"pthread\", \"fork\"],\n"
                              "      \"workers\": 2,\n"
                              "      \"schedules\": [\"dynamic\"],\n"
                              "      \"chunk\": 1,\n"
                              "      \"placement\": [\"compact\"]\n"
                              "    }\n"
                              "  ]\n"
                              "}\n");
    free(text);
    plan_free(plan);
}

static void numbers_left_to_calibration_stay_so_when_written_and_read(void **state)
{
    (void)state;
    struct plan *plan = plan_of("{\"workload\": \"cpu_sum\", \"iterations\": \"auto\", \"warmup_study\": \"on\", \"studies\": [{\"tasks\": 7}, {}]}");
    char *text = written(plan, false);
    struct plan *again = plan_of(text);
    assert_int_equal(again->iterations, 0);
    assert_true(again->warmup_study);
    assert_int_equal(again->studies[0].task_count, 7);
    assert_int_equal(again->studies[1].task_count, 0);
    free(text);
    plan_free(plan);
    plan_free(again);
}

static void points_are_the_product_of_all_axes(void **state)
{
    (void)state;
    struct plan *plan = plan_of(file_text);
    /* io_sleep: 2 values, 3 executors, 2 widths, 2 placements; io_pipe: 3 values, 3 executors, 4 widths, 2 schedules,
     * 2 chunks; null: 1 executor, 4 widths */
    assert_int_equal(plan_points(plan), 2 * 3 * 2 * 2 + 3 * 3 * 4 * 2 * 2 + 4);
    plan_free(plan);
}

static void notes_are_said_once(void **state)
{
    (void)state;
    struct plan *plan = calloc(1, sizeof *plan);
    for (int i = 0; i < 3; i++)
        assert_int_equal(plan_note(plan, "%s left out: %s", "openmp", "no"), 0);
    assert_int_equal(plan_note(plan, "another"), 0);
    assert_int_equal(plan->note_count, 2);
    plan_free(plan);
    plan_free(NULL);
}

static void the_schema_is_json_and_knows_every_key(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    plan_schema_write(stream);
    fclose(stream);
    const struct document_limits limits = {.noun = "schema", .bytes = 1 << 20};
    struct document *document = NULL;
    struct document_fault fault = {0};
    if (document_read_text("schema", text, size, &limits, &document, &fault))
        fail_msg("%s", fault.error.text);
    const struct document_node *top = document_member(document_root(document), "properties");
    const struct document_node *study =
        document_member(document_member(document_member(top, "studies"), "items"), "properties");
    assert_non_null(study);
    for (size_t i = 0; i < REQUEST_KEYS; i++) {
        assert_non_null(document_member(top, request_keys[i].name));
        bool in_study = document_member(study, request_keys[i].name) != NULL;
        assert_int_equal(in_study, request_keys[i].scope == REQUEST_OF_STUDY);
    }
    document_free(document);
    free(text);
}

static void every_key_of_the_table_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < REQUEST_KEYS; i++) {
        const struct request_key *key = &request_keys[i];
        assert_non_null(key->name);
        assert_ptr_equal(request_key_find(key->name), key);
        assert_true(key->summary && key->expects && key->group);
        assert_true((key->fallback != NULL) != (key->fallback_note != NULL));
        assert_true(key->least <= key->most);
    }
    assert_null(request_key_find("nonsense"));
}

static void a_rate_is_written_with_its_arrivals_and_reads_back(void **state)
{
    (void)state;
    struct plan *plan = plan_of("{\"workload\": \"cpu_sum\", \"rate\": \"1.5k/s\", \"arrivals\": \"constant\"}");
    assert_int_equal(plan->rates.count, 1);
    assert_int_equal(plan->rates.values[0], 1500000);
    assert_true(plan->latency);
    assert_int_equal(plan_rate_tasks(&plan->studies[0], 1500000), 1500); /* those of a second */
    char *text = written(plan, false);
    assert_non_null(strstr(text, "\"rate\": \"1500/s\",\n  \"arrivals\": \"constant\","));
    struct plan *again = plan_of(text);
    assert_int_equal(again->rates.values[0], plan->rates.values[0]);
    assert_string_equal(again->arrivals, "constant");
    free(text);
    plan_free(plan);
    plan_free(again);
}

static void rates_are_an_axis_that_reads_back(void **state)
{
    (void)state;
    struct plan *plan = plan_of("{\"workload\": \"cpu_sum\", \"rate\": \"100/s..400/sx2,1k/s\", \"workers\": \"1,2\"}");
    assert_int_equal(plan->rates.count, 4);
    assert_int_equal(plan->rates.values[2], 400000);
    assert_int_equal(plan->rates.values[3], 1000000);
    assert_int_equal(plan_points(plan) % 8, 0);
    char *text = written(plan, false);
    assert_non_null(strstr(text, "\"rate\": [\"100/s\", \"200/s\", \"400/s\", \"1000/s\"],"));
    assert_null(strstr(text, "\"tasks\"")); /* each rate has its own number of them */
    struct plan *again = plan_of(text);
    assert_int_equal(again->rates.count, 4);
    free(text);
    plan_free(plan);
    plan_free(again);
}

static void work_that_grows_is_written_and_reads_back(void **state)
{
    (void)state;
    struct plan *plan = plan_of("{\"workload\": \"cpu_sum\", \"scale\": \"work\", \"tasks\": 7}");
    assert_true(plan->scale_work);
    char *text = written(plan, false);
    assert_non_null(strstr(text, "\"scale\": \"work\","));
    assert_non_null(strstr(text, "\"tasks\": 7,"));
    struct plan *again = plan_of(text);
    assert_true(again->scale_work);
    free(text);
    plan_free(plan);
    plan_free(again);
}

static void a_slow_rate_still_gets_tasks_for_a_distribution(void **state)
{
    (void)state;
    struct plan *plan = plan_of("{\"workload\": \"cpu_sum\", \"rate\": \"4/s\"}");
    assert_int_equal(plan_rate_tasks(&plan->studies[0], 4000), 20);
    assert_string_equal(plan->arrivals, "poisson");
    plan_free(plan);
}

static void the_highest_rate_gets_no_more_tasks_than_can_be_recorded(void **state)
{
    (void)state;
    struct plan *plan = plan_of("{\"workload\": \"cpu_sum\", \"rate\": \"1000M/s\"}");
    assert_int_equal(plan_rate_tasks(&plan->studies[0], plan->rates.values[0]), 1000000);
    plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_written_plan_reads_back_as_the_same_plan),
        cmocka_unit_test(a_written_plan_looks_like_one),
        cmocka_unit_test(numbers_left_to_calibration_stay_so_when_written_and_read),
        cmocka_unit_test(points_are_the_product_of_all_axes),
        cmocka_unit_test(notes_are_said_once),
        cmocka_unit_test(the_schema_is_json_and_knows_every_key),
        cmocka_unit_test(every_key_of_the_table_is_complete),
        cmocka_unit_test(a_rate_is_written_with_its_arrivals_and_reads_back),
        cmocka_unit_test(a_slow_rate_still_gets_tasks_for_a_distribution),
        cmocka_unit_test(rates_are_an_axis_that_reads_back),
        cmocka_unit_test(the_highest_rate_gets_no_more_tasks_than_can_be_recorded),
        cmocka_unit_test(work_that_grows_is_written_and_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

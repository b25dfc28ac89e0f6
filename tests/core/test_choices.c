/* SPDX-License-Identifier: MIT */
/* Parameters whose values are words, on their whole way: asked for, planned, named, handed to the cell process. */
#include "asking.h"
#include "assignment.h"
#include "line.h"
#include "param_text.h"

#include <errno.h>

static const struct yoke_param *spread(void)
{
    return &fake_mixed.params[0];
}

static void words_are_an_axis_like_any_other(void **state)
{
    (void)state;
    struct plan *plan = resolve_good(
        "{\"workload\": \"mixed\", \"params\": {\"spread\": [\"pareto\", \"constant\", \"pareto\"]}}", NULL);
    assert_int_equal(plan->studies[0].params[0].count, 2);
    assert_int_equal(plan->studies[0].params[0].values[0], 2);
    assert_int_equal(plan->studies[0].params[0].values[1], 0);
    plan_free(plan);
    plan = resolve_good(NULL, (const struct flag[]){
                                  {"workload", "mixed", ""}, {"params.spread", "constant, pareto", "-p spread"}, {0}});
    assert_int_equal(plan->studies[0].params[0].count, 2);
    plan_free(plan);
}

static void a_word_that_is_no_choice_is_refused_with_those_there_are(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } refusals[] = {
        {"paretto", "-p spread: spread must be constant, exponential or pareto, not \"paretto\". Did you mean pareto?"},
        {"1", "-p spread: spread must be constant, exponential or pareto, not \"1\""},
        {"", "-p spread: spread must be constant, exponential or pareto, not \"\""},
        {"pareto,", "-p spread: spread must be constant, exponential or pareto, not \"\""},
        {"constant..pareto", "-p spread: spread must be constant, exponential or pareto, not "
                             "\"constant..pareto\""},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct request_errors errors;
        assert_null(resolve(
            NULL,
            (const struct flag[]){{"workload", "mixed", ""}, {"params.spread", refusals[i].text, "-p spread"}, {0}},
            &errors));
        assert_string_equal(errors.errors[0].error.text, refusals[i].sentence);
    }
}

static void a_plan_says_the_word_and_is_read_back(void **state)
{
    (void)state;
    struct plan *plan = resolve_good("{\"workload\": \"mixed\", \"params\": {\"spread\": \"pareto,constant\"}}", NULL);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    plan_write(plan, false, stream);
    fclose(stream);
    plan_free(plan);
    assert_non_null(strstr(text, "\"params\": {\"spread\": [\"pareto\", \"constant\"]}"));
    plan = resolve_good(text, NULL);
    assert_int_equal(plan->studies[0].params[0].values[0], 2);
    plan_free(plan);
    free(text);
}

static void names_and_records_say_the_word(void **state)
{
    (void)state;
    char text[UNITS_TEXT_BYTES];
    param_name(spread(), 1, text);
    assert_string_equal(text, "exponential");
    const struct yoke_setting_value setting = param_setting(spread(), 2);
    assert_string_equal(setting.word, "pareto");
    assert_true(setting.value == YOKE_MISSING);
    assert_null(param_setting(&fake_cpu_sum.params[0], 2).word);
}

/* What a cell process makes of an assignment in which `from` is written as `to`. */
static int assignment_through(const char *from, const char *to, struct assignment *assignment, struct yoke_error *error)
{
    const struct cell cell = {.workload = &fake_mixed,
                              .values = {{2}},
                              .task_count = 1,
                              .executor = &fake_serial,
                              .workers = 1,
                              .schedule = &fake_static,
                              .chunk = 1};
    struct yoke_setting_value params[YOKE_PARAMS_MOST];
    struct protocol_assignment message = assignment_of(&cell, NULL, 0, params);
    message.seed = message.usable_cpus = message.warmup = message.iterations = message.origin_ns = 1;
    char *line = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&line, &size);
    assert_int_equal(line_write(&protocol_assignment_shape, &message, stream), 0);
    fclose(stream);
    char *at = strstr(line, from);
    assert_non_null(at);
    char *changed = NULL;
    assert_true(asprintf(&changed, "%.*s%s%s", (int)(at - line), line, to, at + strlen(from)) > 0);
    struct record *memory = record_new();
    stream = fmemopen(changed, strlen(changed), "r");
    struct plugins plugins;
    assert_int_equal(plugins_open(&plugins, &fake_catalogue), 0);
    const int status = assignment_read(stream, &plugins, memory, assignment, error);
    plugins_close(&plugins);
    fclose(stream);
    record_free(memory);
    free(changed);
    free(line);
    return status;
}

static void the_cell_process_is_told_the_word(void **state)
{
    (void)state;
    struct assignment assignment = {0};
    struct yoke_error error = {0};
    assert_int_equal(assignment_through("\"spread\":\"pareto\"", "\"spread\":\"exponential\"", &assignment, &error), 0);
    assert_int_equal(assignment.work.values.value[0], 1);
}

static void a_word_that_another_build_does_not_know_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *setting, *sentence;
    } refusals[] = {
        {"\"spread\":\"zipf\"", "the program being measured knows no spread \"zipf\""},
        {"\"spread\":2", "the program being measured takes a word for spread, not a number"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct assignment assignment = {0};
        struct yoke_error error = {0};
        assert_int_equal(assignment_through("\"spread\":\"pareto\"", refusals[i].setting, &assignment, &error),
                         -ENOENT);
        assert_string_equal(error.text, refusals[i].sentence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_an_axis_like_any_other),
        cmocka_unit_test(a_word_that_is_no_choice_is_refused_with_those_there_are),
        cmocka_unit_test(a_plan_says_the_word_and_is_read_back),
        cmocka_unit_test(names_and_records_say_the_word),
        cmocka_unit_test(the_cell_process_is_told_the_word),
        cmocka_unit_test(a_word_that_another_build_does_not_know_is_refused),
    };
    return cmocka_run_group_tests(tests, asking_start, asking_end);
}

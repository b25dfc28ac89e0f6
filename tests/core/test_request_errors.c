/* SPDX-License-Identifier: MIT */
/* Bad requests: what is refused, in which words, at which place. */
#include "asking.h"

struct refusal {
    const char *key, *text, *origin;
    const char *sentence, *hint;
};

static void each_bad_flag_gets_its_sentence(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"workload", "cpu_sun", "", "no workload \"cpu_sun\". Did you mean cpu_sum?",
         "yoke list workloads     shows all 6"},
        {"workload", "gpu_fill", "", "workload \"gpu_fill\" cannot run here: built without a GPU", ""},
        {"executors", "ptread", "-e", "-e: no executor \"ptread\". Did you mean pthread?",
         "yoke list executors     shows all 4"},
        {"executors", "serial,,fork", "-e",
         "-e: executors must be names of executors between commas, or all, not \"serial,,fork\"", ""},
        {"executors", "openmp", "-e", "-e: executor \"openmp\" cannot run here: built without OpenMP", ""},
        {"params.m", "1", "-p m", "-p m: cpu_sum has no parameter \"m\"",
         "yoke help workload cpu_sum     shows its parameters"},
        {"params.stepp", "1", "-p stepp", "-p stepp: cpu_sum has no parameter \"stepp\". Did you mean step?",
         "yoke help workload cpu_sum     shows its parameters"},
        {"params.n", "0", "-p n", "-p n: 0 is too small: n must be 1 to 1G", ""},
        {"params.n", "2G", "-p n", "-p n: 2G is too large: n must be 1 to 1G", ""},
        {"params.n", "many", "-p n", "-p n: \"many\" is not a count: write 5000000, 5e6 or 5M", ""},
        {"workers", "0", "-w", "-w: 0 is too small: workers must be 1 to 4096", ""},
        {"workers", "8..1", "-w", "-w: \"8..1\" runs backwards: write 1..8", ""},
        {"workers", "1..x", "--workers",
         "--workers: workers must be a count or a range, not \"1..x\": write 8, 1..8, 1,2,4 or cores", ""},
        {"workers", "", "-w", "-w: workers must be a count or a range, not \"\": write 8, 1..8, 1,2,4 or cores", ""},
        {"workers", "5000", "-w", "-w: 5k is too large: workers must be 1 to 4096", ""},
        {"schedules", "dynamik", "--schedule", "--schedule: no schedule \"dynamik\". Did you mean dynamic?",
         "yoke list schedules     shows all 2"},
        {"chunk", "0", "--chunk", "--chunk: 0 is too small: chunk must be 1 to 1G", ""},
        {"placement", "compat", "--pin", "--pin: no placement \"compat\". Did you mean compact?", ""},
        {"placement", "elsewhere", "--pin",
         "--pin: no placement \"elsewhere\": write none, compact, scatter or processor numbers such as 0,2", ""},
        {"tasks", "0", "--tasks", "--tasks: 0 is too small: tasks must be 1 to 1G", ""},
        {"tasks", "1,2", "--tasks", "--tasks: tasks must be a count or calibrated, not \"1,2\": write 20, 1000 or 5M", ""},
        {"blocks", "1.5", "--blocks", "--blocks: 1.5 is not a whole number", ""},
        {"seed", "9007199254740992", "--seed",
         "--seed: 9007199254740992 is too large: seed must be 0 to 9007199254740991", ""},
        {"limit", "60", "--limit", "--limit: 60 needs a unit: write 60us, 60ms or 60s", ""},
        {"limit", "0", "--limit", "--limit: 0ns is too small: limit must be 1ms to 24h", ""},
        {"limit", "1ns", "--limit", "--limit: 1ns is too small: limit must be 1ms to 24h", ""},
        {"name", "a/b", "--name",
         "--name: name must be letters, digits, dots, dashes and underscores, not \"a/b\": write nightly", ""},
        {"name", "..", "--name",
         "--name: name must be letters, digits, dots, dashes and underscores, not \"..\": write nightly", ""},
        {"output", "", "-o", "-o: output must be a folder, not \"\": write results/mine", ""},
        {"counters", "none,page-faults", "--counters",
         "--counters: counters must be names of events or groups of them, or none, not \"none,page-faults\": write "
         "default, none or ipc,cache,page-faults",
         ""},
        {"counters", "ipc,brnch", "--counters",
         "--counters: no event and no group of events \"brnch\". Did you mean branch?",
         "yoke help counters     shows the groups; papi_avail, papi_native_avail more"},
        {"counters", "PAPI_TOT_INX", "--counters",
         "--counters: no event and no group of events \"PAPI_TOT_INX\". Did you mean PAPI_TOT_INS?",
         "yoke help counters     shows the groups; papi_avail, papi_native_avail more"},
        {"counters", "page faults", "--counters",
         "--counters: no event and no group of events \"page faults\". Did you mean page-faults?",
         "yoke help counters     shows the groups; papi_avail, papi_native_avail more"},
        {"counter_scope", "users", "--counter-scope",
         "--counter-scope: counter_scope must be user, kernel or all, not \"users\": write user or all", ""},
        {"scale", "wrk", "--scale", "--scale: scale must be workers or work, not \"wrk\": write work", ""},
        {"scale", "work", "--scale", "--scale: say how many tasks each worker brings: add --tasks 20", ""},
        {"multiplex", "yes", "--multiplex", "--multiplex: multiplex must be on or off, not \"yes\": write on", ""},
        {"workload", "a\x1b[2J\nb", "", "no workload \"a?[2J?b\"", "yoke list workloads     shows all 6"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *refusal = &refusals[i];
        const struct flag flags[] = {
            {"workload", "cpu_sum", ""}, {refusal->key, refusal->text, refusal->origin}, {NULL, NULL, NULL}};
        struct request_errors errors;
        assert_null(resolve(NULL, flags, &errors));
        assert_int_equal(errors.count, 1);
        assert_string_equal(errors.errors[0].error.text, refusal->sentence);
        assert_string_equal(errors.errors[0].hint, refusal->hint);
    }
}

static void sizes_without_a_unit_are_refused_with_both_readings(void **state)
{
    (void)state;
    struct request_errors errors;
    assert_null(
        resolve(NULL, (const struct flag[]){{"workload", "io_pipe", ""}, {"params.message", "16k", "-p message"}, {0}},
                &errors));
    assert_string_equal(errors.errors[0].error.text,
                        "-p message: 16k is ambiguous: write 16KiB (16384 bytes) or 16kB (16000 bytes)");
    assert_null(
        resolve(NULL, (const struct flag[]){{"workload", "io_pipe", ""}, {"params.message", "1MiB", "-p message"}, {0}},
                &errors));
    assert_string_equal(errors.errors[0].error.text, "-p message: 1MiB is too large: message must be 1B to 64KiB");
}

static void a_workload_without_parameters_says_so(void **state)
{
    (void)state;
    struct request_errors errors;
    assert_null(
        resolve(NULL, (const struct flag[]){{"workload", "null", ""}, {"params.n", "1", "-p n"}, {0}}, &errors));
    assert_string_equal(errors.errors[0].error.text, "-p n: null takes no parameters, so there is no \"n\" to set");
}

static void nothing_to_run_is_an_error(void **state)
{
    (void)state;
    struct request_errors errors;
    assert_null(resolve(NULL, NULL, &errors));
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.errors[0].error.text, "what should run? Name a workload or a plan file");
}

struct file_refusal {
    const char *text, *sentence;
};

static void each_bad_plan_file_gets_its_sentence(void **state)
{
    (void)state;
    static const struct file_refusal refusals[] = {
        {"", "p.json is empty: a plan is a JSON object, { ... }"},
        {"{}", "p.json: the plan has no \"workload\": name one"},
        {"{\"studies\": [{}]}", "p.json: study 1 has no \"workload\", nor has the plan: name one"},
        {"{\"workload\": \"null\"\n \"blocks\": 3}", "p.json:2:2: a comma or a } is missing before \"blocks\""},
        {"{\"workload\": \"null\",\n \"workers\": \"8 cores\"}",
         "p.json:2:13: \"workers\" must be a count or a range, not \"8 cores\": write 8, \"1..8\", \"1,2,4\" or "
         "\"cores\""},
        {"{\"workload\": \"null\", \"workers\": {}}", "p.json:1:33: \"workers\" must be a count or a range, not an "
                                                      "object: write 8, \"1..8\", \"1,2,4\" or \"cores\""},
        {"{\"workload\": \"null\", \"workers\": []}", "p.json:1:33: \"workers\" must be a count or a range, not an "
                                                      "empty list: write 8, \"1..8\", \"1,2,4\" or \"cores\""},
        {"{\"workload\": \"null\", \"workers\": [1, [2]]}",
         "p.json:1:37: \"workers\" must be a count or a range, not a list: write 8, \"1..8\", \"1,2,4\" or \"cores\""},
        {"{\"workload\": \"null\", \"workers\": 0}", "p.json:1:33: 0 is too small: \"workers\" must be 1 to 4096"},
        {"{\"workload\": \"null\", \"wrkers\": 1}", "p.json:1:22: no key \"wrkers\" in a plan. Did you mean workers?"},
        {"{\"workload\": \"null\", \"placements\": 1}",
         "p.json:1:22: no key \"placements\" in a plan. Did you mean placement?"},
        {"{\"studies\": [{\"workload\": \"null\", \"exec\": 1}]}",
         "p.json:1:35: no key \"exec\" in a study. Did you mean executors?"},
        {"{\"studies\": [{\"workload\": \"null\", \"blocks\": 3}]}",
         "p.json:1:35: \"blocks\" belongs to the whole plan, not to one study: move it to the top"},
        {"{\"studies\": []}",
         "p.json:1:13: \"studies\" must be a list of objects, not an empty list: write [{\"workload\": \"NAME\"}]"},
        {"{\"studies\": {}}",
         "p.json:1:13: \"studies\" must be a list of objects, not an object: write [{\"workload\": \"NAME\"}]"},
        {"{\"studies\": [3]}",
         "p.json:1:14: a study must be an object, not a number: write [{\"workload\": \"NAME\"}]"},
        {"{\"workload\": 3}", "p.json:1:14: \"workload\" must be the name of a workload, not a number"},
        {"{\"workload\": \"null\", \"blocks\": true}",
         "p.json:1:32: \"blocks\" must be a count, not true: write 10 or 30"},
        {"{\"workload\": \"null\", \"blocks\": [10]}",
         "p.json:1:32: \"blocks\" must be a count, not a list: write 10 or 30"},
        {"{\"workload\": \"null\", \"limit\": 60}", "p.json:1:31: 60 needs a unit: write 60us, 60ms or 60s"},
        {"{\"workload\": \"null\", \"params\": 3}",
         "p.json:1:32: \"params\" must be an object, not a number: write {\"NAME\": VALUE}"},
        {"{\"workload\": \"cpu_sum\", \"params\": {\"n\": 0}}", "p.json:1:41: 0 is too small: \"n\" must be 1 to 1G"},
        {"{\"workload\": \"cpu_sum\", \"params\": {\"n\": null}}",
         "p.json:1:41: \"n\" must be a value, a list or a range, not null: write 1000, \"1M,2M\" or \"1..64x2\""},
        {"{\"params\": {\"m\": 1}, \"studies\": [{\"workload\": \"null\"}, {\"workload\": \"cpu_sum\"}]}",
         "p.json:1:18: no workload of this plan has a parameter \"m\""},
        {"{\"params\": {\"longest\": \"1s\"}, \"studies\": [{\"workload\": \"io_sleep\"}, "
         "{\"workload\": \"cpu_sum\", \"params\": {\"longest\": \"1s\"}}]}",
         "p.json:1:115: cpu_sum has no parameter \"longest\""},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct request_errors errors;
        assert_null(resolve(refusals[i].text, NULL, &errors));
        assert_int_equal(errors.count, 1);
        assert_string_equal(errors.errors[0].error.text, refusals[i].sentence);
    }
}

static void all_errors_are_collected_up_to_twenty(void **state)
{
    (void)state;
    char text[2000] = "{\"workload\": \"nul\", \"workers\": \"1..x\", \"executors\": \"threads\", \"chunk\": 0";
    struct request_errors errors;
    size_t length = strlen(text);
    strcpy(text + length, "}");
    assert_null(resolve(text, NULL, &errors));
    assert_int_equal(errors.count, 4);
    assert_int_equal(errors.more, 0);
    for (int i = 0; i < 30; i++)
        length += (size_t)sprintf(text + length, ", \"key%d\": 1", i);
    strcpy(text + length, "}");
    assert_null(resolve(text, NULL, &errors));
    assert_int_equal(errors.count, REQUEST_ERRORS_MOST);
    assert_int_equal(errors.more, 14);
}

static void a_mistake_that_all_studies_share_is_said_once(void **state)
{
    (void)state;
    struct request_errors errors;
    assert_null(resolve("{\"studies\": [{\"workload\": \"null\"}, {\"workload\": \"cpu_sum\"}]}",
                        (const struct flag[]){{"executors", "threads", "-e"}, {0}}, &errors));
    assert_int_equal(errors.count, 1);
}

static void errors_are_printed_with_their_line_and_the_next_command(void **state)
{
    (void)state;
    struct request_errors errors;
    assert_null(resolve("{\n  \"workload\": \"null\",\n  \"workers\": \"8 cores\",\n}\n",
                        (const struct flag[]){{"executors", "forc", "-e"}, {0}}, &errors));
    char text[2000];
    FILE *stream = fmemopen(text, sizeof text, "w");
    request_errors_print(&errors, stream);
    fclose(stream);
    assert_string_equal(
        text, "yoke: -e: no executor \"forc\". Did you mean fork?\n"
              "  yoke list executors     shows all 4\n"
              "p.json:3:14: \"workers\" must be a count or a range, not \"8 cores\": write 8, \"1..8\", \"1,2,4\" or "
              "\"cores\"\n"
              "    3 |   \"workers\": \"8 cores\",\n"
              "      |              ^^^^^^^^^\n");
}

static void placements_are_checked_against_the_machine(void **state)
{
    (void)state;
    struct topology *topology = NULL;
    struct yoke_error error = {0};
    if (topology_load_synthetic("pack:1 core:2 pu:1", &topology, &error))
        fail_msg("%s", error.text);
    const struct request_machine two = {.cores = 2, .pus = 2, .topology = topology};
    struct request_errors errors;
    struct plan *plan = resolve_on(
        &two, NULL, (const struct flag[]){{"workload", "null", ""}, {"placement", "1,0", "--pin"}, {0}}, &errors);
    assert_non_null(plan);
    plan_free(plan);
    assert_null(resolve_on(
        &two, NULL, (const struct flag[]){{"workload", "null", ""}, {"placement", "0,7", "--pin"}, {0}}, &errors));
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(errors.errors[0].error.text, "7"));
    topology_free(topology);
}

static void more_than_a_million_cells_are_refused(void **state)
{
    (void)state;
    struct request_errors errors;
    assert_null(resolve(
        NULL,
        (const struct flag[]){
            {"workload", "cpu_sum", ""}, {"params.n", "1..1000", "-p n"}, {"params.step", "1..1000", "-p step"}, {0}},
        &errors));
    assert_string_equal(errors.errors[0].error.text,
                        "this plan has more than a million cells: take fewer values on some axis");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_bad_flag_gets_its_sentence),
        cmocka_unit_test(sizes_without_a_unit_are_refused_with_both_readings),
        cmocka_unit_test(a_workload_without_parameters_says_so),
        cmocka_unit_test(nothing_to_run_is_an_error),
        cmocka_unit_test(each_bad_plan_file_gets_its_sentence),
        cmocka_unit_test(all_errors_are_collected_up_to_twenty),
        cmocka_unit_test(a_mistake_that_all_studies_share_is_said_once),
        cmocka_unit_test(errors_are_printed_with_their_line_and_the_next_command),
        cmocka_unit_test(placements_are_checked_against_the_machine),
        cmocka_unit_test(more_than_a_million_cells_are_refused),
    };
    return cmocka_run_group_tests(tests, asking_start, asking_end);
}

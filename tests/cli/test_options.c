/* SPDX-License-Identifier: MIT */
/* The command line: what is understood, and what is refused and how. */
#include "fake_catalogue.h"
#include "fixture.h"
#include "options.h"
#include "plan_command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct request_machine machine = {.cores = 2, .pus = 4};

/* A command line, read. */
struct reading {
    struct options options;
    struct request_errors errors;
    int status;
    char words[512]; /* the command line, cut up */
};

/* Cuts `line` at its blanks and reads it. Release with reading_release. */
static struct reading *reading_of(const char *line)
{
    struct reading *reading = calloc(1, sizeof *reading);
    char *arguments[32];
    int count = 0;
    assert_non_null(reading);
    snprintf(reading->words, sizeof reading->words, "%s", line);
    char *rest = NULL;
    for (char *word = strtok_r(reading->words, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        arguments[count++] = word;
    reading->options = (struct options){.catalogue = &fake_catalogue, .request = request_new()};
    reading->status = options_parse(&reading->options, count, arguments, &reading->errors);
    assert_true(!reading->status == !reading->errors.count);
    return reading;
}

static void reading_release(struct reading *reading)
{
    options_release(&reading->options);
    request_free(reading->options.request);
    free(reading);
}

static struct plan *plan_of(struct reading *reading)
{
    struct plan *plan = NULL;
    assert_int_equal(reading->status, 0);
    if (request_resolve(reading->options.request, &fake_catalogue, &machine, &plan, &reading->errors))
        fail_msg("%s", reading->errors.errors[0].error.text);
    return plan;
}

static void no_arguments_are_no_mistake(void **state)
{
    (void)state;
    struct reading *reading = reading_of("");
    assert_int_equal(reading->status, 0);
    assert_null(reading->options.verb);
    assert_false(reading->options.version);
    reading_release(reading);
}

static void every_spelling_of_an_option_means_the_same(void **state)
{
    (void)state;
    static const char *const spellings[] = {
        "run cpu_sum -w 1,2 -e fork -p n=7 --tasks 9 -o out",
        "run -w1,2 --executors=fork --param n=7 --tasks=9 --output=out cpu_sum",
        "run --workers 1,2 -efork -pn=7 --tasks 9 -oout cpu_sum",
    };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        struct reading *reading = reading_of(spellings[i]);
        struct plan *plan = plan_of(reading);
        assert_string_equal(reading->options.verb->name, "run");
        assert_ptr_equal(plan->studies[0].workload, &fake_cpu_sum);
        assert_int_equal(plan->studies[0].workers.count, 2);
        assert_ptr_equal(plan->studies[0].executors[0], &fake_fork);
        assert_int_equal(plan->studies[0].params[0].values[0], 7);
        assert_int_equal(plan->studies[0].task_count, 9);
        assert_string_equal(plan->output, "out");
        plan_free(plan);
        reading_release(reading);
    }
}

/* The fake catalogue has nothing to run a command with, so what arrives in the request is seen in what it says. */
static void everything_behind_two_dashes_is_a_command(void **state)
{
    (void)state;
    struct reading *reading = reading_of("run cpu_sum -w 1 -- sort -n --help big.txt -- x");
    struct plan *plan = NULL;
    assert_int_equal(reading->status, 0);
    assert_string_equal(reading->options.verb->name, "run");
    assert_true(request_resolve(reading->options.request, &fake_catalogue, &machine, &plan, &reading->errors) != 0);
    assert_string_equal(reading->errors.errors[0].error.text, "cpu_sum runs no command: leave out one of them");
    reading_release(reading);
}

static void every_setting_of_a_plan_can_be_given(void **state)
{
    (void)state;
    struct reading *reading =
        reading_of("run io_sleep -p longest=1ms,2ms --schedule static --chunk 1..8x2 --pin none;0,1 "
                   "--blocks 6 --iterations 2 --warmup 0 --seed 5 --limit 5s --counters none "
                   "--name mine --json --dry-run --yes --quiet --color never");
    struct plan *plan = plan_of(reading);
    assert_int_equal(plan->studies[0].params[0].count, 2);
    assert_ptr_equal(plan->studies[0].schedules[0], &fake_static);
    assert_int_equal(plan->studies[0].chunks.count, 4);
    assert_int_equal(plan->studies[0].placement_count, 2);
    assert_int_equal(plan->blocks, 6);
    assert_int_equal(plan->iterations, 2);
    assert_int_equal(plan->warmup, 0);
    assert_int_equal(plan->seed, 5);
    assert_int_equal(plan->limit_ns, 5000000000);
    assert_non_null(plan->counters);
    assert_string_equal(plan->name, "mine");
    assert_true(reading->options.json && reading->options.quiet);
    assert_int_equal(reading->options.color, TERMINAL_COLOR_NEVER);
    assert_ptr_equal(reading->options.format, &fake_json);
    plan_free(plan);
    reading_release(reading);
}

static void several_params_are_all_kept(void **state)
{
    (void)state;
    struct reading *reading = reading_of("plan cpu_sum -p n=1,2 -p step=3 -p n=4");
    struct plan *plan = plan_of(reading);
    assert_int_equal(plan->studies[0].params[0].count, 1); /* of one name, the last */
    assert_int_equal(plan->studies[0].params[0].values[0], 4);
    assert_int_equal(plan->studies[0].params[1].values[0], 3);
    plan_free(plan);
    reading_release(reading);
}

static void plan_files_are_told_from_workloads(void **state)
{
    (void)state;
    struct reading *reading = reading_of("run plans/default.json -w 2");
    assert_string_equal(reading->options.plan_file, "plans/default.json");
    reading_release(reading);
    reading = reading_of("run ./plan");
    assert_string_equal(reading->options.plan_file, "./plan");
    reading_release(reading);
    reading = reading_of("run null");
    assert_null(reading->options.plan_file);
    assert_ptr_equal(reading->options.format, &fake_table);
    reading_release(reading);
}

static void help_can_be_asked_for_in_every_way(void **state)
{
    (void)state;
    static const char *const ways[] = {"help run", "run --help", "run -h", "run null -w 3 --help"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct reading *reading = reading_of(ways[i]);
        assert_int_equal(reading->status, 0);
        assert_string_equal(reading->options.verb->name, "help");
        assert_int_equal(reading->options.argument_count, 1);
        assert_string_equal(reading->options.arguments[0], "run");
        reading_release(reading);
    }
    static const char *const plain[] = {"help", "--help", "-h", "help --help"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct reading *reading = reading_of(plain[i]);
        assert_string_equal(reading->options.verb->name, "help");
        assert_int_equal(reading->options.argument_count, 0);
        reading_release(reading);
    }
    struct reading *reading = reading_of("--version");
    assert_true(reading->options.version);
    reading_release(reading);
}

struct refusal {
    const char *line, *sentence;
};

static void each_bad_command_line_gets_its_sentence(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"rum null", "no verb \"rum\". Did you mean run?"},
        {"quux", "no verb \"quux\""},
        {"cpu_sum -w 1", "cpu_sum is a workload, not a verb: write yoke run cpu_sum"},
        {"--json run null", "--json stands before the verb: write yoke VERB, then its options"},
        {"run null --worker 2", "run has no option \"--worker\". Did you mean --workers?"},
        {"run null --work 2", "run has no option \"--work\". Did you mean --workers?"},
        {"run null --schedules all", "run has no option \"--schedules\". Did you mean --schedule?"},
        {"run null --placement none", "run has no option \"--placement\". Did you mean --pin?"},
        {"run null -z", "run has no option \"-z\""},
        {"run null -w", "-w needs a value: write -w SWEEP"},
        {"run null --tasks --json", "--tasks needs a value: write --tasks COUNT"},
        {"run null --json=x", "--json takes no value, so \"x\" has no place here"},
        {"run null -qx", "-q takes no value, so \"x\" has no place here"},
        {"run null -p n", "-p needs a name and a value, not \"n\": write -p NAME=VALUE"},
        {"run null -p =5", "-p needs a name and a value, not \"=5\": write -p NAME=VALUE"},
        {"run null spin", "one workload or plan file at a time, not \"null\" and \"spin\""},
        {"run /bin/true", "/bin/true is a program, and no plan"},
        {"run null --format tabel", "--format: no text report \"tabel\". Did you mean table?"},
        {"run null --format chart", "--format: no text report \"chart\""},
        {"run null --json --format table", "--json and --format table both want stdout: take one of them"},
        {"run null --color red", "--color: \"red\" is not auto, always or never"},
        {"list workload",
         "list shows workloads, executors, schedules or reports, not \"workload\". Did you mean workloads?"},
        {"list workloads all", "list does not know what to do with \"all\""},
        {"list --json", "list takes no --json"},
        {"doctor -w 2", "doctor takes no -w"},
        {"topo here", "topo does not know what to do with \"here\""},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct reading *reading = reading_of(refusals[i].line);
        assert_int_equal(reading->status, -EINVAL);
        assert_int_equal(reading->errors.count, 1);
        assert_string_equal(reading->errors.errors[0].error.text, refusals[i].sentence);
        reading_release(reading);
    }
}

static void a_command_without_dashes_is_told_where_it_belongs(void **state)
{
    (void)state;
    static const struct {
        const char *line, *hint;
    } cases[] = {
        {"run sort big.txt", "a command stands behind --: yoke run -- sort big.txt"},
        {"run /bin/true", "a command stands behind --: yoke run -- /bin/true"},
        {"gate old new", "two builds are told by --base and --candidate: yoke help gate"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading *reading = reading_of(cases[i].line);
        assert_int_equal(reading->errors.count, 1);
        assert_string_equal(reading->errors.errors[0].hint, cases[i].hint);
        reading_release(reading);
    }
}

static void negative_numbers_are_values_and_not_options(void **state)
{
    (void)state;
    struct reading *reading = reading_of("run null -w -5");
    struct plan *plan = NULL;
    assert_int_equal(reading->status, 0);
    assert_int_equal(request_resolve(reading->options.request, &fake_catalogue, &machine, &plan, &reading->errors),
                     -EINVAL);
    assert_string_equal(reading->errors.errors[0].error.text, "-w: -5 is below zero, which no count can be");
    reading_release(reading);
}

static void the_origin_of_an_error_is_the_option_as_written(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"run null -w 0", "-w: 0 is too small: workers must be 1 to 4096"},
        {"run null --workers=0", "--workers: 0 is too small: workers must be 1 to 4096"},
        {"run null --workers=",
         "--workers: workers must be a count or a range, not \"\": write 8, 1..8, 1,2,4 or cores"},
        {"run io_pipe -p message=16k", "-p message: 16k is ambiguous: write 16KiB (16384 bytes) or 16kB (16000 bytes)"},
        {"run nul", "no workload \"nul\". Did you mean null?"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct reading *reading = reading_of(refusals[i].line);
        struct plan *plan = NULL;
        assert_int_equal(reading->status, 0);
        assert_int_equal(request_resolve(reading->options.request, &fake_catalogue, &machine, &plan, &reading->errors),
                         -EINVAL);
        assert_string_equal(reading->errors.errors[0].error.text, refusals[i].sentence);
        reading_release(reading);
    }
}

static void options_have_one_name_and_one_letter_each(void **state)
{
    (void)state;
    struct options_flag one, other;
    for (const struct verb *const *verb = verbs; *verb; verb++)
        for (size_t i = 0; options_flag_at(*verb, i, &one); i++)
            for (size_t k = i + 1; options_flag_at(*verb, k, &other); k++) {
                assert_string_not_equal(one.name, other.name);
                assert_true(!one.letter || one.letter != other.letter);
            }
}

static void a_plan_is_shown_as_a_plan_file(void **state)
{
    (void)state;
    struct reading *reading = reading_of("plan null -e serial,fork -w 1,2");
    struct plan *plan = plan_of(reading);
    for (int strict = 0; strict < 2; strict++) {
        char *text = NULL;
        size_t size;
        FILE *stream = open_memstream(&text, &size);
        plan_show(plan, strict, stream);
        fclose(stream);
        static const char comment[] = "// 3 cells, each visited 10 times. To run it: yoke run FILE.json\n";
        assert_int_equal(!strncmp(text, comment, strlen(comment)), !strict);
        assert_int_equal(strstr(text, "//") != NULL, !strict);
        assert_non_null(strstr(text, "\"workers\": [1, 2]"));
        free(text);
    }
    plan_free(plan);
    reading_release(reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_arguments_are_no_mistake),
        cmocka_unit_test(every_spelling_of_an_option_means_the_same),
        cmocka_unit_test(everything_behind_two_dashes_is_a_command),
        cmocka_unit_test(every_setting_of_a_plan_can_be_given),
        cmocka_unit_test(several_params_are_all_kept),
        cmocka_unit_test(plan_files_are_told_from_workloads),
        cmocka_unit_test(help_can_be_asked_for_in_every_way),
        cmocka_unit_test(each_bad_command_line_gets_its_sentence),
        cmocka_unit_test(a_command_without_dashes_is_told_where_it_belongs),
        cmocka_unit_test(negative_numbers_are_values_and_not_options),
        cmocka_unit_test(the_origin_of_an_error_is_the_option_as_written),
        cmocka_unit_test(options_have_one_name_and_one_letter_each),
        cmocka_unit_test(a_plan_is_shown_as_a_plan_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

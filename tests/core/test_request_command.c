/* SPDX-License-Identifier: MIT */
/* A command in a request becomes a study: its words, its parameters, what holds when nothing else was said. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cells.h"
#include "fake_catalogue.h"
#include "fixture.h"
#include "request.h"
#include "words.h"

static const struct yoke_workload fake_command = {
    .name = "command",
    .summary = "a program",
    .default_tasks = 1,
    .takes_command = true,
    .task = fake_task,
    .verify = fake_verify,
};

static const struct yoke_catalogue with_command = {
    .workloads = (const struct yoke_workload *const[]){&fake_null, &fake_command, NULL},
    .executors = (const struct yoke_executor *const[]){&fake_serial, &fake_pthread, &fake_fork, NULL},
    .schedules = (const struct yoke_schedule *const[]){&fake_dynamic, NULL},
    .reports = (const struct yoke_report *const[]){&fake_table, NULL},
};

static const struct request_machine machine = {.cores = 2, .pus = 4};

/* One setting of the command line; a list ends with a NULL key. */
struct flag {
    const char *key, *text;
};

static struct plan *plan_of(const char *file, const struct flag *flags, struct request_errors *errors)
{
    struct request *request = request_new();
    struct plan *plan = NULL;
    *errors = (struct request_errors){0};
    if (file) {
        char path[] = "/tmp/yoke-command-XXXXXX.json";
        const int descriptor = mkstemps(path, 5);
        assert_int_equal(write(descriptor, file, strlen(file)), strlen(file));
        close(descriptor);
        request_read_file(request, path, errors);
        unlink(path);
    }
    for (; flags && flags->key; flags++)
        assert_int_equal(request_set(request, -1, flags->key, flags->text, "", true), 0);
    request_resolve(request, &with_command, &machine, &plan, errors);
    request_free(request);
    return plan;
}

static struct plan *good_plan(const char *file, const struct flag *flags)
{
    struct request_errors errors;
    struct plan *plan = plan_of(file, flags, &errors);
    if (!plan)
        fail_msg("%s", errors.errors[0].error.text);
    return plan;
}

#define FLAGS(...) (const struct flag[]){__VA_ARGS__, {NULL, NULL}}

static void expect_cells(const struct plan *plan, const char *const names[], const char *const commands[])
{
    struct cell *cells;
    size_t count;
    assert_int_equal(cells_expand(plan, &cells, &count), 0);
    for (size_t i = 0; names[i]; i++) {
        assert_true(i < count);
        assert_string_equal(cells[i].name, names[i]);
        char **words = study_command_words(cells[i].command, &cells[i].values);
        size_t word_count = 0;
        while (words[word_count])
            word_count++;
        char *text = words_join((const char *const *)words, word_count);
        assert_string_equal(text, commands[i]);
        free(text);
        words_free(words);
    }
    cells_free(cells, count);
}

static void a_command_alone_is_run_once_at_a_time_wherever_the_kernel_likes(void **state)
{
    (void)state;
    struct plan *plan = good_plan(NULL, FLAGS({"command", "/bin/echo 'a b' {print}"}));
    assert_string_equal(plan->studies[0].workload->name, "command");
    assert_int_equal(plan->studies[0].task_count, 1);
    assert_string_equal(plan->studies[0].placements[0].text, "none");
    expect_cells(plan, (const char *const[]){"command/run=echo_a_b_{print}/executor=serial/workers=1", NULL},
                 (const char *const[]){"/bin/echo 'a b' {print}"});
    plan_free(plan);
}

static void widths_or_executors_run_as_many_as_the_widest_has_workers(void **state)
{
    (void)state;
    struct plan *plan = good_plan(NULL, FLAGS({"command", "/bin/true"}, {"workers", "1,3"}));
    assert_int_equal(plan->studies[0].executor_count, 3);
    assert_int_equal(plan->studies[0].task_count, 3);
    plan_free(plan);
    plan = good_plan(NULL, FLAGS({"command", "/bin/true"}, {"executors", "pthread"}, {"tasks", "7"}));
    assert_int_equal(plan->studies[0].task_count, 7);
    plan_free(plan);
}

static void parameters_stand_in_the_words_as_numbers_or_as_words(void **state)
{
    (void)state;
    struct plan *plan = good_plan("{\"command\": [\"/bin/echo\", \"{n}-{n}\", \"{mode}x\", \"{other}\"],"
                                  " \"params\": {\"n\": \"1..2\", \"mode\": [\"fast\", \"4KiB\"]}}", NULL);
    expect_cells(plan,
                 (const char *const[]){"command/run=echo_{n}-{n}_{mode}x_{other}/n=1/mode=fast/executor=serial/workers=1",
                                       "command/run=echo_{n}-{n}_{mode}x_{other}/n=1/mode=4KiB/executor=serial/workers=1",
                                       "command/run=echo_{n}-{n}_{mode}x_{other}/n=2/mode=fast/executor=serial/workers=1",
                                       "command/run=echo_{n}-{n}_{mode}x_{other}/n=2/mode=4KiB/executor=serial/workers=1",
                                       NULL},
                 (const char *const[]){"/bin/echo 1-1 fastx {other}", "/bin/echo 1-1 4KiBx {other}",
                                       "/bin/echo 2-2 fastx {other}", "/bin/echo 2-2 4KiBx {other}"});
    plan_free(plan);
}

static void a_shell_is_there_when_it_is_asked_for(void **state)
{
    (void)state;
    struct plan *plan = good_plan(NULL, FLAGS({"shell", "echo {n} | wc -c"}, {"params.n", "5"}));
    expect_cells(plan, (const char *const[]){"command/run=echo_{n}_wc_-c/n=5/executor=serial/workers=1", NULL},
                 (const char *const[]){"sh -c 'echo 5 | wc -c'"});
    plan_free(plan);
}

static void commands_that_differ_never_share_a_name(void **state)
{
    (void)state;
    struct plan *plan =
        good_plan("{\"studies\": [{\"command\": \"/bin/echo a/b\"}, {\"command\": \"/bin/echo a=b\"},"
                  " {\"command\": \"/bin/echo a/b\", \"stdin\": \"/dev/null\"}, {\"command\": \"/bin/echo a/b\"},"
                  " {\"command\": \"/bin/echo one-rather-long-argument 1\"},"
                  " {\"command\": \"/bin/echo one-rather-long-argument 2\"}]}",
                  NULL);
    struct cell *cells;
    size_t count;
    assert_int_equal(cells_expand(plan, &cells, &count), 0);
    assert_int_equal(count, 5); /* the first and the fourth are one */
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(cells[i].name, cells[k].name);
    for (size_t i = 0; i < count; i++)
        assert_true(strlen(cells[i].command->label) <= YOKE_CHOICE_BYTES_MOST);
    cells_free(cells, count);
    plan_free(plan);
}

static char *written(const struct plan *plan)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    plan_write(plan, false, stream);
    fclose(stream);
    return text;
}

static void a_written_command_reads_back_as_the_same(void **state)
{
    (void)state;
    struct plan *plan =
        good_plan(NULL, FLAGS({"command", "/bin/echo 'a b' \"it's\" {n} ''"}, {"params.n", "1,2"},
                              {"stdin", "/dev/null"}, {"expect_exit", "3"}, {"expect_output", "sha256:x"},
                              {"workers", "2"}, {"name", "again"}, {"seed", "1"}));
    char *text = written(plan);
    struct plan *again = good_plan(text, NULL);
    char *text_again = written(again);
    assert_string_equal(text, text_again);
    assert_non_null(strstr(text, "\"command\": [\"/bin/echo\", \"a b\", \"it's\", \"{n}\", \"\"],\n      \"expect_exit\": 3"));
    assert_int_equal(plan->studies[0].command->identity, again->studies[0].command->identity);
    free(text);
    free(text_again);
    plan_free(plan);
    plan_free(again);
}

static void mistakes_are_one_sentence_each(void **state)
{
    (void)state;
    static const struct {
        struct flag flags[3];
        const char *sentence;
    } cases[] = {
        {{{"command", "surely-no-such-program x"}}, "no program \"surely-no-such-program\" along PATH"},
        {{{"command", ""}}, "command must be a program and its arguments"},
        {{{"command", "echo 'x"}}, "a quote is opened and not closed"},
        {{{"command", "echo x | wc"}}, "ask for a shell"},
        {{{"workload", "null"}, {"command", "/bin/true"}}, "null runs no command"},
        {{{"workload", "command"}}, "command runs what? Write yoke run -- PROGRAM"},
        {{{"command", "/bin/echo {n}"}, {"params.m", "1"}}, "the command has no {m} in it"},
        {{{"command", "/bin/echo {n}"}, {"params.n", "4..1"}}, "runs backwards"},
        {{{"command", "/bin/echo {n}"}, {"params.n", "a/b"}}, "\"a/b\" cannot stand for {n}"},
        {{{"command", "/bin/echo {run}"}, {"params.run", "1"}}, "\"run\" cannot be a parameter of a command"},
        {{{"command", "/bin/true"}, {"expect_exit", "256"}}, "256 is too large"},
        {{{"command", "/bin/true"}, {"stdin", ""}}, "stdin must be a file"},
        {{{"command", "/bin/true"}, {"stdin", "/no/such/file"}}, "cannot read \"/no/such/file\": No such file"},
        {{{"command", "/bin/true"}, {"expect_output", "/no/such/file"}}, "cannot read \"/no/such/file\": No such file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct request_errors errors;
        struct plan *plan = plan_of(NULL, cases[i].flags, &errors);
        assert_null(plan);
        if (errors.count != 1 || !strstr(errors.errors[0].error.text, cases[i].sentence))
            fail_msg("%zu sentences, not \"%s\": %s", errors.count, cases[i].sentence, errors.errors[0].error.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_alone_is_run_once_at_a_time_wherever_the_kernel_likes),
        cmocka_unit_test(widths_or_executors_run_as_many_as_the_widest_has_workers),
        cmocka_unit_test(parameters_stand_in_the_words_as_numbers_or_as_words),
        cmocka_unit_test(a_shell_is_there_when_it_is_asked_for),
        cmocka_unit_test(commands_that_differ_never_share_a_name),
        cmocka_unit_test(a_written_command_reads_back_as_the_same),
        cmocka_unit_test(mistakes_are_one_sentence_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

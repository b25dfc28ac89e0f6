/* SPDX-License-Identifier: MIT */
/* What help and list say. */
#include "fake_catalogue.h"
#include "fixture.h"
#include "help.h"
#include "help_private.h"
#include "list.h"
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct request_machine machine = {.cores = 2, .pus = 4};
static const struct help_about about = {&fake_catalogue, &machine};

/* What help says about a topic; to be freed. */
static char *help_text(const char *first, const char *second, struct request_errors *errors, int *status)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    const char *const topics[] = {first, second};
    *status = help_show(&about, topics, first ? second ? 2 : 1 : 0, stream, errors);
    fclose(stream);
    return text;
}

static void the_brief_help_fits_on_a_screen_and_names_every_verb(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size, lines = 0;
    FILE *stream = open_memstream(&text, &size);
    help_brief(&about, stream);
    fclose(stream);
    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';
    assert_in_range(lines, 10, 22); /* a terminal of 24 lines, with its prompts */
    for (const struct verb *const *verb = verbs; *verb; verb++)
        assert_non_null(strstr(text, (*verb)->name));
    free(text);
}

static void the_page_of_each_verb_shows_all_its_options_in_lines_a_terminal_has(void **state)
{
    (void)state;
    for (const struct verb *const *verb = verbs; *verb; verb++) {
        struct request_errors errors = {0};
        struct options_flag flag;
        int status;
        char *text = help_text((*verb)->name, NULL, &errors, &status);
        assert_int_equal(status, 0);
        for (size_t i = 0; options_flag_at(*verb, i, &flag); i++) {
            char option[80];
            snprintf(option, sizeof option, "--%s", flag.name);
            if (!strstr(text, option))
                fail_msg("yoke help %s does not show %s", (*verb)->name, option);
        }
        for (char *rest = text, *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
            if (!strncmp(line, "  -", 3) || !strncmp(line, "      ", 6))
                assert_in_range(strlen(line), 0, 110);
        free(text);
    }
}

static void the_page_of_run_shows_defaults_here(void **state)
{
    (void)state;
    struct request_errors errors = {0};
    int status;
    char *text = help_text("run", NULL, &errors, &status);
    assert_int_equal(status, 0);
    assert_non_null(strstr(text, "[1..pus, here 1,2,3,4]"));
    assert_non_null(strstr(text, "[all, here serial,pthread,fork]"));
    assert_non_null(strstr(text, "[60s]"));
    free(text);
}

static void cards_show_units_limits_and_defaults(void **state)
{
    (void)state;
    struct request_errors errors = {0};
    int status;
    char *text = help_text("workload", "io_sleep", &errors, &status);
    assert_int_equal(status, 0);
    assert_non_null(strstr(text, "longest       duration  20ms     1us      1min      upper end of the sleeps"));
    free(text);
    text = help_text("executor", "openmp", &errors, &status);
    assert_int_equal(status, 0);
    assert_non_null(strstr(text, "not available: built without OpenMP"));
    free(text);
}

static void cards_show_the_words_of_choices_and_how_to_read_results(void **state)
{
    (void)state;
    struct request_errors errors = {0};
    int status;
    char *text = help_text("workload", "mixed", &errors, &status);
    assert_int_equal(status, 0);
    assert_non_null(strstr(text, "  spread        choice    exponential  "));
    assert_non_null(strstr(text, "how costs vary; one of constant, exponential, pareto\n"));
    assert_non_null(strstr(text, "yoke run mixed -p spread=exponential\n"));
    assert_non_null(
        strstr(text, "  reading       Best with as many workers as wait and compute together have computes. More\n"
                     "                workers than that stand in line for a processor.\n"));
    free(text);
}

static uint64_t no_ideal(const void *context, unsigned worker_count)
{
    (void)context;
    return worker_count;
}

static void cards_say_what_facts_are_and_how_a_command_is_run(void **state)
{
    (void)state;
    static const struct yoke_workload moving = {.name = "moving", .summary = "moves bytes", .default_tasks = 7, .divides = true,
                                                .operation = "page", .moved = "those of the pages", .ideal_ns = no_ideal};
    static const struct yoke_workload command = {.name = "command", .summary = "yours", .default_tasks = 1, .takes_command = true};
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    help_workload(&moving, stream);
    help_workload(&command, stream);
    fclose(stream);
    assert_non_null(strstr(text, "  tasks         7 parts of one piece of work"));
    assert_non_null(strstr(text, "  rate in       pages per second\n  bytes         those of the pages; "));
    assert_non_null(strstr(text, "  ideal         what the waits alone would take is known"));
    assert_non_null(strstr(text, "  It takes no parameters.\n\n  yoke run moving\n"));
    assert_non_null(strstr(text, "  tasks         one for each worker of the widest cell"));
    assert_non_null(strstr(text, "  Its parameters are yours: {NAME}"));
    assert_non_null(strstr(text, "  yoke run -p n=1,2 -- PROGRAM --threads={n}\n"));
    free(text);
}

static void topics_that_there_are_not_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second, *sentence;
    } refusals[] = {
        {"workload", NULL, "which workload? Write yoke help workload NAME"},
        {"workload", "nul", "no workload \"nul\". Did you mean null?"},
        {"executor", "forc", "no executor \"forc\". Did you mean fork?"},
        {"null", NULL, "null is a workload: write yoke help workload null"},
        {"fork", NULL, "fork is an executor: write yoke help executor fork"},
        {"unit", NULL, "no topic \"unit\". Did you mean units?"},
        {"run", "list", "help shows one topic at a time, not \"run list\""},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct request_errors errors = {0};
        int status;
        free(help_text(refusals[i].first, refusals[i].second, &errors, &status));
        assert_int_equal(status, -EINVAL);
        assert_string_equal(errors.errors[0].error.text, refusals[i].sentence);
    }
}

static void every_page_that_the_overview_names_exists(void **state)
{
    (void)state;
    static const char *const pages[] = {"units", "sweeps", "exit-codes", "schema", "plan-schema"};
    struct request_errors errors = {0};
    int status;
    char *overview = help_text(NULL, NULL, &errors, &status);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        assert_non_null(strstr(overview, pages[i]));
        char *text = help_text(pages[i], NULL, &errors, &status);
        assert_int_equal(status, 0);
        assert_true(strlen(text) > 50);
        free(text);
    }
    free(overview);
}

static char *list_text(const char *noun, int *status)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    *status = list_show(&fake_catalogue, noun, stream);
    fclose(stream);
    return text;
}

static void lists_show_what_is_not_available_and_why(void **state)
{
    (void)state;
    int status;
    char *text = list_text("executors", &status);
    assert_int_equal(status, 0);
    assert_string_equal(text, "serial             one task after the other\n"
                              "pthread            threads\n"
                              "fork               processes\n"
                              "openmp             OpenMP threads\n"
                              "                   not available: built without OpenMP\n");
    free(text);
    text = list_text(NULL, &status);
    assert_int_equal(status, 0);
    assert_non_null(strstr(text, "reports\n  table"));
    assert_non_null(strstr(text, "not available: built without a GPU"));
    free(text);
    free(list_text("nonsense", &status));
    assert_int_equal(status, -EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_brief_help_fits_on_a_screen_and_names_every_verb),
        cmocka_unit_test(the_page_of_each_verb_shows_all_its_options_in_lines_a_terminal_has),
        cmocka_unit_test(the_page_of_run_shows_defaults_here),
        cmocka_unit_test(cards_show_units_limits_and_defaults),
        cmocka_unit_test(cards_show_the_words_of_choices_and_how_to_read_results),
        cmocka_unit_test(cards_say_what_facts_are_and_how_a_command_is_run),
        cmocka_unit_test(topics_that_there_are_not_are_refused),
        cmocka_unit_test(every_page_that_the_overview_names_exists),
        cmocka_unit_test(lists_show_what_is_not_available_and_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

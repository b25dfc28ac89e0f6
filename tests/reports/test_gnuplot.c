/* SPDX-License-Identifier: MIT */
/* The gnuplot report: pictures when gnuplot is there, data and script in any case. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "drawing.h"
#include "fixture.h"
#include "fixture_record.h"

extern const struct yoke_report yoke_report_gnuplot;

/* A folder for the report, and one with a stand-in for gnuplot. */
struct stage {
    struct drawing drawing;
    char programs[FOLDER_PATH_BYTES];
    char *path; /* PATH as it was */
};

static void stage_open(struct stage *stage)
{
    drawing_open(&stage->drawing);
    folder_make(stage->programs);
    stage->path = strdup(getenv("PATH") ? getenv("PATH") : "");
}

/* From here on gnuplot is this shell script, and the only program on PATH. */
static void stage_stand_in(const struct stage *stage, const char *body)
{
    char script[1024];
    snprintf(script, sizeof script, "#!/bin/sh\n%s\n", body);
    folder_write(stage->programs, "gnuplot", script, true);
    setenv("PATH", stage->programs, 1);
}

static void stage_close(struct stage *stage)
{
    setenv("PATH", stage->path, 1);
    unsetenv("YOKE_GNUPLOT_LIMIT");
    free(stage->path);
    drawing_close(&stage->drawing);
    folder_remove(stage->programs);
}

/* Writes the report of a record, which it frees. */
static int stage_report(struct stage *stage, struct fixture *fixture)
{
    struct yoke_error error = {.text = ""};
    const struct yoke_target target = drawing_target(&stage->drawing, stdout);
    const int status = yoke_report_gnuplot.write(&fixture->record, &target, &error);
    if (status)
        assert_string_not_equal(error.text, "");
    fixture_free(fixture);
    return status;
}

static size_t lines_count(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void every_kind_of_record_is_drawn_without_a_warning(void **state)
{
    (void)state;
    drawing_needs_gnuplot();
    struct fixture *(*const makers[])(void) = {fixture_cpu,  fixture_io,     fixture_smt,     fixture_many,
                                               fixture_wide, fixture_single, fixture_troubled};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        struct stage stage;
        stage_open(&stage);
        assert_int_equal(stage_report(&stage, makers[i]()), 0);
        assert_int_equal(drawing_count(&stage.drawing, ""), 5);
        drawing_expect(&stage.drawing, 1);
        stage_close(&stage);
    }
}

static void the_locale_does_not_change_the_picture(void **state)
{
    (void)state;
    drawing_needs_gnuplot();
    char *pictures[2];
    size_t bytes[2];
    for (int i = 0; i < 2; i++) {
        struct stage stage;
        setenv("LC_ALL", i ? "C.UTF-8" : "C", 1);
        stage_open(&stage);
        assert_int_equal(stage_report(&stage, fixture_io()), 0);
        pictures[i] = folder_read(stage.drawing.charts, "speedup-io_sleep.png", &bytes[i]);
        stage_close(&stage);
    }
    unsetenv("LC_ALL");
    assert_int_equal(bytes[0], bytes[1]);
    assert_memory_equal(pictures[0], pictures[1], bytes[0]);
    free(pictures[0]);
    free(pictures[1]);
}

static void hostile_texts_are_drawn_and_execute_nothing(void **state)
{
    (void)state;
    drawing_needs_gnuplot();
    struct stage stage;
    stage_open(&stage);
    assert_int_equal(stage_report(&stage, fixture_hostile()), 0);
    assert_int_equal(folder_count(stage.drawing.folder, ""), 1);
    drawing_expect(&stage.drawing, 1);
    stage_close(&stage);
}

static void each_value_of_a_swept_parameter_has_its_chart(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage_stand_in(&stage, "exit 1");
    assert_int_equal(stage_report(&stage, fixture_sweep()), 0);
    assert_true(folder_has(stage.drawing.charts, "speedup-cpu_sum_squares-n=5000000.gp"));
    assert_true(folder_has(stage.drawing.charts, "speedup-cpu_sum_squares-n=5000000.csv"));
    assert_true(folder_has(stage.drawing.charts, "speedup-cpu_sum_squares-n=1000000.gp"));
    assert_true(folder_has(stage.drawing.charts, "speedup-cpu_sum_squares-n=1000000.csv"));
    stage_close(&stage);
}

static void studies_whose_file_names_would_be_equal_get_numbers(void **state)
{
    (void)state;
    struct stage stage;
    struct fixture *fixture = fixture_sweep();
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        fixture->cells[i].workload = i < 7 ? "a/b" : "a b";
        fixture->cells[i].params[0].value = 1;
    }
    stage_open(&stage);
    stage_stand_in(&stage, "exit 1");
    assert_int_equal(stage_report(&stage, fixture), 0);
    assert_true(folder_has(stage.drawing.charts, "speedup-a_b.gp"));
    assert_true(folder_has(stage.drawing.charts, "speedup-a_b.2.gp"));
    stage_close(&stage);
}

static void without_gnuplot_data_and_script_stay_and_one_sentence_says_what_to_do(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    setenv("PATH", stage.programs, 1); /* nothing in it */
    assert_int_equal(stage_report(&stage, fixture_cpu()), 0);
    char expected[FOLDER_PATH_BYTES * 2];
    const char *quote = strchr(stage.drawing.charts, ' ') ? "'" : ""; /* TMPDIR may have a blank in it */
    snprintf(expected, sizeof expected,
             "charts not drawn: gnuplot is not installed; data and script are there, draw with: apt-get install "
             "gnuplot-nox && "
             "cd %s%s%s && gnuplot speedup-cpu_sum_squares.gp\n",
             quote, stage.drawing.charts, quote);
    assert_string_equal(drawing_notes(&stage.drawing), expected);
    assert_true(folder_has(stage.drawing.charts, "speedup-cpu_sum_squares.gp"));
    assert_true(folder_has(stage.drawing.charts, "speedup-cpu_sum_squares.csv"));
    assert_int_equal(drawing_count(&stage.drawing, ""), 2);
    stage_close(&stage);
}

static void a_failing_gnuplot_is_run_once_and_said_once(void **state)
{
    (void)state;
    struct stage stage;
    size_t bytes;
    stage_open(&stage);
    stage_stand_in(
        &stage, "case \"$1\" in --version) exit 1;; esac; echo run >> runs; echo 'undefined variable: x' >&2; exit 1");
    assert_int_equal(stage_report(&stage, fixture_sweep()), 0);
    assert_int_equal(lines_count(drawing_notes(&stage.drawing)), 1);
    assert_non_null(strstr(drawing_notes(&stage.drawing), "gnuplot failed with status 1: undefined variable: x"));
    assert_non_null(strstr(drawing_notes(&stage.drawing), "gnuplot speedup-*.gp"));
    char *runs = folder_read(stage.drawing.charts, "runs", &bytes);
    assert_string_equal(runs, "run\n");
    free(runs);
    assert_int_equal(drawing_count(&stage.drawing, ".gp"), 2);
    assert_int_equal(drawing_count(&stage.drawing, ".tmp"), 0);
    stage_close(&stage);
}

static void an_old_gnuplot_is_called_old_whatever_it_says_of_the_script(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage_stand_in(&stage, "case \"$1\" in --version) echo gnuplot 4.6 patchlevel 6; exit 0;; esac; echo line 9: "
                           "invalid command >&2; exit 1");
    assert_int_equal(stage_report(&stage, fixture_cpu()), 0);
    assert_non_null(
        strstr(drawing_notes(&stage.drawing),
               "charts not drawn: gnuplot 4.6 is too old: 5.2 or later is needed; data and script are there"));
    assert_int_equal(lines_count(drawing_notes(&stage.drawing)), 1);
    assert_int_equal(drawing_count(&stage.drawing, ".gp"), 1);
    assert_int_equal(drawing_count(&stage.drawing, ".csv"), 1);
    stage_close(&stage);
}

static void a_killed_gnuplot_costs_the_picture_only(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage_stand_in(&stage, "kill -9 $$");
    assert_int_equal(stage_report(&stage, fixture_cpu()), 0);
    assert_non_null(strstr(drawing_notes(&stage.drawing),
                           "charts not drawn: gnuplot was killed by signal 9; data and script are there"));
    assert_int_equal(drawing_count(&stage.drawing, ""), 2);
    stage_close(&stage);
}

static void a_hanging_gnuplot_is_ended_after_the_limit(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage_stand_in(&stage, "exec /bin/sleep 1000");
    setenv("YOKE_GNUPLOT_LIMIT", "0.2", 1);
    assert_int_equal(stage_report(&stage, fixture_cpu()), 0);
    assert_int_equal(lines_count(drawing_notes(&stage.drawing)), 1);
    assert_non_null(strstr(drawing_notes(&stage.drawing), "gnuplot did not finish in 0.2"));
    assert_int_equal(drawing_count(&stage.drawing, ""), 2);
    stage_close(&stage);
}

static void a_folder_name_is_quoted_for_the_shell(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    char odd[FOLDER_PATH_BYTES];
    snprintf(odd, sizeof odd, "%.400s/it's here", stage.drawing.folder);
    assert_int_equal(mkdir(odd, 0777), 0);
    setenv("PATH", "", 1);
    struct fixture *fixture = fixture_cpu();
    struct yoke_error error = {.text = ""};
    struct yoke_target target = drawing_target(&stage.drawing, NULL);
    target.folder = odd;
    assert_int_equal(yoke_report_gnuplot.write(&fixture->record, &target, &error), 0);
    assert_non_null(strstr(drawing_notes(&stage.drawing), "/it'\\''s here/charts' && gnuplot"));
    fixture_free(fixture);
    stage_close(&stage);
}

static void one_worker_is_said_and_leaves_no_folder(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    assert_int_equal(stage_report(&stage, fixture_one_worker()), 0);
    assert_int_equal(lines_count(drawing_notes(&stage.drawing)), 1);
    assert_non_null(strstr(drawing_notes(&stage.drawing), "no speedup chart of spin"));
    assert_int_equal(folder_count(stage.drawing.folder, ""), 0);
    stage_close(&stage);
}

static void a_folder_that_cannot_be_made_is_an_error_with_a_sentence(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    folder_write(stage.drawing.folder, "charts", "a file is in the way", false);
    assert_true(stage_report(&stage, fixture_cpu()) < 0);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_record_is_drawn_without_a_warning),
        cmocka_unit_test(the_locale_does_not_change_the_picture),
        cmocka_unit_test(hostile_texts_are_drawn_and_execute_nothing),
        cmocka_unit_test(each_value_of_a_swept_parameter_has_its_chart),
        cmocka_unit_test(studies_whose_file_names_would_be_equal_get_numbers),
        cmocka_unit_test(without_gnuplot_data_and_script_stay_and_one_sentence_says_what_to_do),
        cmocka_unit_test(a_failing_gnuplot_is_run_once_and_said_once),
        cmocka_unit_test(an_old_gnuplot_is_called_old_whatever_it_says_of_the_script),
        cmocka_unit_test(a_killed_gnuplot_costs_the_picture_only),
        cmocka_unit_test(a_hanging_gnuplot_is_ended_after_the_limit),
        cmocka_unit_test(a_folder_name_is_quoted_for_the_shell),
        cmocka_unit_test(one_worker_is_said_and_leaves_no_folder),
        cmocka_unit_test(a_folder_that_cannot_be_made_is_an_error_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Running gnuplot, with programs that stand in for it. */
#include "gnuplot_run.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "folder.h"
#include "gnuplot_version.h"

/* A folder with a stand-in called gnuplot in it. */
struct stage {
    char folder[FOLDER_PATH_BYTES];
    char program[FOLDER_PATH_BYTES + 16];
    struct yoke_error error;
};

static void stage_open(struct stage *stage, const char *body)
{
    char script[2048];
    *stage = (struct stage){.error = {.text = ""}};
    folder_make(stage->folder);
    snprintf(script, sizeof script, "#!/bin/sh\n%s\n", body);
    folder_write(stage->folder, "gnuplot", script, true);
    folder_write(stage->folder, "chart.gp", "plot x\n", false);
    snprintf(stage->program, sizeof stage->program, "%s/gnuplot", stage->folder);
}

static void stage_close(const struct stage *stage)
{
    folder_remove(stage->folder);
}

static int stage_draw(struct stage *stage, uint64_t limit_ms)
{
    const struct gnuplot_job job = {stage->program, stage->folder, "chart.gp", "svg", "chart.svg", limit_ms};
    return gnuplot_draw(&job, &stage->error);
}

static void a_picture_appears_under_its_name_when_all_went_well(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "echo '<svg></svg>' > chart.svg.tmp");
    assert_int_equal(stage_draw(&stage, 20000), 0);
    assert_true(folder_has(stage.folder, "chart.svg"));
    assert_false(folder_has(stage.folder, "chart.svg.tmp"));
    stage_close(&stage);
}

static void gnuplot_gets_the_format_the_temporary_name_and_a_utf8_locale(void **state)
{
    (void)state;
    struct stage stage;
    size_t bytes;
    setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
    setenv("LC_ALL", "C", 1);
    stage_open(&stage, "echo \"$@\" > said; echo \"$LC_ALL,$LC_NUMERIC,$LANG\" >> said; echo '</svg>' > chart.svg.tmp");
    assert_int_equal(stage_draw(&stage, 20000), 0);
    char *said = folder_read(stage.folder, "said", &bytes);
    assert_string_equal(said, "-d -e fmt='svg'; out='chart.svg.tmp' chart.gp\nC.UTF-8,,\n");
    free(said);
    unsetenv("LC_NUMERIC");
    unsetenv("LC_ALL");
    stage_close(&stage);
}

static void an_exit_status_leaves_no_picture_and_the_last_line_it_said(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage,
               "echo half > chart.svg.tmp; echo first >&2; echo 'line 12: no such thing' >&2; echo >&2; exit 1");
    assert_int_equal(stage_draw(&stage, 20000), -EIO);
    assert_string_equal(stage.error.text, "gnuplot failed with status 1: line 12: no such thing");
    assert_false(folder_has(stage.folder, "chart.svg"));
    assert_false(folder_has(stage.folder, "chart.svg.tmp"));
    stage_close(&stage);
}

/* The stand-in takes the name of its picture from the -e argument. */
#define NAMED "name=$(echo \"$3\" | sed \"s/.*out='//; s/'$//\"); "

static int stage_draw_all(struct stage *stage, size_t count, bool drawn[])
{
    static const char *const pictures[] = {"a.svg", "b.svg", "c.svg", "d.svg", "e.svg", "f.svg", "g.svg", "h.svg"};
    struct gnuplot_job jobs[8];
    for (size_t i = 0; i < count; i++)
        jobs[i] = (struct gnuplot_job){stage->program, stage->folder, "chart.gp", "svg", pictures[i], 20000};
    return gnuplot_draw_all(jobs, drawn, count, &stage->error);
}

static void of_many_pictures_every_one_is_drawn(void **state)
{
    (void)state;
    struct stage stage;
    bool drawn[8];
    stage_open(&stage, NAMED "echo '<svg></svg>' > $name");
    assert_int_equal(stage_draw_all(&stage, 8, drawn), 0);
    for (size_t i = 0; i < 8; i++)
        assert_true(drawn[i]);
    assert_int_equal(folder_count(stage.folder, ".svg"), 8);
    assert_int_equal(folder_count(stage.folder, ".tmp"), 0);
    stage_close(&stage);
}

static void a_failure_is_told_and_so_is_which_were_drawn(void **state)
{
    (void)state;
    struct stage stage;
    bool drawn[8];
    stage_open(&stage, NAMED "[ $name = a.svg.tmp ] || exit 3; echo '</svg>' > $name");
    assert_int_equal(stage_draw_all(&stage, 2, drawn), -EIO);
    assert_true(drawn[0]);
    assert_false(drawn[1]);
    assert_string_equal(stage.error.text, "gnuplot failed with status 3");
    stage_close(&stage);
    stage_open(&stage, "exit 3");
    assert_int_equal(stage_draw_all(&stage, 8, drawn), -EIO);
    for (size_t i = 0; i < 8; i++)
        assert_false(drawn[i]);
    stage_close(&stage);
}

static void an_old_picture_stays_when_the_new_one_fails(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "exit 1");
    folder_write(stage.folder, "chart.svg", "old", false);
    assert_int_equal(stage_draw(&stage, 20000), -EIO);
    assert_true(folder_has(stage.folder, "chart.svg"));
    stage_close(&stage);
}

static void an_empty_picture_is_none(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, ": > chart.svg.tmp");
    assert_int_equal(stage_draw(&stage, 20000), -EIO);
    assert_string_equal(stage.error.text, "gnuplot left no picture");
    assert_int_equal(folder_count(stage.folder, "svg"), 0);
    assert_int_equal(folder_count(stage.folder, "tmp"), 0);
    stage_close(&stage);
}

static void half_a_picture_is_none_though_gnuplot_reports_success(void **state)
{
    (void)state;
    /* an SVG whose root is open; a PNG without its last chunk, then with half of it */
    static const struct {
        const char *format, *picture, *body;
    } cases[] = {
        {"svg", "chart.svg", "printf '<svg><g>' > chart.svg.tmp"},
        {"png", "chart.png", "printf '\\211PNG\\r\\n\\032\\n</svg>' > chart.png.tmp"},
        {"pdf", "chart.pdf", "printf '%%PDF-1.5 half of it' > chart.pdf.tmp"},
        {"png", "chart.png", "printf 'data\\0\\0\\0\\0IEND\\256B' > chart.png.tmp"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage stage;
        stage_open(&stage, cases[i].body);
        const struct gnuplot_job job = {stage.program,   stage.folder,     "chart.gp",
                                        cases[i].format, cases[i].picture, 20000};
        folder_write(stage.folder, cases[i].picture, "old", false);
        assert_int_equal(gnuplot_draw(&job, &stage.error), -EIO);
        assert_non_null(strstr(stage.error.text, "half a picture"));
        assert_non_null(strstr(stage.error.text, "as on a full disk"));
        size_t bytes;
        char *kept = folder_read(stage.folder, cases[i].picture, &bytes);
        assert_string_equal(kept, "old");
        free(kept);
        assert_int_equal(folder_count(stage.folder, "tmp"), 0);
        stage_close(&stage);
    }
}

static void a_whole_png_is_taken(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "printf 'data\\0\\0\\0\\0IEND\\256B`\\202' > chart.png.tmp");
    const struct gnuplot_job job = {stage.program, stage.folder, "chart.gp", "png", "chart.png", 20000};
    assert_int_equal(gnuplot_draw(&job, &stage.error), 0);
    assert_true(folder_has(stage.folder, "chart.png"));
    stage_close(&stage);
}

static void a_killed_gnuplot_is_named_with_its_signal(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "kill -9 $$");
    assert_int_equal(stage_draw(&stage, 20000), -EIO);
    assert_string_equal(stage.error.text, "gnuplot was killed by signal 9");
    stage_close(&stage);
}

/* Has the process whose number is in the file ended? A zombie of somebody else's has, too, and one that did not come as far as
 * to write it was ended before. */
static bool process_ended(const char *folder, const char *file)
{
    if (!folder_has(folder, file))
        return true;
    size_t bytes;
    char *number = folder_read(folder, file, &bytes), state[64], line[256] = "";
    snprintf(state, sizeof state, "/proc/%d/stat", atoi(number));
    free(number);
    FILE *stream = fopen(state, "re");
    if (!stream)
        return true;
    const bool read = fgets(line, sizeof line, stream) != NULL;
    fclose(stream);
    return !read || strstr(line, ") Z") || strstr(line, ") X");
}

/* The kernel delivers its signal when it likes. */
static void process_await_end(const char *folder, const char *file)
{
    for (int tries = 0; tries < 60000 && !process_ended(folder, file); tries++)
        usleep(1000);
    assert_true(process_ended(folder, file));
}

static void a_gnuplot_that_hangs_is_ended_with_all_it_started(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "/bin/sleep 1000 & echo $! > child; echo $$ > self; exec 2>&-; wait");
    assert_int_equal(stage_draw(&stage, 2000), -ETIME); /* time enough for a shell to start on a busy machine */
    assert_string_equal(stage.error.text, "gnuplot did not finish in 2 s");
    assert_true(process_ended(stage.folder, "self"));
    process_await_end(stage.folder, "child");
    stage_close(&stage);
}

static void a_signal_ends_the_drawing_and_leaves_no_half_picture(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "echo half > chart.svg.tmp; echo $$ > self; exec /bin/sleep 1000");
    fflush(NULL);
    const pid_t drawer = fork();
    if (drawer == 0)
        _exit(stage_draw(&stage, 1000000) == 0);
    while (!folder_has(stage.folder, "self"))
        sched_yield();
    assert_int_equal(kill(drawer, SIGTERM), 0);
    int ended = 0;
    assert_int_equal(waitpid(drawer, &ended, 0), drawer);
    assert_true(WIFSIGNALED(ended) && WTERMSIG(ended) == SIGTERM);
    process_await_end(stage.folder, "self");
    assert_int_equal(folder_count(stage.folder, ".tmp"), 0);
    assert_false(folder_has(stage.folder, "chart.svg"));
    stage_close(&stage);
}

static void a_flood_of_complaints_does_not_block_it(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(
        &stage,
        "i=0; while [ $i -lt 3000 ]; do echo 'a complaint of some length, to fill the pipe with' >&2; i=$((i+1)); "
        "done; echo '</svg>' > chart.svg.tmp");
    assert_int_equal(stage_draw(&stage, 60000), 0);
    stage_close(&stage);
}

static void a_program_that_cannot_be_run_is_an_error(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, "");
    snprintf(stage.program, sizeof stage.program, "%s/chart.gp", stage.folder);
    assert_int_equal(stage_draw(&stage, 20000), -EIO);
    assert_string_equal(stage.error.text, "gnuplot could not be started");
    stage_close(&stage);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    struct yoke_error error = {.text = ""};
    const struct gnuplot_job job = {"/bin/true", "/nonexistent/folder", "a.gp", "svg", "a.svg", 1000};
    assert_int_equal(gnuplot_draw(&job, &error), -ENOENT);
    assert_non_null(strstr(error.text, "/nonexistent/folder"));
}

static void a_gnuplot_before_the_first_that_can_draw_is_old(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        bool old;
    } cases[] = {
        {"echo gnuplot 4.6 patchlevel 6", true},  {"echo gnuplot 5.0 patchlevel 5", true}, {"echo gnuplot 5.2 patchlevel 2", false}, {"echo gnuplot 5.4 patchlevel 4", false},
        {"echo gnuplot 5.10 patchlevel 0", false}, {"echo gnuplot 6.0 patchlevel 1", false}, {"echo no version of ours", false},
        {"exit 3", false},                         {"exec sleep 1000", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage stage;
        char version[GNUPLOT_VERSION_BYTES] = "";
        stage_open(&stage, cases[i].body);
        assert_int_equal(gnuplot_is_old(stage.program, version), cases[i].old);
        if (i == 0)
            assert_string_equal(version, "4.6");
        stage_close(&stage);
    }
}

static void gnuplot_is_found_in_absolute_directories_of_path_only(void **state)
{
    (void)state;
    struct stage stage;
    char found[1024], path[FOLDER_PATH_BYTES + 64], *before = strdup(getenv("PATH") ? getenv("PATH") : "");
    char *here = getcwd(NULL, 0);
    stage_open(&stage, "");
    assert_int_equal(chdir(stage.folder), 0);
    setenv("PATH", ".::relative", 1);
    assert_int_equal(gnuplot_find(found, sizeof found), -ENOENT);
    setenv("PATH", "", 1);
    assert_int_equal(gnuplot_find(found, sizeof found), -ENOENT);
    snprintf(path, sizeof path, "/nonexistent:.:%s", stage.folder);
    setenv("PATH", path, 1);
    assert_int_equal(gnuplot_find(found, sizeof found), 0);
    assert_string_equal(found, stage.program);
    assert_int_equal(chdir(here), 0);
    setenv("PATH", before, 1);
    free(before);
    free(here);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_appears_under_its_name_when_all_went_well),
        cmocka_unit_test(gnuplot_gets_the_format_the_temporary_name_and_a_utf8_locale),
        cmocka_unit_test(an_exit_status_leaves_no_picture_and_the_last_line_it_said),
        cmocka_unit_test(of_many_pictures_every_one_is_drawn),
        cmocka_unit_test(a_failure_is_told_and_so_is_which_were_drawn),
        cmocka_unit_test(an_old_picture_stays_when_the_new_one_fails),
        cmocka_unit_test(an_empty_picture_is_none),
        cmocka_unit_test(half_a_picture_is_none_though_gnuplot_reports_success),
        cmocka_unit_test(a_whole_png_is_taken),
        cmocka_unit_test(a_killed_gnuplot_is_named_with_its_signal),
        cmocka_unit_test(a_gnuplot_that_hangs_is_ended_with_all_it_started),
        cmocka_unit_test(a_signal_ends_the_drawing_and_leaves_no_half_picture),
        cmocka_unit_test(a_flood_of_complaints_does_not_block_it),
        cmocka_unit_test(a_program_that_cannot_be_run_is_an_error),
        cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
        cmocka_unit_test(a_gnuplot_before_the_first_that_can_draw_is_old),
        cmocka_unit_test(gnuplot_is_found_in_absolute_directories_of_path_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

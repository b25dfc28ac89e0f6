/* SPDX-License-Identifier: MIT */
/* yoke report: where each report goes, what is refused, and that nothing is lost on the way. */
#include <stdbool.h>
#include <string.h>

#include "program.h"

/* One short run for all tests. */
static struct program measured;

static int group_setup(void **state)
{
    (void)state;
    program_begin(&measured);
    program_run(&measured, YOKE " run null --tasks 100 -w 1,2 -e serial,pthread --blocks 2 --iterations 1 -q -o out >/dev/null");
    return measured.exit;
}

static int group_teardown(void **state)
{
    (void)state;
    program_end(&measured);
    return 0;
}

/* Each test in a folder of its own, with the record in it. */
static int setup(void **state)
{
    struct program *program = calloc(1, sizeof *program);
    char script[256];
    program_begin(program);
    snprintf(script, sizeof script, "mkdir out && cp %s/out/result.json out/", measured.folder);
    program_run(program, script);
    *state = program;
    return program->exit;
}

static int teardown(void **state)
{
    program_end(*state);
    free(*state);
    return 0;
}

static void a_text_report_goes_to_standard_output(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " report out/result.json --to json >again.json && cmp again.json out/result.json && "
                              YOKE " report out/result.json --to csv -o - | head -1");
    program_expect_exit(program, 0);
    program_expect(program->out, "cell,workload,params");
    assert_string_equal(program->err, "");
}

static void or_into_the_file_or_the_folder_named(void **state)
{
    struct program *program = *state;
    program_run(program, "set -e; mkdir there; " YOKE " report out/result.json --to csv >plain; "
                         YOKE " report out/result.json --to csv -o new/deep/a.csv; cmp plain new/deep/a.csv; "
                         YOKE " report out/result.json --to csv -o there; cmp plain there/samples.csv; "
                         YOKE " report out/result.json --to csv,markdown,table -o all; cmp plain all/samples.csv; "
                         "test -s all/report.md; test -s all/table.txt; ls all | wc -l");
    program_expect_exit(program, 0);
    assert_string_equal(program->out, "3\n");
}

static void what_writes_files_uses_the_folder_of_the_record_unless_told(void **state)
{
    struct program *program = *state;
    program_run(program, "set -e; " YOKE " report out/result.json --to gnuplot; ls out/charts | grep -c 'gp$'; "
                         YOKE " report out/result.json --to gnuplot -o elsewhere; ls elsewhere/charts | grep -c 'gp$'");
    program_expect_exit(program, 0);
    assert_string_equal(program->out, "1\n1\n");
}

static void the_record_that_is_read_is_never_written_over(void **state)
{
    struct program *program = *state;
    program_run(program, "cp out/result.json before; " YOKE " report out/result.json --to json,csv; cmp before out/result.json && exit 7");
    program_expect_exit(program, 7);
    program_expect(program->err, "out/result.json is the record that is being read");
    program_run(program, "ln -s result.json out/link.json; " YOKE " report out/link.json --to json -o out/result.json");
    program_expect_exit(program, 1);
    program_run(program, "cmp before out/result.json");
    program_expect_exit(program, 0);
}

static void what_makes_no_sense_is_refused_in_one_sentence(void **state)
{
    struct program *program = *state;
    static const struct {
        const char *arguments, *sentence;
    } cases[] = {
        {"", "report what?"},
        {"out/result.json --to csw", "no report \"csw\". Did you mean csv?"},
        {"out/result.json --to csv,,markdown", "no report \"\""},
        {"out/result.json --to csv,markdown -o -", "standard output takes one text report, and this would be several"},
        {"out/result.json --to gnuplot -o -", "and this would be files"},
        {"out/result.json --extract --to csv", "--extract gives back the record as it is"},
        {"none.json", "none.json"},
        {"out/result.json --to csv -o out/result.json/x.csv", "cannot make the folder for out/result.json/x.csv"},
        {"out/result.json --extract", "carries no record"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[256];
        snprintf(script, sizeof script, YOKE " report %s", cases[i].arguments);
        program_run(program, script);
        program_expect_exit(program, 2);
        program_expect(program->err, cases[i].sentence);
        assert_string_equal(program->out, "");
    }
}

static void a_disk_that_is_full_leaves_no_part_of_a_file(void **state)
{
    struct program *program = *state;
    program_run(program, "mkdir small; (ulimit -f 1; " YOKE " report out/result.json --to csv -o small/a.csv) 2>&1 | cat; ls -A small");
    program_expect(program->out, "cannot write small/a.csv: File too large");
    assert_null(strstr(program->out, "part"));
}

/* In a namespace of its own, where a small disk can be mounted without privilege. */
static void a_run_that_has_no_room_for_its_results_measures_nothing(void **state)
{
    struct program *program = *state;
    static const struct {
        const char *size, *sentence;
    } disks[] = {{"8k", "no room for the results, about 0.0"}, {"4k", "cannot write small/out/plan.json: is the disk full?"}};
    for (size_t i = 0; i < sizeof disks / sizeof *disks; i++) {
        char script[1024];
        snprintf(script, sizeof script,
                 "mkdir -p small; cat >inside.sh <<'END'\nmount -t tmpfs -o size=%s tmpfs small || exit 77\n%s\n"
                 YOKE " run spin -e serial -p iterations=1000 --tasks 10 --blocks 2 -q -o small/out; status=$?; ls -A small; exit $status\nEND\n"
                 "unshare -rm sh inside.sh", disks[i].size, i ? "head -c 4096 /dev/zero >small/fill" : "");
        program_run(program, script);
        if (program->exit == 77 || strstr(program->err, "unshare")) {
            print_message("no small disk can be mounted here: %s\n", program->err);
            skip();
        }
        program_expect(program->err, disks[i].sentence);
        program_expect_exit(program, 2);
        assert_string_equal(program->out, i ? "fill\n" : "");
    }
}

/* The option, then FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE, then what the stream is; an empty variable counts as none. */
static void what_decides_about_colours_does_so_in_its_order(void **state)
{
    struct program *program = *state;
    static const struct {
        const char *environment, *option;
        bool terminal, colours;
    } cases[] = {
        {"", "", false, false},
        {"", "--color always", false, true},
        {"FORCE_COLOR=1", "--color never", false, false},
        {"NO_COLOR=1", "--color always", false, true},
        {"FORCE_COLOR=1", "", false, true},
        {"FORCE_COLOR=1 NO_COLOR=1", "", false, true},
        {"NO_COLOR=1 CLICOLOR_FORCE=1", "", false, false},
        {"CLICOLOR_FORCE=1", "", false, true},
        {"FORCE_COLOR= CLICOLOR_FORCE=", "", false, false},
        {"TERM=xterm", "", true, true},
        {"TERM=xterm NO_COLOR=", "", true, true},
        {"TERM=xterm NO_COLOR=1", "", true, false},
        {"TERM=dumb", "", true, false},
        {"TERM=dumb CLICOLOR_FORCE=1", "", true, true},
        {"TERM=xterm", "--color never", true, false},
    };
    program_run(program, "script -qec true /dev/null");
    const bool terminals = !program->exit;
    if (!terminals)
        print_message("no terminal can be made here (script, /dev/pts): none was looked at\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        if (cases[i].terminal && !terminals)
            continue;
        snprintf(script, sizeof script, "unset FORCE_COLOR NO_COLOR CLICOLOR_FORCE; %senv %s " YOKE " report out/result.json --to table %s%s | "
                 "grep -c \"$(printf '\\033')\"", cases[i].terminal ? "script -qec '" : "", cases[i].environment, cases[i].option,
                 cases[i].terminal ? "' /dev/null" : "");
        program_run(program, script);
        if (!strcmp(program->out, "0\n") == cases[i].colours)
            fail_msg("%s %s%s: %s lines with colours", cases[i].environment, cases[i].option, cases[i].terminal ? " on a terminal" : "", program->out);
    }
}

static void without_gnuplot_strict_fails_and_otherwise_it_is_a_note(void **state)
{
    struct program *program = *state;
    program_run(program, "mkdir bin; PATH=$PWD/bin " YOKE " report out/result.json --to gnuplot");
    program_expect_exit(program, 0);
    program_expect(program->err, "gnuplot is not installed");
    program_run(program, "PATH=$PWD/bin " YOKE " report out/result.json --to gnuplot --strict");
    program_expect_exit(program, 1);
    program_run(program, YOKE " report out/result.json --to csv --strict >/dev/null");
    program_expect_exit(program, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_text_report_goes_to_standard_output, setup, teardown),
        cmocka_unit_test_setup_teardown(or_into_the_file_or_the_folder_named, setup, teardown),
        cmocka_unit_test_setup_teardown(what_writes_files_uses_the_folder_of_the_record_unless_told, setup, teardown),
        cmocka_unit_test_setup_teardown(the_record_that_is_read_is_never_written_over, setup, teardown),
        cmocka_unit_test_setup_teardown(what_makes_no_sense_is_refused_in_one_sentence, setup, teardown),
        cmocka_unit_test_setup_teardown(a_disk_that_is_full_leaves_no_part_of_a_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_run_that_has_no_room_for_its_results_measures_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(what_decides_about_colours_does_so_in_its_order, setup, teardown),
        cmocka_unit_test_setup_teardown(without_gnuplot_strict_fails_and_otherwise_it_is_a_note, setup, teardown),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

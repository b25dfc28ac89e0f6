/* SPDX-License-Identifier: MIT */
/* yoke compare: stored results side by side. */
#include "program.h"

#define RUN " run null --tasks 100 -w 1,2 --blocks 6 --iterations 1 --reserve 0% -q >/dev/null "

/* Two runs for all tests: "old" has a cell more than "new". */
static struct program measured;

static int group_setup(void **state)
{
    (void)state;
    program_begin(&measured);
    program_run(&measured,
                "set -e; " YOKE RUN "-e serial,pthread,coop -o old; " YOKE RUN "-e serial,pthread -o new; "
                /* the same as a machine with another name and kernel would have measured it */
                "mkdir other; sed 's/\"hostname\": *\"[^\"]*\"/\"hostname\": \"elsewhere\"/; "
                "s/\"kernel\": *\"[^\"]*\"/\"kernel\": \"9.9.9-made-up\"/; "
                "s/\"fingerprint\": *\"[^\"]*\"/\"fingerprint\": \"feedbeef\"/' new/result.json >other/result.json");
    return measured.exit;
}

static int group_teardown(void **state)
{
    (void)state;
    program_end(&measured);
    return 0;
}

static void cells_are_named_with_what_is_not_on_both_sides(void **state)
{
    (void)state;
    program_run(&measured, "LC_ALL=C.UTF-8 " YOKE " compare old/result.json new/result.json");
    program_expect_exit(&measured, 0);
    program_expect(measured.out, "old (reference)");
    program_expect(measured.out, "pthread × 2");
    program_expect(measured.out, "null/executor=coop/workers=2: only in old");
    program_expect(measured.out, "new against old: ");
    program_expect(measured.out, "geometric mean");
    assert_string_equal(measured.err, "");
}

static void a_filter_leaves_the_cells_whose_names_hold_its_words(void **state)
{
    (void)state;
    program_run(&measured, "LC_ALL=C.UTF-8 " YOKE " compare old/result.json new/result.json --filter 'executor=pthread workers>=2'");
    program_expect_exit(&measured, 0);
    program_expect(measured.out, "pthread × 2");
    assert_null(strstr(measured.out, "pthread × 1"));
    assert_null(strstr(measured.out, "serial"));
    assert_null(strstr(measured.out, "only in old"));
    program_run(&measured, YOKE " compare old/result.json new/result.json --filter executor=fork");
    program_expect_exit(&measured, 5);
    program_expect(measured.err, "--filter \"executor=fork\" leaves no cell of the results");
    program_run(&measured, YOKE " report old/result.json --filter spin");
    program_expect_exit(&measured, 2);
    program_expect(measured.err, "has nothing to be compared with");
}

static void what_differs_about_machines_comes_before_any_ratio(void **state)
{
    (void)state;
    program_run(&measured, YOKE " compare new/result.json other/result.json");
    program_expect_exit(&measured, 0);
    const char *kernel = strstr(measured.out, "machine.kernel"), *cells = strstr(measured.out, "cell by cell");
    assert_non_null(kernel);
    assert_true(kernel < cells);
    program_expect(kernel, "9.9.9-made-up");
    program_expect(cells, "whole machines");
    program_expect(cells, "by the core");
}

static void json_is_one_document_of_its_own_schema(void **state)
{
    (void)state;
    program_run(&measured,
                YOKE " compare new/result.json other/result.json --json | /usr/bin/python3 -c '\nimport json, sys\n"
                     "d = json.load(sys.stdin)\n"
                     "print(d[\"schema\"], len(d[\"sides\"]), len(d[\"rows\"]), {r[\"word\"] for r in d[\"rows\"]} <= "
                     "{\"unchanged\", \"inconclusive\", \"rejected\"})'");
    program_expect_exit(&measured, 0);
    program_expect(measured.out, "yoke-compare/1 2 4 True"); /* a result against itself never differs */
}

static void executors_of_one_result_are_compared_in_pairs(void **state)
{
    (void)state;
    program_run(&measured, YOKE " compare old/result.json --by executor --reference pthread --metric wall");
    program_expect_exit(&measured, 0);
    program_expect(measured.out, "blocks of one result are pairs");
    program_expect(measured.out, "coop against pthread: ");
    program_expect(measured.out, "serial against pthread: ");
}

static void several_are_held_against_the_one_named(void **state)
{
    (void)state;
    program_run(&measured, YOKE " compare old/result.json new/result.json other/result.json --reference other");
    program_expect_exit(&measured, 0);
    program_expect(measured.out, "other (reference)");
    program_expect(measured.out, "old against other: ");
    program_expect(measured.out, "new against other: ");
    program_run(&measured, YOKE " compare old/result.json new/result.json other/result.json --by machine");
    program_expect_exit(&measured, 0);
    program_expect(measured.out, "elsewhere against ");
}

static void no_line_is_wider_than_asked_and_ascii_stays_ascii(void **state)
{
    (void)state;
    program_run(&measured,
                "LC_ALL=C " YOKE " compare old/result.json new/result.json >ascii; LC_ALL=C grep -c '[^ -~]' ascii");
    program_expect(measured.out, "0\n");
}

static void nothing_in_common_is_nothing_compared(void **state)
{
    (void)state;
    program_run(
        &measured,
        YOKE " run spin -p iterations=1000 --tasks 10 -e serial --blocks 2 --iterations 1 -q -o spun >/dev/null; " YOKE
             " compare old/result.json spun/result.json");
    program_expect_exit(&measured, 5);
    program_expect(measured.err, "nothing was compared: the results have no cell in common");
}

static void what_makes_no_sense_is_refused_in_one_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *arguments, *sentence;
    } cases[] = {
        {"compare", "compare what?"},
        {"compare old/result.json", "old/result.json alone has nothing to be compared with"},
        {"compare old/result.json new/result.json --by hour", "\"hour\" is not file, machine, executor or workload"},
        {"compare old/result.json new/result.json --reference newer",
         "--reference newer: there is no such file here, only old, new"},
        {"compare old/result.json new/result.json --metric speedup",
         "--metric speedup: what is gained from more workers"},
        {"compare old/result.json new/result.json --metric ,", "names nothing"},
        {"compare old/result.json new/result.json --format junit",
         "--format junit shows one result only; a comparison is shown by table"},
        {"compare old/result.json nowhere.json", "nowhere.json"},
        {"compare old/result.json /dev/null", "/dev/null"},
        {"report old/result.json new/result.json --to flame", "--to flame shows one result only"},
        {"report old/result.json --reference new", "alone has nothing to be compared with"},
        {"report old/result.json new/result.json --extract", "--extract gives back the record of one page at a time"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[256];
        snprintf(script, sizeof script, YOKE " %s", cases[i].arguments);
        program_run(&measured, script);
        program_expect_exit(&measured, 2);
        program_expect(measured.err, cases[i].sentence);
        assert_string_equal(measured.out, "");
    }
}

static void report_shows_the_same_comparison_and_writes_over_no_record(void **state)
{
    (void)state;
    program_run(&measured,
                "set -e; " YOKE " compare old/result.json new/result.json >said; " YOKE
                " report old/result.json new/result.json --to table -o - | cmp - said; " YOKE
                " report old/result.json new/result.json --to json -o there/; test -s there/comparison.json; "
                "cp old/result.json kept; " YOKE
                " report old/result.json new/result.json --to json -o old/result.json && exit 9; "
                "cmp kept old/result.json");
    program_expect_exit(&measured, 0);
    program_expect(measured.err, "old/result.json is the record that is being read");
}

static void report_makes_a_page_with_the_chart_that_gives_the_comparison_back(void **state)
{
    (void)state;
    program_run(&measured, "set -e; F='old/result.json new/result.json other/result.json'; " YOKE " report $F; "
                           "cd results/comparison; ls comparison.html charts/machines.gp charts/machines.csv; cd ../..; " YOKE
                           " report --extract results/comparison/comparison.html >carried.json; " YOKE
                           " compare $F --json | cmp - carried.json; grep -c 'machine.kernel' results/comparison/comparison.html; " YOKE
                           " report $F --to csv,markdown -o texts; ls texts; head -1 texts/comparison.csv | cut -d, -f1-4");
    program_expect_exit(&measured, 0);
    program_expect(measured.out, "charts/machines.csv\ncharts/machines.gp\ncomparison.html\n");
    program_expect(measured.out, "comparison.csv\ncomparison.md\ncell,workload,executor,workers\n");
    program_expect(measured.err, "reports  results/comparison");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_named_with_what_is_not_on_both_sides),
        cmocka_unit_test(a_filter_leaves_the_cells_whose_names_hold_its_words),
        cmocka_unit_test(what_differs_about_machines_comes_before_any_ratio),
        cmocka_unit_test(json_is_one_document_of_its_own_schema),
        cmocka_unit_test(executors_of_one_result_are_compared_in_pairs),
        cmocka_unit_test(several_are_held_against_the_one_named),
        cmocka_unit_test(no_line_is_wider_than_asked_and_ascii_stays_ascii),
        cmocka_unit_test(nothing_in_common_is_nothing_compared),
        cmocka_unit_test(what_makes_no_sense_is_refused_in_one_sentence),
        cmocka_unit_test(report_shows_the_same_comparison_and_writes_over_no_record),
        cmocka_unit_test(report_makes_a_page_with_the_chart_that_gives_the_comparison_back),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

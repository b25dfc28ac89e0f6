/* SPDX-License-Identifier: MIT */
/* Files for other programs, read by those programs where they are installed, and else as they would. */
#include "program.h"

#include <stdbool.h>
#include <string.h>

#define EXPORTS "json,gbench,bmf,gha,pyperf,hyperfine,gobench,openmetrics,otava"
#define READ "/usr/bin/python3 " PROJECT_FOLDER "/tests/program/exports_read.py "
#define COMPARE "/usr/share/benchmark/compare.py" /* libbenchmark-tools of Debian */

/* Two short runs for all tests. */
static struct program measured;

static int group_setup(void **state)
{
    (void)state;
    program_begin(&measured);
    program_run(&measured, "for run in one two; do " YOKE " run spin --tasks 20 -p iterations=2000 -w 1,2 -e serial,pthread,fork"
                           " --blocks 9 --iterations 2 -q -o $run >/dev/null && " YOKE " report $run/result.json --to " EXPORTS
                           " -o $run/exports || exit 1; done");
    return measured.exit;
}

static int group_teardown(void **state)
{
    (void)state;
    program_end(&measured);
    return 0;
}

static bool is_there(const char *path, const char *what)
{
    if (!access(path, R_OK))
        return true;
    print_message("%s is not here\n", what);
    return false;
}

static void every_median_comes_back_from_every_export(void **state)
{
    (void)state;
    if (!is_there("/usr/bin/python3", "python3"))
        skip();
    program_run(&measured, READ "one/exports && " READ "two/exports");
    program_expect_exit(&measured, 0);
}

/* Every text of a record becomes what does harm somewhere; a cell stays told apart by its number. */
static const char spoil[] =
    "import json\n"
    "record = json.load(open('one/result.json'))\n"
    "harm = '`\"\\'\\\\</script>\\r\\n\\t,;{}|%s%d ^_&@#=-1 \\x01\\x1b[31m \\u2028\\u00a0\\u3000\\ufffd \\U0001f600 ' + 'x' * 10000\n"
    "names = {}\n"
    "for number, cell in enumerate(record['cells']):\n"
    "    names[cell['name']] = f'{harm}{number} {harm}'\n"
    "for cell in record['cells']:\n"
    "    cell['name'] = names[cell['name']]\n"
    "    cell['baseline'] = names[cell['baseline']]\n"
    "    cell['executor'] = harm\n"
    "    cell['params'][harm] = harm\n"
    "record['cells'][2]['status'], record['cells'][2]['reason'], record['cells'][2]['samples'] = 'failed', harm, []\n"
    "record['machine']['hostname'] = record['fingerprint'] = record['machine']['cpu']['model'] = record['started'] = harm\n"
    "json.dump(record, open('hostile.json', 'w'))\n";

static void a_hostile_record_gives_one_valid_row_a_cell(void **state)
{
    (void)state;
    if (!is_there("/usr/bin/python3", "python3"))
        skip();
    char script[4096];
    snprintf(script, sizeof script, "cat >spoil.py <<'END'\n%sEND\n/usr/bin/python3 spoil.py && " YOKE
             " report hostile.json --to " EXPORTS " -o hostile && " READ "hostile", spoil);
    program_run(&measured, script);
    program_expect_exit(&measured, 0);
}

static void the_compare_tool_of_google_benchmark_finds_the_ratio_of_the_medians(void **state)
{
    (void)state;
    if (!is_there("/usr/bin/python3", "python3") || !is_there(COMPARE, "compare.py of libbenchmark-tools"))
        skip();
    program_run(&measured, "/usr/bin/python3 -B " COMPARE " -d diff.json benchmarks one/exports/gbench.json two/exports/gbench.json >said");
    if (strstr(measured.err, "ModuleNotFoundError")) {
        print_message("compare.py lacks a Python module: %s\n", strrchr(measured.err, ':') + 2);
        skip();
    }
    program_expect_exit(&measured, 0);
    program_run(&measured, "cat >ratios.py <<'END'\n"
                           "import json, math\n"
                           "cells = [json.load(open(run + '/result.json'))['cells'] for run in ('one', 'two')]\n"
                           "expected = {a['name'] + '_median': b['summary']['wall_ns']['median'] / a['summary']['wall_ns']['median']\n"
                           "            for a, b in zip(*cells)}\n"
                           "found = {row['name']: 1 + row['measurements'][0]['time'] for row in json.load(open('diff.json'))}\n"
                           "assert len(expected) == 5 and expected.keys() <= found.keys(), found.keys()\n"
                           "for name, ratio in expected.items():\n"
                           "    assert math.isclose(found[name], ratio, rel_tol=1e-9), (name, found[name], ratio)\n"
                           "END\n"
                           "/usr/bin/python3 ratios.py");
    program_expect_exit(&measured, 0);
    /* compare takes the geometric mean of the two in the middle, compare.py the arithmetic one: of odd numbers they are the same */
    program_run(&measured, YOKE " compare one/result.json two/result.json --metric wall --json >compared.json && cat >same.py <<'END'\n"
                           "import json, math\n"
                           "found = {row['name']: 1 + row['measurements'][0]['time'] for row in json.load(open('diff.json'))}\n"
                           "rows = json.load(open('compared.json'))['rows']\n"
                           "assert len(rows) == 5\n"
                           "odd = [row for row in rows if row['starts'] % 2 and row['reference_starts'] % 2]\n"
                           "for row in odd:\n"
                           "    ours, theirs = row['value'] / row['reference_value'], found[row['cell'] + '_median']\n"
                           "    assert math.isclose(ours, theirs, rel_tol=1e-9), (row['cell'], ours, theirs)\n"
                           "print(len(odd))\n"
                           "END\n"
                           "/usr/bin/python3 same.py");
    program_expect_exit(&measured, 0);
    if (!strcmp(measured.out, "0\n"))
        print_message("every cell has an even number of processes now: yoke compare was not held against compare.py\n");
}

static void prometheus_reads_the_metrics_and_has_nothing_to_say(void **state)
{
    (void)state;
    program_run(&measured, "command -v promtool");
    if (measured.exit) {
        print_message("promtool is not here\n");
        skip();
    }
    program_run(&measured, "promtool check metrics <one/exports/metrics.txt 2>&1");
    assert_string_equal(measured.out, "");
    program_expect_exit(&measured, 0);
}

static void a_trace_has_every_task_on_its_worker(void **state)
{
    (void)state;
    if (!is_there("/usr/bin/python3", "python3"))
        skip();
    program_run(&measured, YOKE " run io_sleep -p longest=1ms --tasks 30 -w 1,3 -e serial,pthread,fork,coop --blocks 2 --iterations 2"
                                " --trace all -q -o traced >/dev/null && " YOKE " report traced/result.json --to trace -o . && "
                                "/usr/bin/python3 " PROJECT_FOLDER "/tests/program/trace_read.py traced/result.json trace.json");
    program_expect_exit(&measured, 0);
}

static void a_trace_that_is_damaged_or_gone_is_left_out_with_a_sentence(void **state)
{
    (void)state;
    program_run(&measured, YOKE " run spin -p iterations=100 --tasks 5 -e serial,pthread -w 1 --blocks 2 --trace last -q -o torn >/dev/null && "
                                "set -- torn/tasks/* && rm $1 && " YOKE " report torn/result.json --to trace | grep -c '\"cat\": \"task\"'");
    program_expect_exit(&measured, 0);
    assert_string_equal(measured.out, "5\n");
    program_expect(measured.err, "left out of the trace: ");
    program_run(&measured, YOKE " report one/result.json --to trace --strict | grep traceEvents");
    program_expect(measured.out, "\"traceEvents\": []");
    program_expect(measured.err, "run with --trace last");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_median_comes_back_from_every_export),
        cmocka_unit_test(a_hostile_record_gives_one_valid_row_a_cell),
        cmocka_unit_test(the_compare_tool_of_google_benchmark_finds_the_ratio_of_the_medians),
        cmocka_unit_test(prometheus_reads_the_metrics_and_has_nothing_to_say),
        cmocka_unit_test(a_trace_has_every_task_on_its_worker),
        cmocka_unit_test(a_trace_that_is_damaged_or_gone_is_left_out_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

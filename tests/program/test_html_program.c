/* SPDX-License-Identifier: MIT */
/* The page that every run leaves, as a browser and its rules see it; and what a record full of harm does to every report. */
#include <string.h>

#include "program.h"

#define RULES "/usr/bin/python3 " TESTS_FOLDER "/program/page_rules.py "
#define HARM "/usr/bin/python3 " TESTS_FOLDER "/program/hostile_record.py "
#define BROWSER                                                                                                        \
    "timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir=$PWD/profile --enable-logging=stderr "  \
    "--no-first-run --disable-background-networking --disable-component-update --disable-sync "

/* Leaves out what the browser asks its maker for, whatever it shows: no page of ours names these. */
#define OWN "grep -vE '://[a-z0-9.-]*[.](google|googleapis|gstatic)[.]com/'"

/* One short run for all tests. */
static struct program measured;

static int group_setup(void **state)
{
    (void)state;
    program_begin(&measured);
    program_run(&measured, YOKE " run spin -p iterations=100,1k --tasks 64 -w 1,2 -e serial,pthread,fork --latency on --blocks 6 --iterations 1 -q -o out >/dev/null");
    return measured.exit;
}

static int group_teardown(void **state)
{
    (void)state;
    program_end(&measured);
    return 0;
}

static int setup(void **state)
{
    struct program *program = calloc(1, sizeof *program);
    char script[256];
    program_begin(program);
    snprintf(script, sizeof script, "cp -r %s/out .", measured.folder);
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

static void need(const char *program, const char *what)
{
    char command[128];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    if (system(command) == 0)
        return;
    print_message("%s is not installed: %s\n", program, what);
    skip();
}

static void a_run_leaves_a_page_that_carries_its_record(void **state)
{
    struct program *program = *state;
    program_run(program, "test -s out/report.html && " YOKE " report --extract out/report.html | cmp - out/result.json && "
                         YOKE " report --extract out/report.html -o again.json && cmp again.json out/result.json");
    program_expect_exit(program, 0);
    program_run(program, YOKE " report --extract out/report.html -o again.json");
    program_expect_exit(program, 1);
    program_expect(program->err, "cannot write the record to again.json: File exists");
}

static void the_same_record_gives_the_same_page_whoever_writes_it(void **state)
{
    struct program *program = *state;
    program_run(program, "mkdir scratch; TMPDIR=$PWD/scratch " YOKE " report out/result.json --to html | cmp - out/report.html && "
                         YOKE " report out/result.json --to html -o a.html && cmp a.html out/report.html && ls -A scratch");
    program_expect_exit(program, 0);
    assert_string_equal(program->out, "");
}

static void the_page_keeps_the_rules(void **state)
{
    struct program *program = *state;
    need("/usr/bin/python3", "the rules were not checked");
    program_run(program, RULES "out/report.html");
    program_expect_exit(program, 0);
}

static void the_rules_find_what_breaks_them(void **state)
{
    struct program *program = *state;
    static const char *const breaks[] = {
        "s/<h2 id=\"cells\">/<h4>/",  "s/ scope=\"col\"//", "s/<caption>.*<\\/caption>//",
        "s/ role=\"img\"//",          "s/ lang=\"en\"//",   "s/#5c6873/#9c9c9c/",
        "s/<main>/<main><script>0<\\/script>/", "s/<main>/<main onclick=\"0\">/", "s/<main>/<main><img src=\"x\">/", "s/<\\/main>//",
        "s/id=\"c1-gpPt1\"/id=\"c1-gpPt0\"/",
    };
    need("/usr/bin/python3", "the rules were not checked");
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        char script[512];
        snprintf(script, sizeof script, "sed '%s' out/report.html >bad.html; cmp -s bad.html out/report.html || " RULES "bad.html", breaks[i]);
        program_run(program, script);
        if (strstr(breaks[i], "gpPt") && program->exit == 0)
            continue; /* without gnuplot there is no drawing to break */
        program_expect_exit(program, 1);
    }
}

static void without_gnuplot_the_page_says_so_and_has_its_tables(void **state)
{
    struct program *program = *state;
    program_run(program, "mkdir bin; PATH=$PWD/bin " YOKE " report out/result.json --to html -o bare.html");
    program_expect_exit(program, 0);
    program_expect(program->err, "gnuplot is not installed");
    program_run(program, "grep -c 'This chart was not drawn: .*gnuplot is not installed' bare.html && grep -c '<caption>' bare.html && ! grep -q '<svg' bare.html");
    program_expect_exit(program, 0);
}

/* Everything that a record can be turned into, from one full of harm. */
static void a_hostile_record_executes_nothing_and_breaks_nothing(void **state)
{
    struct program *program = *state;
    need("/usr/bin/python3", "no hostile record was made");
    program_run(program, HARM "out/result.json >hostile.json && mkdir all && for name in $(" YOKE " list reports | cut -d' ' -f1); do "
                         YOKE " report hostile.json --to $name -o all >>said 2>&1 || exit; done");
    program_expect_exit(program, 0);
    program_run(program, "find . -name 'PWNED*' | grep . && exit 9; " RULES "all/report.html");
    program_expect_exit(program, 0);
    program_run(program, YOKE " report --extract all/report.html | cmp - all/result.json");
    program_expect_exit(program, 0);
    program_run(program, "/usr/bin/python3 - <<'END'\n"
                         "import csv, json\n"
                         "rows = list(csv.reader(open('all/samples.csv', encoding='utf-8', newline='')))\n"
                         "assert len({len(row) for row in rows}) == 1, 'a line has another number of fields'\n"
                         "record = json.load(open('hostile.json'))\n"
                         "assert len(rows) - 1 == sum(len(cell['samples']) for cell in record['cells'])\n"
                         "END\n");
    program_expect_exit(program, 0);
}

static void and_its_charts_are_drawn(void **state)
{
    struct program *program = *state;
    need("/usr/bin/python3", "no hostile record was made");
    need("gnuplot", "no chart was drawn");
    program_run(program, HARM "out/result.json >hostile.json && " YOKE " report hostile.json -o all --strict && find . -name 'PWNED*' | grep . && exit 9; "
                         "test $(ls all/charts/*.svg | wc -l) = $(ls all/charts/*.gp | wc -l) && "
                         "for chart in all/charts/*.svg; do /usr/bin/python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' $chart || exit; done");
    program_expect_exit(program, 0);
    program_run(program, "grep -c '<svg' all/report.html");
    program_expect_exit(program, 0);
}

/* The browser's document, what it wrote to its console, and what it asked the network for. */
static void browse(struct program *program, const char *page)
{
    char script[1024];
    snprintf(script, sizeof script,
             BROWSER "--log-net-log=$PWD/net.json --net-log-capture-mode=Everything --dump-dom file://$PWD/%s >dom.html 2>log; test -s dom.html",
             page);
    program_run(program, script);
    program_expect_exit(program, 0);
    program_run(program, "grep CONSOLE log && exit 9; grep -o '\"url\":\"[^\"]*\"' net.json | grep -v 'file://' | grep -v 'data:,' | "
                         OWN " | grep . && exit 8; exit 0");
    program_expect_exit(program, 0);
}

static void a_browser_opens_it_without_a_complaint_or_a_request(void **state)
{
    struct program *program = *state;
    need("chromium", "the page was not opened in a browser");
    browse(program, "out/report.html");
    program_run(program, "grep -c '<h1>' dom.html");
    program_expect_exit(program, 0);
}

static void a_browser_sees_no_element_of_a_hostile_record(void **state)
{
    struct program *program = *state;
    need("/usr/bin/python3", "no hostile record was made");
    need("chromium", "the page was not opened in a browser");
    program_run(program, HARM "out/result.json >hostile.json && " YOKE " report hostile.json --to html -o page.html");
    program_expect_exit(program, 0);
    browse(program, "page.html");
    program_run(program, "grep -iE '<(x-pwned|img|iframe|foreignObject)|<title>PWNED' dom.html && exit 9; grep -q 'Environment</h2>' dom.html && " RULES "dom.html");
    program_expect_exit(program, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_run_leaves_a_page_that_carries_its_record, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_record_gives_the_same_page_whoever_writes_it, setup, teardown),
        cmocka_unit_test_setup_teardown(the_page_keeps_the_rules, setup, teardown),
        cmocka_unit_test_setup_teardown(the_rules_find_what_breaks_them, setup, teardown),
        cmocka_unit_test_setup_teardown(without_gnuplot_the_page_says_so_and_has_its_tables, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hostile_record_executes_nothing_and_breaks_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(and_its_charts_are_drawn, setup, teardown),
        cmocka_unit_test_setup_teardown(a_browser_opens_it_without_a_complaint_or_a_request, setup, teardown),
        cmocka_unit_test_setup_teardown(a_browser_sees_no_element_of_a_hostile_record, setup, teardown),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

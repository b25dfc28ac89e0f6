/* SPDX-License-Identifier: MIT */
/* The verb history as a script meets it: what it exits with, what it says, what it leaves behind. */
#include <string.h>

#include "made_gate.h"
#include "made_history.h"
#include "program.h"

enum { EXIT_SLOWER = 3, EXIT_UNDECIDED = 4, EXIT_NOTHING = 5, EXIT_REFUSED = 6 };

/* Rows of `cells` series, in which every `every`th has a step of 2 % at 60 % of its commits, as JSON Lines. */
static void rows_put(struct program *program, const char *name, size_t commits, size_t cells, size_t every)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", program->folder, name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    for (size_t cell = 0; cell < cells; cell++) {
        const struct made_history made = {cell, commits, commits * 6 / 10, every && cell % every == 0 ? 0.02 : 0, 0.05};
        struct draws draws = {.seed = made.seed};
        for (size_t i = 0; i < commits; i++)
            fprintf(file,
                    "{\"time\":\"2026-%02zu-%02zuT%02zu:00:00Z\",\"commit\":\"c%04zu\",\"fingerprint\":\"7f3a\","
                    "\"cell\":\"spin/n=%zu\",\"metric\":\"cpu\",\"base\":\"v1.0\",\"value\":%.17g}\n",
                    i / 672 % 12 + 1, i / 24 % 28 + 1, i % 24, i, cell, made_history_value(&made, i, &draws));
    }
    assert_int_equal(fclose(file), 0);
}

static void record_put(struct program *program, const char *name, const char *fingerprint, double ratio, bool control)
{
    const struct made_cell cell = {"spin/executor=serial/workers=1", ratio, 0.004, 40, false};
    struct record *record = made_gate(&cell, 1, "cpu", MADE_BY_COIN);
    char path[128];
    struct yoke_error error = {.text = ""};
    record->facts.fingerprint = fingerprint;
    record->facts.complete = true;
    record->facts.rejected = NULL;
    record->facts.started = "2026-11-22T10:00:00Z";
    record->facts.gate.base = "v1.0 (0123456789ab)";
    record->facts.gate.candidate = "HEAD (fedcba987654)";
    record->facts.gate.purpose = control ? "control" : "gate";
    assert_int_equal(record_make_verdicts(record, 1), 0);
    record->facts.verdicts[0] = (struct yoke_verdict){
        .cell = "spin/executor=serial/workers=1", .metric = "cpu", .unit = "ns", .word = YOKE_UNCHANGED,
        .ratio = {ratio, ratio - 0.01, ratio + 0.01}, .base = 1e6, .candidate = 1e6 * ratio};
    snprintf(path, sizeof path, "%s/%s", program->folder, name);
    assert_int_equal(record_save(&record->facts, path, &error), 0);
    record_free(record);
}

#if HISTORY_HERE

static void a_step_is_found_with_its_size_and_commit_and_exits_3(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    rows_put(&program, "rows.jsonl", 100, 4, 4);
    program_run(&program, YOKE " history import rows.jsonl && " YOKE " history check");
    program_expect_exit(&program, EXIT_SLOWER);
    program_expect(program.out, "spin/n=0  cpu");
    program_expect(program.out, "since commit c00");
    program_expect(program.err, "check: of 4 series 1 regressed, 3 steady");
    program_run(&program, YOKE " history check 'spin/n=[123]'");
    program_expect_exit(&program, 0);
    assert_string_equal(program.out, "");
    program_run(&program, YOKE " history check --since c0070");
    program_expect_exit(&program, 0);
    program_run(&program, YOKE " history check --tolerance 5%");
    program_expect_exit(&program, 0);
    program_run(&program, YOKE " history show --json | tr -d '\\n '");
    program_expect(program.out, "\"state\":\"regressed\"");
    program_end(&program);
}

/* Names of cells are long; beside one the numbers would be broken in the middle. */
static void a_narrow_terminal_gets_names_on_lines_of_their_own(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    rows_put(&program, "rows.jsonl", 100, 1, 0);
    program_run(&program, "script -qec true /dev/null || exit 77; " YOKE " history import rows.jsonl && "
                          "script -qec 'stty cols 60; TERM=dumb " YOKE " history show' /dev/null | tr -d '\\r'");
    if (program.exit == 77) {
        program_end(&program);
        print_message("skipped: no terminal can be made here (script, /dev/pts)\n");
        skip();
    }
    program_expect(program.out, "spin/n=0\n  cpu ");
    for (const char *line = program.out; *line; line += strcspn(line, "\n"), line += *line == '\n')
        assert_true(strcspn(line, "\n") <= 80); /* the numbers alone take more than 60 */
    program_run(&program, YOKE " history show");
    program_expect(program.out, "spin/n=0  cpu ");
    program_end(&program);
}

static void a_hundred_thousand_rows_give_the_right_answer(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    rows_put(&program, "rows.jsonl", 1000, 100, 10);
    program_run(&program, YOKE " history import rows.jsonl --db h.sqlite && " YOKE " history check --db h.sqlite");
    program_expect_exit(&program, EXIT_SLOWER);
    program_expect(program.err, "h.sqlite: 100000 added");
    program_expect(program.err, "check: of 100 series 10 regressed, 90 steady");
    program_end(&program);
}

static void what_is_exported_and_imported_is_the_same_history(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    rows_put(&program, "rows.jsonl", 20, 3, 0);
    program_run(&program, YOKE " history import rows.jsonl --db a.sqlite && " YOKE " history export --db a.sqlite -o a.jsonl && " YOKE
                          " history export --db a.sqlite --to csv -o a.csv && " YOKE " history import a.csv --db b.sqlite && " YOKE
                          " history export --db b.sqlite | cmp - a.jsonl && ls");
    program_expect_exit(&program, 0);
    assert_string_equal(program.out, "a.csv\na.jsonl\na.sqlite\nb.sqlite\nrows.jsonl\n");
    program_run(&program, YOKE " history import a.jsonl --db b.sqlite");
    program_expect(program.err, "0 added, 60 there already");
    program_end(&program);
}

static void a_gate_s_ratios_are_added_with_the_commit_of_its_candidate(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    record_put(&program, "gate.json", "7f3a", 1.02, false);
    program_run(&program, "unset GITHUB_SHA CI_COMMIT_SHA; " YOKE " history add gate.json && " YOKE " history export");
    program_expect_exit(&program, 0);
    program_expect(program.out, "\"commit\":\"fedcba987654\"");
    program_expect(program.out, "\"base\":\"v1.0 (0123456789ab)\"");
    program_expect(program.out, "\"value\":1.02");
    program_run(&program, "ls results/history; " YOKE " history add gate.json --commit v2 --time 2026-11-23T10:00:00Z && " YOKE
                          " history list");
    program_expect_exit(&program, 0);
    program_expect(program.out, "7f3a.sqlite\n");
    program_expect(program.out, "v2\n");
    program_run(&program, YOKE " history check --strict");
    program_expect_exit(&program, EXIT_UNDECIDED);
    program_expect(program.err, "1 too short to tell");
    program_end(&program);
}

/* The session of a gate may be disturbed: its pairs are judged one by one. */
static void a_verdict_that_was_rejected_is_no_point_of_the_line(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    record_put(&program, "gate.json", "7f3a", 1.02, false);
    program_run(&program, "sed -i 's/\"word\": *\"unchanged\"/\"word\":\"rejected\"/' gate.json; grep -c rejected gate.json; " YOKE
                          " history add gate.json --commit v1");
    program_expect_exit(&program, EXIT_NOTHING);
    program_expect(program.out, "1\n");
    program_expect(program.err, "has no result that a history could keep");
    program_end(&program);
}

static void what_cannot_be_kept_is_refused_and_nothing_is_left(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    record_put(&program, "one.json", "7f3a", 1, false);
    record_put(&program, "other.json", "beef", 1, false);
    record_put(&program, "control.json", "7f3a", 1, true);
    record_put(&program, "nameless.json", NULL, 1, false);
    rows_put(&program, "rows.jsonl", 10, 1, 0);
    static const struct {
        const char *script;
        int status;
        const char *says;
    } cases[] = {
        {YOKE " history add one.json other.json", EXIT_REFUSED, "this is of machine beef, and the history"},
        {YOKE " history add control.json", 2, "compares the base with itself"},
        {YOKE " history add nameless.json", 2, "it has no fingerprint"},
        {YOKE " history add gone.json", 2, "gone.json"},
        {YOKE " history add", 2, "add what?"},
        {YOKE " history add one.json --time today", 2, "the time is \"today\""},
        {YOKE " history forget", 2, "history cannot \"forget\""},
        {YOKE " history", 2, "history of what?"},
        {YOKE " history check", 2, "no history in results/history"},
        {YOKE " history import", 2, "import what?"},
        {YOKE " history import /dev/null", EXIT_NOTHING, "holds no results"},
        {"echo nonsense >n; " YOKE " history import n; s=$?; rm n; exit $s", 2, "n:1: no column"},
        {"(cat rows.jsonl; echo '{}') | " YOKE " history import -", 2, "standard input:11: row"},
        {"(sed s/7f3a/..%/ rows.jsonl) | " YOKE " history import -", 2, "is no name for a file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(&program, cases[i].script);
        program_expect_exit(&program, cases[i].status);
        program_expect(program.err, cases[i].says);
    }
    program_run(&program, "find . -name '*.sqlite*'");
    assert_string_equal(program.out, "");
    program_run(&program, YOKE " history import rows.jsonl && " YOKE " history check 'nothing*'");
    program_expect_exit(&program, EXIT_NOTHING);
    program_run(&program, YOKE " history check --since d00d");
    program_expect_exit(&program, 2);
    program_expect(program.err, "begins with \"d00d\"");
    program_end(&program);
}

/* Of the sizes at which writing stops, some lie in the middle of a page, some in a later one. */
static void a_full_disk_leaves_the_history_as_it_was(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    rows_put(&program, "few.jsonl", 10, 1, 0);
    rows_put(&program, "many.jsonl", 1000, 10, 0);
    program_run(&program, YOKE " history import few.jsonl --db h.sqlite && " YOKE " history export --db h.sqlite >before");
    program_expect_exit(&program, 0);
    for (unsigned blocks = 49; blocks < 300; blocks += 50) { /* of 512 bytes */
        char script[512];
        snprintf(script, sizeof script, "(ulimit -f %u; " YOKE " history import many.jsonl --db h.sqlite)", blocks);
        program_run(&program, script);
        program_expect_exit(&program, 1);
        program_expect(program.err, "cannot write the history h.sqlite");
        snprintf(script, sizeof script, "(ulimit -f %u; " YOKE " history import many.jsonl --db new.sqlite)", blocks);
        program_run(&program, script);
        program_expect_exit(&program, 1);
        program_run(&program, YOKE " history export --db h.sqlite | cmp - before && ls");
        program_expect_exit(&program, 0);
        assert_string_equal(program.out, "before\nfew.jsonl\nh.sqlite\nmany.jsonl\n");
    }
    program_end(&program);
}

static void adders_at_once_lose_nothing(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    rows_put(&program, "rows.jsonl", 40, 4, 0);
    program_run(&program, "for i in 0 1 2 3; do grep n=$i rows.jsonl >part$i; (" YOKE
                          " history import part$i --db h.sqlite; echo $? >>exits) & done; wait; sort -u exits; " YOKE
                          " history export --db h.sqlite | wc -l; ls | grep h.sqlite");
    assert_string_equal(program.out, "0\n160\nh.sqlite\n");
    program_end(&program);
}

#else

static void without_sqlite_the_verb_says_what_is_missing(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    rows_put(&program, "rows.jsonl", 10, 1, 0);
    record_put(&program, "gate.json", "7f3a", 1, false);
    program_run(&program, YOKE " history import rows.jsonl");
    program_expect_exit(&program, 2);
    program_expect(program.err, "install libsqlite3-dev");
    program_run(&program, YOKE " history add gate.json");
    program_expect_exit(&program, 2);
    program_expect(program.err, "install libsqlite3-dev");
    program_end(&program);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
#if HISTORY_HERE
        cmocka_unit_test(a_step_is_found_with_its_size_and_commit_and_exits_3),
        cmocka_unit_test(a_narrow_terminal_gets_names_on_lines_of_their_own),
        cmocka_unit_test(a_hundred_thousand_rows_give_the_right_answer),
        cmocka_unit_test(what_is_exported_and_imported_is_the_same_history),
        cmocka_unit_test(a_gate_s_ratios_are_added_with_the_commit_of_its_candidate),
        cmocka_unit_test(a_verdict_that_was_rejected_is_no_point_of_the_line),
        cmocka_unit_test(what_cannot_be_kept_is_refused_and_nothing_is_left),
        cmocka_unit_test(a_full_disk_leaves_the_history_as_it_was),
        cmocka_unit_test(adders_at_once_lose_nothing),
#else
        cmocka_unit_test(without_sqlite_the_verb_says_what_is_missing),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* What may stand on the two sides of a gate, beside programs that speak the protocol: commands and plug-ins. No verdict is
 * asked of the machine here: a side tells by what it leaves behind, or by how it fails, that it was the one to run. */
#include "program.h"

/* Two scripts that write down how they were called; the second fails at its fifth run. */
#define SCRIPTS                                                                                                       \
    "mkdir old new; printf '#!/bin/sh\\necho \"old $*\" >>log\\n' >old/prog; "                                        \
    "printf '#!/bin/sh\\necho \"new $*\" >>log\\n[ $(grep -c new log) -lt 5 ] || { echo no more >&2; exit 3; }\\n' >new/prog; " \
    "chmod +x old/prog new/prog; "
#define FEW " -e serial --tasks 1 --iterations 1 -o out --quiet "

static void commands_are_run_with_their_own_words_and_a_failing_one_is_not_slower(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, SCRIPTS YOKE " gate --base './old/prog \"a b\"' --candidate './new/prog \"a b\"'" FEW);
    program_expect_exit(&program, 1);
    program_expect(program.out, "base ./old/prog \"a b\"");
    program_expect(program.out, "candidate: command: task 0, ./new/prog, ended with exit status 3, not 0: no more");
    program_run(&program, "sort -u log; grep -q '\"block\": *0' out/result.json && echo kept");
    assert_string_equal(program.out, "new a b\nold a b\nkept\n");
    program_end(&program);
}

static void parameters_stand_in_the_words_of_both_commands(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, SCRIPTS YOKE " gate --base './old/prog {n}' --candidate './new/prog -v {n}' -p n=7,8" FEW);
    program_expect_exit(&program, 1);
    program_run(&program, "sort -u log; grep -o 'n=[78]/executor=serial/workers=1/side=candidate' out/result.json | sort -u");
    assert_string_equal(program.out, "new -v 7\nnew -v 8\nold 7\nold 8\nn=7/executor=serial/workers=1/side=candidate\n"
                                     "n=8/executor=serial/workers=1/side=candidate\n");
    program_end(&program);
}

static void plugins_with_the_same_names_are_loaded_by_their_own_side_only(void **state)
{
    (void)state;
    static const struct {
        const char *base, *candidate, *says;
    } cases[] = {
        {GATE_PLUGIN_OLD, GATE_PLUGIN_NEW, "candidate: wrong answer: the echo of the first task is not 1"},
        {GATE_PLUGIN_NEW, GATE_PLUGIN_OLD, "base: wrong answer: the echo of the first task is not 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program program;
        char script[1024];
        program_begin(&program);
        snprintf(script, sizeof script, YOKE " gate echo --base %s --candidate %s" FEW, cases[i].base, cases[i].candidate);
        program_run(&program, script);
        program_expect_exit(&program, 1);
        program_expect(program.out, cases[i].says);
        program_end(&program);
    }
}

static void a_side_that_changes_or_goes_while_it_is_measured_fails_its_cell(void **state)
{
    (void)state;
    static const struct {
        const char *script, *says;
    } cases[] = {
        {"[ $(wc -l <log) -lt 6 ] || rm -f new/prog", "new/prog disappeared while it was measured"},
        {"[ $(wc -l <log) -lt 7 ] || rm -f new/prog", "new/prog disappeared while it was measured"},
        {"[ $(wc -l <log) -lt 8 ] || rm -f new/prog", "new/prog disappeared while it was measured"},
        {"[ $(wc -l <log) -lt 9 ] || rm -f new/prog", "new/prog disappeared while it was measured"},
        {"[ $(wc -l <log) -lt 6 ] || echo : >>new/prog", "new/prog changed while it was measured"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program program;
        char script[1024];
        program_begin(&program);
        snprintf(script, sizeof script, "mkdir old new; printf '#!/bin/sh\\necho run >>log\\n' >new/prog; chmod +x new/prog; "
                 "printf '#!/bin/sh\\necho run >>log\\n%s\\n' >old/prog; chmod +x old/prog; "
                 YOKE " gate --base ./old/prog --candidate ./new/prog" FEW, cases[i].script);
        program_run(&program, script);
        program_expect_exit(&program, 1);
        program_expect(program.out, cases[i].says);
        program_run(&program, "grep -c '\"block\": *0' out/result.json");
        assert_true(atoi(program.out) >= 1); /* the pairs so far are kept */
        program_end(&program);
    }
}

static void sides_of_two_kinds_or_none_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *arguments, *says;
    } cases[] = {
        {"--base ./old/prog", "is a plain command: name what stands against it with --candidate"},
        {"echo --base " GATE_PLUGIN_OLD, "is a plug-in: name what stands against it with --candidate"},
        {"echo --base " GATE_PLUGIN_OLD " --candidate ./new/prog", "is a plug-in, and the candidate ./new/prog is a plain command"},
        {"spin --base ./old/prog --candidate ./new/prog", "spin runs no command"},
        {"--base ./old/prog --candidate './new/prog'\"'\"", "a quote is opened"},
    };
    struct program program;
    program_begin(&program);
    program_run(&program, SCRIPTS);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        snprintf(script, sizeof script, YOKE " gate %s; status=$?; ls -d results out log 2>/dev/null; exit $status", cases[i].arguments);
        program_run(&program, script);
        program_expect_exit(&program, 2);
        program_expect(program.err, cases[i].says);
        assert_string_equal(program.out, "");
    }
    program_end(&program);
}

/* Which core that is depends on what else runs here. */
static void both_starts_of_an_interleaved_pair_are_on_one_of_the_cores_to_choose_from(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program,
                YOKE " gate spin -p iterations=20k --tasks 10 -e serial --base " YOKE " --budget 60s -o out --quiet >said; "
                     "python3 -c 'import json; a, b = json.load(open(\"out/result.json\"))[\"cells\"]; "
                     "cpus = lambda cell: {s[\"block\"]: s[\"cpus\"][0] for s in cell[\"samples\"]}; "
                     "choices = a[\"pairing\"].get(\"choices\", a[\"places\"]); "
                     "print(a[\"pairing\"][\"how\"], len(cpus(a)) > 0, cpus(a) == cpus(b), set(cpus(a).values()) <= set(choices))'");
    program_expect_exit(&program, 0);
    assert_string_equal(program.out, "interleaved True True True\n");
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_run_with_their_own_words_and_a_failing_one_is_not_slower),
        cmocka_unit_test(parameters_stand_in_the_words_of_both_commands),
        cmocka_unit_test(plugins_with_the_same_names_are_loaded_by_their_own_side_only),
        cmocka_unit_test(a_side_that_changes_or_goes_while_it_is_measured_fails_its_cell),
        cmocka_unit_test(sides_of_two_kinds_or_none_are_refused),
        cmocka_unit_test(both_starts_of_an_interleaved_pair_are_on_one_of_the_cores_to_choose_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

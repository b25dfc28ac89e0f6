/* SPDX-License-Identifier: MIT */
/* Records that another program wrote, from the documented keys alone, are analysed like our own. */
#include "program.h"

#define WRITE "/usr/bin/python3 " TESTS_FOLDER "/program/foreign_record.py"

static void the_schema_accepts_it_with_and_without_keys_it_does_not_know(void **state)
{
    struct program *program = *state;
    program_need_python();
    if (system("/usr/bin/python3 -c 'import jsonschema' 2>/dev/null")) {
        print_message("python3-jsonschema is not installed\n");
        skip();
    }
    program_run(program, YOKE " help schema >schema.json && " WRITE " >plain.json && " WRITE " extra >extra.json && "
                         "/usr/bin/python3 - <<'END'\n"
                         "import json, jsonschema\n"
                         "schema = json.load(open('schema.json'))\n"
                         "for name in 'plain.json', 'extra.json':\n"
                         "    jsonschema.Draft202012Validator(schema).validate(json.load(open(name)))\n"
                         "END\n");
    program_expect_exit(program, 0);
}

static void it_is_analysed_from_its_samples(void **state)
{
    struct program *program = *state;
    program_need_python();
    program_run(program, WRITE " >plain.json && " YOKE " check plain.json --json >checked.json 2>note && /usr/bin/python3 - <<'END'\n"
                         "import json, statistics\n"
                         "cells = json.load(open('checked.json'))['cells']\n"
                         "plain = json.load(open('plain.json'))['cells']\n"
                         "for cell, given in zip(cells[:2], plain):\n"
                         "    wall = cell['summary']['wall_ns']\n"
                         "    assert wall['n'] == 12 and wall['low'] < wall['median'] < wall['high'], wall\n"
                         "    assert wall['median'] == statistics.median(s['wall_ns'] for s in given['samples']), wall\n"
                         "    assert 'noise' not in cell['samples'][0] and 'accounting' not in cell['summary'], cell\n"
                         "assert cells[1]['baseline'] == cells[0]['name'], cells[1]\n"
                         "assert abs(cells[1]['speedup']['value'] - 2) < 0.05, cells[1]['speedup']\n"
                         "END\n");
    program_expect_exit(program, 0);
    program_run(program, YOKE " check plain.json");
    program_expect_exit(program, 0);
    program_expect(program->out, "sort");
}

static void keys_it_does_not_know_change_nothing(void **state)
{
    struct program *program = *state;
    program_need_python();
    program_run(program, WRITE " >plain.json && " WRITE " extra >extra.json && " YOKE " check plain.json --json >a.json 2>note; " YOKE
                              " check extra.json --json >b.json 2>note; cmp a.json b.json");
    program_expect_exit(program, 0);
}

static void an_analysed_record_is_analysed_to_the_same_bytes(void **state)
{
    struct program *program = *state;
    program_need_python();
    program_run(program, WRITE " extra >extra.json && " YOKE " check extra.json --json >once.json 2>note && " YOKE
                              " check once.json --json >twice.json 2>note && cmp once.json twice.json");
    program_expect_exit(program, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_schema_accepts_it_with_and_without_keys_it_does_not_know, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(it_is_analysed_from_its_samples, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(keys_it_does_not_know_change_nothing, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(an_analysed_record_is_analysed_to_the_same_bytes, program_setup,
                                        program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

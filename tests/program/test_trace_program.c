/* SPDX-License-Identifier: MIT */
/* Traces of the program, read by the reader that docs/record.md shows. */
#include "program.h"

#define TASKS "500"

static void every_executor_traces_every_task_once_and_within_the_sample(void **state)
{
    struct program *program = *state;
    program_need_python();
    program_run(program, YOKE " run spin -w 1,3 --blocks 2 --iterations 2 --quiet -p iterations=1000 --tasks " TASKS
                              " --trace all -o out >table");
    program_expect_exit(program, 0);
    program_run(program, "sed -n '/^```python/,/^```$/p' " PROJECT_FOLDER "/docs/record.md | grep -v '^```' >reader.py\n"
                         "cat >compare.py <<'END'\n"
                         "import glob, json, os, subprocess, sys\n"
                         "named = set()\n"
                         "for cell in json.load(open('out/result.json'))['cells']:\n"
                         "    for sample in cell['samples']:\n"
                         "        trace = sample['trace']\n"
                         "        path = 'out/' + trace['file']\n"
                         "        named.add(path)\n"
                         "        assert os.path.getsize(path) == trace['bytes'] and trace['tasks'] == " TASKS ", trace\n"
                         "        lines = subprocess.run([sys.executable, 'reader.py', path], capture_output=True, check=True).stdout\n"
                         "        tasks = [tuple(map(int, line.split())) for line in lines.splitlines()]\n"
                         "        assert sorted(t[0] for t in tasks) == list(range(" TASKS ")), cell['name']\n"
                         "        for worker in range(cell['workers']):\n"
                         "            assert sum(t[1] == worker for t in tasks) == sample['tasks'][worker], cell['name']\n"
                         "        assert all(t[2] == 0 and t[2] <= t[3] <= t[4] for t in tasks), cell['name']\n"
                         "        assert max(t[4] for t in tasks) <= 1.01 * sample['wall_ns'] + 10000, cell['name']\n"
                         "assert named == set(glob.glob('out/tasks/*')) and len(named) >= 12, named\n"
                         "END\n"
                         "/usr/bin/python3 compare.py");
    program_expect_exit(program, 0);
}

static void of_the_last_samples_only_one_file_a_cell_stays_and_the_record_names_it(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -w 1,2 -e serial,pthread --blocks 4 --iterations 2 --quiet -p iterations=1000 --tasks 20"
                              " --trace last -o out >table");
    program_expect_exit(program, 0);
    program_run(program, "ls out/tasks >there; grep -o 'tasks/[^\"]*.tasks' out/result.json | sed 's,tasks/,,' | sort >named; "
                         "sort there | cmp - named; wc -l <named; grep -c b3- named");
    program_expect_exit(program, 0);
    assert_string_equal(program->out, "3\n3\n");
    program_run(program, YOKE " check out/result.json --json >again.json 2>note; cmp again.json out/result.json");
    program_expect_exit(program, 0);
}

static void a_cell_that_fails_leaves_no_trace_behind(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE_FAULTY " run segfaults -e serial,fork --warmup 0 --blocks 2 --quiet --tasks 20 --trace all -o out >table; ls out/tasks");
    assert_string_equal(program->out, "");
    program_expect_exit(program, 0);
}

static void without_trace_there_is_no_folder_for_them(void **state)
{
    struct program *program = *state;
    program_run(program, YOKE " run spin -e serial --blocks 1 --quiet -p iterations=1000 --tasks 20 -o out >table; ls out");
    assert_null(strstr(program->out, "tasks"));
    program_run(program, YOKE " run spin --trace some");
    program_expect_exit(program, 2);
    program_expect(program->err, "must be off, last or all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_executor_traces_every_task_once_and_within_the_sample, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(of_the_last_samples_only_one_file_a_cell_stays_and_the_record_names_it,
                                        program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(a_cell_that_fails_leaves_no_trace_behind, program_setup, program_teardown),
        cmocka_unit_test_setup_teardown(without_trace_there_is_no_folder_for_them, program_setup, program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

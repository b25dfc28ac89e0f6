/* SPDX-License-Identifier: MIT */
/* yoke tune: its last line, what it writes for other programs, and that a stored record gives the same answer. Widths
 * are few and budgets short: what is proven by then is not asked. */
#include "program.h"

#include <sched.h>

/* One worker is proven at once, for want of others, with a single process, too few to reject the session by; two are not
 * in so short a time. */
static struct program tuned;

static int group_setup(void **state)
{
    (void)state;
    program_begin(&tuned);
    program_run(&tuned,
                "set -e; " YOKE " tune cpu_hash --tasks 50 -e pthread -w 1,2,3 --budget 2s -q -o some >some.txt; " YOKE
                " tune spin --tasks 100 -e serial -w 1 --budget 1ms -q -o spin >spin.txt");
    if (tuned.exit)
        print_error("%s%s", tuned.out, tuned.err);
    return tuned.exit;
}

static int group_teardown(void **state)
{
    (void)state;
    program_end(&tuned);
    return 0;
}

static void the_last_line_says_what_to_set(void **state)
{
    (void)state;
    program_run(&tuned, "tail -1 spin.txt");
    program_expect_exit(&tuned, 0);
    assert_string_equal(tuned.out, "spin: set 1 worker on serial: the fewest proven within 5 % of the best.\n");
}

static void also_where_nothing_is_proven(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune spin --tasks 100 -e pthread -w 1,2 --blocks 1 --budget 1ms -q | tail -1");
    program_expect_exit(&tuned, 0);
    program_expect(tuned.out, "on pthread look");
    program_expect(tuned.out, "spin: nothing is proven yet; of the widths that were measured, ");
}

/* Sixteen runs of 0.3 s take one worker 4.8 s, which is foreseen from what takes sixteen 0.3 s. */
static void what_would_take_longer_than_there_is_time_is_not_begun(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune -e pthread -w 1,2,4,8,16 --budget 3s -q -o slow -- sleep 0.3 >slow.txt; "
                             "grep -c '\"name\": *\"[^\"]*/workers=16\"' slow/result.json; "
                             "grep -c '\"name\": *\"[^\"]*/workers=1\"' slow/result.json; "
                             "grep -o '\"stopped_by\": *\"budget\"' slow/result.json | wc -l");
    assert_string_equal(tuned.out, "1\n0\n1\n");
}

/* Four executors take longer than that for one block. */
static void what_there_is_no_time_for_is_left_out_and_said(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune --budget 2s -q -o long -- sleep 0.1 >long.txt");
    program_expect_exit(&tuned, 0);
    program_run(&tuned, "cat long.txt; grep -o '\"how\": *\"[a-z]*\"' long/result.json | sort -u; "
                        "grep -o 'executor=[a-z]*' long/result.json | sort -u; "
                        "grep -cE 'serial, .*; (more than [0-9]+ workers|widths that the last round of [0-9]+ tasks slows)' "
                        "long.txt; " YOKE
                        " tune --from long/result.json -q | tail -1 >again; tail -1 long.txt | cmp - again");
    program_expect(tuned.out, "rationed: command/run=sleep_0.1: a task takes ");
    program_expect(tuned.out, "for want of time not tried: serial, ");
    program_expect(tuned.out, "\"rationed\"\nexecutor=pthread\n1\n");
    program_expect_exit(&tuned, 0);
}

static void beside_json_it_goes_to_standard_error(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune --from spin/result.json --json >j.json && python3 -m json.tool j.json >/dev/null");
    program_expect_exit(&tuned, 0);
    program_expect(tuned.err, "spin: set 1 worker on serial");
    program_run(&tuned, YOKE " tune --from spin/result.json --json -q >j.json");
    assert_string_equal(tuned.err, "");
}

static void a_stored_record_gives_the_same_recommendation_byte_for_byte(void **state)
{
    (void)state;
    static const char script[] =
        "set -e; for r in some spin; do " YOKE " tune --from $r/result.json --json -q >$r.json; "
        "sed -n '/^\"recommendation\": \\[/,/^\\]/p' $r/result.json >$r.stored; "
        "sed -n '/^\"recommendation\": \\[/,/^\\]/p' $r.json >$r.again; "
        "grep -q '\"executor\":' $r.stored; cmp $r.stored $r.again; done";
    program_run(&tuned, script);
    program_expect_exit(&tuned, 0);
    assert_string_equal(tuned.out, "");
}

static void another_goal_can_be_asked_of_it(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune --from spin/result.json --efficiency 80% | tail -1");
    program_expect(tuned.out,
                   "spin: set 1 worker on serial: the fewest proven within 5 % of the best that keeps 80 % of ideal");
    program_run(&tuned, YOKE " tune --from spin/result.json --p99 20ms");
    program_expect_exit(&tuned, 2);
    assert_string_equal(tuned.out, "");
    program_expect(tuned.err, "spin/result.json holds no times of single tasks");
}

static void memory_is_a_goal_where_it_is_known(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune --from spin/result.json --memory 1GiB | tail -1");
    program_expect(tuned.out,
                   "spin: set 1 worker on serial: the fewest proven within 5 % of the best that stays within 1024 MiB");
    program_run(&tuned, YOKE " tune --from spin/result.json --memory 1KiB");
    program_expect_exit(&tuned, 0);
    program_expect(tuned.out, "every width that was measured misses the target");
    program_run(&tuned, YOKE " tune spin --tasks 100 -e fork -w 1 --blocks 1 --budget 1s --memory 1GiB -q");
    program_expect(tuned.out, "how much memory its workers use is not known: they are processes of their own");
    program_run(&tuned, YOKE " tune spin --memory 5");
    program_expect_exit(&tuned, 2);
    program_expect(tuned.err, "--memory: ");
}

static void an_export_is_lines_for_an_env_file(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune --from spin/result.json --export env:OMP_NUM_THREADS,UV_THREADPOOL_SIZE -q >env && "
                             "cat env && . ./env && test $UV_THREADPOOL_SIZE = 1");
    program_expect_exit(&tuned, 0);
    assert_string_equal(tuned.out, "YOKE_MAX_WORKERS=1\nOMP_NUM_THREADS=1\nUV_THREADPOOL_SIZE=1\n");
    program_run(&tuned, YOKE " tune spin --tasks 100 -e pthread -w 1,2 --blocks 1 --budget 1ms -q --export env");
    program_expect_exit(&tuned, 4);
    assert_string_equal(tuned.out, "");
    program_expect(tuned.err, "no width is proven for spin, so none is written");
}

static void two_records_are_compared(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune --from spin/result.json --compare spin/result.json");
    program_expect_exit(&tuned, 0);
    program_expect(tuned.out, "spin/result.json, ");
    program_expect(tuned.out, ": 1 worker on serial");
    program_expect(tuned.out, "1 on serial would lose on spin/result.json: 0 % [0..0]");
    program_run(&tuned, YOKE " tune --from spin/result.json --compare some/result.json");
    program_expect_exit(&tuned, 5);
    program_expect(tuned.err, "have no workload at the same parameters in common");
}

static void an_interrupted_run_says_what_it_came_to(void **state)
{
    (void)state;
    /* after the first block, which decides nothing; a shell lets its background jobs ignore Ctrl-C */
    program_run(&tuned, "env --default-signal=INT " YOKE
                        " tune spin --tasks 100 -e pthread -w 1,2 --budget 600s -q -o stopped >stopped.txt & tune=$!; "
                        PROGRAM_AWAIT("[ -s stopped/result.json ]") "kill -INT $tune; wait $tune");
    program_expect_exit(&tuned, 130);
    program_run(&tuned, "tail -1 stopped.txt && grep -q '\"complete\": *false' stopped/result.json");
    program_expect_exit(&tuned, 0);
    program_expect(tuned.out, "spin: ");
}

static void work_that_fails_is_said_to_fail(void **state)
{
    (void)state;
    program_run(&tuned, YOKE " tune -e pthread -w 1,2 --budget 2s -q -- sh -c 'echo no licence >&2; exit 1' >failed.txt");
    program_expect_exit(&tuned, 1);
    program_run(&tuned, "tail -1 failed.txt");
    program_expect(tuned.out, "command: nothing could be measured: ");
    program_expect(tuned.out, "ended with exit status 1, not 0: no licence");
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *line, *sentence;
    } lines[] = {
        {"spin --export env:1X", "--export: \"1X\" is no name of an environment variable"},
        {"spin --export env:A,,B", "--export: \"\" is no name of an environment variable"},
        {"spin --export yaml", "--export: \"yaml\" is not env or env:NAME,NAME"},
        {"spin --export env --json", "--export takes standard output for itself: leave out --json"},
        {"spin --from spin/result.json", "--from analyses what was measured: leave out spin"},
        {"-w 2 --from spin/result.json", "--from analyses what was measured: leave out -w"},
        {"plan.json --from spin/result.json", "--from analyses what was measured: leave out plan.json"},
        {"spin --compare spin/result.json", "--compare takes two records: add --from RESULT.json"},
        {"--from spin/result.json --compare some/result.json --json",
         "--compare prints lines of its own: leave out --json"},
        {"spin --memory 5MiB --p99 1ms", "--p99, --efficiency and --memory are goals of their own: take one of them"},
        {"--from nothere.json", "nothere.json: No such file or directory"},
        {"--from spin.txt", "spin.txt:1:"},
        {"--from spin/result.json --compare nothere.json", "nothere.json: No such file or directory"},
        {"--from spin/result.json --p99 1ms --efficiency 50%",
         "--p99, --efficiency and --memory are goals of their own: take one of them"},
    };
    char command[256];
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        snprintf(command, sizeof command, YOKE " tune %s", lines[i].line);
        program_run(&tuned, command);
        program_expect_exit(&tuned, 2);
        assert_string_equal(tuned.out, "");
        program_expect(tuned.err, lines[i].sentence);
    }
}

static void a_narrow_mask_is_seen(void **state)
{
    (void)state;
    cpu_set_t all, one;
    assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
    if (CPU_COUNT(&all) < 2) {
        print_message("this machine lets the test use one processor only\n");
        skip();
    }
    CPU_ZERO(&one);
    for (size_t cpu = 0; cpu < CPU_SETSIZE && !CPU_COUNT(&one); cpu++)
        if (CPU_ISSET(cpu, &all))
            CPU_SET(cpu, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    program_run(&tuned, YOKE " tune spin --tasks 100 -e serial -w 1 --budget 1s -q");
    assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
    program_expect_exit(&tuned, 0);
    program_expect(tuned.out, " 1 in this process's mask ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_line_says_what_to_set),
        cmocka_unit_test(also_where_nothing_is_proven),
        cmocka_unit_test(what_would_take_longer_than_there_is_time_is_not_begun),
        cmocka_unit_test(what_there_is_no_time_for_is_left_out_and_said),
        cmocka_unit_test(beside_json_it_goes_to_standard_error),
        cmocka_unit_test(a_stored_record_gives_the_same_recommendation_byte_for_byte),
        cmocka_unit_test(another_goal_can_be_asked_of_it),
        cmocka_unit_test(memory_is_a_goal_where_it_is_known),
        cmocka_unit_test(an_export_is_lines_for_an_env_file),
        cmocka_unit_test(two_records_are_compared),
        cmocka_unit_test(an_interrupted_run_says_what_it_came_to),
        cmocka_unit_test(work_that_fails_is_said_to_fail),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(a_narrow_mask_is_seen),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

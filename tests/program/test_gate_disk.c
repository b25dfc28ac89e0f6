/* SPDX-License-Identifier: MIT */
/* A gate that cannot save what it measures: one sentence, and exit status 2 where that is found before anything was measured, else 1;
 * and what was saved before is whole. */
#include "program.h"

#include <stdbool.h>

#define GATE "gate slow -e serial --tasks 8 --iterations 1 --metric cpu --control -o out --quiet"

/* Waits until the record shows pairs. */
#define AFTER_SOME_PAIRS PROGRAM_AWAIT("[ -s out/result.json ]")

static void a_file_that_may_not_grow_is_said_before_anything_is_measured(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, "ulimit -f 8; " YOKE_FAULTY " gate good -e serial --tasks 8 --metric cpu --control -o out --quiet");
    program_expect_exit(&program, 2);
    program_expect(program.err, "no room for the results, about 0.2");
    program_end(&program);
}

/* The limit comes while pairs are measured: what was saved before stays whole. */
static void a_limit_that_comes_while_measuring_keeps_the_pairs_so_far(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, YOKE_FAULTY " " GATE " & pid=$!; "
                          AFTER_SOME_PAIRS "prlimit --pid $pid --fsize=64 || exit 77; wait $pid");
    if (program.exit == 77) {
        print_message("skipped: no prlimit to limit the size of files with\n");
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 1);
    program_expect(program.err, "result.json");
    program_run(&program, YOKE " gate --from out/result.json --json | grep -c '\"block\": *0,'; ls out | grep -c tmp");
    assert_true(atoi(program.out) >= 1);
    assert_non_null(strstr(program.out, "\n0\n")); /* nothing half written is left */
    program_end(&program);
}

/* A command that may mount, for itself alone, and as root of itself alone. */
#define APART "unshare --user --map-root-user --mount "

/* Runs `script` where ./small is a file system of a megabyte that nobody else sees. Returns whether that was possible. */
static bool run_on_small_disk(struct program *program, const char *script)
{
    char text[2048];
    snprintf(text, sizeof text,
             "mkdir small; " APART "mount -t tmpfs none small 2>/dev/null || exit 77\n"
             "cat >go <<'END'\nmount -t tmpfs -o size=1m none small && cd small || exit 77\n%s\nEND\n" APART "sh go",
             script);
    program_run(program, text);
    if (program->exit != 77)
        return true;
    print_message("skipped: this machine lets nobody mount a small file system\n");
    return false;
}

static void a_full_disk_is_said_before_anything_is_measured(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    const bool done = run_on_small_disk(&program, "head -c 1040k /dev/zero >fill 2>/dev/null; " YOKE_FAULTY " " GATE);
    if (!done) {
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 2);
    program_expect(program.err, "is the disk full?");
    program_end(&program);
}

static void a_disk_that_fills_up_keeps_the_pairs_so_far(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    const bool done = run_on_small_disk(&program,
                                        YOKE_FAULTY " " GATE " & pid=$!; " AFTER_SOME_PAIRS
                                        "head -c 2m /dev/zero >fill 2>/dev/null; wait $pid; status=$?; rm fill; "
                                        YOKE " gate --from out/result.json --json | grep -c '\"block\": *0,'; ls out | grep -c tmp; "
                                        "exit $status");
    if (!done) {
        program_end(&program);
        skip();
    }
    program_expect_exit(&program, 1);
    program_expect(program.err, "cannot save out/result.json: No space left on device");
    assert_non_null(strstr(program.out, "\n2\n0\n")); /* both sides of the first pair, and nothing half written */
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_may_not_grow_is_said_before_anything_is_measured),
        cmocka_unit_test(a_limit_that_comes_while_measuring_keeps_the_pairs_so_far),
        cmocka_unit_test(a_full_disk_is_said_before_anything_is_measured),
        cmocka_unit_test(a_disk_that_fills_up_keeps_the_pairs_so_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* The plans that are shipped: this build takes every one as it stands. */
#include "program.h"

#include <glob.h>

static void every_shipped_plan_is_accepted(void **state)
{
    (void)state;
    glob_t plans;
    struct program program;
    assert_int_equal(glob(PROJECT_FOLDER "/plans/*.json", 0, NULL, &plans), 0);
    program_begin(&program);
    for (size_t i = 0; i < plans.gl_pathc; i++) {
        char script[1024];
        snprintf(script, sizeof script, YOKE " plan '%s'", plans.gl_pathv[i]);
        program_run(&program, script);
        program_expect_exit(&program, 0);
    }
    program_end(&program);
    globfree(&plans);
}

/* The map has both its axes: every ratio of wait to compute on every width of every parallel executor, and a serial run
 * of each ratio to say what it was. */
static void the_crossover_plan_spans_ratio_and_width(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, YOKE " plan " PROJECT_FOLDER "/plans/crossover.json");
    program_expect_exit(&program, 0);
    program_expect(program.out, "// 95 cells"); /* 5 x (1 + 3 x 6) */
    program_expect(program.out, "\"wait\": [\"0ns\", \"200us\", \"600us\", \"1800us\", \"6200us\"]");
    program_expect(program.out, "\"workers\": [1, 2, 4, 8, 16, 32]");
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_plan_is_accepted),
        cmocka_unit_test(the_crossover_plan_spans_ratio_and_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

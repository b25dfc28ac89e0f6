/* SPDX-License-Identifier: MIT */
/* yoke completion: what shells offer, asked of the shells themselves. */
#include "program.h"

/* What bash would offer for a line; a word a line. */
static void ask(struct program *program, const char *words)
{
    char script[512];
    snprintf(
        script, sizeof script,
        YOKE
        " completion bash >c && bash -c '. ./c; COMP_WORDS=(yoke %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _yoke; "
        "echo \"${COMPREPLY[@]}\"'",
        words);
    program_run(program, script);
    program_expect_exit(program, 0);
}

static void bash_offers_what_the_tables_have(void **state)
{
    (void)state;
    static const struct {
        const char *words, *offers;
    } cases[] = {
        {"comp", "compare completion\n"},
        {"run cpu_m", "cpu_matmul cpu_mandelbrot cpu_montecarlo\n"},
        {"run -e serial,pth", "serial,pthread\n"},
        {"run spin --sched", "--schedule\n"},
        {"run --arrivals p", "poisson\n"},
        {"gate --profile s", "strict\n"},
        {"history exp", "export\n"},
        {"report a.json --to csv,mark", "csv,markdown\n"},
        {"list ex", "executors\n"},
        {"completion z", "zsh\n"},
        {"run nothing_like_it", "\n"},
    };
    struct program program;
    program_begin(&program);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ask(&program, cases[i].words);
        assert_string_equal(program.out, cases[i].offers);
    }
    program_end(&program);
}

static void the_others_take_their_scripts(void **state)
{
    (void)state;
    struct program program;
    size_t taken = 0;
    program_begin(&program);
    for (size_t i = 0; i < 2; i++) {
        const char *shell = i ? "fish" : "zsh";
        char script[256];
        snprintf(script, sizeof script, "command -v %s >/dev/null || exit 77; " YOKE " completion %s >c && %s -n c",
                 shell, shell, shell);
        program_run(&program, script);
        if (program.exit == 77)
            print_message("%s is not here: its script is not read\n", shell);
        else
            program_expect_exit(&program, 0), taken++;
    }
    program_end(&program);
    if (!taken)
        skip();
}

static void another_shell_is_refused_in_one_sentence(void **state)
{
    (void)state;
    struct program program;
    program_begin(&program);
    program_run(&program, YOKE " completion bsh");
    program_expect_exit(&program, 2);
    program_expect(program.err, "completion is for bash, zsh and fish, not \"bsh\". Did you mean bash?");
    program_run(&program, YOKE " completion");
    program_expect_exit(&program, 2);
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bash_offers_what_the_tables_have),
        cmocka_unit_test(the_others_take_their_scripts),
        cmocka_unit_test(another_shell_is_refused_in_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* What is installed is enough: the examples are built against a copy in a folder of its own, by CMake and by pkg-config, and
 * do what they say. */
#include <stdbool.h>

#include "program.h"

/* One visit without much ado, into the folder "out" anew. */
#define QUICK "--quiet --blocks 1 --reserve 0% --warmup 0 --counters none --tasks 4 -o out"
#define EXAMPLES PROJECT_FOLDER "/examples"

static struct program shared;

static int install(void **state)
{
    (void)state;
    program_begin(&shared);
    program_run(&shared, CMAKE " --install " BUILD_FOLDER " --prefix \"$PWD/prefix\" >install.log || { cat install.log; exit 1; }");
    return shared.exit;
}

static int clean(void **state)
{
    (void)state;
    program_end(&shared);
    return 0;
}

static void need(bool there, const char *what)
{
    if (there)
        return;
    print_message("not built: %s\n", what);
    skip();
}

static void need_plain_build(void)
{
    need(!SANITIZE[0], "a sanitized library wants sanitized programs");
}

static void cmake_finds_it_and_the_examples_run(void **state)
{
    (void)state;
    need_plain_build();
#ifndef CXX_COMPILER
    need(false, "there is no C++ compiler");
#else
    program_run(&shared, CMAKE " -S " EXAMPLES " -B made -DCMAKE_PREFIX_PATH=\"$PWD/prefix\" -DCMAKE_C_COMPILER=" C_COMPILER
                         " -DCMAKE_CXX_COMPILER=" CXX_COMPILER " -DCMAKE_C_FLAGS='-Wall -Wextra -Werror' >made.log 2>&1 && "
                         CMAKE " --build made >>made.log 2>&1 || { cat made.log; exit 1; }");
    program_expect_exit(&shared, 0);
    program_run(&shared, "made/smallest run spin_down -e serial,pthread,fork,coop -w 2 " QUICK);
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "coop");
    program_run(&shared, "rm -r out; made/workload run popcount -e pthread -w 2 " QUICK " && rm -r out && "
                         "made/sorting run sort_strings -e fork -w 2 " QUICK);
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "sort_strings");
#endif
}

static void a_program_of_ones_own_has_every_verb(void **state)
{
    (void)state;
    need_plain_build();
    program_run(&shared, "test -x made/workload || exit 77; made/workload list workloads && made/workload help workload popcount "
                         "&& made/workload plan popcount -w 1 --seed 1");
    if (shared.exit == 77)
        need(false, "it was not built");
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "popcount");
    program_expect(shared.out, "cpu_primes");
    program_expect(shared.out, "bits in every number up to a limit");
}

static void a_plug_in_brings_a_workload_and_a_report(void **state)
{
    (void)state;
    need_plain_build();
    program_run(&shared, "test -f made/plugin.so || exit 77; rm -rf out; prefix/bin/yoke run reverse --plugin made/plugin.so -e all "
                         "-w 2 --format medians " QUICK);
    if (shared.exit == 77)
        need(false, "it was not built");
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "reverse/executor=coop/workers=2 ");
    program_run(&shared, "rm -r out; printf '{\"plugins\": [\"made/plugin.so\"], \"workload\": \"reverse\", \"executors\": "
                         "\"serial\"}' >plan.json; prefix/bin/yoke run plan.json " QUICK " && cp out/plan.json again.json && "
                         "rm -r out && prefix/bin/yoke run again.json " QUICK " && prefix/bin/yoke list --plugin=made/plugin.so");
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "one line a cell");
    program_run(&shared, "prefix/bin/yoke run reverse " QUICK);
    program_expect_exit(&shared, 2);
    program_run(&shared, "prefix/bin/yoke run reverse --plugin ./plan.json " QUICK);
    program_expect_exit(&shared, 2);
    program_expect(shared.err, "plan.json is no shared object");
}

static void a_plug_in_brings_an_executor(void **state)
{
    (void)state;
    need_plain_build();
    program_run(&shared, "test -f made/executor.so || exit 77; rm -rf out; prefix/bin/yoke run cpu_nqueens -p queens=8 "
                         "--plugin made/executor.so -e serial,backwards --schedule dynamic " QUICK);
    if (shared.exit == 77)
        need(false, "it was not built");
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "backwards");
    program_run(&shared, "rm -rf out; prefix/bin/yoke run io_sleep -p longest=1us --rate 1k/s --plugin made/executor.so -e backwards "
                         QUICK);
    program_expect_exit(&shared, 0);
}

/* What is exported by accident is taken for a promise. */
static void the_library_exports_what_its_headers_declare_and_nothing_else(void **state)
{
    (void)state;
    need_plain_build();
    program_run(&shared, "nm -D --defined-only prefix/" LIBRARY_FOLDER "/libyoke.so >nm.txt || exit 77; awk '{print $3}' nm.txt | "
                         "sort >exported; diff " PROJECT_FOLDER "/tests/program/libyoke.symbols exported && "
                         "for name in $(cat exported); do grep -q \"\\b$name(\" prefix/include/yoke/*.h || echo $name is undeclared; done");
    if (shared.exit == 77)
        need(false, "there is no nm");
    program_expect_exit(&shared, 0);
    assert_string_equal(shared.out, "");
}

/* Each by itself, so that none leans on what another has included. */
static void every_header_is_c11_and_cpp17(void **state)
{
    (void)state;
    program_run(&shared, "for header in prefix/include/yoke/*.h; do echo \"#include <yoke/${header##*/}>\" | " C_COMPILER
                         " -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -Iprefix/include -x c - || exit 1; done");
    program_expect_exit(&shared, 0);
#ifdef CXX_COMPILER
    program_run(&shared, "for header in prefix/include/yoke/*.h; do echo \"#include <yoke/${header##*/}>\" | " CXX_COMPILER
                         " -std=c++17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -Iprefix/include -x c++ - || exit 1; done");
    program_expect_exit(&shared, 0);
#else
    print_message("not looked at as C++: there is no C++ compiler\n");
#endif
}

static void a_plan_says_a_command(void **state)
{
    (void)state;
    program_run(&shared, "rm -rf out; seq 2000 -1 1 >numbers.txt; seq 2000 >sorted.txt; prefix/bin/yoke run " EXAMPLES
                         "/command.json --quiet --blocks 1 --reserve 0% -o out");
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "coop");
}

static void pkg_config_finds_it(void **state)
{
    (void)state;
    need_plain_build();
    need(!system("pkg-config --version >/dev/null 2>&1"), "there is no pkg-config");
    program_run(&shared, "export PKG_CONFIG_PATH=\"$PWD/prefix/" LIBRARY_FOLDER "/pkgconfig\" && " C_COMPILER " -o mine " EXAMPLES
                         "/workload.c $(pkg-config --cflags --libs yoke) -Wl,-rpath,\"$(pkg-config --variable=libdir yoke)\" && "
                         "rm -rf out && ./mine run popcount -e serial " QUICK);
    program_expect_exit(&shared, 0);
    program_expect(shared.out, "popcount");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cmake_finds_it_and_the_examples_run),
        cmocka_unit_test(a_program_of_ones_own_has_every_verb),
        cmocka_unit_test(a_plug_in_brings_a_workload_and_a_report),
        cmocka_unit_test(a_plug_in_brings_an_executor),
        cmocka_unit_test(the_library_exports_what_its_headers_declare_and_nothing_else),
        cmocka_unit_test(every_header_is_c11_and_cpp17),
        cmocka_unit_test(a_plan_says_a_command),
        cmocka_unit_test(pkg_config_finds_it),
    };
    return cmocka_run_group_tests(tests, install, clean);
}

/* SPDX-License-Identifier: MIT */
/* Flame graphs and folded stacks of one made-up profile, with the names that C++ and bad luck make. */
#include "flame_svg.h"

#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "fixture.h"
#include "golden.h"
#include "record.h"
#include "yoke/report.h"

extern const struct yoke_report yoke_report_folded;

static struct yoke_profile_function functions[] = {
    {"std::map<int, std::string>::operator[](int const&)", "libx.so.1", 60, 60},
    {"evil\"</text><script>;alert(1)</script> 7\n\033[31m\xff", "a&b", 25, 85},
    {"futex_wait", "[kernel]", 10, 10},
    {"main", "yoke", 5, 100},
};
static uint64_t stack_function[] = {3, 1, 0, 2}, stack_caller[] = {0, 1, 2, 1}, stack_samples[] = {5, 25, 60, 10};

static struct yoke_cell cell_make(void)
{
    struct yoke_cell cell;
    shape_clear(&cell_shape, &cell);
    cell.name = "spin/n=1;2/executor=pthread/workers=4";
    cell.workers = 4;
    cell.tasks = 10;
    cell.profile = (struct yoke_profile){.samples = 100, .lost = 0, .rate_hz = 997, .scope = "user", .runs = 12, .wall_ns = 1e6,
        .functions = functions, .function_count = 4, .stack_function = stack_function, .stack_function_count = 4,
        .stack_caller = stack_caller, .stack_caller_count = 4, .stack_samples = stack_samples, .stack_samples_count = 4};
    return cell;
}

static void a_flame_graph_is_drawn_as_it_was_before(void **state)
{
    (void)state;
    const struct yoke_cell cell = cell_make();
    struct profile_tree tree;
    struct golden golden;
    assert_int_equal(profile_tree_init(&tree, &cell.profile), 0);
    struct flame flame = {.cell = &cell, .tree = &tree, .growth = "From 1 to 4 workers <it> grows.",
                          .foot = {.lines = {"host & date"}, .count = 1}};
    golden_open(&golden);
    flame_svg_write(&flame, golden.stream);
    golden_check(&golden, "flame.svg");
    profile_tree_release(&tree);
}

static void folded_stacks_keep_one_line_a_chain_whatever_the_names_hold(void **state)
{
    (void)state;
    struct yoke_cell cell = cell_make();
    struct yoke_record record = {.cells = &cell, .cell_count = 1};
    struct golden golden;
    struct yoke_error error = {.text = ""};
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = stderr, .utf8 = true};
    assert_int_equal(yoke_report_folded.write(&record, &target, &error), 0);
    golden_check(&golden, "profile.folded");
}

static void beside_a_base_every_chain_of_either_has_both_numbers_and_the_growth_is_said(void **state)
{
    (void)state;
    static uint64_t functions_before[] = {3, 2, 0}, callers[] = {0, 1, 1}, samples[] = {5, 10, 7};
    struct yoke_cell cell = cell_make(), before = cell_make();
    struct yoke_record record = {.cells = &cell, .cell_count = 1}, base = {.cells = &before, .cell_count = 1};
    struct golden golden;
    struct yoke_error error = {.text = ""};
    char *said = NULL;
    size_t size = 0;
    before.profile.stack_function = functions_before;
    before.profile.stack_caller = callers;
    before.profile.stack_samples = samples;
    before.profile.stack_function_count = before.profile.stack_caller_count = before.profile.stack_samples_count = 3;
    before.profile.samples = 22;
    golden_open(&golden);
    const struct yoke_target target = {.stream = golden.stream, .notes = open_memstream(&said, &size), .utf8 = true};
    struct yoke_compared_result results[] = {{.side = "old", .record = &base}, {.side = "new", .record = &record}};
    struct yoke_compared_side sides[] = {{.name = "old", .reference = true}, {.name = "new"}};
    const struct yoke_comparison comparison = {.results = results, .result_count = 2, .sides = sides, .side_count = 2};
    assert_int_equal(yoke_report_folded.compare(&comparison, &target, &error), 0);
    fclose(target.notes);
    golden_check(&golden, "profile_beside_base.folded");
    assert_non_null(strstr(said, "From the base to this the processor time of a task grows (184 µs → 836 µs)"));
    free(said);
}

static void a_profile_that_contradicts_itself_is_left_out_and_said(void **state)
{
    (void)state;
    struct yoke_cell cell = cell_make();
    struct yoke_record record = {.cells = &cell, .cell_count = 1};
    struct yoke_error error = {.text = ""};
    char *text = NULL, *said = NULL;
    size_t size = 0, said_size = 0;
    unsigned lacking = 0;
    cell.profile.samples = 99;
    const struct yoke_target target = {.stream = open_memstream(&text, &size), .notes = open_memstream(&said, &said_size),
                                       .utf8 = true, .lacking = &lacking};
    assert_int_equal(yoke_report_folded.write(&record, &target, &error), 0);
    fclose(target.stream);
    fclose(target.notes);
    assert_string_equal(text, "");
    assert_non_null(strstr(said, "contradicts itself"));
    assert_true(lacking > 0);
    free(text);
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flame_graph_is_drawn_as_it_was_before),
        cmocka_unit_test(folded_stacks_keep_one_line_a_chain_whatever_the_names_hold),
        cmocka_unit_test(beside_a_base_every_chain_of_either_has_both_numbers_and_the_growth_is_said),
        cmocka_unit_test(a_profile_that_contradicts_itself_is_left_out_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

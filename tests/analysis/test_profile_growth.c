/* SPDX-License-Identifier: MIT */
#include "profile_growth.h"

#include <errno.h>
#include <math.h>

#include "fields.h"
#include "fixture.h"

/* A cell of 10 tasks, profiled for 10 runs at 1000 samples a second: a sample is 10 us of a task. */
static struct yoke_cell cell_of(struct yoke_profile_function functions[], size_t count)
{
    struct yoke_cell cell;
    shape_clear(&cell_shape, &cell);
    cell.tasks = 10;
    cell.profile.runs = 10;
    cell.profile.rate_hz = 1000;
    cell.profile.scope = "all";
    cell.profile.functions = functions;
    cell.profile.function_count = count;
    cell.profile.samples = 0;
    for (size_t i = 0; i < count; i++)
        cell.profile.samples += functions[i].self;
    return cell;
}

static void the_function_that_grew_most_is_named_with_its_share(void **state)
{
    (void)state;
    struct yoke_profile_function before[] = {{"work", "m", 400, 400}, {"lock", "m", 100, 100}};
    struct yoke_profile_function after[] = {{"work", "m", 420, 420}, {"lock", "m", 700, 700}, {"futex", "[kernel]", 180, 180}};
    const struct yoke_cell from = cell_of(before, 2), to = cell_of(after, 3);
    struct profile_growth growth;
    assert_int_equal(profile_growth_compute(&from, &to, &growth), 0);
    assert_true(growth.grown);
    assert_string_equal(growth.function->name, "lock");
    assert_near(growth.all.from_ns, 5e6, 1);
    assert_near(growth.all.to_ns, 13e6, 1);
    assert_near(growth.own.from_ns, 1e6, 1);
    assert_near(growth.own.to_ns, 7e6, 1);
    assert_near(growth.share, 0.75, 1e-9);
    assert_near(growth.kernel_share, 0.225, 1e-9);
}

static void what_chance_explains_has_not_grown(void **state)
{
    (void)state;
    struct yoke_profile_function before[] = {{"work", "m", 400, 400}};
    struct yoke_profile_function after[] = {{"work", "m", 440, 440}};
    const struct yoke_cell from = cell_of(before, 1), to = cell_of(after, 1);
    struct profile_growth growth;
    assert_int_equal(profile_growth_compute(&from, &to, &growth), 0);
    assert_false(growth.grown);
    assert_null(growth.function);
}

static void functions_of_one_name_in_two_files_are_two(void **state)
{
    (void)state;
    struct yoke_profile_function before[] = {{"f", "a", 400, 400}, {"f", "b", 100, 100}};
    struct yoke_profile_function after[] = {{"f", "b", 600, 600}, {"f", "a", 400, 400}};
    const struct yoke_cell from = cell_of(before, 2), to = cell_of(after, 2);
    struct profile_growth growth;
    assert_int_equal(profile_growth_compute(&from, &to, &growth), 0);
    assert_string_equal(growth.function->module, "b");
    assert_near(growth.own.from_ns, 1e6, 1);
}

static void profiles_that_are_short_or_unlike_are_not_compared(void **state)
{
    (void)state;
    struct yoke_profile_function few[] = {{"f", "a", 9, 9}}, many[] = {{"f", "a", 900, 900}};
    const struct yoke_cell short_one = cell_of(few, 1), long_one = cell_of(many, 1);
    struct yoke_cell user = cell_of(many, 1), idle = cell_of(many, 1);
    struct profile_growth growth;
    user.profile.scope = "user";
    idle.profile.runs = 0;
    assert_int_equal(profile_growth_compute(&short_one, &long_one, &growth), -ENOENT);
    assert_int_equal(profile_growth_compute(&long_one, &user, &growth), -EINVAL);
    assert_int_equal(profile_growth_compute(&idle, &long_one, &growth), -EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_function_that_grew_most_is_named_with_its_share),
        cmocka_unit_test(what_chance_explains_has_not_grown),
        cmocka_unit_test(functions_of_one_name_in_two_files_are_two),
        cmocka_unit_test(profiles_that_are_short_or_unlike_are_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

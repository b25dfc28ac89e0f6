/* SPDX-License-Identifier: MIT */
#include "chains.h"

#include <errno.h>

#include "fixture.h"
#include "profile_tree.h"

/* A forest being filled, and the record it goes to. */
struct fixture {
    struct chains *chains;
    struct record *record;
    struct yoke_profile profile;
};

static struct fixture begin(void)
{
    struct fixture fixture = {.chains = chains_new(), .record = record_new()};
    assert_non_null(fixture.chains);
    assert_non_null(fixture.record);
    return fixture;
}

static void end(struct fixture *fixture)
{
    chains_free(fixture->chains);
    record_free(fixture->record);
}

static void add(struct fixture *fixture, const char *one, const char *two, const char *three, uint64_t samples)
{
    const struct stack_frame frames[] = {{one, "m"}, {two, "m"}, {three, "m"}};
    assert_int_equal(chains_add(fixture->chains, frames, three ? 3 : two ? 2 : 1, samples), 0);
}

static void store(struct fixture *fixture)
{
    assert_int_equal(chains_store(fixture->chains, fixture->record, &fixture->profile), 0);
}

static const struct yoke_profile_function *function_of(const struct yoke_profile *profile, const char *name)
{
    for (size_t i = 0; i < profile->function_count; i++)
        if (!strcmp(profile->functions[i].name, name))
            return &profile->functions[i];
    fail_msg("no function %s", name);
    return NULL;
}

static void chains_that_begin_alike_share_their_nodes(void **state)
{
    (void)state;
    struct fixture fixture = begin();
    add(&fixture, "main", "run", "hot", 6);
    add(&fixture, "main", "run", "cold", 1);
    add(&fixture, "main", "run", "hot", 2);
    add(&fixture, "main", NULL, NULL, 1);
    store(&fixture);
    assert_int_equal(fixture.profile.samples, 10);
    assert_int_equal(fixture.profile.stack_function_count, 4);
    assert_int_equal(function_of(&fixture.profile, "hot")->self, 8);
    assert_int_equal(function_of(&fixture.profile, "main")->self, 1);
    assert_int_equal(function_of(&fixture.profile, "main")->total, 10);
    assert_string_equal(fixture.profile.functions[0].name, "hot");
    end(&fixture);
}

static void recursion_counts_a_sample_once_in_a_total(void **state)
{
    (void)state;
    struct fixture fixture = begin();
    add(&fixture, "main", "again", "again", 5);
    store(&fixture);
    assert_int_equal(function_of(&fixture.profile, "again")->total, 5);
    assert_int_equal(function_of(&fixture.profile, "again")->self, 5);
    end(&fixture);
}

static void the_order_in_which_chains_come_does_not_matter(void **state)
{
    (void)state;
    struct fixture one = begin(), other = begin();
    add(&one, "a", "b", "c", 3), add(&one, "a", "d", NULL, 3), add(&one, "e", NULL, NULL, 1);
    add(&other, "e", NULL, NULL, 1), add(&other, "a", "d", NULL, 3), add(&other, "a", "b", "c", 3);
    store(&one), store(&other);
    assert_int_equal(one.profile.stack_function_count, other.profile.stack_function_count);
    for (size_t i = 0; i < one.profile.stack_function_count; i++) {
        assert_string_equal(one.profile.functions[one.profile.stack_function[i]].name,
                            other.profile.functions[other.profile.stack_function[i]].name);
        assert_int_equal(one.profile.stack_caller[i], other.profile.stack_caller[i]);
        assert_int_equal(one.profile.stack_samples[i], other.profile.stack_samples[i]);
    }
    end(&one);
    end(&other);
}

static void what_is_stored_is_a_tree_with_the_same_sums(void **state)
{
    (void)state;
    struct fixture fixture = begin();
    struct profile_tree tree;
    add(&fixture, "main", "run", "hot", 6), add(&fixture, "main", "run", NULL, 1), add(&fixture, "thread", "hot", NULL, 2);
    store(&fixture);
    assert_int_equal(profile_tree_init(&tree, &fixture.profile), 0);
    assert_int_equal(tree.samples, 9);
    assert_int_equal(tree.depth, 3);
    for (size_t i = 0; i < tree.count; i++)
        if (!strcmp(tree.nodes[i].function->name, "run"))
            assert_int_equal(tree.nodes[i].total, 7);
    profile_tree_release(&tree);
    end(&fixture);
}

static void beyond_the_most_nodes_samples_are_counted_where_the_chain_is_still_known(void **state)
{
    (void)state;
    struct fixture fixture = begin();
    static char names[CHAINS_NODES_MOST + 10][16];
    for (size_t i = 0; i < CHAINS_NODES_MOST + 10; i++) {
        snprintf(names[i], sizeof names[i], "f%zu", i % 100);
        const struct stack_frame frames[] = {{"root", "m"}, {names[i], "m"}, {names[(i / 100) % 100], "m"}, {names[i / 10000], "n"}};
        assert_int_equal(chains_add(fixture.chains, frames, 4, 1), 0);
    }
    store(&fixture);
    assert_int_equal(fixture.profile.samples, CHAINS_NODES_MOST + 10);
    assert_in_range(fixture.profile.stack_function_count, 1, CHAINS_NODES_MOST);
    end(&fixture);
}

static void a_profile_that_contradicts_itself_is_no_tree(void **state)
{
    (void)state;
    struct yoke_profile_function function = {"f", "m", 1, 1};
    uint64_t functions[] = {0, 0, 0}, callers[] = {0, 1, 1}, samples[] = {1, 1, 1};
    struct profile_tree tree;
    struct yoke_profile profile = {.samples = 3, .functions = &function, .function_count = 1, .stack_function = functions,
        .stack_function_count = 3, .stack_caller = callers, .stack_caller_count = 3, .stack_samples = samples,
        .stack_samples_count = 3};
    assert_int_equal(profile_tree_init(&tree, &profile), 0);
    profile_tree_release(&tree);
    profile.samples = 4;
    assert_int_equal(profile_tree_init(&tree, &profile), -EINVAL);
    profile.samples = 3;
    callers[1] = 2; /* calls itself */
    assert_int_equal(profile_tree_init(&tree, &profile), -EINVAL);
    callers[1] = 1;
    functions[2] = 1; /* is not there */
    assert_int_equal(profile_tree_init(&tree, &profile), -EINVAL);
    functions[2] = 0;
    profile.stack_samples_count = 2;
    assert_int_equal(profile_tree_init(&tree, &profile), -EINVAL);
    profile.samples = YOKE_MISSING;
    assert_int_equal(profile_tree_init(&tree, &profile), -ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_that_begin_alike_share_their_nodes),
        cmocka_unit_test(recursion_counts_a_sample_once_in_a_total),
        cmocka_unit_test(the_order_in_which_chains_come_does_not_matter),
        cmocka_unit_test(what_is_stored_is_a_tree_with_the_same_sums),
        cmocka_unit_test(beyond_the_most_nodes_samples_are_counted_where_the_chain_is_still_known),
        cmocka_unit_test(a_profile_that_contradicts_itself_is_no_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Reading placements, and the two that do not choose: none and a list. */
#include "machines.h"
#include "placement.h"

#include <errno.h>

static int apply_text(void **state, const char *machine, const char *text, unsigned workers, unsigned cpus[],
                      struct yoke_error *error)
{
    struct placement placement;
    assert_int_equal(placement_parse(text, &placement, error), 0);
    return placement_apply(&placement, machines_find(*state, machine)->topology, workers, cpus, error);
}

static void none_leaves_the_workers_alone(void **state)
{
    unsigned cpus[2] = {77, 78};
    struct yoke_error error = {""};
    assert_int_equal(apply_text(state, "xeon-2s8c2t", "none", 2, cpus, &error), 0);
    assert_int_equal(cpus[0], 77);
    assert_int_equal(cpus[1], 78);
}

static void a_list_is_used_in_its_own_order_and_wraps(void **state)
{
    unsigned cpus[10];
    const unsigned expected[10] = {9, 2, 3, 4, 9, 2, 3, 4, 9, 2};
    struct yoke_error error = {""};
    assert_int_equal(apply_text(state, "xeon-2s8c2t", "9,2-4", 10, cpus, &error), 4);
    assert_memory_equal(cpus, expected, sizeof expected);
    assert_int_equal(apply_text(state, "xeon-2s8c2t", "9,2-4", 2, cpus, &error), 2);
    assert_memory_equal(cpus, expected, 2 * sizeof *expected);
}

static void a_list_of_a_processor_that_is_not_allowed_says_which_are(void **state)
{
    unsigned cpus[2];
    struct yoke_error error = {""};
    assert_int_equal(apply_text(state, "opteron-8n-cpuset", "0,4", 1, cpus, &error), -EINVAL); /* also when unused */
    assert_string_equal(error.text, "processor 4 is not allowed here (allowed: 0-3,5-6,12-15)");
    struct yoke_error absent = {""};
    assert_int_equal(apply_text(state, "xeon-no-cpu0-no-node0", "0", 1, cpus, &absent), -EINVAL);
    assert_string_equal(absent.text, "processor 0 is not allowed here (allowed: 4-20)");
}

static void policies_are_read_by_name(void **state)
{
    (void)state;
    for (enum placement_policy policy = PLACEMENT_NONE; policy <= PLACEMENT_LIST; ++policy) {
        struct placement placement;
        struct yoke_error error = {""};
        const char *text = policy == PLACEMENT_LIST ? "0" : placement_policy_name(policy);
        assert_int_equal(placement_parse(text, &placement, &error), 0);
        assert_int_equal(placement.policy, policy);
    }
    assert_string_equal(placement_policy_name(PLACEMENT_LIST), "list");
}

static void a_list_is_read_with_its_ranges(void **state)
{
    (void)state;
    struct placement placement;
    struct yoke_error error = {""};
    const unsigned expected[] = {0, 2, 4, 5, 6, 7, 65535};
    assert_int_equal(placement_parse("0,2,4-7,65535", &placement, &error), 0);
    assert_int_equal(placement.policy, PLACEMENT_LIST);
    assert_int_equal(placement.list_count, 7);
    assert_memory_equal(placement.list, expected, sizeof expected);
    assert_int_equal(placement_parse("0-1023", &placement, &error), 0);
    assert_int_equal(placement.list_count, 1024);
}

static void what_cannot_be_read_says_what_and_where_and_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } bad[] = {
        {"", "placement \"\" is not known; write none, compact, scatter or a list of processors like 0,2,4-7"},
        {"comapct",
         "placement \"comapct\" is not known; write none, compact, scatter or a list of processors like 0,2,4-7"},
        {"-1", "placement \"-1\" is not known; write none, compact, scatter or a list of processors like 0,2,4-7"},
        {"0,", "placement \"0,\" ends where a processor number is expected, as in 0,2,4-7"},
        {"2-", "placement \"2-\" ends where a processor number is expected, as in 0,2,4-7"},
        {"0,,2", "placement \"0,,2\": a processor number is expected at \",2\", as in 0,2,4-7"},
        {"0..3", "placement \"0..3\": unexpected \"..3\"; processors are listed like 0,2,4-7"},
        {"0, 2", "placement \"0, 2\": a processor number is expected at \" 2\", as in 0,2,4-7"},
        {"1-2-3", "placement \"1-2-3\": unexpected \"-3\"; processors are listed like 0,2,4-7"},
        {"7-4", "placement \"7-4\": the range 7-4 goes downwards, write 4-7"},
        {"0-2,1",
         "placement \"0-2,1\" names processor 1 twice; name each once (more workers than processors start again "
         "at the first)"},
        {"65536", "placement \"65536\": there is no processor 65536 (the highest number accepted is 65535)"},
        {"99999999999999999999999999", "placement \"99999999999999999999999999\": there is no processor "
                                       "99999999999999999999 (the highest number accepted is 65535)"},
        {"0-1024", "placement \"0-1024\" names more than 1024 processors"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
        struct placement placement;
        struct yoke_error error = {""};
        assert_int_equal(placement_parse(bad[i].text, &placement, &error), -EINVAL);
        assert_string_equal(error.text, bad[i].sentence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_leaves_the_workers_alone),
        cmocka_unit_test(a_list_is_used_in_its_own_order_and_wraps),
        cmocka_unit_test(a_list_of_a_processor_that_is_not_allowed_says_which_are),
        cmocka_unit_test(policies_are_read_by_name),
        cmocka_unit_test(a_list_is_read_with_its_ranges),
        cmocka_unit_test(what_cannot_be_read_says_what_and_where_and_what_would_be_right),
    };
    return cmocka_run_group_tests(tests, machines_setup, machines_teardown);
}

/* SPDX-License-Identifier: MIT */
/* gate.json: which entry holds, when an acceptance is over, and that a mistake has its place. */
#include "gate_policy.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

static char folder[] = "/tmp/yoke-policy-XXXXXX";

static int folder_enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && !chdir(folder) && !mkdir("sub", 0700) ? 0 : -1;
}

static int folder_remove(void **state)
{
    (void)state;
    unlink("gate.json");
    return rmdir("sub") || chdir("/") || rmdir(folder);
}

static int policy_read(const char *text, struct gate_policy **policy, struct document_fault *fault)
{
    FILE *file = fopen("gate.json", "we");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    *fault = (struct document_fault){.error = {.text = ""}};
    return gate_policy_read(NULL, policy, fault);
}

static void the_first_entry_whose_pattern_matches_holds(void **state)
{
    (void)state;
    struct gate_policy *policy;
    struct document_fault fault;
    assert_int_equal(policy_read("{\"cells\": [{\"match\": \"spin/*executor=fork*\", \"metric\": \"wall\", \"tolerance\": \"10%\"},\n"
                                 "{\"match\": \"spin/*\", \"tolerance\": 0.2}, {\"match\": \"*\", \"tolerance\": \"30%\"}]}",
                                 &policy, &fault), 0);
    assert_near(gate_policy_entry(policy, "spin/n=1/executor=fork/workers=2")->tolerance, 0.1, 1e-12);
    assert_string_equal(gate_policy_entry(policy, "spin/n=1/executor=fork/workers=2")->metric, "wall");
    assert_near(gate_policy_entry(policy, "spin/n=1/executor=serial")->tolerance, 0.2, 1e-12);
    assert_null(gate_policy_entry(policy, "spin/n=1/executor=serial")->metric);
    assert_near(gate_policy_entry(policy, "io_sleep/executor=fork")->tolerance, 0.3, 1e-12);
    gate_policy_free(policy);
}

static void a_cell_that_no_pattern_matches_has_no_entry(void **state)
{
    (void)state;
    struct gate_policy *policy;
    struct document_fault fault;
    assert_int_equal(policy_read("{\"cells\": [{\"match\": \"spin\", \"tolerance\": \"10%\"}]}", &policy, &fault), 0);
    assert_null(gate_policy_entry(policy, "spin/n=1"));
    gate_policy_free(policy);
}

static void an_acceptance_holds_on_its_last_day_and_not_on_the_next(void **state)
{
    (void)state;
    struct gate_policy *policy;
    struct document_fault fault;
    assert_int_equal(policy_read("{\"cells\": [{\"match\": \"*\", \"accept\": {\"reason\": \"safer\", \"until\": \"2028-02-29\"}}]}",
                                 &policy, &fault), 0);
    const struct gate_entry *entry = gate_policy_entry(policy, "spin");
    assert_string_equal(entry->reason, "safer");
    assert_false(gate_entry_expired(entry, "2028-02-28"));
    assert_false(gate_entry_expired(entry, "2028-02-29"));
    assert_true(gate_entry_expired(entry, "2028-03-01"));
    gate_policy_free(policy);
}

static void the_nearest_file_upwards_is_read(void **state)
{
    (void)state;
    struct gate_policy *policy;
    struct document_fault fault;
    assert_int_equal(policy_read("{\"cells\": [{\"match\": \"*\", \"tolerance\": \"7%\"}]}", &policy, &fault), 0);
    gate_policy_free(policy);
    assert_int_equal(chdir("sub"), 0);
    const int status = gate_policy_read(NULL, &policy, &fault);
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(status, 0);
    assert_near(gate_policy_entry(policy, "spin")->tolerance, 0.07, 1e-12);
    gate_policy_free(policy);
}

static void a_mistake_is_refused_with_its_place(void **state)
{
    (void)state;
#define UNTIL(date) "{\"cells\": [\n{\"match\": \"*\", \"accept\": {\"reason\": \"x\", \"until\": \"" date "\"}}]}"
    static const char *const cases[][2] = {
        {UNTIL("2026-02-29"), "gate.json:2:"}, /* 2026 is no leap year */
        {UNTIL("2026-04-31"), "gate.json:2:"},
        {UNTIL("2026-13-01"), "gate.json:2:"},
        {UNTIL("2026-00-10"), "gate.json:2:"},
        {UNTIL("9999-99-99"), "gate.json:2:"},
        {UNTIL("2026-1-1"), "gate.json:2:"},
        {"{\"cells\": [{\"match\": \"*\", \"accept\": {\"reason\": \"x\"}}]}", "needs both"},
        {"{\"cells\": [{\"match\": \"*\", \"accept\": {\"until\": \"2026-12-31\"}}]}", "needs both"},
        {"{\"cells\": [{\"tolerance\": \"5%\"}]}", "an entry needs a \"match\""},
        {"{\"cells\": [{\"match\": \"*\", \"tolerance\": 5}]}", "must be a share"},
        {"{\"cells\": [{\"match\": \"*\", \"tolerence\": \"5%\"}]}", "not this \"tolerence\""},
        {"{\"sells\": []}", "not \"sells\""},
        {"{}", "a list \"cells\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gate_policy *policy = NULL;
        struct document_fault fault;
        assert_true(policy_read(cases[i][0], &policy, &fault) < 0);
        if (!strstr(fault.error.text, cases[i][1]))
            fail_msg("case %zu says: %s", i, fault.error.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_entry_whose_pattern_matches_holds),
        cmocka_unit_test(a_cell_that_no_pattern_matches_has_no_entry),
        cmocka_unit_test(an_acceptance_holds_on_its_last_day_and_not_on_the_next),
        cmocka_unit_test(the_nearest_file_upwards_is_read),
        cmocka_unit_test(a_mistake_is_refused_with_its_place),
    };
    return cmocka_run_group_tests(tests, folder_enter, folder_remove);
}

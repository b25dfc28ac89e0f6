/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "gate_anytime.h"
#include "gate_power.h"
#include "gate_test.h"

static const struct gate_margins usual = {0.01, 0.03};

static struct gate_rule rule_of(const char *profile, size_t tests, bool anytime)
{
    return gate_rule_make(gate_profile_find(profile), tests, anytime);
}

/* A test fed with pairs that alternate around `centre`, `spread` to either side, never twice the same. */
static struct gate_test fed(const struct gate_rule *rule, double centre, double spread, size_t pairs)
{
    struct gate_test test = gate_test_begin(&usual);
    for (size_t i = 0; i < pairs; i++)
        gate_test_add(&test, rule, centre + (i % 2 ? spread : -spread) * (1 + 1e-3 * (double)i));
    return test;
}

static void a_suite_of_fifty_needs_fifteen_pairs_before_it_can_fail(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 50, false);
    assert_int_equal(gate_rule_attainable(&rule), 15);
    assert_near(gate_rule_change_level(&rule), 0.01 / 300, 1e-15);
}

static void a_gate_that_cannot_fail_is_seen_before_it_runs(void **state)
{
    (void)state;
    struct gate_rule rule = rule_of("default", 50, false);
    rule.look_count = 1; /* 12 pairs only: 2^-12 is more than 1 % / 50 */
    assert_int_equal(gate_rule_attainable(&rule), 0);
}

static void profiles_end_where_the_specification_says(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t pairs, looks;
    } cases[] = {{"coarse", 60, 5}, {"default", 90, 6}, {"fine", 135, 7}, {"strict", 200, 8}};
    for (size_t i = 0; i < 4; i++) {
        const struct gate_rule rule = rule_of(cases[i].name, 1, false);
        assert_int_equal(gate_rule_pairs_most(&rule), cases[i].pairs);
        assert_int_equal(rule.look_count, cases[i].looks);
    }
    assert_null(gate_profile_find("sharp"));
}

static void the_first_look_proves_sameness_and_ends_the_test(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 50, false);
    const struct gate_test test = fed(&rule, 0, 0.005, 90);
    assert_int_equal(test.claim, GATE_UNCHANGED);
    assert_int_equal(test.count, 12);
    assert_true(gate_test_over(&test, &rule));
}

static void a_slow_down_in_a_large_suite_waits_for_the_second_look(void **state)
{
    (void)state;
    const struct gate_rule large = rule_of("default", 50, false), small = rule_of("default", 1, false);
    const struct gate_test late = fed(&large, 0.05, 0.001, 90), early = fed(&small, 0.05, 0.001, 90);
    assert_int_equal(late.claim, GATE_REGRESSED);
    assert_int_equal(late.count, 18);
    assert_int_equal(early.count, 12);
}

static void a_speed_up_is_an_improvement(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 50, false);
    assert_int_equal(fed(&rule, -0.05, 0.001, 90).claim, GATE_IMPROVED);
}

static void what_is_neither_stays_undecided_until_the_last_look(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 50, false);
    struct gate_test test = gate_test_begin(&usual);
    for (size_t i = 0; i < 200; i++) /* all over +-30 % */
        gate_test_add(&test, &rule, 0.30 * ((double)(i * 37 % 91) / 45 - 1));
    assert_int_equal(test.claim, GATE_UNDECIDED);
    assert_int_equal(test.count, 90);
    assert_int_equal(test.looks_made, 6);
    const struct stats_interval proven = gate_test_proven(&test);
    assert_true(proven.low < 0.97 && proven.high > 1.03);
}

static void time_that_runs_out_still_gets_its_look(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 1, false);
    struct gate_test test = fed(&rule, 0.10, 0.001, 10);
    assert_int_equal(test.looks_made, 0);
    gate_test_end(&test, &rule);
    assert_int_equal(test.looks_made, 1);
    assert_int_equal(test.claim, GATE_REGRESSED); /* 2^-10 < 1 % / 6 */
    gate_test_end(&test, &rule);
    assert_int_equal(test.looks_made, 1);
}

static void holm_lets_a_cell_pass_once_others_are_surely_slower(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 2, false);
    struct gate_test sure = fed(&rule, 0.05, 0.001, 90), close = gate_test_begin(&usual);
    close.slower = 0.008; /* above 1 % / 2, below 1 %: enough once the other is out of the way */
    struct gate_test *tests[] = {&sure, &close};
    assert_int_equal(gate_tests_settle(tests, 2, &rule), 0);
    assert_int_equal(close.claim, GATE_REGRESSED);
    close.claim = GATE_UNDECIDED;
    sure.slower = 0.02;
    assert_int_equal(gate_tests_settle(tests, 2, &rule), 0);
    assert_int_equal(close.claim, GATE_UNDECIDED);
}

static void the_ratio_comes_with_what_is_proven_on_either_side(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 50, false);
    const struct gate_test test = fed(&rule, log(1.05), 0.001, 18);
    const struct stats_estimate ratio = gate_test_ratio(&test);
    const struct stats_interval proven = gate_test_proven(&test);
    assert_near(ratio.value, 1.05, 0.001);
    assert_true(ratio.interval.low <= proven.low && proven.high <= ratio.interval.high);
}

static void evidence_grows_with_agreement_and_never_without_pairs(void **state)
{
    (void)state;
    const double ups[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, mixed[] = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
    assert_near(gate_anytime_evidence(ups, 0, 0), 1, 1e-12);
    /* all of n up: 2^(n + 1) / (n + 1) * (1 - 2^-(n + 1)) by integrating p^n from 1/2 to 1 */
    assert_near(gate_anytime_evidence(ups, 10, 0), 2048.0 / 11 * (1 - 1.0 / 2048), 1e-9);
    assert_true(gate_anytime_evidence(mixed, 10, 0) < 1);
}

static void anytime_decides_between_looks(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 1, true);
    const struct gate_test test = fed(&rule, 0.05, 0.001, 90);
    assert_int_equal(test.claim, GATE_REGRESSED);
    assert_int_equal(test.count, gate_rule_attainable(&rule));
}

static void more_noise_needs_more_pairs(void **state)
{
    (void)state;
    const struct gate_rule rule = rule_of("default", 50, false);
    const struct gate_test calm = fed(&rule, 0.02, 0.02, 12), rough = fed(&rule, 0.02, 0.06, 12);
    const struct gate_power few = gate_power_of(&calm, &rule), many = gate_power_of(&rough, &rule);
    assert_near(many.deviation / few.deviation, 3, 0.01);
    assert_near(many.pairs_needed / few.pairs_needed, 9, 0.1);
    assert_true(few.detectable > 0.01 && few.detectable < many.detectable);
    const struct gate_test empty = gate_test_begin(&usual);
    assert_true(isnan(gate_power_of(&empty, &rule).pairs_needed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_suite_of_fifty_needs_fifteen_pairs_before_it_can_fail),
        cmocka_unit_test(a_gate_that_cannot_fail_is_seen_before_it_runs),
        cmocka_unit_test(profiles_end_where_the_specification_says),
        cmocka_unit_test(the_first_look_proves_sameness_and_ends_the_test),
        cmocka_unit_test(a_slow_down_in_a_large_suite_waits_for_the_second_look),
        cmocka_unit_test(a_speed_up_is_an_improvement),
        cmocka_unit_test(what_is_neither_stays_undecided_until_the_last_look),
        cmocka_unit_test(time_that_runs_out_still_gets_its_look),
        cmocka_unit_test(holm_lets_a_cell_pass_once_others_are_surely_slower),
        cmocka_unit_test(the_ratio_comes_with_what_is_proven_on_either_side),
        cmocka_unit_test(evidence_grows_with_agreement_and_never_without_pairs),
        cmocka_unit_test(anytime_decides_between_looks),
        cmocka_unit_test(more_noise_needs_more_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

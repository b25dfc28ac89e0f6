/* SPDX-License-Identifier: MIT */
#include "made_gate.h"
#include "stats.h"
#include "yoke/random.h"

static const char CELL[] = "spin/executor=serial/workers=1";

static void margins_are_as_much_wider_as_two_starts_lie_apart_and_never_less_than_delta(void **state)
{
    (void)state;
    const struct gate_profile *profile = gate_profile_find("default");
    const double wide[] = {-0.04, -0.02, -0.01, 0, 0.01, 0.02, 0.04}, alike[] = {0, 0, 0, 0, 0, 0};
    assert_near(gate_stored_widening(wide, 7, profile), exp(2 * sqrt(2) * 1.4826 * 0.02) - 1, 1e-12);
    assert_near(gate_stored_widening(alike, 6, profile), 0.01, 1e-12);
    assert_near(gate_stored_widening(wide, 0, profile), 0.01, 1e-12);
}

static void a_change_that_pairs_prove_is_not_claimed_where_a_day_may_differ_by_as_much(void **state)
{
    (void)state;
    const struct made_cell cell = {CELL, 1.025, 0.004, 90, false};
    struct record *paired = made_gate(&cell, 1, "wall", MADE_BY_COIN), *stored = made_gate_stored(&cell, 90, 1);
    assert_int_equal(paired->facts.verdicts[0].word, YOKE_REGRESSED);
    assert_int_equal(stored->facts.verdicts[0].word, YOKE_UNCHANGED);
    assert_true(stored->facts.verdicts[0].delta > 0.025);
    assert_true(stored->facts.verdicts[0].theta > stored->facts.verdicts[0].delta);
    assert_string_equal(stored->facts.gate.rule, GATE_STORED);
    record_free(stored);
    record_free(paired);
}

static void a_larger_change_is_found_in_either_direction(void **state)
{
    (void)state;
    static const double ratios[] = {1.08, 0.92};
    static const enum yoke_verdict_word words[] = {YOKE_REGRESSED, YOKE_IMPROVED};
    for (size_t i = 0; i < 2; i++) {
        struct record *record = made_gate_stored(&(struct made_cell){CELL, ratios[i], 0.004, 90, false}, 20, 1);
        assert_int_equal(record->facts.verdicts[0].word, words[i]);
        assert_near(record->facts.verdicts[0].ratio.value, ratios[i], 0.01);
        assert_int_equal(record->facts.exit, i ? 0 : 3);
        record_free(record);
    }
}

static void a_machine_that_got_slower_itself_is_refused_not_the_program(void **state)
{
    (void)state;
    struct record *record = made_gate_stored(&(struct made_cell){CELL, 1.08, 0.004, 90, false}, 20, 1.08);
    assert_int_equal(record->facts.verdicts[0].word, YOKE_REJECTED);
    assert_non_null(strstr(record->facts.verdicts[0].reason, "8.0 % longer"));
    assert_int_equal(record->facts.exit, 6);
    record_free(record);
}

static void a_baseline_of_few_starts_leaves_the_question_open(void **state)
{
    (void)state;
    struct record *record = made_gate_stored(&(struct made_cell){CELL, 1.5, 0.004, 90, false}, 5, 1);
    assert_int_equal(record->facts.verdicts[0].word, YOKE_INCONCLUSIVE);
    assert_string_equal(record->facts.verdicts[0].reason, GATE_STORED_FEW);
    assert_int_equal(record->facts.exit, 4);
    record_free(record);
}

static void deciding_again_from_the_record_says_the_same(void **state)
{
    (void)state;
    struct record *record = made_gate_stored(&(struct made_cell){CELL, 1.04, 0.01, 40, false}, 30, 1);
    const struct yoke_verdict before = record->facts.verdicts[0];
    struct gate_suite suite;
    struct yoke_error error = {0};
    assert_int_equal(gate_suite_restore(&suite, &record->facts, &error), 0);
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    const struct yoke_verdict *after = &record->facts.verdicts[0];
    assert_int_equal(after->word, before.word);
    assert_near(after->delta, before.delta, 0);
    assert_near(after->p_slower, before.p_slower, 0);
    assert_near(after->ratio.low, before.ratio.low, 0);
    gate_suite_release(&suite);
    record_free(record);
}

/* --- what sessions cost ---------------------------------------------------------------------------------------------- */

static double normal(uint64_t seed, uint64_t number)
{
    const double first = ((double)(yoke_random_draw(seed, 2 * number) >> 11) + 0.5) * 0x1p-53;
    const double second = ((double)(yoke_random_draw(seed, 2 * number + 1) >> 11) + 0.5) * 0x1p-53;
    return sqrt(-2 * log(first)) * cos(2 * M_PI * second);
}

/* Is one look's "slower" wrong? Starts spread by 1 %, and each session lies off by as much again. */
static bool cries_wolf(uint64_t trial, bool widened)
{
    enum { STARTS = 12 };
    double base[STARTS], candidate[STARTS];
    for (uint64_t i = 0; i < STARTS; i++) {
        base[i] = 0.01 * (normal(trial, 0) + normal(trial, 2 + i));
        candidate[i] = 0.01 * (normal(trial, 1) + normal(trial, 2 + STARTS + i));
    }
    const struct gate_profile *profile = gate_profile_find("default");
    const double delta = 0.01 + (widened ? gate_stored_widening(base, STARTS, profile) : 0);
    const struct gate_rule rule = gate_rule_make(profile, 1, false);
    return gate_stored_look(&(struct gate_margins){delta, 0.03}, base, STARTS, candidate, STARTS).slower <=
           gate_rule_change_level(&rule);
}

static void sessions_that_differ_as_starts_do_seldom_raise_an_alarm_and_often_do_with_the_usual_margins(void **state)
{
    (void)state;
    enum { TRIALS = 1000 };
    size_t widened = 0, usual = 0;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        widened += cries_wolf(trial, true);
        usual += cries_wolf(trial, false);
    }
    print_message("alarms in %d trials: %zu, with the usual margins %zu\n", TRIALS, widened, usual);
    assert_true(widened <= TRIALS / 100);
    assert_true(usual >= TRIALS / 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(margins_are_as_much_wider_as_two_starts_lie_apart_and_never_less_than_delta),
        cmocka_unit_test(a_change_that_pairs_prove_is_not_claimed_where_a_day_may_differ_by_as_much),
        cmocka_unit_test(a_larger_change_is_found_in_either_direction),
        cmocka_unit_test(a_machine_that_got_slower_itself_is_refused_not_the_program),
        cmocka_unit_test(a_baseline_of_few_starts_leaves_the_question_open),
        cmocka_unit_test(deciding_again_from_the_record_says_the_same),
        cmocka_unit_test(sessions_that_differ_as_starts_do_seldom_raise_an_alarm_and_often_do_with_the_usual_margins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

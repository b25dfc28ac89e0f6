/* SPDX-License-Identifier: MIT */
/* A little of simulate_gate: fixed seeds, bounds wide enough that only a mistake can cross them. */
#include "fixture.h"
#include "gates.h"
#include "sanitized.h"

enum { CALM = NOISE_MODELS - 1 /* all models but hostile */ };

static struct gates_tally gated(int model, const char *profile, double ratio, bool anytime, size_t suites)
{
    struct draws draws = {.seed = 100 + (uint64_t)model};
    struct gates_tally tally = {0};
    const struct gates_study study = {&noise_models[model], gate_profile_find(profile), ratio, anytime};
    assert_int_equal(gates_run(&study, SANITIZED ? 1 : suites, &draws, &tally), 0);
    return tally;
}

static void nothing_changed_is_never_called_changed_and_mostly_proven(void **state)
{
    (void)state;
    for (int model = 0; model < NOISE_MODELS; model++) {
        const struct gates_tally tally = gated(model, "default", 1, false, 6);
        assert_int_equal(tally.regressed.hits + tally.improved.hits, 0);
        assert_true(tally_percent(&tally.unchanged) >= 95);
    }
}

static void five_percent_are_found(void **state)
{
    (void)state;
    for (int model = 0; model < CALM; model++) {
        const struct gates_tally tally = gated(model, "default", 1.05, false, 4);
        assert_true(tally_percent(&tally.regressed) >= 98);
        assert_true(tally_percent(&tally.in_time) >= 95);
    }
    const struct gates_tally hostile = gated(CALM, "default", 1.05, false, 4);
    assert_true(tally_percent(&hostile.regressed) >= 90);
}

static void five_percent_less_are_an_improvement(void **state)
{
    (void)state;
    const struct gates_tally tally = gated(4, "default", 0.95, false, 2);
    assert_true(tally_percent(&tally.improved) >= 97);
    assert_int_equal(tally.regressed.hits, 0);
}

static void the_fine_profile_finds_two_percent_and_the_strict_one_one(void **state)
{
    (void)state;
    const struct gates_tally fine = gated(1, "fine", 1.02, false, 1), strict = gated(0, "strict", 1.01, false, 1);
    assert_true(tally_percent(&fine.regressed) >= 90);
    assert_true(tally_percent(&strict.regressed) >= 90);
}

static void anytime_keeps_its_level_and_finds_as_much(void **state)
{
    (void)state;
    const struct gates_tally same = gated(5, "default", 1, true, 4), slower = gated(4, "default", 1.05, true, 2);
    assert_int_equal(same.regressed.hits + same.improved.hits, 0);
    assert_true(tally_percent(&slower.regressed) >= 95);
}

static void the_usual_rules_cry_wolf_on_the_same_pairs(void **state)
{
    (void)state;
    const struct gates_tally same = gated(5, "default", 1, false, 6);
    assert_true(tally_percent(&same.peers[USUAL_MEAN]) > 5);
    assert_int_equal(same.regressed.hits, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changed_is_never_called_changed_and_mostly_proven),
        cmocka_unit_test(five_percent_are_found),
        cmocka_unit_test(five_percent_less_are_an_improvement),
        cmocka_unit_test(the_fine_profile_finds_two_percent_and_the_strict_one_one),
        cmocka_unit_test(anytime_keeps_its_level_and_finds_as_much),
        cmocka_unit_test(the_usual_rules_cry_wolf_on_the_same_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

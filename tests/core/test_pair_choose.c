/* SPDX-License-Identifier: MIT */
/* In turns, interleaved or side by side: how pairs are run, and what becomes of sides that cannot be run so. */
#include "pair_trial.h"

/* Two like sides. In turns every second start takes `turns_ns` longer than 10 ms, at the same time the one on processor
 * 5 takes `duet_ns` longer; what the job was is written down, and then `in_duet` done. */
static struct trial duet_begin(unsigned long turns_ns, unsigned long duet_ns, const char *in_duet)
{
    struct trial trial = trial_begin(10000000, 10000000, "", "");
    const char *const paths[2] = {trial.base, trial.candidate};
    trial.duet = true;
    for (size_t side = 0; side < 2; side++) {
        FILE *file = fopen(paths[side], "we");
        assert_non_null(file);
        fprintf(file, "#!/bin/sh\ncd ${0%%/*}\nread job <&3\necho '{\"type\":\"hello\",\"protocol\":1,\"in_step\":true}' >&3\nwall=10000000\n"
                "case $job in *'\"in_step\":true'*)\n"
                "  echo '{\"type\":\"ready\"}' >&3; read word <&3\n"
                "  place=3; case $job in *'\"places\":[5]'*) place=5; wall=%lu;; esac\n"
                "  echo ${0##*/} $place >>duets; %s;;\n"
                "*)\n  echo ${0##*/} >>turns; [ $(($(wc -l <turns) %% 2)) = 1 ] || wall=%lu;;\nesac\n"
                "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":'$$',\"wall_ns\":'$wall',\"crashed\":false,"
                "\"verified\":true,\"usable\":true}]}' >&3\necho '{\"type\":\"done\"}' >&3\n",
                10000000 + duet_ns, in_duet, 10000000 + turns_ns);
        assert_int_equal(fclose(file), 0);
    }
    return trial;
}

static size_t lines_count(const struct trial *trial, const char *pattern, const char *name)
{
    char command[160];
    unsigned long count = 0;
    snprintf(command, sizeof command, "cat %s/%s 2>/dev/null | grep -c '%s'", trial->folder, name, pattern);
    FILE *pipe = popen(command, "re");
    assert_non_null(pipe);
    assert_int_equal(fscanf(pipe, "%lu", &count), 1);
    pclose(pipe);
    return count;
}

static void a_cell_whose_starts_agree_better_side_by_side_is_measured_so(void **state)
{
    (void)state;
    struct trial trial = duet_begin(3000000, 0, ":");
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        assert_string_equal(facts->cells[side].pairing.how, YOKE_DUET);
        assert_near(facts->cells[side].pairing.alone_spread, log(1.3), 1e-9);
        assert_near(facts->cells[side].pairing.duet_spread, 0, 1e-9);
        assert_int_equal(facts->cells[side].sample_count, 12);
    }
    assert_int_equal(facts->verdicts[0].word, YOKE_UNCHANGED);
    size_t on_base_places = 0;
    for (size_t pair = 0; pair < 12; pair++)
        on_base_places += gate_order_coin(SEED, 0, pair);
    /* in the trials the base is on both */
    const size_t trials = lines_count(&trial, "base", "turns") / 2;
    assert_int_equal(lines_count(&trial, "candidate 3", "duets"), on_base_places);
    assert_int_equal(lines_count(&trial, "candidate 5", "duets"), 12 - on_base_places);
    assert_int_equal(lines_count(&trial, "base 5", "duets"), on_base_places + trials);
    assert_int_equal(lines_count(&trial, "candidate", "turns"), 0);
    trial_end(&trial);
}

static void one_whose_starts_disturb_each_other_is_measured_in_turns(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 3000000, ":");
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        assert_string_equal(facts->cells[side].pairing.how, YOKE_TURNS);
        assert_near(facts->cells[side].pairing.alone_spread, 0, 1e-9);
        assert_near(facts->cells[side].pairing.duet_spread, log(1.3), 1e-9);
    }
    assert_int_equal(facts->verdicts[0].word, YOKE_UNCHANGED);
    assert_int_equal(lines_count(&trial, "candidate", "duets"), 0);
    assert_int_equal(lines_count(&trial, "candidate", "turns"), 12);
    trial_end(&trial);
}

static void one_that_cannot_run_beside_itself_is_measured_in_turns_and_says_why(void **state)
{
    (void)state;
    struct trial trial = duet_begin(3000000, 0, "exit 3");
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        const struct yoke_pairing *pairing = &facts->cells[side].pairing;
        assert_string_equal(pairing->how, YOKE_TURNS);
        assert_true(isnan(pairing->alone_spread) && isnan(pairing->duet_spread));
        assert_string_equal(pairing->reason, "the cell process exited with status 3 before it was done");
        assert_int_equal(facts->cells[side].status, YOKE_CELL_OK);
    }
    assert_int_equal(lines_count(&trial, "base", "duets"), 2);
    assert_int_equal(lines_count(&trial, "candidate", "duets"), 0);
    assert_true(lines_count(&trial, "candidate", "turns") >= 12);
    trial_end(&trial);
}

static void trials_leave_the_pairs_their_part_of_the_budget(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 0, ":");
    trial.budget_ns = 1;
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    assert_string_equal(facts->cells[0].pairing.reason, "to try both ways would take more than half of the budget");
    assert_string_equal(facts->stopped_by, "budget");
    assert_int_equal(lines_count(&trial, "base", "turns"), 0);
    assert_int_equal(lines_count(&trial, "base", "duets"), 0);
    trial_end(&trial);
}

static void a_trial_that_will_not_end_in_time_is_given_up_at_once(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 0, "sleep 0.3");
    trial.budget_ns = 1000000000;
    trial_run(&trial, false, 0);
    assert_non_null(trial.record->facts.cells[0].pairing.reason);
    assert_int_equal(lines_count(&trial, "base", "duets"), 2);
    assert_true(lines_count(&trial, "base", "turns") <= 2 + lines_count(&trial, "candidate", "turns") + 1);
    trial_end(&trial);
}

static void sides_that_wait_are_interleaved(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 0, ":");
    trial.duet = false;
    trial.how = YOKE_INTERLEAVED;
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    assert_string_equal(facts->cells[0].pairing.how, YOKE_INTERLEAVED);
    assert_null(facts->cells[0].pairing.reason);
    assert_int_equal(facts->verdicts[0].word, YOKE_UNCHANGED);
    assert_int_equal(lines_count(&trial, ".", "duets"), 24); /* nobody was told to be elsewhere */
    assert_int_equal(lines_count(&trial, "5", "duets"), 0);
    assert_int_equal(lines_count(&trial, ".", "turns"), 0);
    trial_end(&trial);
}

static void interleaved_starts_get_as_many_runs_as_fit_and_an_even_number(void **state)
{
    (void)state;
    static const struct {
        const char *how;
        unsigned long run_ns;
        uint64_t runs;
    } cases[] = {{YOKE_INTERLEAVED, 5000000, 6},  {YOKE_INTERLEAVED, 7000000, 4}, {YOKE_INTERLEAVED, 10000000, 2},
                 {YOKE_INTERLEAVED, 90000000, 2}, {YOKE_INTERLEAVED, 1000000, 8}, {YOKE_TURNS, 5000000, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial trial = trial_begin(cases[i].run_ns, cases[i].run_ns, "", "");
        trial.how = cases[i].how;
        trial.open = true;
        trial_run(&trial, false, 0);
        for (size_t side = 0; side < 2; side++)
            assert_int_equal(trial.record->facts.cells[side].iterations, cases[i].runs);
        trial_end(&trial);
    }
}

static void a_base_too_old_for_a_duet_says_so(void **state)
{
    (void)state;
    struct trial trial = trial_begin(10000000, 10000000, "", "");
    trial.duet = true;
    trial_run(&trial, false, 0);
    const struct yoke_pairing *pairing = &trial.record->facts.cells[0].pairing;
    assert_string_equal(pairing->how, YOKE_TURNS);
    assert_non_null(strstr(pairing->reason, "base was built by a yoke too old to wait"));
    assert_int_equal(trial.record->facts.verdicts[0].word, YOKE_UNCHANGED);
    trial_end(&trial);
}

static void a_side_too_old_to_wait_is_measured_in_turns(void **state)
{
    (void)state;
    struct trial trial = trial_begin(10000000, 10800000, "", "");
    trial.how = YOKE_INTERLEAVED;
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        assert_string_equal(facts->cells[side].pairing.how, YOKE_TURNS);
        assert_non_null(strstr(facts->cells[side].pairing.reason, "too old to wait"));
        assert_int_equal(facts->cells[side].sample_count, 12);
    }
    assert_int_equal(facts->verdicts[0].word, YOKE_REGRESSED);
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sides_that_wait_are_interleaved),
        cmocka_unit_test(interleaved_starts_get_as_many_runs_as_fit_and_an_even_number),
        cmocka_unit_test(a_base_too_old_for_a_duet_says_so),
        cmocka_unit_test(a_side_too_old_to_wait_is_measured_in_turns),
        cmocka_unit_test(a_cell_whose_starts_agree_better_side_by_side_is_measured_so),
        cmocka_unit_test(one_whose_starts_disturb_each_other_is_measured_in_turns),
        cmocka_unit_test(one_that_cannot_run_beside_itself_is_measured_in_turns_and_says_why),
        cmocka_unit_test(trials_leave_the_pairs_their_part_of_the_budget),
        cmocka_unit_test(a_trial_that_will_not_end_in_time_is_given_up_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

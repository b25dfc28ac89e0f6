/* SPDX-License-Identifier: MIT */
#include "made_gate.h"

static enum yoke_verdict_word word_of(const struct record *record, size_t index)
{
    return record->facts.verdicts[index].word;
}

static void every_cell_gets_its_own_word(void **state)
{
    (void)state;
    const struct made_cell cells[] = {
        {"spin/executor=serial", 1, 0.004, 12, false},
        {"spin/executor=fork", 1.08, 0.004, 18, false},
        {"io/executor=serial", 0.92, 0.004, 18, false},
        {"io/executor=fork", 1, 0.4, 90, false},
    };
    struct record *record = made_gate(cells, 4, "wall", MADE_BY_COIN);
    assert_int_equal(word_of(record, 0), YOKE_UNCHANGED);
    assert_int_equal(word_of(record, 1), YOKE_REGRESSED);
    assert_int_equal(word_of(record, 2), YOKE_IMPROVED);
    assert_int_equal(word_of(record, 3), YOKE_INCONCLUSIVE);
    assert_non_null(strstr(record->facts.verdicts[3].reason, "would have been found"));
    assert_string_equal(record->facts.verdicts[1].cell, "spin/executor=fork");
    assert_near(record->facts.verdicts[1].ratio.value, 1.08, 0.005);
    assert_int_equal(record->facts.exit, 3);
    assert_string_equal(record->facts.gate.verdict, "fail");
    record_free(record);
}

static void a_fixed_order_is_confounded_and_proves_nothing(void **state)
{
    (void)state;
    const struct made_cell cell = {"spin/executor=serial", 1, 0.004, 12, false};
    struct record *thrown = made_gate(&cell, 1, "wall", MADE_BY_COIN), *fixed = made_gate(&cell, 1, "wall", MADE_BASE_FIRST);
    assert_int_equal(word_of(thrown, 0), YOKE_UNCHANGED);
    assert_int_equal(word_of(fixed, 0), YOKE_CONFOUNDED);
    assert_int_equal(fixed->facts.exit, 6);
    record_free(fixed);
    record_free(thrown);
}

static void a_machine_that_disturbs_every_pair_is_refused(void **state)
{
    (void)state;
    const struct made_cell cell = {"spin/executor=serial", 1.5, 0.004, 90, true};
    struct record *record = made_gate(&cell, 1, "wall", MADE_BY_COIN);
    assert_int_equal(word_of(record, 0), YOKE_REJECTED);
    assert_int_equal(record->facts.verdicts[0].pairs, 0);
    assert_string_equal(record->facts.verdicts[0].with_all, "regressed");
    assert_int_equal(record->facts.exit, 6);
    record_free(record);
}

/* Wide noise, so that nothing is decided; the canary was kept waiting now and then, on a processor that was always as fast. */
static void a_canary_that_waits_is_no_unsteady_machine_to_cpu_time(void **state)
{
    (void)state;
    static const char *const metrics[] = {"wall", "cpu"};
    static const enum yoke_verdict_word words[] = {YOKE_REJECTED, YOKE_INCONCLUSIVE};
    const struct made_cell cell = {"spin/executor=serial", 1, 0.4, 90, false};
    for (size_t i = 0; i < 2; i++) {
        struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
        struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
        const struct gate_metric metric = gate_metric_named(metrics[i]);
        for (size_t side = 0; side < 2; side++)
            for (size_t k = 0; k < record->facts.cells[side].sample_count; k++) {
                struct yoke_noise *noise = &record->facts.cells[side].samples[k].noise;
                noise->canary_before_ns = 1000000 * (1 + k % 3);
                noise->canary_before_cpu_ns = 1000000 + k % 7;
            }
        assert_int_equal(gate_suite_add(&suite, &record->facts, 0, &metric, &(struct gate_margins){0.01, 0.03}, NULL), 0);
        gate_suite_update(&suite, &record->facts);
        assert_int_equal(gate_suite_settle(&suite, record), 0);
        assert_int_equal(word_of(record, 0), words[i]);
        gate_suite_release(&suite);
        record_free(record);
    }
}

/* Wide noise, so that nothing is decided; a canary is always slower beside another. */
static void that_songs_of_duets_are_longer_is_no_unsteady_machine(void **state)
{
    (void)state;
    const struct made_cell cells[] = {{"spin/executor=serial", 1, 0.4, 90, false},
                                      {"spin/executor=pthread", 1, 0.4, 90, false}};
    struct record *record = made_gate_cells(cells, 2, MADE_BY_COIN);
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    const struct gate_metric metric = gate_metric_named("wall");
    for (size_t i = 0; i < 4; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->pairing.how = i >= 2 ? YOKE_DUET : YOKE_TURNS;
        for (size_t k = 0; k < cell->sample_count; k++)
            cell->samples[k].noise.canary_before_ns = (i >= 2 ? 1500000 : 1000000) + k;
    }
    for (size_t pair = 0; pair < 2; pair++)
        assert_int_equal(
            gate_suite_add(&suite, &record->facts, pair, &metric, &(struct gate_margins){0.01, 0.03}, NULL), 0);
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    for (size_t pair = 0; pair < 2; pair++)
        assert_int_equal(word_of(record, pair), YOKE_INCONCLUSIVE);
    gate_suite_release(&suite);
    record_free(record);
}

static void waiting_disturbs_wall_time_and_not_cpu_time(void **state)
{
    (void)state;
    static const char *const metrics[] = {"wall", "cpu"};
    static const enum yoke_verdict_word words[] = {YOKE_INCONCLUSIVE, YOKE_UNCHANGED};
    for (size_t i = 0; i < 2; i++) {
        const struct made_cell cell = {"spin/executor=serial", 1, 0.004, 12, true};
        struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
        for (size_t k = 0; k < 24; k++)
            record->facts.cells[k / 12].samples[k % 12].disturbed_by = k % 12 < 6 ? "waiting" : NULL;
        for (size_t k = 0; k < 24; k++)
            if (k % 12 >= 6)
                record->facts.cells[k / 12].samples[k % 12].disturbed = NULL;
        struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
        const struct gate_metric metric = gate_metric_named(metrics[i]);
        gate_suite_add(&suite, &record->facts, 0, &metric, &(struct gate_margins){0.01, 0.03}, NULL);
        gate_suite_update(&suite, &record->facts);
        assert_int_equal(gate_suite_settle(&suite, record), 0);
        assert_int_equal(word_of(record, 0), words[i]);
        gate_suite_release(&suite);
        record_free(record);
    }
}

/* One start of one worker that was on its way for so long, waited for a processor and ran. */
static double own_of(uint64_t wall_ns, uint64_t delay_ns, uint64_t cpu_ns, uint64_t workers)
{
    struct record *record = made_record(1);
    struct yoke_cell *cell = &record->facts.cells[0];
    struct yoke_sample *sample = made_sample(record, cell, 0, wall_ns);
    cell->workers = workers;
    sample->noise.run_delay_ns = delay_ns;
    sample->cpu_ns = cpu_ns;
    const struct gate_metric own = gate_metric_named("own");
    const double value = gate_metric_value(&own, cell, 0, 1);
    record_free(record);
    return value;
}

static void own_time_is_wall_time_without_the_wait_for_a_processor(void **state)
{
    (void)state;
    assert_near(own_of(15000000, 4000000, 9000000, 1), 11e6, 0);  /* it slept for 2 ms by its own doing */
    assert_near(own_of(15000000, 6000100, 9000000, 1), 9e6, 0);   /* what it waited for before its first task is no part of wall */
    assert_true(isnan(own_of(15000000, YOKE_MISSING, 9000000, 1)));
    assert_true(isnan(own_of(15000000, 4000000, 9000000, 2)));
}

static void a_metric_that_no_start_has_is_not_waited_for(void **state)
{
    (void)state;
    const struct made_cell cell = {"spin/executor=serial", 1, 0.004, 12, false};
    struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
    for (size_t k = 0; k < 24; k++)
        record->facts.cells[k / 12].samples[k % 12].noise.run_delay_ns = YOKE_MISSING;
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    const struct gate_metric metric = gate_metric_named("own");
    gate_suite_add(&suite, &record->facts, 0, &metric, &(struct gate_margins){0.01, 0.03}, NULL);
    assert_true(gate_suite_wants(&suite, &record->facts, 0));
    gate_suite_update(&suite, &record->facts);
    assert_false(gate_suite_wants(&suite, &record->facts, 0));
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    assert_int_equal(word_of(record, 0), YOKE_SKIPPED);
    assert_non_null(strstr(record->facts.verdicts[0].reason, "waited for a processor"));
    gate_suite_release(&suite);
    record_free(record);
}

static void a_count_that_never_varies_is_compared_exactly(void **state)
{
    (void)state;
    for (uint64_t more = 0; more < 2; more++) {
        const struct made_cell cell = {"spin/executor=serial", 1, 0, 12, false};
        struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
        for (size_t i = 0; i < 24; i++) {
            struct yoke_sample *sample = &record->facts.cells[i / 12].samples[i % 12];
            sample->counters = record_alloc(record, sizeof *sample->counters);
            sample->counter_count = 1;
            sample->counters[0] = (struct yoke_counter){"instructions", YOKE_COUNTER_OK, 1000000 + more * (i / 12), NAN, NULL};
        }
        struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
        const struct gate_metric metric = gate_metric_named("instructions");
        gate_suite_add(&suite, &record->facts, 0, &metric, &(struct gate_margins){0.01, 0.03}, NULL);
        gate_suite_update(&suite, &record->facts);
        assert_int_equal(gate_suite_settle(&suite, record), 0);
        assert_int_equal(word_of(record, 0), more ? YOKE_DETERMINISTIC_CHANGED : YOKE_DETERMINISTIC_SAME);
        assert_int_equal(gate_exit(&record->facts), more ? 3 : 0);
        gate_suite_release(&suite);
        record_free(record);
    }
}

static void speedup_is_gated_against_the_same_sides_single_worker(void **state)
{
    (void)state;
    const struct made_cell cells[] = {{"spin/executor=serial", 1, 0.002, 18, false}, {"spin/executor=pthread", 1.2, 0.002, 18, false}};
    struct record *record = made_gate_cells(cells, 2, MADE_BY_COIN);
    record->facts.cells[2].workers = record->facts.cells[3].workers = 2;
    record->facts.cells[0].serial = record->facts.cells[1].serial = true;
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    const struct gate_metric metric = gate_metric_named("speedup");
    for (size_t i = 0; i < 2; i++)
        gate_suite_add(&suite, &record->facts, i, &metric, &(struct gate_margins){0.01, 0.03}, NULL);
    assert_int_equal(suite.rule.tests, 1);
    assert_true(gate_suite_wants(&suite, &record->facts, 0)); /* the reference has no test of its own, and is needed */
    gate_suite_update(&suite, &record->facts);
    assert_false(gate_suite_wants(&suite, &record->facts, 0));
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    assert_int_equal(word_of(record, 0), YOKE_SKIPPED);
    assert_int_equal(word_of(record, 1), YOKE_REGRESSED);
    assert_near(record->facts.verdicts[1].ratio.value, 1.2, 0.01);
    gate_suite_release(&suite);
    record_free(record);
}

static void a_failed_side_is_skipped_and_the_gate_failed_not_slower(void **state)
{
    (void)state;
    const struct made_cell cells[] = {{"spin/executor=serial", 1.3, 0.002, 18, false}, {"io/executor=serial", 1, 0.002, 3, false}};
    struct record *record = made_gate_cells(cells, 2, MADE_BY_COIN);
    record->facts.cells[3].status = YOKE_CELL_FAILED;
    record->facts.cells[3].reason = "wrong answer: task 3";
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    const struct gate_metric metric = gate_metric_named("wall");
    for (size_t i = 0; i < 2; i++)
        gate_suite_add(&suite, &record->facts, i, &metric, &(struct gate_margins){0.01, 0.03}, NULL);
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    assert_int_equal(word_of(record, 1), YOKE_SKIPPED);
    assert_string_equal(record->facts.verdicts[1].reason, "candidate: wrong answer: task 3");
    assert_int_equal(gate_exit(&record->facts), 1);
    gate_suite_release(&suite);
    record_free(record);
}

static void an_accepted_regression_is_told_and_lets_the_gate_pass(void **state)
{
    (void)state;
    const struct made_cell cell = {"spin/executor=serial", 1.3, 0.002, 18, false};
    struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    const struct gate_metric metric = gate_metric_named("wall");
    gate_suite_add(&suite, &record->facts, 0, &metric, &(struct gate_margins){0.01, 0.03}, "safer hashing (until 2027-01-31)");
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    assert_int_equal(word_of(record, 0), YOKE_REGRESSED);
    assert_int_equal(gate_exit(&record->facts), 0);
    gate_suite_release(&suite);
    record_free(record);
}

static void a_stored_record_decides_the_same_again(void **state)
{
    (void)state;
    const struct made_cell cells[] = {{"spin/executor=serial", 1.05, 0.01, 18, false}, {"io/executor=serial", 1, 0.2, 90, false}};
    struct record *record = made_gate(cells, 2, "wall", MADE_BY_COIN);
    const struct yoke_verdict before[] = {record->facts.verdicts[0], record->facts.verdicts[1]};
    struct gate_suite suite;
    struct yoke_error error;
    assert_int_equal(gate_suite_restore(&suite, &record->facts, &error), 0);
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(word_of(record, i), before[i].word);
        assert_near(record->facts.verdicts[i].p_slower, before[i].p_slower, 0);
        assert_near(record->facts.verdicts[i].ratio.low, before[i].ratio.low, 0);
    }
    gate_suite_release(&suite);
    record_free(record);
}

static void a_record_without_pairs_cannot_be_decided_again(void **state)
{
    (void)state;
    struct record *record = made_record(2);
    struct gate_suite suite = {0};
    struct yoke_error error = {0};
    assert_true(gate_suite_restore(&suite, &record->facts, &error) < 0);
    assert_non_null(strstr(error.text, "not the record of a gate"));
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_gets_its_own_word),
        cmocka_unit_test(a_fixed_order_is_confounded_and_proves_nothing),
        cmocka_unit_test(a_machine_that_disturbs_every_pair_is_refused),
        cmocka_unit_test(waiting_disturbs_wall_time_and_not_cpu_time),
        cmocka_unit_test(a_canary_that_waits_is_no_unsteady_machine_to_cpu_time),
        cmocka_unit_test(that_songs_of_duets_are_longer_is_no_unsteady_machine),
        cmocka_unit_test(own_time_is_wall_time_without_the_wait_for_a_processor),
        cmocka_unit_test(a_metric_that_no_start_has_is_not_waited_for),
        cmocka_unit_test(a_count_that_never_varies_is_compared_exactly),
        cmocka_unit_test(speedup_is_gated_against_the_same_sides_single_worker),
        cmocka_unit_test(a_failed_side_is_skipped_and_the_gate_failed_not_slower),
        cmocka_unit_test(an_accepted_regression_is_told_and_lets_the_gate_pass),
        cmocka_unit_test(a_stored_record_decides_the_same_again),
        cmocka_unit_test(a_record_without_pairs_cannot_be_decided_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

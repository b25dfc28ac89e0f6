/* SPDX-License-Identifier: MIT */
/* Each metric catches what it is there for, and the others do not see it. */
#include "made_gate.h"

enum { PAIRS = 60 };

/* Decides the record's cells on all these metrics, by the default profile. */
static void decide(struct record *record, const char *const metrics[], size_t count)
{
    struct gate_suite suite = gate_suite_begin(gate_profile_find("default"), false);
    for (size_t pair = 0; 2 * pair < record->facts.cell_count; pair++)
        for (size_t i = 0; i < count; i++) {
            const struct gate_metric metric = gate_metric_named(metrics[i]);
            assert_int_equal(gate_suite_add(&suite, &record->facts, pair, &metric, &(struct gate_margins){0.01, 0.03}, NULL), 0);
        }
    gate_suite_update(&suite, &record->facts);
    assert_int_equal(gate_suite_settle(&suite, record), 0);
    gate_suite_release(&suite);
}

static enum yoke_verdict_word word_of(const struct record *record, size_t index)
{
    return record->facts.verdicts[index].word;
}

static void two_per_cent_more_sleep_are_caught_by_wall_time_and_not_by_cpu_time(void **state)
{
    (void)state;
    const struct made_cell cell = {"naps/executor=serial/workers=1", 1.02, 0.002, PAIRS, false};
    struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
    for (size_t side = 0; side < 2; side++)
        for (size_t k = 0; k < PAIRS; k++)
            record->facts.cells[side].samples[k].cpu_ns = (uint64_t)(2e6 * (1 + 0.002 * made_spread(k + 11 * side)));
    decide(record, (const char *const[]){"wall", "cpu"}, 2);
    assert_int_equal(word_of(record, 0), YOKE_REGRESSED);
    assert_int_equal(word_of(record, 1), YOKE_UNCHANGED);
    record_free(record);
}

/* 300 tasks of a millisecond but for ten, which take `tail_ns`. */
static void latency_fill(struct record *record, struct yoke_sample *sample, uint64_t tail_ns)
{
    static const uint64_t counts[] = {290, 10};
    const uint64_t times_ns[] = {1000000, tail_ns};
    sample->latency_ns = record_alloc(record, sizeof times_ns);
    sample->latency_count = record_alloc(record, sizeof counts);
    memcpy(sample->latency_ns, times_ns, sizeof times_ns);
    memcpy(sample->latency_count, counts, sizeof counts);
    sample->latency_ns_count = sample->latency_count_count = 2;
}

static void a_p99_that_doubled_with_the_same_median_is_caught_by_the_quantile_gate_only(void **state)
{
    (void)state;
    const struct made_cell cell = {"web/executor=serial/workers=1", 1, 0.002, PAIRS, false};
    struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
    for (size_t side = 0; side < 2; side++)
        for (size_t k = 0; k < PAIRS; k++)
            latency_fill(record, &record->facts.cells[side].samples[k],
                         (uint64_t)((side ? 8e6 : 4e6) * (1 + 0.05 * made_spread(k + 11 * side))));
    decide(record, (const char *const[]){"wall", "p99"}, 2);
    assert_int_equal(word_of(record, 0), YOKE_UNCHANGED);
    assert_int_equal(word_of(record, 1), YOKE_REGRESSED);
    assert_near(record->facts.verdicts[1].ratio.value, 2, 0.1);
    record_free(record);
}

static void dispatch_that_got_slower_with_two_workers_is_caught_there_only(void **state)
{
    (void)state;
    const struct made_cell cells[] = {
        {"null/executor=pthread/workers=1", 1, 0.002, PAIRS, false},
        {"null/executor=pthread/workers=2", 1, 0.002, PAIRS, false},
        {"null/executor=pthread/workers=4", 1, 0.002, PAIRS, false},
    };
    struct record *record = made_gate_cells(cells, 3, MADE_BY_COIN);
    for (size_t i = 0; i < 6; i++)
        for (size_t k = 0; k < PAIRS; k++)
            record->facts.cells[i].samples[k].dispatch_ns = (i == 3 ? 120 : 100) * (1 + 0.02 * made_spread(k + 7 * i));
    decide(record, (const char *const[]){"dispatch"}, 1);
    assert_int_equal(word_of(record, 0), YOKE_UNCHANGED);
    assert_int_equal(word_of(record, 1), YOKE_REGRESSED);
    assert_int_equal(word_of(record, 2), YOKE_UNCHANGED);
    assert_string_equal(record->facts.verdicts[1].cell, "null/executor=pthread/workers=2");
    record_free(record);
}

static void starts_in_step_are_compared_run_by_run(void **state)
{
    (void)state;
    static const uint64_t own_ns[] = {10000000, 20000000, 90000000}, their_ns[] = {11000000, 22000000, 33000000};
    struct record *record = made_record(2);
    struct yoke_cell *own = &record->facts.cells[0], *theirs = &record->facts.cells[1];
    const struct gate_metric wall = gate_metric_named("wall"), rss = gate_metric_named("rss");
    for (size_t i = 0; i < 3; i++) {
        made_sample(record, own, 0, own_ns[i]);
        made_sample(record, theirs, 0, their_ns[i]);
    }
    static const char *const ways[] = {YOKE_INTERLEAVED, YOKE_DUET};
    for (size_t i = 0; i < 2; i++) {
        own->pairing.how = theirs->pairing.how = ways[i];
        assert_near(gate_metric_step(&wall, own, 0, 3, theirs, 0, 3), log(1.1), 1e-9);
        assert_near(gate_metric_step(&wall, theirs, 0, 3, own, 0, 3), -log(1.1), 1e-9);
        assert_true(isnan(gate_metric_step(&rss, own, 0, 3, theirs, 0, 3)));
    }
    theirs->samples[1].verified = false; /* and the run beside it with it: log(1.1) and that of the burst are left */
    assert_near(gate_metric_step(&wall, own, 0, 3, theirs, 0, 3), (log(1.1) + log(33.0 / 90)) / 2, 1e-9);
    own->pairing.how = theirs->pairing.how = YOKE_TURNS;
    assert_true(isnan(gate_metric_step(&wall, own, 0, 3, theirs, 0, 3)));
    record_free(record);
}

/* One of both sides' runs in three takes twice as long, at other moments: the shortest of two do not tell it, their ratios do. */
static void a_gate_of_interleaved_starts_decides_by_their_runs(void **state)
{
    (void)state;
    const struct made_cell cell = {"spin/executor=serial/workers=1", 1, 0, 0, false};
    struct record *record = made_gate_cells(&cell, 1, MADE_BY_COIN);
    for (uint64_t pair = 0; pair < PAIRS; pair++)
        for (size_t side = 0; side < 2; side++)
            for (size_t run = 0; run < 3; run++) {
                const double slow = run == (pair + side) % 3 ? 2 : 1, more = side && run == 2 ? 1.3 : side ? 1.05 : 1;
                struct yoke_cell *facts = &record->facts.cells[side];
                facts->pairing.how = YOKE_INTERLEAVED;
                made_sample(record, facts, pair, (uint64_t)(1e7 * slow * more * (1 + 0.001 * made_spread(pair + 11 * side))));
                facts->samples[facts->sample_count - 1].order = 2 * pair + (side != gate_order_coin(7, 0, pair));
                facts->samples[facts->sample_count - 1].process = 1000 + 2 * pair + side;
            }
    decide(record, (const char *const[]){"wall"}, 1);
    assert_int_equal(word_of(record, 0), YOKE_REGRESSED);
    assert_true(record->facts.verdicts[0].ratio.value > 1.04);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_in_step_are_compared_run_by_run),
        cmocka_unit_test(a_gate_of_interleaved_starts_decides_by_their_runs),
        cmocka_unit_test(two_per_cent_more_sleep_are_caught_by_wall_time_and_not_by_cpu_time),
        cmocka_unit_test(a_p99_that_doubled_with_the_same_median_is_caught_by_the_quantile_gate_only),
        cmocka_unit_test(dispatch_that_got_slower_with_two_workers_is_caught_there_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Made series of each class, seeded: runs of 100 us with half a per cent of noise around the levels they are given. */
#include "warmup.h"

#include "draws.h"
#include "made_record.h"

enum { STARTS = 10, RUNS = 60 };

/* The level of one run, as a multiple of 100 us. */
typedef double shape(size_t start, size_t run);

static double flat(size_t start, size_t run)
{
    (void)start;
    (void)run;
    return 1;
}

static double slow_first(size_t start, size_t run)
{
    (void)start;
    return run == 0 ? 1.1 : 1;
}

static double warming(size_t start, size_t run)
{
    return run < 5 + start % 3 ? 1.3 : run < 15 + start ? 1.1 : 1;
}

static double slowing(size_t start, size_t run)
{
    (void)start;
    return run < 20 ? 1 : 1.2;
}

static double stepping_late(size_t start, size_t run)
{
    (void)start;
    return run < 30 ? 1 : run < 50 ? 1.2 : 1.4;
}

static double disagreeing(size_t start, size_t run)
{
    return start % 2 ? slowing(start, run) : 1;
}

static double warming_or_flat(size_t start, size_t run)
{
    return start % 2 && run < 12 ? 1.2 : 1;
}

static double one_disturbed(size_t start, size_t run)
{
    return start == 3 && run >= 25 ? 1.5 : 1;
}

static struct record *study_of(shape *level)
{
    struct record *record = made_record(1);
    struct yoke_warmup *warmup = &record->facts.cells[0].warmup;
    struct draws draws = {.seed = 4};
    warmup->series = record_alloc(record, STARTS * sizeof *warmup->series);
    for (warmup->series_count = 0; warmup->series_count < STARTS; warmup->series_count++) {
        uint64_t *time_ns = record_alloc(record, RUNS * sizeof *time_ns);
        for (size_t run = 0; run < RUNS; run++)
            time_ns[run] = (uint64_t)(1e5 * level(warmup->series_count, run) * (1 + 0.005 * draws_normal(&draws)));
        warmup->series[warmup->series_count] = (struct yoke_warmup_start){time_ns, RUNS};
    }
    assert_int_equal(warmup_compute(record, record->facts.cells), 0);
    assert_int_equal(warmup->starts, STARTS);
    return record;
}

/* `discard`: at least and at most, since a step is found to a run or two. */
static void assert_study(shape *level, const char *kind, uint64_t least, uint64_t most)
{
    struct record *record = study_of(level);
    const struct yoke_warmup *warmup = &record->facts.cells[0].warmup;
    assert_string_equal(warmup->kind, kind);
    if (warmup->discard < least || warmup->discard > most)
        fail_msg("%llu runs to discard: %s", (unsigned long long)warmup->discard, warmup->evidence);
    record_free(record);
}

static void a_flat_cell_discards_nothing(void **state)
{
    (void)state;
    assert_study(flat, "flat", 0, 0);
}

static void one_slow_first_run_is_seen_across_starts(void **state)
{
    (void)state;
    assert_study(slow_first, "warm-up", 1, 1);
}

static void a_warm_up_discards_until_the_last_start_is_steady(void **state)
{
    (void)state;
    assert_study(warming, "warm-up", 23, 25);
}

static void a_slow_down_discards_the_fast_runs(void **state)
{
    (void)state;
    assert_study(slowing, "slow-down", 19, 21);
}

static void a_late_step_leaves_no_steady_state(void **state)
{
    (void)state;
    assert_study(stepping_late, "no steady state", YOKE_MISSING, YOKE_MISSING);
}

static void starts_that_disagree_are_inconsistent(void **state)
{
    (void)state;
    assert_study(disagreeing, "inconsistent", YOKE_MISSING, YOKE_MISSING);
}

static void starts_that_differ_in_their_warm_up_only_are_steady_in_the_end(void **state)
{
    (void)state;
    assert_study(warming_or_flat, "inconsistent", 11, 13);
}

static void one_disturbed_start_in_ten_is_outvoted(void **state)
{
    (void)state;
    assert_study(one_disturbed, "flat", 0, 0);
}

static void the_evidence_counts_the_starts(void **state)
{
    (void)state;
    struct record *record = study_of(one_disturbed);
    assert_string_equal(record->facts.cells[0].warmup.evidence, "of 10 starts 9 flat, 1 slow-down; steady after 0 runs");
    record_free(record);
}

static void a_cell_that_was_not_studied_stays_so(void **state)
{
    (void)state;
    struct record *record = made_record(1);
    assert_int_equal(warmup_compute(record, record->facts.cells), 0);
    assert_null(record->facts.cells[0].warmup.kind);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flat_cell_discards_nothing),
        cmocka_unit_test(one_slow_first_run_is_seen_across_starts),
        cmocka_unit_test(a_warm_up_discards_until_the_last_start_is_steady),
        cmocka_unit_test(a_slow_down_discards_the_fast_runs),
        cmocka_unit_test(a_late_step_leaves_no_steady_state),
        cmocka_unit_test(starts_that_disagree_are_inconsistent),
        cmocka_unit_test(starts_that_differ_in_their_warm_up_only_are_steady_in_the_end),
        cmocka_unit_test(one_disturbed_start_in_ten_is_outvoted),
        cmocka_unit_test(the_evidence_counts_the_starts),
        cmocka_unit_test(a_cell_that_was_not_studied_stays_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

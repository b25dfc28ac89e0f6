/* SPDX-License-Identifier: MIT */
/* Which sessions are refused as a whole, and which samples a change of the machine voids. */
#include "session.h"

#include <math.h>

#include "analysis.h"
#include "fixture.h"
#include "made_record.h"
#include "recommend_session.h"

static struct record *record;
static struct yoke_cell *cell;
static uint64_t busy_ns[] = {1000000000};

static struct yoke_sample *quiet_sample(uint64_t block)
{
    struct yoke_sample *sample = made_sample(record, cell, block, 1000000000);
    sample->busy_ns = busy_ns;
    sample->busy_count = 1;
    sample->noise.run_delay_ns = sample->noise.steal_ns = sample->noise.throttled_ns = 0;
    sample->noise.canary_before_ns = sample->noise.canary_after_ns = 1000000 + block * 100;
    return sample;
}

/* Ten undisturbed visits of one worker. */
static int setup(void **state)
{
    (void)state;
    record = made_record(1);
    cell = record->facts.cells;
    record->facts.machine.cpus.usable = 2;
    record->facts.machine.clock_source = "tsc";
    for (uint64_t block = 0; block < 10; block++)
        quiet_sample(block);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    record_free(record);
    return 0;
}

static const char *verdict(void)
{
    assert_int_equal(analysis_run(record), 0);
    bool warned = false;
    for (size_t i = 0; i < record->facts.warning_count; i++)
        warned |= !strcmp(record->facts.warnings[i].code, "rejected");
    assert_true(warned == (record->facts.rejected != NULL));
    return record->facts.rejected ? record->facts.rejected : "";
}

static void disturb(size_t count)
{
    for (size_t i = 0; i < count; i++)
        cell->samples[i].noise.steal_ns = 10000000;
}

static void a_quiet_session_is_not_refused(void **state)
{
    (void)state;
    assert_string_equal(verdict(), "");
}

static void six_disturbed_visits_in_ten_are_not_too_many_and_seven_are(void **state)
{
    (void)state;
    disturb(6);
    assert_string_equal(verdict(), "");
    disturb(7);
    assert_non_null(strstr(verdict(), "7 of 10 visits were disturbed"));
}

static void a_disturbed_visit_that_was_repeated_quietly_does_not_count(void **state)
{
    (void)state;
    record->facts.cells[0].sample_count = 0;
    for (uint64_t block = 0; block < 10; block++) {
        quiet_sample(block)->noise.steal_ns = 10000000;
        quiet_sample(block)->process = 100 + block;
    }
    assert_string_equal(verdict(), "");
}

static void a_clock_that_counts_interrupts_refuses_the_session(void **state)
{
    (void)state;
    record->facts.machine.clock_source = "jiffies";
    assert_non_null(strstr(verdict(), "the clock source is jiffies"));
    record->facts.machine.clock_source = "acpi_pm";
    assert_string_equal(verdict(), "");
}

static void a_clock_source_that_the_kernel_left_refuses_the_session(void **state)
{
    (void)state;
    const struct yoke_change change = {"clock_source", "tsc", "hpet", 3, 9};
    assert_int_equal(record_add_change(record, &change), 0);
    assert_non_null(strstr(verdict(), "clock_source changed, tsc -> hpet"));
}

static void a_canary_that_never_sings_twice_alike_refuses_the_session(void **state)
{
    (void)state;
    for (size_t i = 0; i < 10; i++)
        cell->samples[i].noise.canary_after_ns = i % 2 ? 1200000 : 800000;
    assert_non_null(strstr(verdict(), "the same fixed work"));
}

/* "10 %, where at most 10 % may be" would be no reason. */
static void a_spread_just_above_the_limit_is_written_as_above_it(void **state)
{
    (void)state;
    const double half =
        SESSION_CANARY_SPREAD_MOST * 1.003 / 1.4826; /* of ten logarithms, five above and five below 0 */
    for (uint64_t i = 0; i < cell->sample_count; i++)
        cell->samples[i].noise.canary_after_ns =
            (uint64_t)((double)cell->samples[i].noise.canary_before_ns * exp(i % 2 ? half : -half));
    assert_non_null(strstr(verdict(), "differed by 10.03 % (at most 10 % may be)"));
}

static void a_canary_that_always_sings_slower_afterwards_does_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < 10; i++)
        cell->samples[i].noise.canary_after_ns = cell->samples[i].noise.canary_before_ns * 6 / 5;
    assert_null(strstr(verdict(), "the same fixed work"));
}

static void a_quota_that_holds_back_every_process_refuses_the_session(void **state)
{
    (void)state;
    for (size_t i = 0; i < 10; i++)
        cell->samples[i].noise.throttled_ns = 1000000;
    assert_non_null(strstr(verdict(), "held every one of 10 processes back"));
    cell->samples[4].noise.throttled_ns = 0;
    assert_null(strstr(verdict(), "held every one"));
}

static void a_record_without_evidence_is_not_refused(void **state)
{
    (void)state;
    record->facts.machine.clock_source = NULL;
    for (size_t i = 0; i < 10; i++) {
        struct yoke_noise *noise = &cell->samples[i].noise;
        noise->run_delay_ns = noise->steal_ns = noise->throttled_ns = YOKE_MISSING;
        noise->canary_before_ns = noise->canary_after_ns = YOKE_MISSING;
    }
    assert_string_equal(verdict(), "");
}

static bool counters_went_unread(uint64_t passes, uint64_t blocks)
{
    record->facts.plan.counter_passes = passes;
    record->facts.blocks_done = blocks;
    assert_int_equal(analysis_run(record), 0);
    for (size_t i = 0; i < record->facts.warning_count; i++)
        if (!strcmp(record->facts.warnings[i].code, "counters-unread"))
            return true;
    return false;
}

static void passes_that_found_no_block_are_said_and_a_single_one_is_none(void **state)
{
    (void)state;
    assert_true(counters_went_unread(3, 2));
    assert_false(counters_went_unread(3, 3));
    assert_false(counters_went_unread(1, 0));
    assert_false(counters_went_unread(YOKE_MISSING, 0));
}

static void samples_of_void_blocks_are_not_used_and_say_what_changed(void **state)
{
    (void)state;
    const struct yoke_change change = {"governor", "performance", "powersave", 2, 3};
    assert_int_equal(record_add_change(record, &change), 0);
    for (int again = 0; again < 2; again++) { /* an analysed record analyses to the same */
        assert_string_equal(verdict(), "");
        for (size_t i = 0; i < 10; i++)
            assert_true(cell->samples[i].usable == (i != 2 && i != 3));
        assert_string_equal(cell->samples[2].reject_reason, "the machine's governor changed, performance -> powersave");
        assert_int_equal(cell->starts, 8);
        assert_int_equal(cell->wall_ns.n, 8);
        assert_string_equal(record->facts.warnings[0].code, "machine-changed");
        assert_non_null(strstr(record->facts.warnings[0].evidence, "in blocks 2 to 3"));
    }
}

static void when_every_block_is_void_nothing_is_used(void **state)
{
    (void)state;
    const struct yoke_change change = {"quota", "none", "0.5 processors", 0, 9};
    assert_int_equal(record_add_change(record, &change), 0);
    verdict();
    assert_int_equal(cell->wall_ns.n, 0);
    assert_true(isnan(cell->wall_ns.median));
}

static bool cell_is_warned(const char *code)
{
    verdict();
    for (size_t i = 0; i < cell->warning_count; i++)
        if (!strcmp(cell->warnings[i].code, code))
            return true;
    return false;
}

static void recording_that_costs_more_than_a_per_cent_of_a_task_is_warned_about(void **state)
{
    (void)state;
    record->facts.overhead.task_record = 20; /* a task takes a second in a hundred parts: 10 ms */
    cell->samples[0].trace.file = "tasks/x";
    assert_false(cell_is_warned("recording-cost"));
    cell->tasks = 1000000; /* now it takes 1 us */
    assert_true(cell_is_warned("recording-cost"));
    assert_non_null(strstr(cell->warnings[cell->warning_count - 1].evidence, "20 ns, 2.0 %"));
    cell->samples[0].trace.file = NULL; /* and now nothing was recorded */
    assert_false(cell_is_warned("recording-cost"));
}

static void what_its_own_quota_does_is_no_reason_against_the_width_of_a_pool(void **state)
{
    (void)state;
    record->facts.machine.cpus = (struct yoke_cpus){.online = 2, .affinity = 2, .quota = 0.5, .usable = 1};
    for (size_t i = 0; i < 10; i++)
        cell->samples[i].noise.throttled_ns = 1000000;
    assert_string_not_equal(verdict(), "");
    recommend_session(&record->facts);
    assert_null(record->facts.rejected);
    assert_int_equal(record->facts.warning_count, 0);
    record->facts.machine.cpus.quota = NAN; /* a quota further up, which is not this group's */
    assert_string_not_equal(verdict(), "");
    recommend_session(&record->facts);
    assert_non_null(record->facts.rejected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_quiet_session_is_not_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(six_disturbed_visits_in_ten_are_not_too_many_and_seven_are, setup, teardown),
        cmocka_unit_test_setup_teardown(a_disturbed_visit_that_was_repeated_quietly_does_not_count, setup, teardown),
        cmocka_unit_test_setup_teardown(a_clock_that_counts_interrupts_refuses_the_session, setup, teardown),
        cmocka_unit_test_setup_teardown(a_clock_source_that_the_kernel_left_refuses_the_session, setup, teardown),
        cmocka_unit_test_setup_teardown(a_canary_that_never_sings_twice_alike_refuses_the_session, setup, teardown),
        cmocka_unit_test_setup_teardown(a_spread_just_above_the_limit_is_written_as_above_it, setup, teardown),
        cmocka_unit_test_setup_teardown(a_canary_that_always_sings_slower_afterwards_does_not, setup, teardown),
        cmocka_unit_test_setup_teardown(a_quota_that_holds_back_every_process_refuses_the_session, setup, teardown),
        cmocka_unit_test_setup_teardown(a_record_without_evidence_is_not_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(passes_that_found_no_block_are_said_and_a_single_one_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(samples_of_void_blocks_are_not_used_and_say_what_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(recording_that_costs_more_than_a_per_cent_of_a_task_is_warned_about, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(when_every_block_is_void_nothing_is_used, setup, teardown),
        cmocka_unit_test_setup_teardown(what_its_own_quota_does_is_no_reason_against_the_width_of_a_pool, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

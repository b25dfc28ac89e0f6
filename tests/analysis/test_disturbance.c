/* SPDX-License-Identifier: MIT */
/* Samples are set aside by evidence alone, and only when enough are left. */
#include "disturbance.h"

#include "fixture.h"
#include "made_record.h"

static struct record *record;
static struct yoke_cell *cell;
static uint64_t busy_ns[] = {1000000000};

/* Ten undisturbed processes of one worker. */
static int setup(void **state)
{
    (void)state;
    record = made_record(1);
    cell = record->facts.cells;
    record->facts.machine.cpus.usable = 2;
    for (uint64_t block = 0; block < 10; block++) {
        struct yoke_sample *sample = made_sample(record, cell, block, 1000000000);
        sample->busy_ns = busy_ns;
        sample->busy_count = 1;
        sample->noise.run_delay_ns = 1000000;
        sample->noise.steal_ns = sample->noise.throttled_ns = 0;
        sample->noise.canary_before_ns = sample->noise.canary_after_ns = 1000000 + block * 100;
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    record_free(record);
    return 0;
}

static void quiet_samples_are_all_used(void **state)
{
    (void)state;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->starts, 10);
    assert_int_equal(cell->disturbed_starts, 0);
    for (size_t i = 0; i < 10; i++)
        assert_true(cell->samples[i].usable && !cell->samples[i].disturbed);
}

static void evidence_expect(const char *part)
{
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 1);
    assert_non_null(cell->samples[3].disturbed);
    assert_non_null(strstr(cell->samples[3].disturbed, part));
    assert_false(cell->samples[3].usable);
    assert_string_equal(cell->samples[3].reject_reason, cell->samples[3].disturbed);
}

static void waiting_for_a_processor_more_than_a_per_cent_is_evidence(void **state)
{
    (void)state;
    cell->samples[3].noise.run_delay_ns = 10100000;
    evidence_expect("waited 1.0 % of their time");
}

static void steal_is_evidence(void **state)
{
    (void)state;
    cell->samples[3].noise.steal_ns = 10000000;
    evidence_expect("hypervisor took 10 ms");
}

static void throttling_is_evidence(void **state)
{
    (void)state;
    cell->samples[3].noise.throttled_ns = 1500000;
    evidence_expect("held it back for 1.5 ms");
}

static void heat_is_evidence(void **state)
{
    (void)state;
    cell->samples[3].noise.heat_events = 2;
    evidence_expect("heat slowed its processors down 2 times");
}

static void a_slow_canary_is_evidence(void **state)
{
    (void)state;
    cell->samples[3].noise.canary_after_ns = 1100000;
    evidence_expect("longer than usual after it");
}

/* Songs by both clocks: all alike on the processor. */
static void cpu_songs_set(void)
{
    for (size_t i = 0; i < 10; i++) {
        struct yoke_noise *noise = &cell->samples[i].noise;
        noise->canary_before_cpu_ns = noise->canary_after_cpu_ns = 1000000 + i * 100;
    }
}

static void a_canary_that_was_kept_waiting_tells_of_the_queue_and_not_of_the_processor(void **state)
{
    (void)state;
    cpu_songs_set();
    cell->samples[3].noise.canary_after_ns = 4000000;
    evidence_expect("the canary waited for a processor, which made it 300 % longer than usual after it");
    assert_string_equal(cell->samples[3].disturbed_by, "waiting");
}

static void a_canary_that_took_more_of_the_processor_tells_of_a_slow_one(void **state)
{
    (void)state;
    cpu_songs_set();
    cell->samples[3].noise.canary_before_ns = 1100000;
    cell->samples[3].noise.canary_before_cpu_ns = 1100000;
    evidence_expect("the canary took 10 % longer than usual before it");
    assert_string_equal(cell->samples[3].disturbed_by, "canary");
}

/* While pairs are measured some of very many songs are enough, and the same is found. */
static void a_slow_canary_says_nothing_of_starts_in_step(void **state)
{
    (void)state;
    cpu_songs_set();
    cell->samples[3].noise.canary_before_ns = 1100000;
    cell->samples[3].noise.canary_before_cpu_ns = 1100000;
    cell->pairing.how = YOKE_INTERLEAVED;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 0);
    cell->pairing.how = YOKE_TURNS;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 1);
}

static void a_slow_canary_among_many_is_found_while_measuring(void **state)
{
    (void)state;
    cpu_songs_set();
    for (uint64_t block = 10; block < 3000; block++) {
        struct yoke_sample *sample = made_sample(record, cell, block, 1000000000);
        sample->noise.canary_before_cpu_ns = sample->noise.canary_after_cpu_ns = 1000000 + block % 10 * 100;
    }
    cell->samples[2999].noise.canary_after_cpu_ns = 1050000;
    assert_int_equal(disturbance_judge(record, cell, 2990), 0);
    assert_null(cell->samples[2998].disturbed);
    assert_string_equal(cell->samples[2999].disturbed, "the canary took 5 % longer than usual after it");
}

/* Two busy processors are slower than one, which is usual among duets. */
static void songs_of_duets_are_none_of_the_others(void **state)
{
    (void)state;
    struct record *both = made_record(2);
    for (size_t i = 0; i < 2; i++)
        for (uint64_t block = 0; block < 10; block++) {
            struct yoke_sample *sample = made_sample(both, &both->facts.cells[i], block, 1000000000);
            sample->noise.canary_before_cpu_ns = sample->noise.canary_after_cpu_ns =
                (i ? 1300000 : 1000000) + block * 100;
        }
    both->facts.cells[0].samples[3].noise.canary_after_cpu_ns = 1300000; /* usual for the other only */
    both->facts.cells[1].samples[4].noise.canary_after_cpu_ns = 1400000;
    both->facts.cells[1].pairing.how = YOKE_DUET;
    assert_int_equal(disturbance_compute(both), 0);
    assert_int_equal(both->facts.cells[0].disturbed_starts, 1);
    assert_string_equal(both->facts.cells[0].samples[3].disturbed_by, "canary");
    assert_int_equal(both->facts.cells[1].disturbed_starts, 0); /* what slows both sides is none of theirs */
    record_free(both);
}

static void a_canary_within_the_usual_spread_is_not(void **state)
{
    (void)state;
    cell->samples[3].noise.canary_after_ns = 1005000;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 0);
}

static void the_time_of_a_sample_is_never_evidence(void **state)
{
    (void)state;
    cell->samples[3].wall_ns = 90000000000;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 0);
}

static void workers_without_a_processor_each_may_wait(void **state)
{
    (void)state;
    cell->workers = 3;
    for (size_t i = 0; i < 10; i++)
        cell->samples[i].noise.run_delay_ns = 500000000;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 0);
}

static void two_workers_bound_to_one_processor_may_wait(void **state)
{
    (void)state;
    uint64_t places[] = {1, 1};
    cell->workers = 2;
    cell->places = places;
    cell->place_count = 2;
    cell->samples[3].noise.run_delay_ns = 500000000;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 0);
}

static void when_too_few_are_clean_all_are_used_and_marked(void **state)
{
    (void)state;
    for (size_t i = 0; i < 5; i++)
        cell->samples[i].noise.run_delay_ns = 500000000;
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 5);
    for (size_t i = 0; i < 10; i++)
        assert_true(cell->samples[i].usable);
    assert_non_null(cell->samples[0].disturbed);
}

static void failed_samples_stay_failed(void **state)
{
    (void)state;
    cell->samples[3].verified = cell->samples[3].usable = false;
    cell->samples[3].reject_reason = "wrong answer";
    assert_int_equal(disturbance_compute(record), 0);
    assert_false(cell->samples[3].usable);
    assert_string_equal(cell->samples[3].reject_reason, "wrong answer");
    assert_int_equal(cell->starts, 9);
}

static void what_the_kernel_does_not_tell_is_no_evidence(void **state)
{
    (void)state;
    for (size_t i = 0; i < 10; i++) {
        struct yoke_noise *noise = &cell->samples[i].noise;
        noise->run_delay_ns = noise->steal_ns = noise->throttled_ns = YOKE_MISSING;
        noise->canary_before_ns = noise->canary_after_ns = YOKE_MISSING;
    }
    assert_int_equal(disturbance_compute(record), 0);
    assert_int_equal(cell->disturbed_starts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(quiet_samples_are_all_used, setup, teardown),
        cmocka_unit_test_setup_teardown(waiting_for_a_processor_more_than_a_per_cent_is_evidence, setup, teardown),
        cmocka_unit_test_setup_teardown(steal_is_evidence, setup, teardown),
        cmocka_unit_test_setup_teardown(throttling_is_evidence, setup, teardown),
        cmocka_unit_test_setup_teardown(heat_is_evidence, setup, teardown),
        cmocka_unit_test_setup_teardown(a_slow_canary_says_nothing_of_starts_in_step, setup, teardown),
        cmocka_unit_test_setup_teardown(a_slow_canary_is_evidence, setup, teardown),
        cmocka_unit_test_setup_teardown(a_canary_that_was_kept_waiting_tells_of_the_queue_and_not_of_the_processor,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_canary_that_took_more_of_the_processor_tells_of_a_slow_one, setup, teardown),
        cmocka_unit_test_setup_teardown(a_slow_canary_among_many_is_found_while_measuring, setup, teardown),
        cmocka_unit_test(songs_of_duets_are_none_of_the_others),
        cmocka_unit_test_setup_teardown(a_canary_within_the_usual_spread_is_not, setup, teardown),
        cmocka_unit_test_setup_teardown(the_time_of_a_sample_is_never_evidence, setup, teardown),
        cmocka_unit_test_setup_teardown(workers_without_a_processor_each_may_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(two_workers_bound_to_one_processor_may_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(when_too_few_are_clean_all_are_used_and_marked, setup, teardown),
        cmocka_unit_test_setup_teardown(failed_samples_stay_failed, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_kernel_does_not_tell_is_no_evidence, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

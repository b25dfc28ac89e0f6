/* SPDX-License-Identifier: MIT */
/* How many workers, on made curves of which the answer is known. */
#include "made_record.h"

#include <math.h>

#include "recommend.h"

enum { BLOCKS = 12, PROCESSORS = 4 };

static const double wobble[BLOCKS] = {1, 1.008, 0.994, 1.003, 0.997, 1.006, 0.992, 1.001, 1.004, 0.995, 1.002, 0.999};

/* A cell of `executor` whose blocks take `wall_ns`, give or take the wobble, each worker computing for `cpu` of its
 * time. */
static void cell_make(struct record *record, size_t index, const char *executor, uint64_t workers, double wall_ns,
                      double cpu)
{
    struct yoke_cell *cell = &record->facts.cells[index];
    cell->executor = executor;
    cell->workers = workers;
    for (size_t block = 0; block < BLOCKS; block++)
        made_sample(record, cell, block, (uint64_t)(wall_ns * wobble[(block * 5 + index * 7) % BLOCKS]));
    cell->wall_ns.median = wall_ns;
    cell->wall_ns.n = BLOCKS;
    cell->rate = (struct yoke_estimate){1e9 * (double)cell->tasks / wall_ns, NAN, NAN};
    cell->cpu_per_wall = (double)workers * cpu;
    cell->efficiency = (struct yoke_estimate){NAN, NAN, NAN};
    cell->loss = (struct yoke_loss){NAN, NAN, NAN, NAN, NAN, NAN, NULL, NULL};
    cell->accounting = (struct yoke_accounting){cpu, 0, 1 - cpu};
    record->facts.machine.cpus =
        (struct yoke_cpus){.online = 8, .affinity = PROCESSORS, .quota = NAN, .usable = PROCESSORS};
}

/* Time over workers for work that computes for a share `cpu` of its time: bounded by PROCESSORS. */
static double wall_of(uint64_t workers, double cpu)
{
    return 1e8 / fmin((double)workers, PROCESSORS / cpu);
}

static struct record *curve_of(const uint64_t widths[], size_t count, double cpu)
{
    struct record *record = made_record(count);
    for (size_t i = 0; i < count; i++)
        cell_make(record, i, "pthread", widths[i], wall_of(widths[i], cpu), fmin(cpu, PROCESSORS / (double)widths[i]));
    return record;
}

static const struct recommend_rule throughput = {.objective = RECOMMEND_THROUGHPUT, .theta = RECOMMEND_THETA};

static void the_fewest_workers_that_are_as_good_are_taken(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 3, 4, 5, 6, 8, 16};
    struct record *record = curve_of(widths, 8, 1);
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_int_equal(record->facts.advice_count, 1);
    const struct yoke_advice *advice = record->facts.advice;
    assert_int_equal(advice->workers, 4);
    assert_int_equal(advice->low, 4);
    assert_int_equal(advice->high, 16);
    assert_true(advice->decided && advice->chosen);
    assert_string_equal(advice->bounded_by, "cores");
    assert_string_equal(advice->evidence,
                        "4 workers keep 4.00 of 4 processors busy (this process may run on 4 of 8 online)");
    record_free(record);
}

static void waiting_work_wants_more_workers_than_processors(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 4, 8, 12, 15, 16, 17, 24, 32};
    struct record *record = curve_of(widths, 10, 0.25); /* wait / compute is 3: 4 x (1 + 3) */
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_in_range(record->facts.advice->workers, 15, 17);
    assert_near(record->facts.advice->wait_per_compute, 3, 1e-9);
    record_free(record);
}

static void a_lock_leaves_one_worker(void **state)
{
    (void)state;
    struct record *record = made_record(3);
    for (size_t i = 0; i < 3; i++) {
        cell_make(record, i, "pthread", 1u << i, 1e8 * (1 + 0.2 * (double)i), 1.0 / (1u << i));
        record->facts.cells[i].bound = "sync";
    }
    record->facts.cells[1].loss.cause = "blocked";
    record->facts.cells[1].loss.evidence = "45 % of the workers' time was spent blocked";
    assert_int_equal(recommend_compute(record, &throughput), 0);
    const struct yoke_advice *advice = record->facts.advice;
    assert_int_equal(advice->workers, 1);
    assert_string_equal(advice->bounded_by, "lock");
    assert_string_equal(advice->evidence, "with 2 workers 45 % of the workers' time was spent blocked");
    record_free(record);
}

static void a_quota_is_told_from_cores(void **state)
{
    (void)state;
    struct record *record = made_record(2);
    cell_make(record, 0, "pthread", 1, 1e8, 0.5);
    cell_make(record, 1, "pthread", 2, 1e8, 0.25);
    record->facts.machine.cpus.quota = 0.5;
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_int_equal(record->facts.advice->workers, 1);
    assert_string_equal(record->facts.advice->bounded_by, "quota");
    assert_string_equal(record->facts.advice->evidence,
                        "1 worker keeps 0.50 of 0.5 processors busy (the cgroup's quota; 8 online)");
    record_free(record);
}

static void the_narrowest_is_not_decided_where_narrower_ones_were_put_off(void **state)
{
    (void)state;
    static const uint64_t widths[] = {4, 8, 16};
    struct record *record = curve_of(widths, 3, 1);
    for (size_t i = 0; i < 3; i++)
        record->facts.cells[i].calibration.narrowest = 4;
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_int_equal(record->facts.advice->workers, 4);
    assert_false(record->facts.advice->decided);
    for (size_t i = 0; i < 3; i++)
        record->facts.cells[i].calibration.narrowest = YOKE_MISSING;
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_true(record->facts.advice->decided);
    record_free(record);
}

static void of_two_executors_as_good_the_narrower_is_taken(void **state)
{
    (void)state;
    struct record *record = made_record(4);
    cell_make(record, 0, "pthread", 1, 1e8, 0.1);
    cell_make(record, 1, "pthread", 8, 1.25e7, 0.1);
    cell_make(record, 2, "coop", 1, 1.24e7, 0.8);
    cell_make(record, 3, "coop", 2, 1.25e7, 0.4);
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_int_equal(record->facts.advice_count, 2);
    assert_string_equal(record->facts.advice[0].executor, "coop");
    assert_int_equal(record->facts.advice[0].workers, 1);
    assert_true(record->facts.advice[0].chosen);
    assert_false(record->facts.advice[1].chosen);
    assert_int_equal(record->facts.advice[1].workers, 8);
    assert_string_equal(record->facts.advice[1].bounded_by, "widths");
    record_free(record);
}

static void an_executor_that_is_not_settled_may_still_be_the_one(void **state)
{
    (void)state;
    struct record *record = made_record(3);
    cell_make(record, 0, "serial", 1, 1e8, 0.1);
    cell_make(record, 1, "pthread", 4, 2.5e7, 0.1);
    cell_make(record, 2, "pthread", 8, 1.25e7, 0.1);
    for (size_t i = 1; i < 3; i++) {
        record->facts.cells[i].sample_count = 4; /* too few for a proof */
        record->facts.cells[i].wall_ns.n = 4;
    }
    assert_int_equal(recommend_compute(record, &throughput), 0);
    const struct yoke_advice *advice = record->facts.advice;
    assert_string_equal(advice[0].executor, "pthread"); /* the likeliest comes first */
    assert_int_equal(advice[0].candidate, 8);
    assert_true(advice[0].workers == YOKE_MISSING);
    assert_string_equal(advice[0].bounded_by, "budget");
    assert_int_equal(advice[1].workers, 1); /* proven for what it is, one worker, and not to be taken */
    assert_false(advice[0].chosen || advice[1].chosen);
    record_free(record);
}

static void an_event_loop_has_no_width_by_habit(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 4};
    static const struct recommend_habit habits[] = {{"one", 1}};
    const struct recommend_rule rule = {.theta = RECOMMEND_THETA, .habits = habits, .habit_count = 1};
    struct record *record = curve_of(widths, 3, 0.25);
    for (size_t i = 0; i < 3; i++)
        record->facts.cells[i].samples[0].turns.tasks_most = 64;
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_int_equal(record->facts.advice->default_count, 0);
    record_free(record);
}

static void habits_are_priced_where_their_width_was_measured(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 4, 8};
    static const struct recommend_habit habits[] = {{"one", 1}, {"py38", 8}, {"jdk", 3}};
    const struct recommend_rule rule = {.theta = RECOMMEND_THETA, .habits = habits, .habit_count = 3};
    struct record *record = curve_of(widths, 4, 1);
    assert_int_equal(recommend_compute(record, &rule), 0);
    const struct yoke_default *defaults = record->facts.advice->defaults;
    assert_int_equal(record->facts.advice->default_count, 5); /* what theory gives comes last */
    assert_string_equal(defaults[3].rule, "goetz");
    assert_int_equal(defaults[3].workers, PROCESSORS);
    assert_string_equal(defaults[4].rule, "queue");
    assert_int_equal(defaults[4].workers, PROCESSORS);
    assert_near(defaults[0].loss.value, 0.75, 0.01);
    assert_true(defaults[0].loss.low < 0.75 && 0.75 < defaults[0].loss.high);
    assert_near(defaults[1].loss.value, 0, 0.01);
    assert_true(isnan(defaults[2].loss.value)); /* 3 was not measured: no guess */
    record_free(record);
}

static void a_target_bars_the_widths_that_miss_it(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 4, 8};
    struct recommend_rule rule = {.objective = RECOMMEND_LATENCY, .target = 2e6, .theta = RECOMMEND_THETA};
    struct record *record = curve_of(widths, 4, 1);
    for (size_t i = 0; i < 4; i++)
        record->facts.cells[i].latency.p99_ns = (struct yoke_estimate){1e6, 9e5, i < 2 ? 1.1e6 : 3e6};
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_int_equal(record->facts.advice->workers, 2);
    assert_string_equal(record->facts.advice->objective, "p99");
    assert_string_equal(record->facts.advice->bounded_by, "target"); /* 4 may meet it or not */
    assert_string_equal(record->facts.advice->evidence, "whether 4 workers meet the target too is not known yet");
    for (size_t i = 2; i < 4; i++)
        record->facts.cells[i].latency.p99_ns = (struct yoke_estimate){3e6, 2.5e6, 4e6};
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_string_equal(record->facts.advice->evidence,
                        "with 4 workers p99 is no less than 2.5 ms, and 2 ms is the most");
    for (size_t i = 0; i < 4; i++)
        record->facts.cells[i].latency.p99_ns = (struct yoke_estimate){3e6, 2.5e6, 4e6};
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_string_equal(record->facts.advice->reason, "every width that was measured misses the target");
    for (size_t i = 0; i < 4; i++)
        record->facts.cells[i].latency.p99_ns = (struct yoke_estimate){1e6, 9e5, NAN}; /* open: proves nothing */
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_true(record->facts.advice->workers == YOKE_MISSING);
    assert_string_equal(record->facts.advice->reason,
                        "whether a width meets the target is not known yet: add --budget or --blocks");
    rule = (struct recommend_rule){.objective = RECOMMEND_EFFICIENCY, .target = 0.8, .theta = RECOMMEND_THETA};
    for (size_t i = 0; i < 4; i++)
        record->facts.cells[i].efficiency = (struct yoke_estimate){0.9, i < 3 ? 0.85 : 0.4, 0.95};
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_int_equal(record->facts.advice->workers, 4);
    record_free(record);
}

static void an_efficiency_that_is_not_known_yet_proves_nothing(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 4};
    const struct recommend_rule rule = {.objective = RECOMMEND_EFFICIENCY, .target = 0.8, .theta = RECOMMEND_THETA};
    struct record *record = curve_of(widths, 3, 1);
    record->facts.cells[1].efficiency = (struct yoke_estimate){0.95, 0.7, 1};   /* reaches below */
    record->facts.cells[2].efficiency = (struct yoke_estimate){0.95, NAN, NAN}; /* too few for an interval */
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_int_equal(record->facts.advice->workers, 1); /* which is as efficient as itself */
    assert_string_equal(record->facts.advice->evidence, "whether 2 workers meet the target too is not known yet");
    record_free(record);
}

static void memory_bars_what_was_seen_to_use_more(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 4};
    const struct recommend_rule rule = {.objective = RECOMMEND_MEMORY, .target = 20 << 20, .theta = RECOMMEND_THETA};
    struct record *record = curve_of(widths, 3, 0.5);
    for (size_t i = 0; i < 3; i++) {
        record->facts.cells[i].one_process = true;
        for (size_t k = 0; k < BLOCKS; k++)
            record->facts.cells[i].samples[k].peak_bytes = (9 + widths[i] * 3) << 20;
    }
    record->facts.cells[2].samples[5].peak_bytes = 21 << 20;
    assert_near(recommend_memory(&record->facts.cells[2]), 22020096, 0.5);
    assert_int_equal(recommend_compute(record, &rule), 0);
    const struct yoke_advice *advice = record->facts.advice;
    assert_int_equal(advice->workers, 2);
    assert_string_equal(advice->objective, "memory");
    assert_string_equal(advice->bounded_by, "target");
    assert_string_equal(advice->evidence, "with 4 workers 21.0 MiB are in use, and 20.0 MiB is the most");
    for (size_t i = 0; i < 3; i++)
        record->facts.cells[i].one_process = false;
    assert_true(isnan(recommend_memory(&record->facts.cells[0])));
    assert_int_equal(recommend_compute(record, &rule), 0);
    assert_true(record->facts.advice->workers == YOKE_MISSING);
    assert_string_equal(record->facts.advice->reason,
                        "how much memory its workers use is not known: they are processes of their own");
    record_free(record);
}

static void too_few_blocks_prove_nothing(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 2, 4};
    struct record *record = curve_of(widths, 3, 1);
    for (size_t i = 0; i < 3; i++) {
        record->facts.cells[i].sample_count = 4;
        record->facts.cells[i].wall_ns.n = 4;
    }
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_true(record->facts.advice->workers == YOKE_MISSING);
    assert_int_equal(record->facts.advice->best, 4);
    assert_string_equal(record->facts.advice->reason, "too few blocks to prove anything: add --budget or --blocks");
    assert_false(record->facts.advice->decided || record->facts.advice->chosen);
    record_free(record);
}

static void a_first_block_that_was_cut_short_proves_nothing(void **state)
{
    (void)state;
    static const uint64_t widths[] = {8}; /* of others nothing is known: it would be as good as the best by itself */
    struct record *record = curve_of(widths, 1, 1);
    record->facts.blocks_done = 0;
    record->facts.stopped_by = "budget";
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_true(record->facts.advice->workers == YOKE_MISSING);
    assert_string_equal(record->facts.advice->bounded_by, "budget");
    record_free(record);
}

static void a_command_is_bounded_by_its_widths_and_not_by_tasks_that_follow_from_them(void **state)
{
    (void)state;
    static const uint64_t widths[] = {1, 4, 16};
    static const char *const words[] = {"sleep", "1"};
    struct record *record = curve_of(widths, 3, 0.01);
    for (size_t i = 0; i < 3; i++)
        record->facts.cells[i].tasks = 16;
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_string_equal(record->facts.advice->bounded_by, "tasks");
    for (size_t i = 0; i < 3; i++) {
        record->facts.cells[i].command = words;
        record->facts.cells[i].command_count = 2;
    }
    assert_int_equal(recommend_compute(record, &throughput), 0);
    assert_string_equal(record->facts.advice->bounded_by, "widths");
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fewest_workers_that_are_as_good_are_taken),
        cmocka_unit_test(waiting_work_wants_more_workers_than_processors),
        cmocka_unit_test(a_lock_leaves_one_worker),
        cmocka_unit_test(a_quota_is_told_from_cores),
        cmocka_unit_test(the_narrowest_is_not_decided_where_narrower_ones_were_put_off),
        cmocka_unit_test(of_two_executors_as_good_the_narrower_is_taken),
        cmocka_unit_test(an_executor_that_is_not_settled_may_still_be_the_one),
        cmocka_unit_test(an_event_loop_has_no_width_by_habit),
        cmocka_unit_test(habits_are_priced_where_their_width_was_measured),
        cmocka_unit_test(a_target_bars_the_widths_that_miss_it),
        cmocka_unit_test(an_efficiency_that_is_not_known_yet_proves_nothing),
        cmocka_unit_test(memory_bars_what_was_seen_to_use_more),
        cmocka_unit_test(too_few_blocks_prove_nothing),
        cmocka_unit_test(a_first_block_that_was_cut_short_proves_nothing),
        cmocka_unit_test(a_command_is_bounded_by_its_widths_and_not_by_tasks_that_follow_from_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* How many tasks there are where one takes long, and whether what is left is proven in time: on simulated machines, in
 * simulated time, with the policy and the foresight of a tuned run. */
#include "ration_rule.h"

#include <inttypes.h>

#include "foresight.h"
#include "looks.h"
#include "simulated_machine.h"

/* As `yoke tune` offers them for a command on few processors: habits included. */
static const uint64_t widths[] = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64};
enum { WIDTHS = sizeof widths / sizeof *widths };

static struct ration_rule rule_on(unsigned processors, double seconds)
{
    return (struct ration_rule){.widths = widths,
                                .width_count = WIDTHS,
                                .open = true,
                                .tasks = 64,
                                .processors = processors,
                                .curves = 1,
                                .runs = 1,
                                .left_ns = seconds * 1e9};
}

/* A task of so many seconds, of which it computes a share. */
static struct ration_task task_of(double seconds, double computing)
{
    return (struct ration_task){seconds * 1e9, computing * seconds * 1e9};
}

/* --- the number ------------------------------------------------------------------------------------------------ */

static void short_tasks_fit_as_many_as_there_are(void **state)
{
    (void)state;
    struct ration_rule rule = rule_on(2, 55);
    rule.open = false;
    rule.curves = 4;
    rule.runs = 2;
    const struct ration all = {64, 1};
    const struct ration_task quick = task_of(0.002, 1), slow = task_of(0.5, 0.002);
    assert_true(ration_fits(&rule, &quick, &all));
    assert_false(ration_fits(&rule, &slow, &all));
}

static void work_that_computes_gets_fewer_tasks_the_longer_one_takes(void **state)
{
    (void)state;
    const struct ration_rule rule = rule_on(2, 55);
    uint64_t last = 64;
    for (double seconds = 0.01; seconds < 100; seconds *= 2) {
        const struct ration_task task = task_of(seconds, 1);
        const struct ration ration = ration_choose(&rule, &task);
        assert_true(ration.tasks <= last && ration.tasks >= 2 && ration.tasks % 2 == 0);
        assert_int_equal(ration.narrowest, 1);
        last = ration.tasks;
    }
    assert_int_equal(last, 2); /* fewer would leave a processor idle, and one width */
}

static void work_that_waits_keeps_its_tasks_and_begins_with_wider_widths(void **state)
{
    (void)state;
    const struct ration_rule rule = rule_on(2, 55);
    uint64_t last = 1;
    for (double seconds = 0.01; seconds < 100; seconds *= 2) {
        const struct ration_task task = task_of(seconds, 0.001);
        const struct ration ration = ration_choose(&rule, &task);
        assert_int_equal(ration.tasks, 64);
        assert_true(ration.narrowest >= last);
        last = ration.narrowest;
    }
    assert_int_equal(last, 32); /* or nothing would be known to be worse than the widest */
}

static void what_is_told_of_the_narrowest_needs_it(void **state)
{
    (void)state;
    struct ration_rule rule = rule_on(2, 55);
    const struct ration_task task = task_of(0.5, 0.001);
    rule.whole = true;
    const struct ration ration = ration_choose(&rule, &task);
    assert_int_equal(ration.narrowest, 1);
    assert_true(ration.tasks < 64 && ration.tasks >= 4); /* so that it is in every block */
}

static void widths_that_were_asked_for_are_all_measured(void **state)
{
    (void)state;
    struct ration_rule rule = rule_on(2, 55);
    const struct ration_task task = task_of(2, 1);
    rule.open = false;
    const struct ration ration = ration_choose(&rule, &task);
    assert_int_equal(ration.tasks, 64);
    assert_int_equal(ration.narrowest, 1);
    assert_true(ration_has(&rule, 64, 3));
    assert_true(ration_has(&rule, 64, 7));
}

static void widths_that_the_last_round_slows_are_not(void **state)
{
    (void)state;
    const struct ration_rule rule = rule_on(2, 55);
    assert_true(ration_has(&rule, 64, 3));  /* 22 rounds have room for 66: 3 % */
    assert_true(ration_has(&rule, 64, 6));  /* 66 */
    assert_false(ration_has(&rule, 64, 7)); /* 70: 9 % */
    assert_false(ration_has(&rule, 64, 12));
    assert_false(ration_has(&rule, 4, 3));
    assert_false(ration_has(&rule, 4, 8)); /* nobody would see a difference to four */
    assert_true(ration_has(&rule, 4, 4));
    assert_false(ration_has(&rule, 20, 21)); /* nor here */
}

/* However long a task takes: as many workers as processors are the answer then. */
static void work_that_computes_has_a_width_for_every_processor(void **state)
{
    (void)state;
    static const unsigned processors[] = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20};
    for (size_t i = 0; i < sizeof processors / sizeof *processors; i++)
        for (double seconds = 0.01; seconds < 100; seconds *= 2) {
            const struct ration_rule rule = rule_on(processors[i], 55);
            const struct ration_task task = task_of(seconds, 1);
            const struct ration ration = ration_choose(&rule, &task);
            assert_true(ration_has(&rule, ration.tasks, processors[i]));
            assert_int_equal(ration.tasks % processors[i], 0);
        }
}

static void all_processors_have_work(void **state)
{
    (void)state;
    static const unsigned processors[] = {1, 2, 3, 4, 6, 8, 12, 16, 64};
    for (size_t i = 0; i < sizeof processors / sizeof *processors; i++)
        for (double computing = 1. / 16; computing <= 1; computing *= 2) {
            const struct ration_rule rule = rule_on(processors[i], 55);
            const struct ration_task task = task_of(1, computing);
            const struct ration ration = ration_choose(&rule, &task);
            const double busy = fmin(64, processors[i] / computing);
            assert_true(1.4 * (double)ration.tasks >= busy);
            assert_true(2 * (double)ration.narrowest <= busy || ration.narrowest == 1);
            assert_true(ration_has(&rule, ration.tasks, ration.narrowest));
        }
}

/* --- what comes of it ------------------------------------------------------------------------------------------ */

/* Work of which a sample of T tasks takes w workers so many rounds, or the processors so long to compute. */
struct work {
    struct ration_task task;
    unsigned processors;
};

static double wall_of(const void *own, const struct yoke_cell *cell)
{
    const struct work *work = own;
    return fmax(ceil((double)cell->tasks / (double)cell->workers) * work->task.wall_ns,
                (double)cell->tasks * work->task.cpu_ns / work->processors);
}

static struct record *rationed(const struct ration_rule *rule, const struct ration *ration)
{
    struct record *record = made_record(WIDTHS);
    simulated_cells(record, 0, "pthread", widths, WIDTHS);
    for (size_t i = 0; i < WIDTHS; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->tasks = ration->tasks;
        cell->calibration.narrowest = ration->narrowest;
        if (!ration_has(rule, ration->tasks, cell->workers))
            cell->status = YOKE_CELL_SKIPPED;
    }
    record->facts.machine.cpus.affinity = record->facts.machine.cpus.online = rule->processors;
    return record;
}

/* A tuned run that has a time to end by. */
struct clocked {
    struct simulated_machine machine;
    struct simulated_run run;
    double left_ns;
};

/* Begins of the wanted visits those that may begin, the narrowest first; false: there was none. */
static bool visits_begin(struct clocked *clocked, struct record *record, bool wanted[], double luck)
{
    bool any = false;
    for (size_t i = 0; i < WIDTHS; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        if (!wanted[i] || clocked->left_ns <= 0)
            continue;
        const enum foresight foresight = foresight_of(&record->facts, wanted, i, (uint64_t)clocked->left_ns);
        if (foresight == FORESIGHT_WAIT)
            continue;
        any = true;
        wanted[i] = false;
        if (foresight == FORESIGHT_SKIP)
            continue;
        simulated_visit(&clocked->machine, record, cell, clocked->run.blocks, luck, &clocked->run);
        clocked->left_ns -= 3e7 + (double)cell->samples[cell->sample_count - 1].wall_ns;
    }
    return any;
}

/* As the driver would: false where there was no time for all of it. */
static bool block_run(struct clocked *clocked, struct record *record, bool wanted[])
{
    const uint64_t visits = clocked->run.visits;
    const double luck = clocked->machine.block_noise * draws_normal(&clocked->machine.draws);
    bool whole = true;
    for (size_t i = 0; i < WIDTHS; i++)
        wanted[i] &= record->facts.cells[i].status != YOKE_CELL_SKIPPED;
    while (visits_begin(clocked, record, wanted, luck))
        ;
    for (size_t i = 0; i < WIDTHS; i++) {
        whole &= !wanted[i];
        assert_int_equal(summary_compute(&record->facts.cells[i]), 0);
    }
    assert_int_equal(speedup_compute(&record->facts), 0);
    clocked->run.blocks++;
    return whole && clocked->run.visits > visits;
}

/* Tunes for so many seconds, less two tries of a task, from what the plan has for that. */
static struct record *tuned(const struct work *work, double seconds, struct simulated_run *run)
{
    static const struct recommend_habit habits[] = {{"one", 1}, {"libuv", 4}, {"py38", 6}};
    static const struct recommend_rule plain = {.theta = RECOMMEND_THETA, .habits = habits, .habit_count = 3};
    const struct ration_rule rule = rule_on(work->processors, seconds - 2e-9 * work->task.wall_ns);
    const struct ration ration = ration_choose(&rule, &work->task);
    struct record *record = rationed(&rule, &ration);
    struct clocked clocked = {
        .machine = {.wall_ns = wall_of, .own = work, .block_noise = 0.05, .start_noise = 0.01, .draws = {.seed = 7}},
        .left_ns = rule.left_ns};
    struct tuner tuner = {.rule = &plain};
    while (!clocked.run.stopped_by) {
        bool wanted[WIDTHS] = {false};
        tuner_choose(&tuner, &record->facts, wanted);
        const bool whole = block_run(&clocked, record, wanted);
        clocked.run.stopped_by = tuner_enough(&tuner, &record->facts);
        if (!clocked.run.stopped_by && (!whole || clocked.left_ns <= 0))
            clocked.run.stopped_by = "budget";
    }
    record->facts.blocks_done = clocked.run.blocks;
    clocked.run.seconds = seconds - 1e-9 * clocked.left_ns;
    assert_int_equal(recommend_compute(record, &plain), 0);
    *run = clocked.run;
    return record;
}

/* As many as keep the processors busy, if there may be so many. */
static uint64_t answer_of(const struct work *work, const struct record *record)
{
    const uint64_t tasks = record->facts.cells[0].tasks;
    for (size_t i = 0; i < WIDTHS; i++) {
        const struct yoke_cell *cell = &record->facts.cells[i], widest = {.tasks = tasks, .workers = tasks};
        if (cell->status != YOKE_CELL_SKIPPED && wall_of(work, cell) <= 1.001 * wall_of(work, &widest))
            return cell->workers;
    }
    return 0;
}

/* Is a width slower than the best by about as much as counts as a difference? That takes more blocks to tell than there
 * is time for. */
static bool is_doubtful(const struct work *work, const struct record *record)
{
    const uint64_t tasks = record->facts.cells[0].tasks;
    const struct yoke_cell widest = {.tasks = tasks, .workers = tasks};
    bool doubtful = false;
    for (size_t i = 0; i < WIDTHS; i++) {
        const struct yoke_cell *cell = &record->facts.cells[i];
        const double slower = wall_of(work, cell) / wall_of(work, &widest) - 1;
        doubtful |= cell->status != YOKE_CELL_SKIPPED && fabs(slower - RECOMMEND_THETA) < RECOMMEND_THETA / 4;
    }
    return doubtful;
}

/* Three tasks that compute are the fewest for three processors, and of widths they have one and three only: where one
 * is not far behind, it is in every block. */
static bool has_time(const struct work *work, double seconds)
{
    const double block_ns = (3 + 1) * work->task.wall_ns;
    return work->processors != 3 || work->task.cpu_ns < work->task.wall_ns || LOOKS_FIRST * block_ns <= seconds * 1e9;
}

static void expect_proof(const struct work *work)
{
    struct simulated_run run;
    struct record *record = tuned(work, 55, &run);
    const struct yoke_advice *advice = record->facts.advice;
    const uint64_t answer = answer_of(work, record);
    const bool proven = advice->decided || is_doubtful(work, record);
    if (advice->workers != answer || !proven || run.seconds > 57)
        fail_msg("%u processors, tasks of %.2f s that compute for %.3f: %" PRIu64 " workers, and not %" PRIu64
                 ", after %" PRIu64 " blocks and %.1f s",
                 work->processors, work->task.wall_ns / 1e9, work->task.cpu_ns / work->task.wall_ns, advice->workers,
                 answer, run.blocks, run.seconds);
    record_free(record);
}

static void jobs_of_up_to_two_seconds_are_proven_in_a_minute(void **state)
{
    (void)state;
    static const unsigned processors[] = {1, 2, 3, 4, 6, 8, 12, 16};
    static const double lengths[] = {0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2},
                        computing[] = {0.001, 0.1, 0.25, 0.5, 1};
    for (size_t p = 0; p < sizeof processors / sizeof *processors; p++)
        for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
            for (size_t k = 0; k < sizeof computing / sizeof *computing; k++) {
                const struct work work = {task_of(lengths[i], computing[k]), processors[p]};
                if (has_time(&work, 55))
                    expect_proof(&work);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_tasks_fit_as_many_as_there_are),
        cmocka_unit_test(work_that_computes_gets_fewer_tasks_the_longer_one_takes),
        cmocka_unit_test(work_that_waits_keeps_its_tasks_and_begins_with_wider_widths),
        cmocka_unit_test(what_is_told_of_the_narrowest_needs_it),
        cmocka_unit_test(widths_that_were_asked_for_are_all_measured),
        cmocka_unit_test(widths_that_the_last_round_slows_are_not),
        cmocka_unit_test(work_that_computes_has_a_width_for_every_processor),
        cmocka_unit_test(all_processors_have_work),
        cmocka_unit_test(jobs_of_up_to_two_seconds_are_proven_in_a_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

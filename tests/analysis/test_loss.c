/* SPDX-License-Identifier: MIT */
/* What more workers cost, on made books: each cause is named first where it is the largest, and nothing is lost in
 * between. */
#include "made_record.h"

#include <math.h>

#include "loss.h"

enum { WORKERS = 2, TASKS = 100 };

/* One worker's time in a sample, ns. */
struct share {
    uint64_t cpu, delay, blocked;
};

static void books_make(struct record *record, struct yoke_cell *cell, const struct share shares[], size_t workers)
{
    struct yoke_sample *sample = made_sample(record, cell, 0, 0);
    uint64_t *times = record_alloc(record, 3 * workers * sizeof *times);
    sample->busy_ns = times;
    sample->worker_cpu_ns = times + workers;
    sample->worker_delay_ns = times + 2 * workers;
    sample->busy_count = sample->worker_cpu_count = sample->worker_delay_count = workers;
    for (size_t i = 0; i < workers; i++) {
        sample->busy_ns[i] = shares[i].cpu + shares[i].delay + shares[i].blocked;
        sample->worker_cpu_ns[i] = shares[i].cpu;
        sample->worker_delay_ns[i] = shares[i].delay;
        if (sample->busy_ns[i] > sample->wall_ns)
            sample->wall_ns = sample->busy_ns[i];
    }
    cell->wall_ns.median = (double)sample->wall_ns;
    cell->workers = workers;
    cell->tasks = TASKS;
    cell->overhead_ns_per_task = NAN;
}

/* A serial cell that computes for 1 ms, and one of two workers with the given books. Release the record. */
static struct record *two_cells(const struct share shares[WORKERS])
{
    struct record *record = made_record(2);
    struct yoke_cell *base = &record->facts.cells[0], *cell = &record->facts.cells[1];
    record->facts.machine.cpus.usable = 2;
    books_make(record, base, (const struct share[]){{.cpu = 1000000}}, 1);
    books_make(record, cell, shares, WORKERS);
    base->serial = true;
    cell->baseline = base->name;
    cell->speedup.value = base->wall_ns.median / cell->wall_ns.median;
    return record;
}

static void expect(const struct record *record, const char *cause)
{
    const struct yoke_loss *loss = &record->facts.cells[1].loss;
    const double efficiency = record->facts.cells[1].speedup.value / WORKERS;
    assert_string_equal(loss->cause, cause);
    assert_non_null(loss->evidence);
    assert_near(loss->imbalance + loss->dispatch + loss->run_queue + loss->blocked + loss->serial + loss->work,
                1 - efficiency, 1e-12);
}

static void each_cause_is_named_where_it_is_the_largest(void **state)
{
    (void)state;
    static const struct {
        struct share shares[WORKERS];
        const char *cause;
    } cases[] = {
        {{{.cpu = 800000}, {.cpu = 200000}}, "imbalance"},
        {{{.cpu = 500000, .delay = 500000}, {.cpu = 500000, .delay = 400000}}, "run_queue"},
        {{{.cpu = 500000, .blocked = 700000}, {.cpu = 500000, .blocked = 650000}}, "blocked"}, /* often neither runs */
        {{{.cpu = 500000, .blocked = 500000}, {.cpu = 500000, .blocked = 450000}}, "serial"},  /* one or the other */
        {{{.cpu = 1500000}, {.cpu = 1400000}}, "work"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record *record = two_cells(cases[i].shares);
        assert_int_equal(loss_compute(record), 0);
        expect(record, cases[i].cause);
        record_free(record);
    }
}

static void handing_out_tasks_is_told_from_slower_work(void **state)
{
    (void)state;
    struct record *record = two_cells((const struct share[]){{.cpu = 900000}, {.cpu = 900000}});
    record->facts.cells[1].overhead_ns_per_task = 3500; /* x 100 tasks x 2 workers: 700 of the extra 800 us */
    assert_int_equal(loss_compute(record), 0);
    expect(record, "dispatch");
    assert_near(record->facts.cells[1].loss.dispatch, 700.0 / 1800, 1e-12);
    assert_near(record->facts.cells[1].loss.work, 100.0 / 1800, 1e-12);
    record_free(record);
}

static void what_waits_for_one_of_many_is_told_from_what_all_wait_for(void **state)
{
    (void)state;
    struct record *record = two_cells((const struct share[]){{.cpu = 500000}, {.cpu = 500000}});
    struct yoke_cell *cell = &record->facts.cells[1];
    const struct share four[] = {{375000, 0, 375000}, {375000, 0, 375000}, {375000, 0, 375000}, {0, 0, 750000}};
    cell->sample_count = 0;
    books_make(record, cell, four, 4);
    cell->speedup.value = 1e6 / 750000;
    assert_int_equal(loss_compute(record), 0);
    /* 1.5 of four run: half of the time at least it is one alone, and three wait for it; of 1.875 ms blocked, 1.125 */
    assert_near(cell->loss.serial, 1.125 / 3, 1e-12);
    assert_near(cell->loss.blocked, 0.75 / 3, 1e-12);
    record_free(record);
}

static void perfect_scaling_has_nothing_to_name(void **state)
{
    (void)state;
    struct record *record = two_cells((const struct share[]){{.cpu = 501000}, {.cpu = 499000}});
    assert_int_equal(loss_compute(record), 0);
    assert_null(record->facts.cells[1].loss.cause);
    assert_true(record->facts.cells[1].loss.imbalance < LOSS_SHARE_LEAST);
    record_free(record);
}

static void work_that_grows_is_held_against_as_much_of_it(void **state)
{
    (void)state;
    struct record *record = two_cells((const struct share[]){{.cpu = 1000000}, {.cpu = 1300000}});
    record->facts.cells[0].scale = record->facts.cells[1].scale = "work";
    record->facts.cells[1].tasks = WORKERS * TASKS;
    record->facts.cells[1].speedup.value = WORKERS * 1.0 / 1.3;
    assert_int_equal(loss_compute(record), 0);
    expect(record, "imbalance"); /* 0.3 of 2.6 ms idle, and as much more work: the first of equals */
    assert_near(record->facts.cells[1].loss.imbalance, 0.3 / 2.6, 1e-12);
    assert_near(record->facts.cells[1].loss.work, 0.3 / 2.6, 1e-12);
    record_free(record);
}

static void too_many_workers_are_counted_against_the_processors(void **state)
{
    (void)state;
    struct record *record =
        two_cells((const struct share[]){{.cpu = 500000, .delay = 500000}, {.cpu = 500000, .delay = 500000}});
    record->facts.machine.cpus.usable = 1;
    assert_int_equal(loss_compute(record), 0);
    assert_string_equal(record->facts.cells[1].loss.evidence,
                        "50 % of the workers' time went by in line for a processor: 2 workers share 1");
    record_free(record);
}

static void without_the_kernels_books_nothing_is_known(void **state)
{
    (void)state;
    struct record *record = two_cells((const struct share[]){{.cpu = 800000}, {.cpu = 200000}});
    record->facts.cells[1].samples[0].worker_delay_ns[0] = YOKE_MISSING;
    assert_int_equal(loss_compute(record), 0);
    assert_true(isnan(record->facts.cells[1].loss.imbalance));
    assert_null(record->facts.cells[1].loss.cause);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cause_is_named_where_it_is_the_largest),
        cmocka_unit_test(handing_out_tasks_is_told_from_slower_work),
        cmocka_unit_test(what_waits_for_one_of_many_is_told_from_what_all_wait_for),
        cmocka_unit_test(perfect_scaling_has_nothing_to_name),
        cmocka_unit_test(too_many_workers_are_counted_against_the_processors),
        cmocka_unit_test(work_that_grows_is_held_against_as_much_of_it),
        cmocka_unit_test(without_the_kernels_books_nothing_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Answers that are in books, or that a few lines of other code find: the tasks' own results, not their verification. */
#include <complex.h>
#include <stdlib.h>

#include "fake_worker.h"
#include "fixture.h"
#include "seal.h"
#include "yoke/catalogue.h"

enum { MANY_BYTES = 1 << 16 };

/* All results of a workload by name, with its first parameter given and the others as they are. */
struct run {
    const struct yoke_workload *workload;
    struct yoke_work work;
    void *context;
    struct yoke_worker worker;
    _Alignas(16) unsigned char results[MANY_BYTES];
};

static void run_all(struct run *run, const char *name, uint64_t task_count, uint64_t value)
{
    struct yoke_error error = {0};
    *run = (struct run){.work = {.task_count = task_count, .seed = 1}, .worker = {.io = &fake_io}};
    for (size_t i = 0; yoke_workloads[i] && !run->workload; i++)
        run->workload = strcmp(yoke_workloads[i]->name, name) ? NULL : yoke_workloads[i];
    assert_non_null(run->workload);
    for (unsigned i = 0; run->workload->params[i].name; i++)
        run->work.values.value[i] = i ? run->workload->params[i].fallback : value;
    if (run->workload->setup(&run->work, &run->context, &error))
        fail_msg("%s", error.text);
    if (run->workload->worker_setup)
        assert_int_equal(run->workload->worker_setup(run->context, &run->worker, &error), 0);
    assert_true(task_count * run->workload->result_bytes <= MANY_BYTES);
    for (uint64_t index = 0; index < task_count; index++)
        run->workload->task(run->context, &run->worker, index, run->results + index * run->workload->result_bytes);
    assert_int_equal(run->workload->verify(run->context, run->results, 0, &error), 0);
    if (run->workload->worker_teardown)
        run->workload->worker_teardown(run->context, &run->worker);
    run->workload->teardown(run->context);
}

static uint64_t count_all(const char *name, uint64_t task_count, uint64_t value)
{
    static struct run run;
    run_all(&run, name, task_count, value);
    uint64_t sum = 0;
    for (uint64_t index = 0; index < task_count; index++) {
        uint64_t count;
        memcpy(&count, run.results + index * sizeof count, sizeof count);
        sum += count;
    }
    return sum;
}

/* OEIS A006880, and spans that are no multiple of a segment. */
static void primes_below_powers_of_ten_are_those_in_the_tables(void **state)
{
    (void)state;
    assert_int_equal(count_all("cpu_primes", 1, 10), 4);
    assert_int_equal(count_all("cpu_primes", 1, 1000000), 78498);
    assert_int_equal(count_all("cpu_primes", 10, 100000), 78498);
    assert_int_equal(count_all("cpu_primes", 1000, 1000), 78498);
    assert_int_equal(count_all("cpu_primes", 7, 1428571), 664579); /* below 9999997: as below ten million */
    assert_int_equal(count_all("cpu_primes", 10, 1), 4);
}

static void queens_stand_in_as_many_ways_as_the_tables_say(void **state)
{
    (void)state;
    assert_int_equal(count_all("cpu_nqueens", 1, 8), 92);
    assert_int_equal(count_all("cpu_nqueens", 64, 8), 92);
    assert_int_equal(count_all("cpu_nqueens", 1000, 8), 92);
    assert_int_equal(count_all("cpu_nqueens", 7, 10), 724);
    assert_int_equal(count_all("cpu_nqueens", 1, 3), 0);
}

/* The same rows with the compiler's own complex numbers; where rounding could decide, by points far from the edge. */
static void mandelbrot_points_inside_and_outside_are_told_apart(void **state)
{
    (void)state;
    enum { ROWS = 16 };
    static struct run run;
    run_all(&run, "cpu_mandelbrot", ROWS, 1); /* one point a row, at -0.7: its steps are the result */
    for (unsigned row = 0; row < ROWS; row++) {
        const double complex point = -0.7 + 1.25 * (1 - (row + 0.5) / ROWS) * I;
        double complex z = 0;
        uint64_t steps = 0;
        for (; steps < 2000 && cabs(z) <= 2; steps++)
            z = z * z + point;
        struct sealed result;
        memcpy(&result, run.results + row * sizeof result, sizeof result);
        if (steps > 100 && steps < 2000)
            continue;
        assert_int_equal(result.value, steps);
    }
}

static void pi_comes_out_of_random_points(void **state)
{
    (void)state;
    static struct run run;
    run_all(&run, "cpu_montecarlo", 100, 10000);
    double inside = 0;
    for (unsigned index = 0; index < 100; index++) {
        struct sealed result;
        memcpy(&result, run.results + index * sizeof result, sizeof result);
        inside += (double)result.value;
    }
    assert_near(4 * inside / 1e6, 3.14159265,
                0.006); /* the seed is fixed, and so is the estimate: well within 4 deviations */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(primes_below_powers_of_ten_are_those_in_the_tables),
        cmocka_unit_test(queens_stand_in_as_many_ways_as_the_tables_say),
        cmocka_unit_test(mandelbrot_points_inside_and_outside_are_told_apart),
        cmocka_unit_test(pi_comes_out_of_random_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* A workload whose loop the compiler folds away measures nothing. The proof is that several times the work costs
 * several times the processor time: a ratio within one process, of the shortest of several tries, so how fast the
 * machine is today does not enter, and other programs only make both longer. */
#include <stdlib.h>
#include <time.h>

#include "fake_worker.h"
#include "fixture.h"
#include "small_work.h"
#include "yoke/catalogue.h"

enum { TRIES = 7 };

/* Of the growth that the facts claim, so much must be seen: a loop folded away shows a tenth or less, caches that
 * happen to be warm for one and cold for the other make a difference of two. */
#define LEAST_SHARE 0.25

/* A step up in work, large enough that nothing else about a task matters, small enough for a sanitized build. */
struct step {
    const char *workload, *param;
    uint64_t less, more;
};

/* Every workload that keeps a processor busy, whatever it is bound by. */
static const struct step steps[] = {
    {"spin", "iterations", 300000, 3000000},
    {"cpu_sum_squares", "n", 300000, 3000000},
    {"cpu_primes", "span", 300000, 3000000},
    {"cpu_matmul", "side", 60, 180},
    {"cpu_fft", "doublings", 10, 14},
    {"cpu_mandelbrot", "width", 30, 300},
    {"cpu_montecarlo", "points", 30000, 300000},
    {"cpu_hash", "message", 30000, 300000},
    {"cpu_compress", "block", 10000, 100000},
    {"cpu_sort", "keys", 2000, 20000},
    {"cpu_nqueens", "queens", 8, 10},
    {"mem_triad", "slice", 200000, 2000000},
    {"mem_chase", "loads", 10000, 100000},
    {"mem_random_update", "updates", 3000, 30000},
    {"sync_atomic", "increments", 10000, 100000},
    {"sync_mutex", "entries", 1000, 10000},
    {"sync_mutex", "hold", 300, 3000},
    {"sync_mutex", "think", 300, 3000},
    {"sync_false_sharing", "increments", 30000, 300000},
    {"sync_queue", "messages", 3000, 30000},
    {"mixed", "compute", 300000, 3000000},
};

/* Work by operations, or by bytes where there are none; the processor time of one task, the shortest of some tries. */
struct cost {
    double work, cpu_ns;
};

static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

static struct cost task_cost(const struct yoke_workload *workload, void *context, struct yoke_worker *worker)
{
    const struct yoke_facts facts = workload->facts(context);
    struct cost cost = {.work = facts.operations > 0 ? facts.operations : facts.bytes, .cpu_ns = INFINITY};
    void *result = calloc(1, workload->result_bytes);
    for (int i = 0; i < TRIES; i++) {
        const double begin = cpu_ns();
        assert_int_equal(workload->task(context, worker, 0, result), 0);
        cost.cpu_ns = fmin(cost.cpu_ns, cpu_ns() - begin);
    }
    free(result);
    return cost;
}

/* What its only task costs when one parameter has this value and the others are small. */
static struct cost workload_cost(const struct yoke_workload *workload, const char *param, uint64_t value)
{
    struct yoke_work work = small_work(workload, 42);
    struct yoke_worker worker = {.io = &fake_io};
    struct yoke_error error = {0};
    void *context = NULL;
    work.task_count = 1;
    for (unsigned i = 0; workload->params[i].name; i++)
        if (!strcmp(workload->params[i].name, param))
            work.values.value[i] = value;
        else if (workload->bound == YOKE_MEMORY_BOUND && workload->params[i].unit == YOKE_BYTES)
            work.values.value[i] = 1 << 22; /* beyond the nearest caches, for little work and for much */
    assert_int_equal(workload->setup(&work, &context, &error), 0);
    if (workload->worker_setup)
        assert_int_equal(workload->worker_setup(context, &worker, &error), 0);
    const struct cost cost = task_cost(workload, context, &worker);
    if (workload->worker_teardown)
        workload->worker_teardown(context, &worker);
    workload->teardown(context);
    return cost;
}

static const struct yoke_workload *workload_find(const char *name)
{
    for (size_t i = 0; yoke_workloads[i]; i++)
        if (!strcmp(yoke_workloads[i]->name, name))
            return yoke_workloads[i];
    fail_msg("no workload %s", name);
    return NULL;
}

static void time_grows_with_the_work_as_the_facts_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const struct yoke_workload *workload = workload_find(steps[i].workload);
        if (workload->unavailable) {
            print_message("%s left out: %s\n", workload->name, workload->unavailable);
            continue;
        }
        const struct cost less = workload_cost(workload, steps[i].param, steps[i].less);
        const struct cost more = workload_cost(workload, steps[i].param, steps[i].more);
        /* work that the facts do not count, inside and outside a mutex, is in proportion to its parameter */
        const double growth =
            more.work > less.work ? more.work / less.work : (double)steps[i].more / (double)steps[i].less;
        if (more.cpu_ns < LEAST_SHARE * growth * less.cpu_ns)
            fail_msg("%s: %.1f times the work by %s costs %.0f ns after %.0f ns", workload->name, growth,
                     steps[i].param, more.cpu_ns, less.cpu_ns);
    }
}

static void every_workload_that_computes_is_tried(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++) {
        bool tried = yoke_workloads[i]->empty || yoke_workloads[i]->takes_command || yoke_workloads[i]->bound == YOKE_IO_BOUND;
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
            tried |= !strcmp(steps[k].workload, yoke_workloads[i]->name);
        if (!tried)
            fail_msg("what %s costs is not tried", yoke_workloads[i]->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_grows_with_the_work_as_the_facts_say),
        cmocka_unit_test(every_workload_that_computes_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

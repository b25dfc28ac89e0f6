/* SPDX-License-Identifier: MIT */
/* work_scaling: does the time of a workload grow as its facts say its work does? A loop that the compiler folds away
 * does not. A parameter is raised four times, each time doubling or so the work of a task; printed is, for each step,
 * by how much processor time grew for what the work grew: 1 is as the facts say. Time is the processor time of one
 * thread, the least of several tries, so other programs hardly matter; caches do, and a few workloads outgrow one on
 * the way.
 *
 *   work_scaling [TRIES]     tries of each size (default 9) */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "blocking_io.h"
#include "yoke/catalogue.h"

enum { STEPS = 4 };

/* What is raised, from a size that is beyond what it takes to begin, by doubling, or by 1 where that alone doubles the
 * work or more. Where a working set would outgrow a cache on the way, it is held small by a second parameter: the time
 * of a unit is to stay the same. */
static const struct {
    const char *workload, *param;
    uint64_t from;
    bool by_one;
    const char *held;
    uint64_t held_value;
} ladders[] = {
    {"spin", "iterations", 100000, false, NULL, 0},
    {"cpu_sum_squares", "n", 200000, false, NULL, 0},
    {"cpu_primes", "span", 200000, false, NULL, 0},
    {"cpu_matmul", "side", 64, false, NULL, 0},
    {"cpu_fft", "doublings", 10, true, NULL, 0},
    {"cpu_mandelbrot", "width", 128, false, NULL, 0},
    {"cpu_montecarlo", "points", 20000, false, NULL, 0},
    {"cpu_hash", "message", 32768, false, NULL, 0},
    {"cpu_compress", "block", 131072, false, NULL, 0}, /* beyond the window of 32 KiB: until there, a byte costs more */
    {"cpu_sort", "keys", 32768, false, NULL, 0},
    {"cpu_nqueens", "queens", 9, true, NULL, 0},
    {"mem_triad", "slice", 65536, false, "array", 65536 << STEPS},
    {"mem_chase", "loads", 20000, false, "set", 16384},
    {"mem_random_update", "updates", 20000, false, "table", 16384},
    {"sync_atomic", "increments", 20000, false, NULL, 0},
    {"sync_mutex", "entries", 2000, false, NULL, 0},
    {"sync_false_sharing", "increments", 50000, false, NULL, 0},
    {"sync_queue", "messages", 3000, false, NULL, 0},
    {"mixed", "compute", 100000, false, NULL, 0},
};
enum { LADDERS = sizeof ladders / sizeof ladders[0] };

/* Tasks of one try, where they differ from each other: their sum. */
enum { TASKS = 4 };

/* What they cost: operations, or bytes where those are not counted, and nanoseconds. */
struct cost {
    double work, cpu_ns;
};

static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

static const struct yoke_workload *workload_find(const char *name)
{
    for (size_t i = 0; yoke_workloads[i]; i++)
        if (!strcmp(yoke_workloads[i]->name, name))
            return yoke_workloads[i];
    return NULL;
}

static void give_up(const struct yoke_workload *workload, const struct yoke_error *error)
{
    fprintf(stderr, "work_scaling: %s: %s\n", workload->name, error->text);
    exit(1);
}

static struct cost tries_run(const struct yoke_workload *workload, void *context, struct yoke_worker *worker,
                             unsigned tries)
{
    const struct yoke_facts facts = workload->facts(context);
    struct cost cost = {.work = facts.operations > 0 ? facts.operations : facts.bytes, .cpu_ns = INFINITY};
    unsigned char *results = calloc(TASKS, workload->result_bytes + 1);
    struct yoke_error error = {0};
    for (unsigned i = 0; i < tries; i++) {
        int status = 0;
        worker->digest = 0;
        const double begin = cpu_ns();
        for (uint64_t index = 0; index < TASKS && !status; index++)
            status = workload->task(context, worker, index, results + index * workload->result_bytes);
        cost.cpu_ns = fmin(cost.cpu_ns, cpu_ns() - begin);
        if (status)
            give_up(workload, &error);
    }
    if (workload->verify(context, results, worker->digest, &error))
        give_up(workload, &error);
    free(results);
    return cost;
}

/* What tasks cost when the ladder's parameter has this value; a wait would only cost time. */
static struct cost workload_cost(const struct yoke_workload *workload, unsigned ladder, uint64_t value, unsigned tries)
{
    struct yoke_work work = {.task_count = TASKS, .seed = 1};
    struct yoke_worker worker = {.io = &blocking_io};
    struct yoke_error error = {0};
    void *context = NULL;
    for (unsigned i = 0; workload->params[i].name; i++) {
        const struct yoke_param *param = &workload->params[i];
        work.values.value[i] = param->unit == YOKE_NS ? param->least : param->fallback;
        if (!strcmp(param->name, ladders[ladder].param))
            work.values.value[i] = value;
        else if (ladders[ladder].held && !strcmp(param->name, ladders[ladder].held))
            work.values.value[i] = ladders[ladder].held_value;
    }
    if (workload->setup(&work, &context, &error) ||
        (workload->worker_setup && workload->worker_setup(context, &worker, &error)))
        give_up(workload, &error);
    const struct cost cost = tries_run(workload, context, &worker, tries);
    if (workload->worker_teardown)
        workload->worker_teardown(context, &worker);
    workload->teardown(context);
    return cost;
}

static void ladder_climb(unsigned ladder, unsigned tries)
{
    const struct yoke_workload *workload = workload_find(ladders[ladder].workload);
    if (!workload || workload->unavailable) {
        printf("%-19s left out: %s\n", ladders[ladder].workload, workload ? workload->unavailable : "not there");
        return;
    }
    uint64_t value = ladders[ladder].from;
    struct cost last = workload_cost(workload, ladder, value, tries);
    printf("%-19s %-11s %8llu", workload->name, ladders[ladder].param, (unsigned long long)value);
    for (unsigned step = 0; step < STEPS; step++) {
        value = ladders[ladder].by_one ? value + 1 : 2 * value;
        const struct cost next = workload_cost(workload, ladder, value, tries);
        printf(" %6.3f", next.cpu_ns / last.cpu_ns / (next.work / last.work));
        last = next;
    }
    printf("   %9.3f\n", last.cpu_ns / last.work);
}

int main(int argc, char **argv)
{
    const long tries = argc > 1 ? strtol(argv[1], NULL, 10) : 9;
    if (tries < 1 || tries > 100000) {
        fprintf(stderr, "usage: work_scaling [TRIES], 1 to 100000\n");
        return 2;
    }
    printf("%-19s %-11s %8s %27s   %9s\n", "workload", "parameter", "from", "time grew / work grew", "ns a unit");
    for (unsigned i = 0; i < LADDERS; i++)
        ladder_climb(i, (unsigned)tries);
    return 0;
}

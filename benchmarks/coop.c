/* SPDX-License-Identifier: MIT */
/* coop: what the cooperative executor costs. Three questions, each answered beside a yardstick of the same run:
 *
 *   switch   from one coroutine to another, hand-written and by ucontext       goal: under 20 ns
 *   null     handing out one empty task, coop and pthread, one worker          goal: under 50 ns
 *   sleep    100,000 tasks asleep at once on one worker, on each I/O driver    goals: under 1 µs of processor time a
 * sleep, under 6 KiB resident a task, end within 2 % of the longest sleep
 *
 *   coop [TASKS [LONGEST_MS]]    the tasks of `sleep` (100000) and their longest sleep in ms (1000)
 *
 * The first run of `sleep` also pays for touching each stack for the first time, so it is shown apart from later ones.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "coop.h"
#include "coroutine.h"
#include "yoke/catalogue.h"
#include "yoke/random.h"
#include "yoke/shared.h"

enum { ROUNDS = 9, SLEEP_RUNS = 4 };

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int double_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double values[], size_t count)
{
    qsort(values, count, sizeof values[0], double_order);
    return values[count / 2];
}

/* --- switch ----------------------------------------------------------------------------------------------------------
 */

static void suspend_for_ever(struct coroutine *coroutine)
{
    for (;;)
        coroutine_suspend(coroutine);
}

/* Nanoseconds a switch: going in is one, coming back another. */
static double switch_ns(enum coroutine_switch how, uint64_t count)
{
    static _Alignas(64) unsigned char stack[65536];
    double rounds[ROUNDS];
    struct coroutine coroutine;
    coroutine_init(&coroutine, stack, stack + sizeof stack, how, suspend_for_ever);
    for (size_t round = 0; round < ROUNDS; round++) {
        uint64_t begin_ns = clock_ns(CLOCK_MONOTONIC_RAW);
        for (uint64_t index = 0; index < count; index++)
            coroutine_resume(&coroutine);
        rounds[round] = (double)(clock_ns(CLOCK_MONOTONIC_RAW) - begin_ns) / (double)(2 * count);
    }
    return median(rounds, ROUNDS);
}

static void switch_print(void)
{
    double own = switch_ns(COROUTINE_BEST, 2000000), portable = switch_ns(COROUTINE_UCONTEXT, 200000);
    printf("switch: %s %.1f ns, ucontext %.1f ns (%.0f times as much)\n", coroutine_switch_name(COROUTINE_BEST), own,
           portable, portable / own);
}

/* --- executors
 * -------------------------------------------------------------------------------------------------------- */

/* What the one worker's hooks see. */
struct watch {
    uint64_t begin_ns, end_ns, begin_cpu_ns, end_cpu_ns;
};

static void hook_prepare(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static void hook_begin(void *probe, struct yoke_worker *worker)
{
    struct watch *watch = probe;
    (void)worker;
    watch->begin_cpu_ns = clock_ns(CLOCK_THREAD_CPUTIME_ID);
    watch->begin_ns = clock_ns(CLOCK_MONOTONIC_RAW);
}

static void hook_end(void *probe, struct yoke_worker *worker)
{
    struct watch *watch = probe;
    (void)worker;
    watch->end_ns = clock_ns(CLOCK_MONOTONIC_RAW);
    watch->end_cpu_ns = clock_ns(CLOCK_THREAD_CPUTIME_ID);
}

static const struct yoke_schedule *schedule_dynamic(void)
{
    const struct yoke_schedule *const *schedule = yoke_schedules;
    while (strcmp((*schedule)->name, "dynamic") != 0)
        schedule++;
    return *schedule;
}

static const struct yoke_executor *executor_named(const char *name)
{
    const struct yoke_executor *const *executor = yoke_executors;
    while (*executor && strcmp((*executor)->name, name) != 0)
        executor++;
    return *executor;
}

/* A team of one worker and what it runs. */
struct bench {
    const struct yoke_executor *executor;
    struct yoke_worker *worker;
    struct yoke_team *team;
    struct yoke_job job;
    struct watch watch;
};

static int bench_start(struct bench *bench, const char *executor)
{
    struct yoke_error error = {0};
    static struct yoke_team_options options;
    bench->executor = executor_named(executor);
    bench->worker = yoke_shared_map(sizeof *bench->worker);
    if (!bench->executor || !bench->worker)
        return 1;
    options = (struct yoke_team_options){.worker_count = 1, .workers = bench->worker, .usable_cpus = 1};
    bench->job.schedule = schedule_dynamic();
    bench->job.chunk = 1;
    bench->job.prepare = hook_prepare;
    bench->job.begin = hook_begin;
    bench->job.end = hook_end;
    bench->job.probe = &bench->watch;
    if (bench->executor->start(&options, &bench->team, &error) == 0)
        return 0;
    fprintf(stderr, "coop: %s does not start: %s\n", executor, error.text);
    return 1;
}

static int bench_run(struct bench *bench)
{
    struct yoke_error error = {0};
    int status = bench->executor->run(bench->team, &bench->job, &error);
    if (status || bench->job.failed_count)
        fprintf(stderr, "coop: %s failed: %s\n", bench->executor->name, error.text);
    return status || bench->job.failed_count;
}

static void bench_stop(struct bench *bench)
{
    bench->executor->stop(bench->team);
    yoke_shared_unmap(bench->worker, sizeof *bench->worker);
}

/* --- null
 * ------------------------------------------------------------------------------------------------------------- */

static int null_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)result;
    worker->digest += index;
    return 0;
}

/* Nanoseconds a task; below 0: it failed. */
static double null_ns(const char *executor)
{
    struct bench bench = {.job = {.task_count = 2000000, .task = null_task}};
    double rounds[ROUNDS];
    if (bench_start(&bench, executor))
        return -1;
    for (size_t round = 0; round < ROUNDS; round++) {
        if (bench_run(&bench))
            return -1;
        rounds[round] = (double)(bench.watch.end_ns - bench.watch.begin_ns) / (double)bench.job.task_count;
    }
    bench_stop(&bench);
    return median(rounds, ROUNDS);
}

static void null_print(void)
{
    double coop = null_ns("coop"), thread = null_ns("pthread");
    printf("null: coop %.1f ns a task, pthread %.1f ns\n", coop, thread);
}

/* --- sleep
 * ------------------------------------------------------------------------------------------------------------ */

struct nap {
    uint64_t longest_ns;
};

static uint64_t nap_ns(const struct nap *nap, uint64_t index)
{
    return yoke_random_upto(1, index, nap->longest_ns);
}

static int nap_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)result;
    return worker->io->sleep(worker, nap_ns(context, index));
}

/* A line "Name:   123 kB" of /proc/self/status, in bytes; 0 when it is not there. */
static uint64_t status_bytes(const char *name)
{
    char line[128];
    uint64_t kib = 0;
    FILE *file = fopen("/proc/self/status", "re");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            kib = strtoull(line + strlen(name), NULL, 10);
    if (file)
        fclose(file);
    return kib * 1024;
}

static uint64_t longest_of(const struct nap *nap, uint64_t task_count)
{
    uint64_t longest_ns = 0;
    for (uint64_t index = 0; index < task_count; index++)
        longest_ns = nap_ns(nap, index) > longest_ns ? nap_ns(nap, index) : longest_ns;
    return longest_ns;
}

static void sleep_run_print(const struct bench *bench, unsigned run, uint64_t longest_ns)
{
    const struct watch *watch = &bench->watch;
    const double count = (double)bench->job.task_count;
    const struct yoke_lateness *late = &bench->worker->late;
    printf("  run %u: %.2f us of processor time a sleep, end %.2f %% after the longest, late %.0f us on average, %.1f "
           "ms at "
           "most\n",
           run, (double)(watch->end_cpu_ns - watch->begin_cpu_ns) / 1e3 / count,
           100 * ((double)(watch->end_ns - watch->begin_ns) / (double)longest_ns - 1),
           (double)late->total_ns / 1e3 / (double)late->count, (double)late->max_ns / 1e6);
}

/* In a process of its own, so that memory is the driver's and the run's alone. */
static int sleep_main(const char *driver, uint64_t task_count, uint64_t longest_ns)
{
    struct nap nap = {longest_ns};
    struct bench bench = {.job = {.task_count = task_count, .task = nap_task, .context = &nap}};
    setenv("YOKE_IO_DRIVER", driver, 1);
    if (bench_start(&bench, "coop"))
        return 1;
    printf("sleep: %" PRIu64 " tasks at once on one worker; %s\n", task_count, bench.executor->describe());
    longest_ns = longest_of(&nap, task_count);
    uint64_t resident = status_bytes("VmRSS:"), tables = status_bytes("VmPTE:");
    for (unsigned run = 1; run <= SLEEP_RUNS; run++) {
        if (bench_run(&bench))
            return 1;
        sleep_run_print(&bench, run, longest_ns);
    }
    struct loop_statistics statistics = coop_statistics(bench.team, 0);
    uint64_t now_resident = status_bytes("VmRSS:"), now_tables = status_bytes("VmPTE:");
    printf("  %" PRIu64
           " alive at once; %.0f bytes resident a task, and %.0f of page tables; at most %zu bytes of stack used; "
           "%zu of %zu stacks with a guard; %" PRIu64 " waits\n",
           statistics.tasks_most, (double)(now_resident - resident) / (double)statistics.tasks_most,
           (double)(now_tables - tables) / (double)statistics.tasks_most, coop_stack_used_bytes(bench.team, 0),
           statistics.stacks_guarded, statistics.stacks, statistics.waits);
    bench_stop(&bench);
    return 0;
}

static int sleep_print(const char *driver, uint64_t task_count, uint64_t longest_ns)
{
    struct driver_choice choice;
    struct yoke_error error = {0};
    if (loop_driver_choose(driver, &choice, &error)) {
        printf("sleep: %s\n", error.text);
        return 0;
    }
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int status = sleep_main(driver, task_count, longest_ns);
        fflush(stdout);
        _exit(status);
    }
    int status = 1;
    waitpid(child, &status, 0);
    return status;
}

int main(int argc, char **argv)
{
    const uint64_t task_count = argc > 1 ? strtoull(argv[1], NULL, 10) : 100000;
    const uint64_t longest_ms = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000;
    if (task_count < 1 || longest_ms < 1) {
        fprintf(stderr, "usage: coop [TASKS [LONGEST_MS]], both at least 1\n");
        return 2;
    }
    switch_print();
    int failed = sleep_print("epoll", task_count, longest_ms * 1000000);
    failed |= sleep_print("uring", task_count, longest_ms * 1000000);
    null_print();
    return failed ? 1 : 0;
}

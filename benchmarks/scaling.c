/* SPDX-License-Identifier: MIT */
/* Does an executor with two workers reach what the machine gives? The peer is the machine itself: two plain processes that
 * each do half of the tasks and know nothing of each other. Every arm is a fresh process; rounds visit all arms in shuffled
 * order; what is compared are speedups over one plain process of the same round. The goal is a ratio of 0.95 and more.
 *
 *   scaling [ROUNDS [TASKS [N]]]     rounds (default 15) of cpu_sum_squares with TASKS tasks (20) of N squares (5000000) */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "yoke/catalogue.h"
#include "yoke/random.h"
#include "yoke/shared.h"

enum { WORKERS = 2, ROUNDS_MOST = 1000, ARMS_MOST = 16 };

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* --- one arm, in a process of its own ------------------------------------------------------------------------------ */

struct reading {
    _Alignas(YOKE_LINE_BYTES) uint64_t begin_ns, end_ns;
};

struct bench {
    const struct yoke_workload *workload;
    struct yoke_work work;
    void *context;
    unsigned char *results;
    struct reading *readings; /* one a worker, shared */
};

static void hook_prepare(void *own, struct yoke_worker *worker)
{
    (void)own;
    (void)worker;
}

static void hook_begin(void *own, struct yoke_worker *worker)
{
    ((struct bench *)own)->readings[worker->index].begin_ns = now_ns();
}

static void hook_end(void *own, struct yoke_worker *worker)
{
    ((struct bench *)own)->readings[worker->index].end_ns = now_ns();
}

static int worker_start(void *own, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)own;
    (void)worker;
    (void)error;
    return 0;
}

static void worker_stop(void *own, struct yoke_worker *worker)
{
    (void)own;
    (void)worker;
}

static uint64_t wall_ns(const struct bench *bench, unsigned worker_count)
{
    uint64_t first_ns = UINT64_MAX, last_ns = 0;
    for (unsigned i = 0; i < worker_count; i++) {
        first_ns = bench->readings[i].begin_ns < first_ns ? bench->readings[i].begin_ns : first_ns;
        last_ns = bench->readings[i].end_ns > last_ns ? bench->readings[i].end_ns : last_ns;
    }
    return last_ns - first_ns;
}

/* Twice through the executor; the first run is warm-up. */
static uint64_t executor_wall_ns(struct bench *bench, const struct yoke_executor *executor, struct yoke_error *error)
{
    const unsigned worker_count = executor->capabilities & YOKE_PARALLEL ? WORKERS : 1;
    struct yoke_worker *workers = yoke_shared_map(worker_count * sizeof *workers);
    struct yoke_team *team = NULL;
    for (unsigned i = 0; workers && i < worker_count; i++)
        workers[i].index = i;
    const struct yoke_team_options options = {.worker_count = worker_count, .workers = workers, .usable_cpus = WORKERS,
                                              .worker_start = worker_start, .worker_stop = worker_stop};
    if (!workers || executor->start(&options, &team, error))
        return 0;
    int status = 0;
    for (int run = 0; run < 2 && !status; run++) {
        struct yoke_job job = {
            .task_count = bench->work.task_count, .task = bench->workload->task, .context = bench->context,
            .results = bench->results, .result_bytes = bench->workload->result_bytes, .schedule = yoke_schedules[0],
            .chunk = 1, .prepare = hook_prepare, .begin = hook_begin, .end = hook_end, .probe = bench,
        };
        for (size_t i = 0; yoke_schedules[i]; i++)
            if (!strcmp(yoke_schedules[i]->name, "dynamic"))
                job.schedule = yoke_schedules[i];
        status = executor->run(team, &job, error);
    }
    executor->stop(team);
    return status ? 0 : wall_ns(bench, worker_count);
}

/* Half of the tasks, or all, in a loop: nothing of yoke but the task. */
static void half_run(struct bench *bench, unsigned half, unsigned halves)
{
    struct yoke_worker worker = {.index = half};
    bench->readings[half].begin_ns = now_ns();
    for (uint64_t index = half; index < bench->work.task_count; index += halves)
        bench->workload->task(bench->context, &worker, index, bench->results + index * bench->workload->result_bytes);
    bench->readings[half].end_ns = now_ns();
}

static uint64_t plain_wall_ns(struct bench *bench, unsigned process_count)
{
    for (int run = 0; run < 2; run++) {
        pid_t children[WORKERS] = {0};
        for (unsigned i = 0; i < process_count; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                half_run(bench, i, process_count);
                _exit(0);
            }
        }
        for (unsigned i = 0; i < process_count; i++)
            waitpid(children[i], NULL, 0);
    }
    return wall_ns(bench, process_count);
}

static const struct yoke_workload *workload_find(const char *name)
{
    for (size_t i = 0; yoke_workloads[i]; i++)
        if (!strcmp(yoke_workloads[i]->name, name))
            return yoke_workloads[i];
    return NULL;
}

/* Runs one arm and prints its wall time. */
static int arm_main(const char *arm, uint64_t task_count, uint64_t n)
{
    struct yoke_error error = {0};
    struct bench bench = {.workload = workload_find("cpu_sum_squares"), .work = {.task_count = task_count}};
    uint64_t measured_ns = 0;
    bench.work.values.value[0] = n;
    bench.readings = yoke_shared_map(WORKERS * sizeof *bench.readings);
    bench.results = yoke_shared_map(task_count * bench.workload->result_bytes);
    if (!bench.readings || !bench.results || bench.workload->setup(&bench.work, &bench.context, &error))
        return 1;
    if (!strcmp(arm, "one process") || !strcmp(arm, "two processes"))
        measured_ns = plain_wall_ns(&bench, arm[0] == 'o' ? 1 : 2);
    for (size_t i = 0; yoke_executors[i]; i++)
        if (!strcmp(yoke_executors[i]->name, arm))
            measured_ns = executor_wall_ns(&bench, yoke_executors[i], &error);
    if (measured_ns && bench.workload->verify(bench.context, bench.results, 0, &error))
        measured_ns = 0;
    if (error.text[0])
        fprintf(stderr, "scaling: %s: %s\n", arm, error.text);
    printf("%" PRIu64 "\n", measured_ns);
    return measured_ns ? 0 : 1;
}

/* --- the rounds ------------------------------------------------------------------------------------------------------ */

struct arm {
    const char *name;
    const struct yoke_setting *environment;
    double speedups[ROUNDS_MOST];
};

static double arm_run(const struct arm *arm, const char *tasks, const char *n)
{
    int ends[2];
    if (pipe(ends))
        return 0;
    const pid_t child = fork();
    if (child == 0) {
        for (const struct yoke_setting *setting = arm->environment; setting && setting->name; setting++)
            setenv(setting->name, setting->value, 1);
        dup2(ends[1], STDOUT_FILENO);
        execl("/proc/self/exe", "scaling", "--arm", arm->name, tasks, n, NULL);
        _exit(127);
    }
    close(ends[1]);
    FILE *answer = fdopen(ends[0], "r");
    uint64_t answer_ns = 0;
    if (!answer || fscanf(answer, "%" SCNu64, &answer_ns) != 1)
        answer_ns = 0;
    if (answer)
        fclose(answer);
    waitpid(child, NULL, 0);
    return (double)answer_ns;
}

static int double_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double values[], size_t count)
{
    qsort(values, count, sizeof values[0], double_order);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static size_t arms_list(struct arm arms[ARMS_MOST])
{
    size_t count = 0;
    arms[count++].name = "one process";
    arms[count++].name = "two processes";
    for (size_t i = 0; yoke_executors[i] && count < ARMS_MOST; i++) {
        if (yoke_executors[i]->unavailable || !(yoke_executors[i]->capabilities & YOKE_PARALLEL))
            continue;
        arms[count].environment = yoke_executors[i]->environment;
        arms[count++].name = yoke_executors[i]->name;
    }
    return count;
}

/* One visit of every arm in a fresh order; false when one failed. */
static int round_run(struct arm arms[], size_t arm_count, size_t round, const char *tasks, const char *n)
{
    double walls_ns[ARMS_MOST];
    size_t order[ARMS_MOST];
    for (size_t i = 0; i < arm_count; i++) {
        const size_t at = (size_t)yoke_random_upto(round, i, i);
        order[i] = order[at];
        order[at] = i;
    }
    for (size_t i = 0; i < arm_count; i++) {
        walls_ns[order[i]] = arm_run(&arms[order[i]], tasks, n);
        if (!(walls_ns[order[i]] > 0))
            return -EIO;
    }
    for (size_t i = 0; i < arm_count; i++)
        arms[i].speedups[round] = walls_ns[0] / walls_ns[i];
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && !strcmp(argv[1], "--arm"))
        return arm_main(argv[2], strtoull(argv[3], NULL, 10), strtoull(argv[4], NULL, 10));
    static struct arm arms[ARMS_MOST];
    const size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 15, arm_count = arms_list(arms);
    const char *tasks = argc > 2 ? argv[2] : "20", *n = argc > 3 ? argv[3] : "5000000";
    if (rounds < 1 || rounds > ROUNDS_MOST) {
        fprintf(stderr, "scaling: rounds are a number from 1 to %d\n", ROUNDS_MOST);
        return 2;
    }
    for (size_t round = 0; round < rounds; round++)
        if (round_run(arms, arm_count, round, tasks, n))
            return 1;
    printf("cpu_sum_squares, %s tasks of %s squares, %zu rounds, 2 workers: median speedup over one process\n", tasks, n, rounds);
    const double reachable = median(arms[1].speedups, rounds);
    printf("%-14s %6.3f   what the machine gives\n", arms[1].name, reachable);
    for (size_t i = 2; i < arm_count; i++) {
        const double speedup = median(arms[i].speedups, rounds);
        printf("%-14s %6.3f   %.3f of it\n", arms[i].name, speedup, speedup / reachable);
    }
    return 0;
}

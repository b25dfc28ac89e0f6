/* SPDX-License-Identifier: MIT */
/* dispatch: what handing out one empty task costs, yoke against OpenMP's loop and oneTBB. Every round visits every
 * contestant in a freshly shuffled order, so that a disturbance hits all alike; medians over rounds are printed, and
 * the median of each round's ratio to OpenMP's dynamic loop. */
#include "dispatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "yoke/catalogue.h"

static const struct contestant contestants[] = {
    {"OpenMP for schedule(dynamic,1)", "the reference", openmp_run_pointer, NULL, NULL, 0},
    {"OpenMP the same, body inlined", "without the call", openmp_run_inline, NULL, NULL, 0},
#if DISPATCH_TBB
    {"oneTBB parallel_for, grain 1", "", tbb_run, NULL, NULL, 0},
#endif
    {"serial", "a plain loop, one worker", ours_run, "serial", "static", 1},
    {"pthread static", "", ours_run, "pthread", "static", 1},
    {"pthread dynamic 1", "at most 1.0 x OpenMP", ours_run, "pthread", "dynamic", 1},
    {"pthread dynamic 64", "", ours_run, "pthread", "dynamic", 64},
    {"pthread guided", "at most 2 ns", ours_run, "pthread", "guided", 1},
    {"pthread factoring", "", ours_run, "pthread", "factoring", 1},
    {"pthread trapezoid", "", ours_run, "pthread", "trapezoid", 1},
    {"pthread steal", "at most 2 ns", ours_run, "pthread", "steal", 1},
    {"openmp dynamic 1", "the reference, as an executor", ours_run, "openmp", "dynamic", 1},
    {"openmp guided", "", ours_run, "openmp", "guided", 1},
    {"fork static", "", ours_run, "fork", "static", 1},
    {"fork dynamic 1", "at most 50 ns", ours_run, "fork", "dynamic", 1},
    {"fork dynamic 64", "", ours_run, "fork", "dynamic", 64},
    {"fork steal", "", ours_run, "fork", "steal", 1},
};
enum { CONTESTANTS = sizeof contestants / sizeof contestants[0], ROUNDS_MOST = 1001 };

static double cost_ns[CONTESTANTS][ROUNDS_MOST]; /* per task */

static int double_order(const void *left, const void *right)
{
    double first = *(const double *)left, second = *(const double *)right;
    return (first > second) - (first < second);
}

static double median(const double values[], unsigned count)
{
    double sorted[ROUNDS_MOST];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, double_order);
    return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static void shuffle(unsigned order[], unsigned count)
{
    for (unsigned place = 0; place < count; place++)
        order[place] = place;
    for (unsigned place = count - 1; place > 0; place--) {
        unsigned other = (unsigned)rand() % (place + 1), kept = order[place];
        order[place] = order[other];
        order[other] = kept;
    }
}

static void race(unsigned rounds, uint64_t task_count)
{
    for (size_t entry = 0; entry < CONTESTANTS; entry++)
        contestants[entry].run(&contestants[entry], task_count / 10 + 1); /* warm-up: threads made, pages touched */
    for (unsigned round = 0; round < rounds; round++) {
        unsigned order[CONTESTANTS];
        shuffle(order, CONTESTANTS);
        for (size_t place = 0; place < CONTESTANTS; place++) {
            const struct contestant *contestant = &contestants[order[place]];
            cost_ns[order[place]][round] = (double)contestant->run(contestant, task_count) / (double)task_count;
        }
    }
}

static void print(unsigned rounds)
{
    printf("%-32s %10s %10s   %s\n", "", "ns/task", "x OpenMP", "");
    for (size_t entry = 0; entry < CONTESTANTS; entry++) {
        double ratios[ROUNDS_MOST];
        for (unsigned round = 0; round < rounds; round++)
            ratios[round] = cost_ns[0][round] > 0 ? cost_ns[entry][round] / cost_ns[0][round] : 0;
        double cost = median(cost_ns[entry], rounds), ratio = median(ratios, rounds);
        if (cost <= 0)
            printf("%-32s %10s %10s   %s\n", contestants[entry].name, "-", "-", "not in this build");
        else if (ratio <= 0)
            printf("%-32s %10.2f %10s   %s\n", contestants[entry].name, cost, "-", contestants[entry].reference);
        else
            printf("%-32s %10.2f %10.2f   %s\n", contestants[entry].name, cost, ratio, contestants[entry].reference);
    }
}

/* Starts the program again with the variables that executors want set before a process begins. */
static void environment_set(char *arguments[])
{
    bool changed = false;
    for (const struct yoke_executor *const *executor = yoke_executors; *executor; executor++) {
        for (const struct yoke_setting *setting = (*executor)->environment; setting && setting->name; setting++) {
            const char *value = getenv(setting->name);
            changed |= !value || strcmp(value, setting->value) != 0;
            setenv(setting->name, setting->value, 1);
        }
    }
    if (changed)
        execv("/proc/self/exe", arguments);
}

int main(int count, char *arguments[])
{
    unsigned long workers = 2, rounds = 21, tasks = 1000000;
    environment_set(arguments);
    for (int option; (option = getopt(count, arguments, "w:r:n:")) != -1;) {
        unsigned long *value = option == 'w' ? &workers : option == 'r' ? &rounds : option == 'n' ? &tasks : NULL;
        if (!value || (*value = strtoul(optarg, NULL, 10)) == 0 || rounds > ROUNDS_MOST || workers > 1024) {
            fprintf(stderr, "usage: dispatch [-w workers, to 1024] [-r rounds, to %d] [-n tasks]\n", ROUNDS_MOST);
            return 2;
        }
    }
    if (ours_start((unsigned)workers))
        return EXIT_FAILURE;
    openmp_start((unsigned)workers);
#if DISPATCH_TBB
    tbb_start((unsigned)workers);
#endif
    srand((unsigned)time(NULL));
    for (const struct yoke_executor *const *executor = yoke_executors; *executor; executor++)
        if ((*executor)->describe && !(*executor)->unavailable)
            printf("%s: %s\n", (*executor)->name, (*executor)->describe());
    printf("%lu workers, %lu empty tasks, medians of %lu rounds, wall time\n", workers, tasks, rounds);
    race((unsigned)rounds, tasks);
    print((unsigned)rounds);
    ours_stop();
    return 0;
}

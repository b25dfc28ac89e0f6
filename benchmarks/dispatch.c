/* SPDX-License-Identifier: MIT */
/* dispatch: what handing out one empty task costs, yoke against OpenMP's loop and oneTBB. Every round visits every
 * contestant in a freshly shuffled order, so that a disturbance hits all alike; medians over rounds are printed, and
 * the median of each round's ratio to OpenMP's dynamic loop. */
#include "dispatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "yoke/catalogue.h"

#include "race.h"

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
enum { CONTESTANTS = sizeof contestants / sizeof contestants[0] };

static uint64_t tasks_of_race;
static struct race race = {.contestants = CONTESTANTS};

static double lap(unsigned contestant)
{
    return (double)contestants[contestant].run(&contestants[contestant], tasks_of_race) / (double)tasks_of_race;
}

static void print(void)
{
    printf("%-32s %10s %10s   %s\n", "", "ns/task", "x OpenMP", "");
    for (unsigned entry = 0; entry < CONTESTANTS; entry++) {
        double cost = race_median(&race, entry), ratio = race_ratio(&race, entry, 0);
        if (cost <= 0)
            printf("%-32s %10s %10s   %s\n", contestants[entry].name, "-", "-", "not in this build");
        else if (ratio <= 0)
            printf("%-32s %10.2f %10s   %s\n", contestants[entry].name, cost, "-", contestants[entry].reference);
        else
            printf("%-32s %10.2f %10.2f   %s\n", contestants[entry].name, cost, ratio, contestants[entry].reference);
    }
}

int main(int count, char *arguments[])
{
    unsigned long workers = 2, rounds = 21, tasks = 1000000;
    race_environment(arguments);
    for (int option; (option = getopt(count, arguments, "w:r:n:")) != -1;) {
        unsigned long *value = option == 'w' ? &workers : option == 'r' ? &rounds : option == 'n' ? &tasks : NULL;
        if (!value || (*value = strtoul(optarg, NULL, 10)) == 0 || rounds > RACE_ROUNDS_MOST || workers > 1024) {
            fprintf(stderr, "usage: dispatch [-w workers, to 1024] [-r rounds, to %d] [-n tasks]\n", RACE_ROUNDS_MOST);
            return 2;
        }
    }
    if (ours_start((unsigned)workers))
        return EXIT_FAILURE;
    openmp_start((unsigned)workers);
#if DISPATCH_TBB
    tbb_start((unsigned)workers);
#endif
    for (const struct yoke_executor *const *executor = yoke_executors; *executor; executor++)
        if ((*executor)->describe && !(*executor)->unavailable)
            printf("%s: %s\n", (*executor)->name, (*executor)->describe());
    printf("%lu workers, %lu empty tasks, medians of %lu rounds, wall time\n", workers, tasks, rounds);
    for (size_t entry = 0; entry < CONTESTANTS; entry++) /* warm-up: threads made, pages touched */
        contestants[entry].run(&contestants[entry], tasks / 10 + 1);
    tasks_of_race = tasks;
    race.rounds = (unsigned)rounds;
    race.lap = lap;
    race_run(&race);
    print();
    ours_stop();
    return 0;
}

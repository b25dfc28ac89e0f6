/* SPDX-License-Identifier: MIT */
/* wakeup: what it costs to make workers and to wake them, against threads, processes, futexes and OpenMP regions in the same
 * run. A cold hand-over follows five milliseconds of idleness, a hot one its predecessor at once. In both the workers sleep
 * between runs, as they do in a measurement, bound to processors; at the start gate, where they wait for each other, they spin
 * first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "yoke/catalogue.h"

#include "race.h"
#include "wakeup.h"

enum { EXECUTORS_MOST = 16, HOT_RUNS = 21 };

static const struct yoke_executor *executors[EXECUTORS_MOST]; /* those that are parallel and can run here */
static unsigned executor_count;

static void executors_find(void)
{
    for (const struct yoke_executor *const *entry = yoke_executors; *entry && executor_count < EXECUTORS_MOST; entry++) {
        if ((*entry)->unavailable)
            printf("%s left out: %s\n", (*entry)->name, (*entry)->unavailable);
        else if ((*entry)->capabilities & YOKE_PARALLEL)
            executors[executor_count++] = *entry;
    }
}

/* --- making workers ----------------------------------------------------------------------------------------------- */

static const unsigned widths[] = {1, 2, 8};
enum { WIDTHS = sizeof widths / sizeof widths[0], MADE_PEERS = 2 };

static struct race made = {.contestants = 0};

/* Contestants: for each width, threads, processes, and the executors. */
static double made_lap(unsigned contestant)
{
    unsigned place = contestant % (MADE_PEERS + executor_count), width = widths[contestant / (MADE_PEERS + executor_count)];
    if (place < MADE_PEERS)
        return place == 0 ? wakeup_threads(width) : wakeup_processes(width);
    uint64_t start_ns = race_now_ns();
    struct wakeup_team *team = wakeup_team_start(executors[place - MADE_PEERS], width);
    wakeup_team_stop(team);
    return team ? (double)(race_now_ns() - start_ns) : 0;
}

static void made_race(unsigned rounds)
{
    made.contestants = WIDTHS * (MADE_PEERS + executor_count);
    made.rounds = rounds;
    made.lap = made_lap;
    for (unsigned contestant = 0; contestant < made.contestants; contestant++)
        made_lap(contestant); /* warm-up: libraries bound, spin budget measured */
    race_run(&made);
    printf("\nmaking and ending workers, us     1 worker    2 workers    8 workers   x threads, 2   x processes, 2\n");
    for (unsigned place = 0; place < MADE_PEERS + executor_count; place++) {
        const unsigned step = MADE_PEERS + executor_count;
        printf("%-28s", place == 0 ? "pthread_create and join" : place == 1 ? "fork and wait" : executors[place - MADE_PEERS]->name);
        for (unsigned width = 0; width < WIDTHS; width++)
            printf(" %12.1f", race_median(&made, width * step + place) / 1e3);
        printf(" %14.2f %16.2f\n", race_ratio(&made, step + place, step), race_ratio(&made, step + place, step + 1));
    }
}

/* --- waking workers ----------------------------------------------------------------------------------------------- */

enum { WOKEN_PEERS = 3, TEMPERATURES = 2 }; /* the pool among them: it is not woken as a team is */

static struct race woken = {.contestants = 0};
static struct wakeup_team *teams[EXECUTORS_MOST];
static unsigned width_of_race;
static double gates_ns[EXECUTORS_MOST][RACE_ROUNDS_MOST], backs_ns[EXECUTORS_MOST][RACE_ROUNDS_MOST];
static unsigned gates_seen[EXECUTORS_MOST];

static double hand_over(unsigned place)
{
    if (place == 0)
        return wakeup_pair_futex();
    if (place == 1)
        return wakeup_region(width_of_race);
    if (place == 2)
        return wakeup_pool_submit();
    unsigned executor = place - WOKEN_PEERS;
    struct wakeup_times times = wakeup_team_run(teams[executor]);
    if (gates_seen[executor] < RACE_ROUNDS_MOST) {
        backs_ns[executor][gates_seen[executor]] = times.back_ns;
        gates_ns[executor][gates_seen[executor]++] = times.gate_ns;
    }
    return times.reached_ns;
}

/* Contestants: hot ones, then cold ones. */
static double woken_lap(unsigned contestant)
{
    unsigned place = contestant % (WOKEN_PEERS + executor_count);
    if (contestant >= WOKEN_PEERS + executor_count) {
        const struct timespec idle = {.tv_nsec = WAKEUP_IDLE_NS};
        nanosleep(&idle, NULL);
        return hand_over(place);
    }
    double runs_ns[HOT_RUNS];
    hand_over(place);
    for (unsigned run = 0; run < HOT_RUNS; run++)
        runs_ns[run] = hand_over(place);
    return race_middle(runs_ns, HOT_RUNS);
}

static void woken_print(double spin_ns)
{
    const unsigned step = WOKEN_PEERS + executor_count;
    printf("\nhanding over to %u workers, us          hot       cold  x futex, cold    at the gate   back to the caller\n",
           width_of_race);
    for (unsigned place = 0; place < step; place++) {
        printf("%-32s", place == 0   ? "futex, one way, one thread"
                        : place == 1 ? "OpenMP parallel region"
                        : place == 2 ? "pool, submit to one worker"
                                     : executors[place - WOKEN_PEERS]->name);
        if (race_median(&woken, place) <= 0) {
            printf(" %10s\n", "not in this build");
            continue;
        }
        printf(" %10.2f %10.2f %14.2f", race_median(&woken, place) / 1e3, race_median(&woken, step + place) / 1e3,
               race_ratio(&woken, step + place, step));
        if (place >= WOKEN_PEERS)
            printf(" %14.2f %20.2f", race_middle(gates_ns[place - WOKEN_PEERS], gates_seen[place - WOKEN_PEERS]) / 1e3,
                   race_middle(backs_ns[place - WOKEN_PEERS], gates_seen[place - WOKEN_PEERS]) / 1e3);
        printf("\n");
    }
    printf("%-32s %10s %10s %14s %14.2f\n", "a spinning thread, one way", "", "", "", spin_ns / 1e3);
}

static void woken_race(unsigned rounds)
{
    /* Processes first: their helper must be forked while there are few threads. */
    for (int isolated = 1; isolated >= 0; isolated--)
        for (unsigned place = 0; place < executor_count; place++)
            if (((executors[place]->capabilities & YOKE_ISOLATED) != 0) == isolated &&
                !(teams[place] = wakeup_team_start(executors[place], width_of_race)))
                exit(EXIT_FAILURE);
    wakeup_pool_start(executors[0]);
    wakeup_pair_start();
    woken.contestants = TEMPERATURES * (WOKEN_PEERS + executor_count);
    woken.rounds = rounds;
    woken.lap = woken_lap;
    race_run(&woken);
    double spins_ns[HOT_RUNS];
    for (unsigned run = 0; run < HOT_RUNS; run++)
        spins_ns[run] = wakeup_pair_spin();
    woken_print(race_middle(spins_ns, HOT_RUNS));
    wakeup_pair_stop();
    wakeup_pool_stop();
    for (unsigned place = 0; place < executor_count; place++)
        wakeup_team_stop(teams[place]);
}

int main(int count, char *arguments[])
{
    unsigned long workers = 2, rounds = 21;
    race_environment(arguments);
    for (int option; (option = getopt(count, arguments, "w:r:")) != -1;) {
        unsigned long *value = option == 'w' ? &workers : option == 'r' ? &rounds : NULL;
        if (!value || (*value = strtoul(optarg, NULL, 10)) == 0 || rounds > RACE_ROUNDS_MOST || workers > 1024) {
            fprintf(stderr, "usage: wakeup [-w workers, to 1024] [-r rounds, to %d]\n", RACE_ROUNDS_MOST);
            return 2;
        }
    }
    width_of_race = (unsigned)workers;
    executors_find();
    printf("medians of %lu rounds, %u processors\n", rounds, race_cpus());
    made_race((unsigned)rounds);
    woken_race((unsigned)rounds);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* metg: the shortest task at which two workers reach half of ideal (METG 50 %), yoke's map against OpenMP's dynamic loop and
 * OpenMP's explicit tasks. A round sweeps every contestant, the serial loop among them, over the same sizes; each round gives
 * one METG a contestant, and medians over rounds are printed. The length of a task is what the serial loop took that round. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "metg.h"
#include "yoke/catalogue.h"

#include "metg_task.h"
#include "race.h"

/* METG is compared with the loop's, tasks submitted one by one with OpenMP's tasks. */
enum { SERIAL, LOOP, TASKS, OURS_FIRST };

static const struct contestant contestants[] = {
    [SERIAL] = {"serial loop", "the baseline", ours_run, "serial", "static", 1},
    [LOOP] = {"OpenMP for schedule(dynamic,1)", "the reference", openmp_run_pointer, NULL, NULL, 0},
    [TASKS] = {"OpenMP explicit tasks", "the reference of submitting", openmp_run_tasks, NULL, NULL, 0},
    {"pthread dynamic 1", "below 1.0 x OpenMP's loop", ours_run, "pthread", "dynamic", 1},
    {"pthread steal", "", ours_run, "pthread", "steal", 1},
    {"pthread pool, submit", "below 1.0 x OpenMP's tasks", pool_submit, NULL, NULL, 0},
    {"  with a processor each", "below 1.0 x OpenMP's tasks", pool_submit_bound, NULL, NULL, 0},
    {"pthread pool, submit + future", "all futures waited for", pool_submit_futures, NULL, NULL, 0},
    {"  with a processor each", "all futures waited for", pool_submit_futures_bound, NULL, NULL, 0},
    {"openmp dynamic 1", "the reference, as an executor", ours_run, "openmp", "dynamic", 1},
#if DISPATCH_TBB
    {"oneTBB parallel_for, grain 1", "", tbb_run, NULL, NULL, 0},
#endif
};
enum { CONTESTANTS = sizeof contestants / sizeof contestants[0] };

/* Steps of a task, one to two nanoseconds each, and how many tasks make some 4 ms of serial work. */
static const struct {
    unsigned steps;
    uint64_t tasks;
} sizes[] = {{1, 300000},   {2, 300000},   {4, 300000},  {8, 300000},  {16, 200000}, {32, 100000}, {64, 60000},
             {128, 30000}, {256, 15000}, {512, 8000}, {1024, 4000}, {2048, 2000}, {4096, 1000}};
enum { SIZES = sizeof sizes / sizeof sizes[0] };

static double walls_ns[CONTESTANTS][RACE_ROUNDS_MOST][SIZES]; /* per task */
static unsigned rounds_done[CONTESTANTS];

static void sweep(unsigned contestant, double into[SIZES])
{
    for (unsigned size = 0; size < SIZES; size++) {
        metg_steps = sizes[size].steps;
        into[size] = (double)contestants[contestant].run(&contestants[contestant], sizes[size].tasks) /
                     (double)sizes[size].tasks;
    }
}

static double lap(unsigned contestant)
{
    sweep(contestant, walls_ns[contestant][rounds_done[contestant]++]);
    return 0;
}

/* One contestant's METG in one round; 0: not in this build. A curve that never crosses gives the end it lies at. */
static double round_metg(unsigned contestant, unsigned round, unsigned workers, enum metg_side *side)
{
    struct metg_point points[SIZES];
    double task_ns;
    for (unsigned size = 0; size < SIZES; size++) {
        const double serial_ns = walls_ns[SERIAL][round][size], wall_ns = walls_ns[contestant][round][size];
        if (wall_ns <= 0)
            return 0;
        points[size] = (struct metg_point){serial_ns, serial_ns / (wall_ns * workers)};
    }
    *side = metg_cross(points, SIZES, METG_LEVEL, &task_ns);
    return task_ns;
}

static void print(struct race *race, unsigned workers)
{
    printf("%-32s %10s %10s %12s   %s\n", "", "METG, ns", "x loop", "x tasks", "");
    for (unsigned entry = LOOP; entry < CONTESTANTS; entry++) {
        unsigned below = 0, above = 0;
        for (unsigned round = 0; round < race->rounds; round++) {
            enum metg_side side = METG_CROSSED;
            race->laps[entry][round] = round_metg(entry, round, workers, &side);
            below += side == METG_BELOW;
            above += side == METG_ABOVE;
        }
        if (race_median(race, entry) <= 0)
            printf("%-32s %10s %10s %12s   not in this build\n", contestants[entry].name, "-", "-", "-");
        else
            printf("%-32s %s%9.1f %10.2f %12.3f   %s\n", contestants[entry].name,
                   2 * below > race->rounds   ? "<"
                   : 2 * above > race->rounds ? ">"
                                              : " ",
                   race_median(race, entry), race_ratio(race, entry, LOOP), race_ratio(race, entry, TASKS),
                   contestants[entry].reference);
    }
}

static void print_curves(const struct race *race, unsigned workers)
{
    printf("\nefficiency, %% of ideal, by length of task\n%-32s", "");
    double values[RACE_ROUNDS_MOST];
    for (unsigned entry = 0; entry < CONTESTANTS; entry++) {
        for (unsigned size = 0; size < SIZES; size++) {
            for (unsigned round = 0; round < race->rounds; round++) {
                const double serial_ns = walls_ns[SERIAL][round][size], wall_ns = walls_ns[entry][round][size];
                values[round] = entry == SERIAL ? serial_ns : wall_ns > 0 ? 100 * serial_ns / (wall_ns * workers) : 0;
            }
            printf(entry == SERIAL ? " %5.0fns" : " %7.1f", race_middle(values, race->rounds));
        }
        printf("\n%-32s", entry + 1 < CONTESTANTS ? contestants[entry + 1].name : "");
    }
    printf("\n");
}

int main(int count, char *arguments[])
{
    unsigned long workers = 2, rounds = 21;
    race_environment(arguments);
    for (int option; (option = getopt(count, arguments, "w:r:")) != -1;) {
        unsigned long *value = option == 'w' ? &workers : option == 'r' ? &rounds : NULL;
        if (!value || (*value = strtoul(optarg, NULL, 10)) == 0 || rounds > RACE_ROUNDS_MOST || workers > 1024) {
            fprintf(stderr, "usage: metg [-w workers, to 1024] [-r rounds, to %d]\n", RACE_ROUNDS_MOST);
            return 2;
        }
    }
    dispatch_task = metg_task;
    if (ours_start((unsigned)workers))
        return EXIT_FAILURE;
    openmp_start((unsigned)workers);
    pool_start((unsigned)workers);
#if DISPATCH_TBB
    tbb_start((unsigned)workers);
#endif
    static struct race race = {.contestants = CONTESTANTS, .lap = lap};
    race.rounds = (unsigned)rounds;
    double ignored[SIZES];
    for (unsigned entry = 0; entry < CONTESTANTS; entry++) /* warm-up: threads made, pages touched */
        sweep(entry, ignored);
    race_run(&race);
    printf("%lu workers, medians of %lu rounds, wall time\n", workers, rounds);
    print(&race, (unsigned)workers);
    print_curves(&race, (unsigned)workers);
    pool_stop();
    ours_stop();
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* Rounds, medians, ratios. */
#include "race.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "yoke/catalogue.h"

uint64_t race_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void shuffle(unsigned order[], unsigned count)
{
    for (unsigned place = 0; place < count; place++)
        order[place] = place;
    for (unsigned place = count; place > 1; place--) {
        unsigned other = (unsigned)rand() % place, kept = order[place - 1];
        order[place - 1] = order[other];
        order[other] = kept;
    }
}

void race_run(struct race *race)
{
    srand((unsigned)time(NULL));
    for (unsigned round = 0; round < race->rounds; round++) {
        unsigned order[RACE_MOST];
        shuffle(order, race->contestants);
        for (unsigned place = 0; place < race->contestants; place++)
            race->laps[order[place]][round] = race->lap(order[place]);
    }
}

static int double_order(const void *left, const void *right)
{
    double first = *(const double *)left, second = *(const double *)right;
    return (first > second) - (first < second);
}

double race_middle(const double values[], unsigned count)
{
    double sorted[RACE_ROUNDS_MOST];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, double_order);
    return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

double race_median(const struct race *race, unsigned contestant)
{
    return race_middle(race->laps[contestant], race->rounds);
}

double race_ratio(const struct race *race, unsigned contestant, unsigned reference)
{
    double ratios[RACE_ROUNDS_MOST];
    for (unsigned round = 0; round < race->rounds; round++)
        ratios[round] = race->laps[reference][round] > 0 ? race->laps[contestant][round] / race->laps[reference][round] : 0;
    return race_middle(ratios, race->rounds);
}

void race_environment(char *arguments[])
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

unsigned race_cpus(void)
{
    cpu_set_t mask;
    CPU_ZERO(&mask);
    return sched_getaffinity(0, sizeof mask, &mask) ? 1 : (unsigned)CPU_COUNT(&mask);
}

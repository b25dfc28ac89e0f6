/* SPDX-License-Identifier: MIT */
/* The additive model is fitted by turns, lanes and blocks, since later blocks hold few of the lanes. */
#include "race.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "distribution.h"

/* Turns of the fit. Its error shrinks at each by the share of starts that two lanes do not have in common. */
enum { TURNS = 40 };

struct race {
    const struct race_start *starts;
    size_t count, lanes, blocks;
    size_t *block_of; /* of every start, counted from 0 */
    double *lane_effect, *block_effect, *sum;
    size_t *members;
};

static int race_reserve(struct race *race)
{
    const size_t groups = race->lanes + race->count + 1;
    race->block_of = calloc(race->count + 1, sizeof *race->block_of);
    race->lane_effect = calloc(race->lanes + 1, sizeof *race->lane_effect);
    race->block_effect = calloc(race->count + 1, sizeof *race->block_effect);
    race->sum = calloc(groups, sizeof *race->sum);
    race->members = calloc(groups, sizeof *race->members);
    return race->block_of && race->lane_effect && race->block_effect && race->sum && race->members ? 0 : -ENOMEM;
}

static void race_release(struct race *race)
{
    free(race->block_of);
    free(race->lane_effect);
    free(race->block_effect);
    free(race->sum);
    free(race->members);
}

static void blocks_count(struct race *race)
{
    for (size_t i = 0; i < race->count; i++) {
        size_t k = 0;
        while (race->starts[k].block != race->starts[i].block)
            k++;
        race->block_of[i] = k < i ? race->block_of[k] : race->blocks++;
    }
}

/* Sets each effect of one kind to the mean of what the other kind leaves. */
static void effects_turn(struct race *race, bool of_lanes)
{
    double *effect = of_lanes ? race->lane_effect : race->block_effect;
    const size_t groups = of_lanes ? race->lanes : race->blocks;
    memset(race->sum, 0, groups * sizeof *race->sum);
    memset(race->members, 0, groups * sizeof *race->members);
    for (size_t i = 0; i < race->count; i++) {
        const struct race_start *start = &race->starts[i];
        const size_t group = of_lanes ? start->lane : race->block_of[i];
        race->sum[group] +=
            start->log_time - (of_lanes ? race->block_effect[race->block_of[i]] : race->lane_effect[start->lane]);
        race->members[group]++;
    }
    for (size_t i = 0; i < groups; i++)
        effect[i] = race->members[i] ? race->sum[i] / (double)race->members[i] : 0;
}

/* Standard deviation of the errors; `*freedom` are its degrees of freedom, 0 or less: it cannot be told. */
static double race_deviation(struct race *race, double *freedom)
{
    double squares = 0;
    size_t lanes = 0;
    for (int turn = 0; turn < TURNS; turn++) {
        effects_turn(race, false);
        effects_turn(race, true);
    }
    for (size_t i = 0; i < race->lanes; i++)
        lanes += race->members[i] > 0;
    for (size_t i = 0; i < race->count; i++) {
        const struct race_start *start = &race->starts[i];
        const double residual =
            start->log_time - race->lane_effect[start->lane] - race->block_effect[race->block_of[i]];
        squares += residual * residual;
    }
    *freedom = (double)race->count - (double)lanes - (double)race->blocks + 1;
    return *freedom > 0 ? sqrt(squares / *freedom) : NAN;
}

/* How far a lane is behind another: mean and standard deviation (0 for one) of differences within blocks. */
struct distance {
    double blocks; /* that it rests on */
    double mean, deviation;
};

static struct distance distance_direct(const struct race *race, size_t lane, size_t other)
{
    struct distance found = {0};
    double squares = 0; /* Welford 1962 */
    for (size_t i = 0; i < race->count; i++)
        for (size_t k = 0; k < race->count && race->starts[i].lane == lane; k++) {
            if (race->starts[k].lane != other || race->block_of[k] != race->block_of[i])
                continue;
            const double difference = race->starts[i].log_time - race->starts[k].log_time;
            const double off = difference - found.mean;
            found.blocks++;
            found.mean += off / found.blocks;
            squares += off * (difference - found.mean);
            break;
        }
    found.deviation = found.blocks > 1 ? sqrt(squares / (found.blocks - 1)) : 0;
    return found;
}

/* A lane that left before the leader entered is compared with it by way of a third, the one that makes the error least:
 * variances add, 1/n = 1/n1 + 1/n2. */
static struct distance distance_find(const struct race *race, size_t lane, size_t leader)
{
    struct distance best = distance_direct(race, lane, leader);
    for (size_t bridge = 0; bridge < race->lanes && best.blocks < 2; bridge++) {
        if (bridge == lane || bridge == leader)
            continue;
        const struct distance to = distance_direct(race, lane, bridge), on = distance_direct(race, bridge, leader);
        if (to.blocks < 2 || on.blocks < 2)
            continue;
        const double blocks = 1 / (1 / to.blocks + 1 / on.blocks);
        if (blocks > best.blocks)
            best = (struct distance){blocks, to.mean + on.mean, fmax(to.deviation, on.deviation)};
    }
    return best;
}

/* The limit of one lane; minus infinity where there is none. */
static double lane_limit(const struct race *race, size_t lane, size_t leader, enum race_caution caution,
                         double deviation, double freedom)
{
    const struct distance own = distance_find(race, lane, leader);
    if (own.blocks < 1 || isnan(deviation))
        return -INFINITY;
    const double look = fmax(2, own.blocks);
    const double level =
        caution == RACE_GLANCE ? RACE_DOUBT : RACE_RISK / (look * (look - 1)) / (double)(race->lanes - 1);
    const double error = fmax(deviation * sqrt(2), own.deviation) / sqrt(own.blocks);
    return own.blocks < 2 && own.deviation == 0 ? -INFINITY /* one block with both, and no way round */
                                                : own.mean - distribution_student_point(1 - level, freedom) * error;
}

int race_limits(const struct race_start starts[], size_t count, size_t lanes, size_t leader, enum race_caution caution,
                double least[])
{
    struct race race = {.starts = starts, .count = count, .lanes = lanes};
    double freedom;
    const int status = race_reserve(&race);
    if (!status) {
        blocks_count(&race);
        const double deviation = race_deviation(&race, &freedom);
        for (size_t lane = 0; lane < lanes; lane++)
            least[lane] = lane == leader ? 0 : lane_limit(&race, lane, leader, caution, deviation, freedom);
    }
    race_release(&race);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* How many workers: not those of the fastest cell, which is fastest by luck among many that are as good, but the fewest
 * that are proven to be as good. */
#ifndef RECOMMEND_H
#define RECOMMEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record.h"

enum recommend_objective {
    RECOMMEND_THROUGHPUT, /* the fewest workers proven within theta of the best */
    RECOMMEND_LATENCY,    /* of the widths whose p99 is proven at most `target` ns, likewise */
    RECOMMEND_EFFICIENCY, /* of the widths whose efficiency is proven at least `target`, a share, likewise */
    RECOMMEND_MEMORY,     /* of the widths that never used more than `target` bytes, likewise */
};

/* A width that people configure by habit (habits.h). */
struct recommend_habit {
    const char *rule;
    uint64_t workers;
};

struct recommend_rule {
    enum recommend_objective objective;
    double target;
    double theta; /* a share: what counts as as good */
    const struct recommend_habit *habits;
    size_t habit_count;
};

/* A loss below 5 % is not worth workers: it is what two days of one machine differ by. */
#define RECOMMEND_THETA 0.05

enum recommend_standing {
    RECOMMEND_OPEN,    /* neither is proven yet */
    RECOMMEND_AS_GOOD, /* proven within theta of the best */
    RECOMMEND_WORSE,   /* proven slower than that */
    RECOMMEND_UNSURE,  /* whether it meets the target of the objective is not proven either way */
    RECOMMEND_BARRED,  /* it is proven to miss the target */
};

/* One cell of a curve, beside the best one of it. */
struct recommend_point {
    const struct yoke_cell *cell;
    enum recommend_standing standing;
    size_t pairs;                /* blocks in which both were measured */
    struct yoke_estimate slower; /* time / time of the best, 95 % */
    double least;                /* time / time of the best is hardly less, at a glance (race.h); 0: not known */
};

/* A curve, judged. Points ascend by workers. */
struct recommend_curve {
    struct recommend_point *points; /* owned: recommend_release */
    size_t count;
    size_t best;    /* index of the shortest time that meets the target, a standard error added, of the points with at
                     * least half as many processes as any: a few lucky ones make no best; `count`: none */
    size_t likely;  /* index of the fewest workers that may be as good by their estimate; `count`: none */
    uint64_t goetz, queue; /* what theory makes of its one worker (yardstick.h); 0: not known */
    size_t chosen;  /* index of the fewest workers as good as that; `count`: none is proven */
    size_t last;    /* index of the most of them; no width between is proven worse */
};

/* Judges all cells of the curve that `like` lies on, which may have been measured in unlike many blocks. Proofs are
 * tried at few looks (looks.h), each at its own level. From the best outwards they stop at the first width that is
 * proven worse; widths between that are proven neither way stop nothing, for throughput rises with the workers before
 * it falls, and what lies between two that are as good is as good. Returns 0 or -ENOMEM. */
int recommend_judge(const struct yoke_record *record, const struct yoke_cell *like, const struct recommend_rule *rule,
                    struct recommend_curve *curve);
void recommend_release(struct recommend_curve *curve);

/* Fills least[i] with a ratio that the time of cells[i] over that of cells[leader] is not below, by the early rule
 * (race.h); 0: not known. Returns 0 or -ENOMEM. */
int recommend_race(const struct yoke_cell *const cells[], size_t count, size_t leader, double least[]);

/* Replaces the record's advice: one for every curve, the chosen one first, then by rate. Needs everything that
 * analysis_run fills in. Returns 0 or -ENOMEM. */
int recommend_compute(struct record *record, const struct recommend_rule *rule);

/* What that many workers lose in throughput against the best of the curve of the record that `like` would be about,
 * which may be advice from another machine; NaN: that was not measured. Returns 0 or -ENOMEM. */
int recommend_loss(const struct yoke_record *record, const struct yoke_advice *like, uint64_t workers,
                   struct yoke_estimate *loss);

/* The most memory that a process of the cell ever had resident, in bytes; NaN: not known, as of workers that are
 * processes of their own. */
double recommend_memory(const struct yoke_cell *cell);

/* Does one worker have several tasks begun at a time, as an event loop does? What people set thread pools to by habit
 * is then no width for it. */
bool recommend_overlaps(const struct yoke_cell *cell);

/* Processors that may be used at a time: the affinity mask, or the quota where it is less; NaN: not known. */
double recommend_processors(const struct yoke_cpus *cpus);

/* Time that the one worker of the cell was blocked over its time on a processor; NaN: not known, or it does not say how
 * many tasks to have under way: an event loop's worker has none that it waits for. */
double recommend_wait(const struct yoke_cell *single);

#endif

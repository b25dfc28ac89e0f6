/* SPDX-License-Identifier: MIT */
/* How many tasks a sample of a run that chooses its cells has, where a task takes so long that the run's time is over
 * before enough blocks are: the arithmetic, without running anything.
 *
 * A proof takes LOOKS_FIRST blocks of a few widths. What they take follows from one task alone: `tasks` of them take w
 * workers as many rounds as the busiest has tasks, and the processors as long as it takes them to compute them all,
 * whichever is more. Fewer tasks are cheaper as long as the processors are what they wait for; work that waits is not
 * cheaper by fewer, but by leaving the narrowest widths for later.
 *
 * Where each worker gets a few tasks only, a width that does not share them out evenly is as slow as its last round, in
 * which some of its workers have nothing to do: it would be judged by that round, which ever more tasks make ever less
 * of. Widths that it slows by more than what counts as a difference (RECOMMEND_THETA) are left out. */
#ifndef RATION_RULE_H
#define RATION_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a run that chooses its cells may choose less of than its plan leaves open. */
enum ration_spares {
    RATION_NOTHING,
    RATION_TASKS,  /* and widths that their last round slows */
    RATION_WIDTHS, /* and the narrowest ones may wait */
};

/* One task alone. */
struct ration_task {
    double wall_ns, cpu_ns;
};

struct ration_rule {
    const uint64_t *widths; /* that the plan has, ascending, at least one */
    size_t width_count;
    bool open;      /* nobody said which: some of them may be left out; else `tasks` stand as well */
    bool whole;     /* what is asked for refers to the narrowest: it cannot wait */
    uint64_t tasks; /* as many as there are where time does not matter */
    unsigned processors;
    size_t curves;  /* measured beside each other: executors, schedules, placements */
    uint64_t runs;  /* of one visit */
    double left_ns; /* of the run's time */
};

/* What there is to be of a plan. */
struct ration {
    uint64_t tasks;
    uint64_t narrowest; /* the widths below are not begun with */
};

/* Of the time that is left, what blocks may take by this arithmetic: tasks beside others take longer than alone. */
#define RATION_SHARE 0.75

/* Is this width of the plan one to measure? Where some may be left out, w workers are if there are that many tasks and
 * ceil(tasks / w) rounds take no more than RECOMMEND_THETA longer than tasks / w. */
bool ration_has(const struct ration_rule *rule, uint64_t tasks, uint64_t workers);

/* Is there time for as many blocks as a proof takes? */
bool ration_fits(const struct ration_rule *rule, const struct ration_task *task, const struct ration *ration);

/* The most tasks that fit, and the narrowest width of them that does. They are a width of the plan that the processors
 * divide, so that work that computes has a width for every processor, and no fewer than keep these busy: by Goetz's
 * formula (yardstick.h), rounded down. All of the plan's are taken undivided where more than half of them are needed
 * for that, or where no width is such a one. Nor is the narrowest more than half of what keeps the processors busy, or
 * what is proven best would be it for want of others. Where nothing fits, what takes least. */
struct ration ration_choose(const struct ration_rule *rule, const struct ration_task *task);

#endif

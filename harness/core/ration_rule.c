/* SPDX-License-Identifier: MIT */
/* Blocks are reckoned as the tuner chooses them: tuner.h. */
#include "ration_rule.h"

#include <math.h>

#include "looks.h"
#include "recommend.h"
#include "tuner.h"

/* What a visit takes beside its samples: start, set-up, and the cost of handing out tasks, which is measured in each.
 */
static const double START_NS = 3e7;

/* A task takes longer alone on a machine that is disturbed, and seems to wait: by less than this nothing is meant. */
static const double WAIT_DOUBT = 1.4;

/* Fewer tasks tell less: they are worth it only where they are cheaper by a tenth. */
static const double CHEAPER = 0.9;

static double rounds_of(uint64_t tasks, uint64_t workers)
{
    return ceil((double)tasks / (double)workers);
}

bool ration_has(const struct ration_rule *rule, uint64_t tasks, uint64_t workers)
{
    const double places = rounds_of(tasks, workers) * (double)workers;
    return !rule->open || (workers <= tasks && places <= (1 + RECOMMEND_THETA) * (double)tasks);
}

static double visit_ns(const struct ration_rule *rule, const struct ration_task *task, uint64_t tasks, uint64_t workers)
{
    const double rounds = rounds_of(tasks, workers);
    const double computing_ns = (double)tasks * task->cpu_ns / rule->processors;
    return START_NS + (double)rule->runs * fmax(rounds * task->wall_ns, computing_ns);
}

/* The blocks that open: widths at least twice as wide as the last, and the widest. */
struct opening {
    double first_ns, second_ns; /* the second leaves out what is far behind */
    size_t fastest;             /* widths that take no longer than the widest */
    size_t between;             /* widths between two of them, at most */
};

static struct opening opening_of(const struct ration_rule *rule, const struct ration_task *task,
                                 const struct ration *ration)
{
    struct opening opening = {0};
    const uint64_t most = rule->widths[rule->width_count - 1], widest = rule->open ? ration->tasks : most;
    const double fastest_ns = visit_ns(rule, task, ration->tasks, widest);
    double taken = 0;
    size_t skipped = 0;
    for (size_t i = 0; i < rule->width_count; i++) {
        const uint64_t workers = rule->widths[i];
        if (workers < ration->narrowest || !ration_has(rule, ration->tasks, workers))
            continue;
        if (workers != widest && (double)workers < TUNER_STEP * taken) {
            skipped++;
            opening.between = skipped > opening.between ? skipped : opening.between;
            continue;
        }
        skipped = 0;
        const double own_ns = visit_ns(rule, task, ration->tasks, workers);
        opening.first_ns += own_ns;
        opening.second_ns += own_ns > TUNER_FAR * fastest_ns ? 0 : own_ns;
        opening.fastest += own_ns <= fastest_ns;
        taken = (double)workers;
    }
    return opening;
}

/* What the blocks of a proof take. */
static double proof_ns(const struct ration_rule *rule, const struct ration_task *task, const struct ration *ration)
{
    const struct opening opening = opening_of(rule, task, ration);
    const double fastest_ns = visit_ns(rule, task, ration->tasks, ration->tasks);
    /* the best, the one that is it when that is no better, and rivals; the narrower one, which takes twice as long, and
     * as long those between, which halve the gap; of every other curve the one that it is compared by */
    const size_t most = 2 + TUNER_RIVALS, fastest = opening.fastest < most ? opening.fastest : most;
    if (rule->whole) /* what is far behind may still be what is asked for */
        return (double)rule->curves * LOOKS_FIRST * opening.first_ns;
    const double halvings = ceil(log2((double)opening.between + 1));
    const double later = (double)(fastest + 2 + rule->curves - 1) + 2 * halvings;
    return (double)rule->curves * (opening.first_ns + opening.second_ns) +
           (LOOKS_FIRST - TUNER_OPENING_BLOCKS) * later * fastest_ns;
}

bool ration_fits(const struct ration_rule *rule, const struct ration_task *task, const struct ration *ration)
{
    return proof_ns(rule, task, ration) <= RATION_SHARE * rule->left_ns;
}

/* Workers that keep the processors busy, at most as many as the plan has tasks for. */
static double busy_of(const struct ration_rule *rule, const struct ration_task *task)
{
    const double busy = rule->processors * task->wall_ns / task->cpu_ns;
    return busy < (double)rule->tasks ? busy : (double)rule->tasks; /* of none that compute: infinite */
}

/* Do so few tasks tell something? They keep the processors busy, unless what is asked for is about the narrowest; and
 * they divide well, or few widths are left. */
static bool is_enough(const struct ration_rule *rule, const struct ration_task *task, uint64_t tasks)
{
    if (tasks < 2 || tasks % rule->processors || (!rule->whole && (double)tasks * WAIT_DOUBT < busy_of(rule, task)))
        return false;
    uint64_t rest = tasks / rule->processors;
    if (rest % 3 == 0)
        rest /= 3;
    return (rest & (rest - 1)) == 0;
}

/* May there be as many as the plan has? Where work waits so much that the processors need more than half of them at
 * once, only all of them take one round, and nothing narrower is as good. Else the likely answer is narrower, and is
 * judged by what the processors cannot share out. */
static bool is_whole(const struct ration_rule *rule, const struct ration_task *task)
{
    return rule->tasks % rule->processors == 0 || (double)rule->tasks < 2 * busy_of(rule, task);
}

/* The narrowest width to begin with that fits, else the widest that it may be. */
static uint64_t narrowest_of(const struct ration_rule *rule, const struct ration_task *task, uint64_t tasks)
{
    struct ration ration = {tasks, rule->widths[0]};
    for (size_t i = 1; i < rule->width_count && !rule->whole && !ration_fits(rule, task, &ration); i++)
        if (ration_has(rule, tasks, rule->widths[i]) && (double)rule->widths[i] <= busy_of(rule, task) / TUNER_STEP)
            ration.narrowest = rule->widths[i];
    return ration.narrowest;
}

/* Puts `tasks` in the place of the best where they are that much cheaper. */
static void ration_try(const struct ration_rule *rule, const struct ration_task *task, uint64_t tasks,
                       struct ration *best, double *best_ns)
{
    const struct ration ration = {tasks, narrowest_of(rule, task, tasks)};
    const double own_ns = proof_ns(rule, task, &ration);
    if (own_ns < CHEAPER * *best_ns) {
        *best = ration;
        *best_ns = own_ns;
    }
}

struct ration ration_choose(const struct ration_rule *rule, const struct ration_task *task)
{
    struct ration best = {rule->tasks, rule->widths[0]};
    double best_ns = INFINITY;
    for (size_t i = rule->width_count; i-- > 0 && rule->open && best_ns > RATION_SHARE * rule->left_ns;) {
        const uint64_t tasks = rule->widths[i];
        if (tasks == rule->tasks ? is_whole(rule, task) : is_enough(rule, task, tasks))
            ration_try(rule, task, tasks, &best, &best_ns);
    }
    if (rule->open && isinf(best_ns))
        ration_try(rule, task, rule->tasks, &best, &best_ns);
    return best;
}

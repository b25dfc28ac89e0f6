/* SPDX-License-Identifier: MIT */
/* Tries of one task, and what follows for the cells of the same work. */
#include "ration.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "clock.h"
#include "interrupt.h"
#include "liveness.h"
#include "ration_rule.h"
#include "recommend.h"
#include "works.h"

static const char NO_TIME[] = "the run has no time for it";

/* A second try may take this part of the time that is left. */
enum { TRY_SHARES = 4 };

/* One work whose tasks are open. */
struct group {
    const struct tryout *tryout;
    size_t works;     /* of the record, this one included */
    size_t first;     /* of its cells */
    size_t tried;     /* the cell that one task is tried on: its executor stays */
    uint64_t *widths; /* of that executor, ascending; owned */
    size_t width_count;
};

static bool is_member(const struct group *group, size_t index)
{
    const struct yoke_cell *cells = group->tryout->record->facts.cells;
    return works_same(&cells[index], &cells[group->first]);
}

/* Is the executor asked for, or the one that is measured for all? */
static bool is_kept(const struct group *group, size_t index)
{
    const struct cell *cell = &group->tryout->cells[index];
    return !cell->open->executors || cell->executor == group->tryout->cells[group->tried].executor;
}

/* Did nobody ask for widths? Of several studies that have the work one may: they have equally many tasks, and fewer
 * would leave workers idle that were asked for. */
static bool is_open(const struct group *group)
{
    bool open = true;
    for (size_t i = group->first; i < group->tryout->cell_count; i++)
        open &= !is_member(group, i) || !is_kept(group, i) || group->tryout->cells[i].open->widths;
    return open;
}

/* Are its workers what somebody sets a pool to? An event loop begins all tasks at once, whatever its width. */
static bool is_pool(const struct cell *cell)
{
    return (cell->executor->capabilities & YOKE_PARALLEL) && !(cell->executor->capabilities & YOKE_PARKS_IO);
}

static int width_order(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* --- what there is --------------------------------------------------------------------------------------------- */

/* The cell that is tried: the narrowest of the first pool, else the first of all. */
static size_t tried_find(const struct group *group)
{
    const struct cell *cells = group->tryout->cells;
    size_t found = group->first;
    for (size_t i = group->first; i < group->tryout->cell_count; i++)
        if (is_member(group, i) && is_pool(&cells[i]) &&
            (!is_pool(&cells[found]) ||
             (cells[i].executor == cells[found].executor && cells[i].workers < cells[found].workers)))
            found = i;
    return found;
}

/* The widths of the executor that is tried, each once. */
static int widths_gather(struct group *group)
{
    const struct cell *cells = group->tryout->cells;
    group->widths = calloc(group->tryout->cell_count, sizeof *group->widths);
    if (!group->widths)
        return -ENOMEM;
    size_t gathered = 0;
    for (size_t i = group->first; i < group->tryout->cell_count; i++)
        if (is_member(group, i) && cells[i].executor == cells[group->tried].executor)
            group->widths[gathered++] = cells[i].workers;
    qsort(group->widths, gathered, sizeof *group->widths, width_order);
    for (size_t i = 0; i < gathered; i++)
        if (!i || group->widths[i] != group->widths[group->width_count - 1])
            group->widths[group->width_count++] = group->widths[i];
    return 0;
}

/* Curves of the work: cells of its widest, of those executors that stay or of all. */
static size_t curves_count(const struct group *group, bool all)
{
    size_t count = 0;
    for (size_t i = group->first; i < group->tryout->cell_count; i++)
        count += is_member(group, i) && (all || is_kept(group, i)) &&
                 group->tryout->cells[i].workers == group->widths[group->width_count - 1];
    return count;
}

/* Is it the first cell of a work whose tasks are open, in all studies that have it? */
static bool begins_open(const struct tryout *tryout, size_t index)
{
    const struct yoke_cell *facts = tryout->record->facts.cells;
    bool open = true;
    for (size_t i = 0; i < tryout->cell_count && open; i++)
        if (works_same(&facts[i], &facts[index]))
            open = i >= index && tryout->cells[i].open && tryout->cells[i].open->tasks;
    return open;
}

static size_t works_count(const struct tryout *tryout)
{
    const struct yoke_cell *facts = tryout->record->facts.cells;
    size_t count = 0;
    for (size_t i = 0; i < tryout->cell_count; i++) {
        bool first = true;
        for (size_t k = 0; k < i && first; k++)
            first = !works_same(&facts[k], &facts[i]);
        count += first;
    }
    return count;
}

/* Of the run's time, the share of one work: blocks visit all of them, and come after the last try. */
static double time_left(const struct group *group)
{
    const uint64_t elapsed_ns = clock_now_ns() - group->tryout->origin_ns, budget_ns = group->tryout->plan->budget_ns;
    return elapsed_ns < budget_ns ? (double)(budget_ns - elapsed_ns) / (double)group->works : 0;
}

static struct ration_rule rule_of(const struct group *group)
{
    const struct tryout *tryout = group->tryout;
    const struct cell *cell = &tryout->cells[group->tried];
    return (struct ration_rule){
        .widths = group->widths,
        .width_count = group->width_count,
        .whole = tryout->spares == RATION_TASKS,
        .tasks = cell->task_count,
        .processors = tryout->usable_cpus,
        .curves = curves_count(group, true),
        .runs = cell->warmup + (cell->iterations ? cell->iterations : 1),
        .left_ns = time_left(group),
    };
}

/* Leaves the quicker of this try and what is known in `*task`; `*known` is false where it failed, did not tell its
 * processor time, or a signal came. */
static int task_try(const struct group *group, uint64_t number, struct ration_task *task, bool *known,
                    struct yoke_error *error)
{
    struct yoke_cell tried;
    enum visit_outcome outcome = VISIT_DONE;
    const struct tryout_visit wanted = {
        .cell = group->tried, .tasks = 1, .runs = 1, .number = number, .limit_ns = group->tryout->plan->limit_ns};
    const int status = tryout_visit(group->tryout, &wanted, &tried, &outcome, error);
    *known = !status && outcome == VISIT_DONE && !interrupt_level() && tried.samples[0].cpu_ns != YOKE_MISSING;
    if (*known && !((double)tried.samples[0].wall_ns >= task->wall_ns))
        *task = (struct ration_task){(double)tried.samples[0].wall_ns, (double)tried.samples[0].cpu_ns};
    return status;
}

/* --- what follows ---------------------------------------------------------------------------------------------- */

/* Is an earlier cell of the work of the same executor? */
static bool is_repeated(const struct group *group, size_t index)
{
    for (size_t i = group->first; i < index; i++)
        if (is_member(group, i) && group->tryout->cells[i].executor == group->tryout->cells[index].executor)
            return true;
    return false;
}

/* "openmp, fork; more than 6 workers; widths that the last round of 6 tasks slows by more than 5 %". */
static void untried_write(const struct group *group, const struct ration_rule *rule, uint64_t tasks, FILE *stream)
{
    const char *join = "";
    for (size_t i = group->first; i < group->tryout->cell_count; i++)
        if (is_member(group, i) && !is_kept(group, i) && !is_repeated(group, i)) {
            fprintf(stream, "%s%s", join, group->tryout->cells[i].executor->name);
            join = ", ";
        }
    bool uneven = false;
    for (size_t i = 0; i < rule->width_count; i++)
        uneven |= rule->widths[i] < tasks && !ration_has(rule, tasks, rule->widths[i]);
    join = *join ? "; " : "";
    if (rule->open && tasks < rule->widths[rule->width_count - 1]) {
        fprintf(stream, "%smore than %" PRIu64 " workers", join, tasks);
        join = "; ";
    }
    if (uneven)
        fprintf(stream, "%swidths that the last round of %" PRIu64 " tasks slows by more than %.0f %%", join, tasks,
                100 * RECOMMEND_THETA);
}

/* Leaves NULL in `*text` where everything will be tried. */
static int untried_say(const struct group *group, const struct ration_rule *rule, uint64_t tasks, const char **text)
{
    char *written = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&written, &size);
    *text = NULL;
    if (!stream)
        return -ENOMEM;
    untried_write(group, rule, tasks, stream);
    int status = fclose(stream) ? -ENOMEM : 0;
    if (!status && size) {
        *text = record_copy(group->tryout->record, written);
        status = *text ? 0 : -ENOMEM;
    }
    free(written);
    return status;
}

static void cell_ration(const struct group *group, const struct ration_rule *rule, const struct ration *ration,
                        const struct yoke_calibration *calibration, size_t index)
{
    struct cell *cell = &group->tryout->cells[index];
    struct yoke_cell *facts = &group->tryout->record->facts.cells[index];
    cell->task_count = facts->tasks = ration->tasks;
    cell->warmup = facts->discarded = cell->warmup > 1 ? cell->warmup : 0;
    facts->calibration = *calibration;
    if (cell_is_alive(facts) && (!is_kept(group, index) || !ration_has(rule, ration->tasks, cell->workers))) {
        facts->status = YOKE_CELL_SKIPPED;
        facts->reason = NO_TIME;
    }
}

static int group_settle(const struct group *group, const struct ration_rule *rule, const struct ration_task *task)
{
    const struct tryout *tryout = group->tryout;
    const struct ration ration = ration_choose(rule, task);
    struct yoke_calibration calibration = tryout->record->facts.cells[group->first].calibration;
    const int status = untried_say(group, rule, ration.tasks, &calibration.untried);
    if (status)
        return status;
    calibration.how = "rationed";
    calibration.cell = tryout->record->facts.cells[group->tried].name;
    calibration.task_ns = (uint64_t)task->wall_ns;
    calibration.narrowest = ration.narrowest > group->widths[0] ? ration.narrowest : YOKE_MISSING;
    /* from the last to the first, which tells what the work is */
    for (size_t i = tryout->cell_count; i-- > group->first;)
        if (is_member(group, i))
            cell_ration(group, rule, &ration, &calibration, i);
    return 0;
}

static int group_ration(struct group *group, struct yoke_error *error)
{
    struct ration_rule rule = rule_of(group);
    const struct ration all = {rule.tasks, rule.widths[0]};
    struct ration_task task = {NAN, NAN};
    bool known = false;
    int status = task_try(group, 0, &task, &known, error);
    if (status || !known || ration_fits(&rule, &task, &all))
        return status;
    rule.left_ns = time_left(group);
    if (task.wall_ns * TRY_SHARES <= rule.left_ns)
        status = task_try(group, 1, &task, &known, error);
    if (status || interrupt_level() || ration_fits(&rule, &task, &all))
        return status;
    const struct cell *cell = &group->tryout->cells[group->tried];
    rule.left_ns = time_left(group);
    rule.open = is_open(group);
    rule.curves = curves_count(group, false);
    rule.runs -= cell->warmup == 1;
    return group_settle(group, &rule, &task);
}

bool ration_left_out(const struct yoke_cell *cell)
{
    return cell->status == YOKE_CELL_SKIPPED && yoke_text_same(cell->reason, NO_TIME);
}

int ration_run(const struct tryout *tryout, struct yoke_error *error)
{
    int status = 0;
    if (!tryout->spares || !tryout->plan->budget_ns || cells_name_tasks(tryout->plan))
        return 0;
    const size_t works = works_count(tryout);
    for (size_t i = 0; i < tryout->cell_count && !status && !interrupt_level(); i++) {
        if (!begins_open(tryout, i))
            continue;
        struct group group = {.tryout = tryout, .works = works, .first = i};
        group.tried = tried_find(&group);
        status = widths_gather(&group);
        if (!status)
            status = group_ration(&group, error);
        free(group.widths);
    }
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Advice as sentences: the width first, then the range, what bounds it, and the price of habits. */
#include "table_advice.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "habits.h"
#include "recommend_sentence.h"
#include "table_why.h"
#include "text.h"

enum { LINE_BYTES = 512, LOSS_BYTES = 64 };

static const char *name_of(const char *name)
{
    return name ? name : "?";
}

static void width_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    char line[LINE_BYTES];
    if (advice->workers == YOKE_MISSING) {
        snprintf(line, sizeof line, "%s on %s: no width is proven: %s", name_of(advice->workload),
                 name_of(advice->executor), name_of(advice->reason));
    } else {
        snprintf(line, sizeof line,
                 "%s on %s: %" PRIu64 " worker%s%s · %" PRIu64 " to %" PRIu64
                 " are proven within %.3g %% of the best%s",
                 name_of(advice->workload), name_of(advice->executor), advice->workers, advice->workers == 1 ? "" : "s",
                 advice->chosen ? ", take this" : "", advice->low, advice->high, 100 * advice->theta,
                 advice->decided ? "" : " · more blocks might prove fewer");
    }
    text_fold(target->stream, line, "", "    ", target->width, target->utf8);
}

/* "looks best so far: 8 workers, lost about 2 %" */
static void candidate_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    char line[LINE_BYTES], loss[LOSS_BYTES];
    if (advice->workers != YOKE_MISSING || advice->candidate == YOKE_MISSING)
        return;
    int used = snprintf(line, sizeof line, "looks best so far: %" PRIu64 " worker%s", advice->candidate,
                        advice->candidate == 1 ? "" : "s");
    recommend_loss_text(&advice->candidate_loss, loss, sizeof loss);
    if (advice->candidate != advice->best)
        snprintf(line + used, sizeof line - (size_t)used, ", %s lost against the fastest, which has more", loss);
    text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
}

static void bound_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    char line[LINE_BYTES];
    if (!advice->bounded_by)
        return;
    snprintf(line, sizeof line, "bounded by %s: %s", advice->bounded_by, name_of(advice->evidence));
    text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
}

/* --- habits ---------------------------------------------------------------------------------------------------- */

static int habit_order(const void *left, const void *right)
{
    const struct yoke_default *first = *(const struct yoke_default *const *)left;
    const struct yoke_default *second = *(const struct yoke_default *const *)right;
    if (first->workers != second->workers)
        return first->workers < second->workers ? -1 : 1;
    return (first > second) - (first < second); /* as the record has them */
}

/* One line for the habits that give the same width; returns how many. */
static size_t habits_of_width_print(const struct yoke_advice *advice, const struct yoke_default *const habits[],
                                    size_t count, const struct yoke_target *target)
{
    char line[LINE_BYTES], loss[LOSS_BYTES];
    size_t taken = 0;
    recommend_loss_text(&habits[0]->loss, loss, sizeof loss);
    size_t used = (size_t)snprintf(line, sizeof line, "%" PRIu64 ": %s ·", habits[0]->workers, loss);
    for (; taken < count && habits[taken]->workers == habits[0]->workers; taken++) {
        if (used < sizeof line)
            used += (size_t)snprintf(line + used, sizeof line - used, "%s%s", taken ? ", " : " ",
                                     habits_label(name_of(habits[taken]->rule)));
        if (used < sizeof line && !strcmp(name_of(habits[taken]->rule), "goetz") && !isnan(advice->wait_per_compute))
            used +=
                (size_t)snprintf(line + used, sizeof line - used, " (wait / compute %.2g)", advice->wait_per_compute);
    }
    text_fold(target->stream, line, "    ", "      ", target->width, target->utf8);
    return taken;
}

static size_t prices_count(const struct yoke_advice *advice)
{
    size_t priced = 0;
    for (size_t i = 0; i < advice->default_count; i++)
        priced += isnan(advice->defaults[i].loss.value) ? 0 : 1;
    return priced;
}

/* Habits are priced on one executor of each work; on the others a width or two is known by chance. */
static bool is_priced(const struct yoke_record *record, const struct yoke_advice *advice)
{
    const size_t own = prices_count(advice);
    for (size_t i = 0; i < record->advice_count; i++) {
        const struct yoke_advice *other = &record->advice[i];
        const size_t count = recommend_same_work(other, advice) ? prices_count(other) : 0;
        if (count > own || (count == own && other < advice))
            return false;
    }
    return own > 0;
}

static void habits_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    const struct yoke_default **habits = calloc(advice->default_count + 1, sizeof(const struct yoke_default *));
    if (!habits)
        return;
    for (size_t i = 0; i < advice->default_count; i++)
        habits[i] = &advice->defaults[i];
    qsort(habits, advice->default_count, sizeof *habits, habit_order);
    fputs("  lost by habit, of the best throughput, with 95 % interval:\n", target->stream);
    for (size_t i = 0; i < advice->default_count;)
        i += habits_of_width_print(advice, habits + i, advice->default_count - i, target);
    free(habits);
}

/* "processors: 64 online · 8 in this process's mask · 8 in the cpuset · quota of 2.5" */
static void processors_print(const struct yoke_cpus *cpus, const struct yoke_target *target)
{
    char line[LINE_BYTES];
    size_t used = (size_t)snprintf(line, sizeof line, "processors:");
    const struct {
        uint64_t count;
        const char *what;
    } counts[] = {
        {cpus->online, "online"}, {cpus->affinity, "in this process's mask"}, {cpus->cpuset, "in the cpuset"}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].count != YOKE_MISSING)
            used +=
                (size_t)snprintf(line + used, sizeof line - used, " %" PRIu64 " %s ·", counts[i].count, counts[i].what);
    if (cpus->quota > 0)
        snprintf(line + used, sizeof line - used, " quota of %.4g", cpus->quota);
    else
        snprintf(line + used, sizeof line - used, " no quota");
    text_fold(target->stream, line, "", "    ", target->width, target->utf8);
}

void table_advice_print(const struct yoke_record *record, const struct yoke_target *target)
{
    for (size_t i = 0; i < record->advice_count; i++) {
        const struct yoke_advice *advice = &record->advice[i];
        if (!i)
            fputc('\n', target->stream);
        width_print(advice, target);
        candidate_print(advice, target);
        bound_print(advice, target);
        table_why_print(record, advice, target);
        if (is_priced(record, advice))
            habits_print(advice, target);
    }
    if (record->advice_count)
        processors_print(&record->machine.cpus, target);
}

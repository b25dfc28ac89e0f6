/* SPDX-License-Identifier: MIT */
/* Advice as sentences: the width first, then the range, what bounds it, and the price of habits. */
#include "table_advice.h"

#include <inttypes.h>
#include <stdlib.h>

#include "habit_rows.h"
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

static void habits_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    struct habit_row *rows;
    size_t count;
    if (!habit_rows_make(advice, &rows, &count))
        fputs("  lost by habit, of the best throughput, with 95 % interval:\n", target->stream);
    for (size_t i = 0; i < count; i++) {
        char line[LINE_BYTES + HABIT_NAMES_BYTES];
        snprintf(line, sizeof line, "%" PRIu64 ": %s · %s", rows[i].workers, rows[i].loss, rows[i].names);
        text_fold(target->stream, line, "    ", "      ", target->width, target->utf8);
    }
    free(rows);
}

/* "processors: 64 online · 8 in this process's mask · 8 in the cpuset · quota of 2.5" */
void table_advice_processors(const struct yoke_record *record, const struct yoke_target *target)
{
    const struct yoke_cpus *cpus = &record->machine.cpus;
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
        if (habits_are_priced(record, advice))
            habits_print(advice, target);
    }
    if (record->advice_count)
        table_advice_processors(record, target);
}

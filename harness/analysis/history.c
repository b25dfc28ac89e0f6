/* SPDX-License-Identifier: MIT */
/* Every series by itself, at levels that hold for all of them together. */
#include "history.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "change_points.h"
#include "stats.h"

const struct history_rules history_rules_default = {.share_least = 0.01};

/* Chance of a step by luck in any series, where there are up to 200 of them; more than 20,000 shuffles of a doubtful step take
 * longer than anybody waits, so beyond that it grows with their number. */
static const double SUITE_LEVEL = 0.01;
enum { SHUFFLES_MOST = 20000, SHUFFLES_EACH = 200 };

static bool is_sought(const struct yoke_history_series *series, const struct history_rules *rules)
{
    return series->base || rules->absolute;
}

static struct change_rules series_rules(const struct yoke_record *record, const struct history_rules *rules)
{
    struct change_rules change = change_rules_default;
    size_t sought = 0;
    for (size_t i = 0; i < record->history_count; i++)
        sought += is_sought(&record->history[i], rules);
    const size_t wanted = SHUFFLES_EACH * (sought ? sought : 1), shuffles = wanted < SHUFFLES_MOST ? wanted : SHUFFLES_MOST;
    change.share_least = rules->share_least;
    change.permutations = shuffles - 1;
    change.permuted_level = fmax(SUITE_LEVEL / (double)(sought ? sought : 1), 1 / (double)shuffles);
    return change;
}

/* The last point of that commit, counted from 1; 0: there is none. */
static size_t commit_find(const struct yoke_history_series *series, const char *commit)
{
    for (size_t i = series->point_count; i > 0; i--)
        if (!strncmp(series->points[i - 1].commit, commit, strlen(commit)))
            return i;
    return 0;
}

static enum yoke_history_state newest_state(const struct yoke_history_series *series, const struct change_rules *rules)
{
    const struct yoke_history_step *last = series->step_count ? &series->steps[series->step_count - 1] : NULL;
    if (last && !last->known)
        return last->after > last->before ? YOKE_HISTORY_REGRESSED : YOKE_HISTORY_IMPROVED;
    return series->point_count < 2 * rules->stretch_least ? YOKE_HISTORY_SHORT : YOKE_HISTORY_STEADY;
}

static void values_fill(const struct yoke_history_series *series, double values[])
{
    for (size_t i = 0; i < series->point_count; i++)
        values[i] = series->points[i].value;
}

/* `found` has room for the longest series. */
static int series_judge(struct record *record, struct yoke_history_series *series, const struct change_rules *rules,
                        size_t known, const double values[], struct change_point found[])
{
    const int status = change_points_find(values, series->point_count, rules, found, &series->step_count);
    if (status)
        return status;
    series->steps = record_alloc(record, (series->step_count + 1) * sizeof *series->steps);
    if (!series->steps)
        return -ENOMEM;
    for (size_t i = 0; i < series->step_count; i++)
        series->steps[i] = (struct yoke_history_step){
            .at = found[i].at,
            .commit = series->points[found[i].at].commit,
            .before = found[i].before,
            .after = found[i].after,
            .p = found[i].p,
            .known = found[i].at < known,
        };
    series->state = newest_state(series, rules);
    return 0;
}

static double newest_level(const struct yoke_history_series *series, const double values[])
{
    const size_t first = series->step_count ? series->steps[series->step_count - 1].at : 0;
    return series->point_count ? stats_median(values + first, series->point_count - first) : NAN;
}

static size_t longest_series(const struct yoke_record *record)
{
    size_t longest = 0;
    for (size_t i = 0; i < record->history_count; i++)
        if (record->history[i].point_count > longest)
            longest = record->history[i].point_count;
    return longest;
}

int history_judge(struct record *record, const struct history_rules *rules, struct history_sum *sum)
{
    const size_t longest = longest_series(&record->facts);
    const struct change_rules change = series_rules(&record->facts, rules);
    double *values = malloc((longest + 1) * sizeof *values);
    struct change_point *found = malloc((longest + 1) * sizeof *found);
    int status = values && found ? 0 : -ENOMEM;
    bool commit_seen = !rules->since;
    *sum = (struct history_sum){.series = record->facts.history_count};
    for (size_t i = 0; i < record->facts.history_count && !status; i++) {
        struct yoke_history_series *series = &record->facts.history[i];
        const size_t known = rules->since ? commit_find(series, rules->since) : 0;
        commit_seen |= known > 0;
        values_fill(series, values);
        series->step_count = 0;
        series->state = YOKE_HISTORY_ABSOLUTE;
        if (is_sought(series, rules))
            status = series_judge(record, series, &change, known, values, found);
        series->level = status ? NAN : newest_level(series, values);
        sum->states[series->state]++;
    }
    free(found);
    free(values);
    return status ? status : commit_seen ? 0 : -ENOENT;
}

/* SPDX-License-Identifier: MIT */
/* The headline of a speedup chart. Series are sorted into leaders (within 5 % of the best, or with an interval that
 * reaches its), those that turn (their widest point is slower than their best, intervals apart), and the rest; each
 * group gets a clause. No difference is claimed that the intervals do not show. */
#include "chart_finding.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart_text.h"
#include "quantity.h"
#include "text.h"

enum {
    NAMES_MOST = 4, /* more are counted, not named */
    NAME_COLUMNS = 24,
    HEADLINE_BYTES = 2048,
};
static const double HEADLINE_EMS = 986 / 18.0; /* the picture's width in ems of the headline's size */
static const double NEAR = 0.95;               /* of the best speedup: what is that close, nobody chooses by */

static const struct yoke_estimate *best_speedup(const struct chart_series *series)
{
    return &chart_series_best(series)->cell->speedup;
}

/* More workers made it slower, beyond doubt. */
static bool series_turns(const struct chart_series *series)
{
    const struct chart_point *best = chart_series_best(series), *last = chart_series_last(series);
    return last->workers > best->workers && last->cell->speedup.high < best->cell->speedup.low;
}

/* Some of the chart's series, and what they have in common. */
struct group {
    bool member[CHART_SERIES_MOST];
    size_t count;
    bool counted;            /* say how many, not which */
    double least, most;      /* best speedups */
    bool marked;             /* one of them is of two modes */
    uint64_t fewest, widest; /* workers of the best points */
};

static struct group group_make(const struct chart *chart,
                               bool (*belongs)(const struct chart_series *, const struct yoke_estimate *),
                               const struct yoke_estimate *top)
{
    struct group group = {.least = INFINITY, .fewest = UINT64_MAX};
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct chart_series *series = &chart->series[i];
        if (!belongs(series, top))
            continue;
        const uint64_t workers = chart_series_best(series)->workers;
        group.member[i] = true;
        group.count++;
        group.least = fmin(group.least, best_speedup(series)->value);
        group.most = fmax(group.most, best_speedup(series)->value);
        group.marked |= *study_speedup_mark(chart->study, chart_series_best(series)->cell) != '\0';
        group.fewest = workers < group.fewest ? workers : group.fewest;
        group.widest = workers > group.widest ? workers : group.widest;
    }
    return group;
}

static bool is_leader(const struct chart_series *series, const struct yoke_estimate *top)
{
    const struct yoke_estimate *best = best_speedup(series);
    return best->value >= NEAR * top->value || best->high >= top->low; /* false where an interval is not known */
}

static bool is_turning(const struct chart_series *series, const struct yoke_estimate *top)
{
    return !is_leader(series, top) && series_turns(series);
}

static bool is_behind(const struct chart_series *series, const struct yoke_estimate *top)
{
    return !is_leader(series, top) && !series_turns(series);
}

/* "pthread, fork and openmp", "5 executors", "1 executor" */
static void names_write(FILE *out, const struct chart *chart, const struct group *group)
{
    if (group->count > NAMES_MOST || group->counted) {
        const bool combined =
            chart->study->schedule_varies || chart->study->placement_varies || chart->study->chunk_varies;
        fprintf(out, "%s%zu %s%s", group->count == chart->series_count && group->count > 1 ? "all " : "", group->count,
                combined ? "combination" : "executor", group->count == 1 ? "" : "s");
        return;
    }
    size_t done = 0;
    for (size_t i = 0; i < chart->series_count; i++) {
        if (!group->member[i])
            continue;
        char name[NAME_COLUMNS * 4 + 8];
        text_fit(name, sizeof name, chart->series[i].source->name, NAME_COLUMNS, true);
        fprintf(out, "%s%s", done == 0 ? "" : done + 1 == group->count ? " and " : ", ", name);
        done++;
    }
}

/* "1.97×", "1.97–1.99×" */
static void speedups_write(FILE *out, const struct group *group)
{
    char least[QUANTITY_BYTES], most[QUANTITY_BYTES];
    quantity_ratio(least, group->least);
    quantity_ratio(most, group->most);
    if (strcmp(least, most) == 0)
        fprintf(out, "%s×%s", most, group->marked ? "*" : "");
    else
        fprintf(out, "%s–%s×%s", least, most, group->marked ? "*" : "");
}

/* "on 2 workers", "on 8 to 16 workers" */
static void workers_write(FILE *out, const struct group *group)
{
    if (group->fewest == group->widest)
        fprintf(out, "on %" PRIu64 " worker%s", group->widest, group->widest == 1 ? "" : "s");
    else
        fprintf(out, "on %" PRIu64 " to %" PRIu64 " workers", group->fewest, group->widest);
}

/* How close the leaders come to what the waits allow: the worst of them. NaN: not known, or not the same for all. */
static double ideal_share(const struct chart *chart, const struct group *leaders)
{
    double share = leaders->fewest == leaders->widest ? INFINITY : NAN;
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct yoke_cell *cell = chart_series_best(&chart->series[i])->cell;
        if (leaders->member[i] && cell->ideal_ns == YOKE_MISSING)
            return NAN;
        if (leaders->member[i] && !isnan(share))
            share = fmin(share, (double)cell->ideal_ns / cell->wall_ns.median);
    }
    return share;
}

/* Is every leader's interval known, and 1 inside all of them? */
static bool gain_is_noise(const struct chart *chart, const struct group *leaders)
{
    for (size_t i = 0; i < chart->series_count; i++)
        if (leaders->member[i] && !(best_speedup(&chart->series[i])->low <= 1))
            return false;
    return true;
}

/* The one leader when its best point is what all are compared with: without a serial cell it would be said to be no
 * faster than itself. */
static const struct chart_series *own_baseline(const struct chart *chart, const struct group *leaders)
{
    for (size_t i = 0; leaders->count == 1 && i < chart->series_count; i++)
        if (leaders->member[i] && chart_series_best(&chart->series[i])->cell == chart->study->baseline)
            return &chart->series[i];
    return NULL;
}

/* "More workers make pthread slower" */
static void own_baseline_write(FILE *out, const struct chart *chart, const struct group *leaders,
                               const struct chart_series *series)
{
    fputs(series_turns(series) ? "More workers make " : "More workers do not make ", out);
    names_write(out, chart, leaders);
    fputs(series_turns(series) ? " slower" : " faster", out);
}

static void leaders_write(FILE *out, const struct chart *chart, const struct group *leaders)
{
    const uint64_t usable = chart->study->record->machine.cpus.usable;
    const struct chart_series *own = own_baseline(chart, leaders);
    if (own) {
        own_baseline_write(out, chart, leaders, own);
        return;
    }
    char baseline[128];
    study_baseline_text(baseline, sizeof baseline, chart->study);
    const bool one = leaders->count == 1, loss = leaders->most <= 1, noise = !loss && gain_is_noise(chart, leaders);
    names_write(out, chart, leaders);
    if (loss)
        fprintf(out, "%s no faster than %s: ", one ? " is" : " are", baseline);
    else if (noise)
        fprintf(out, "%s no speedup beyond the noise: ", one ? " shows" : " show");
    else
        fputs(one ? " reaches " : " reach ", out);
    speedups_write(out, leaders);
    fputs(loss ? " at best, " : " ", out);
    if (usable != YOKE_MISSING && leaders->least > 1.02 * (double)usable && leaders->fewest == leaders->widest)
        fprintf(out, "with %" PRIu64 " worker%s on %" PRIu64 " processor%s", leaders->widest,
                leaders->widest == 1 ? "" : "s", usable, usable == 1 ? "" : "s");
    else
        workers_write(out, leaders);
}

static void behind_write(FILE *out, const struct chart *chart, const struct group *behind)
{
    names_write(out, chart, behind);
    fputs(behind->count == 1 ? " stays at " : " stay at ", out);
    speedups_write(out, behind);
}

/* "fork peaks at 6.27× on 14 workers" */
static void turning_write(FILE *out, const struct chart *chart, const struct group *turning)
{
    names_write(out, chart, turning);
    fputs(turning->count == 1 ? " peaks at " : " peak at ", out);
    speedups_write(out, turning);
    fputc(' ', out);
    workers_write(out, turning);
}

static void share_write(FILE *out, const struct chart *chart, const struct group *leaders)
{
    fprintf(out, "%.0f %% of the ideal", floor(100 * ideal_share(chart, leaders) + 0.5));
}

static void loss_write(FILE *out, const struct chart *chart, const struct group *leaders)
{
    (void)chart;
    fputs(leaders->count == 1 ? "then loses" : "then lose", out);
}

/* Do all leaders turn? */
static bool leaders_turn(const struct chart *chart, const struct group *leaders)
{
    for (size_t i = 0; i < chart->series_count; i++)
        if (leaders->member[i] && !series_turns(&chart->series[i]))
            return false;
    return true;
}

/* Appends a clause to the headline if it fits. */
static void clause_add(char headline[HEADLINE_BYTES], const char *joint, const struct chart *chart,
                       const struct group *group, void (*write)(FILE *, const struct chart *, const struct group *))
{
    char whole[HEADLINE_BYTES];
    FILE *out = group->count ? fmemopen(whole, sizeof whole, "w") : NULL;
    if (!out)
        return;
    fprintf(out, "%s%s", headline, joint);
    write(out, chart, group);
    if (fclose(out) == 0 && chart_text_ems(whole, true) <= HEADLINE_EMS)
        memcpy(headline, whole, sizeof whole);
}

void chart_finding_write(char *buffer, size_t size, const struct chart *chart)
{
    const struct yoke_estimate *top = best_speedup(&chart->series[0]);
    for (size_t i = 1; i < chart->series_count; i++)
        if (best_speedup(&chart->series[i])->value > top->value)
            top = best_speedup(&chart->series[i]);
    struct group leaders = group_make(chart, is_leader, top);
    const struct group behind = group_make(chart, is_behind, top), turning = group_make(chart, is_turning, top);
    char headline[HEADLINE_BYTES] = "";
    clause_add(headline, "", chart, &leaders, leaders_write);
    if (!headline[0]) { /* their names are too long */
        leaders.counted = true;
        clause_add(headline, "", chart, &leaders, leaders_write);
    }
    if (leaders.most > 1 && leaders_turn(chart, &leaders))
        clause_add(headline, " and ", chart, &leaders, loss_write);
    else if (isfinite(ideal_share(chart, &leaders)))
        clause_add(headline, ", ", chart, &leaders, share_write);
    clause_add(headline, "; ", chart, &turning, turning_write);
    clause_add(headline, "; ", chart, &behind, behind_write);
    text_fit(buffer, size, headline[0] ? headline : "Speedup over the number of workers", 0, true);
}

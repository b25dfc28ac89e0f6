/* SPDX-License-Identifier: MIT */
/* One function a reason to refuse a session; the first one that applies is given. */
#include "session.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "starts.h"
#include "stats.h"

/* A normal distribution's standard deviation is this many median absolute deviations. */
static const double DEVIATION_PER_MAD = 1.4826;

/* Visits of which no process went undisturbed. The repeats of a visit stand right behind it, in the same block. */
static const char *disturbed_reason(struct record *record)
{
    unsigned long long visits = 0, disturbed = 0;
    for (size_t i = 0; i < record->facts.cell_count; i++) {
        const struct yoke_cell *cell = &record->facts.cells[i];
        for (size_t k = 0, last; k < cell->sample_count; k = last) {
            bool clean = false;
            for (last = k; last < cell->sample_count && cell->samples[last].block == cell->samples[k].block; last++)
                clean |= !cell->samples[last].disturbed;
            if (!cell->samples[k].verified || changes_find(&record->facts, cell->samples[k].block))
                continue;
            visits++;
            disturbed += !clean;
        }
    }
    if (visits < SESSION_STARTS_LEAST || (double)disturbed <= SESSION_DISTURBED_MOST * (double)visits)
        return NULL;
    return record_text(record, "%llu of %llu visits were disturbed from outside, repeats included (at most %.0f %% may be)",
                       disturbed, visits, 100 * SESSION_DISTURBED_MOST);
}

/* These count interrupts, and lose time with every one that is lost; and the kernel changes the source of a clock when it
 * finds that it was not steady. */
static const char *clock_reason(struct record *record)
{
    static const char *const unsteady[] = {"jiffies", "refined-jiffies", "pit"};
    const char *source = record->facts.machine.clock_source;
    for (size_t i = 0; source && i < sizeof unsteady / sizeof *unsteady; i++)
        if (!strcmp(source, unsteady[i]))
            return record_text(record, "the clock source is %s, which loses time", source);
    for (size_t i = 0; i < record->facts.change_count; i++)
        if (yoke_text_same(record->facts.changes[i].condition, "clock_source"))
            return changes_describe(record, &record->facts.changes[i]);
    return NULL;
}

/* Of every process that sang twice the logarithm of how much longer the second time took. */
static size_t songs_pair(const struct yoke_record *facts, double logs[])
{
    size_t count = 0;
    for (size_t i = 0; i < facts->cell_count; i++)
        for (size_t k = 0; k < facts->cells[i].sample_count; k = starts_end(&facts->cells[i], k)) {
            const struct yoke_noise *noise = &facts->cells[i].samples[k].noise;
            if (noise->canary_before_ns != YOKE_MISSING && noise->canary_after_ns != YOKE_MISSING &&
                noise->canary_before_ns && noise->canary_after_ns)
                logs[count++] = log((double)noise->canary_after_ns) - log((double)noise->canary_before_ns);
        }
    return count;
}

/* The fewest digits behind the point that show a value above a whole limit as above it: "10 %, where 10 % may be"
 * explains nothing. */
static int digits_apart(double value, double limit)
{
    int digits = 0;
    for (double scale = 1; digits < 4 && round(value * scale) <= round(limit * scale); scale *= 10)
        digits++;
    return digits;
}

static const char *canary_reason(struct record *record, double logs[])
{
    const size_t count = songs_pair(&record->facts, logs);
    const double spread = DEVIATION_PER_MAD * stats_mad(logs, count);
    if (count < SESSION_STARTS_LEAST || !(spread > SESSION_CANARY_SPREAD_MOST))
        return NULL;
    const int digits = digits_apart(100 * spread, 100 * SESSION_CANARY_SPREAD_MOST);
    return record_text(record,
                       "the same fixed work, timed twice in each of %zu processes, differed by %.*f %% "
                       "(at most %.0f %% may be)",
                       count, digits, 100 * spread, 100 * SESSION_CANARY_SPREAD_MOST);
}

double session_throttled_share(const struct yoke_record *record, size_t *starts)
{
    size_t throttled = 0;
    *starts = 0;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        for (size_t first = 0, last; first < cell->sample_count; first = last) {
            bool held_back = false;
            last = starts_end(cell, first);
            for (size_t k = first; k < last; k++)
                held_back |= cell->samples[k].noise.throttled_ns != YOKE_MISSING && cell->samples[k].noise.throttled_ns > 0;
            ++*starts;
            throttled += held_back;
        }
    }
    return *starts ? (double)throttled / (double)*starts : 0;
}

static const char *throttled_reason(struct record *record)
{
    size_t starts;
    if (session_throttled_share(&record->facts, &starts) < 1 || starts < SESSION_STARTS_LEAST)
        return NULL;
    return record_text(record, "the cgroup's quota held every one of %zu processes back", starts);
}

static size_t samples_count(const struct yoke_record *facts)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->cell_count; i++)
        count += facts->cells[i].sample_count;
    return count;
}

int session_judge(struct record *record)
{
    double *logs = calloc(samples_count(&record->facts) + 1, sizeof *logs);
    if (!logs)
        return -ENOMEM;
    const char *reason = clock_reason(record);
    if (!reason)
        reason = throttled_reason(record);
    if (!reason)
        reason = canary_reason(record, logs);
    if (!reason)
        reason = disturbed_reason(record);
    record->facts.rejected = reason;
    free(logs);
    return 0;
}

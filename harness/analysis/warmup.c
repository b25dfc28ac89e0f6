/* SPDX-License-Identifier: MIT */
/* Each start is cut into levels and classified; then the starts are held against each other. */
#include "warmup.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "change_points.h"
#include "sign.h"
#include "stats.h"

/* Barrett et al. ask for the last 500 of 2000 runs without a change. */
enum { STEADY_PART = 4 };

/* Four slow runs in a row and more are seen in a single start (p < 0.001 of the t-test on the ranks of 4 beside 56). */
enum { LEAD_MOST = 4 };
static const double LEAD_LEVEL = 0.05;

/* On a shared machine one start in ten may meet a neighbour; two are the cell's own. */
static const double AGREEMENT = 0.9;

static const char *const words[WARMUP_CLASSES] = {"flat", "warm-up", "slow-down", "no steady state", "inconsistent"};

static bool same_level(double one, double other)
{
    return fabs(one - other) <= WARMUP_SAME_SHARE * fabs(other);
}

static struct warmup_verdict verdict_of(const double values[], size_t count, const struct change_point points[],
                                        size_t point_count)
{
    const double last = point_count ? points[point_count - 1].after : stats_median(values, count);
    size_t steady_from = point_count; /* stretches before it differ from the last one */
    while (steady_from > 0 && same_level(points[steady_from - 1].before, last))
        steady_from--;
    struct warmup_verdict verdict = {WARMUP_FLAT, steady_from ? points[steady_from - 1].at : 0, last};
    if (steady_from)
        verdict.class = WARMUP_FASTER;
    for (size_t i = 0; i < steady_from; i++)
        if (points[i].before < last && !same_level(points[i].before, last))
            verdict.class = WARMUP_SLOWER;
    if (verdict.steady > count - count / STEADY_PART)
        verdict.class = WARMUP_UNSTEADY;
    verdict.level = stats_median(values + verdict.steady, count - verdict.steady);
    return verdict;
}

int warmup_classify(const double values[], size_t count, struct warmup_verdict *verdict)
{
    struct change_point *points = calloc(count / change_rules_default.stretch_least + 1, sizeof *points);
    size_t point_count = 0;
    int status = points ? change_points_find(values, count, &change_rules_default, points, &point_count) : -ENOMEM;
    if (!status)
        *verdict = verdict_of(values, count, points, point_count);
    free(points);
    return status;
}

static int start_classify(const struct yoke_warmup_start *start, struct warmup_verdict *verdict)
{
    double *values = calloc(start->time_count + 1, sizeof *values);
    if (!values)
        return -ENOMEM;
    for (size_t i = 0; i < start->time_count; i++)
        values[i] = (double)start->time_ns[i];
    const int status = warmup_classify(values, start->time_count, verdict);
    free(values);
    return status;
}

/* How many of the first runs are slower than what follows, over all starts; `excess` has room for one value a start. */
static size_t lead_find(const struct yoke_warmup *warmup, const struct warmup_verdict verdicts[], double excess[],
                        double *first_excess)
{
    *first_excess = NAN;
    for (size_t lead = 0; lead < LEAD_MOST; lead++) {
        for (size_t i = 0; i < warmup->series_count; i++) {
            if (warmup->series[i].time_count <= lead)
                return lead;
            excess[i] = (double)warmup->series[i].time_ns[lead] / verdicts[i].level - 1;
        }
        const double median = stats_median(excess, warmup->series_count);
        if (!(median > WARMUP_SAME_SHARE) || sign_test(excess, warmup->series_count, 0).p_greater >= LEAD_LEVEL)
            return lead;
        if (lead == 0)
            *first_excess = median;
    }
    return LEAD_MOST;
}

/* What the starts say together. */
struct tally {
    size_t counts[WARMUP_CLASSES], starts;
    size_t steady; /* the latest start of a steady state, of the starts that count */
    size_t lead;
    double first_excess;
};

static enum warmup_class tally_class(const struct tally *tally)
{
    for (enum warmup_class class = WARMUP_FLAT; class < WARMUP_INCONSISTENT; class++)
        if ((double)tally->counts[class] >= AGREEMENT * (double)tally->starts)
            return class == WARMUP_FLAT && tally->lead ? WARMUP_FASTER : class;
    return WARMUP_INCONSISTENT;
}

/* Some flat and the others warming up end alike: Barrett et al. call that good inconsistency. */
static bool tally_is_good(const struct tally *tally)
{
    return (double)(tally->counts[WARMUP_FLAT] + tally->counts[WARMUP_FASTER]) >= AGREEMENT * (double)tally->starts;
}

static void steady_find(struct tally *tally, const struct warmup_verdict verdicts[], enum warmup_class class)
{
    for (size_t i = 0; i < tally->starts; i++) {
        const bool outvoted = tally_is_good(tally) ? verdicts[i].class > WARMUP_FASTER : verdicts[i].class != class;
        if (!outvoted && verdicts[i].steady > tally->steady)
            tally->steady = verdicts[i].steady;
    }
    tally->steady = tally->steady > tally->lead ? tally->steady : tally->lead;
}

static const char *evidence_write(struct record *record, const struct tally *tally, bool steady)
{
    char list[256] = "", lead[96] = "", from[64] = "";
    size_t used = 0;
    for (size_t class = 0; class < WARMUP_INCONSISTENT; class++)
        if (tally->counts[class])
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%zu %s", used ? ", " : "", tally->counts[class],
                                     words[class]);
    if (tally->lead)
        snprintf(lead, sizeof lead, "; the first run takes %.1f %% longer than the steady ones", 100 * tally->first_excess);
    if (steady)
        snprintf(from, sizeof from, "; steady after %zu run%s", tally->steady, tally->steady == 1 ? "" : "s");
    return record_text(record, "of %zu starts %s%s%s", tally->starts, list, lead, from);
}

int warmup_compute(struct record *record, struct yoke_cell *cell)
{
    struct yoke_warmup *warmup = &cell->warmup;
    struct tally tally = {.starts = warmup->series_count};
    if (!warmup->series_count)
        return 0;
    struct warmup_verdict *verdicts = calloc(warmup->series_count, sizeof *verdicts);
    double *excess = calloc(warmup->series_count, sizeof *excess);
    int status = verdicts && excess ? 0 : -ENOMEM;
    for (size_t i = 0; i < warmup->series_count && !status; i++) {
        status = start_classify(&warmup->series[i], &verdicts[i]);
        tally.counts[verdicts[i].class]++;
    }
    if (!status) {
        tally.lead = lead_find(warmup, verdicts, excess, &tally.first_excess);
        const enum warmup_class class = tally_class(&tally);
        const bool steady = class < WARMUP_UNSTEADY || (class == WARMUP_INCONSISTENT && tally_is_good(&tally));
        steady_find(&tally, verdicts, class);
        warmup->kind = words[class];
        warmup->starts = tally.starts;
        warmup->discard = steady ? tally.steady : YOKE_MISSING;
        warmup->evidence = evidence_write(record, &tally, steady);
    }
    free(excess);
    free(verdicts);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Starts follow each other without a gap, so a cell's time is the sum of what lies between each of its starts and the next
 * start of any cell. */
#include "gate_live_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gate_metric.h"
#include "gate_suite.h"
#include "starts.h"

enum { PAIRS_ROOM = 2 * 200 + 1 }; /* the last look of the sharpest profile, and its reserve */

struct start {
    uint64_t started_ns;
    size_t pair; /* of cells */
};

static int start_compare(const void *left, const void *right)
{
    const uint64_t a = ((const struct start *)left)->started_ns, b = ((const struct start *)right)->started_ns;
    return (a > b) - (a < b);
}

static size_t starts_gather(const struct yoke_record *record, struct start starts[])
{
    size_t count = 0;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        for (size_t first = 0; first < cell->sample_count; first = starts_end(cell, first))
            starts[count++] = (struct start){cell->samples[first].started_ns, i / 2};
    }
    qsort(starts, count, sizeof *starts, start_compare);
    return count;
}

static bool seconds_add(const struct yoke_record *record, struct live_cell cells[])
{
    size_t samples = 1;
    for (size_t i = 0; i < record->cell_count; i++)
        samples += record->cells[i].sample_count;
    struct start *starts = calloc(samples, sizeof *starts);
    const size_t count = starts ? starts_gather(record, starts) : 0;
    for (size_t i = 0; i + 1 < count; i++)
        cells[starts[i].pair].seconds += (double)(starts[i + 1].started_ns - starts[i].started_ns) / 1e9;
    free(starts);
    return starts != NULL;
}

/* One value a start, as the gate reads it. Returns how many pairs there are. */
static size_t pairs_gather(const struct yoke_cell *base, const struct yoke_cell *candidate, const char *metric_name,
                           double before[PAIRS_ROOM], double after[PAIRS_ROOM])
{
    const struct gate_metric metric = gate_metric_named(metric_name);
    size_t count = 0, i = 0, k = 0;
    while (i < base->sample_count && k < candidate->sample_count && count < PAIRS_ROOM) {
        const size_t base_end = starts_end(base, i), candidate_end = starts_end(candidate, k);
        if (base->samples[i].block == candidate->samples[k].block) {
            before[count] = gate_metric_value(&metric, base, i, base_end);
            after[count] = gate_metric_value(&metric, candidate, k, candidate_end);
            count += !isnan(before[count]) && !isnan(after[count]);
        }
        const bool base_behind = base->samples[i].block <= candidate->samples[k].block;
        const bool candidate_behind = candidate->samples[k].block <= base->samples[i].block;
        i = base_behind ? base_end : i;
        k = candidate_behind ? candidate_end : k;
    }
    return count;
}

static int rank_of(enum yoke_verdict_word word)
{
    switch (word) {
    case YOKE_REGRESSED:
        return 3;
    case YOKE_IMPROVED:
        return 2;
    case YOKE_UNCHANGED:
        return 0;
    default:
        return 1;
    }
}

static void word_add(const struct yoke_record *record, size_t pair, struct live_cell *cell)
{
    const char *name = record->cells[2 * pair].name;
    cell->word = YOKE_UNCHANGED;
    for (size_t i = 0; i < record->verdict_count; i++) {
        const struct yoke_verdict *verdict = &record->verdicts[i];
        const size_t length = strlen(verdict->cell);
        if (strncmp(name, verdict->cell, length) || strcmp(name + length, GATE_SIDE_AXIS GATE_BASE))
            continue;
        cell->rejected |= verdict->word == YOKE_REJECTED;
        if (rank_of(verdict->word) > rank_of(cell->word))
            cell->word = verdict->word;
    }
}

size_t live_cells_read(const struct yoke_record *record, struct live_cell cells[], size_t room)
{
    static const char *const metrics[LIVE_METRICS] = {"cpu", "wall"};
    static double before[PAIRS_ROOM], after[PAIRS_ROOM];
    const size_t count = record->cell_count / 2 < room ? record->cell_count / 2 : room;
    memset(cells, 0, count * sizeof *cells);
    for (size_t pair = 0; pair < count; pair++) {
        word_add(record, pair, &cells[pair]);
        for (int metric = 0; metric < LIVE_METRICS; metric++) {
            cells[pair].pairs = pairs_gather(&record->cells[2 * pair], &record->cells[2 * pair + 1], metrics[metric], before, after);
            usual_rules_ask(before, after, cells[pair].pairs, cells[pair].usual[metric]);
        }
    }
    return seconds_add(record, cells) ? count : 0;
}

/* SPDX-License-Identifier: MIT */
/* The headline of a map: rows in a run that want the same number of workers make one clause. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart_text.h"
#include "quantity.h"
#include "sweep_map.h"
#include "text.h"

enum { SENTENCE_BYTES = 2048 };
static const double HEADLINE_EMS = 986 / 18.0; /* the picture's width in ems of the headline's size */

/* Neighbouring rows with the same answer. */
struct run {
    size_t first, last; /* rows */
    bool gain, proven;  /* `proven`: of all its rows */
    uint64_t workers;
};

static struct run run_at(const struct sweep_map *map, size_t row)
{
    const struct sweep_pick *pick = sweep_map_pick(map, map->leader, row);
    struct run run = {.first = row, .last = row, .gain = pick->standing != SWEEP_NO_GAIN};
    run.proven = pick->standing == SWEEP_PROVEN;
    run.workers = run.gain ? map->sweep->widths[pick->width] : 0;
    for (; run.last + 1 < map->sweep->row_count; run.last++) {
        const struct sweep_pick *next = sweep_map_pick(map, map->leader, run.last + 1);
        const bool gain = next->standing != SWEEP_NO_GAIN;
        if (gain != run.gain || (gain && map->sweep->widths[next->width] != run.workers))
            break;
        run.proven &= next->standing == SWEEP_PROVEN;
    }
    return run;
}

/* "wait 200us to 1.8ms"; words: "method a, b and c"; where that is all of them "every wait", or, without a gain, "any
 * wait" */
static void values_write(FILE *out, const struct sweep *sweep, const struct run *run, bool named)
{
    const bool all = run->first == 0 && run->last + 1 == sweep->row_count;
    if (named) {
        char name[SWEEP_LABEL_BYTES];
        text_fit(name, sizeof name, sweep_param(sweep), 16, true);
        fprintf(out, "%s%s%s", all ? run->gain ? "every " : "any " : "", name, all ? "" : " ");
    }
    if (all)
        return;
    if (sweep->numeric && run->last > run->first) {
        fprintf(out, "%s to %s", sweep->rows[run->first].label, sweep->rows[run->last].label);
        return;
    }
    for (size_t row = run->first; row <= run->last; row++)
        fprintf(out, "%s%s", row == run->first ? "" : row == run->last ? " and " : ", ", sweep->rows[row].label);
}

/* "4 workers suit wait 200us", and later "8 suit 600us"; what is not proven "may suit" */
static void run_write(FILE *out, const struct sweep_map *map, const struct run *run, bool first, bool worded)
{
    const bool one = run->workers == 1;
    if (!run->gain && first)
        fprintf(out, "%s number of workers pays at ", map->shown_count > 1 ? "no" : "No");
    else if (!run->gain)
        fputs("none pays at ", out);
    else
        fprintf(out, "%" PRIu64 "%s%s ", run->workers,
                worded ? ""
                : one  ? " worker"
                       : " workers",
                !run->proven ? " may suit"
                : one        ? " suits"
                             : " suit");
    values_write(out, map->sweep, run, first);
}

/* All runs; of more than can be read in a line the first and the last. */
static void runs_write(FILE *out, const struct sweep_map *map, bool all)
{
    const struct sweep *sweep = map->sweep;
    bool worded = false;
    for (size_t row = 0; row < sweep->row_count;) {
        const struct run run = run_at(map, row);
        const bool first = row == 0, last = run.last + 1 == sweep->row_count;
        row = run.last + 1;
        if (!all && !first && !last)
            continue;
        fputs(first ? "" : all ? ", " : " … ", out);
        run_write(out, map, &run, first, worded);
        worded |= run.gain;
    }
}

/* "up to 15×" */
static void most_write(FILE *out, const struct sweep_map *map)
{
    double most = 0;
    char text[QUANTITY_BYTES];
    for (size_t row = 0; row < map->sweep->row_count; row++) {
        const struct sweep_pick *pick = sweep_map_pick(map, map->leader, row);
        if (pick->standing != SWEEP_NO_GAIN)
            most = fmax(most, sweep_map_speedup(map, map->leader, row, pick->width));
    }
    quantity_ratio(text, most);
    if (most > 1)
        fprintf(out, ", up to %s×", text);
}

static void sentence_write(char sentence[SENTENCE_BYTES], const struct sweep_map *map, bool all)
{
    FILE *out = fmemopen(sentence, SENTENCE_BYTES, "w");
    sentence[0] = '\0';
    if (!out)
        return;
    if (map->shown_count > 1) {
        char name[STUDY_NAME_BYTES];
        text_fit(name, sizeof name, map->sweep->series[map->shown[map->leader]].source->name, 24, true);
        fprintf(out, "With %s, ", name);
    }
    runs_write(out, map, all);
    most_write(out, map);
    fclose(out);
}

void sweep_finding_write(char *buffer, size_t size, const struct sweep_map *map)
{
    char sentence[SENTENCE_BYTES];
    sentence_write(sentence, map, true);
    if (chart_text_ems(sentence, true) > HEADLINE_EMS)
        sentence_write(sentence, map, false);
    const bool fits = chart_text_ems(sentence, true) <= HEADLINE_EMS;
    text_fit(buffer, size, sentence, fits ? 0 : (unsigned)(HEADLINE_EMS * 1.7), true);
}

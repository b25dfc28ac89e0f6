/* SPDX-License-Identifier: MIT */
/* What a timeline shows, in words. One run is drawn, so nothing is claimed beyond that run. */
#include "timeline_finding.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "quantity.h"
#include "study.h"
#include "text.h"

const double timeline_tail_share = 0.1; /* below it nobody would rearrange tasks */
const double timeline_hairline = 0.03;  /* of a bar 26 pixels high it is less than one */

/* From here on a share of the time is worth the headline. */
static const double MOSTLY = 0.5, NOTABLE = 0.1;

static const char *count_word(char buffer[24], uint64_t count)
{
    static const char *const words[] = {"No",  "One", "Two",   "Three", "Four", "Five",  "Six",
                                        "Seven", "Eight", "Nine", "Ten",   "Eleven", "Twelve"};
    if (count < sizeof words / sizeof *words)
        return words[count];
    snprintf(buffer, 24, "%" PRIu64, count);
    return buffer;
}

/* Some cell of the picture has another rule to hand out tasks. */
static bool schedule_varies(const struct timeline *timeline)
{
    const struct yoke_cell *known = NULL;
    bool varies = false;
    for (size_t i = 0; i < timeline->cell_count; i++) {
        const struct yoke_cell *cell = timeline->cells[i].cell;
        if (cell->serial)
            continue;
        varies |= known && (!yoke_text_same(known->schedule, cell->schedule) || known->chunk != cell->chunk);
        known = cell;
    }
    return varies;
}

void timeline_cell_name(char *buffer, size_t size, const struct timeline *timeline, const struct timeline_cell *cell)
{
    char executor[128], schedule[96] = "", chunk[32] = "";
    text_fit(executor, sizeof executor, cell->cell->executor, 24, true);
    if (cell->cell->serial) {
        snprintf(buffer, size, "%s", executor);
        return;
    }
    if (schedule_varies(timeline)) {
        text_fit(schedule, sizeof schedule, cell->cell->schedule, 16, true);
        if (cell->cell->chunk != YOKE_MISSING)
            snprintf(chunk, sizeof chunk, ",%" PRIu64, cell->cell->chunk);
    }
    snprintf(buffer, size, "%s × %" PRIu64 "%s%s%s", executor, cell->cell->workers, *schedule ? " " : "", schedule, chunk);
}

static void tail_write(char *buffer, size_t size, const struct timeline_cell *cell)
{
    char number[24], tail[QUANTITY_BYTES];
    const struct timeline_lane *lane = &cell->lanes[cell->last];
    const uint64_t others = cell->lane_count - 1;
    quantity_time(tail, timeline_tail_ns(cell));
    if (cell->lanes[cell->before].end_ns <= 0)
        snprintf(buffer, size, "One worker of %zu ran every task; the others never got one", cell->lane_count);
    else if (lane->last_from_ns <= cell->lanes[cell->before].end_ns)
        snprintf(buffer, size, "%s worker%s idle for the last %s while task %" PRIu64 " ends", count_word(number, others),
                 others == 1 ? " sits" : "s sit", tail, lane->last_index);
    else
        snprintf(buffer, size, "%s worker%s idle for the last %s while worker %zu still has tasks", count_word(number, others),
                 others == 1 ? " sits" : "s sit", tail, cell->last);
}

static void waits_write(char *buffer, size_t size, const struct timeline_cell *cell, double waiting)
{
    char number[24], tasks[QUANTITY_BYTES], end[QUANTITY_BYTES];
    const unsigned rows = timeline_rows_most(cell);
    quantity_time(end, cell->end_ns);
    if (rows > 1) {
        quantity_count(tasks, rows);
        snprintf(buffer, size, "%s worker%s up to %s tasks wait at once, and %s done after %s", count_word(number, cell->lane_count),
                 cell->lane_count == 1 ? " lets" : "s each let", tasks, cell->lane_count == 1 ? "is" : "are", end);
    } else {
        snprintf(buffer, size, "%s worker%s %.0f %% of the time in tasks, one task after the other", count_word(number, cell->lane_count),
                 cell->lane_count == 1 ? " waits for" : "s wait for", 100 * waiting);
    }
}

static void one_write(char *buffer, size_t size, const struct timeline_cell *cell)
{
    const struct timeline_use use = timeline_use_sum(cell);
    const double queue = timeline_queue_share(cell), busy = timeline_busy_share(cell);
    char number[24], tail[QUANTITY_BYTES];
    const bool many = cell->lane_count > 1;
    quantity_time(tail, timeline_tail_ns(cell));
    if (use.ready >= MOSTLY)
        snprintf(buffer, size, "Tasks were ready %.0f %% of their time, and found no processor free", 100 * use.ready);
    else if (timeline_tail_ns(cell) >= timeline_tail_share * cell->end_ns)
        tail_write(buffer, size, cell);
    else if (queue >= NOTABLE)
        snprintf(buffer, size, "%s worker%s %.0f %% of the time for the next task", count_word(number, cell->lane_count),
                 many ? "s wait" : " waits", 100 * queue);
    else if (use.ready >= NOTABLE)
        snprintf(buffer, size, "%s worker%s %.0f %% of the time in tasks for a processor", count_word(number, cell->lane_count),
                 many ? "s wait" : " waits", 100 * use.ready);
    else if (use.waiting >= MOSTLY)
        waits_write(buffer, size, cell, use.waiting);
    else if (many)
        snprintf(buffer, size, "%s workers are in a task %.0f %% of the time and end within %s of each other",
                 count_word(number, cell->lane_count), 100 * busy, tail);
    else
        snprintf(buffer, size, "One worker runs one task after the other, and is in one %.0f %% of the time", 100 * busy);
}

static void several_write(char *buffer, size_t size, const struct timeline *timeline)
{
    const struct timeline_cell *first = timeline->cells, *last = timeline->cells;
    char winner[192], loser[192], early[QUANTITY_BYTES], late[QUANTITY_BYTES], times[QUANTITY_BYTES];
    for (size_t i = 1; i < timeline->cell_count; i++) {
        first = timeline->cells[i].end_ns < first->end_ns ? &timeline->cells[i] : first;
        last = timeline->cells[i].end_ns > last->end_ns ? &timeline->cells[i] : last;
    }
    timeline_cell_name(winner, sizeof winner, timeline, first);
    timeline_cell_name(loser, sizeof loser, timeline, last);
    quantity_time(early, first->end_ns);
    quantity_time(late, last->end_ns);
    quantity_ratio(times, last->end_ns / first->end_ns);
    snprintf(buffer, size, "%s is done after %s; %s needs %s, %s times as long", winner, early, loser, late, times);
}

void timeline_finding_write(char *buffer, size_t size, const struct timeline *timeline)
{
    if (timeline->cell_count == 1)
        one_write(buffer, size, timeline->cells);
    else
        several_write(buffer, size, timeline);
}

/* --- the lines below ----------------------------------------------------------------------------------------------- */

static void work_add(struct caption *caption, const struct yoke_cell *cell)
{
    char tasks[QUANTITY_BYTES], work[CAPTION_LINE_BYTES];
    quantity_count(tasks, cell->tasks);
    chart_caption_work(work, sizeof work, cell);
    chart_caption_add(caption, "%.900s, %s task%s.", work, tasks, cell->tasks == 1 ? "" : "s");
}

void timeline_caption_subject(struct caption *caption, const struct timeline *timeline)
{
    const struct timeline_cell *cell = timeline->cells;
    char name[192], end[QUANTITY_BYTES];
    *caption = (struct caption){.count = 0};
    work_add(caption, cell->cell);
    if (timeline->cell_count == 1) {
        timeline_cell_name(name, sizeof name, timeline, cell);
        quantity_time(end, cell->end_ns);
        chart_caption_add(caption, "One run on %s, done after %s.", name, end);
        if (cell->traced > 1)
            chart_caption_add(caption, "Of %zu traced it is the one closest to the median.", cell->traced);
    } else {
        chart_caption_add(caption, "One traced run of each, the one closest to its median.");
    }
    bool shares = false, mixed = false;
    for (size_t i = 0; i < timeline->cell_count; i++)
        for (size_t k = 0; k < timeline->cells[i].lane_count; k++) {
            const struct timeline_use *use = &timeline->cells[i].uses[k];
            shares |= timeline->cells[i].lanes[k].tasks > timeline->cells[i].lanes[k].span_count;
            mixed |= fmax(fmax(use->running, use->ready), use->waiting) < 1 - 2 * timeline_hairline;
        }
    if (mixed)
        chart_caption_add(caption, "Colours of a bar: what the worker did while in tasks, by share of height.");
    if (shares)
        chart_caption_add(caption, "Tasks too short to be seen are drawn as shares of the height.");
    if (timeline->left_out)
        chart_caption_add(caption, "%zu more cells have traces and no picture.", timeline->left_out);
}

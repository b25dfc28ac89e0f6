/* SPDX-License-Identifier: MIT */
/* A timeline as a gnuplot script. Everything is placed here, in logical pixels from the top left corner and in the unit of the
 * time axis; the template only draws rectangles, lines and labels. */
#include "timeline_script.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "csv_text.h"
#include "quantity.h"
#include "timeline_finding.h"

enum { WIDTH = 1060, LEFT = 112, RIGHT = 872, LEVELS = 16 /* of a share: finer steps cannot be seen */ };
const double timeline_pixels = RIGHT - LEFT;

/* Colours, in this order in the template. */
enum ink { INK_RUNNING, INK_WAITING, INK_READY, INK_QUEUE, INK_IDLE, INKS };

/* Where the picture stands. */
struct sheet {
    const struct timeline *timeline;
    const struct quantity_unit *unit; /* of the time axis */
    bool single, strip, known;        /* one cell; with the strip above; what tasks did is known */
    double strip_top, strip_bottom, legend, top, bottom, height;
    double lane_pixels[3]; /* by what a lane has to show: one task, some, many */
    FILE *script;
};

/* --- layout -------------------------------------------------------------------------------------------------------- */

/* Lanes are as high as there is room for, and higher where many tasks share one. */
static double lane_height(const struct sheet *sheet, const struct timeline_lane *lane)
{
    const double room = sheet->single ? 330 : 250;
    const double fair = room / (double)sheet->timeline->lane_count;
    const double plain = fmin(fmax(fair, 7), sheet->single ? 42 : 26);
    const double wanted = lane->rows > 1 ? fmax(plain, fmin(lane->rows * 6.0, fmax(2 * fair, 60))) : plain;
    return fmin(wanted, 200);
}

static double gap_of(double height)
{
    return height > 20 ? 10 : height > 10 ? 4 : 2;
}

/* The last worker was alone for long. */
static bool late_is(const struct sheet *sheet)
{
    const struct timeline_cell *cell = sheet->timeline->cells;
    return sheet->single && timeline_tail_ns(cell) >= timeline_tail_share * cell->end_ns;
}

/* An even split of the same work would have ended visibly earlier. */
static bool even_is(const struct sheet *sheet)
{
    const struct timeline_cell *cell = sheet->timeline->cells;
    return sheet->single && cell->lane_count > 1 && timeline_rows_most(cell) == 1 && cell->even_ns < 0.97 * cell->end_ns;
}

static void layout_make(struct sheet *sheet, size_t sub_lines, size_t foot_lines)
{
    const struct timeline *timeline = sheet->timeline;
    double y = 42 + 19 * (double)sub_lines;
    sheet->strip_top = y + 34;
    sheet->strip_bottom = sheet->strip_top + (sheet->strip ? 58 : 0);
    sheet->legend = sheet->strip ? sheet->strip_bottom + 27 : y + 18;
    sheet->top = y = sheet->legend + 18;
    for (size_t i = 0; i < timeline->cell_count; i++) {
        y += sheet->single ? 0 : 22;
        for (size_t k = 0; k < timeline->cells[i].lane_count; k++) {
            const double height = lane_height(sheet, &timeline->cells[i].lanes[k]);
            y += height + gap_of(height);
        }
        y += sheet->single ? 16 * (double)(late_is(sheet) + even_is(sheet)) : 4; /* room for what is called out */
    }
    sheet->bottom = y;
    sheet->height = y + 72 + 16 * (double)foot_lines;
}

/* --- bars ---------------------------------------------------------------------------------------------------------- */

static double in_unit(const struct sheet *sheet, double ns)
{
    return ns / sheet->unit->ns;
}

static void rectangle_print(const struct sheet *sheet, double from_ns, double to_ns, double top, double bottom, enum ink ink)
{
    fprintf(sheet->script, "%.7g %.7g %.6g %.6g %d\n", in_unit(sheet, from_ns), in_unit(sheet, to_ns), top, bottom, (int)ink);
}

/* Stands the parts of a task's time upon each other, from `bottom` upwards. Returns where they end. */
static double parts_print(const struct sheet *sheet, const struct timeline_use *use, double from_ns, double to_ns, double bottom,
                          double height)
{
    double parts[] = {[INK_RUNNING] = use->running, [INK_WAITING] = use->waiting, [INK_READY] = use->ready}, sum = 0;
    static const enum ink order[] = {INK_RUNNING, INK_READY, INK_WAITING};
    if (isnan(use->running)) {
        rectangle_print(sheet, from_ns, to_ns, bottom - height, bottom, INK_RUNNING);
        return bottom - height;
    }
    for (size_t i = 0; i < 3; i++) {
        parts[i] = parts[i] < timeline_hairline ? 0 : parts[i];
        sum += parts[i];
    }
    for (size_t i = 0; i < 3; i++) {
        const double part = parts[order[i]] / sum * height;
        if (part > 0)
            rectangle_print(sheet, from_ns, to_ns, bottom - part, bottom, order[i]);
        bottom -= part;
    }
    return bottom;
}

static void spans_print(const struct sheet *sheet, const struct timeline_lane *lane, const struct timeline_use *use, double top,
                        double height)
{
    const double row = height / lane->drawn_rows;
    for (size_t i = 0; i < lane->span_count; i++) {
        const struct timeline_span *span = &lane->spans[i];
        const double bottom = top + row * (span->row + 1);
        if (span->state == TIMELINE_QUEUE)
            rectangle_print(sheet, span->from_ns, span->to_ns, top, top + height, INK_QUEUE);
        else
            parts_print(sheet, use, span->from_ns, span->to_ns, bottom, row > 4 ? row - 1 : row);
    }
}

static int level(float share)
{
    return (int)lround(fmin(share, 1) * LEVELS);
}

/* Neighbouring bins that look the same are one rectangle. */
static void row_print(const struct sheet *sheet, const struct timeline_bin bins[], const struct timeline_use *use, double bottom,
                      double height)
{
    const size_t count = sheet->timeline->scale.bin_count;
    const double bin_ns = sheet->timeline->scale.end_ns / (double)count;
    for (size_t first = 0, next; first < count; first = next) {
        const int task = level(bins[first].task), queue = level(bins[first].queue);
        for (next = first + 1; next < count && level(bins[next].task) == task && level(bins[next].queue) == queue;)
            next++;
        const double from_ns = (double)first * bin_ns, to_ns = (double)next * bin_ns;
        double y = bottom;
        if (task)
            y = parts_print(sheet, use, from_ns, to_ns, bottom, height * task / LEVELS);
        if (queue)
            rectangle_print(sheet, from_ns, to_ns, y - height * queue / LEVELS, y, INK_QUEUE);
    }
}

/* Calls `print` for every lane with its place. */
static void lanes_walk(const struct sheet *sheet,
                       void (*print)(const struct sheet *, const struct timeline_cell *, size_t lane, double top, double height))
{
    double y = sheet->top;
    for (size_t i = 0; i < sheet->timeline->cell_count; i++) {
        const struct timeline_cell *cell = &sheet->timeline->cells[i];
        y += sheet->single ? 0 : 22;
        for (size_t k = 0; k < cell->lane_count; k++) {
            const double height = lane_height(sheet, &cell->lanes[k]);
            print(sheet, cell, k, y, height);
            y += height + gap_of(height);
        }
        y += 4;
    }
}

static void lane_shares(const struct sheet *sheet, const struct timeline_cell *cell, size_t k, double top, double height)
{
    const struct timeline_lane *lane = &cell->lanes[k];
    const double row = height / lane->drawn_rows;
    for (unsigned r = 0; r < lane->drawn_rows; r++)
        row_print(sheet, lane->bins + r * sheet->timeline->scale.bin_count, &cell->uses[k], top + row * (r + 1), row);
}

static void lane_spans(const struct sheet *sheet, const struct timeline_cell *cell, size_t k, double top, double height)
{
    spans_print(sheet, &cell->lanes[k], &cell->uses[k], top, height);
}

/* Place and name of a lane, how far its cell's time reaches, and the share of that time it was in a task, in parts. */
static void lane_place(const struct sheet *sheet, const struct timeline_cell *cell, size_t k, double top, double height)
{
    const struct timeline_lane *lane = &cell->lanes[k];
    const struct timeline_use use = isnan(cell->uses[k].running) ? (struct timeline_use){1, 0, 0} : cell->uses[k];
    const double busy = cell->end_ns > 0 ? lane->busy_ns / cell->end_ns : 0;
    const bool named = height >= 11 || (k % (cell->lane_count > 32 ? 8 : 4)) == 0; /* names need 11 pixels */
    fprintf(sheet->script, "%.6g %.6g %.7g %.5g %.5g %.5g %d %zu\n", top, top + height, in_unit(sheet, cell->end_ns),
            100 * busy * use.running, 100 * busy * use.waiting, 100 * busy * use.ready, named, k);
}

static void blocks_print(const struct sheet *sheet)
{
    FILE *script = sheet->script;
    fputs("\n# Lanes: top, bottom, end of the cell, share in a task: running, waiting, ready; named?, worker.\n$lanes << END\n", script);
    lanes_walk(sheet, lane_place);
    fputs("END\n# Bars: from, to, top, bottom, state (0 running, 1 waiting, 2 ready, 3 queue). First shares of short tasks.\n"
          "$shares << END\n", script);
    lanes_walk(sheet, lane_shares);
    fputs("0 0 -9 -9 0\nEND\n$spans << END\n", script); /* never empty */
    lanes_walk(sheet, lane_spans);
    fputs("0 0 -9 -9 0\nEND\n", script);
}

/* --- around them --------------------------------------------------------------------------------------------------- */

static void strip_print(const struct sheet *sheet)
{
    const struct timeline_cell *cell = sheet->timeline->cells;
    const unsigned rows = timeline_rows_most(cell);
    const double bin_ns = sheet->timeline->scale.end_ns / TIMELINE_STRIP_BINS;
    double most = rows > 1 ? 1 : (double)cell->lane_count;
    fputs("\n# How many tasks are under way.\n$strip << END\n", sheet->script);
    for (size_t i = 0; i < TIMELINE_STRIP_BINS; i++) {
        double inside = 0;
        for (size_t k = 0; k < cell->lane_count; k++)
            inside += cell->lanes[k].inside[i];
        most = fmax(most, ceil(inside - 0.01));
        fprintf(sheet->script, "%.6g %.4g\n", in_unit(sheet, ((double)i + 0.5) * bin_ns), inside);
    }
    fprintf(sheet->script, "END\nSTRIP_MOST = %.6g\nSTRIP_NAME = '%s'\n", most, rows > 1 ? "Tasks under way" : "Busy workers");
}

/* Words in a row, each with its chip: placed here, because their widths are known here. */
static void legend_print(const struct sheet *sheet)
{
    const char *words[INKS] = {sheet->known ? "running" : "in a task", "waiting for I/O, time or locks", "ready, no processor free",
                               "between tasks (queue)", "no task"};
    bool used[INKS] = {[INK_IDLE] = true};
    double x = 245;
    size_t count = 0;
    for (size_t i = 0; i < sheet->timeline->cell_count; i++) {
        const struct timeline_cell *cell = &sheet->timeline->cells[i];
        for (size_t k = 0; k < cell->lane_count; k++) {
            used[INK_RUNNING] |= !(cell->uses[k].running < timeline_hairline);
            used[INK_WAITING] |= cell->uses[k].waiting >= timeline_hairline;
            used[INK_READY] |= cell->uses[k].ready >= timeline_hairline;
            used[INK_QUEUE] |= cell->lanes[k].queue_ns >= sheet->timeline->scale.end_ns / timeline_pixels;
        }
    }
    fprintf(sheet->script, "array KEY[%d]\narray KEY_X[%d]\narray KEY_INK[%d]\n", INKS, INKS, INKS);
    for (size_t i = 0; i < INKS; i++) {
        if (!used[i])
            continue;
        fprintf(sheet->script, "KEY[%zu] = '%s'; KEY_X[%zu] = %.6g; KEY_INK[%zu] = %zu\n", count + 1, words[i], count + 1, x, count + 1, i);
        x += 19 + 13.2 * chart_text_ems(words[i], false) + 18;
        count++;
    }
    fprintf(sheet->script, "KEYS = %zu\n", count);
}

static void names_print(const struct sheet *sheet)
{
    static const char *const arrays[] = {"GROUP", "GROUP_END", "GROUP_AT", "GROUP_Y"};
    const struct timeline *timeline = sheet->timeline;
    char name[192], end[QUANTITY_BYTES], text[256];
    double y = sheet->top; /* of the groups' names */
    const size_t groups = sheet->single ? 0 : timeline->cell_count;
    fprintf(sheet->script, "GROUPS = %zu\n", groups);
    for (size_t i = 0; groups && i < sizeof arrays / sizeof *arrays; i++)
        fprintf(sheet->script, "array %s[%zu]\n", arrays[i], groups);
    for (size_t i = 0; i < groups; i++) {
        const struct timeline_cell *cell = &timeline->cells[i];
        timeline_cell_name(name, sizeof name, timeline, cell);
        quantity_time(end, cell->end_ns);
        snprintf(text, sizeof text, "done after %s", end);
        chart_text_print(sheet->script, "GROUP", i + 1, name, 60);
        chart_text_print(sheet->script, "GROUP_END", i + 1, text, 0);
        fprintf(sheet->script, "GROUP_AT[%zu] = %.7g; GROUP_Y[%zu] = %.6g\n", i + 1, in_unit(sheet, cell->end_ns), i + 1, y + 11);
        y += 26;
        for (size_t k = 0; k < cell->lane_count; k++)
            y += lane_height(sheet, &cell->lanes[k]) + gap_of(lane_height(sheet, &cell->lanes[k]));
    }
}

/* The last task, where its worker was alone with it, and where an even split would have ended. */
static void calls_print(const struct sheet *sheet)
{
    const struct timeline_cell *cell = sheet->timeline->cells;
    const struct timeline_lane *lane = &cell->lanes[cell->last];
    const bool late = late_is(sheet), even = even_is(sheet);
    char text[256] = "", time[QUANTITY_BYTES];
    double top = sheet->top;
    for (size_t k = 0; k < cell->last; k++)
        top += lane_height(sheet, &cell->lanes[k]) + gap_of(lane_height(sheet, &cell->lanes[k]));
    const double from_ns = fmin(lane->last_from_ns, cell->lanes[cell->before].end_ns);
    quantity_time(time, lane->end_ns - lane->last_from_ns);
    if (late && lane->last_from_ns <= cell->lanes[cell->before].end_ns)
        snprintf(text, sizeof text, "task %" PRIu64 ", %s long, alone at the end", lane->last_index, time);
    else if (late)
        snprintf(text, sizeof text, "worker %zu is alone at the end", cell->last);
    fprintf(sheet->script, "LATE = %d\nLATE_FROM = %.7g\nLATE_TO = %.7g\nLATE_TOP = %.6g\nLATE_BOTTOM = %.6g\n", late,
            in_unit(sheet, late && lane->last_from_ns > from_ns ? from_ns : lane->last_from_ns), in_unit(sheet, lane->end_ns), top,
            top + lane_height(sheet, lane));
    chart_text_print(sheet->script, "LATE_TEXT", 0, text, 0);
    quantity_time(time, cell->even_ns);
    snprintf(text, sizeof text, "even split, %s", time);
    fprintf(sheet->script, "EVEN = %d\nEVEN_AT = %.7g\n", even, in_unit(sheet, cell->even_ns));
    chart_text_print(sheet->script, "EVEN_TEXT", 0, text, 0);
}

/* Five to ten ticks at round numbers. */
static double tick_step(double end)
{
    const double decade = pow(10, floor(log10(end)));
    const double lead = end / decade;
    return decade * (lead < 1.5 ? 0.2 : lead < 3.5 ? 0.5 : lead < 7.5 ? 1 : 2);
}

static void axis_print(const struct sheet *sheet)
{
    static const char *const words[] = {"seconds", "milliseconds", "microseconds", "nanoseconds"};
    static const double lengths[] = {1e9, 1e6, 1e3, 1};
    const double end = in_unit(sheet, sheet->timeline->scale.end_ns);
    size_t word = 0;
    while (word < 3 && lengths[word] > sheet->unit->ns)
        word++;
    fprintf(sheet->script, "END = %.7g\nSTEP = %.6g\nUNIT = '%s since the first worker began'\n", end, tick_step(end), words[word]);
    fprintf(sheet->script, "X0 = %d\nX1 = %d\nSTRIP = %d\nSTRIP_TOP = %.6g\nSTRIP_BOTTOM = %.6g\nLEGEND = %.6g\nTOP = %.6g\nBOTTOM = %.6g\n",
            LEFT, RIGHT, sheet->strip, sheet->strip_top, sheet->strip_bottom, sheet->legend, sheet->top, sheet->bottom);
}

void timeline_script_write(const struct timeline *timeline, const char *stem, FILE *script)
{
    struct caption subject, origin;
    char headline[1024];
    struct sheet sheet = {.timeline = timeline, .script = script, .single = timeline->cell_count == 1};
    sheet.strip = sheet.single;
    sheet.unit = quantity_time_unit(timeline->scale.end_ns);
    sheet.known = !isnan(timeline_use_sum(timeline->cells).running);
    timeline_finding_write(headline, sizeof headline, timeline);
    timeline_caption_subject(&subject, timeline);
    chart_caption_foot(&origin, timeline->record, sheet.single ? timeline->cells->cell->placement : NULL);
    layout_make(&sheet, subject.count, origin.count);
    chart_head_print(script, "Timeline", stem, WIDTH, sheet.height, headline);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    axis_print(&sheet);
    legend_print(&sheet);
    names_print(&sheet);
    calls_print(&sheet);
    if (sheet.strip)
        strip_print(&sheet);
    blocks_print(&sheet);
    chart_template_print(script, chart_template_timeline);
}

void timeline_data_write(const struct timeline *timeline, FILE *stream)
{
    fputs("cell,executor,workers,worker,tasks,tasks_at_once,in_tasks_ns,busy_ns,queue_ns,idle_ns,end_ns,running_share,ready_share,"
          "waiting_share,longest_task_ns,longest_task\n", stream);
    for (size_t i = 0; i < timeline->cell_count; i++)
        for (size_t k = 0; k < timeline->cells[i].lane_count; k++) {
            const struct timeline_cell *cell = &timeline->cells[i];
            const struct timeline_lane *lane = &cell->lanes[k];
            csv_text(stream, cell->cell->name);
            csv_text(stream, cell->cell->executor);
            csv_count(stream, cell->cell->workers);
            csv_count(stream, k);
            csv_count(stream, lane->tasks);
            csv_count(stream, lane->rows);
            csv_real(stream, lane->task_ns);
            csv_real(stream, lane->busy_ns);
            csv_real(stream, lane->queue_ns);
            csv_real(stream, cell->end_ns - lane->busy_ns - lane->queue_ns);
            csv_real(stream, lane->end_ns);
            csv_real(stream, cell->uses[k].running);
            csv_real(stream, cell->uses[k].ready);
            csv_real(stream, cell->uses[k].waiting);
            csv_real(stream, lane->longest_ns);
            fprintf(stream, "%" PRIu64 "\n", lane->longest_index);
        }
}

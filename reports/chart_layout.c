/* SPDX-License-Identifier: MIT */
/* Where everything stands in a speedup chart. The numbers are those of a 1060 x 640 picture with one line above and
 * below; more lines or more series make it taller. */
#include "chart_layout.h"

#include <math.h>
#include <string.h>

#include "chart_labels.h"
#include "chart_text.h"
#include "text.h"

enum {
    WIDTH = 1060,
    LEFT_EDGE = 66,    /* of the left panel, where its ticks are short */
    TICK_ROOM = 26,    /* beside the longest tick: 12 to the picture's edge, the rest to the axis */
    SPLIT = 622,       /* where the left panel with the names beside it ends */
    RIGHT_LEFT = 694,  /* of the right panel */
    RIGHT_EDGE = 1023, /* of the right panel */
    HEAD = 105,        /* to the panels with one line under the headline */
    HEAD_LINE = 19,    /* for a further line there */
    FOOT = 86,         /* below the panels with one line at the foot */
    FOOT_LINE = 16,    /* for a further line there */
    NOTE_LINE = 15,    /* for a line under the table */
    PANEL = 449,       /* height of the left panel, at least */
    EFFICIENCY = 227,  /* height of the right panel */
    TABLE_GAP = 84,    /* from the right panel to the table's title */
    LAWS_GAP = 22,     /* from the last row, or what is said below it, to the title of the table of laws */
    TABLE_HEAD = 48,   /* from the title to the first row */
    ROW_ROOMY = 29,    /* height of a row when there is room, */
    ROW_TIGHT = 20,    /* and when there is none: the picture grows instead */
    LEADER = 26,       /* between the axis' end and the names */
    LABEL_GAP = 17,    /* between two names */
    EDGE = 14,         /* from the outermost mark to the end of an axis */
    DODGED_WIDTHS = 3, /* worker counts up to which marks stand side by side */
    MARK = 9,          /* between two marks at one worker count, at most; a mark is 8 wide */
    MARK_LEAST = 5,    /* closer than that they hide each other anyway */
    SPREAD_MOST = 64,  /* from the first to the last of them: wider apart they no longer seem to share a worker count */
    LINEAR_MOST = 64,  /* workers on a linear axis: beyond, 1, 2 and 4 fall into one spot */
};
static const double LABEL_PIXELS_PER_EM = 12.8; /* size 11 as the terminals of the script draw it */
static const double TICK_PIXELS_PER_EM = 12.2;  /* size 10.5 */

static double names_width(const struct chart *chart)
{
    double widest = 0;
    for (size_t i = 0; i < chart->series_count; i++) {
        char name[CHART_NAME_COLUMNS * 4 + 8];
        text_fit(name, sizeof name, chart->series[i].source->name, CHART_NAME_COLUMNS, true);
        widest = fmax(widest, LABEL_PIXELS_PER_EM * chart_text_ems(name, true));
    }
    return widest;
}

static void boxes_place(struct chart_layout *layout, const struct chart *chart, size_t sub_lines, size_t foot_lines,
                        size_t note_lines)
{
    const double top = HEAD + HEAD_LINE * ((double)sub_lines - 1);
    const double rows = (double)chart->series_count, notes = NOTE_LINE * (double)note_lines;
    const double laws = (double)chart->model_count, between = laws > 0 ? LAWS_GAP + TABLE_HEAD : 0;
    const double room = PANEL - EFFICIENCY - TABLE_GAP - TABLE_HEAD + FOOT / 2.0 - notes - between;
    layout->row_height = fmax(fmin(room / (rows + laws), ROW_ROOMY), ROW_TIGHT);
    const double extra = fmax(layout->row_height * (rows + laws) - room, 0);
    layout->width = WIDTH;
    layout->speedup = (struct chart_box){LEFT_EDGE, SPLIT - LEADER - names_width(chart), top, top + PANEL + extra};
    layout->efficiency = (struct chart_box){RIGHT_LEFT, RIGHT_EDGE, top, top + EFFICIENCY};
    layout->table_top = layout->efficiency.bottom + TABLE_GAP;
    layout->laws_top = layout->table_top + TABLE_HEAD + layout->row_height * rows + notes + LAWS_GAP;
    layout->height = layout->speedup.bottom + FOOT + FOOT_LINE * ((double)foot_lines - 1);
}

/* The least and the most of a quantity over all points, intervals included. */
static void range_measure(const struct chart *chart, bool efficiency, double *least, double *most)
{
    *least = INFINITY;
    *most = 0;
    for (size_t i = 0; i < chart->series_count; i++)
        for (size_t j = 0; j < chart->series[i].point_count; j++) {
            const struct yoke_cell *cell = chart->series[i].points[j].cell;
            const struct yoke_estimate estimate = efficiency ? chart_efficiency(chart, cell) : cell->speedup;
            *least = fmin(*least, isfinite(estimate.low) && estimate.low > 0 ? estimate.low : estimate.value);
            *most = fmax(*most, isfinite(estimate.high) ? estimate.high : estimate.value);
        }
}

static bool workers_are_many(const struct chart *chart)
{
    return chart_widest(chart) > LINEAR_MOST;
}

/* The speedup axis shows the ideal, too, unless that would press what was measured into the lower two thirds. */
static void speedups_choose(struct chart_layout *layout, const struct chart *chart)
{
    const size_t last = chart->width_count - 1;
    const double ideal = chart->waits ? chart->ideals[last] : (double)chart->widths[last];
    const double pixels = layout->speedup.bottom - layout->speedup.top;
    double least, most;
    range_measure(chart, false, &least, &most);
    if (isfinite(ideal) && ideal > most && ideal <= 1.5 * most)
        most = ideal;
    if (workers_are_many(chart) && most > 8 * least)
        chart_axis_doubling(&layout->speedups, least, most, pixels);
    else
        chart_axis_linear(&layout->speedups, fmax(1.06 * most, 1.2), pixels); /* 1 is always in sight */
    layout->speedup.left = fmax(LEFT_EDGE, TICK_PIXELS_PER_EM * chart_axis_ratio_ems(&layout->speedups) + TICK_ROOM);
}

/* From 0, so that a bad efficiency looks bad; closer up when all are good, since that is where the differences are. */
static void efficiencies_choose(struct chart_layout *layout, const struct chart *chart)
{
    struct chart_axis *axis = &layout->efficiencies;
    double least, most;
    range_measure(chart, true, &least, &most);
    if (!isfinite(least)) /* nothing is known */
        least = 0;
    *axis = (struct chart_axis){.high = fmax(110, 104 * most),
                                .pixels = layout->efficiency.bottom - layout->efficiency.top};
    if (100 * most > 125) { /* more than linear */
        chart_axis_linear(axis, 106 * most, axis->pixels);
        return;
    }
    const bool good = least >= 0.9;
    axis->low = good ? 80 : 0;
    axis->high = good ? fmax(104, 102 * most) : axis->high;
    for (int tick = good ? 80 : 0; tick <= axis->high; tick += good ? 5 : 25)
        axis->ticks[axis->tick_count++] = tick;
}

/* Pixels between the marks of two series at one worker count: as many as the closest two worker counts leave. Only
 * where there are few worker counts: over many, curves read better when their marks stand on them. */
static double dodge_choose(const struct chart *chart, const struct chart_axis *axis)
{
    if (chart->width_count > DODGED_WIDTHS)
        return 0;
    double closest = axis->pixels / 2;
    for (size_t i = 1; i < chart->width_count; i++)
        closest = fmin(closest, chart_axis_pixel(axis, (double)chart->widths[i]) -
                                    chart_axis_pixel(axis, (double)chart->widths[i - 1]));
    if (chart->series_count < 2)
        return 0;
    const double spread = fmin(closest / 2, SPREAD_MOST);
    const double step = fmin(MARK, spread / ((double)chart->series_count - 1));
    return step < MARK_LEAST ? 0 : step;
}

double chart_layout_dodge(const struct chart *chart, size_t series, double step)
{
    return step * ((double)series - ((double)chart->series_count - 1) / 2);
}

/* The axes of workers, their outermost marks `margin` pixels from the ends. */
static void workers_choose(struct chart_layout *layout, const struct chart *chart, double margin)
{
    chart_axis_workers(&layout->workers, chart->widths, chart->width_count, workers_are_many(chart),
                       layout->speedup.right - layout->speedup.left, margin);
    chart_axis_workers(&layout->octaves, chart->widths, chart->width_count, true,
                       layout->efficiency.right - layout->efficiency.left, margin);
    layout->dodge_left = dodge_choose(chart, &layout->workers);
    layout->dodge_right = dodge_choose(chart, &layout->octaves);
}

static void axes_choose(struct chart_layout *layout, const struct chart *chart)
{
    speedups_choose(layout, chart); /* first: its ticks say where the panel begins */
    workers_choose(layout, chart, EDGE + fmin(MARK * ((double)chart->series_count - 1), SPREAD_MOST) / 2);
    if (layout->dodge_left <= 0 && layout->dodge_right <= 0)
        workers_choose(layout, chart, EDGE);
    efficiencies_choose(layout, chart);
}

static void labels_place(struct chart_layout *layout, const struct chart *chart)
{
    double wanted[CHART_SERIES_MOST], placed[CHART_SERIES_MOST];
    for (size_t i = 0; i < chart->series_count; i++)
        wanted[i] = chart_axis_pixel(&layout->speedups, chart_series_last(&chart->series[i])->cell->speedup.value);
    memcpy(placed, wanted, sizeof placed);
    chart_labels_spread(placed, chart->series_count, LABEL_GAP, 6, layout->speedups.pixels - 6);
    bool moved = false;
    for (size_t i = 0; i < chart->series_count; i++)
        moved |= fabs(placed[i] - wanted[i]) > 4;
    for (size_t i = 0; i < chart->series_count; i++) {
        layout->label_y[i] = chart_axis_value(&layout->speedups, placed[i]);
        layout->label_led[i] = moved || chart_series_last(&chart->series[i])->workers != chart_widest(chart);
    }
}

static void zone_add(struct chart_layout *layout, double from, const char *text, bool beyond)
{
    const double end = layout->workers.high;
    if (from >= (layout->workers.tick_count ? layout->workers.ticks[layout->workers.tick_count - 1] : end))
        return; /* nothing was measured there */
    if (layout->zone_count)
        layout->zones[layout->zone_count - 1].to = from;
    layout->zones[layout->zone_count++] = (struct chart_zone){.from = from, .to = end, .text = text, .beyond = beyond};
}

/* Workers that share a core, and workers that share a processor. */
static void zones_place(struct chart_layout *layout, const struct chart *chart)
{
    const struct yoke_machine *machine = &chart->study->record->machine;
    const uint64_t cores = machine->topology.cores, pus = machine->topology.pus, usable = machine->cpus.usable;
    const bool counted = cores && cores != YOKE_MISSING && pus != YOKE_MISSING;
    if (counted && pus > cores && (usable == YOKE_MISSING || cores < usable))
        zone_add(layout, (double)cores + 0.5,
                 pus == 2 * cores ? "two workers per core (SMT)" : "several workers per core (SMT)", false);
    if (usable && usable != YOKE_MISSING)
        zone_add(layout, (double)usable + 0.5, "more workers than processors", true);
    for (size_t i = 0; i < layout->zone_count; i++) {
        struct chart_zone *zone = &layout->zones[i];
        const double pixels =
            chart_axis_pixel(&layout->workers, zone->to) - chart_axis_pixel(&layout->workers, zone->from);
        zone->labelled = pixels > 11 * chart_text_ems(zone->text, false) + 8;
    }
}

void chart_layout_make(struct chart_layout *layout, const struct chart *chart, size_t sub_lines, size_t foot_lines,
                       size_t note_lines)
{
    *layout = (struct chart_layout){.width = 0};
    boxes_place(layout, chart, sub_lines, foot_lines, note_lines);
    axes_choose(layout, chart);
    labels_place(layout, chart);
    zones_place(layout, chart);
}

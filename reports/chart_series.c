/* SPDX-License-Identifier: MIT */
/* What a speedup chart draws. */
#include "chart_series.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart_models.h"
#include "works.h"

static bool cell_has_speedup(const struct yoke_cell *cell)
{
    return isfinite(cell->speedup.value) && cell->speedup.value > 0 && cell->workers > 0 &&
           cell->workers != YOKE_MISSING;
}

/* The executor that speedup refers to, at a single width: its points are 1 by definition and say nothing. */
static bool series_is_baseline(const struct study *study, const struct study_series *source)
{
    const struct yoke_cell *baseline = study->baseline, *cell = source->cells[0];
    return baseline && source->cell_count == 1 && cell->workers == baseline->workers && cell->executor &&
           baseline->executor && strcmp(cell->executor, baseline->executor) == 0;
}

/* Takes the source's drawable points. Leaves point_count 0 when it has none. */
static int series_init(struct chart_series *series, const struct study_series *source)
{
    *series = (struct chart_series){.source = source, .points = calloc(source->cell_count, sizeof *series->points)};
    if (!series->points)
        return -ENOMEM;
    for (size_t i = 0; i < source->cell_count; i++) {
        const struct yoke_cell *cell = source->cells[i];
        if (!cell_has_speedup(cell))
            continue;
        series->points[series->point_count] = (struct chart_point){cell->workers, cell};
        if (cell->speedup.value > series->points[series->best].cell->speedup.value)
            series->best = series->point_count;
        series->point_count++;
    }
    return 0;
}

static int series_take(struct chart *chart, const struct study *study)
{
    chart->series = calloc(study->series_count, sizeof *chart->series);
    if (!chart->series)
        return -ENOMEM;
    for (size_t i = 0; i < study->series_count; i++) {
        if (series_is_baseline(study, &study->series[i]))
            continue;
        struct chart_series *series = &chart->series[chart->series_count];
        if (series_init(series, &study->series[i]) != 0)
            return -ENOMEM;
        const bool empty = series->point_count == 0, full = chart->series_count == CHART_SERIES_MOST;
        chart->left_out += !empty && full;
        if (empty || full)
            free(series->points);
        else
            chart->series_count++;
    }
    return 0;
}

/* Sorts a new width into the list, which has room. */
static void width_add(struct chart *chart, uint64_t workers)
{
    size_t at = 0;
    while (at < chart->width_count && chart->widths[at] < workers)
        at++;
    if (at < chart->width_count && chart->widths[at] == workers)
        return;
    memmove(chart->widths + at + 1, chart->widths + at, (chart->width_count - at) * sizeof *chart->widths);
    chart->widths[at] = workers;
    chart->width_count++;
}

/* The speedup that the waits of the tasks allow on `workers` workers; NaN: not known. */
static double ideal_speedup(const struct study *study, uint64_t workers)
{
    for (size_t i = 0; study->baseline && i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            if (cell->workers == workers && cell->ideal_ns != YOKE_MISSING && cell->ideal_ns > 0)
                return works_growth(cell, study->baseline) * study->baseline->wall_ns.median / (double)cell->ideal_ns;
        }
    return NAN;
}

static int widths_take(struct chart *chart)
{
    chart->widths = calloc(chart->study->cell_count + 1, sizeof *chart->widths);
    chart->ideals = calloc(chart->study->cell_count + 1, sizeof *chart->ideals);
    if (!chart->widths || !chart->ideals)
        return -ENOMEM;
    for (size_t i = 0; i < chart->series_count; i++)
        for (size_t j = 0; j < chart->series[i].point_count; j++)
            width_add(chart, chart->series[i].points[j].workers);
    for (size_t i = 0; i < chart->width_count; i++) {
        chart->ideals[i] = ideal_speedup(chart->study, chart->widths[i]);
        chart->waits |= isfinite(chart->ideals[i]);
    }
    return 0;
}

static void looks_choose(struct chart *chart)
{
    const char *executors[CHART_SERIES_MOST];
    struct chart_look looks[CHART_SERIES_MOST];
    for (size_t i = 0; i < chart->series_count; i++)
        executors[i] = chart->series[i].source->cells[0]->executor;
    chart_palette_choose(executors, chart->series_count, looks);
    for (size_t i = 0; i < chart->series_count; i++)
        chart->series[i].look = looks[i];
}

static void models_find(struct chart *chart)
{
    for (size_t i = 0; i < chart->series_count; i++) {
        chart->series[i].model = chart_model_find(chart->study, chart->series[i].source);
        chart->model_count += chart->series[i].model != NULL;
        chart->series[i].fit = chart_model_refit(chart->study, &chart->series[i]);
    }
}

/* Why there is nothing to draw; NULL: there is. */
static const char *chart_lack(const struct chart *chart)
{
    if (chart->study->first->arrivals)
        return "in an open loop the arrivals decide how long a run takes";
    if (!chart->study->baseline && chart->study->serial)
        return study_serial_lack(chart->study);
    if (!chart->study->baseline)
        return "it has no serial cell to compare with (add serial to -e)";
    if (chart->width_count == 0)
        return "no other cell than the baseline gave a result";
    return chart_widest(chart) < 2 ? "one worker cannot be faster than one worker (ask for more, such as -w 1,2)"
                                   : NULL;
}

int chart_init(struct chart *chart, const struct study *study, struct yoke_error *error)
{
    *chart = (struct chart){.study = study};
    int status = series_take(chart, study);
    if (status == 0)
        status = widths_take(chart);
    const char *lack = status == 0 ? chart_lack(chart) : NULL;
    if (status == 0 && !lack) {
        looks_choose(chart);
        models_find(chart);
        return 0;
    }
    chart_release(chart);
    yoke_error_set(error, "%s", lack ? lack : "not enough memory for the chart");
    return lack ? -ENODATA : status;
}

void chart_release(struct chart *chart)
{
    for (size_t i = 0; i < chart->series_count; i++) {
        free(chart->series[i].points);
        free(chart->series[i].fit);
    }
    free(chart->series);
    free(chart->widths);
    free(chart->ideals);
    *chart = (struct chart){.study = NULL};
}

struct yoke_estimate chart_efficiency(const struct chart *chart, const struct yoke_cell *cell)
{
    if (!chart->waits)
        return cell->efficiency;
    if (cell->ideal_ns == YOKE_MISSING)
        return (struct yoke_estimate){NAN, NAN, NAN};
    const double ideal_ns = (double)cell->ideal_ns;
    return (struct yoke_estimate){ideal_ns / cell->wall_ns.median, ideal_ns / cell->wall_ns.high, ideal_ns / cell->wall_ns.low};
}

const struct chart_point *chart_series_best(const struct chart_series *series)
{
    return &series->points[series->best];
}

const struct chart_point *chart_series_last(const struct chart_series *series)
{
    return &series->points[series->point_count - 1];
}

uint64_t chart_widest(const struct chart *chart)
{
    return chart->width_count ? chart->widths[chart->width_count - 1] : 0;
}

/* SPDX-License-Identifier: MIT */
/* What harness/analysis fitted, drawn over the widths that were measured and no further. */
#include "chart_models.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "chart_frame.h"
#include "chart_table.h"
#include "quantity.h"
#include "scaling.h"
#include "scaling_fit.h"
#include "works.h"

enum { STEPS = 60 /* of a curve that is to look smooth */, COLUMNS = 4 };

static bool params_same(const struct yoke_model *model, const struct yoke_cell *cell)
{
    if (model->param_count != cell->param_count)
        return false;
    for (size_t i = 0; i < cell->param_count; i++)
        if (!yoke_setting_same(&model->params[i], &cell->params[i]))
            return false;
    return true;
}

const struct yoke_model *chart_model_find(const struct study *study, const struct study_series *source)
{
    const struct yoke_cell *cell = source->cells[0];
    for (size_t i = 0; i < study->record->model_count; i++) {
        const struct yoke_model *model = &study->record->models[i];
        if (model->chosen && model->law && model->gamma.value > 0 && isfinite(model->gamma.value) && model->chunk == cell->chunk &&
            yoke_text_same(model->workload, cell->workload) && yoke_text_same(model->executor, cell->executor) &&
            yoke_text_same(model->schedule, cell->schedule) && yoke_text_same(model->placement, cell->placement) && params_same(model, cell))
            return model;
    }
    return NULL;
}

struct scaling_fit *chart_model_refit(const struct study *study, const struct chart_series *series)
{
    struct scaling_fit *fit = series->model ? calloc(1, sizeof *fit) : NULL;
    if (fit && !scaling_refit(study->record, series->source->cells[0], fit) && yoke_text_same(scaling_law_word(fit), series->model->law))
        return fit;
    free(fit);
    return NULL;
}

/* 0 for a parameter that the law does not have. */
static double parameter(const struct yoke_model_parameter *own)
{
    return isfinite(own->value) ? own->value : 0;
}

/* Speedup that so many tasks per second are. */
static double rate_speedup(const struct yoke_cell *baseline, double rate)
{
    return rate * baseline->wall_ns.median / 1e9 / (double)works_tasks(baseline);
}

double chart_model_speedup(const struct yoke_model *model, const struct yoke_cell *baseline, double workers)
{
    const double alpha = parameter(&model->alpha), beta = parameter(&model->beta);
    const double rate = yoke_text_same(model->law, "gustafson")
                            ? model->gamma.value * (workers - alpha * (workers - 1))
                            : model->gamma.value * workers / (1 + alpha * (workers - 1) + beta * workers * (workers - 1));
    return rate_speedup(baseline, rate);
}

static void curve_print(FILE *script, const struct chart *chart, const struct chart_series *series)
{
    const double from = (double)series->points[0].workers, to = (double)chart_series_last(series)->workers;
    for (int i = 0; i <= STEPS && series->model; i++) {
        const double workers = from * pow(to / from, (double)i / STEPS);
        struct stats_interval band = {NAN, NAN, NAN};
        if (series->fit)
            band = scaling_interval(series->fit, workers);
        fprintf(script, "%.6g", workers);
        chart_number_print(script, chart_model_speedup(series->model, chart->study->baseline, workers));
        chart_number_print(script, rate_speedup(chart->study->baseline, fmax(band.low, 0)));
        chart_number_print(script, rate_speedup(chart->study->baseline, band.high));
        fputc('\n', script);
    }
    fputs(series->model ? "\n\n" : "NaN NaN NaN NaN\n\n\n", script); /* no block may be empty: they are counted */
}

/* Digits after the point of an interval's end: two significant ones say how far it reaches. */
static int decimals(double value)
{
    const double size = fabs(value);
    return size >= 9.95 || size == 0 ? 0 : size >= 0.995 ? 1 : size >= 0.0995 ? 2 : 3;
}

/* "2.1 %" with "1.9–2.4"; at its bound "0 %" with "≤ 0.2"; in units of `unit`. */
static void parameter_print(FILE *script, const struct yoke_model_parameter *own, double unit, const char *sign, size_t figure)
{
    const double high = own->high / unit, low = own->low / unit;
    fprintf(script, "LAW_FIGURE[%zu] = '", figure);
    if (isfinite(own->value) && own->at_bound)
        fprintf(script, isfinite(high) ? "0%s  ≤ %.*f" : "0%s", sign, decimals(high), high);
    else if (isfinite(own->value) && isfinite(low) && isfinite(high))
        fprintf(script, "%.3g%s  %s%.*f … %.*f", own->value / unit, sign, low < 0 ? "−" : "", decimals(low), fabs(low), decimals(high), high);
    else if (isfinite(own->value))
        fprintf(script, "%.3g%s", own->value / unit, sign);
    else
        fputs("–", script);
    fputs("'; ", script);
}

static void row_print(FILE *script, const struct chart *chart, size_t index, size_t row)
{
    const struct yoke_model *model = chart->series[index].model;
    const struct yoke_estimate *peak = &model->peak_workers;
    fprintf(script, "LAW_OF[%zu] = %zu; LAW_FIGURE[%zu] = '%s'; ", row + 1, index + 1, row * COLUMNS + 1,
            yoke_text_same(model->law, "usl")         ? "USL"
            : yoke_text_same(model->law, "amdahl")    ? "Amdahl"
            : yoke_text_same(model->law, "gustafson") ? "Gustafson"
                                                      : "linear");
    parameter_print(script, &model->alpha, 0.01, " %", row * COLUMNS + 2);
    parameter_print(script, &model->beta, 1e-4, "", row * COLUMNS + 3);
    fprintf(script, "LAW_FIGURE[%zu] = '", row * COLUMNS + 4);
    if (model->peak_measured && isfinite(peak->value)) /* an optimum is named only where it was measured */
        fprintf(script, "%.0f", peak->value);
    else
        fputs("–", script);
    fputs("'\n", script);
}

void chart_models_print(FILE *script, const struct chart *chart, const struct chart_layout *layout)
{
    fprintf(script, "\n# Laws of scaling: workers, speedup, ends of its band at 95 %%.\nLAWS = %zu\nLAWS_T = %.6g\narray LAWED[%zu]\n",
            chart->model_count, layout->laws_top, chart->series_count);
    for (size_t i = 0; i < chart->series_count; i++)
        fprintf(script, "LAWED[%zu] = %d%s", i + 1, chart->series[i].model != NULL, i + 1 < chart->series_count ? "; " : "\n");
    fputs("$laws << END\n", script);
    for (size_t i = 0; i < chart->series_count; i++)
        curve_print(script, chart, &chart->series[i]);
    fputs("END\n", script);
    if (!chart->model_count) /* there are no arrays of none */
        return;
    fprintf(script, "array LAW_OF[%zu]\narray LAW_FIGURE[%zu]\n", chart->model_count, COLUMNS * chart->model_count);
    for (size_t i = 0, row = 0; i < chart->series_count; i++)
        if (chart->series[i].model)
            row_print(script, chart, i, row++);
}

/* SPDX-License-Identifier: MIT */
/* A point is one process: its tasks divided by its wall time. */
#include "scaling.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "scaling_fit.h"
#include "summary.h"
#include "works.h"

static const char *const law_words[SCALING_LAWS] = {
    [SCALING_LINEAR] = "linear", [SCALING_AMDAHL] = "amdahl", [SCALING_USL] = "usl", [SCALING_GUSTAFSON] = "gustafson"};

bool scaling_same_curve(const struct yoke_cell *left, const struct yoke_cell *right)
{
    return works_same(left, right) && yoke_text_same(left->executor, right->executor) &&
           yoke_text_same(left->schedule, right->schedule) && left->chunk == right->chunk &&
           yoke_text_same(left->placement, right->placement);
}

static bool curve_has_begun(const struct yoke_record *record, const struct works *works, size_t index)
{
    for (size_t i = works->begin[index]; works->order[i] < index; i++)
        if (scaling_same_curve(&record->cells[works->order[i]], &record->cells[index]))
            return true;
    return false;
}

struct curve {
    struct scaling_point *points;
    size_t count;
};

static int curve_add(struct curve *curve, const struct yoke_cell *cell)
{
    struct summary_start *starts = calloc(cell->sample_count + 1, sizeof *starts);
    struct scaling_point *points = reallocarray(curve->points, curve->count + cell->sample_count + 1, sizeof *points);
    if (points)
        curve->points = points;
    const int status = starts && points ? 0 : -ENOMEM;
    const size_t count = status ? 0 : summary_starts(cell, starts);
    for (size_t i = 0; i < count; i++)
        if (starts[i].wall_ns > 0)
            points[curve->count++] =
                (struct scaling_point){(double)cell->workers, (double)cell->tasks * 1e9 / starts[i].wall_ns};
    free(starts);
    return status;
}

static int curve_gather(const struct yoke_record *record, const struct works *works, size_t index, struct curve *curve)
{
    int status = 0;
    curve->count = 0;
    for (size_t i = works->begin[index]; i < works->end[index] && !status; i++) {
        const struct yoke_cell *cell = &record->cells[works->order[i]];
        if (cell->tasks != YOKE_MISSING && cell->tasks > 0 && scaling_same_curve(cell, &record->cells[index]))
            status = curve_add(curve, cell);
    }
    return status;
}

static struct yoke_model_parameter parameter_of(const struct scaling_parameter *parameter)
{
    return (struct yoke_model_parameter){parameter->value, parameter->low, parameter->high, parameter->at_bound};
}

static struct yoke_model model_of(const struct yoke_cell *cell, const struct curve *curve)
{
    const struct yoke_model_parameter none = {NAN, NAN, NAN, false};
    return (struct yoke_model){.workload = cell->workload,
                               .params = cell->params,
                               .param_count = cell->param_count,
                               .executor = cell->executor,
                               .schedule = cell->schedule,
                               .chunk = cell->chunk,
                               .placement = cell->placement,
                               .widths = scaling_widths(curve->points, curve->count),
                               .starts = curve->count,
                               .gamma = none,
                               .alpha = none,
                               .beta = none,
                               .residual = NAN,
                               .aicc = NAN,
                               .peak_workers = {NAN, NAN, NAN}};
}

static void model_fill(struct yoke_model *model, const struct scaling_fit *fit)
{
    model->law = law_words[fit->law];
    model->gamma = parameter_of(&fit->gamma);
    model->alpha = parameter_of(&fit->alpha);
    model->beta = parameter_of(&fit->beta);
    model->residual = fit->residual;
    model->aicc = isfinite(fit->aicc) ? fit->aicc : NAN;
    model->peak_workers = (struct yoke_estimate){fit->peak.value, fit->peak.interval.low, fit->peak.interval.high};
    model->peak_measured = fit->peak_status == SCALING_PEAK_MEASURED;
}

/* The USL without bounds, beside the others: where it is below 0, more workers were worth more than theory allows. */
static size_t free_fit(const struct yoke_cell *cell, const struct curve *curve, struct yoke_model *model)
{
    const struct scaling_request request = {SCALING_USL, false, SCALING_RELATIVE};
    struct scaling_fit fit;
    if (cell->scale || scaling_fit(curve->points, curve->count, &request, &fit))
        return 0;
    *model = model_of(cell, curve);
    model_fill(model, &fit);
    model->unconstrained = true;
    return 1;
}

static void curve_fit(struct record *record, const struct yoke_cell *cell, const struct curve *curve)
{
    struct yoke_record *facts = &record->facts;
    struct scaling_fit fits[SCALING_LAWS];
    struct yoke_model *model = &facts->models[facts->model_count];
    *model = model_of(cell, curve);
    size_t count =
        model->widths < SCALING_WIDTHS_LEAST ? 0 : scaling_choose(curve->points, curve->count, cell->scale, fits);
    for (size_t i = 0; i < count; i++) {
        model[i] = model_of(cell, curve);
        model_fill(&model[i], &fits[i]);
        model[i].chosen = i == 0;
    }
    if (count)
        count += free_fit(cell, curve, model + count);
    else
        model->reason =
            model->widths < SCALING_WIDTHS_LEAST
                ? record_text(record,
                              "%d different numbers of workers were measured, a law needs %d: add widths with -w",
                              (int)model->widths, SCALING_WIDTHS_LEAST)
                : "no law could be fitted to these times";
    facts->model_count += count ? count : 1;
}

int scaling_refit(const struct yoke_record *record, const struct yoke_cell *cell, struct scaling_fit *fit)
{
    struct scaling_fit fits[SCALING_LAWS];
    struct curve curve = {0};
    struct works works;
    int status = works_group(record, &works);
    if (!status)
        status = curve_gather(record, &works, (size_t)(cell - record->cells), &curve);
    if (!status && (scaling_widths(curve.points, curve.count) < SCALING_WIDTHS_LEAST ||
                    !scaling_choose(curve.points, curve.count, cell->scale, fits)))
        status = -ENODATA;
    if (!status)
        *fit = fits[0];
    works_release(&works);
    free(curve.points);
    return status;
}

const char *scaling_law_word(const struct scaling_fit *fit)
{
    return law_words[fit->law];
}

int scaling_compute(struct record *record)
{
    struct yoke_record *facts = &record->facts;
    struct curve curve = {0};
    facts->model_count = 0;
    facts->models = record_alloc(record, (facts->cell_count * SCALING_LAWS + 1) * sizeof *facts->models);
    struct works works;
    int status = works_group(facts, &works);
    if (!facts->models)
        status = -ENOMEM;
    for (size_t i = 0; i < facts->cell_count && !status; i++) {
        const struct yoke_cell *cell = &facts->cells[i];
        if (cell->empty || cell->serial || cell->arrivals || curve_has_begun(facts, &works, i))
            continue;
        status = curve_gather(facts, &works, i, &curve);
        if (!status && scaling_widths(curve.points, curve.count) > 1)
            curve_fit(record, cell, &curve);
    }
    works_release(&works);
    free(curve.points);
    if (!facts->model_count)
        facts->models = NULL;
    return status;
}

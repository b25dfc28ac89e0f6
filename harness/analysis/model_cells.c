/* SPDX-License-Identifier: MIT */
#include "model_cells.h"

struct curve {
    const char *workload, *executor, *schedule, *placement;
    uint64_t chunk;
    const struct yoke_setting_value *params;
    size_t param_count;
};

static bool curve_has(const struct curve *curve, const struct yoke_cell *cell)
{
    bool same = yoke_text_same(curve->workload, cell->workload) && yoke_text_same(curve->executor, cell->executor) &&
                yoke_text_same(curve->schedule, cell->schedule) && curve->chunk == cell->chunk &&
                yoke_text_same(curve->placement, cell->placement) && curve->param_count == cell->param_count &&
                !cell->empty;
    for (size_t i = 0; i < cell->param_count && same; i++)
        same = yoke_setting_same(&curve->params[i], &cell->params[i]);
    return same;
}

bool model_is_about(const struct yoke_model *model, const struct yoke_cell *cell)
{
    const struct curve curve = {model->workload, model->executor, model->schedule,   model->placement,
                                model->chunk,    model->params,   model->param_count};
    return curve_has(&curve, cell);
}

bool advice_is_about(const struct yoke_advice *advice, const struct yoke_cell *cell)
{
    const struct curve curve = {advice->workload, advice->executor, advice->schedule,   advice->placement,
                                advice->chunk,    advice->params,   advice->param_count};
    return curve_has(&curve, cell);
}

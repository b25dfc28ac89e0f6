/* SPDX-License-Identifier: MIT */
/* What a sweep is called: in captions and as a file. */
#include <stdio.h>

#include "sweep_cells.h"
#include "text.h"

const char *sweep_param(const struct sweep *sweep)
{
    const char *name = sweep->study->first->params[sweep->param].name;
    return name && *name ? name : "?";
}

void sweep_subject(char *buffer, size_t size, const struct sweep *sweep)
{
    const struct yoke_cell *cell = sweep->study->first;
    char text[1024];
    size_t used = (size_t)snprintf(text, sizeof text, "%.100s", cell->workload ? cell->workload : "?"), said = 0;
    for (size_t i = 0; i < cell->param_count && used < sizeof text - 200; i++) {
        char value[SWEEP_LABEL_BYTES];
        if (i == sweep->param)
            continue;
        study_param_text(value, sizeof value, cell, i);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%.60s=%.40s", said++ ? ", " : " (",
                                 cell->params[i].name ? cell->params[i].name : "?", value);
    }
    snprintf(text + used, sizeof text - used, "%s", said ? ")" : "");
    text_fit(buffer, size, text, 90, true);
}

/* Is there another sweep of the parameter in the workload, at another value of this one? */
static bool is_told_apart_by(const struct sweep_list *list, const struct sweep *sweep, size_t param)
{
    const struct yoke_cell *cell = sweep->study->first;
    for (size_t i = 0; i < list->count; i++) {
        const struct yoke_cell *other = list->sweeps[i].study->first;
        if (list->sweeps[i].param == sweep->param && param != sweep->param && other->param_count == cell->param_count &&
            yoke_text_same(other->workload, cell->workload) &&
            !yoke_setting_same(&other->params[param], &cell->params[param]))
            return true;
    }
    return false;
}

void sweep_stem(char stem[CHART_STEM_BYTES], const char *kind, const struct sweep_list *list, size_t index)
{
    const struct sweep *sweep = &list->sweeps[index];
    const struct yoke_cell *cell = sweep->study->first;
    snprintf(stem, CHART_STEM_BYTES, "%s-", kind);
    chart_stem_append(stem, cell->workload);
    chart_stem_append(stem, "-");
    chart_stem_append(stem, sweep_param(sweep));
    for (size_t i = 0; i < cell->param_count; i++) {
        char value[SWEEP_LABEL_BYTES];
        if (!is_told_apart_by(list, sweep, i))
            continue;
        study_param_text(value, sizeof value, cell, i);
        chart_stem_append(stem, "-");
        chart_stem_append(stem, cell->params[i].name);
        chart_stem_append(stem, "=");
        chart_stem_append(stem, value);
    }
}

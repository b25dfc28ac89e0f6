/* SPDX-License-Identifier: MIT */
/* Finding the sweeps of a record. */
#include "sweep_cells.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* Are the studies equal but for the parameter, and no open loops? A calibrated number of tasks may differ with it. */
static bool differs_only_in(const struct study *left, const struct study *right, size_t param)
{
    const struct yoke_cell *one = left->first, *other = right->first;
    if (one->arrivals || other->arrivals) /* there the arrivals decide how long a run takes */
        return false;
    if (!yoke_text_same(one->workload, other->workload) || !yoke_text_same(one->scale, other->scale) ||
        one->param_count != other->param_count || !yoke_text_same(one->params[param].name, other->params[param].name))
        return false;
    for (size_t i = 0; i < one->param_count; i++)
        if (i != param && !yoke_setting_same(&one->params[i], &other->params[i]))
            return false;
    return true;
}

static bool value_same(const struct yoke_cell *left, const struct yoke_cell *right, size_t param)
{
    return yoke_setting_same(&left->params[param], &right->params[param]);
}

/* Does the study begin a sweep: is it the first of at least two values? */
static bool begins(const struct study_list *studies, size_t index, size_t param)
{
    const struct study *study = &studies->studies[index];
    bool several = false;
    for (size_t i = 0; i < studies->count; i++) {
        const struct study *other = &studies->studies[i];
        if (i == index || !differs_only_in(study, other, param))
            continue;
        if (i < index)
            return false;
        several |= !value_same(study->first, other->first, param);
    }
    return several;
}

static size_t row_of(const struct sweep *sweep, const struct yoke_cell *cell)
{
    size_t row = 0;
    while (row < sweep->row_count && !value_same(sweep->rows[row].cell, cell, sweep->param))
        row++;
    return row;
}

/* Puts the study's value in its place; numbers ascend. */
static void row_add(struct sweep *sweep, const struct yoke_cell *cell)
{
    if (row_of(sweep, cell) < sweep->row_count)
        return;
    size_t at = sweep->row_count++;
    for (; sweep->numeric && at > 0 &&
           sweep->rows[at - 1].cell->params[sweep->param].value > cell->params[sweep->param].value;
         at--)
        sweep->rows[at] = sweep->rows[at - 1];
    char text[SWEEP_LABEL_BYTES];
    study_param_text(text, sizeof text, cell, sweep->param);
    sweep->rows[at].cell = cell;
    text_fit(sweep->rows[at].label, SWEEP_LABEL_BYTES, text, 20, true);
}

static void width_add(struct sweep *sweep, uint64_t workers)
{
    size_t at = 0;
    while (at < sweep->width_count && sweep->widths[at] < workers)
        at++;
    if (at < sweep->width_count && sweep->widths[at] == workers)
        return;
    memmove(sweep->widths + at + 1, sweep->widths + at, (sweep->width_count - at) * sizeof *sweep->widths);
    sweep->widths[at] = workers;
    sweep->width_count++;
}

/* The series of that way; `series_count`: none. */
static size_t series_of(const struct sweep *sweep, const struct yoke_cell *cell)
{
    size_t at = 0;
    while (at < sweep->series_count && !study_way_same(sweep->series[at].source->cells[0], cell))
        at++;
    return at;
}

static int series_add(struct sweep *sweep, const struct study_series *source)
{
    if (series_of(sweep, source->cells[0]) < sweep->series_count)
        return 0;
    if (sweep->series_count == CHART_SERIES_MOST) {
        sweep->crowded = true;
        return 0;
    }
    struct sweep_series *series = &sweep->series[sweep->series_count++];
    *series = (struct sweep_series){
        .source = source,
        .cells = calloc(sweep->row_count * sweep->width_count, sizeof(const struct yoke_cell *)),
        .apart = calloc(sweep->row_count, sizeof(const struct yoke_cell *)),
    };
    return series->cells && series->apart ? 0 : -ENOMEM;
}

/* One serial worker, which others are compared with: alone it makes no column. */
static bool is_lone(const struct study_series *source)
{
    return source->cell_count == 1 && source->cells[0]->serial;
}

/* Rows and columns of one study. */
static void axes_take(struct sweep *sweep, const struct study *study)
{
    row_add(sweep, study->first);
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count && !is_lone(&study->series[i]); j++)
            width_add(sweep, study->series[i].cells[j]->workers);
}

static size_t width_of(const struct sweep *sweep, uint64_t workers)
{
    size_t at = 0;
    while (at < sweep->width_count && sweep->widths[at] != workers)
        at++;
    return at;
}

/* The cells of one study, in their places. */
static int cells_take(struct sweep *sweep, const struct study *study)
{
    const size_t row = row_of(sweep, study->first);
    for (size_t i = 0; i < study->series_count; i++) {
        const struct study_series *source = &study->series[i];
        if (series_add(sweep, source))
            return -ENOMEM;
        const size_t at = series_of(sweep, source->cells[0]);
        for (size_t j = 0; j < source->cell_count && at < sweep->series_count; j++) {
            const struct yoke_cell *cell = source->cells[j];
            const size_t width = width_of(sweep, cell->workers);
            if (width < sweep->width_count)
                sweep->series[at].cells[row * sweep->width_count + width] = cell;
            else
                sweep->series[at].apart[row] = cell;
        }
    }
    return 0;
}

static void looks_choose(struct sweep *sweep)
{
    const char *executors[CHART_SERIES_MOST];
    struct chart_look looks[CHART_SERIES_MOST];
    for (size_t i = 0; i < sweep->series_count; i++)
        executors[i] = sweep->series[i].source->cells[0]->executor;
    chart_palette_choose(executors, sweep->series_count, looks);
    for (size_t i = 0; i < sweep->series_count; i++)
        sweep->series[i].look = looks[i];
}

static void sweep_release(struct sweep *sweep)
{
    for (size_t k = 0; k < sweep->series_count; k++) {
        free(sweep->series[k].cells);
        free(sweep->series[k].apart);
    }
    free(sweep->series);
    free(sweep->widths);
    free(sweep->rows);
}

static int sweep_fill(struct sweep *sweep, const struct study_list *studies)
{
    size_t cells = 0;
    for (size_t i = 0; i < studies->count; i++) {
        const struct study *study = &studies->studies[i];
        cells += study->cell_count;
        sweep->numeric &=
            !differs_only_in(sweep->study, study, sweep->param) || !study->first->params[sweep->param].word;
    }
    sweep->rows = calloc(studies->count, sizeof *sweep->rows);
    sweep->widths = calloc(cells + 1, sizeof *sweep->widths);
    sweep->series = calloc(CHART_SERIES_MOST, sizeof *sweep->series);
    if (!sweep->rows || !sweep->widths || !sweep->series)
        return -ENOMEM;
    for (size_t i = 0; i < studies->count; i++)
        if (differs_only_in(sweep->study, &studies->studies[i], sweep->param))
            axes_take(sweep, &studies->studies[i]);
    for (size_t i = 0; i < studies->count && sweep->width_count; i++)
        if (differs_only_in(sweep->study, &studies->studies[i], sweep->param) &&
            cells_take(sweep, &studies->studies[i]))
            return -ENOMEM;
    looks_choose(sweep);
    return 0;
}

int sweep_list_init(struct sweep_list *list, const struct study_list *studies)
{
    int status = 0;
    *list = (struct sweep_list){.sweeps = NULL};
    for (size_t i = 0; i < studies->count && !status; i++) {
        const struct study *study = &studies->studies[i];
        for (size_t p = 0; p < study->first->param_count && !status; p++) {
            if (!begins(studies, i, p))
                continue;
            struct sweep *sweep = realloc(list->sweeps, (list->count + 1) * sizeof *sweep);
            if (!sweep) {
                status = -ENOMEM;
                break;
            }
            list->sweeps = sweep;
            sweep += list->count++;
            *sweep = (struct sweep){.record = study->record, .study = study, .param = p, .numeric = true};
            status = sweep_fill(sweep, studies);
            if (!sweep->width_count) /* only serial cells */
                sweep_release(&list->sweeps[--list->count]);
        }
    }
    if (status)
        sweep_list_release(list);
    return status;
}

void sweep_list_release(struct sweep_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        sweep_release(&list->sweeps[i]);
    free(list->sweeps);
    *list = (struct sweep_list){.sweeps = NULL};
}

const struct yoke_cell *sweep_cell(const struct sweep *sweep, size_t series, size_t row, size_t width)
{
    return sweep->series[series].cells[row * sweep->width_count + width];
}

/* SPDX-License-Identifier: MIT */
/* Sorting a record's cells into studies and series. */
#include "study.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "works.h"

static bool work_same(const struct yoke_cell *left, const struct yoke_cell *right)
{
    if (!yoke_text_same(left->workload, right->workload) || !yoke_text_same(left->scale, right->scale) ||
        works_tasks(left) != works_tasks(right) || left->param_count != right->param_count)
        return false;
    if (!yoke_text_same(left->arrivals, right->arrivals) ||
        (left->arrivals && left->offered_rate != right->offered_rate))
        return false;
    for (size_t i = 0; i < left->param_count; i++)
        if (!yoke_setting_same(&left->params[i], &right->params[i]))
            return false;
    return true;
}

bool study_way_same(const struct yoke_cell *left, const struct yoke_cell *right)
{
    return yoke_text_same(left->executor, right->executor) && yoke_text_same(left->schedule, right->schedule) &&
           left->chunk == right->chunk && yoke_text_same(left->placement, right->placement);
}

/* The study the cell belongs to; NULL: none yet. */
static struct study *study_of(const struct study_list *list, const struct yoke_cell *cell)
{
    for (size_t i = 0; i < list->count; i++)
        if (work_same(list->studies[i].first, cell))
            return &list->studies[i];
    return NULL;
}

static struct study_series *series_of(const struct study *study, const struct yoke_cell *cell)
{
    for (size_t i = 0; i < study->series_count; i++)
        if (study_way_same(study->series[i].cells[0], cell)) /* never empty: a failed insertion ends everything */
            return &study->series[i];
    return NULL;
}

/* Puts the cell in its place among the series' cells. */
static int series_insert(struct study_series *series, const struct yoke_cell *cell)
{
    const struct yoke_cell **cells = realloc(series->cells, (series->cell_count + 1) * sizeof *cells);
    if (!cells)
        return -ENOMEM;
    series->cells = cells;
    size_t at = series->cell_count++;
    for (; at > 0 && cells[at - 1]->workers > cell->workers; at--)
        cells[at] = cells[at - 1];
    cells[at] = cell;
    return 0;
}

static int study_add(struct study *study, const struct yoke_cell *cell)
{
    struct study_series *series = series_of(study, cell);
    if (!series) {
        series = realloc(study->series, (study->series_count + 1) * sizeof *series);
        if (!series)
            return -ENOMEM;
        study->series = series;
        series += study->series_count;
        *series = (struct study_series){.cells = NULL};
        study->series_count++;
    }
    if (series_insert(series, cell) != 0)
        return -ENOMEM;
    study->cell_count++;
    const struct yoke_cell *first = study->first;
    study->schedule_varies |= !yoke_text_same(first->schedule, cell->schedule);
    study->placement_varies |= !yoke_text_same(first->placement, cell->placement);
    if (cell->serial && cell->workers == 1)
        study->serial = cell;
    return 0;
}

/* Does one schedule come with several chunks? Every pair is looked at: the first series may take no chunk at all. Two
 * schedules, each with a chunk of its own, are told apart by their names; so is one that takes none on some executors.
 */
static bool chunk_varies(const struct study *study)
{
    for (size_t i = 1; i < study->series_count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct yoke_cell *left = study->series[i].cells[0], *right = study->series[j].cells[0];
            const bool both = left->chunk != YOKE_MISSING && right->chunk != YOKE_MISSING;
            if (left->chunk != right->chunk && yoke_text_same(left->schedule, right->schedule) &&
                (both || yoke_text_same(left->executor, right->executor)))
                return true;
        }
    return false;
}

static void series_set_name(struct study_series *series, const struct study *study)
{
    const struct yoke_cell *cell = series->cells[0];
    char name[STUDY_NAME_BYTES * 2];
    int used = snprintf(name, sizeof name, "%.200s", cell->executor ? cell->executor : "?");
    if (study->schedule_varies && cell->schedule)
        used += snprintf(name + used, sizeof name - (size_t)used, " %.80s", cell->schedule);
    if (study->chunk_varies && cell->chunk != YOKE_MISSING)
        used += snprintf(name + used, sizeof name - (size_t)used, ",%" PRIu64, cell->chunk);
    if (study->placement_varies && cell->placement)
        snprintf(name + used, sizeof name - (size_t)used, " %.80s", cell->placement);
    text_fit(series->name, sizeof series->name, name, 0, true);
}

/* The cell that the first cell with a baseline names. */
static const struct yoke_cell *baseline_find(const struct study *study)
{
    const struct yoke_record *record = study->record;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (!cell->baseline || !work_same(study->first, cell))
            continue;
        for (size_t j = 0; j < record->cell_count; j++)
            if (yoke_text_same(record->cells[j].name, cell->baseline))
                return &record->cells[j];
    }
    return NULL;
}

static void study_finish(struct study *study)
{
    study->chunk_varies = chunk_varies(study);
    for (size_t i = 0; i < study->series_count; i++)
        series_set_name(&study->series[i], study);
    study->baseline = baseline_find(study);
}

int study_list_init(struct study_list *list, const struct yoke_record *record)
{
    *list = (struct study_list){.studies = NULL};
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        struct study *study = study_of(list, cell);
        if (!study) {
            study = realloc(list->studies, (list->count + 1) * sizeof *study);
            if (!study)
                goto release;
            list->studies = study;
            study += list->count++;
            *study = (struct study){.record = record, .first = cell};
        }
        if (study_add(study, cell) != 0)
            goto release;
    }
    for (size_t i = 0; i < list->count; i++)
        study_finish(&list->studies[i]);
    return 0;
release:
    study_list_release(list);
    return -ENOMEM;
}

void study_list_release(struct study_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < list->studies[i].series_count; j++)
            free(list->studies[i].series[j].cells);
        free(list->studies[i].series);
    }
    free(list->studies);
    *list = (struct study_list){.studies = NULL};
}

void study_baseline_text(char *buffer, size_t size, const struct study *study)
{
    const struct yoke_cell *baseline = study->baseline;
    const char *executor = baseline && baseline->executor ? baseline->executor : "?";
    char name[64];
    text_fit(name, sizeof name, executor, 24, true);
    if (!baseline || baseline->serial)
        snprintf(buffer, size, "%s", baseline ? name : "");
    else
        snprintf(buffer, size, "one %s worker", name);
}

const char *study_serial_lack(const struct study *study)
{
    static const char *const lacks[] = {[YOKE_CELL_OK] = "the serial cell has no usable time",
                                        [YOKE_CELL_FAILED] = "the serial cell failed",
                                        [YOKE_CELL_SKIPPED] = "the serial cell was skipped",
                                        [YOKE_CELL_PARTIAL] = "the serial cell was not finished"};
    if (study->baseline && (study->baseline->serial || !study->serial))
        return NULL;
    return study->serial ? lacks[study->serial->status] : "there is no serial cell";
}

const char *study_time_mark(const struct yoke_cell *cell)
{
    return yoke_modes_two(&cell->wall_modes) ? "*" : "";
}

const char *study_speedup_mark(const struct study *study, const struct yoke_cell *cell)
{
    const bool two =
        yoke_modes_two(&cell->wall_modes) || (study->baseline && yoke_modes_two(&study->baseline->wall_modes));
    return two && cell != study->baseline ? "*" : "";
}

void study_param_text(char *buffer, size_t size, const struct yoke_cell *cell, size_t index)
{
    study_setting_text(buffer, size, cell->name, &cell->params[index]);
}

void study_setting_text(char *buffer, size_t size, const char *cell_name, const struct yoke_setting_value *setting)
{
    const size_t length = setting->name ? strlen(setting->name) : 0;
    for (const char *part = cell_name ? strchr(cell_name, '/') : NULL; part; part = strchr(part, '/')) {
        part++;
        if (!length || strncmp(part, setting->name, length) != 0 || part[length] != '=')
            continue;
        snprintf(buffer, size, "%.*s", (int)strcspn(part + length + 1, "/"), part + length + 1);
        return;
    }
    if (setting->word)
        snprintf(buffer, size, "%s", setting->word);
    else
        snprintf(buffer, size, "%" PRIu64, setting->value);
}

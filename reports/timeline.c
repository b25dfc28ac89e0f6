/* SPDX-License-Identifier: MIT */
/* Timelines of cells whose tasks were traced (run --trace): one picture a cell, and for each study one with all its cells below
 * each other. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "chart_folder.h"
#include "text.h"
#include "timeline_cell.h"
#include "timeline_finding.h"
#include "timeline_script.h"

/* Of one study; the figures of the others are in the record and in their traces. */
enum { PICTURES_MOST = 12 };

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    timeline_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    timeline_data_write(chart, stream);
}

/* What one call of the report works with. */
struct work {
    struct chart_folder folder;
    const struct yoke_record *record;
    const struct yoke_cell **cells; /* of the study, those that were traced */
    size_t count, left_out;
};

/* A trace that cannot be read costs its picture, and no more. */
static int picture_add(struct work *work, const struct yoke_cell *const cells[], size_t count, const char *stem,
                       struct yoke_error *error)
{
    const struct yoke_target *target = work->folder.target;
    struct timeline timeline;
    struct yoke_error lack = {.text = ""};
    int status = timeline_init(&timeline, work->record, cells, count, target->record_folder, timeline_pixels, &lack);
    if (status && status != -ENOMEM) {
        fprintf(target->notes, "no timeline %s: %s\n", stem, lack.text);
        yoke_target_lack(target);
        return 0;
    }
    if (status)
        return status;
    timeline.left_out = work->left_out;
    status = chart_folder_add(&work->folder, &timeline, stem, data_write, script_write, error);
    timeline_release(&timeline);
    return status;
}

static uint64_t lanes_of(const struct yoke_cell *cell)
{
    return cell->workers && cell->workers <= TIMELINE_WORKERS_MOST ? cell->workers : TIMELINE_WORKERS_MOST;
}

/* "timeline-io_sleep-pthread-2": told apart by a number where schedules or placements differ only. */
static void stem_make(char stem[CHART_STEM_BYTES], const struct work *work, const char *study, size_t index)
{
    char number[32];
    const struct yoke_cell *cell = work->cells[index];
    snprintf(stem, CHART_STEM_BYTES, "%.*s", CHART_STEM_BYTES - 1, study);
    chart_stem_append(stem, "-");
    chart_stem_append(stem, cell->executor);
    snprintf(number, sizeof number, "-%llu", (unsigned long long)cell->workers);
    chart_stem_append(stem, number);
    size_t equals = 0;
    for (size_t i = 0; i < index; i++)
        equals += yoke_text_same(work->cells[i]->executor, cell->executor) && work->cells[i]->workers == cell->workers;
    snprintf(number, sizeof number, ".%zu", equals + 1);
    if (equals)
        chart_stem_append(stem, number);
}

static int study_draw(struct work *work, const struct study_list *list, size_t index, struct yoke_error *error)
{
    const struct study *study = &list->studies[index];
    char stem[CHART_STEM_BYTES], own[CHART_STEM_BYTES];
    size_t traced, together = 0;
    uint64_t lanes = 0;
    work->count = 0;
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t k = 0; k < study->series[i].cell_count; k++)
            if (timeline_sample_choose(study->series[i].cells[k], &traced))
                work->cells[work->count++] = study->series[i].cells[k];
    work->left_out = work->count > PICTURES_MOST ? work->count - PICTURES_MOST : 0;
    chart_stem_make(stem, work->folder.kind, list, index);
    while (together < work->count && lanes + lanes_of(work->cells[together]) <= TIMELINE_LANES_MOST)
        lanes += lanes_of(work->cells[together++]);
    int status = together > 1 ? picture_add(work, work->cells, together, stem, error) : 0;
    for (size_t i = 0; i < work->count && i < PICTURES_MOST && !status; i++) {
        stem_make(own, work, stem, i);
        status = picture_add(work, &work->cells[i], 1, own, error);
    }
    return status;
}

static bool any_traced(const struct yoke_record *record)
{
    size_t traced;
    for (size_t i = 0; i < record->cell_count; i++)
        if (timeline_sample_choose(&record->cells[i], &traced))
            return true;
    return false;
}

static int timeline_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct work work = {.record = record};
    struct study_list list;
    if (!target->record_folder || record->verdict_count || !any_traced(record))
        return 0;
    int status = chart_folder_open(&work.folder, target, "timeline", error);
    if (status)
        return status;
    work.cells = calloc(record->cell_count + 1, sizeof *work.cells);
    status = study_list_init(&list, record);
    if (!work.cells)
        status = -ENOMEM;
    for (size_t i = 0; !status && i < list.count; i++)
        status = study_draw(&work, &list, i, error);
    study_list_release(&list);
    free(work.cells);
    return chart_folder_close(&work.folder, status, error);
}

const struct yoke_report yoke_report_timeline = {
    .name = "timeline",
    .summary = "what each worker did when, of runs with --trace, as SVG, PNG and PDF with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = timeline_write,
};

/* SPDX-License-Identifier: MIT */
/* Charts of a history: a picture a series, those that changed first. Records of runs and gates have none. */
#include <errno.h>
#include <stdlib.h>

#include "chart_folder.h"
#include "history_script.h"

/* More are a table: `yoke history show`. */
enum { PICTURES_MOST = 12 };

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    history_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    history_data_write(chart, stream);
}

/* A record may come from anywhere. */
static bool is_whole(const struct yoke_history_series *series)
{
    for (size_t i = 0; i < series->point_count; i++)
        if (!(series->points[i].value > 0))
            return false;
    for (size_t i = 0; i < series->step_count; i++) {
        const struct yoke_history_step *step = &series->steps[i];
        const uint64_t before = i ? series->steps[i - 1].at : 0;
        if (step->at <= before || step->at >= series->point_count || !(step->before > 0) || !(step->after > 0) || !step->commit)
            return false;
    }
    return series->point_count && series->level > 0;
}

static bool has_changed(const struct yoke_history_series *series)
{
    return series->state == YOKE_HISTORY_REGRESSED || series->state == YOKE_HISTORY_IMPROVED;
}

/* "history-cpu-spin_n=3_executor=serial", with a number where another one has that name. */
static void stem_make(char stem[CHART_STEM_BYTES], const struct chart_folder *folder, const struct yoke_history_series *series)
{
    snprintf(stem, CHART_STEM_BYTES, "%s-", folder->kind);
    chart_stem_append(stem, series->metric);
    chart_stem_append(stem, "-");
    chart_stem_append(stem, series->cell);
    chart_folder_tell_apart(folder, stem);
}

static int pictures_add(struct chart_folder *folder, const struct yoke_record *record, bool changed, size_t *left_out,
                        struct yoke_error *error)
{
    int status = 0;
    for (size_t i = 0; i < record->history_count && !status; i++) {
        const struct history_chart chart = {record, &record->history[i]};
        char stem[CHART_STEM_BYTES];
        if (!is_whole(chart.series) || has_changed(chart.series) != changed)
            continue;
        if (folder->stem_count == PICTURES_MOST) {
            ++*left_out;
            continue;
        }
        stem_make(stem, folder, chart.series);
        status = chart_folder_add(folder, &chart, stem, data_write, script_write, error);
    }
    return status;
}

static int history_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct chart_folder folder;
    size_t left_out = 0;
    if (!record->history_count)
        return 0;
    int status = chart_folder_open(&folder, target, "history", error);
    if (status)
        return status;
    status = pictures_add(&folder, record, true, &left_out, error);
    if (!status)
        status = pictures_add(&folder, record, false, &left_out, error);
    if (!status && left_out)
        fprintf(target->notes, "charts of %zu series are left out: name the cells that matter\n", left_out);
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_history = {
    .name = "history",
    .summary = "series of a history with their changes, as SVG, PNG and PDF with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = history_write,
};

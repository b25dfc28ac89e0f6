/* SPDX-License-Identifier: MIT */
/* The speedup charts, one a study. */
#include <errno.h>

#include "chart_data.h"
#include "chart_folder.h"
#include "chart_script.h"
#include "chart_stem.h"
#include "study.h"
#include "text.h"
#include "yoke/report.h"

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    chart_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    chart_data_write(chart, stream);
}

static int study_draw(struct chart_folder *folder, const struct study_list *list, size_t index, struct yoke_error *error)
{
    struct chart chart;
    struct yoke_error lack = {.text = ""};
    char stem[CHART_STEM_BYTES];
    int status = chart_init(&chart, &list->studies[index], &lack);
    if (status == -ENODATA && list->studies[index].first->arrivals) /* latency.c draws these */
        return 0;
    if (status == -ENODATA && list->studies[index].cell_count == 1 && list->studies[index].baseline) /* nobody asked for more */
        return 0;
    if (status == -ENODATA) {
        char name[256];
        text_fit(name, sizeof name, list->studies[index].first->workload, 60, folder->target->utf8);
        fprintf(folder->target->notes, "no speedup chart of %s: %s\n", name, lack.text);
        return 0;
    }
    if (status) {
        yoke_error_set(error, "%s", lack.text);
        return status;
    }
    chart_stem_make(stem, folder->kind, list, index);
    status = chart_folder_add(folder, &chart, stem, data_write, script_write, error);
    chart_release(&chart);
    return status;
}

static int gnuplot_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct chart_folder folder;
    struct study_list list;
    if (record->verdict_count) /* its cells are sides, not widths: forest.c draws them */
        return 0;
    int status = chart_folder_open(&folder, target, "speedup", error);
    if (status)
        return status;
    status = study_list_init(&list, record);
    for (size_t i = 0; status == 0 && i < list.count; i++)
        status = study_draw(&folder, &list, i, error);
    study_list_release(&list);
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_gnuplot = {
    .name = "gnuplot",
    .summary = "speedup charts as SVG, PNG and PDF, each with its script and its data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = gnuplot_write,
};

/* SPDX-License-Identifier: MIT */
/* Every process of a study's cells as a dot. A study whose cells have two processes at most has nothing to show, and no chart. */
#include <errno.h>

#include "chart_folder.h"
#include "samples_rows.h"
#include "samples_script.h"
#include "yoke/report.h"

/* Of one record: a page of three hundred cells needs no hundred of them, and each takes half a second to draw. */
enum { CHARTS_MOST = 8 };

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    samples_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    samples_data_write(chart, stream);
}

static int study_draw(struct chart_folder *folder, const struct study_list *list, size_t index, struct yoke_error *error)
{
    struct samples_rows rows;
    char stem[CHART_STEM_BYTES];
    int status = samples_rows_init(&rows, &list->studies[index]);
    if (status)
        return status == -ENODATA ? 0 : status;
    chart_stem_make(stem, folder->kind, list, index);
    status = chart_folder_add(folder, &rows, stem, data_write, script_write, error);
    samples_rows_release(&rows);
    return status;
}

static int samples_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct chart_folder folder;
    struct study_list list;
    if (record->verdict_count) /* the two sides of a cell are no two cells: the forest chart has their ratio */
        return 0;
    int status = chart_folder_open(&folder, target, "samples", error);
    if (status)
        return status;
    status = study_list_init(&list, record);
    for (size_t i = 0; i < list.count && folder.stem_count < CHARTS_MOST && !status; i++)
        status = study_draw(&folder, &list, i, error);
    study_list_release(&list);
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_samples = {
    .name = "samples",
    .summary = "every process as a dot, their distribution and their order, with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = samples_write,
};

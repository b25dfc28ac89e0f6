/* SPDX-License-Identifier: MIT */
/* How short tasks may be until handing them out costs more than half: a picture a workload and number of workers. Records in which no
 * length of task was swept have none. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "chart_folder.h"
#include "metg_curves.h"
#include "metg_data.h"
#include "metg_script.h"
#include "yoke/report.h"

/* The widest first: there handing out costs most. */
enum { PICTURES_MOST = 4 };

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    metg_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    metg_data_write(chart, stream);
}

static int picture_add(struct chart_folder *folder, const struct yoke_record *record, const struct yoke_metg *first, struct yoke_error *error)
{
    struct metg_curves curves;
    char stem[CHART_STEM_BYTES], number[32];
    int status = metg_curves_init(&curves, record, first);
    if (status)
        return status == -ENODATA ? 0 : status;
    snprintf(stem, sizeof stem, "%s-", folder->kind);
    chart_stem_append(stem, first->workload);
    snprintf(number, sizeof number, "-%" PRIu64, first->workers);
    chart_stem_append(stem, number);
    status = chart_folder_add(folder, &curves, stem, data_write, script_write, error);
    metg_curves_release(&curves);
    return status;
}

/* Of the entries that begin a picture, the one that comes behind `last` (NULL: the first): many workers before few. */
static const struct yoke_metg *next_find(const struct yoke_record *record, const struct yoke_metg *last)
{
    const struct yoke_metg *next = NULL;
    for (size_t i = 0; i < record->metg_count; i++) {
        const struct yoke_metg *entry = &record->metg[i];
        const bool behind = !last || entry->workers < last->workers || (entry->workers == last->workers && entry > last);
        if (behind && metg_curves_begin(record, entry) && (!next || entry->workers > next->workers))
            next = entry;
    }
    return next;
}

static int metg_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct chart_folder folder;
    if (!record->metg_count || record->verdict_count)
        return 0;
    int status = chart_folder_open(&folder, target, "metg", error);
    if (status)
        return status;
    const struct yoke_metg *entry = next_find(record, NULL);
    for (; entry && folder.stem_count < PICTURES_MOST && !status; entry = next_find(record, entry))
        status = picture_add(&folder, record, entry, error);
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_metg = {
    .name = "metg",
    .summary = "efficiency over the length of tasks, and the shortest that pays, with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = metg_write,
};

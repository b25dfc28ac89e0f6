/* SPDX-License-Identifier: MIT */
/* The forest chart of a gate, with its data and its script. Records without verdicts have none. */
#include "chart_folder.h"
#include "csv_text.h"
#include "forest_script.h"
#include "verdict_rows.h"

/* The only one of its kind. */
#define STEM "gate"

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    forest_script_write(chart, stem, stream);
}

static void row_write(const struct yoke_record *record, size_t index, FILE *stream)
{
    struct verdict_row row;
    verdict_row_make(&row, record, index);
    const struct yoke_verdict *verdict = row.verdict;
    const double reals[] = {
        verdict->base,       verdict->candidate,   verdict->ratio.value, verdict->ratio.low, verdict->ratio.high,
        verdict->proven_low, verdict->proven_high, verdict->delta,       verdict->theta,
    };
    csv_text(stream, verdict->cell);
    csv_text(stream, verdict->metric);
    csv_text(stream, verdict->unit);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
        csv_real(stream, reals[i]);
    csv_count(stream, verdict->pairs);
    csv_count(stream, verdict->set_aside);
    csv_text(stream, verdict->reason);
    fprintf(stream, "%s\n", row.word);
}

/* All rows, also those that the picture has no room for. */
static void data_write(const void *chart, const char *stem, FILE *stream)
{
    const struct yoke_record *record = ((const struct forest_chart *)chart)->record;
    (void)stem;
    fputs("cell,metric,unit,base,candidate,ratio,ratio_low,ratio_high,proven_low,proven_high,delta,theta,pairs,set_aside,reason,"
          "verdict\n", stream);
    for (size_t i = 0; i < record->verdict_count; i++)
        row_write(record, i, stream);
}

static int forest_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct chart_folder folder;
    struct forest_chart chart;
    if (!record->verdict_count)
        return 0;
    int status = chart_folder_open(&folder, target, STEM, error);
    if (status)
        return status;
    status = forest_chart_init(&chart, record);
    if (!status)
        status = chart_folder_add(&folder, &chart, STEM, data_write, script_write, error);
    forest_chart_release(&chart);
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_forest = {
    .name = "forest",
    .summary = "the verdicts of a gate as a forest chart, SVG, PNG and PDF, with its script and its data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = forest_write,
};

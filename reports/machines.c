/* SPDX-License-Identifier: MIT */
/* The chart of several records held against each other: machines, builds, days. One record has none. */
#include "chart_folder.h"
#include "machine_script.h"

/* The only one of its kind. */
#define STEM "machines"

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    machine_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    machine_data_write(chart, stream);
}

static int machines_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    (void)record;
    (void)target;
    (void)error;
    return 0;
}

static int machines_compare(const struct yoke_comparison *comparison, const struct yoke_target *target,
                            struct yoke_error *error)
{
    struct chart_folder folder;
    struct machine_rows rows;
    int status = chart_folder_open(&folder, target, STEM, error);
    if (status)
        return status;
    status = machine_rows_init(&rows, comparison);
    if (!status && rows.cell_count + rows.whole_count)
        status = chart_folder_add(&folder, &rows, STEM, data_write, script_write, error);
    machine_rows_release(&rows);
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_machines = {
    .name = "machines",
    .summary = "several records beside each other, cell by cell, as SVG, PNG and PDF with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = machines_write,
    .compare = machines_compare,
};

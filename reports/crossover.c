/* SPDX-License-Identifier: MIT */
/* Maps of who is fastest where: a picture for every number that was swept under several ways of running. Other records
 * have none. */
#include "crossover_script.h"
#include "sweep_pictures.h"

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    crossover_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    crossover_data_write(chart, stream);
}

static int draw(struct chart_folder *folder, const struct sweep *sweep, const char *stem, struct yoke_error *error)
{
    struct crossover crossover;
    int status = crossover_init(&crossover, sweep);
    if (status)
        return status;
    status = chart_folder_add(folder, &crossover, stem, data_write, script_write, error);
    crossover_release(&crossover);
    return status;
}

static int crossover_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    return sweep_pictures_write(record, target, "crossover", draw, error);
}

const struct yoke_report yoke_report_crossover = {
    .name = "crossover",
    .summary = "maps of which way of running is fastest where, as SVG, PNG and PDF with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = crossover_write,
};

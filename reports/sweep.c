/* SPDX-License-Identifier: MIT */
/* Maps of sweeps: a picture for every parameter that was swept beside the number of workers. Records without one have
 * none. */
#include "sweep_pictures.h"
#include "sweep_script.h"

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    sweep_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    sweep_data_write(chart, stream);
}

static int draw(struct chart_folder *folder, const struct sweep *sweep, const char *stem, struct yoke_error *error)
{
    struct sweep_map map;
    int status = sweep_map_init(&map, sweep);
    if (status)
        return status;
    status = chart_folder_add(folder, &map, stem, data_write, script_write, error);
    sweep_map_release(&map);
    return status;
}

static int sweep_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    return sweep_pictures_write(record, target, "sweep", draw, error);
}

const struct yoke_report yoke_report_sweep = {
    .name = "sweep",
    .summary = "maps of workers by a swept parameter, as SVG, PNG and PDF with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = sweep_write,
};

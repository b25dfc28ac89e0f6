/* SPDX-License-Identifier: MIT */
/* Maps of sweeps: a picture for every parameter that was swept beside the number of workers. Records without one have
 * none. */
#include <errno.h>

#include "chart_folder.h"
#include "sweep_script.h"

enum { PICTURES_MOST = 12 };

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    sweep_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    sweep_data_write(chart, stream);
}

static int sweep_draw(struct chart_folder *folder, const struct sweep_list *list, size_t index, size_t *left_out,
                      struct yoke_error *error)
{
    char stem[CHART_STEM_BYTES];
    struct sweep_map map;
    int status = sweep_map_init(&map, &list->sweeps[index]);
    if (status)
        return status == -ENODATA ? 0 : status;
    if (folder->stem_count == PICTURES_MOST) {
        ++*left_out;
    } else {
        sweep_stem(stem, folder->kind, list, index);
        chart_folder_tell_apart(folder, stem);
        status = chart_folder_add(folder, &map, stem, data_write, script_write, error);
    }
    sweep_map_release(&map);
    return status;
}

static int sweeps_draw(struct chart_folder *folder, const struct study_list *studies, struct yoke_error *error)
{
    struct sweep_list list;
    size_t left_out = 0;
    int status = sweep_list_init(&list, studies);
    for (size_t i = 0; i < list.count && !status; i++)
        status = sweep_draw(folder, &list, i, &left_out, error);
    if (!status && left_out)
        fprintf(folder->target->notes, "maps of %zu sweeps are left out: sweep fewer parameters at once\n", left_out);
    sweep_list_release(&list);
    return status;
}

static int sweep_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct chart_folder folder;
    struct study_list studies;
    if (record->verdict_count) /* its cells are sides of a gate */
        return 0;
    int status = chart_folder_open(&folder, target, "sweep", error);
    if (status)
        return status;
    status = study_list_init(&studies, record);
    if (!status)
        status = sweeps_draw(&folder, &studies, error);
    study_list_release(&studies);
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_sweep = {
    .name = "sweep",
    .summary = "maps of workers by a swept parameter, as SVG, PNG and PDF with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = sweep_write,
};

/* SPDX-License-Identifier: MIT */
#include "sweep_pictures.h"

#include <errno.h>

/* Of one kind; who sweeps several parameters at many values has a map for each value of the others. */
enum { PICTURES_MOST = 12 };

static int sweeps_draw(struct chart_folder *folder, const struct study_list *studies, sweep_draw *draw,
                       struct yoke_error *error)
{
    struct sweep_list list;
    size_t left_out = 0;
    int status = sweep_list_init(&list, studies);
    for (size_t i = 0; i < list.count && !status; i++) {
        char stem[CHART_STEM_BYTES];
        if (folder->stem_count == PICTURES_MOST) {
            left_out++;
            continue;
        }
        sweep_stem(stem, folder->kind, &list, i);
        chart_folder_tell_apart(folder, stem);
        status = draw(folder, &list.sweeps[i], stem, error);
        status = status == -ENODATA ? 0 : status;
    }
    if (!status && left_out)
        fprintf(folder->target->notes, "%s: %zu more sweeps are not drawn: sweep fewer parameters at once\n",
                folder->kind, left_out);
    sweep_list_release(&list);
    return status;
}

int sweep_pictures_write(const struct yoke_record *record, const struct yoke_target *target, const char *kind,
                         sweep_draw *draw, struct yoke_error *error)
{
    struct chart_folder folder;
    struct study_list studies;
    if (record->verdict_count) /* its cells are sides of a gate */
        return 0;
    int status = chart_folder_open(&folder, target, kind, error);
    if (status)
        return status;
    status = study_list_init(&studies, record);
    if (!status)
        status = sweeps_draw(&folder, &studies, draw, error);
    study_list_release(&studies);
    return chart_folder_close(&folder, status, error);
}

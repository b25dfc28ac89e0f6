/* SPDX-License-Identifier: MIT */
/* Flame graphs of cells that were profiled (run --profile): of each family, cells that differ in the number of workers only, the
 * narrowest and the widest; of a gate (gate --explain) both sides of what changed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "chart_folder.h"
#include "flame_svg.h"

/* Of one study; the others are in the record, and in what --to folded writes. */
enum { PICTURES_MOST = 12 };

struct work {
    struct chart_folder folder;
    const struct yoke_record *record;
};

static void picture_write(const void *flame, const char *stem, FILE *stream)
{
    (void)stem;
    flame_svg_write(flame, stream);
}

static bool has_profile(const struct yoke_cell *cell)
{
    return cell->profile.samples != YOKE_MISSING && cell->profile.samples;
}

/* `narrow`: of the same family, or the base; NULL: none. A profile that contradicts itself costs its picture, and no more. */
static int picture_add(struct work *work, const struct yoke_cell *cell, const struct yoke_cell *narrow, const char *stem,
                       struct yoke_error *error)
{
    struct profile_tree tree;
    struct flame flame = {.cell = cell, .tree = &tree};
    int status = profile_tree_init(&tree, &cell->profile);
    if (status == -EINVAL) {
        fprintf(work->folder.target->notes, "no flame graph %s: the profile contradicts itself\n", stem);
        yoke_target_lack(work->folder.target);
    }
    if (status)
        return status == -ENOMEM ? status : 0;
    if (narrow)
        flame_growth(flame.growth, narrow, cell);
    chart_caption_foot(&flame.foot, work->record, cell->placement);
    status = chart_folder_add_picture(&work->folder, &flame, stem, picture_write, error);
    profile_tree_release(&tree);
    return status;
}

static void stem_make(char stem[CHART_STEM_BYTES], const char *study, const struct study_series *series, const struct yoke_cell *cell)
{
    char number[32];
    snprintf(stem, CHART_STEM_BYTES, "%.*s", CHART_STEM_BYTES - 1, study);
    chart_stem_append(stem, "-");
    chart_stem_append(stem, series->name);
    snprintf(number, sizeof number, "-%llu", (unsigned long long)cell->workers);
    chart_stem_append(stem, number);
}

static int series_draw(struct work *work, const char *study, const struct study_series *series, size_t *drawn, struct yoke_error *error)
{
    const struct yoke_cell *narrow = NULL, *wide = NULL;
    char stem[CHART_STEM_BYTES];
    int status = 0;
    for (size_t i = 0; i < series->cell_count; i++) {
        if (!has_profile(series->cells[i]))
            continue;
        narrow = narrow ? narrow : series->cells[i];
        wide = series->cells[i];
    }
    const struct yoke_cell *const chosen[] = {narrow, wide != narrow ? wide : NULL};
    for (int i = 0; i < 2 && !status && *drawn < PICTURES_MOST; i++) {
        if (!chosen[i])
            continue;
        stem_make(stem, study, series, chosen[i]);
        status = picture_add(work, chosen[i], i ? narrow : NULL, stem, error);
        ++*drawn;
    }
    return status;
}

/* The sides of a cell stand one behind the other. */
static int sides_draw(struct work *work, struct yoke_error *error)
{
    const struct yoke_record *record = work->record;
    size_t drawn = 0;
    int status = 0;
    for (size_t i = 0; i < record->cell_count && !status && drawn < PICTURES_MOST; i++) {
        const struct yoke_cell *cell = &record->cells[i], *before = i ? cell - 1 : NULL;
        const bool pair = before && yoke_text_same(cell->side, "candidate") && yoke_text_same(before->side, "base") && has_profile(before);
        char stem[CHART_STEM_BYTES] = "flame-";
        if (!has_profile(cell))
            continue;
        chart_stem_append(stem, cell->name);
        status = picture_add(work, cell, pair ? before : NULL, stem, error);
        drawn++;
    }
    return status;
}

static int studies_draw(struct work *work, struct yoke_error *error)
{
    struct study_list list;
    int status = study_list_init(&list, work->record);
    for (size_t i = 0; !status && i < list.count; i++) {
        char stem[CHART_STEM_BYTES];
        size_t drawn = 0;
        chart_stem_make(stem, "flame", &list, i);
        for (size_t k = 0; !status && k < list.studies[i].series_count; k++)
            status = series_draw(work, stem, &list.studies[i].series[k], &drawn, error);
    }
    study_list_release(&list);
    return status;
}

static int flame_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct work work = {.record = record};
    bool any = false;
    for (size_t i = 0; i < record->cell_count; i++)
        any |= has_profile(&record->cells[i]);
    if (!any)
        return 0;
    int status = chart_folder_open(&work.folder, target, "flame", error);
    if (status)
        return status;
    status = record->verdict_count ? sides_draw(&work, error) : studies_draw(&work, error);
    return chart_folder_close(&work.folder, status, error);
}

const struct yoke_report yoke_report_flame = {
    .name = "flame",
    .summary = "flame graphs of runs with --profile, as SVG",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = flame_write,
};

/* SPDX-License-Identifier: MIT */
/* Entries of the record and the cells they were made from. */
#include "metg_curves.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "works.h"

enum { NAME_COLUMNS = 20, SCHEDULE_COLUMNS = 16 };

static bool picture_same(const struct yoke_metg *left, const struct yoke_metg *right)
{
    return yoke_text_same(left->workload, right->workload) && left->workers == right->workers;
}

bool metg_curves_begin(const struct yoke_record *record, const struct yoke_metg *metg)
{
    for (const struct yoke_metg *earlier = record->metg; earlier < metg; earlier++)
        if (picture_same(earlier, metg))
            return false;
    return true;
}

double metg_order_ns(const struct yoke_metg *metg)
{
    return metg->status == YOKE_METG_BELOW         ? metg->smallest_ns
           : metg->status == YOKE_METG_NOT_REACHED ? metg->largest_ns * 1.0001 /* behind one that just reaches it */
                                                   : metg->value_ns;
}

/* --- dots ------------------------------------------------------------------------------------------------------------- */

static bool cell_belongs(const struct yoke_cell *cell, const struct yoke_metg *metg)
{
    return !cell->side && cell->workers == metg->workers && cell->chunk == metg->chunk &&
           yoke_text_same(cell->workload, metg->workload) && yoke_text_same(cell->executor, metg->executor) &&
           yoke_text_same(cell->schedule, metg->schedule) && yoke_text_same(cell->placement, metg->placement);
}

static int dot_order(const void *left, const void *right)
{
    const struct metg_dot *first = left, *second = right;
    return (first->task_ns > second->task_ns) - (first->task_ns < second->task_ns);
}

static int dots_gather(struct metg_curves *curves, const struct works *works, struct metg_curve *curve)
{
    const struct yoke_record *record = curves->record;
    curve->dots = calloc(record->cell_count + 1, sizeof *curve->dots);
    if (!curve->dots)
        return -ENOMEM;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        const struct yoke_cell *base = cell_belongs(cell, curve->metg) ? works_baseline(record, works, cell) : NULL;
        if (!base || !isfinite(cell->efficiency.value) || !cell->tasks || cell->tasks == YOKE_MISSING)
            continue;
        const double task_ns = base->wall_ns.median / (double)cell->tasks;
        if (!(task_ns > 0) || !isfinite(task_ns))
            continue;
        curve->dots[curve->count++] = (struct metg_dot){task_ns, cell->efficiency};
        curves->processes = cell->wall_ns.n < curves->processes ? cell->wall_ns.n : curves->processes;
    }
    qsort(curve->dots, curve->count, sizeof *curve->dots, dot_order);
    return 0;
}

/* --- names and panels ------------------------------------------------------------------------------------------------- */

/* Does one schedule come with several chunks, or are there several placements? */
static bool chunk_varies(const struct metg_curves *curves)
{
    for (size_t i = 0; i < curves->record->metg_count; i++) {
        const struct yoke_metg *left = &curves->record->metg[i];
        for (size_t k = 0; k < i && picture_same(left, curves->first); k++) {
            const struct yoke_metg *right = &curves->record->metg[k];
            if (picture_same(left, right) && yoke_text_same(left->schedule, right->schedule) && left->chunk != right->chunk)
                return true;
        }
    }
    return false;
}

static bool placement_varies(const struct metg_curves *curves)
{
    for (size_t i = 0; i < curves->record->metg_count; i++)
        if (picture_same(&curves->record->metg[i], curves->first) &&
            !yoke_text_same(curves->record->metg[i].placement, curves->first->placement))
            return true;
    return false;
}

static void panel_name(char name[METG_NAME_BYTES], const struct metg_curves *curves, const struct yoke_metg *metg)
{
    char schedule[80], placement[80] = "", chunk[32] = "";
    text_fit(schedule, sizeof schedule, metg->schedule ? metg->schedule : "?", SCHEDULE_COLUMNS, true);
    if (placement_varies(curves))
        text_fit(placement, sizeof placement, metg->placement, SCHEDULE_COLUMNS, true);
    if (chunk_varies(curves) && metg->chunk != YOKE_MISSING)
        snprintf(chunk, sizeof chunk, ",%" PRIu64, metg->chunk);
    snprintf(name, METG_NAME_BYTES, "%s%s%s%s", schedule, chunk, *placement ? " " : "", placement);
}

/* The panel of that name, a new one if there is room; METG_PANELS_MOST: none. */
static size_t panel_find(struct metg_curves *curves, const char *name)
{
    size_t at = 0;
    while (at < curves->panel_count && strcmp(curves->panels[at], name) != 0)
        at++;
    if (at == curves->panel_count && at < METG_PANELS_MOST) {
        memcpy(curves->panels[at], name, METG_NAME_BYTES);
        curves->panel_count++;
    }
    return at;
}

static int curve_add(struct metg_curves *curves, const struct works *works, const struct yoke_metg *metg)
{
    char name[METG_NAME_BYTES] = "";
    panel_name(name, curves, metg);
    const size_t panel = curves->count < METG_CURVES_MOST ? panel_find(curves, name) : METG_PANELS_MOST;
    if (panel == METG_PANELS_MOST) {
        curves->left_out++;
        return 0;
    }
    struct metg_curve *curve = &curves->curves[curves->count];
    *curve = (struct metg_curve){.metg = metg, .panel = panel};
    text_fit(curve->executor, sizeof curve->executor, metg->executor ? metg->executor : "?", NAME_COLUMNS, true);
    const int status = dots_gather(curves, works, curve);
    if (!status && curve->count)
        curves->count++;
    else
        free(curve->dots);
    return status;
}

/* An executor has one look in all panels. */
static void looks_choose(struct metg_curves *curves)
{
    const char *executors[CHART_SERIES_MOST] = {NULL};
    struct chart_look looks[CHART_SERIES_MOST];
    size_t known = 0;
    for (size_t i = 0; i < curves->count; i++) {
        size_t at = 0;
        while (at < known && !yoke_text_same(executors[at], curves->curves[i].metg->executor))
            at++;
        if (at == known && known < CHART_SERIES_MOST)
            executors[known++] = curves->curves[i].metg->executor;
    }
    chart_palette_choose(executors, known, looks);
    for (size_t i = 0; i < curves->count; i++)
        for (size_t at = 0; at < known; at++)
            if (yoke_text_same(executors[at], curves->curves[i].metg->executor))
                curves->curves[i].look = looks[at];
}

static void names_make(struct metg_curves *curves)
{
    for (size_t i = 0; i < curves->count; i++) {
        struct metg_curve *curve = &curves->curves[i];
        const bool several = curves->panel_count > 1;
        snprintf(curve->name, sizeof curve->name, "%.80s%s%.90s", curve->executor, several ? " " : "", several ? curves->panels[curve->panel] : "");
    }
}

int metg_curves_init(struct metg_curves *curves, const struct yoke_record *record, const struct yoke_metg *first)
{
    struct works works;
    int status = works_group(record, &works);
    *curves = (struct metg_curves){.record = record, .first = first, .processes = YOKE_MISSING};
    curves->curves = calloc(METG_CURVES_MOST, sizeof *curves->curves);
    status = !status && !curves->curves ? -ENOMEM : status;
    for (size_t i = 0; i < record->metg_count && !status; i++)
        if (picture_same(&record->metg[i], first) && isfinite(metg_order_ns(&record->metg[i])))
            status = curve_add(curves, &works, &record->metg[i]);
    works_release(&works);
    if (!status && !curves->count)
        status = -ENODATA;
    if (status) {
        metg_curves_release(curves);
        return status;
    }
    looks_choose(curves);
    names_make(curves);
    return 0;
}

void metg_curves_release(struct metg_curves *curves)
{
    for (size_t i = 0; i < curves->count; i++)
        free(curves->curves[i].dots);
    free(curves->curves);
    *curves = (struct metg_curves){.count = 0};
}

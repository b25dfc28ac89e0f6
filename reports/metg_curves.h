/* SPDX-License-Identifier: MIT */
/* The curves behind METG(50 %): how much of ideal a way of running reaches, by the length of the tasks. One picture holds those of a
 * workload on one number of workers: a panel a schedule, a curve an executor. */
#ifndef METG_CURVES_H
#define METG_CURVES_H

#include "chart_palette.h"
#include "yoke/record.h"

enum { METG_PANELS_MOST = 6, METG_CURVES_MOST = 60, METG_NAME_BYTES = 192 };

/* One length of task. */
struct metg_dot {
    double task_ns; /* in the serial run */
    struct yoke_estimate efficiency;
};

struct metg_curve {
    const struct yoke_metg *metg;
    char name[METG_NAME_BYTES];     /* executor and what else varies: "pthread dynamic"; clean UTF-8 */
    char executor[METG_NAME_BYTES]; /* alone, clean */
    struct chart_look look;         /* the executor's, the same in every panel */
    struct metg_dot *dots;          /* shortest task first */
    size_t count, panel;
};

struct metg_curves {
    const struct yoke_record *record;
    const struct yoke_metg *first;                 /* any of them */
    struct metg_curve *curves;                     /* in the record's order */
    size_t count, left_out;                        /* left_out: those without room */
    char panels[METG_PANELS_MOST][METG_NAME_BYTES]; /* "dynamic,16"; clean */
    size_t panel_count;
    uint64_t processes; /* the fewest behind a dot */
};

/* Is it the first entry of its workload on its number of workers? Then a picture begins with it. */
bool metg_curves_begin(const struct yoke_record *record, const struct yoke_metg *metg);

/* Gathers the curves of that workload and that number of workers. Returns 0 and curves to be released, -ENODATA when no cell of them
 * is in the record, or -ENOMEM; then there is nothing to release. */
int metg_curves_init(struct metg_curves *curves, const struct yoke_record *record, const struct yoke_metg *first);
void metg_curves_release(struct metg_curves *curves);

/* What a curve is sorted by: its METG, or the end of the measured sizes where it lies beyond. */
double metg_order_ns(const struct yoke_metg *metg);

#endif

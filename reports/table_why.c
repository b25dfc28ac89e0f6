/* SPDX-License-Identifier: MIT */
#include "table_why.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "model_cells.h"
#include "text.h"

enum { LINE_BYTES = 512, PARTS = 6 };

/* Less of the workers' time than this is not worth a word. */
static const double SHARE_LEAST = 0.01;

struct part {
    double share; /* NaN: not known */
    const char *words;
};

/* The narrowest cell beyond all that are as good; NULL: there is none, or nothing is proven. */
static const struct yoke_cell *wider_find(const struct yoke_record *record, const struct yoke_advice *advice)
{
    const struct yoke_cell *wider = NULL;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (advice->workers != YOKE_MISSING && cell->workers > advice->high && isfinite(cell->loss.imbalance) &&
            advice_is_about(advice, cell) && (!wider || cell->workers < wider->workers))
            wider = cell;
    }
    return wider;
}

static int part_order(const void *left, const void *right)
{
    const struct part *first = left, *second = right;
    return (first->share < second->share) - (first->share > second->share);
}

void table_why_print(const struct yoke_record *record, const struct yoke_advice *advice,
                     const struct yoke_target *target)
{
    const struct yoke_cell *wider = wider_find(record, advice);
    if (!wider)
        return;
    const struct yoke_loss *loss = &wider->loss;
    struct part parts[PARTS] = {{loss->run_queue, "in line for a processor"},
                                {loss->imbalance, "idle at the end"},
                                {loss->blocked, "blocked"},
                                {loss->serial, "blocked while one of them at a time got on"},
                                {loss->dispatch, "handing out tasks"},
                                {loss->work, "on slower work"}};
    char line[LINE_BYTES];
    size_t used = (size_t)snprintf(line, sizeof line, "why not %" PRIu64 ": of its workers' time", wider->workers);
    const char *join = " ";
    qsort(parts, PARTS, sizeof *parts, part_order);
    for (size_t i = 0; i < PARTS; i++) {
        if (!(parts[i].share >= SHARE_LEAST))
            continue;
        used += (size_t)snprintf(line + used, sizeof line - used, "%s%.0f %% %s", join, 100 * parts[i].share,
                                 parts[i].words);
        join = ", ";
    }
    if (join[0] == ',')
        text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
}

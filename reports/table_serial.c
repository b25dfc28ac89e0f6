/* SPDX-License-Identifier: MIT */
#include "table_serial.h"

#include <inttypes.h>
#include <math.h>

#include "model_cells.h"
#include "text.h"

enum { LINE_BYTES = 2048 };

/* "spin on pthread: 2: 0.013 [0.011..0.015] · 4: …"; the bytes used, 0 where no width has an interval. */
static size_t line_write(const struct yoke_record *record, const struct yoke_model *model, char line[LINE_BYTES])
{
    size_t used = (size_t)snprintf(line, LINE_BYTES, "%.100s on %.100s:", model->workload ? model->workload : "?",
                                   model->executor ? model->executor : "?");
    const char *join = " ";
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        const struct yoke_estimate *share = &cell->serial_share;
        if (!isfinite(share->low) || !isfinite(share->high) || used >= LINE_BYTES || !model_is_about(model, cell))
            continue;
        used += (size_t)snprintf(line + used, LINE_BYTES - used, "%s%" PRIu64 ": %.3g [%.2g..%.2g]", join,
                                 cell->workers, share->value, share->low, share->high);
        join = " · ";
    }
    return join[1] ? used : 0;
}

void table_serial_print(const struct yoke_record *record, const struct yoke_target *target)
{
    bool any = false;
    for (size_t i = 0; i < record->model_count; i++) {
        char line[LINE_BYTES];
        if (!record->models[i].chosen || !line_write(record, &record->models[i], line))
            continue;
        if (!any) {
            fputc('\n', target->stream);
            text_fold(target->stream, TABLE_SERIAL_TITLE, "", "    ", target->width, target->utf8);
        }
        any = true;
        text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
    }
}

/* SPDX-License-Identifier: MIT */
/* Cells made ready for files of other programs. */
#include "export.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int export_cell_init(struct export_cell *export, const struct yoke_cell *cell)
{
    *export = (struct export_cell){.cell = cell, .tasks = cell->tasks == YOKE_MISSING || !cell->tasks ? 1 : (double)cell->tasks};
    export->starts = calloc(cell->sample_count + 1, sizeof *export->starts);
    if (!export->starts)
        return -ENOMEM;
    if (isfinite(cell->wall_ns.median))
        export->start_count = summary_starts(cell, export->starts);
    export->wall_ns = cell->wall_ns.median / export->tasks;
    export->low_ns = cell->wall_ns.low / export->tasks;
    export->high_ns = cell->wall_ns.high / export->tasks;
    return 0;
}

void export_cell_release(struct export_cell *export)
{
    free(export->starts);
    export->starts = NULL;
}

int export_cells(const struct yoke_record *record, int (*each)(const struct export_cell *export, void *own), void *own)
{
    int status = 0;
    for (size_t i = 0; i < record->cell_count && !status; i++) {
        struct export_cell export;
        status = export_cell_init(&export, &record->cells[i]);
        if (!status && export.start_count)
            status = each(&export, own);
        export_cell_release(&export);
    }
    return status;
}

int export_end(int status, FILE *stream, const char *what, struct yoke_error *error)
{
    if (!status && ferror(stream))
        status = -EIO;
    if (status)
        yoke_error_set(error, "%s cannot be written: %s", what, strerror(-status));
    return status;
}

/* SPDX-License-Identifier: MIT */
/* The numbers of a sweep's map as CSV, beside the script. */
#include <inttypes.h>

#include "csv_text.h"
#include "sweep_script.h"

static void estimate_write(FILE *stream, const struct yoke_estimate *estimate)
{
    csv_real(stream, estimate->value);
    csv_real(stream, estimate->low);
    csv_real(stream, estimate->high);
}

static void cell_write(FILE *stream, const struct sweep *sweep, const struct yoke_cell *cell, size_t row)
{
    csv_text(stream, cell->name);
    csv_text(stream, cell->executor);
    csv_text(stream, cell->schedule);
    csv_count(stream, cell->chunk);
    csv_text(stream, cell->placement);
    csv_text(stream, sweep_param(sweep));
    csv_text(stream, sweep->rows[row].label);
    csv_count(stream, cell->workers);
    estimate_write(stream, &cell->speedup);
    csv_real(stream, cell->wall_ns.median);
    csv_count(stream, cell->wall_ns.n);
}

static const char *pick_word(const struct sweep_map *map, size_t series, size_t row, size_t width)
{
    for (size_t s = 0; s < map->shown_count; s++) {
        const struct sweep_pick *pick = sweep_map_pick(map, s, row);
        if (map->shown[s] == series && pick->standing != SWEEP_NO_GAIN && pick->width == width)
            return pick->standing == SWEEP_PROVEN ? "proven" : "estimated";
    }
    return "";
}

void sweep_data_write(const struct sweep_map *map, FILE *stream)
{
    const struct sweep *sweep = map->sweep;
    fputs("cell,executor,schedule,chunk,placement,parameter,value,workers,speedup,speedup_low,speedup_high,wall_ns,n,"
          "recommended\n",
          stream);
    for (size_t s = 0; s < sweep->series_count; s++)
        for (size_t row = 0; row < sweep->row_count; row++)
            for (size_t width = 0; width < sweep->width_count; width++) {
                const struct yoke_cell *cell = sweep_cell(sweep, s, row, width);
                if (!cell)
                    continue;
                cell_write(stream, sweep, cell, row);
                fprintf(stream, "%s\n", pick_word(map, s, row, width));
            }
}

/* SPDX-License-Identifier: MIT */
/* The numbers of the map of who is fastest as CSV, beside the script. */
#include <math.h>

#include "crossover_script.h"
#include "csv_text.h"

void crossover_data_write(const struct crossover *crossover, FILE *stream)
{
    static const char *const words[] = {[CROSSOVER_EMPTY] = "none",
                                        [CROSSOVER_ALONE] = "alone",
                                        [CROSSOVER_OPEN] = "open",
                                        [CROSSOVER_TIE] = "tie",
                                        [CROSSOVER_WON] = "won"};
    const struct sweep *sweep = crossover->sweep;
    fputs("parameter,value,wait_per_compute,columns,workers,fastest,next,lead,lead_low,lead_high,wall_ns,n,outcome\n",
          stream);
    for (size_t row = 0; row < sweep->row_count; row++)
        for (size_t width = 0; width <= sweep->width_count; width++) {
            const struct crossover_contest *contest = crossover_at(crossover, row, width);
            const bool two = contest->standing != CROSSOVER_EMPTY && contest->standing != CROSSOVER_ALONE;
            csv_text(stream, sweep_param(sweep));
            csv_text(stream, sweep->rows[row].label);
            csv_real(stream, crossover_wait_ratio(sweep, row));
            csv_text(stream, width < sweep->width_count ? "equal workers" : "each at its best");
            csv_count(stream, width < sweep->width_count ? sweep->widths[width]
                              : contest->cell            ? contest->cell->workers
                                                         : YOKE_MISSING);
            csv_text(stream, contest->cell ? sweep->series[contest->first].source->name : NULL);
            csv_text(stream, two ? sweep->series[contest->second].source->name : NULL);
            csv_real(stream, two ? contest->lead.value : NAN);
            csv_real(stream, two ? contest->lead.low : NAN);
            csv_real(stream, two ? contest->lead.high : NAN);
            csv_real(stream, contest->cell ? contest->cell->wall_ns.median : NAN);
            csv_count(stream, contest->cell ? contest->cell->wall_ns.n : YOKE_MISSING);
            fprintf(stream, "%s\n", words[contest->standing]);
        }
}

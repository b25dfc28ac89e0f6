/* SPDX-License-Identifier: MIT */
/* The numbers of a METG chart as CSV. */
#include "metg_data.h"

#include "csv_text.h"

void metg_data_write(const struct metg_curves *curves, FILE *stream)
{
    fputs("workload,executor,workers,schedule,chunk,placement,task_ns,efficiency,efficiency_low,efficiency_high,metg_ns,metg_low_ns,"
          "metg_high_ns,metg\n", stream);
    static const char *const words[] = {[YOKE_METG_OK] = "ok", [YOKE_METG_BELOW] = "below", [YOKE_METG_NOT_REACHED] = "not_reached"};
    for (size_t i = 0; i < curves->count; i++)
        for (size_t k = 0; k < curves->curves[i].count; k++) {
            const struct yoke_metg *metg = curves->curves[i].metg;
            const struct metg_dot *dot = &curves->curves[i].dots[k];
            csv_text(stream, metg->workload);
            csv_text(stream, metg->executor);
            csv_count(stream, metg->workers);
            csv_text(stream, metg->schedule);
            csv_count(stream, metg->chunk);
            csv_text(stream, metg->placement);
            csv_real(stream, dot->task_ns);
            csv_real(stream, dot->efficiency.value);
            csv_real(stream, dot->efficiency.low);
            csv_real(stream, dot->efficiency.high);
            csv_real(stream, metg->value_ns);
            csv_real(stream, metg->low_ns);
            csv_real(stream, metg->high_ns);
            fprintf(stream, "%s\n", words[metg->status]);
        }
}

/* SPDX-License-Identifier: MIT */
/* The numbers of a chart as CSV, beside the script. */
#include "chart_data.h"
#include "csv_text.h"

static void summary_write(FILE *stream, const struct yoke_summary *summary)
{
    csv_real(stream, summary->median);
    csv_real(stream, summary->low);
    csv_real(stream, summary->high);
}

static void estimate_write(FILE *stream, const struct yoke_estimate *estimate)
{
    csv_real(stream, estimate->value);
    csv_real(stream, estimate->low);
    csv_real(stream, estimate->high);
}

void chart_data_write(const struct chart *chart, FILE *stream)
{
    static const char *const words[] = {[YOKE_CELL_OK] = "ok",
                                        [YOKE_CELL_FAILED] = "failed",
                                        [YOKE_CELL_SKIPPED] = "skipped",
                                        [YOKE_CELL_PARTIAL] = "partial"};
    fputs("cell,executor,schedule,chunk,placement,workers,wall_ns,wall_low_ns,wall_high_ns,cpu_ns,cpu_low_ns,cpu_high_"
          "ns,n,"
          "speedup,speedup_low,speedup_high,efficiency,efficiency_low,efficiency_high,ideal_ns,reason,status\n",
          stream);
    for (size_t i = 0; i < chart->study->series_count; i++)
        for (size_t j = 0; j < chart->study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = chart->study->series[i].cells[j];
            csv_text(stream, cell->name);
            csv_text(stream, cell->executor);
            csv_text(stream, cell->schedule);
            csv_count(stream, cell->chunk);
            csv_text(stream, cell->placement);
            csv_count(stream, cell->workers);
            summary_write(stream, &cell->wall_ns);
            summary_write(stream, &cell->cpu_ns);
            csv_count(stream, cell->wall_ns.n);
            estimate_write(stream, &cell->speedup);
            estimate_write(stream, &cell->efficiency);
            csv_count(stream, cell->ideal_ns);
            csv_text(stream, cell->reason);
            fprintf(stream, "%s\n", words[cell->status]);
        }
}

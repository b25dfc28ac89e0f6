/* SPDX-License-Identifier: MIT */
/* The numbers of a latency chart as CSV. */
#include "latency_data.h"

#include <math.h>

#include "csv_text.h"

static void percentiles_write(FILE *stream, const struct yoke_latency *latency)
{
    const struct yoke_estimate *const all[] = {&latency->p50_ns, &latency->p90_ns, &latency->p99_ns, &latency->p99_9_ns};
    const bool known = latency->n != YOKE_MISSING && latency->n;
    csv_count(stream, latency->n);
    for (size_t i = 0; i < 4; i++) {
        csv_real(stream, known ? all[i]->value : NAN);
        csv_real(stream, known ? all[i]->low : NAN);
        csv_real(stream, known ? all[i]->high : NAN);
    }
    csv_count(stream, known ? latency->max_ns : YOKE_MISSING);
}

void latency_data_write(const struct latency_page *page, FILE *stream)
{
    static const char *const times[] = {"latency", "queue", "service"};
    fputs("cell,executor,workers,schedule,placement,offered_rate,rate,utilisation,", stream);
    for (size_t i = 0; i < 3; i++) {
        fprintf(stream, "%s_n,", times[i]);
        for (const char *const *p = (const char *const[]){"p50", "p90", "p99", "p99_9", NULL}; *p; p++)
            fprintf(stream, "%s_%s_ns,%s_%s_low_ns,%s_%s_high_ns,", times[i], *p, times[i], *p, times[i], *p);
        fprintf(stream, "%s_max_ns,", times[i]);
    }
    fputs("overloaded\n", stream);
    for (size_t i = 0; i < page->count; i++)
        for (size_t k = 0; k < page->loads->series[page->first + i].count; k++) {
            const struct latency_point *point = &page->loads->series[page->first + i].points[k];
            csv_text(stream, point->cell->name);
            csv_text(stream, point->cell->executor);
            csv_count(stream, point->cell->workers);
            csv_text(stream, point->cell->schedule);
            csv_text(stream, point->cell->placement);
            csv_real(stream, point->cell->offered_rate);
            csv_real(stream, point->cell->rate.value);
            csv_real(stream, point->cell->utilisation);
            percentiles_write(stream, &point->cell->latency);
            percentiles_write(stream, &point->cell->queue);
            percentiles_write(stream, &point->cell->service);
            fprintf(stream, "%d\n", point->overloaded);
        }
}

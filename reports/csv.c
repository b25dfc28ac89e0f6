/* SPDX-License-Identifier: MIT */
/* Tidy data for other programs: one line a sample, one column a variable, base units, the unit in the name. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison_csv.h"
#include "csv_text.h"
#include "study.h"
#include "yoke/report.h"

/* "n=5000000;step=0" */
static void csv_params(FILE *stream, const struct yoke_cell *cell)
{
    char *text = NULL;
    size_t bytes = 0;
    FILE *memory = open_memstream(&text, &bytes);
    for (size_t i = 0; memory && i < cell->param_count; i++) {
        char value[128];
        study_param_text(value, sizeof value, cell, i);
        fprintf(memory, "%s%s=%s", i ? ";" : "", cell->params[i].name ? cell->params[i].name : "", value);
    }
    if (memory)
        fclose(memory);
    csv_text(stream, text);
    free(text);
}

static void csv_cell(FILE *stream, const struct yoke_cell *cell)
{
    csv_text(stream, cell->name);
    csv_text(stream, cell->workload);
    csv_params(stream, cell);
    csv_text(stream, cell->executor);
    csv_count(stream, cell->workers);
    csv_text(stream, cell->schedule);
    csv_count(stream, cell->chunk);
    csv_text(stream, cell->placement);
    csv_count(stream, cell->tasks);
}

/* The time that `per_mille` thousandths of the sample's tasks did not exceed; missing when no task was recorded, or so
 * few that not one is expected beyond: then it would be the longest under another name. */
static uint64_t sample_percentile(const struct yoke_sample *sample, uint64_t per_mille)
{
    const size_t buckets =
        sample->latency_ns_count < sample->latency_count_count ? sample->latency_ns_count : sample->latency_count_count;
    uint64_t total = 0, seen = 0;
    for (size_t i = 0; i < buckets; i++)
        total += sample->latency_count[i];
    const uint64_t rank = total / 1000 * per_mille + (total % 1000 * per_mille + 999) / 1000;
    for (size_t i = 0; i < buckets && rank < total; i++) {
        seen += sample->latency_count[i];
        if (seen >= rank)
            return sample->latency_ns[i];
    }
    return YOKE_MISSING;
}

/* One sample's own percentiles: those of a cell, with their intervals, are in result.json. */
static void csv_latency(FILE *stream, const struct yoke_sample *sample)
{
    csv_count(stream, sample_percentile(sample, 500));
    csv_count(stream, sample_percentile(sample, 990));
    csv_count(stream, sample_percentile(sample, 999));
    csv_count(stream, sample->latency_ns_count ? sample->latency_max_ns : YOKE_MISSING);
}

/* "PAPI_TOT_INS=123;page-faults=3": a record's events are not another's, so they share a column. */
static void csv_counters(FILE *stream, const struct yoke_sample *sample)
{
    char *text = NULL;
    size_t bytes = 0;
    FILE *memory = open_memstream(&text, &bytes);
    const char *separator = "";
    for (size_t i = 0; memory && i < sample->counter_count; i++) {
        const struct yoke_counter *counter = &sample->counters[i];
        if (counter->value == YOKE_MISSING || !counter->name)
            continue;
        fprintf(memory, "%s%s=%" PRIu64, separator, counter->name, counter->value);
        separator = ";";
    }
    if (memory)
        fclose(memory);
    csv_text(stream, text);
    free(text);
}

/* The cell's, with their intervals: "ipc=1.23[1.22..1.24]"; an open end is left empty. */
static void csv_derived(FILE *stream, const struct yoke_cell *cell)
{
    char *text = NULL;
    size_t bytes = 0;
    FILE *memory = open_memstream(&text, &bytes);
    for (size_t i = 0; memory && i < cell->derived_count; i++) {
        const struct yoke_derived *derived = &cell->derived[i];
        fprintf(memory, "%s%s=%.9g[", i ? ";" : "", derived->name ? derived->name : "", derived->value);
        if (isfinite(derived->low))
            fprintf(memory, "%.9g", derived->low);
        fputs("..", memory);
        if (isfinite(derived->high))
            fprintf(memory, "%.9g", derived->high);
        fputc(']', memory);
    }
    if (memory)
        fclose(memory);
    csv_text(stream, text);
    free(text);
}

static void csv_sample(FILE *stream, const struct yoke_cell *cell, const struct yoke_sample *sample)
{
    csv_count(stream, sample->block);
    csv_count(stream, sample->order);
    csv_count(stream, sample->process);
    csv_count(stream, sample->iteration);
    csv_count(stream, sample->started_ns);
    csv_count(stream, sample->wall_ns);
    csv_count(stream, sample->cpu_ns);
    csv_latency(stream, sample);
    csv_count(stream, sample->noise.steal_ns);
    csv_count(stream, sample->noise.run_delay_ns);
    csv_count(stream, sample->noise.involuntary_switches);
    csv_count(stream, sample->noise.voluntary_switches);
    csv_count(stream, sample->noise.migrations);
    csv_counters(stream, sample);
    csv_derived(stream, cell);
    csv_text(stream, sample->reject_reason);
    csv_text(stream, cell->side);
    csv_text(stream, sample->disturbed);
    csv_count(stream, sample->noise.throttled_ns);
    csv_count(stream, sample->noise.major_faults);
    csv_count(stream, sample->noise.frequency_hz);
    csv_count(stream, sample->max_rss_bytes);
    csv_count(stream, sample->peak_bytes);
    fprintf(stream, "%s,%s,%s\n", sample->crashed ? "true" : "false", sample->verified ? "true" : "false",
            sample->usable ? "true" : "false");
}

static int csv_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    fputs(
        "cell,workload,params,executor,workers,schedule,chunk,placement,tasks,block,order,process,iteration,started_ns,"
        "wall_ns,cpu_ns,task_p50_ns,task_p99_ns,task_p99_9_ns,task_max_ns,steal_ns,run_delay_ns,"
        "involuntary_switches,voluntary_switches,migrations,counters,derived,reject_reason,"
        "side,disturbed,throttled_ns,major_faults,frequency_hz,max_rss_bytes,peak_bytes,crashed,verified,usable\n",
        target->stream);
    for (size_t i = 0; i < record->cell_count; i++)
        for (size_t j = 0; j < record->cells[i].sample_count; j++) {
            csv_cell(target->stream, &record->cells[i]);
            csv_sample(target->stream, &record->cells[i], &record->cells[i].samples[j]);
        }
    if (!ferror(target->stream))
        return 0;
    yoke_error_set(error, "the samples cannot be written: %s", strerror(EIO));
    return -EIO;
}

const struct yoke_report yoke_report_csv = {
    .name = "csv",
    .summary = "every sample, or every row of a comparison, as one line of comma-separated values",
    .kind = YOKE_REPORT_TEXT,
    .file = "samples.csv",
    .write = csv_write,
    .compare = comparison_csv_write,
};

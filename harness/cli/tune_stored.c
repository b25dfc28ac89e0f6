/* SPDX-License-Identifier: MIT */
/* Habits are those of the machine that the record tells of, not of this one. */
#include "tune_stored.h"

#include <math.h>
#include <string.h>

#include "analysis.h"
#include "check.h"
#include "tune_compare.h"

/* What the record was tuned for, where nobody says otherwise. */
static struct tune_settings settings_of(const struct yoke_record *record, const struct tune_settings *asked)
{
    struct tune_settings settings = *asked;
    const struct yoke_advice *stored = record->advice_count ? &record->advice[0] : NULL;
    if (!stored)
        return settings;
    if (!(settings.theta > 0) && stored->theta > 0 && stored->theta < 1)
        settings.theta = stored->theta;
    if (settings.p99_ns || settings.efficiency > 0 || settings.memory_bytes || !stored->objective ||
        !(stored->target > 0))
        return settings;
    if (!strcmp(stored->objective, "p99") && stored->target < 0x1p53)
        settings.p99_ns = (uint64_t)stored->target;
    else if (!strcmp(stored->objective, "efficiency"))
        settings.efficiency = stored->target;
    else if (!strcmp(stored->objective, "memory") && stored->target < 0x1p53)
        settings.memory_bytes = (uint64_t)stored->target;
    return settings;
}

static bool has_latencies(const struct yoke_record *record)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (record->cells[i].latency.n != YOKE_MISSING && record->cells[i].latency.n)
            return true;
    return false;
}

static bool has_samples(const struct yoke_record *record)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (record->cells[i].sample_count)
            return true;
    return false;
}

static int advise(const char *path, const struct tune_settings *asked, struct record *record, struct yoke_error *error)
{
    if (!has_samples(&record->facts)) {
        yoke_error_set(error, "%.300s holds no sample to learn from: name the result.json of yoke tune or yoke run",
                       path);
        return YOKE_EXIT_NOTHING;
    }
    const struct tune_settings settings = settings_of(&record->facts, asked);
    struct tune_rule rule;
    tune_rule_fill(&rule, &settings, &record->facts.machine.cpus);
    if (analysis_run(record)) {
        yoke_error_set(error, "no memory to analyse %.300s", path);
        return YOKE_EXIT_FAILED;
    }
    if (settings.p99_ns && !has_latencies(&record->facts)) {
        yoke_error_set(error,
                       "--p99: %.300s holds no times of single tasks: measure them with yoke tune --p99 or --latency",
                       path);
        return YOKE_EXIT_USAGE;
    }
    if (recommend_compute(record, &rule.rule)) {
        yoke_error_set(error, "no memory for advice from %.300s", path);
        return YOKE_EXIT_FAILED;
    }
    return YOKE_EXIT_DONE;
}

int tune_stored_load(const char *path, const struct tune_settings *settings, struct record **record,
                     struct yoke_error *error)
{
    if (record_load(path, record, error))
        return YOKE_EXIT_USAGE;
    const int status = advise(path, settings, *record, error);
    if (status) {
        record_free(*record);
        *record = NULL;
    }
    return status;
}

static int show(const struct program *program, const struct yoke_record *record, struct yoke_error *error)
{
    const struct tune_settings *settings = program->options.settings;
    const struct yoke_report *format = tune_format(settings, program->options.format);
    const struct yoke_target target = program_target(program);
    struct tune_ending ending = {settings, format, program->options.quiet};
    if (format && format->write(record, &target, error))
        return YOKE_EXIT_FAILED;
    fflush(stdout);
    check_print_rejection(record, stderr);
    return tune_end(&ending, record, error);
}

int tune_stored(const struct program *program, struct yoke_error *error)
{
    const struct tune_settings *settings = program->options.settings;
    struct record *record = NULL;
    int status = tune_stored_load(settings->from, settings, &record, error);
    if (status)
        return status;
    if (settings->compare)
        status = tune_compare(&record->facts, settings, stdout, error);
    else
        status = show(program, &record->facts, error);
    record_free(record);
    return status;
}

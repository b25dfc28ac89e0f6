/* SPDX-License-Identifier: MIT */
/* Counters and lateness of a cell as one number each. */
#include "table_counters.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The event's value in one sample; NaN unless it counted all the time. */
static double sample_counter(const struct yoke_sample *sample, const char *name)
{
    for (size_t i = 0; i < sample->counter_count; i++) {
        const struct yoke_counter *counter = &sample->counters[i];
        if (counter->status == YOKE_COUNTER_OK && counter->value != YOKE_MISSING && counter->name &&
            strcmp(counter->name, name) == 0)
            return (double)counter->value;
    }
    return NAN;
}

static double sample_named(const struct yoke_sample *sample, const void *name)
{
    return sample_counter(sample, name);
}

static double sample_lateness(const struct yoke_sample *sample, const void *unused)
{
    (void)unused;
    const bool slept = sample->lateness.count > 0 && sample->lateness.count != YOKE_MISSING;
    return slept ? sample->lateness.mean_ns : NAN;
}

static int double_compare(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Median of what `measure` finds in the usable samples; NaN: it finds nothing, or memory is short. */
static double cell_median(const struct yoke_cell *cell, double (*measure)(const struct yoke_sample *, const void *),
                          const void *argument)
{
    double *values = calloc(cell->sample_count + 1, sizeof *values);
    if (!values)
        return NAN;
    size_t count = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const double value = cell->samples[i].usable ? measure(&cell->samples[i], argument) : NAN;
        if (isfinite(value))
            values[count++] = value;
    }
    qsort(values, count, sizeof *values, double_compare);
    const double median = !count ? NAN : (values[(count - 1) / 2] + values[count / 2]) / 2;
    free(values);
    return median;
}

double table_counter_median(const struct yoke_cell *cell, const char *name)
{
    return cell_median(cell, sample_named, name);
}

double table_lateness(const struct yoke_cell *cell)
{
    return cell_median(cell, sample_lateness, NULL);
}

/* Hardware events stand in the table of derived quantities; the task clock is CPU time, energy becomes watts. */
static bool name_is_shown_elsewhere(const char *name)
{
    return isupper((unsigned char)name[0]) || strstr(name, "::") || strcmp(name, "task-clock") == 0 ||
           strcmp(name, "energy-pkg") == 0;
}

/* Adds the names a sample has values for and that are not there yet. Returns the new count. */
static size_t names_add(const struct yoke_sample *sample, const char *names[], size_t count)
{
    for (size_t i = 0; i < sample->counter_count && count < TABLE_COUNTERS_MOST; i++) {
        const char *name = sample->counters[i].name;
        bool known = !name || isnan(sample_counter(sample, name)) || name_is_shown_elsewhere(name);
        for (size_t j = 0; !known && j < count; j++)
            known = strcmp(names[j], name) == 0;
        if (!known)
            names[count++] = name;
    }
    return count;
}

size_t table_counter_names(const struct study *study, const char *names[TABLE_COUNTERS_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            for (size_t k = 0; k < cell->sample_count && count < TABLE_COUNTERS_MOST; k++)
                count = names_add(&cell->samples[k], names, count);
        }
    return count;
}

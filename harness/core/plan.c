/* SPDX-License-Identifier: MIT */
/* What a plan owns. */
#include "plan.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void study_release(struct plan_study *study)
{
    for (size_t i = 0; i < YOKE_PARAMS_MOST; i++)
        free(study->params[i].values);
    free(study->executors);
    free(study->workers.values);
    free(study->schedules);
    free(study->chunks.values);
    for (size_t i = 0; i < study->placement_count; i++)
        free(study->placements[i].text);
    free(study->placements);
    study_command_free(study->command);
}

static void texts_free(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
}

const char *plan_trace_name(enum plan_trace trace)
{
    static const char *const names[] = {[PLAN_TRACE_OFF] = "off", [PLAN_TRACE_LAST] = "last", [PLAN_TRACE_ALL] = "all"};
    return names[trace];
}

void plan_free(struct plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->study_count; i++)
        study_release(&plan->studies[i]);
    free(plan->studies);
    free(plan->rates.values);
    texts_free(plan->plugins, plan->plugin_count);
    texts_free(plan->counters, plan->counter_count);
    texts_free(plan->notes, plan->note_count);
    free(plan->name);
    free(plan->output);
    free(plan);
}

int plan_note(struct plan *plan, const char *format, ...)
{
    char *note = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&note, format, arguments);
    va_end(arguments);
    if (length < 0)
        return -ENOMEM;
    for (size_t i = 0; i < plan->note_count; i++)
        if (!strcmp(plan->notes[i], note)) {
            free(note);
            return 0;
        }
    char **grown = reallocarray(plan->notes, plan->note_count + 1, sizeof *grown);
    if (!grown) {
        free(note);
        return -ENOMEM;
    }
    plan->notes = grown;
    plan->notes[plan->note_count++] = note;
    return 0;
}

/* A second shows bursts and is over soon; below some tasks a percentile is no more than the longest of them, and beyond a
 * million none that anybody asks for gets surer, while every task takes memory. */
enum { SECONDS = 1, TASKS_LEAST = 20, TASKS_ENOUGH = 1000000 };

uint64_t plan_rate_tasks(const struct plan_study *study, uint64_t rate_mhz)
{
    const uint64_t tasks = rate_mhz * SECONDS / 1000;
    if (study->task_count || !rate_mhz)
        return study->task_count;
    return tasks < TASKS_LEAST ? TASKS_LEAST : tasks > TASKS_ENOUGH ? TASKS_ENOUGH : tasks;
}

static uint64_t product(uint64_t points, size_t count)
{
    return __builtin_mul_overflow(points, (uint64_t)count, &points) ? UINT64_MAX : points;
}

uint64_t plan_points(const struct plan *plan)
{
    uint64_t all = 0;
    for (size_t i = 0; i < plan->study_count; i++) {
        const struct plan_study *study = &plan->studies[i];
        uint64_t points = plan->rates.count ? plan->rates.count : 1;
        for (size_t k = 0; k < YOKE_PARAMS_MOST; k++)
            points = product(points, study->params[k].count ? study->params[k].count : 1);
        points = product(points, study->executor_count);
        points = product(points, study->workers.count);
        points = product(points, study->schedule_count);
        points = product(points, study->chunks.count);
        points = product(points, study->placement_count);
        if (__builtin_add_overflow(all, points, &all))
            return UINT64_MAX;
    }
    return all;
}

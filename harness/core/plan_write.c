/* SPDX-License-Identifier: MIT */
/* A plan as a plan file: what was resolved, spelled out, so that it can be read, changed and run again. */
#include "plan.h"

#include "plan_text.h"
#include "request_keys.h"
#include "units.h"

#include <inttypes.h>
#include <stdbool.h>

/* Counts are numbers, sizes and durations texts with their unit. */
static void write_value(uint64_t value, enum yoke_unit unit, FILE *stream)
{
    char text[UNITS_TEXT_BYTES];
    units_name(value, unit, text);
    fprintf(stream, unit == YOKE_COUNT ? "%s" : "\"%s\"", text);
}

/* A number, or the word for one that is found out before the first block. */
static void write_open(uint64_t value, const char *word, FILE *stream)
{
    if (value)
        write_value(value, YOKE_COUNT, stream);
    else
        plan_text_write(word, stream);
}

/* One value as it is, several as a list. */
static void write_axis(const struct plan_axis *axis, enum yoke_unit unit, FILE *stream)
{
    fputs(axis->count == 1 ? "" : "[", stream);
    for (size_t i = 0; i < axis->count; i++) {
        fputs(i ? ", " : "", stream);
        write_value(axis->values[i], unit, stream);
    }
    fputs(axis->count == 1 ? "" : "]", stream);
}

static void write_param(const struct plan_axis *axis, const struct yoke_param *param, FILE *stream)
{
    if (!param->choices) {
        write_axis(axis, param->unit, stream);
        return;
    }
    fputs(axis->count == 1 ? "" : "[", stream);
    for (size_t i = 0; i < axis->count; i++) {
        fputs(i ? ", " : "", stream);
        plan_text_write(param->choices[axis->values[i]], stream);
    }
    fputs(axis->count == 1 ? "" : "]", stream);
}

static void write_params(const struct plan_study *study, FILE *stream)
{
    fputs("      \"params\": {", stream);
    const struct yoke_param *params = study->workload->params;
    const char *join = "";
    for (size_t i = 0; params && params[i].name; i++) {
        if (study->command && i == study->command->own_count) /* its name follows from its words */
            continue;
        fprintf(stream, "%s\"%s\": ", join, params[i].name);
        write_param(&study->params[i], &params[i], stream);
        join = ", ";
    }
    fputs("},\n", stream);
}

/* Placements are always a list: in a text, commas between processor numbers and between placements look alike. */
static void write_placements(const struct plan_study *study, FILE *stream)
{
    fputs("      \"placement\": [", stream);
    for (size_t i = 0; i < study->placement_count; i++) {
        fputs(i ? ", " : "", stream);
        plan_text_write(study->placements[i].text, stream);
    }
    fputs("]\n", stream);
}

static void write_command(const struct study_command *command, FILE *stream)
{
    fputs("      \"command\": [", stream);
    for (size_t i = 0; i < command->word_count; i++) {
        fputs(i ? ", " : "", stream);
        plan_text_write(command->words[i], stream);
    }
    fprintf(stream, "],\n      \"expect_exit\": %" PRIu64 ",\n", command->expected_exit);
    if (command->input) {
        fputs("      \"stdin\": ", stream);
        plan_text_write(command->input, stream);
        fputs(",\n", stream);
    }
    if (command->expected_output) {
        fputs("      \"expect_output\": ", stream);
        plan_text_write(command->expected_output, stream);
        fputs(",\n", stream);
    }
}

static void write_study(const struct plan *plan, const struct plan_study *study, FILE *stream)
{
    fputs("    {\n      \"workload\": ", stream);
    plan_text_write(study->workload->name, stream);
    if (study->task_count || !plan->rates.count) { /* else they follow from the rate */
        fputs(",\n      \"tasks\": ", stream);
        write_open(study->task_count, REQUEST_CALIBRATED, stream);
    }
    fputs(",\n", stream);
    if (study->command)
        write_command(study->command, stream);
    write_params(study, stream);
    fputs("      \"executors\": [", stream);
    for (size_t i = 0; i < study->executor_count; i++)
        fprintf(stream, "%s\"%s\"", i ? ", " : "", study->executors[i]->name);
    fputs("],\n      \"workers\": ", stream);
    write_axis(&study->workers, YOKE_COUNT, stream);
    fputs(",\n      \"schedules\": [", stream);
    for (size_t i = 0; i < study->schedule_count; i++)
        fprintf(stream, "%s\"%s\"", i ? ", " : "", study->schedules[i]->name);
    fputs("],\n      \"chunk\": ", stream);
    write_axis(&study->chunks, YOKE_COUNT, stream);
    fputs(",\n", stream);
    write_placements(study, stream);
    fputs("    }", stream);
}

static void write_counters(const struct plan *plan, FILE *stream)
{
    fputs("  \"counters\": ", stream);
    if (!plan->counter_count)
        plan_text_write(plan->counters ? "none" : "default", stream);
    for (size_t i = 0; i < plan->counter_count; i++) {
        fputs(i ? ", " : "[", stream);
        plan_text_write(plan->counters[i], stream);
    }
    fputs(plan->counter_count ? "],\n" : ",\n", stream);
}

static void write_run(const struct plan *plan, FILE *stream)
{
    fputs("  \"name\": ", stream);
    plan_text_write(plan->name, stream);
    fprintf(stream, ",\n  \"blocks\": %" PRIu64 ",\n  \"iterations\": ", plan->blocks);
    write_open(plan->iterations, REQUEST_AUTO, stream);
    fprintf(stream, ",\n  \"warmup\": %" PRIu64 ",\n  \"warmup_study\": \"%s\",\n  \"seed\": %" PRIu64 ",\n  \"precision\": ",
            plan->warmup, plan->warmup_study ? "on" : "off", plan->seed);
    write_value(plan->precision_ppm, YOKE_SHARE, stream);
    fputs(",\n  \"budget\": ", stream);
    write_value(plan->budget_ns, YOKE_NS, stream);
    fputs(",\n  \"reserve\": ", stream);
    write_value(plan->reserve_ppm, YOKE_SHARE, stream);
    fputs(",\n  \"limit\": ", stream);
    write_value(plan->limit_ns, YOKE_NS, stream);
    fputs(",\n", stream);
    if (plan->rates.count) {
        fputs("  \"rate\": ", stream);
        write_axis(&plan->rates, YOKE_RATE, stream);
        fprintf(stream, ",\n  \"arrivals\": \"%s\",\n", plan->arrivals);
    }
    if (plan->scale_work)
        fputs("  \"scale\": \"work\",\n", stream);
    write_counters(plan, stream);
    fprintf(stream, "  \"counter_scope\": \"%s\",\n  \"multiplex\": \"%s\",\n  \"require_counters\": \"%s\",\n",
            counter_scope_words[plan->counter_scope], plan->multiplex ? "on" : "off",
            plan->require_counters ? "on" : "off");
    fprintf(stream, "  \"latency\": \"%s\",\n  \"trace\": \"%s\",\n  \"profile\": \"%s\",\n  \"io_driver\": \"%s\",\n",
            plan->latency ? "on" : "off", plan_trace_name(plan->trace), plan->profile ? "on" : "off", plan->io_driver ? plan->io_driver : "auto");
    for (size_t i = 0; i < plan->plugin_count; i++) {
        fputs(i ? ", " : "  \"plugins\": [", stream);
        plan_text_write(plan->plugins[i], stream);
        fputs(i + 1 == plan->plugin_count ? "],\n" : "", stream);
    }
    if (plan->output) {
        fputs("  \"output\": ", stream);
        plan_text_write(plan->output, stream);
        fputs(",\n", stream);
    }
}

void plan_write(const struct plan *plan, bool comments, FILE *stream)
{
    fputs("{\n", stream);
    for (size_t i = 0; i < plan->note_count && comments; i++)
        fprintf(stream, "  // %s\n", plan->notes[i]);
    write_run(plan, stream);
    fputs("  \"studies\": [\n", stream);
    for (size_t i = 0; i < plan->study_count; i++) {
        write_study(plan, &plan->studies[i], stream);
        fputs(i + 1 < plan->study_count ? ",\n" : "\n", stream);
    }
    fputs("  ]\n}\n", stream);
}

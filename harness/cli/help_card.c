/* SPDX-License-Identifier: MIT */
/* Cards: all that a descriptor says about its workload or executor. */
#include "help_private.h"

#include "param_text.h"

#include <inttypes.h>
#include <string.h>

enum { LABEL_COLUMNS = 14, PARAM_COLUMNS = 14, NUMBER_COLUMNS = 9, TEXT_COLUMNS = 96 };

static void show_label(const char *label, FILE *stream)
{
    fprintf(stream, "  %-*s", LABEL_COLUMNS, label);
}

/* Sentences behind a label, broken between words where the line is full. */
static void show_sentences(const char *label, const char *text, FILE *stream)
{
    int column = fprintf(stream, "  %-*s", LABEL_COLUMNS, label);
    for (const char *word = text; *word;) {
        const int length = (int)strcspn(word, " ");
        if (column + 1 + length > TEXT_COLUMNS)
            column = fprintf(stream, "\n  %-*s", LABEL_COLUMNS, "") - 1;
        column += fprintf(stream, "%s%.*s", column > 2 + LABEL_COLUMNS ? " " : "", length, word);
        word += length + (word[length] == ' ');
    }
    fputs("\n", stream);
}

/* What a parameter changes, and the words it takes: "…; one of constant, uniform, pareto". */
static void show_summary(const struct yoke_param *param, FILE *stream)
{
    fputs(param->summary, stream);
    for (size_t i = 0; param->choices && param->choices[i]; i++)
        fprintf(stream, "%s%s", i ? ", " : "; one of ", param->choices[i]);
    fputs("\n", stream);
}

/* Columns of the defaults: words can be longer than numbers. */
static int fallback_columns(const struct yoke_param *params)
{
    int columns = NUMBER_COLUMNS;
    for (const struct yoke_param *param = params; param->name; param++) {
        char fallback[UNITS_TEXT_BYTES];
        param_exact(param, param->fallback, fallback);
        if ((int)strlen(fallback) + 2 > columns)
            columns = (int)strlen(fallback) + 2;
    }
    return columns;
}

static void show_params(const struct yoke_param *params, FILE *stream)
{
    const int columns = fallback_columns(params);
    fprintf(stream, "\n  %-*s%-*s%-*s%-*smost\n", PARAM_COLUMNS, "parameter", NUMBER_COLUMNS + 1, "unit", columns,
            "default", NUMBER_COLUMNS, "least");
    for (const struct yoke_param *param = params; param->name; param++) {
        char fallback[UNITS_TEXT_BYTES], least[UNITS_TEXT_BYTES] = "", most[UNITS_TEXT_BYTES] = "";
        param_exact(param, param->fallback, fallback);
        if (!param->choices) {
            units_exact(param->least, param->unit, least);
            units_exact(param->most, param->unit, most);
        }
        fprintf(stream, "  %-*s%-*s%-*s%-*s%-*s ", PARAM_COLUMNS, param->name, NUMBER_COLUMNS + 1, param_noun(param),
                columns, fallback, NUMBER_COLUMNS, least, NUMBER_COLUMNS, most);
        show_summary(param, stream);
    }
}

static void show_tasks(const struct yoke_workload *workload, FILE *stream)
{
    show_label("tasks", stream);
    if (workload->takes_command)
        fputs("one for each worker of the widest cell, unless --tasks says otherwise\n", stream);
    else if (workload->divides)
        fprintf(stream, "%" PRIu64 " parts of one piece of work, unless --tasks says otherwise\n",
                workload->default_tasks);
    else
        fprintf(stream, "%" PRIu64 " in a sample where that fits; calibrated unless --tasks says otherwise\n",
                workload->default_tasks);
}

/* What is known without a clock, and so what follows from one. */
static void show_facts(const struct yoke_workload *workload, FILE *stream)
{
    if (workload->operation) {
        show_label("rate in", stream);
        fprintf(stream, "%ss per second\n", workload->operation);
    }
    if (workload->moved) {
        show_label("bytes", stream);
        fprintf(stream, "%s; a rate of theirs is shown too\n", workload->moved);
    }
    if (workload->ideal_ns) {
        show_label("ideal", stream);
        fputs("what the waits alone would take is known, and drawn beside what was measured\n", stream);
    }
}

static void show_example(const struct yoke_workload *workload, FILE *stream)
{
    fputs("\n  yoke run", stream);
    if (workload->takes_command)
        fputs(" -p n=1,2 -- PROGRAM --threads={n}", stream);
    else
        fprintf(stream, " %s", workload->name);
    for (const struct yoke_param *param = workload->params; param && param->name; param++) {
        char value[UNITS_TEXT_BYTES];
        param_exact(param, param->fallback, value);
        fprintf(stream, " -p %s=%s", param->name, value);
    }
    fputs("\n", stream);
}

void help_workload(const struct yoke_workload *workload, FILE *stream)
{
    static const char *const bounds[] = {[YOKE_CPU_BOUND] = "the processor",
                                         [YOKE_MEMORY_BOUND] = "memory",
                                         [YOKE_IO_BOUND] = "input and output, or waiting",
                                         [YOKE_SYNC_BOUND] = "synchronisation",
                                         [YOKE_MIXED] = "several things"};
    fprintf(stream, "%s: %s\n\n", workload->name, workload->summary);
    if (workload->unavailable) {
        show_label("not available", stream);
        fprintf(stream, "%s\n", workload->unavailable);
    }
    show_label("limited by", stream);
    fprintf(stream, "%s\n", bounds[workload->bound]);
    show_tasks(workload, stream);
    show_facts(workload, stream);
    if (workload->reading)
        show_sentences("reading", workload->reading, stream);
    if (workload->params && workload->params->name)
        show_params(workload->params, stream);
    else if (workload->takes_command)
        fputs("\n  Its parameters are yours: {NAME} in its words stands for each value of -p NAME=SWEEP.\n", stream);
    else
        fputs("\n  It takes no parameters.\n", stream);
    show_example(workload, stream);
}

void help_executor(const struct yoke_executor *executor, FILE *stream)
{
    static const struct {
        enum yoke_capability bit;
        const char *yes, *no;
    } capabilities[] = {
        {YOKE_PARALLEL, "runs several tasks at the same time", "runs one task after the other, so with 1 worker only"},
        {YOKE_ISOLATED, "workers are processes: a task cannot touch another worker's memory", NULL},
        {YOKE_SURVIVES_CRASH, "a task that dies costs that task alone", "a task that dies ends the visit of its cell"},
        {YOKE_PARKS_IO, "a waiting task gives its worker to another", "a waiting task keeps its worker"},
    };
    fprintf(stream, "%s: %s\n\n", executor->name, executor->summary);
    if (executor->unavailable)
        fprintf(stream, "  not available: %s\n", executor->unavailable);
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++) {
        bool has = executor->capabilities & capabilities[i].bit;
        const char *text = has ? capabilities[i].yes : capabilities[i].no;
        if (text)
            fprintf(stream, "  %s\n", text);
    }
    for (const struct yoke_setting *setting = executor->environment; setting && setting->name; setting++)
        fprintf(stream, "  runs with %s=%s\n", setting->name, setting->value);
    const char *details = executor->describe && !executor->unavailable ? executor->describe() : NULL;
    if (details)
        fprintf(stream, "  %s\n", details);
}

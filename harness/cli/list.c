/* SPDX-License-Identifier: MIT */
/* Printing the catalogue. */
#include "list.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { NAME_COLUMNS = 18 };

/* One entry, whatever it is of. */
struct line {
    const char *name, *summary, *unavailable;
};

/* Fills in the entry at `index`. Returns false past the last one. */
typedef bool line_reader(const struct yoke_catalogue *catalogue, size_t index, struct line *line);

static bool workload_line(const struct yoke_catalogue *catalogue, size_t index, struct line *line)
{
    const struct yoke_workload *workload = catalogue->workloads[index];
    if (workload)
        *line = (struct line){workload->name, workload->summary, workload->unavailable};
    return workload != NULL;
}

static bool executor_line(const struct yoke_catalogue *catalogue, size_t index, struct line *line)
{
    const struct yoke_executor *executor = catalogue->executors[index];
    if (executor)
        *line = (struct line){executor->name, executor->summary, executor->unavailable};
    return executor != NULL;
}

static bool schedule_line(const struct yoke_catalogue *catalogue, size_t index, struct line *line)
{
    const struct yoke_schedule *schedule = catalogue->schedules[index];
    if (schedule)
        *line = (struct line){schedule->name, schedule->summary, NULL};
    return schedule != NULL;
}

static bool report_line(const struct yoke_catalogue *catalogue, size_t index, struct line *line)
{
    const struct yoke_report *report = catalogue->reports[index];
    if (report)
        *line = (struct line){report->name, report->summary, NULL};
    return report != NULL;
}

static const struct {
    const char *noun;
    line_reader *read;
} sections[] = {
    {"workloads", workload_line}, {"executors", executor_line}, {"schedules", schedule_line}, {"reports", report_line}};

static void section_show(const struct yoke_catalogue *catalogue, line_reader *read, const char *indent, FILE *stream)
{
    struct line line;
    for (size_t i = 0; read(catalogue, i, &line); i++) {
        fprintf(stream, "%s%-*s %s\n", indent, NAME_COLUMNS, line.name, line.summary);
        if (line.unavailable)
            fprintf(stream, "%s%-*s not available: %s\n", indent, NAME_COLUMNS, "", line.unavailable);
    }
}

int list_show(const struct yoke_catalogue *catalogue, const char *noun, FILE *stream)
{
    bool shown = false;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (noun && strcmp(sections[i].noun, noun) != 0)
            continue;
        if (!noun)
            fprintf(stream, "%s%s\n", i ? "\n" : "", sections[i].noun);
        section_show(catalogue, sections[i].read, noun ? "" : "  ", stream);
        shown = true;
    }
    return shown ? 0 : -EINVAL;
}

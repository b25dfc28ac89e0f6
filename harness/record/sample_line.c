/* SPDX-License-Identifier: MIT */
/* By the same tables as the record. */
#include "sample_line.h"

#include "fields_private.h"
#include "line.h"

/* What identifies the cell, and the sample. Points into the record. */
struct sample_line {
    const char *cell, *workload, *side, *executor, *schedule, *placement;
    struct yoke_setting_value *params;
    size_t param_count;
    uint64_t workers, chunk, tasks;
    struct yoke_sample sample;
};

static const struct field fields[] = {
    TEXT(sample_line, cell, "name of the cell"),
    TEXT(sample_line, workload, "what its tasks do"),
    {.key = "params", .kind = FIELD_SETTINGS, COUNTED(sample_line, params, param_count), .summary = "the workload's parameters"},
    TEXT(sample_line, side, "of a comparison"),
    TEXT(sample_line, executor, "how tasks were run"),
    COUNT(sample_line, workers, "flows of control"),
    TEXT(sample_line, schedule, "how tasks were handed out"),
    COUNT(sample_line, chunk, "tasks at a time"),
    TEXT(sample_line, placement, "where workers ran"),
    COUNT(sample_line, tasks, "in this sample"),
    OBJECT(sample_line, sample, sample_shape, "the sample"),
    END,
};
static const struct shape line_shape = SHAPE("sample_line", sample_line, fields);

int sample_line_write(const struct yoke_cell *cell, const struct yoke_sample *sample, FILE *stream)
{
    const struct sample_line line = {
        .cell = cell->name,
        .workload = cell->workload,
        .side = cell->side,
        .executor = cell->executor,
        .schedule = cell->schedule,
        .placement = cell->placement,
        .params = cell->params,
        .param_count = cell->param_count,
        .workers = cell->workers,
        .chunk = cell->chunk,
        .tasks = cell->tasks,
        .sample = *sample,
    };
    return line_write(&line_shape, &line, stream);
}

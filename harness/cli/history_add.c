/* SPDX-License-Identifier: MIT */
/* Records into a history: of a gate its paired ratios, of a run the times of its cells. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "history_commit.h"
#include "history_private.h"

/* One record on its way. */
struct source {
    const char *path;
    const struct yoke_record *record;
    const char *commit, *time;
    struct history_intake *intake;
    size_t rows;
};

static int row_give(struct source *source, struct history_row *row, struct yoke_error *error)
{
    struct yoke_error fault = {.text = ""};
    row->commit = source->commit;
    row->time = source->time;
    row->host = source->record->machine.hostname;
    row->fingerprint = source->record->fingerprint;
    int status = row_check(row, &fault);
    if (status)
        yoke_error_set(error, "%.150s: %s", source->path, fault.text);
    else
        status = history_intake_take(source->intake, row, error);
    source->rows += !status;
    return status;
}

/* What no conclusion may rest on is no point of a line either. */
static bool is_ratio(const struct yoke_verdict *verdict)
{
    return verdict->ratio.value > 0 && isfinite(verdict->ratio.value) && verdict->word != YOKE_SKIPPED &&
           verdict->word != YOKE_CONFOUNDED && verdict->word != YOKE_REJECTED;
}

static int verdicts_give(struct source *source, struct yoke_error *error)
{
    int status = 0;
    for (size_t i = 0; i < source->record->verdict_count && !status; i++) {
        const struct yoke_verdict *verdict = &source->record->verdicts[i];
        struct history_row row = {
            .cell = verdict->cell,
            .metric = verdict->metric,
            .unit = verdict->unit,
            .base = source->record->gate.base,
            .value = verdict->ratio.value,
            .low = verdict->ratio.low,
            .high = verdict->ratio.high,
            .median = verdict->candidate,
        };
        if (is_ratio(verdict))
            status = row_give(source, &row, error);
    }
    return status;
}

/* Of one task, as the number of tasks may be calibrated anew in every run. */
static int cells_give(struct source *source, struct yoke_error *error)
{
    int status = 0;
    for (size_t i = 0; i < source->record->cell_count && !status; i++) {
        const struct yoke_cell *cell = &source->record->cells[i];
        const double tasks = (double)cell->tasks;
        struct history_row row = {
            .cell = cell->name,
            .metric = "wall",
            .unit = "ns/task",
            .value = cell->wall_ns.median / tasks,
            .low = cell->wall_ns.low / tasks,
            .high = cell->wall_ns.high / tasks,
            .median = cell->wall_ns.median / tasks,
        };
        if (cell->status == YOKE_CELL_OK && cell->tasks != YOKE_MISSING && row.value > 0 && isfinite(row.value))
            status = row_give(source, &row, error);
    }
    return status;
}

static int record_refuse(const struct source *source, int status, const char *why, struct yoke_error *error)
{
    yoke_error_set(error, "%.150s %s", source->path, why);
    return status;
}

static int record_fit(const struct source *source, struct yoke_error *error)
{
    const struct yoke_record *record = source->record;
    if (!record->complete)
        return record_refuse(source, -EINVAL, "is of a run that was interrupted: measure again", error);
    if (record->rejected && !record->verdict_count) /* a gate sets its disturbed pairs aside, and says so of each verdict */
        return record_refuse(source, -EXDEV, "is of a session that was rejected, and nothing may be concluded from it: measure again", error);
    if (!record->fingerprint)
        return record_refuse(source, -EINVAL, "does not say of which machine it is: it has no fingerprint", error);
    if (record->gate.purpose && !strcmp(record->gate.purpose, "control"))
        return record_refuse(source, -EINVAL, "compares the base with itself, and says nothing of a commit", error);
    return source->time ? 0 : record_refuse(source, -EINVAL, "does not say when it was measured: say it with --time", error);
}

static int source_give(struct source *source, const struct history_options *options, struct yoke_error *error)
{
    char commit[HISTORY_COMMIT_BYTES];
    source->time = options->time ? options->time : source->record->started;
    source->commit = options->commit ? options->commit : commit;
    int status = record_fit(source, error);
    if (!status && !options->commit)
        status = history_commit_find(source->record, commit, error);
    if (!status)
        status = source->record->verdict_count ? verdicts_give(source, error) : cells_give(source, error);
    if (!status && !source->rows)
        status = record_refuse(source, -ENODATA, "has no result that a history could keep", error);
    if (!status)
        fprintf(options->target.notes, "%s: %zu result%s of commit %s\n", source->path, source->rows, source->rows == 1 ? "" : "s",
                source->commit);
    return status;
}

static int records_fill(struct history_intake *intake, void *context, struct yoke_error *error)
{
    const struct history_options *options = context;
    int status = 0;
    for (size_t i = 0; i < options->argument_count && !status; i++) {
        struct record *record = NULL;
        struct source source = {.path = options->arguments[i], .intake = intake};
        if (record_load(source.path, &record, error))
            return -EINVAL;
        source.record = &record->facts;
        status = analysis_run(record);
        if (!status)
            status = source_give(&source, options, error);
        record_free(record);
    }
    return status;
}

int history_add(const struct history_options *options, struct yoke_error *error)
{
    struct history_options mutable = *options;
    if (options->argument_count)
        return history_intake_run(options, records_fill, &mutable, error);
    yoke_error_set(error, "add what? Name the result.json of a gate or a run");
    return -EINVAL;
}

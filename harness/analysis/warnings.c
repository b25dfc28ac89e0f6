/* SPDX-License-Identifier: MIT */
/* One function a warning; each looks at one cell, or at the record as a whole, and says nothing or one thing. */
#include "warnings.h"

#include <math.h>
#include <string.h>

/* A sample shorter than this is mostly start-up and clock: 5 ms, or a thousand steps of the clock. */
static const double SAMPLE_LEAST_NS = 5e6;
static const double CLOCK_STEPS_LEAST = 1000;

static int warn_few_processes(struct record *record, struct yoke_cell *cell)
{
    if (cell->status != YOKE_CELL_OK || !isnan(cell->wall_ns.low))
        return 0;
    const struct yoke_warning warning = {
        .code = "few-samples",
        .evidence = record_text(record, "%llu process%s; an exact 95 %% interval needs 6", (unsigned long long)cell->wall_ns.n,
                                cell->wall_ns.n == 1 ? "" : "es"),
        .remedy = "--blocks 10",
    };
    return record_warn(record, cell, &warning);
}

static int warn_short_samples(struct record *record, struct yoke_cell *cell)
{
    const uint64_t step_ns = record->facts.machine.clock_resolution_ns;
    const double steps_ns = step_ns == YOKE_MISSING ? 0 : CLOCK_STEPS_LEAST * (double)step_ns;
    const double least_ns = fmax(SAMPLE_LEAST_NS, steps_ns);
    if (cell->status != YOKE_CELL_OK || !(cell->wall_ns.median < least_ns))
        return 0;
    const struct yoke_warning warning = {
        .code = "short-samples",
        .evidence = record_text(record, "a sample takes %.3g ms; %.3g ms are needed to drown start-up and clock",
                                cell->wall_ns.median / 1e6, least_ns / 1e6),
        .remedy = "more --tasks, or larger ones",
    };
    return record_warn(record, cell, &warning);
}

static int warn_oversubscribed(struct record *record, struct yoke_cell *cell)
{
    const uint64_t usable = record->facts.machine.cpus.usable;
    if (usable == YOKE_MISSING || cell->workers <= usable || !cell->bound || strcmp(cell->bound, "cpu"))
        return 0;
    const struct yoke_warning warning = {
        .code = "more-workers-than-processors",
        .evidence = record_text(record, "%llu workers on %llu usable processors", (unsigned long long)cell->workers,
                                (unsigned long long)usable),
        .remedy = "-w 1..pus, unless this is what you want to see",
    };
    return record_warn(record, cell, &warning);
}

static int warn_build(struct record *record)
{
    const struct yoke_build *build = &record->facts.yoke.build;
    const bool sanitized = build->sanitizers && build->sanitizers[0];
    if (!sanitized && (!build->type || strcmp(build->type, "Debug")))
        return 0;
    const struct yoke_warning warning = {
        .code = "slow-build",
        .evidence = record_text(record, "build type %s, sanitizers: %s", build->type ? build->type : "unknown",
                                sanitized ? build->sanitizers : "none"),
        .remedy = "measure with the release preset",
    };
    return record_warn(record, NULL, &warning);
}

int warnings_compute(struct record *record)
{
    static int (*const rules[])(struct record *, struct yoke_cell *) = {
        warn_few_processes,
        warn_short_samples,
        warn_oversubscribed,
    };
    record->facts.warnings = NULL;
    record->facts.warning_count = 0;
    int status = warn_build(record);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->warnings = NULL;
        cell->warning_count = 0;
        for (size_t k = 0; k < sizeof rules / sizeof rules[0] && !status; k++)
            status = rules[k](record, cell);
    }
    return status;
}

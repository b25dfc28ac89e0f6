/* SPDX-License-Identifier: MIT */
/* The record of a run about to begin: what is known of every cell before anything has run. */
#include "driver.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "assignment_command.h"
#include "param_text.h"
#include "program_find.h"

static const char *bound_name(enum yoke_bound bound)
{
    static const char *const names[] = {
        [YOKE_CPU_BOUND] = "cpu",   [YOKE_MEMORY_BOUND] = "memory", [YOKE_IO_BOUND] = "io",
        [YOKE_SYNC_BOUND] = "sync", [YOKE_MIXED] = "mixed",
    };
    return names[bound];
}

static int params_fill(const struct cell *cell, struct record *record, struct yoke_cell *facts)
{
    const struct yoke_param *params = cell->workload->params;
    size_t count = 0;
    while (params && params[count].name)
        count++;
    facts->params = record_alloc(record, count * sizeof *facts->params);
    if (!facts->params)
        return -ENOMEM;
    facts->param_count = count;
    for (size_t i = 0; i < count; i++)
        facts->params[i] = param_setting(&params[i], cell->values.value[i]);
    return 0;
}

/* The words, and whether there is such a program: those that depend on a parameter could not be looked for before. */
static int command_fill(const struct cell *cell, struct record *record, struct yoke_cell *facts, struct yoke_error *error)
{
    char *path = NULL;
    int status = command_spell(cell, record, &facts->command, &facts->command_count);
    if (!status)
        status = program_find(facts->command[0], &path, error);
    free(path);
    return status;
}

static int places_fill(const struct cell *cell, const struct topology *topology, struct record *record,
                       struct yoke_cell *facts, struct yoke_error *error)
{
    unsigned *cpus = calloc(cell->workers, sizeof *cpus);
    facts->places = record_alloc(record, cell->workers * sizeof *facts->places);
    int status = cpus && facts->places ? 0 : -ENOMEM;
    if (!status)
        status = placement_apply(&cell->placement->placement, topology, cell->workers, cpus, error);
    if (status > 0) {
        facts->place_count = cell->workers;
        for (unsigned i = 0; i < cell->workers; i++)
            facts->places[i] = cpus[i];
        status = 0;
    }
    free(cpus);
    return status;
}

static int cell_fill(const struct plan *plan, const struct cell *cell, const struct topology *topology,
                     struct record *record, struct yoke_cell *facts, struct yoke_error *error)
{
    facts->name = record_copy(record, cell->name);
    facts->workload = cell->workload->name;
    facts->bound = bound_name(cell->workload->bound);
    facts->empty = cell->workload->empty;
    facts->serial = !(cell->executor->capabilities & YOKE_PARALLEL);
    facts->one_process = !(cell->executor->capabilities & YOKE_ISOLATED) && !cell->command;
    facts->executor = cell->executor->name;
    facts->workers = cell->workers;
    facts->schedule = cell->schedule->name;
    facts->chunk = cell->schedule->takes_chunk ? cell->chunk : YOKE_MISSING;
    facts->placement = record_copy(record, cell->placement->text);
    facts->tasks = cell->task_count ? cell->task_count : YOKE_MISSING;
    facts->scale = plan->scale_work ? "work" : NULL;
    if (cell->rate_mhz) {
        facts->arrivals = plan->arrivals;
        facts->offered_rate = (double)cell->rate_mhz / 1000;
    }
    facts->iterations = cell->iterations ? cell->iterations : YOKE_MISSING;
    facts->discarded = cell->warmup;
    facts->operation = cell->workload->operation;
    const uint64_t memory_bytes = record->facts.machine.memory_bytes, result_bytes = cell->workload->result_bytes;
    if (memory_bytes != YOKE_MISSING && result_bytes && cell->task_count > memory_bytes / 2 / result_bytes) {
        yoke_error_set(error, "%s: the results of %llu tasks would take more than half of this machine's memory; "
                              "take fewer --tasks", cell->name, (unsigned long long)cell->task_count);
        return -ENOMEM;
    }
    int status = facts->name && facts->placement ? params_fill(cell, record, facts) : -ENOMEM;
    if (!status && cell->command)
        status = command_fill(cell, record, facts, error);
    return status ? status : places_fill(cell, topology, record, facts, error);
}

int driver_prepare(const struct driver_options *options, struct record *record, struct yoke_error *error)
{
    struct yoke_plan_facts *plan = &record->facts.plan;
    plan->name = record_copy(record, options->plan->name);
    plan->blocks = options->plan->blocks;
    plan->iterations = options->plan->iterations ? options->plan->iterations : YOKE_MISSING;
    plan->warmup = options->plan->warmup;
    plan->limit_ns = options->plan->limit_ns;
    plan->precision = options->plan->precision_ppm ? (double)options->plan->precision_ppm / 1e6 : NAN;
    plan->budget_ns = options->plan->budget_ns ? options->plan->budget_ns : YOKE_MISSING;
    plan->reserve = options->cell_count * options->plan->blocks * options->plan->reserve_ppm / 1000000;
    plan->counter_scope = counter_scope_words[options->plan->counter_scope];
    plan->multiplex = options->plan->multiplex;
    record->facts.seed = options->plan->seed;
    int status = record_make_cells(record, options->cell_count);
    for (size_t i = 0; i < options->cell_count && !status; i++)
        status = cell_fill(options->plan, &options->cells[i], options->topology, record, &record->facts.cells[i], error);
    return status;
}

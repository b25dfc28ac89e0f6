/* SPDX-License-Identifier: MIT */
/* Records made by hand, for tests of what reads them. */
#ifndef MADE_RECORD_H
#define MADE_RECORD_H

#include "fixture.h"
#include "record.h"

/* A record of `cell_count` cells of one workload, named cell0, cell1, …, each ok, of `tasks` tasks, without samples. */
static inline struct record *made_record(size_t cell_count)
{
    struct record *record = record_new();
    assert_non_null(record);
    assert_int_equal(record_make_cells(record, cell_count), 0);
    for (size_t i = 0; i < cell_count; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->name = record_text(record, "cell%zu", i);
        cell->workload = "spin";
        cell->bound = "cpu";
        cell->executor = "pthread";
        cell->workers = 1;
        cell->schedule = "dynamic";
        cell->placement = "none";
        cell->tasks = 100;
    }
    return record;
}

/* Adds a usable sample of its own process (process number block + 1) to the cell. */
static inline struct yoke_sample *made_sample(struct record *record, struct yoke_cell *cell, uint64_t block, uint64_t wall_ns)
{
    struct yoke_sample *sample = record_add_sample(record, cell);
    assert_non_null(sample);
    sample->block = block;
    sample->process = block + 1;
    sample->iteration = 0;
    sample->wall_ns = wall_ns;
    sample->cpu_ns = wall_ns;
    sample->verified = sample->usable = true;
    return sample;
}

#endif

/* SPDX-License-Identifier: MIT */
/* The order matters: speedups need summaries, warnings need both. */
#include "analysis.h"

#include "speedup.h"
#include "summary.h"
#include "warnings.h"

int analysis_run(struct record *record)
{
    for (size_t i = 0; i < record->facts.cell_count; i++) {
        const int status = summary_compute(&record->facts.cells[i]);
        if (status)
            return status;
    }
    const int status = speedup_compute(&record->facts);
    return status ? status : warnings_compute(record);
}

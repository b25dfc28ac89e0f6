/* SPDX-License-Identifier: MIT */
/* The order matters: what was disturbed decides what is summarised, speedups need summaries, METG needs speedups,
 * warnings need all of it. */
#include "analysis.h"

#include "accounting.h"
#include "derived.h"
#include "disturbance.h"
#include "latency.h"
#include "loss.h"
#include "metg.h"
#include "session.h"
#include "scaling.h"
#include "speedup.h"
#include "summary.h"
#include "utilisation.h"
#include "warmup.h"
#include "warnings.h"

int analysis_run(struct record *record)
{
    int status = disturbance_compute(record);
    if (!status)
        status = session_judge(record);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        status = summary_compute(&record->facts.cells[i]);
        if (!status)
            status = latency_compute(&record->facts.cells[i]);
        if (!status)
            status = utilisation_compute(&record->facts.cells[i]);
        if (!status)
            status = warmup_compute(record, &record->facts.cells[i]);
        if (!status)
            status = accounting_compute(&record->facts.cells[i]);
        if (!status)
            status = derived_compute(record, &record->facts.cells[i]);
    }
    if (!status)
        status = speedup_compute(&record->facts);
    if (!status)
        status = loss_compute(record);
    if (!status)
        status = metg_compute(record);
    if (!status)
        status = scaling_compute(record);
    return status ? status : warnings_compute(record);
}

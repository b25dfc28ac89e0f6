/* SPDX-License-Identifier: MIT */
/* The beginning of a record. */
#include "run_record.h"

#include <errno.h>

#include "options.h"
#include "overhead.h"
#include "run_counters.h"
#include "version.h"

int run_record_begin(const struct run_facts *facts, struct counter_passes *passes, struct record **made,
                     struct yoke_error *error)
{
    char fingerprint[17];
    struct record *record = record_new();
    struct counter_group *counters = NULL;
    *made = NULL;
    if (!record) {
        yoke_error_set(error, "no memory for the record");
        return YOKE_EXIT_FAILED;
    }
    record->facts.machine = *environment_machine(facts->environment);
    const int status = run_counters_open(facts->plan, &record->facts.machine, passes, &counters, error);
    if (status) {
        record_free(record);
        return status;
    }
    record->facts.yoke = version_facts();
    record->facts.machine.counters = record_copy(record, counter_group_describe(counters));
    record->facts.overhead = overhead_measure(counters);
    counter_group_close(counters);
    environment_fingerprint(&record->facts.machine, fingerprint);
    record->facts.fingerprint = record_copy(record, fingerprint);
    record->facts.plan.command = facts->command;
    record->facts.plan.command_count = facts->command_count;
    record->facts.plan.counter_passes = passes->count;
    *made = record;
    return 0;
}

/* What a record takes: a sample is 1.3 to 2.2 kB of JSON on machines of 2 processors, and until it is renamed the new one lies beside
 * the old. */
static uint64_t record_bytes(const struct plan *plan, size_t cell_count)
{
    enum { SAMPLE_BYTES = 2 * 2048, REST_BYTES = 64 * 1024, ITERATIONS_USUAL = 2 };
    const double samples = (double)cell_count * (double)plan->blocks * (double)(plan->iterations ? plan->iterations : ITERATIONS_USUAL);
    return samples < 1e9 ? REST_BYTES + SAMPLE_BYTES * (uint64_t)samples : REST_BYTES;
}

int run_plan_keep(const struct plan *plan, size_t cell_count, struct results *results, struct yoke_error *error)
{
    struct plan kept = *plan;
    kept.output = NULL;
    plan_write(&kept, true, results->plan);
    int status = ferror(results->plan) ? -EIO : 0;
    if (fclose(results->plan) && !status)
        status = -errno;
    results->plan = NULL;
    if (status)
        yoke_error_set(error, "cannot write %s/plan.json: is the disk full?", results->folder);
    else
        status = results_reserve(results, record_bytes(plan, cell_count), error);
    if (status)
        results_abandon(results);
    return status;
}

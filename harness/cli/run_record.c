/* SPDX-License-Identifier: MIT */
/* The beginning of a record. */
#include "run_record.h"

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

int run_plan_keep(const struct plan *plan, struct results *results, struct yoke_error *error)
{
    struct plan kept = *plan;
    kept.output = NULL;
    plan_write(&kept, true, results->plan);
    const int status = ferror(results->plan) || fclose(results->plan) ? -1 : 0;
    results->plan = NULL;
    if (status)
        yoke_error_set(error, "cannot write %s/plan.json: is the disk full?", results->folder);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Only the same machine, and only equal work: all else that differs between two days is for the margins. */
#include "gate_baseline.h"

#include <string.h>

#include "environment.h"
#include "gate_suite.h"
#include "options.h"

/* --- the same machine? ---------------------------------------------------------------------------------------------- */

/* Shows every difference, and leaves the keys in `keys`: "kernel, smt". Returns how many there are. */
static size_t differences_show(const struct yoke_machine *then, const struct yoke_machine *now, char *keys, size_t size)
{
    struct fingerprint_part before[FINGERPRINT_PARTS], after[FINGERPRINT_PARTS];
    size_t used = 0, count = 0;
    environment_fingerprint_parts(then, before);
    environment_fingerprint_parts(now, after);
    for (size_t i = 0; i < FINGERPRINT_PARTS; i++) {
        if (!strcmp(before[i].value, after[i].value))
            continue;
        fprintf(stderr, "%s: the baseline's \"%s\", here \"%s\"\n", before[i].key, before[i].value, after[i].value);
        used += (size_t)snprintf(keys + used, size - used, "%s%s", count++ ? ", " : "", before[i].key);
    }
    return count;
}

static int machine_check(const char *path, const struct yoke_record *baseline, const struct yoke_machine *machine,
                         struct yoke_error *error)
{
    char here[17], keys[FINGERPRINT_PARTS * 16] = "";
    environment_fingerprint(machine, here);
    if (yoke_text_same(baseline->fingerprint, here))
        return 0;
    if (differences_show(&baseline->machine, machine, keys, sizeof keys))
        yoke_error_set(error, "--baseline %.150s was measured on another machine, which differs in %s: measure both sides here, "
                       "with --base or --base-ref", path, keys);
    else
        yoke_error_set(error, "--baseline %.150s has the fingerprint %.20s, this machine %s: measure both sides here, with "
                       "--base or --base-ref", path, baseline->fingerprint ? baseline->fingerprint : "?", here);
    return YOKE_EXIT_REFUSED;
}

/* --- a result that can stand for a base? ---------------------------------------------------------------------------- */

static int result_check(const char *path, const struct yoke_record *baseline, struct yoke_error *error)
{
    for (size_t i = 0; i < baseline->cell_count; i++)
        if (baseline->cells[i].side) {
            yoke_error_set(error, "--baseline %.150s is the record of a gate: name the result of a yoke run", path);
            return YOKE_EXIT_USAGE;
        }
    return 0;
}

int gate_baseline_read(const char *path, const struct yoke_machine *machine, struct record **baseline, struct yoke_error *error)
{
    struct record *record = NULL;
    *baseline = NULL;
    int status = record_load(path, &record, error) ? YOKE_EXIT_USAGE : 0;
    if (!status)
        status = result_check(path, &record->facts, error);
    if (!status)
        status = machine_check(path, &record->facts, machine, error);
    if (status) {
        record_free(record);
        return status;
    }
    /* no reason to stop: what disturbed wall time may have left CPU time alone, and each metric looks at its own starts */
    if (record->facts.rejected)
        fprintf(stderr, "note: %s: %s\n", path, record->facts.rejected);
    *baseline = record;
    return status;
}

/* --- its cells ------------------------------------------------------------------------------------------------------ */

/* The cell whose name is that of the base's, without the side. */
static const struct yoke_cell *cell_find(const struct yoke_record *baseline, const char *base_name)
{
    const size_t length = strlen(base_name) - strlen(GATE_SIDE_AXIS GATE_BASE);
    for (size_t i = 0; i < baseline->cell_count; i++)
        if (!strncmp(baseline->cells[i].name, base_name, length) && !baseline->cells[i].name[length])
            return &baseline->cells[i];
    return NULL;
}

/* Why it cannot stand for the base of the cell; NULL: it can. */
static const char *cell_fault(struct record *record, const struct yoke_cell *stored, const struct cell *cell)
{
    if (!stored)
        return "the baseline has no such cell";
    if (stored->status == YOKE_CELL_FAILED || stored->status == YOKE_CELL_SKIPPED || !stored->sample_count)
        return "the baseline has no samples of it";
    if (cell->task_count && cell->task_count != stored->tasks)
        return record_text(record, "the baseline was measured with --tasks %llu", (unsigned long long)stored->tasks);
    return NULL;
}

static void cells_skip(struct cell doubled[2], struct yoke_cell facts[2], const char *fault)
{
    facts[0].status = YOKE_CELL_SKIPPED;
    facts[0].reason = fault;
    for (size_t side = 0; side < 2; side++) { /* nothing is left for calibration to try */
        doubled[side].task_count = doubled[side].task_count ? doubled[side].task_count : 1;
        doubled[side].iterations = doubled[side].iterations ? doubled[side].iterations : 1;
    }
}

/* A start of the candidate is to be what one of the baseline was, whatever the plan says of runs: the least of two runs is
 * not the least of three. */
static void cells_take(struct cell doubled[2], struct yoke_cell facts[2], const struct yoke_cell *stored)
{
    facts[0].samples = stored->samples;
    facts[0].sample_count = stored->sample_count;
    facts[0].status = YOKE_CELL_OK;
    for (size_t side = 0; side < 2; side++) {
        doubled[side].task_count = facts[side].tasks = stored->tasks;
        doubled[side].iterations = facts[side].iterations = stored->iterations;
        doubled[side].warmup = facts[side].discarded = stored->discarded;
    }
}

int gate_baseline_adopt(const struct yoke_record *baseline, struct cell doubled[], struct record *record,
                        struct yoke_error *error)
{
    struct yoke_cell *cells = record->facts.cells;
    size_t taken = 0;
    for (size_t i = 0; i + 1 < record->facts.cell_count; i += 2) {
        const struct yoke_cell *stored = cell_find(baseline, cells[i].name);
        const char *fault = cell_fault(record, stored, &doubled[i]);
        if (fault)
            cells_skip(&doubled[i], &cells[i], fault);
        else
            cells_take(&doubled[i], &cells[i], stored);
        taken += !fault;
    }
    if (taken)
        return 0;
    const int length = (int)(strlen(cells[0].name) - strlen(GATE_SIDE_AXIS GATE_BASE));
    yoke_error_set(error, "nothing to compare: %s: %.*s", cells[0].reason, length > 200 ? 200 : length, cells[0].name);
    return YOKE_EXIT_NOTHING;
}

/* SPDX-License-Identifier: MIT */
/* What a record comes to is said in one line; the evidence is what the report shows. */
#include "check.h"

#include "record.h"
#include "stored.h"

/* What there is to say about a record. */
struct findings {
    size_t failed, partial, warned; /* cells */
    size_t session_warnings;
};

static struct findings findings_count(const struct yoke_record *record)
{
    struct findings findings = {.session_warnings = record->warning_count};
    for (size_t i = 0; i < record->cell_count; i++) {
        findings.failed += record->cells[i].status == YOKE_CELL_FAILED;
        findings.partial += record->cells[i].status == YOKE_CELL_PARTIAL;
        findings.warned += record->cells[i].warning_count > 0;
    }
    return findings;
}

static bool is_clean(const struct findings *findings)
{
    return !findings->failed && !findings->partial && !findings->warned && !findings->session_warnings;
}

void check_print_rejection(const struct yoke_record *record, FILE *notes)
{
    if (record->rejected)
        fprintf(notes, "\nREJECTED  %s\n          conclude nothing from this session\n", record->rejected);
}

static void verdict_print(const struct yoke_record *record, const struct findings *findings, FILE *notes)
{
    if (is_clean(findings)) {
        fprintf(notes, "check: nothing to be careful about in %zu cells\n", record->cell_count);
        return;
    }
    fprintf(notes, "check: of %zu cells %zu failed, %zu are incomplete, %zu carry a warning", record->cell_count,
            findings->failed, findings->partial, findings->warned);
    fprintf(notes, findings->session_warnings ? "; the session as a whole too\n" : "\n");
}

int check_command(const struct check_options *options, struct yoke_error *error)
{
    struct record *record = NULL;
    int status = stored_open(options->path, &record, error);
    if (status)
        return status;
    if (options->format->write(&record->facts, &options->target, error)) {
        status = YOKE_EXIT_FAILED;
    } else {
        const struct findings findings = findings_count(&record->facts);
        verdict_print(&record->facts, &findings, options->target.notes);
        check_print_rejection(&record->facts, options->target.notes);
        if (options->strict && !is_clean(&findings))
            status = YOKE_EXIT_UNDECIDED;
    }
    record_free(record);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* The sentences under a table. Equal ones are said once: fifty cells with too few samples are one line. */
#include "table_notes.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "notes.h"
#include "quantity.h"
#include "text.h"

enum { SENTENCE_BYTES = 4096 };

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void sentence_print(const struct yoke_target *target, const char *color, const char *first, const char *sentence)
{
    fputs(target->color ? color : "", target->stream);
    text_fold(target->stream, sentence, first, "    ", target->width, target->utf8);
    fputs(target->color ? "\x1b[0m" : "", target->stream);
}

void table_notes_reasons(const struct study *study, const struct yoke_target *target)
{
    static const char *const words[] = {
        [YOKE_CELL_FAILED] = "failed", [YOKE_CELL_SKIPPED] = "skipped", [YOKE_CELL_PARTIAL] = "partial"};
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            if (cell->status == YOKE_CELL_OK)
                continue;
            char sentence[SENTENCE_BYTES];
            snprintf(sentence, sizeof sentence, "%s × %" PRIu64 " %s: %s", study->series[i].name, cell->workers,
                     words[cell->status], cell->reason ? cell->reason : "no reason was recorded");
            sentence_print(target, cell->status == YOKE_CELL_FAILED ? "\x1b[31m" : "", "  ", sentence);
        }
}

static void warning_print(const struct note_warning *kind, const struct yoke_target *target)
{
    char sentence[SENTENCE_BYTES], more[64] = "";
    const struct yoke_warning *warning = kind->warning;
    if (kind->more)
        snprintf(more, sizeof more, " and %zu more cell%s", kind->more, kind->more == 1 ? "" : "s");
    snprintf(sentence, sizeof sentence, "%.100s: %.1000s%s%.1000s%s%s%s%.1000s", or_empty(warning->code),
             or_empty(warning->evidence), kind->cell ? " (" : "", kind->cell ? or_empty(kind->cell->name) : "", more,
             kind->cell ? ")" : "", warning->remedy ? "; remedy: " : "", or_empty(warning->remedy));
    sentence_print(target, "\x1b[33m", "  ", sentence);
}

void table_notes_warnings(const struct yoke_record *record, const struct yoke_target *target)
{
    struct note_warnings warnings;
    note_warnings_gather(&warnings, record);
    if (warnings.count)
        fputs("\nwarnings\n", target->stream);
    for (size_t i = 0; i < warnings.count; i++)
        warning_print(&warnings.list[i], target);
    note_warnings_release(&warnings);
}

void table_notes_counters(const struct yoke_record *record, const struct yoke_target *target)
{
    struct note_absence *absences = calloc(NOTE_ABSENCES_MOST, sizeof *absences);
    const size_t count = absences ? note_absences_gather(absences, record) : 0;
    if (count)
        fputs("\nnot counted\n", target->stream);
    for (size_t i = 0; i < count; i++) {
        char sentence[SENTENCE_BYTES];
        snprintf(sentence, sizeof sentence, "%s: %.3000s", absences[i].names, absences[i].reason);
        sentence_print(target, "\x1b[2m", "  ", sentence);
    }
    free(absences);
}

/* "; ended when the precision asked for (1 %) was reached" */
static void end_reason(FILE *line, const struct yoke_record *record)
{
    const char *by = or_empty(record->stopped_by);
    char precision[32] = "", budget[QUANTITY_BYTES] = "";
    if (isfinite(record->plan.precision))
        snprintf(precision, sizeof precision, " (%.3g %%)", 100 * record->plan.precision);
    if (record->plan.budget_ns != YOKE_MISSING && record->plan.budget_ns > 0)
        quantity_time(budget, (double)record->plan.budget_ns);
    if (strcmp(by, "precision") == 0)
        fprintf(line, "; ended when the precision asked for%s was reached", precision);
    else if (strcmp(by, "budget") == 0)
        fprintf(line, "; ended when the time%s%s was up", *budget ? " of " : "", budget);
    else if (strcmp(by, "blocks") == 0 && *precision)
        fprintf(line, "; ended there without the precision asked for%s", precision);
    else if (strcmp(by, "blocks") == 0)
        fputs("; ended as planned", line);
    else if (strcmp(by, "signal") == 0)
        fputs("; ended by a signal", line);
    else if (!strcmp(by, "failure"))
        fputs("; ended by a failure", line);
    else if (!strcmp(by, "decided"))
        fputs("; ended when nothing more could change the answer", line);
    else if (*by)
        fprintf(line, "; ended by %.40s", by);
}

/* "10 blocks, 35 of 105 visits repeated because they were disturbed; ended as planned" */
static void end_describe(FILE *line, const struct yoke_record *record)
{
    uint64_t visits = 0;
    for (size_t i = 0; i < record->cell_count; i++)
        visits += record->cells[i].starts != YOKE_MISSING ? record->cells[i].starts : 0;
    fprintf(line, "%" PRIu64 " block%s", record->blocks_done, record->blocks_done == 1 ? "" : "s");
    if (record->repeated_visits == 0)
        fputs(", no visit repeated", line);
    else if (record->repeated_visits != YOKE_MISSING && visits > record->repeated_visits)
        fprintf(line, ", %" PRIu64 " of %" PRIu64 " visits repeated because %s disturbed", record->repeated_visits,
                visits, record->repeated_visits == 1 ? "it was" : "they were");
    end_reason(line, record);
}

void table_notes_end(const struct yoke_record *record, const struct yoke_target *target)
{
    char sentence[SENTENCE_BYTES] = "";
    FILE *line = record->blocks_done != YOKE_MISSING ? fmemopen(sentence, sizeof sentence, "w") : NULL;
    if (line) {
        end_describe(line, record);
        fclose(line);
    }
    char unfinished[NOTE_UNFINISHED_BYTES];
    note_unfinished(unfinished, record);
    if (*sentence || *unfinished)
        fputc('\n', target->stream);
    if (*sentence)
        sentence_print(target, "\x1b[2m", "", sentence);
    if (*unfinished)
        sentence_print(target, "\x1b[33m", "", unfinished);
}

/* SPDX-License-Identifier: MIT */
/* The sentences under a table. Equal ones are said once: fifty cells with too few samples are one line. */
#include "table_notes.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* A warning of one kind: where it was seen first, and in how many cells besides. */
struct kind {
    const struct yoke_warning *warning;
    const struct yoke_cell *cell; /* NULL: it concerns the whole run */
    size_t more;
};

struct kinds {
    struct kind *list;
    size_t count;
};

static bool kind_matches(const struct kind *kind, const struct yoke_warning *warning)
{
    return strcmp(or_empty(kind->warning->code), or_empty(warning->code)) == 0 &&
           strcmp(or_empty(kind->warning->remedy), or_empty(warning->remedy)) == 0;
}

/* Counts a warning into its kind. When memory is short it is left out: the record still has it. */
static void kinds_add(struct kinds *kinds, const struct yoke_warning *warning, const struct yoke_cell *cell)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (kind_matches(&kinds->list[i], warning) && kinds->list[i].cell && cell) {
            kinds->list[i].more++;
            return;
        }
    struct kind *list = realloc(kinds->list, (kinds->count + 1) * sizeof *list);
    if (!list)
        return;
    kinds->list = list;
    list[kinds->count++] = (struct kind){.warning = warning, .cell = cell};
}

static void kind_print(const struct kind *kind, const struct yoke_target *target)
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
    struct kinds kinds = {.list = NULL};
    for (size_t i = 0; i < record->warning_count; i++)
        kinds_add(&kinds, &record->warnings[i], NULL);
    for (size_t i = 0; i < record->cell_count; i++)
        for (size_t j = 0; j < record->cells[i].warning_count; j++)
            kinds_add(&kinds, &record->cells[i].warnings[j], &record->cells[i]);
    if (kinds.count)
        fputs("\nwarnings\n", target->stream);
    for (size_t i = 0; i < kinds.count; i++)
        kind_print(&kinds.list[i], target);
    free(kinds.list);
}

/* The events that could not be counted for one reason. */
struct absence {
    const char *reason;
    char names[512];
};

enum { ABSENCES_MOST = 16 }; /* a group has at most as many events */

/* Is `name` one of the comma-separated names? */
static bool names_contain(const char *names, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = names; (at = strstr(at, name)) != NULL; at += length)
        if ((at == names || at[-1] == ' ') && (at[length] == '\0' || at[length] == ','))
            return true;
    return false;
}

static void absence_add(struct absence absences[], size_t *count, const struct yoke_counter *counter)
{
    const char *reason = counter->reason ? counter->reason : "no reason was recorded";
    size_t i = 0;
    while (i < *count && strcmp(absences[i].reason, reason) != 0)
        i++;
    if (i == ABSENCES_MOST)
        return;
    if (i == *count)
        absences[(*count)++] = (struct absence){.reason = reason};
    struct absence *absence = &absences[i];
    const size_t used = strlen(absence->names);
    if (!names_contain(absence->names, or_empty(counter->name)))
        snprintf(absence->names + used, sizeof absence->names - used, "%s%s", used ? ", " : "",
                 or_empty(counter->name));
}

void table_notes_counters(const struct yoke_record *record, const struct yoke_target *target)
{
    struct absence *absences = calloc(ABSENCES_MOST, sizeof *absences);
    size_t count = 0;
    for (size_t i = 0; absences && i < record->cell_count; i++)
        for (size_t j = 0; j < record->cells[i].sample_count; j++) {
            const struct yoke_sample *sample = &record->cells[i].samples[j];
            for (size_t k = 0; k < sample->counter_count; k++)
                if (sample->counters[k].status >= YOKE_COUNTER_UNAVAILABLE)
                    absence_add(absences, &count, &sample->counters[k]);
        }
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
    if (*sentence || !record->complete)
        fputc('\n', target->stream);
    if (*sentence)
        sentence_print(target, "\x1b[2m", "", sentence);
    if (!record->complete)
        sentence_print(target, "\x1b[33m", "",
                       "This run was interrupted: the numbers are of what was measured until then.");
}

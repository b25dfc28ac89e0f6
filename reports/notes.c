/* SPDX-License-Identifier: MIT */
/* Fifty cells with too few samples are one warning. */
#include "notes.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool same_kind(const struct note_warning *kind, const struct yoke_warning *warning)
{
    return strcmp(or_empty(kind->warning->code), or_empty(warning->code)) == 0 &&
           strcmp(or_empty(kind->warning->remedy), or_empty(warning->remedy)) == 0;
}

void note_unfinished(char text[NOTE_UNFINISHED_BYTES], const struct yoke_record *record)
{
    text[0] = '\0';
    if (record->failure)
        snprintf(text, NOTE_UNFINISHED_BYTES, "This run could not go on: %.500s. The numbers are of what was measured until then.",
                 record->failure);
    else if (!record->complete)
        snprintf(text, NOTE_UNFINISHED_BYTES, "This run was interrupted: the numbers are of what was measured until then.");
}

/* Counts a warning into its kind. When memory is short it is left out: the record still has it. */
static void warnings_add(struct note_warnings *warnings, const struct yoke_warning *warning, const struct yoke_cell *cell)
{
    for (size_t i = 0; i < warnings->count; i++)
        if (same_kind(&warnings->list[i], warning) && warnings->list[i].cell && cell) {
            warnings->list[i].more++;
            return;
        }
    struct note_warning *list = realloc(warnings->list, (warnings->count + 1) * sizeof *list);
    if (!list)
        return;
    warnings->list = list;
    list[warnings->count++] = (struct note_warning){.warning = warning, .cell = cell};
}

void note_warnings_gather(struct note_warnings *warnings, const struct yoke_record *record)
{
    *warnings = (struct note_warnings){.list = NULL};
    for (size_t i = 0; i < record->warning_count; i++)
        warnings_add(warnings, &record->warnings[i], NULL);
    for (size_t i = 0; i < record->cell_count; i++)
        for (size_t j = 0; j < record->cells[i].warning_count; j++)
            warnings_add(warnings, &record->cells[i].warnings[j], &record->cells[i]);
}

void note_warnings_release(struct note_warnings *warnings)
{
    free(warnings->list);
    *warnings = (struct note_warnings){.list = NULL};
}

/* Is `name` one of the comma-separated names? */
static bool names_contain(const char *names, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = names; (at = strstr(at, name)) != NULL; at += length)
        if ((at == names || at[-1] == ' ') && (at[length] == '\0' || at[length] == ','))
            return true;
    return false;
}

static void absence_add(struct note_absence absences[], size_t *count, const struct yoke_counter *counter)
{
    const char *reason = counter->reason ? counter->reason : "no reason was recorded";
    size_t i = 0;
    while (i < *count && strcmp(absences[i].reason, reason) != 0)
        i++;
    if (i == NOTE_ABSENCES_MOST)
        return;
    if (i == *count)
        absences[(*count)++] = (struct note_absence){.reason = reason};
    struct note_absence *absence = &absences[i];
    const size_t used = strlen(absence->names);
    if (!names_contain(absence->names, or_empty(counter->name)))
        snprintf(absence->names + used, sizeof absence->names - used, "%s%s", used ? ", " : "",
                 or_empty(counter->name));
}

size_t note_absences_gather(struct note_absence absences[], const struct yoke_record *record)
{
    size_t count = 0;
    for (size_t i = 0; i < record->cell_count; i++)
        for (size_t j = 0; j < record->cells[i].sample_count; j++) {
            const struct yoke_sample *sample = &record->cells[i].samples[j];
            for (size_t k = 0; k < sample->counter_count; k++)
                if (sample->counters[k].status >= YOKE_COUNTER_UNAVAILABLE)
                    absence_add(absences, &count, &sample->counters[k]);
        }
    return count;
}

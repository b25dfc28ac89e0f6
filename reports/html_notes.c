/* SPDX-License-Identifier: MIT */
/* What to be careful about, before any number: kinds of warnings with evidence and remedy, cells without a result, events that
 * were not counted. */
#include <inttypes.h>
#include <stdlib.h>

#include "html_page.h"
#include "html_text.h"
#include "notes.h"

/* More than a screen of warnings is folded: the first are the session's own. */
enum { WARNINGS_OPEN = 6 };

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void warning_write(struct html_page *page, const struct note_warning *note)
{
    const struct yoke_warning *warning = note->warning;
    fputs("<div class=\"notice\"><p><strong>", page->stream);
    html_text(page->stream, warning->code, HTML_NAME_COLUMNS);
    fputs("</strong>: ", page->stream);
    html_text(page->stream, warning->evidence, HTML_SENTENCE_COLUMNS);
    fputs("</p>", page->stream);
    if (note->cell) {
        fputs("<p class=\"small\">", page->stream);
        html_text(page->stream, note->cell->name, HTML_NAME_COLUMNS);
        if (note->more)
            html_format(page->stream, " and %zu more cell%s", note->more, note->more == 1 ? "" : "s");
        fputs("</p>", page->stream);
    }
    if (warning->remedy) {
        fputs("<p>Remedy: ", page->stream);
        html_text(page->stream, warning->remedy, HTML_SENTENCE_COLUMNS);
        fputs("</p>", page->stream);
    }
    fputs("</div>\n", page->stream);
}

/* "pthread × 4 failed: a worker was killed by signal 9" */
static void reasons_write(struct html_page *page)
{
    static const char *const words[] = {
        [YOKE_CELL_FAILED] = "failed", [YOKE_CELL_SKIPPED] = "was skipped", [YOKE_CELL_PARTIAL] = "is incomplete"};
    for (size_t i = 0; i < page->record->cell_count; i++) {
        const struct yoke_cell *cell = &page->record->cells[i];
        if (cell->status != YOKE_CELL_OK)
            html_paragraph(page, cell->status == YOKE_CELL_FAILED ? "notice worse" : "notice", "%.300s %s: %.2000s",
                           cell->name ? cell->name : "a cell", words[cell->status],
                           cell->reason ? cell->reason : "no reason was recorded");
    }
}

static size_t unfinished_count(const struct yoke_record *record)
{
    size_t count = 0;
    for (size_t i = 0; i < record->cell_count; i++)
        count += record->cells[i].status != YOKE_CELL_OK;
    return count;
}

static void absences_write(struct html_page *page)
{
    struct note_absence *absences = calloc(NOTE_ABSENCES_MOST, sizeof *absences);
    const size_t count = absences ? note_absences_gather(absences, page->record) : 0;
    for (size_t i = 0; i < count; i++)
        html_paragraph(page, "small", "Not counted: %s: %.2000s", absences[i].names, or_empty(absences[i].reason));
    free(absences);
}

void html_notes(struct html_page *page)
{
    struct note_warnings warnings;
    note_warnings_gather(&warnings, page->record);
    const size_t unfinished = unfinished_count(page->record);
    struct note_absence *absences = calloc(NOTE_ABSENCES_MOST, sizeof *absences);
    const size_t absent = absences ? note_absences_gather(absences, page->record) : 0;
    free(absences);
    if (warnings.count + unfinished + absent)
        html_section(page, "warnings", "What to be careful about");
    if (unfinished > WARNINGS_OPEN)
        fprintf(page->stream, "<details><summary>%zu cells without a whole result</summary>\n", unfinished);
    reasons_write(page);
    fputs(unfinished > WARNINGS_OPEN ? "</details>\n" : "", page->stream);
    for (size_t i = 0; i < warnings.count; i++) {
        if (i == WARNINGS_OPEN)
            fprintf(page->stream, "<details><summary>%zu more kinds of warnings</summary>\n", warnings.count - i);
        warning_write(page, &warnings.list[i]);
    }
    fputs(warnings.count > WARNINGS_OPEN ? "</details>\n" : "", page->stream);
    absences_write(page);
    note_warnings_release(&warnings);
}

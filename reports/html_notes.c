/* SPDX-License-Identifier: MIT */
/* What to be careful about, before any number: kinds of warnings with evidence and remedy, cells without a result, events that
 * were not counted. */
#include <stdlib.h>
#include <string.h>

#include "html_page.h"
#include "html_repeat.h"
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

/* Has a cell no whole result for the same reason as another? */
static bool same_end(const struct yoke_cell *left, const struct yoke_cell *right)
{
    return left->status == right->status && !strcmp(or_empty(left->reason), or_empty(right->reason));
}

/* Is it the first cell without a whole result for its reason? */
static bool first_of_reason(const struct yoke_record *record, const struct yoke_cell *cell)
{
    const struct yoke_cell *earlier = record->cells;
    if (cell->status == YOKE_CELL_OK)
        return false;
    while (earlier < cell && !same_end(earlier, cell))
        earlier++;
    return earlier == cell;
}

/* "spin/…/workers=4 and 3 more cells failed: a worker was killed by signal 9" */
static void reasons_write(struct html_page *page)
{
    static const char *const words[][2] = {[YOKE_CELL_FAILED] = {"failed", "failed"},
                                           [YOKE_CELL_SKIPPED] = {"was skipped", "were skipped"},
                                           [YOKE_CELL_PARTIAL] = {"is incomplete", "are incomplete"}};
    const struct yoke_record *record = page->record;
    for (const struct yoke_cell *cell = record->cells; cell < record->cells + record->cell_count; cell++) {
        char others[64] = "";
        size_t more = 0;
        if (!first_of_reason(record, cell))
            continue;
        for (const struct yoke_cell *later = cell + 1; later < record->cells + record->cell_count; later++)
            more += same_end(cell, later);
        if (more)
            snprintf(others, sizeof others, " and %zu more cell%s", more, more == 1 ? "" : "s");
        html_paragraph(page, cell->status == YOKE_CELL_FAILED ? "notice worse" : "notice", "%.300s%s %s: %.2000s",
                       cell->name ? cell->name : "a cell", others, words[cell->status][more > 0],
                       cell->reason ? cell->reason : "no reason was recorded");
    }
}

static size_t reasons_count(const struct yoke_record *record)
{
    size_t count = 0;
    for (size_t i = 0; i < record->cell_count; i++)
        count += first_of_reason(record, &record->cells[i]);
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
    const size_t reasons = reasons_count(page->record);
    struct note_absence *absences = calloc(NOTE_ABSENCES_MOST, sizeof *absences);
    const size_t absent = absences ? note_absences_gather(absences, page->record) : 0;
    free(absences);
    if (warnings.count + reasons + absent)
        html_section(page, "warnings", "What to be careful about");
    if (reasons > WARNINGS_OPEN)
        fprintf(page->stream, "<details><summary>%zu reasons why cells have no whole result</summary>\n", reasons);
    reasons_write(page);
    fputs(reasons > WARNINGS_OPEN ? "</details>\n" : "", page->stream);
    for (size_t i = 0; i < warnings.count; i++) {
        if (i == WARNINGS_OPEN)
            fprintf(page->stream, "<details><summary>%zu more kind%s of warnings</summary>\n", warnings.count - i,
                    warnings.count - i == 1 ? "" : "s");
        warning_write(page, &warnings.list[i]);
    }
    fputs(warnings.count > WARNINGS_OPEN ? "</details>\n" : "", page->stream);
    html_repeat(page, &warnings);
    absences_write(page);
    note_warnings_release(&warnings);
}

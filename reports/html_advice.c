/* SPDX-License-Identifier: MIT */
/* How many workers to configure: a row for each curve, the one to take first, and what habits would lose. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "habit_rows.h"
#include "html_page.h"
#include "html_text.h"
#include "recommend_sentence.h"
#include "table_advice.h"
#include "table_why.h"

static const char *or_mark(const char *text)
{
    return text ? text : "?";
}

static void row_fill(struct grid *grid, const struct yoke_advice *advice)
{
    char loss[HABIT_LOSS_BYTES];
    grid_set(grid, 0, "%s", or_mark(advice->workload));
    grid_set(grid, 1, "%s", or_mark(advice->executor));
    if (advice->workers != YOKE_MISSING) {
        grid_set(grid, 2, "%" PRIu64, advice->workers);
        if (advice->low == advice->high)
            grid_set(grid, 3, "%" PRIu64, advice->low);
        else
            grid_set(grid, 3, "%" PRIu64 " to %" PRIu64, advice->low, advice->high);
    } else {
        grid_set(grid, 2, "none");
    }
    if (advice->workers == YOKE_MISSING && advice->candidate != YOKE_MISSING) {
        recommend_loss_text(&advice->candidate_loss, loss, sizeof loss);
        grid_set(grid, 4, "%" PRIu64 ", losing %s", advice->candidate, loss);
    }
    grid_set(grid, 5, "%s", advice->bounded_by ? advice->bounded_by : "");
    grid_set(grid, 6, "%s",
             advice->chosen                                        ? "take this"
             : advice->workers != YOKE_MISSING && !advice->decided ? "not decided"
                                                                   : "");
}

static int widths_write(struct html_page *page)
{
    static const struct grid_column columns[] = {{.title = "workload"},
                                                 {.title = "executor"},
                                                 {.title = "workers", .right = true},
                                                 {.title = "as good as the best", .right = true},
                                                 {.title = "looks best so far"},
                                                 {.title = "bounded by"},
                                                 {.title = "advice"}};
    const struct yoke_record *record = page->record;
    struct grid *grid = grid_new(true);
    char caption[128];
    int status = grid ? 0 : -ENOMEM;
    for (size_t i = 0; grid && i < sizeof columns / sizeof *columns; i++)
        grid_add_column(grid, &columns[i]);
    for (size_t i = 0; !status && i < record->advice_count; i++) {
        status = grid_add_row(grid, record->advice[i].chosen ? GRID_PLAIN : GRID_FAINT);
        if (!status)
            row_fill(grid, &record->advice[i]);
    }
    snprintf(caption, sizeof caption,
             "The fewest workers that are proven within %.3g %% of the best, with 95 %% confidence",
             100 * record->advice[0].theta);
    html_table(page, grid, caption);
    return status;
}

/* What bounds each, and why one has no width: sentences too long for a table. */
static void evidence_write(struct html_page *page, const struct yoke_advice *advice)
{
    if (advice->workers == YOKE_MISSING && advice->reason)
        html_paragraph(page, "small", "%.200s on %.100s: no width is proven: %.2000s", or_mark(advice->workload),
                       or_mark(advice->executor), advice->reason);
    if (advice->bounded_by)
        html_paragraph(page, "small", "%.200s on %.100s is bounded by %.60s: %.2000s", or_mark(advice->workload),
                       or_mark(advice->executor), advice->bounded_by, or_mark(advice->evidence));
}

/* "spin on pthread, why not 4: …" */
static void why_write(struct html_page *page, const struct yoke_advice *advice)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    const struct yoke_target plain = {.stream = memory, .notes = page->target->notes, .utf8 = true};
    if (!memory)
        return;
    table_why_print(page->record, advice, &plain);
    if (!fclose(memory) && text[strspn(text, " \n")])
        html_paragraph(page, "small", "%.200s on %.100s, %.*s", or_mark(advice->workload), or_mark(advice->executor),
                       (int)strcspn(text + strspn(text, " "), "\n"), text + strspn(text, " "));
    free(text);
}

static int habits_write(struct html_page *page, const struct yoke_advice *advice)
{
    struct habit_row *rows;
    size_t count;
    char caption[512];
    const int status = habit_rows_make(advice, &rows, &count);
    snprintf(caption, sizeof caption, "%.200s on %.100s: lost by habit, of the best throughput, 95 %% intervals",
             or_mark(advice->workload), or_mark(advice->executor));
    fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", page->stream);
    html_format(page->stream, "%s", caption);
    fputs("\"><table><caption>", page->stream);
    html_format(page->stream, "%s", caption);
    fputs("</caption>\n<thead><tr><th scope=\"col\" class=\"n\">workers</th><th scope=\"col\" class=\"n\">lost</th>"
          "<th scope=\"col\">who would take so many</th></tr></thead>\n<tbody>\n",
          page->stream);
    for (size_t i = 0; i < count; i++) {
        fprintf(page->stream, "<tr><th scope=\"row\" class=\"n\">%" PRIu64 "</th><td class=\"n\">", rows[i].workers);
        html_text(page->stream, rows[i].loss, HTML_NAME_COLUMNS);
        fputs("</td><td class=\"wrap\">", page->stream);
        html_text(page->stream, rows[i].names, HTML_SENTENCE_COLUMNS);
        fputs("</td></tr>\n", page->stream);
    }
    fputs("</tbody></table></div>\n", page->stream);
    free(rows);
    return status;
}

int html_advice(struct html_page *page)
{
    const struct yoke_record *record = page->record;
    if (!record->advice_count)
        return 0;
    html_section(page, "advice", "How many workers");
    int status = widths_write(page);
    for (size_t i = 0; i < record->advice_count; i++) {
        evidence_write(page, &record->advice[i]);
        why_write(page, &record->advice[i]);
    }
    for (size_t i = 0; !status && i < record->advice_count; i++)
        if (habits_are_priced(record, &record->advice[i]))
            status = habits_write(page, &record->advice[i]);
    html_sentences(page, table_advice_processors);
    return status;
}

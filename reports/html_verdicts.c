/* SPDX-License-Identifier: MIT */
/* The verdicts of a gate: what changed or is not decided, the rest folded away, and the forest chart. */
#include <errno.h>
#include <stdlib.h>

#include "html_page.h"
#include "html_text.h"
#include "verdict_rows.h"

static void row_write(FILE *stream, const struct verdict_row *row)
{
    static const char *const tones[] = {[VERDICT_WORSE] = "worse", [VERDICT_DOUBT] = "unsure", [VERDICT_BETTER] = "better",
                                        [VERDICT_SAME] = "faint", [VERDICT_BROKEN] = "worse"};
    const struct {
        const char *text, *kind;
    } cells[] = {{row->way, ""},         {row->verdict->metric, ""}, {row->change, " class=\"n\""}, {row->interval, " class=\"n\""},
                 {row->before, " class=\"n\""}, {row->after, " class=\"n\""}};
    fputs("<tr><th scope=\"row\">", stream);
    html_text(stream, row->subject, HTML_NAME_COLUMNS);
    fputs("</th>", stream);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        fprintf(stream, "<td%s>", cells[i].kind);
        html_text(stream, cells[i].text, HTML_NAME_COLUMNS);
        fputs("</td>", stream);
    }
    fprintf(stream, "<td class=\"word %s\">", tones[row->mood]);
    html_text(stream, row->word, HTML_NAME_COLUMNS);
    fputs("</td></tr>\n", stream);
}

/* Rows [from, to) of the order. */
static void table_write(struct html_page *page, const size_t order[], size_t from, size_t to, const char *caption)
{
    fprintf(page->stream,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\"><table><caption>%s</caption>\n<thead><tr>"
            "<th scope=\"col\">cell</th><th scope=\"col\">executor</th><th scope=\"col\">metric</th><th scope=\"col\" class=\"n\">change</th>"
            "<th scope=\"col\" class=\"n\">95 %%</th><th scope=\"col\" class=\"n\">before</th><th scope=\"col\" class=\"n\">after</th>"
            "<th scope=\"col\">verdict</th></tr></thead>\n<tbody>\n",
            caption, caption);
    for (size_t i = from; i < to; i++) {
        struct verdict_row row;
        verdict_row_make(&row, page->record, order[i]);
        row_write(page->stream, &row);
    }
    fputs("</tbody></table></div>\n", page->stream);
}

static void reasons_write(struct html_page *page, const size_t order[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct yoke_verdict *verdict = &page->record->verdicts[order[i]];
        const char *reason = verdict->accepted ? verdict->accepted : verdict->reason;
        if (reason)
            html_paragraph(page, "small", "%.300s %.60s: %s%.2000s", verdict->cell ? verdict->cell : "?",
                           verdict->metric ? verdict->metric : "?", verdict->accepted ? "accepted: " : "", reason);
        char growth[1024];
        verdict_growth(growth, sizeof growth, page->record, order[i]);
        if (*growth)
            html_paragraph(page, NULL, "%.300s: %s", verdict->cell ? verdict->cell : "?", growth);
    }
}

int html_verdicts(struct html_page *page)
{
    const struct yoke_record *record = page->record;
    size_t *order = record->verdict_count ? calloc(record->verdict_count, sizeof *order) : NULL, changed = 0;
    char headline[1024];
    if (!record->verdict_count)
        return 0;
    if (!order)
        return -ENOMEM;
    verdict_rows_order(record, order);
    for (; changed < record->verdict_count; changed++) {
        struct verdict_row row;
        verdict_row_make(&row, record, order[changed]);
        if (row.mood == VERDICT_SAME)
            break;
    }
    html_section(page, "verdicts", "What changed");
    if (changed)
        table_write(page, order, 0, changed, "Changed, or not decided");
    else
        html_paragraph(page, NULL, "Nothing: every measured time is proven to be within its tolerance.");
    reasons_write(page, order, changed);
    if (changed < record->verdict_count) {
        fprintf(page->stream, "<details><summary>%zu the same</summary>\n", record->verdict_count - changed);
        table_write(page, order, changed, record->verdict_count, "Within tolerance");
        fputs("</details>\n", page->stream);
    }
    verdict_headline(headline, sizeof headline, record);
    html_charts_show(&page->charts, "gate", headline, page->stream);
    free(order);
    return 0;
}

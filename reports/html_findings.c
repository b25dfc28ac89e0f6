/* SPDX-License-Identifier: MIT */
/* The first thing on the page: the verdict in a word, what was found in a sentence, and when and where. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "chart_finding.h"
#include "html_page.h"
#include "html_text.h"
#include "notes.h"
#include "quantity.h"
#include "recommend_sentence.h"
#include "verdict_rows.h"

enum { SENTENCE_BYTES = 2048 };

/* A word and how it is coloured: "better", "worse", "unsure". */
struct tag {
    const char *word, *tone;
};

struct counts {
    size_t failed, warned;
};

static struct counts counts_of(const struct yoke_record *record)
{
    struct counts counts = {.warned = record->warning_count};
    for (size_t i = 0; i < record->cell_count; i++) {
        counts.failed += record->cells[i].status == YOKE_CELL_FAILED;
        counts.warned += record->cells[i].warning_count;
    }
    return counts;
}

static struct tag tag_of(const struct yoke_record *record)
{
    const struct counts counts = counts_of(record);
    const char *verdict = record->verdict_count ? record->gate.verdict : NULL;
    if (counts.failed || record->failure) /* a crash is a fact on a busy machine too */
        return (struct tag){"failed", "worse"};
    if (record->rejected)
        return (struct tag){"rejected", "worse"};
    if (verdict)
        return (struct tag){!strcmp(verdict, "pass") ? "passed" : verdict,
                            !strcmp(verdict, "pass")                                   ? "better"
                            : !strcmp(verdict, "fail") || !strcmp(verdict, "failed") ? "worse"
                                                                                       : "unsure"};
    if (!record->complete)
        return (struct tag){"interrupted", "unsure"};
    return counts.warned ? (struct tag){"measured, with warnings", "unsure"} : (struct tag){"measured", "better"};
}

/* "All 5 cells failed; the first: the cell process was ended by signal 11". False: none did. */
static bool failure_sentence(char *text, size_t size, const struct yoke_record *record)
{
    const size_t failed = counts_of(record).failed;
    const struct yoke_cell *first = record->cells;
    if (!failed)
        return false;
    while (first->status != YOKE_CELL_FAILED)
        first++;
    const char *reason = first->reason ? first->reason : "no reason was recorded";
    if (failed == 1)
        snprintf(text, size, "%.300s failed: %.600s", first->name ? first->name : "A cell", reason);
    else if (failed == record->cell_count)
        snprintf(text, size, "All %zu cells failed; the first: %.600s", failed, reason);
    else
        snprintf(text, size, "%zu of %zu cells failed; the first: %.600s", failed, record->cell_count, reason);
    return true;
}

/* What the advice to follow says, as a headline: without a full stop. */
static bool advice_sentence(char *text, size_t size, const struct yoke_record *record)
{
    char sentence[RECOMMEND_SENTENCE_BYTES];
    if (!record->advice_count)
        return false;
    recommend_sentence(record, 0, sentence);
    const size_t length = strlen(sentence);
    snprintf(text, size, "%.*s", (int)(length && sentence[length - 1] == '.' ? length - 1 : length), sentence);
    return true;
}

/* What the chart of the only study finds. */
static bool chart_sentence(char *text, size_t size, const struct yoke_record *record)
{
    struct study_list list;
    struct chart chart;
    struct yoke_error lack = {""};
    bool found = false;
    if (study_list_init(&list, record))
        return false;
    if (list.count == 1 && !chart_init(&chart, &list.studies[0], &lack)) {
        chart_finding_write(text, size, &chart);
        chart_release(&chart);
        found = true;
    }
    study_list_release(&list);
    return found;
}

/* The cell whose speedup is proven to be the largest: by the lower end of its interval, for the largest value of many cells is
 * luck. NULL: no cell is proven to be faster than its baseline. */
static const struct yoke_cell *fastest_cell(const struct yoke_record *record)
{
    const struct yoke_cell *best = NULL;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (cell->speedup.low > 1 && (!best || cell->speedup.low > best->speedup.low))
            best = cell;
    }
    return best;
}

/* "30 cells of 4 workloads; the largest speedup is 3.91× (spin/iterations=100/executor=pthread/workers=4)" */
static void count_sentence(char *text, size_t size, const struct yoke_record *record)
{
    const struct yoke_cell *best = fastest_cell(record);
    size_t workloads = 0;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        size_t j = 0;
        while (j < i && !yoke_text_same(record->cells[j].workload, cell->workload))
            j++;
        workloads += j == i;
    }
    const int used = snprintf(text, size, "%zu cell%s of %zu workload%s", record->cell_count, record->cell_count == 1 ? "" : "s",
                              workloads, workloads == 1 ? "" : "s");
    char ratio[QUANTITY_BYTES];
    if (used < 0 || (size_t)used >= size)
        return;
    if (!best) {
        snprintf(text + used, size - (size_t)used, "; no cell is proven to be faster than its baseline");
        return;
    }
    quantity_ratio(ratio, best->speedup.value);
    snprintf(text + used, size - (size_t)used, "; the largest speedup is %s× (%.300s)", ratio, best->name ? best->name : "?");
}

static void sentence_of(char *text, size_t size, const struct yoke_record *record)
{
    if (record->verdict_count)
        verdict_headline(text, size, record);
    else if (failure_sentence(text, size, record))
        return;
    else if (record->rejected)
        snprintf(text, size, "Conclude nothing from this session: %.1000s", record->rejected);
    else if (!advice_sentence(text, size, record) && !chart_sentence(text, size, record))
        count_sentence(text, size, record);
}

void html_title(const struct yoke_record *record, FILE *stream)
{
    char sentence[SENTENCE_BYTES] = "";
    sentence_of(sentence, sizeof sentence, record);
    html_format(stream, "yoke: %.200s: %.400s", tag_of(record).word, sentence);
}

/* "On bench-07, started 2026-11-22T10:00:00Z, by yoke 0.1.0." */
static void origin_write(struct html_page *page)
{
    const struct yoke_record *record = page->record;
    char design[SENTENCE_BYTES] = "";
    if (record->verdict_count)
        verdict_design(design, sizeof design, record);
    html_paragraph(page, NULL, "%s%sOn %.100s, started %.40s, by yoke %.40s.", design, *design ? ". " : "",
                   record->machine.hostname ? record->machine.hostname : "a machine without a name",
                   record->started ? record->started : "at a time not known",
                   record->yoke.version ? record->yoke.version : "of a version not known");
}

void html_findings(struct html_page *page)
{
    const struct yoke_record *record = page->record;
    const struct tag tag = tag_of(record);
    char sentence[SENTENCE_BYTES] = "";
    sentence_of(sentence, sizeof sentence, record);
    fprintf(page->stream, "<h1><span class=\"tag %s\">", tag.tone);
    html_text(page->stream, tag.word, HTML_NAME_COLUMNS);
    fputs("</span>", page->stream);
    html_text(page->stream, sentence, HTML_SENTENCE_COLUMNS);
    fputs("</h1>\n", page->stream);
    origin_write(page);
    if (record->rejected && (record->verdict_count || counts_of(record).failed)) /* else it is the headline */
        html_paragraph(page, "notice worse", "Conclude nothing from this session: %s", record->rejected);
    char unfinished[NOTE_UNFINISHED_BYTES];
    note_unfinished(unfinished, record);
    if (*unfinished)
        html_paragraph(page, "notice", "%s", unfinished);
}

/* SPDX-License-Identifier: MIT */
/* The first thing on the page: the verdict in a word, what was found in a sentence, and when and where. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "chart_finding.h"
#include "html_page.h"
#include "html_text.h"
#include "quantity.h"
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
    if (record->rejected)
        return (struct tag){"rejected", "worse"};
    if (verdict)
        return (struct tag){!strcmp(verdict, "pass") ? "passed" : verdict,
                            !strcmp(verdict, "pass")                                   ? "better"
                            : !strcmp(verdict, "fail") || !strcmp(verdict, "failed") ? "worse"
                                                                                       : "unsure"};
    if (counts.failed)
        return (struct tag){"failed", "worse"};
    if (!record->complete)
        return (struct tag){"interrupted", "unsure"};
    return counts.warned ? (struct tag){"measured, with warnings", "unsure"} : (struct tag){"measured", "better"};
}

/* "take 4 workers of pthread for spin" */
static bool advice_sentence(char *text, size_t size, const struct yoke_record *record)
{
    const struct yoke_advice *advice = record->advice_count ? &record->advice[0] : NULL;
    if (!advice || !advice->chosen || advice->workers == YOKE_MISSING)
        return false;
    snprintf(text, size, "Take %" PRIu64 " worker%s of %.100s for %.200s", advice->workers, advice->workers == 1 ? "" : "s",
             advice->executor ? advice->executor : "?", advice->workload ? advice->workload : "?");
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

/* "30 cells of 4 workloads; largest speedup 3.91× (spin, pthread × 4)" */
static void count_sentence(char *text, size_t size, const struct yoke_record *record)
{
    const struct yoke_cell *best = NULL;
    size_t workloads = 0;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        size_t j = 0;
        while (j < i && !yoke_text_same(record->cells[j].workload, cell->workload))
            j++;
        workloads += j == i;
        if (isfinite(cell->speedup.value) && (!best || cell->speedup.value > best->speedup.value))
            best = cell;
    }
    const int used = snprintf(text, size, "%zu cell%s of %zu workload%s", record->cell_count, record->cell_count == 1 ? "" : "s",
                              workloads, workloads == 1 ? "" : "s");
    char ratio[QUANTITY_BYTES];
    if (!best || used < 0 || (size_t)used >= size || best->speedup.value <= 1)
        return;
    quantity_ratio(ratio, best->speedup.value);
    snprintf(text + used, size - (size_t)used, "; the largest speedup is %s× (%.200s, %.100s × %" PRIu64 ")", ratio,
             best->workload ? best->workload : "?", best->executor ? best->executor : "?", best->workers);
}

static void sentence_of(char *text, size_t size, const struct yoke_record *record)
{
    if (record->verdict_count)
        verdict_headline(text, size, record);
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
    if (record->rejected)
        html_paragraph(page, "notice worse", "Conclude nothing from this session: %s", record->rejected);
    if (!record->complete)
        html_paragraph(page, "notice", "This run was interrupted: the numbers are of what was measured until then.");
}

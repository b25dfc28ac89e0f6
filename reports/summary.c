/* SPDX-License-Identifier: MIT */
/* The verdicts as Markdown for the page of a CI step: the answer, what changed, the rest folded away, the machine last. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "grid.h"
#include "text.h"
#include "verdict_rows.h"
#include "yoke/report.h"

static void text_print(const struct yoke_target *target, const char *text)
{
    char clean[2048];
    text_fit(clean, sizeof clean, text, 0, target->utf8);
    grid_markdown_text(clean, target->stream);
}

static void row_print(const struct verdict_row *row, const struct yoke_target *target)
{
    static const char *const marks[] = {
        [VERDICT_WORSE] = "🔴", [VERDICT_DOUBT] = "🟡", [VERDICT_BETTER] = "🟢", [VERDICT_SAME] = "⚪", [VERDICT_BROKEN] = "❌"};
    const char *const texts[] = {row->subject, row->way, row->verdict->metric, row->change, row->interval, row->before, row->after};
    fputs("|", target->stream);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fputc(' ', target->stream);
        text_print(target, texts[i]);
        fputs(" |", target->stream);
    }
    fprintf(target->stream, " %s%s", target->utf8 ? marks[row->mood] : "", target->utf8 ? " " : "");
    text_print(target, row->word);
    fputs(" |\n", target->stream);
}

/* Rows [from, to) of the order. */
static void table_print(const struct yoke_record *record, const struct yoke_target *target, const size_t order[],
                        size_t from, size_t to)
{
    fputs("| cell | executor | metric | change | 95 % | before | after | verdict |\n"
          "|---|---|---|--:|--:|--:|--:|---|\n",
          target->stream);
    for (size_t i = from; i < to; i++) {
        struct verdict_row row;
        verdict_row_make(&row, record, order[i]);
        row_print(&row, target);
    }
}

static void reasons_print(const struct yoke_record *record, const struct yoke_target *target, const size_t order[],
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct verdict_row row;
        verdict_row_make(&row, record, order[i]);
        const char *reason = row.verdict->accepted ? row.verdict->accepted : row.verdict->reason;
        if (!reason)
            continue;
        fputs("- ", target->stream);
        text_print(target, row.verdict->cell);
        fputc(' ', target->stream);
        text_print(target, row.verdict->metric);
        fputs(": ", target->stream);
        text_print(target, reason);
        fputc('\n', target->stream);
    }
}

static void head_print(const struct yoke_record *record, const struct yoke_target *target)
{
    char line[1024];
    const char *verdict = record->gate.verdict ? record->gate.verdict : "";
    fputs("### ", target->stream);
    verdict_headline(line, sizeof line, record);
    text_print(target, line);
    fputs("\n\n", target->stream);
    if (strcmp(verdict, "pass") != 0) {
        const bool note = !strcmp(verdict, "undecided") || !strcmp(verdict, "nothing") || !strcmp(verdict, "refused");
        fprintf(target->stream, "> [!%s]\n> exit %" PRIu64 ": %s\n\n", note ? "NOTE" : "WARNING", record->exit,
                verdict_exit_meaning(record));
    }
    if (verdict_floor(line, sizeof line, record)) {
        text_print(target, line);
        fputs("\n\n", target->stream);
    }
    if (verdict_expired(record)) {
        fputs("> [!WARNING]\n> ", target->stream);
        text_print(target, verdict_expired(record));
        fputs("\n\n", target->stream);
    }
}

static void body_print(const struct yoke_record *record, const struct yoke_target *target, const size_t order[])
{
    size_t changed = 0;
    char line[1024];
    while (changed < record->verdict_count) {
        struct verdict_row row;
        verdict_row_make(&row, record, order[changed]);
        if (row.mood == VERDICT_SAME)
            break;
        changed++;
    }
    if (changed) {
        table_print(record, target, order, 0, changed);
        fputc('\n', target->stream);
        reasons_print(record, target, order, changed);
        fputc('\n', target->stream);
    }
    if (changed < record->verdict_count) {
        fprintf(target->stream, "<details><summary>%zu the same</summary>\n\n", record->verdict_count - changed);
        table_print(record, target, order, changed, record->verdict_count);
        fputs("\n</details>\n\n", target->stream);
    }
    verdict_design(line, sizeof line, record);
    text_print(target, line);
    snprintf(line, sizeof line, " · %.80s · %.120s · yoke %.40s", record->machine.hostname ? record->machine.hostname : "?",
             record->machine.cpu.model ? record->machine.cpu.model : "?", record->yoke.version ? record->yoke.version : "?");
    text_print(target, line);
    fputc('\n', target->stream);
}

static int summary_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    size_t *order = calloc(record->verdict_count + 1, sizeof *order);
    int status = order ? 0 : -ENOMEM;
    if (!status && !record->verdict_count) {
        fputs("no verdicts: this record compares nothing\n", target->stream);
    } else if (!status) {
        verdict_rows_order(record, order);
        head_print(record, target);
        body_print(record, target, order);
    }
    free(order);
    if (!status && ferror(target->stream))
        status = -EIO;
    if (status)
        yoke_error_set(error, "the summary cannot be written: %s", strerror(-status));
    return status;
}

const struct yoke_report yoke_report_summary = {
    .name = "summary",
    .summary = "the verdicts of a gate as Markdown for the page of a CI step",
    .kind = YOKE_REPORT_TEXT,
    .file = "summary.md",
    .write = summary_write,
};

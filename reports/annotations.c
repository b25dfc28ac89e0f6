/* SPDX-License-Identifier: MIT */
/* Workflow commands of GitHub Actions: one line that the service shows beside the commit. One, with the worst three cases,
 * because the service shows ten of a kind and drops the rest in silence. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "verdict_rows.h"
#include "yoke/report.h"

enum { CASES_MOST = 3 };

/* A message or, where `property` is set, a property: the service's own escapes. */
static void command_text(FILE *stream, const char *text, bool property)
{
    char clean[2048];
    text_fit(clean, sizeof clean, text, 0, true);
    for (const char *at = clean; *at; at++)
        if (*at == '%' || (property && (*at == ':' || *at == ',')))
            fprintf(stream, "%%%02X", (unsigned char)*at);
        else
            fputc(*at, stream);
}

static void cases_print(const struct yoke_record *record, FILE *stream, const size_t order[])
{
    size_t said = 0;
    for (size_t i = 0; i < record->verdict_count && said < CASES_MOST; i++) {
        char line[1024];
        struct verdict_row row;
        verdict_row_make(&row, record, order[i]);
        if (row.mood != VERDICT_WORSE && row.mood != VERDICT_BROKEN && row.mood != VERDICT_DOUBT)
            break;
        snprintf(line, sizeof line, "%.300s %s: %s %s %.300s", row.verdict->cell, row.verdict->metric, row.word, row.change,
                 row.verdict->reason ? row.verdict->reason : "");
        fputs("%0A", stream);
        command_text(stream, line, false);
        said++;
    }
}

static int annotations_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    char headline[1024];
    size_t *order = calloc(record->verdict_count + 1, sizeof *order);
    const char *verdict = record->gate.verdict ? record->gate.verdict : "";
    if (!order)
        return -ENOMEM;
    verdict_rows_order(record, order);
    verdict_headline(headline, sizeof headline, record);
    if (!record->verdict_count) {
        fputs("::notice title=yoke gate::no verdicts: this record compares nothing\n", target->stream);
    } else {
        const bool bad = !strcmp(verdict, "fail") || !strcmp(verdict, "failed");
        fprintf(target->stream, "::%s title=", bad ? "error" : !strcmp(verdict, "pass") ? "notice" : "warning");
        command_text(target->stream, "yoke gate", true);
        fputs("::", target->stream);
        command_text(target->stream, headline, false);
        if (verdict_expired(record)) {
            fputs("%0A", target->stream);
            command_text(target->stream, verdict_expired(record), false);
        }
        cases_print(record, target->stream, order);
        fputc('\n', target->stream);
    }
    free(order);
    if (!ferror(target->stream))
        return 0;
    yoke_error_set(error, "the annotations cannot be written");
    return -EIO;
}

const struct yoke_report yoke_report_annotations = {
    .name = "annotations",
    .summary = "the verdicts of a gate as one annotation of GitHub Actions",
    .kind = YOKE_REPORT_TEXT,
    .write = annotations_write,
};

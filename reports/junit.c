/* SPDX-License-Identifier: MIT */
/* JUnit XML, as CI services read it: a test case a verdict. Worse is a failure, a failed side an error, what is not decided is
 * skipped with its reason. Some services show neither properties nor messages, so the figures stand in the text as well. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "verdict_rows.h"
#include "yoke/report.h"

/* A text in XML: clean UTF-8 of which no character is markup. */
static void xml_print(FILE *stream, const char *text)
{
    char clean[2048];
    text_fit(clean, sizeof clean, text ? text : "", 0, true);
    for (const char *at = clean; *at; at++) {
        switch (*at) {
        case '&':
            fputs("&amp;", stream);
            break;
        case '<':
            fputs("&lt;", stream);
            break;
        case '>':
            fputs("&gt;", stream);
            break;
        case '"':
            fputs("&quot;", stream);
            break;
        default:
            fputc(*at, stream);
        }
    }
}

static void attribute_print(FILE *stream, const char *name, const char *value)
{
    fprintf(stream, " %s=\"", name);
    xml_print(stream, value);
    fputc('"', stream);
}

/* "2026-11-22T10:00:00": without the letter for UTC, which the format does not know. */
static void timestamp_print(FILE *stream, const struct yoke_record *record)
{
    char text[32];
    snprintf(text, sizeof text, "%.19s", record->started ? record->started : "1970-01-01T00:00:00");
    attribute_print(stream, "timestamp", text);
}

/* What a pair of it took, all told; plain decimals, because an exponent is no valid time here. */
static double row_seconds(const struct verdict_row *row)
{
    const struct yoke_verdict *verdict = row->verdict;
    const double pairs = verdict->pairs == YOKE_MISSING ? 0 : (double)verdict->pairs;
    return isfinite(verdict->pair_seconds) ? pairs * verdict->pair_seconds : 0;
}

static void figures_write(char *text, size_t size, const struct verdict_row *row)
{
    const struct yoke_verdict *verdict = row->verdict;
    snprintf(text, size, "%s: %.300s %s %s (95 %%: %s), %s before, %s after, %" PRIu64 " pairs%s%.500s", row->word, verdict->cell,
             verdict->metric, row->change[0] ? row->change : "?", row->interval[0] ? row->interval : "?",
             row->before[0] ? row->before : "?", row->after[0] ? row->after : "?",
             verdict->pairs == YOKE_MISSING ? 0 : verdict->pairs, verdict->reason ? "; " : "",
             verdict->reason ? verdict->reason : "");
}

static void case_print(FILE *stream, const struct verdict_row *row)
{
    char name[512], figures[1600];
    snprintf(name, sizeof name, "%.400s %.60s", row->verdict->cell, row->verdict->metric);
    figures_write(figures, sizeof figures, row);
    fputs("    <testcase", stream);
    attribute_print(stream, "name", name);
    attribute_print(stream, "classname", row->cell && row->cell->workload && *row->cell->workload ? row->cell->workload : "yoke");
    fprintf(stream, " time=\"%.3f\">", row_seconds(row));
    if (row->mood == VERDICT_WORSE || row->mood == VERDICT_BROKEN) {
        const char *element = row->mood == VERDICT_WORSE ? "failure" : "error";
        fprintf(stream, "\n      <%s", element);
        attribute_print(stream, "type", row->word);
        attribute_print(stream, "message", figures);
        fputc('>', stream);
        xml_print(stream, figures);
        fprintf(stream, "</%s>\n    ", element);
    } else if (row->mood == VERDICT_DOUBT) {
        fputs("\n      <skipped", stream);
        attribute_print(stream, "message", figures);
        fputs("/>\n    ", stream);
    } else {
        fputs("\n      <system-out>", stream);
        xml_print(stream, figures);
        fputs("</system-out>\n    ", stream);
    }
    fputs("</testcase>\n", stream);
}

/* An acceptance that is over fails the gate, so it has to be a failure here, whatever the cells have come to. */
static void expired_print(FILE *stream, const struct yoke_record *record)
{
    if (!record->gate.expired)
        return;
    fputs("    <testcase name=\"gate.json\" classname=\"yoke\" time=\"0.000\">\n      <failure type=\"expired\"", stream);
    attribute_print(stream, "message", record->gate.expired);
    fputc('>', stream);
    xml_print(stream, record->gate.expired);
    fputs("</failure>\n    </testcase>\n", stream);
}

static void suite_print(FILE *stream, const struct yoke_record *record)
{
    const size_t expired = record->gate.expired != NULL;
    size_t failures = expired, errors = 0, skipped = 0;
    double seconds = 0;
    for (size_t i = 0; i < record->verdict_count; i++) {
        struct verdict_row row;
        verdict_row_make(&row, record, i);
        failures += row.mood == VERDICT_WORSE;
        errors += row.mood == VERDICT_BROKEN;
        skipped += row.mood == VERDICT_DOUBT;
        seconds += row_seconds(&row);
    }
    fputs("  <testsuite", stream);
    attribute_print(stream, "name", record->plan.name ? record->plan.name : "yoke");
    fprintf(stream, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\"", record->verdict_count + expired,
            failures, errors, skipped, seconds);
    timestamp_print(stream, record);
    attribute_print(stream, "hostname", record->machine.hostname ? record->machine.hostname : "unknown");
    fputs(">\n", stream);
    for (size_t i = 0; i < record->verdict_count; i++) {
        struct verdict_row row;
        verdict_row_make(&row, record, i);
        case_print(stream, &row);
    }
    expired_print(stream, record);
    fputs("  </testsuite>\n", stream);
}

static int junit_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", target->stream);
    suite_print(target->stream, record);
    fputs("</testsuites>\n", target->stream);
    if (!ferror(target->stream))
        return 0;
    yoke_error_set(error, "the JUnit file cannot be written");
    return -EIO;
}

const struct yoke_report yoke_report_junit = {
    .name = "junit",
    .summary = "the verdicts of a gate as JUnit XML",
    .kind = YOKE_REPORT_TEXT,
    .file = "junit.xml",
    .write = junit_write,
};

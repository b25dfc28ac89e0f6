/* SPDX-License-Identifier: MIT */
/* The verdicts of a comparison for a terminal: a row a cell and metric, then a sentence for whatever is not decided. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "grid.h"
#include "text.h"
#include "verdict_rows.h"
#include "yoke/report.h"

enum column { SUBJECT, WAY, METRIC, CHANGE, INTERVAL, BEFORE, AFTER, PAIRS, ASIDE, WORD, COLUMNS };

static const struct grid_column columns[COLUMNS] = {
    [SUBJECT] = {.title = "cell", .flexible = true},
    [WAY] = {.title = "executor", .flexible = true},
    [METRIC] = {.title = "metric"},
    [CHANGE] = {.title = "change", .right = true},
    [INTERVAL] = {.title = "95 %", .right = true, .rank = 2},
    [BEFORE] = {.title = "before", .right = true, .rank = 3},
    [AFTER] = {.title = "after", .right = true, .rank = 3},
    [PAIRS] = {.title = "pairs", .right = true, .rank = 4},
    [ASIDE] = {.title = "set aside", .right = true, .rank = 5},
    [WORD] = {.title = "verdict"},
};

static int rows_print(const struct yoke_record *record, const struct yoke_target *target)
{
    struct grid *grid = grid_new(target->utf8);
    int status = grid ? 0 : -ENOMEM;
    for (size_t i = 0; i < COLUMNS && !status; i++) {
        struct grid_column column = columns[i];
        if (i == PAIRS && yoke_text_same(record->gate.rule, "stored"))
            column.title = "starts"; /* of the candidate alone */
        grid_add_column(grid, &column);
    }
    for (size_t i = 0; i < record->verdict_count && !status; i++) {
        struct verdict_row row;
        verdict_row_make(&row, record, i);
        const bool bad = row.mood == VERDICT_WORSE || row.mood == VERDICT_BROKEN;
        status = grid_add_row(grid, bad ? GRID_FAILED : row.mood == VERDICT_SAME ? GRID_FAINT : GRID_PLAIN);
        if (status)
            break;
        grid_set(grid, SUBJECT, "%s", row.subject);
        grid_set(grid, WAY, "%s", row.way);
        grid_set(grid, METRIC, "%s", row.verdict->metric);
        grid_set(grid, CHANGE, "%s", row.change);
        grid_set(grid, INTERVAL, "%s", row.interval);
        grid_set(grid, BEFORE, "%s", row.before);
        grid_set(grid, AFTER, "%s", row.after);
        if (row.verdict->pairs != YOKE_MISSING && row.verdict->pairs)
            grid_set(grid, PAIRS, "%" PRIu64, row.verdict->pairs);
        if (row.verdict->set_aside != YOKE_MISSING && row.verdict->set_aside)
            grid_set(grid, ASIDE, "%" PRIu64, row.verdict->set_aside);
        grid_set(grid, WORD, "%s", row.word);
    }
    if (!status)
        grid_print(grid, target);
    grid_free(grid);
    return status;
}

/* "unchanged: within +0.4 % / -0.3 %" is proven for everybody; who is not decided gets a sentence of his own. */
static void row_explain(const struct verdict_row *row, const struct yoke_target *target)
{
    char line[1024], low[24], high[24];
    const struct yoke_verdict *verdict = row->verdict;
    if (verdict->word == YOKE_UNCHANGED) {
        verdict_change(low, sizeof low, verdict->proven_low);
        verdict_change(high, sizeof high, verdict->proven_high);
        snprintf(line, sizeof line, "%.300s %s: unchanged: within %s / %s", verdict->cell, verdict->metric, high, low);
    } else if (verdict->word == YOKE_REGRESSED && verdict->accepted) {
        snprintf(line, sizeof line, "%.300s %s: accepted: %.400s", verdict->cell, verdict->metric, verdict->accepted);
    } else if (verdict->word == YOKE_REGRESSED) {
        verdict_change(low, sizeof low, verdict->proven_low);
        snprintf(line, sizeof line, "%.300s %s: regressed: by at least %s", verdict->cell, verdict->metric, low);
    } else if (verdict->word == YOKE_IMPROVED) {
        verdict_change(high, sizeof high, verdict->proven_high);
        snprintf(line, sizeof line, "%.300s %s: improved: at least %s", verdict->cell, verdict->metric, high);
    } else if (verdict->reason) {
        snprintf(line, sizeof line, "%.300s %s: %s: %.500s", verdict->cell, verdict->metric, row->word, verdict->reason);
    } else {
        return;
    }
    text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
}

static int verdicts_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    char line[1024];
    int status = 0;
    if (!record->verdict_count) {
        fputs("no verdicts: this record compares nothing\n", target->stream);
    } else {
        verdict_design(line, sizeof line, record);
        text_fold(target->stream, line, "", "  ", target->width, target->utf8);
        fputc('\n', target->stream);
        status = rows_print(record, target);
        fputc('\n', target->stream);
        for (size_t i = 0; i < record->verdict_count && !status; i++) {
            struct verdict_row row;
            verdict_row_make(&row, record, i);
            row_explain(&row, target);
            verdict_growth(line, sizeof line, record, i);
            if (*line)
                text_fold(target->stream, line, "    ", "    ", target->width, target->utf8);
        }
        fputc('\n', target->stream);
        if (verdict_floor(line, sizeof line, record))
            text_fold(target->stream, line, "", "  ", target->width, target->utf8);
        if (verdict_expired(record))
            text_fold(target->stream, verdict_expired(record), "", "  ", target->width, target->utf8);
        verdict_headline(line, sizeof line, record);
        text_fold(target->stream, line, "", "  ", target->width, target->utf8);
    }
    if (!status && ferror(target->stream))
        status = -EIO;
    if (status)
        yoke_error_set(error, "the verdicts cannot be written: %s", strerror(-status));
    return status;
}

const struct yoke_report yoke_report_verdicts = {
    .name = "verdicts",
    .summary = "what a gate says of each cell, for the terminal",
    .kind = YOKE_REPORT_TEXT,
    .write = verdicts_write,
};

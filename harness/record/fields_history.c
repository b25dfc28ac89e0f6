/* SPDX-License-Identifier: MIT */
/* The keys of a history, as series and as rows. */
#include "fields_private.h"
#include "history_row.h"
#include "record.h"

static const struct field point_fields[] = {
    MUST(commit, FIELD_TEXT, yoke_history_point, "what was measured"),
    MUST(time, FIELD_TEXT, yoke_history_point, "UTC: its place in the line of commits"),
    MUST(value, FIELD_REAL, yoke_history_point, "ratio to the base, above 1 is worse; without a base in the series' unit"),
    REAL(yoke_history_point, low, "lower end of its interval"),
    REAL(yoke_history_point, high, "upper end of its interval"),
    REAL(yoke_history_point, median, "what was measured, in the series' unit"),
    END,
};
static const struct shape point_shape = SHAPE("history_point", yoke_history_point, point_fields);

static const struct field step_fields[] = {
    COUNT(yoke_history_step, at, "index of the first point of the new level"),
    TEXT(yoke_history_step, commit, "that point's"),
    REAL(yoke_history_step, before, "median of the level before"),
    REAL(yoke_history_step, after, "median of the new level"),
    REAL(yoke_history_step, p, "of the t-test on ranks between them"),
    FLAG(yoke_history_step, known, "not after the commit up to which changes are known"),
    END,
};
static const struct shape step_shape = SHAPE("history_step", yoke_history_step, step_fields);

static const char *const history_words[] = {
    [YOKE_HISTORY_SHORT] = "too-short",   [YOKE_HISTORY_STEADY] = "steady",     [YOKE_HISTORY_REGRESSED] = "regressed",
    [YOKE_HISTORY_IMPROVED] = "improved", [YOKE_HISTORY_ABSOLUTE] = "absolute", [YOKE_HISTORY_STATES] = NULL,
};

static const struct field series_fields[] = {
    MUST(cell, FIELD_TEXT, yoke_history_series, "its name, without the side"),
    MUST(metric, FIELD_TEXT, yoke_history_series, "as in verdicts"),
    TEXT(yoke_history_series, unit, "of what was measured"),
    TEXT(yoke_history_series, base, "what ratios are to; absent: the values are no ratios"),
    {.key = "state", .kind = FIELD_WORD, AT(yoke_history_series, state), .words = history_words, .required = true,
     .summary = "what the newest results are beside those before"},
    REAL(yoke_history_series, level, "median of the values since the last step"),
    COUNT(yoke_history_series, left_out, "older points that were not looked at"),
    {.key = "steps", .kind = FIELD_LIST, COUNTED(yoke_history_series, steps, step_count), .shape = &step_shape,
     .summary = "lasting changes"},
    {.key = "points", .kind = FIELD_LIST, COUNTED(yoke_history_series, points, point_count), .shape = &point_shape,
     .required = true, .summary = "the oldest first"},
    END,
};
const struct shape history_series_shape = SHAPE("history_series", yoke_history_series, series_fields);

static const struct field row_fields[] = {
    MUST(time, FIELD_TEXT, history_row, "UTC, 2026-11-22T10:00:00Z"),
    MUST(commit, FIELD_TEXT, history_row, "what was measured"),
    TEXT(history_row, host, "that measured"),
    TEXT(history_row, fingerprint, "of its machine"),
    MUST(cell, FIELD_TEXT, history_row, "its name"),
    MUST(metric, FIELD_TEXT, history_row, "as in verdicts"),
    TEXT(history_row, unit, "of the median"),
    TEXT(history_row, base, "what the value is a ratio to; absent: it is none"),
    MUST(value, FIELD_REAL, history_row, "the ratio, above 1 is worse; without a base in the unit"),
    REAL(history_row, low, "lower end of its interval"),
    REAL(history_row, high, "upper end of its interval"),
    REAL(history_row, median, "what was measured, in the unit"),
    END,
};
const struct shape history_row_shape = SHAPE("history_row", history_row, row_fields);

const char *history_word(enum yoke_history_state state)
{
    return history_words[state];
}

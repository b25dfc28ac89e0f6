/* SPDX-License-Identifier: MIT */
/* First what is drawn, as variables and data, then the style and the drawing commands of templates/. */
#include "forest_script.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "verdict_rows.h"

/* Logical pixels: the picture, what stands above and below the rows, and a row. */
enum { WIDTH = 1210, ABOVE = 128, BELOW = 118, ROW_PIXELS = 25, PLOT_LEFT = 345, PLOT_RIGHT = 735, TICKS_MOST = 7 };

/* Widest cut of an axis of changes: what lies beyond is drawn at its edge's arrow-less end. */
static const double LEAST_RATIO = 0.4, MOST_RATIO = 2.5;

struct forest {
    const struct yoke_record *record;
    const size_t *order;
    size_t count;
    double low, high; /* of the axis */
    double last;      /* row of the sum */
};

/* All intervals and tolerances, with some air. */
static void range_find(struct forest *forest)
{
    double low = 0.97, high = 1.03;
    for (size_t i = 0; i < forest->count; i++) {
        const struct yoke_verdict *verdict = &forest->record->verdicts[forest->order[i]];
        const double ends[] = {verdict->ratio.low, verdict->ratio.high, verdict->ratio.value, 1 - 1.3 * verdict->theta,
                               1 + 1.3 * verdict->theta};
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
            low = ends[k] < low ? ends[k] : low;
            high = ends[k] > high ? ends[k] : high;
        }
    }
    forest->low = fmax(low - 0.08 * (high - low), LEAST_RATIO);
    forest->high = fmin(high + 0.08 * (high - low), MOST_RATIO);
}

static void ticks_print(FILE *script, const struct forest *forest)
{
    static const double steps[] = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};
    double step = steps[0];
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        step = steps[i];
        if ((forest->high - forest->low) / step <= TICKS_MOST)
            break;
    }
    fputs("TICKS = '", script);
    bool first = true;
    for (double k = ceil((forest->low - 1) / step); 1 + k * step <= forest->high; k++) {
        const double percent = 100 * k * step;
        fprintf(script, "%s\"%s%g %%%%\" %.6g", first ? "" : ",", percent > 0 ? "+" : percent < 0 ? "−" : "", fabs(percent),
                1 + k * step);
        first = false;
    }
    fputs("'\n", script);
}

static int mood_number(enum verdict_mood mood)
{
    return mood == VERDICT_WORSE || mood == VERDICT_BROKEN ? 0 : mood == VERDICT_DOUBT ? 1 : mood == VERDICT_BETTER ? 2 : 3;
}

/* The axis ends somewhere: what reaches beyond is cut there. */
static double cut(const struct forest *forest, double ratio, double open)
{
    return isnan(ratio) ? open : fmin(fmax(ratio, forest->low), forest->high);
}

static void rows_print(struct forest *forest, FILE *script)
{
    static const char *const arrays[] = {"SUBJECT", "WAY", "METRIC", "CHANGE", "INTERVAL", "TIMES", "WORD", "MOOD", "ROW", "THETA"};
    char *data = NULL, subject[256] = "";
    size_t size = 0;
    double row_at = -1;
    FILE *block = open_memstream(&data, &size);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        fprintf(script, "array %s[%zu]\n", arrays[i], forest->count);
    for (size_t i = 0; i < forest->count; i++) {
        struct verdict_row row;
        char times[2 * QUANTITY_BYTES + 8];
        verdict_row_make(&row, forest->record, forest->order[i]);
        const bool again = !strcmp(subject, row.subject);
        row_at += again || !i ? 1 : 1.4;
        snprintf(subject, sizeof subject, "%s", row.subject);
        snprintf(times, sizeof times, row.before[0] ? "%s → %s" : "%s%s", row.before, row.after);
        chart_text_print(script, "SUBJECT", i + 1, again ? "" : row.subject, 22);
        chart_text_print(script, "WAY", i + 1, row.way, 15);
        chart_text_print(script, "METRIC", i + 1, row.verdict->metric, 9);
        chart_text_print(script, "CHANGE", i + 1, row.change, 12);
        chart_text_print(script, "INTERVAL", i + 1, row.interval, 24);
        chart_text_print(script, "TIMES", i + 1, times, 28);
        chart_text_print(script, "WORD", i + 1, row.word, 22);
        fprintf(script, "MOOD[%zu] = %d; ROW[%zu] = %.6g; THETA[%zu] = %.6g\n", i + 1, mood_number(row.mood), i + 1, row_at,
                i + 1, isfinite(row.verdict->theta) ? fmin(row.verdict->theta, 0.6) : 0.0);
        if (block) {
            const struct yoke_estimate *ratio = &row.verdict->ratio;
            fprintf(block, "%.6g", row_at);
            chart_number_print(block, isnan(ratio->value) ? NAN : cut(forest, ratio->value, NAN));
            chart_number_print(block, cut(forest, ratio->low, forest->low));
            chart_number_print(block, cut(forest, ratio->high, forest->high));
            fprintf(block, " %d\n", mood_number(row.mood));
        }
    }
    if (block)
        fclose(block);
    fprintf(script, "# Rows: place, ratio, its interval, mood.\n$rows << END\n%sEND\n", data ? data : "");
    free(data);
    forest->last = row_at + 1.5;
}

/* The geometric mean of all ratios: a note at the foot, nothing is decided by it. */
static void sum_print(const struct forest *forest, FILE *script)
{
    const struct yoke_record *record = forest->record;
    double logs = 0;
    size_t count = 0;
    char text[64], change[24];
    for (size_t i = 0; i < record->verdict_count; i++)
        if (record->verdicts[i].ratio.value > 0) {
            logs += log(record->verdicts[i].ratio.value);
            count++;
        }
    const double mean = count ? exp(logs / (double)count) : NAN;
    snprintf(text, sizeof text, "all %zu, geometric mean", record->verdict_count);
    verdict_change(change, sizeof change, mean);
    chart_text_print(script, "SUM", 0, text, 0);
    chart_text_print(script, "SUM_CHANGE", 0, change, 0);
    snprintf(text, sizeof text, "exit %" PRIu64 ": %s", record->exit == YOKE_MISSING ? 0 : record->exit,
             verdict_exit_meaning(record));
    chart_text_print(script, "SUM_EXIT", 0, text, 0);
    fprintf(script, "SUM_RATIO = %.8g\nFAILS = %d\n", count ? cut(forest, mean, 1) : 1.0, record->exit == 3 || record->exit == 1);
}

/* Breaks a text at " · " into at most two lines that fit the picture. */
static void lines_print(FILE *script, const char *name, const char *text, double width_ems)
{
    char first[1024];
    snprintf(first, sizeof first, "%s", text);
    const char *second = "";
    for (char *at = first, *last = NULL; (at = strstr(at, " · ")) != NULL; at++) {
        const char kept = *at;
        *at = '\0';
        const bool fits = chart_text_ems(first, false) <= width_ems;
        *at = kept;
        if (fits)
            last = at;
        second = last ? text + (last - first) + strlen(" · ") : "";
    }
    if (chart_text_ems(text, false) <= width_ems || !second[0])
        second = "";
    else
        first[second - text - (long)strlen(" · ")] = '\0';
    fprintf(script, "%sS = %d\narray %s[2]\n", name, second[0] ? 2 : 1, name);
    chart_text_print(script, name, 1, first, 0);
    chart_text_print(script, name, 2, second, 0);
}

static void tolerance_print(const struct forest *forest, FILE *script)
{
    char text[64] = "tolerance";
    const struct yoke_verdict *verdicts = forest->record->verdicts;
    bool equal = true;
    for (size_t i = 1; i < forest->record->verdict_count; i++)
        equal &= verdicts[i].theta == verdicts[0].theta;
    if (equal)
        snprintf(text, sizeof text, "tolerance ±%g %%", 100 * verdicts[0].theta);
    chart_text_print(script, "TOLERANCE", 0, text, 0);
}

static void frame_print(const struct forest *forest, const char *stem, FILE *script)
{
    const struct yoke_record *record = forest->record;
    char text[1024];
    const double bottom = ABOVE + ROW_PIXELS * (forest->last + 1.6);
    fprintf(script, "STEM = '%s'\nID = 'gate'\nW = %d\nH = %.6g\n", stem, WIDTH, bottom + BELOW - 40);
    fprintf(script, "TOP = %d\nBOTTOM = %.6g\nPLOT_L = %d\nPLOT_R = %d\n", ABOVE, bottom, PLOT_LEFT, PLOT_RIGHT);
    fputs("X_WAY = 190\nX_METRIC = 285\nX_CHANGE = 805\nX_INTERVAL = 905\nX_TIMES = 1048\nX_WORD = 1064\n", script);
    fprintf(script, "LOW = %.8g\nHIGH = %.8g\nLAST = %.6g\nN = %zu\n", forest->low, forest->high, forest->last, forest->count);
    ticks_print(script, forest);
    verdict_headline(text, sizeof text, record);
    chart_text_print(script, "HEADLINE", 0, text, 110);
    verdict_design(text, sizeof text, record);
    lines_print(script, "DESIGN", text, (WIDTH - 80) / 14.7); /* of 11 points at the style's scale */
    snprintf(text, sizeof text, "host %.80s · %.120s · marks: ratio of candidate to base, bars: 95 %% intervals, shaded: tolerance · "
             "yoke %.40s · %.10s%s", record->machine.hostname ? record->machine.hostname : "?",
             record->machine.cpu.model ? record->machine.cpu.model : "?", record->yoke.version ? record->yoke.version : "?",
             record->started ? record->started : "?",
             forest->count < record->verdict_count ? " · those that did not change are left out" : "");
    lines_print(script, "ORIGIN", text, (WIDTH - 80) / 12.0);
}

int forest_chart_init(struct forest_chart *chart, const struct yoke_record *record)
{
    *chart = (struct forest_chart){.record = record, .order = calloc(record->verdict_count + 1, sizeof *chart->order)};
    if (!chart->order)
        return -ENOMEM;
    chart->count = record->verdict_count < FOREST_ROWS_MOST ? record->verdict_count : FOREST_ROWS_MOST;
    if (chart->count < record->verdict_count)
        verdict_rows_order(record, chart->order);
    else
        for (size_t i = 0; i < chart->count; i++)
            chart->order[i] = i;
    return 0;
}

void forest_chart_release(struct forest_chart *chart)
{
    free(chart->order);
    *chart = (struct forest_chart){0};
}

void forest_script_write(const struct forest_chart *chart, const char *stem, FILE *script)
{
    struct forest forest = {.record = chart->record, .order = chart->order, .count = chart->count};
    range_find(&forest);
    fprintf(script, "# Forest chart of a gate, written by yoke. Draw it again:  gnuplot %s.gp   (PNG; or -e \"fmt='svg'\", "
            "'pdf')\nif (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'\nreset\n", stem);
    rows_print(&forest, script);
    frame_print(&forest, stem, script);
    tolerance_print(&forest, script);
    sum_print(&forest, script);
    chart_template_print(script, chart_template_forest);
}

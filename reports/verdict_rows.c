/* SPDX-License-Identifier: MIT */
/* Words, signs and units of verdicts. */
#include "verdict_rows.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flame_finding.h"
#include "record.h"
#include "study.h"

#define SIDE_AXIS "/side="

static const struct yoke_cell *cell_find(const struct yoke_record *record, const struct yoke_verdict *verdict)
{
    const size_t length = strlen(verdict->cell);
    for (size_t i = 0; i < record->cell_count; i++) {
        const char *name = record->cells[i].name;
        if (name && !strncmp(name, verdict->cell, length) &&
            (!name[length] || !strncmp(name + length, SIDE_AXIS, sizeof SIDE_AXIS - 1)))
            return &record->cells[i];
    }
    return NULL;
}

static enum verdict_mood mood_of(const struct yoke_record *record, const struct yoke_verdict *verdict,
                                 const struct yoke_cell *cell)
{
    const bool counted_more = verdict->word == YOKE_DETERMINISTIC_CHANGED && verdict->candidate > verdict->base;
    if (verdict->word == YOKE_REGRESSED || counted_more)
        return verdict->accepted ? VERDICT_DOUBT : VERDICT_WORSE;
    if (verdict->word == YOKE_IMPROVED || verdict->word == YOKE_DETERMINISTIC_CHANGED)
        return VERDICT_BETTER;
    if (verdict->word == YOKE_UNCHANGED || verdict->word == YOKE_DETERMINISTIC_SAME)
        return VERDICT_SAME;
    const bool last = !cell || cell == &record->cells[record->cell_count - 1];
    const bool failed = cell && (cell->status == YOKE_CELL_FAILED || (!last && cell[1].status == YOKE_CELL_FAILED));
    return verdict->word == YOKE_SKIPPED && failed ? VERDICT_BROKEN : VERDICT_DOUBT;
}

/* Do the record's cells of this workload differ in the parameter? */
static bool param_varies(const struct yoke_record *record, const struct yoke_cell *cell, size_t param)
{
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *other = &record->cells[i];
        if (!strcmp(other->workload, cell->workload) && param < other->param_count &&
            !yoke_setting_same(&other->params[param], &cell->params[param]))
            return true;
    }
    return false;
}

static void subject_make(struct verdict_row *row, const struct yoke_record *record)
{
    const struct yoke_cell *cell = row->cell;
    size_t used = (size_t)snprintf(row->subject, sizeof row->subject, "%.100s", cell ? cell->workload : row->verdict->cell);
    row->way[0] = '\0';
    if (!cell)
        return;
    for (size_t i = 0; i < cell->param_count && used < sizeof row->subject - 80; i++) {
        char value[128];
        if (!param_varies(record, cell, i))
            continue;
        study_param_text(value, sizeof value, cell, i);
        used += (size_t)snprintf(row->subject + used, sizeof row->subject - used, " %.30s=%.40s", cell->params[i].name, value);
    }
    if (cell->workers == 1)
        snprintf(row->way, sizeof row->way, "%.40s", cell->executor);
    else
        snprintf(row->way, sizeof row->way, "%.40s × %" PRIu64, cell->executor, cell->workers);
}

void verdict_quantity(char out[QUANTITY_BYTES], const char *unit, double value)
{
    if (isnan(value))
        out[0] = '\0';
    else if (!unit || !strcmp(unit, "ns"))
        quantity_time(out, value);
    else if (!strcmp(unit, "ratio"))
        quantity_ratio(out, value);
    else if (!strcmp(unit, "bytes"))
        snprintf(out, QUANTITY_BYTES, "%.1f MiB", value / 1048576);
    else
        quantity_compact(out, value);
}

/* A change below a twentieth of a per cent has no sign. */
static void percent_write(char *text, size_t size, double ratio, const char *unit)
{
    const double percent = 100 * (ratio - 1);
    const char *sign = percent >= 0.05 ? "+" : percent <= -0.05 ? "−" : "";
    snprintf(text, size, "%s%.*f%s", sign, fabs(percent) >= 999.5 ? 0 : 1, fabs(percent), unit);
}

void verdict_change(char *text, size_t size, double ratio)
{
    text[0] = '\0';
    if (isfinite(ratio))
        percent_write(text, size, ratio, " %");
}

void verdict_interval(char *text, size_t size, const struct yoke_estimate *ratio)
{
    char low[16] = "?", high[16] = "?";
    text[0] = '\0';
    if (isnan(ratio->low) && isnan(ratio->high))
        return;
    if (isfinite(ratio->low))
        percent_write(low, sizeof low, ratio->low, "");
    if (isfinite(ratio->high))
        percent_write(high, sizeof high, ratio->high, "");
    snprintf(text, size, "%s … %s", low, high);
}

void verdict_row_make(struct verdict_row *row, const struct yoke_record *record, size_t index)
{
    const struct yoke_verdict *verdict = &record->verdicts[index];
    row->verdict = verdict;
    row->cell = cell_find(record, verdict);
    row->mood = mood_of(record, verdict, row->cell);
    subject_make(row, record);
    verdict_change(row->change, sizeof row->change, verdict->ratio.value);
    verdict_interval(row->interval, sizeof row->interval, &verdict->ratio);
    verdict_quantity(row->before, verdict->unit, verdict->base);
    verdict_quantity(row->after, verdict->unit, verdict->candidate);
    snprintf(row->word, sizeof row->word, "%s%s", row->mood == VERDICT_BROKEN ? "failed" : verdict_word(verdict->word),
             verdict->accepted && verdict->word == YOKE_REGRESSED ? " (accepted)" : "");
}

void verdict_rows_order(const struct yoke_record *record, size_t order[])
{
    static const enum verdict_mood moods[] = {VERDICT_BROKEN, VERDICT_WORSE, VERDICT_DOUBT, VERDICT_BETTER, VERDICT_SAME};
    size_t used = 0;
    for (size_t i = 0; i < sizeof moods / sizeof *moods; i++)
        for (size_t k = 0; k < record->verdict_count; k++)
            if (mood_of(record, &record->verdicts[k], cell_find(record, &record->verdicts[k])) == moods[i])
                order[used++] = k;
}

void verdict_headline(char *text, size_t size, const struct yoke_record *record)
{
    static const struct {
        const char *verdict, *words;
    } heads[] = {
        {"pass", "Gate passed"},        {"fail", "Gate failed"},          {"undecided", "Gate undecided"},
        {"failed", "Measuring failed"}, {"refused", "Gate says nothing"}, {"nothing", "Nothing compared"},
    };
    const char *head = "Gate", *verdict = record->gate.verdict ? record->gate.verdict : "";
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (!strcmp(heads[i].verdict, verdict))
            head = heads[i].words;
    const bool control = record->gate.purpose && !strcmp(record->gate.purpose, "control");
    snprintf(text, size, "%s%s: %.400s", control ? "Control: " : "", head, record->gate.reason ? record->gate.reason : "?");
}

/* " (duets in 5 of 20 cells)": what is not one after the other. */
static void pairing_describe(char *text, size_t size, const struct yoke_record *record)
{
    static const struct {
        const char *how, *words;
    } ways[] = {{YOKE_INTERLEAVED, "interleaved"}, {YOKE_DUET, "side by side"}};
    size_t used = 0;
    text[0] = '\0';
    for (size_t way = 0; way < sizeof ways / sizeof *ways && used < size; way++) {
        size_t count = 0;
        for (size_t i = 0; i < record->cell_count; i++)
            count += yoke_text_same(record->cells[i].pairing.how, ways[way].how);
        if (count && count == record->cell_count)
            used += (size_t)snprintf(text + used, size - used, ", %s", ways[way].words);
        else if (count)
            used += (size_t)snprintf(text + used, size - used, ", %zu of %zu cells %s", count / 2, record->cell_count / 2,
                                     ways[way].words);
    }
}

void verdict_design(char *text, size_t size, const struct yoke_record *record)
{
    const struct yoke_gate *gate = &record->gate;
    if (yoke_text_same(gate->rule, "stored")) {
        snprintf(text, size,
                 "base %.200s · candidate %.120s · profile %s · weaker design: a stored baseline, no pairs; margins widened by what "
                 "its starts spread, and another day may differ by more",
                 gate->base ? gate->base : "?", gate->candidate ? gate->candidate : "?", gate->profile ? gate->profile : "?");
        return;
    }
    char pairing[160];
    pairing_describe(pairing, sizeof pairing, record);
    snprintf(text, size,
             "base %.120s · candidate %.120s · profile %s · pairs of fresh processes%s, order by coin, %s · "
             "false alarm in at most %g %% of suites of %" PRIu64 " test%s",
             gate->base ? gate->base : "?", gate->candidate ? gate->candidate : "?", gate->profile ? gate->profile : "?", pairing,
             gate->rule && !strcmp(gate->rule, "anytime") ? "looked at any time" : "looked at after 12, 18, 27, …",
             100 * gate->alpha, gate->tests, gate->tests == 1 ? "" : "s");
}

void verdict_growth(char *text, size_t size, const struct yoke_record *record, size_t index)
{
    const struct yoke_verdict *verdict = &record->verdicts[index];
    const struct yoke_cell *base = cell_find(record, verdict), *end = record->cells + record->cell_count;
    char growth[FLAME_TEXT_BYTES] = "";
    const bool changed = verdict->word == YOKE_REGRESSED || verdict->word == YOKE_IMPROVED;
    text[0] = '\0';
    for (size_t i = 0; i < index; i++)
        if (changed && !strcmp(record->verdicts[i].cell, verdict->cell) &&
            (record->verdicts[i].word == YOKE_REGRESSED || record->verdicts[i].word == YOKE_IMPROVED))
            return;
    if (changed && base && base + 1 < end && base[1].side && base->side)
        flame_growth(growth, base, base + 1);
    snprintf(text, size, "%s", growth);
}

const char *verdict_exit_meaning(const struct yoke_record *record)
{
    static const char *const meanings[] = {"passed",    "something failed",     "nothing was run",         "slower",
                                           "undecided", "nothing was compared", "the machine was refused"};
    const uint64_t status = record->exit;
    if (status == 3 && record->gate.expired && !verdict_expired(record))
        return "an acceptance is over";
    if (status < sizeof meanings / sizeof *meanings)
        return meanings[status];
    return status > 128 ? "interrupted" : "?";
}

const char *verdict_expired(const struct yoke_record *record)
{
    return yoke_text_same(record->gate.expired, record->gate.reason) ? NULL : record->gate.expired;
}

static int detectable_order(const void *left, const void *right)
{
    const double a = (*(const struct yoke_verdict *const *)left)->detectable;
    const double b = (*(const struct yoke_verdict *const *)right)->detectable;
    return (a > b) - (a < b);
}

bool verdict_floor(char *text, size_t size, const struct yoke_record *record)
{
    text[0] = '\0';
    if (!yoke_text_same(record->gate.purpose, "control"))
        return false;
    const struct yoke_verdict **known = calloc(record->verdict_count + 1, sizeof(const struct yoke_verdict *));
    size_t count = 0;
    for (size_t i = 0; known && i < record->verdict_count; i++)
        if (isfinite(record->verdicts[i].detectable))
            known[count++] = &record->verdicts[i];
    if (count) {
        qsort(known, count, sizeof *known, detectable_order);
        const struct yoke_verdict *worst = known[count - 1];
        snprintf(text, size, "noise floor: a slow-down of %.1f %% would be found here in 19 of 20 suites (median of %zu), one of "
                 "%.1f %% in the noisiest, %.300s %s",
                 100 * known[(count - 1) / 2]->detectable, count, 100 * worst->detectable, worst->cell, worst->metric);
    } else {
        snprintf(text, size, "noise floor: not known from so few undisturbed pairs");
    }
    free(known);
    return true;
}

/* SPDX-License-Identifier: MIT */
/* Numbers stand in the unit they came in, to seven digits: more than any timing has. */
#include "stats_findings.h"

#include <inttypes.h>
#include <math.h>

#include "quantile.h"
#include "series.h"

enum { LABEL_COLUMNS = 18, DIGITS = 7, CHANGES_SHOWN = 10 };

static void label_print(const char *label, FILE *stream)
{
    fprintf(stream, "%-*s", LABEL_COLUMNS, label);
}

static void number_print(const char *label, double value, FILE *stream)
{
    label_print(label, stream);
    if (isnan(value))
        fputs("not defined here\n", stream);
    else
        fprintf(stream, "%.*g\n", DIGITS, value);
}

/* "12 [11, 13] 95.6 %", an open side as "unbounded", nothing at all when both sides are open. */
static void estimate_print(const struct stats_estimate *estimate, FILE *stream)
{
    const struct stats_interval *interval = &estimate->interval;
    fprintf(stream, "%.*g", DIGITS, estimate->value);
    if (isnan(interval->low) && isnan(interval->high))
        return;
    if (isnan(interval->low))
        fprintf(stream, " (unbounded, %.*g]", DIGITS, interval->high);
    else if (isnan(interval->high))
        fprintf(stream, " [%.*g, unbounded)", DIGITS, interval->low);
    else
        fprintf(stream, " [%.*g, %.*g]", DIGITS, interval->low, DIGITS, interval->high);
    fprintf(stream, "  %.3g %%", 100 * interval->confidence);
}

/* A value inside of the column: it stands even where its interval does not close. */
static void middle_print(const char *label, const struct column *column, const struct stats_estimate *estimate,
                         double p, FILE *stream)
{
    const size_t needs = quantile_needs(p, COLUMN_CONFIDENCE);
    label_print(label, stream);
    estimate_print(estimate, stream);
    if (column->count < needs)
        fprintf(stream, "  (a closed interval needs %zu values)", needs);
    fputc('\n', stream);
}

static void quartile_print(const char *label, const struct column *column, enum column_place place, FILE *stream)
{
    middle_print(label, column, &column->quantiles[place].estimate, column->quantiles[place].p, stream);
}

/* A tail without enough values has no figure: the interpolated one would be the largest value in disguise. */
static void tail_print(const char *label, const struct column *column, enum column_place place, FILE *stream)
{
    const struct column_quantile *quantile = &column->quantiles[place];
    label_print(label, stream);
    if (column->count >= quantile->needs) {
        estimate_print(&quantile->estimate, stream);
    } else {
        fprintf(stream, "too few: needs %" PRIu64 " values", quantile->needs);
        if (!isnan(quantile->estimate.interval.low))
            fprintf(stream, "; above %.*g  %.3g %%", DIGITS, quantile->estimate.interval.low,
                    100 * quantile->estimate.interval.confidence);
    }
    fputc('\n', stream);
}

static void mean_print(const struct column *column, FILE *stream)
{
    label_print("mean", stream);
    estimate_print(&column->mean, stream);
    if (isnan(column->mean.interval.confidence))
        fprintf(stream, "  (not enough independent data for an interval: it needs an effective size of %d)",
                SERIES_EFFECTIVE_LEAST);
    fputc('\n', stream);
}

static void modes_print(const struct modes *modes, FILE *stream)
{
    label_print("modes", stream);
    if (isnan(modes->p))
        fprintf(stream, "too few: needs %d values\n", MODES_NEEDS);
    else if (!modes->two)
        fprintf(stream, "one, as far as can be seen (dip test p %.2g)\n", modes->p);
    else
        fprintf(stream,
                "two: %.0f %% around %.*g, %.0f %% around %.*g (dip test p %.2g): no single number stands for both\n",
                100 * modes->lower_share, DIGITS, modes->lower, 100 * modes->upper_share, DIGITS, modes->upper,
                modes->p);
}

static void changes_print(const struct column *column, FILE *stream)
{
    label_print("change points", stream);
    if (!column->changes_sought)
        fprintf(stream, "not looked for in more than %d values\n", COLUMN_CHANGES_MOST);
    else if (!column->change_count)
        fputs("none\n", stream);
    for (size_t i = 0; i < column->change_count && i < CHANGES_SHOWN; i++) {
        const struct change_point *change = &column->changes[i];
        if (i)
            label_print("", stream);
        fprintf(stream, "at value %zu: %.*g, then %.*g (p %.2g)\n", change->at + 1, DIGITS, change->before, DIGITS,
                change->after, change->p);
    }
    if (column->change_count > CHANGES_SHOWN) {
        label_print("", stream);
        fprintf(stream, "and %zu more: this column drifts\n", column->change_count - CHANGES_SHOWN);
    }
}

static void column_print(const struct column *column, FILE *stream)
{
    label_print("values", stream);
    fprintf(stream, "%" PRIu64 ", from %.*g to %.*g\n", column->count, DIGITS, column->min, DIGITS, column->max);
    quartile_print("lower quartile", column, COLUMN_P25, stream);
    middle_print("median", column, &column->median, 0.5, stream);
    quartile_print("upper quartile", column, COLUMN_P75, stream);
    number_print("MAD", column->mad, stream);
    mean_print(column, stream);
    number_print("sd", column->deviation, stream);
    tail_print("p90", column, COLUMN_P90, stream);
    tail_print("p99", column, COLUMN_P99, stream);
    tail_print("p99.9", column, COLUMN_P99_9, stream);
    number_print("lag-1", column->autocorrelation, stream);
    number_print("effective size", column->effective_size, stream);
    modes_print(&column->modes, stream);
    changes_print(column, stream);
}

static void effect_print(const char *label, const struct stats_estimate *estimate, const char *method, FILE *stream)
{
    label_print(label, stream);
    estimate_print(estimate, stream);
    fprintf(stream, "  %s\n", method);
}

static void equivalence_print(const struct pairing *pairing, FILE *stream)
{
    char label[32];
    snprintf(label, sizeof label, "within %.3g %%", 100 * pairing->margin);
    label_print(label, stream);
    if (!pairing->ratios) {
        fputs("no ratios: not all values are positive\n", stream);
        return;
    }
    fprintf(stream, "%s (p %.2g)", pairing->equivalence.p <= 0.05 ? "proven" : "not proven", pairing->equivalence.p);
    if (!isnan(pairing->proven.confidence))
        fprintf(stream, "; at 95 %% not below %+.3g %%, at 95 %% not above %+.3g %%", 100 * (pairing->proven.low - 1),
                100 * (pairing->proven.high - 1));
    fputc('\n', stream);
}

static void pairing_print(const struct pairing *pairing, FILE *stream)
{
    fprintf(stream, "\nsecond column %s first, %" PRIu64 " pairs\n", pairing->ratios ? "/" : "-", pairing->count);
    effect_print(pairing->ratios ? "ratio" : "difference", &pairing->winsorised, "winsorised signed-rank", stream);
    effect_print("", &pairing->hodges_lehmann, "Hodges-Lehmann", stream);
    effect_print("", &pairing->median, "median, sign", stream);
    effect_print("", &pairing->unpaired, "Hodges-Lehmann, unpaired", stream);
    label_print("different?", stream);
    fprintf(stream, "p %.2g winsorised signed-rank, %.2g Wilcoxon, %.2g sign; unpaired: %.2g Mann-Whitney\n",
            pairing->winsorised_test.p, pairing->wilcoxon_test.p, pairing->sign_test.p, pairing->rank_sum_test.p);
    equivalence_print(pairing, stream);
}

void stats_write_text(const struct stats_findings *findings, FILE *stream)
{
    for (size_t i = 0; i < findings->column_count; i++) {
        if (findings->column_count > 1)
            fprintf(stream, "%s%s column\n", i ? "\n" : "", i ? "second" : "first");
        column_print(&findings->columns[i], stream);
    }
    if (findings->pairing)
        pairing_print(findings->pairing, stream);
}

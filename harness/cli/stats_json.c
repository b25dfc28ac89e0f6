/* SPDX-License-Identifier: MIT */
/* The findings by tables. What is open or not defined is absent; why it is follows from "needs" and "effective_size".
 *
 *  */
#include "stats_findings.h"

#include "fields.h"
#include "line.h"

#define REAL(name, type, member, about)                                                                                \
    {                                                                                                                  \
        .key = name, .kind = FIELD_REAL, .offset = offsetof(type, member), .summary = about                            \
    }
#define COUNT(name, type, member, about)                                                                               \
    {                                                                                                                  \
        .key = name, .kind = FIELD_COUNT, .offset = offsetof(type, member), .summary = about                           \
    }
#define OBJECT(name, type, member, its_shape, about)                                                                   \
    {                                                                                                                  \
        .key = name, .kind = FIELD_OBJECT, .offset = offsetof(type, member), .shape = &(its_shape), .summary = about   \
    }

static const struct field estimate_fields[] = {
    REAL("value", struct stats_estimate, value, "the estimate"),
    REAL("low", struct stats_estimate, interval.low, "lower end; absent: open"),
    REAL("high", struct stats_estimate, interval.high, "upper end; absent: open"),
    REAL("confidence", struct stats_estimate, interval.confidence, "probability that the interval covers"),
    {.key = NULL},
};
static const struct shape estimate_shape = {"estimate", sizeof(struct stats_estimate), estimate_fields};

static const struct field interval_fields[] = {
    REAL("low", struct stats_interval, low, "lower bound"),
    REAL("high", struct stats_interval, high, "upper bound"),
    {.key = NULL},
};
static const struct shape interval_shape = {"interval", sizeof(struct stats_interval), interval_fields};

static const struct field quantile_fields[] = {
    REAL("value", struct column_quantile, estimate.value, "interpolated"),
    REAL("low", struct column_quantile, estimate.interval.low, "lower end; absent: open"),
    REAL("high", struct column_quantile, estimate.interval.high, "upper end; absent: open"),
    REAL("confidence", struct column_quantile, estimate.interval.confidence, "probability that the interval covers"),
    COUNT("needs", struct column_quantile, needs, "values that close the interval; with fewer do not trust the value"),
    {.key = NULL},
};
static const struct shape quantile_shape = {"quantile", sizeof(struct column_quantile), quantile_fields};

static const struct field modes_fields[] = {
    REAL("dip", struct modes, dip, "Hartigan's dip"),
    REAL("p", struct modes, p, "of the dip under one mode"),
    {.key = "two", .kind = FIELD_FLAG, .offset = offsetof(struct modes, two), .summary = "are there two?"},
    REAL("lower", struct modes, lower, "median of the lower mode"),
    REAL("lower_share", struct modes, lower_share, "share of the values in it"),
    REAL("upper", struct modes, upper, "median of the upper mode"),
    REAL("upper_share", struct modes, upper_share, "share of the values in it"),
    {.key = NULL},
};
static const struct shape modes_shape = {"modes", sizeof(struct modes), modes_fields};

static const struct field change_fields[] = {
    COUNT("at", struct change_point, at, "index of the first value of the new level, from 0"),
    REAL("before", struct change_point, before, "median up to there"),
    REAL("after", struct change_point, after, "median from there on"),
    REAL("p", struct change_point, p, "of the t-test on ranks"),
    {.key = NULL},
};
static const struct shape change_shape = {"change", sizeof(struct change_point), change_fields};

static const struct field column_fields[] = {
    COUNT("n", struct column, count, "values"),
    REAL("min", struct column, min, "the smallest"),
    REAL("max", struct column, max, "the largest"),
    OBJECT("median", struct column, median, estimate_shape, "with its order-statistic interval"),
    REAL("mad", struct column, mad, "median absolute deviation, not scaled"),
    OBJECT("mean", struct column, mean, estimate_shape, "with an interval by the effective size"),
    REAL("sd", struct column, deviation, "sample standard deviation"),
    OBJECT("p25", struct column, quantiles[COLUMN_P25], quantile_shape, "lower quartile"),
    OBJECT("p75", struct column, quantiles[COLUMN_P75], quantile_shape, "upper quartile"),
    OBJECT("p90", struct column, quantiles[COLUMN_P90], quantile_shape, "0.9 quantile"),
    OBJECT("p99", struct column, quantiles[COLUMN_P99], quantile_shape, "0.99 quantile"),
    OBJECT("p99_9", struct column, quantiles[COLUMN_P99_9], quantile_shape, "0.999 quantile"),
    REAL("lag_1", struct column, autocorrelation, "autocorrelation at lag 1"),
    REAL("effective_size", struct column, effective_size, "so many independent values would know the mean as well"),
    OBJECT("modes", struct column, modes, modes_shape, "one heap or two"),
    {.key = "changes_sought",
     .kind = FIELD_FLAG,
     .offset = offsetof(struct column, changes_sought),
     .summary = "false: too many values"},
    {.key = "changes",
     .kind = FIELD_LIST,
     .offset = offsetof(struct column, changes),
     .count_offset = offsetof(struct column, change_count),
     .shape = &change_shape,
     .required = true,
     .summary = "where the level changes"},
    {.key = NULL},
};
static const struct shape column_shape = {"column", sizeof(struct column), column_fields};

static const struct field pairing_fields[] = {
    COUNT("pairs", struct pairing, count, "rows"),
    {.key = "ratios",
     .kind = FIELD_FLAG,
     .offset = offsetof(struct pairing, ratios),
     .summary = "effects are second / first; else second - first"},
    OBJECT("winsorised_signed_rank", struct pairing, winsorised, estimate_shape, "by inversion of the test"),
    OBJECT("hodges_lehmann", struct pairing, hodges_lehmann, estimate_shape, "by inversion of Wilcoxon's test"),
    OBJECT("median", struct pairing, median, estimate_shape, "with the sign test's interval"),
    OBJECT("unpaired_hodges_lehmann", struct pairing, unpaired, estimate_shape,
           "by inversion of Mann and Whitney's test"),
    REAL("p_winsorised_signed_rank", struct pairing, winsorised_test.p, "two-sided"),
    REAL("p_wilcoxon", struct pairing, wilcoxon_test.p, "two-sided"),
    REAL("p_sign", struct pairing, sign_test.p, "two-sided"),
    REAL("p_mann_whitney", struct pairing, rank_sum_test.p, "two-sided, as if there were no pairs"),
    REAL("margin", struct pairing, margin, "of equivalence, a share"),
    REAL("p_equivalence", struct pairing, equivalence.p, "of a ratio outside the margin"),
    OBJECT("proven", struct pairing, proven, interval_shape, "each bound holds at 95 %"),
    {.key = NULL},
};
static const struct shape pairing_shape = {"comparison", sizeof(struct pairing), pairing_fields};

struct document {
    const char *schema;
    const struct column *columns;
    size_t column_count;
    struct pairing comparison;
};

static const struct field document_fields[] = {
    {.key = "schema", .kind = FIELD_TEXT, .offset = offsetof(struct document, schema), .summary = "yoke-stats/1"},
    {.key = "columns",
     .kind = FIELD_LIST,
     .offset = offsetof(struct document, columns),
     .count_offset = offsetof(struct document, column_count),
     .shape = &column_shape,
     .required = true,
     .summary = "one or two"},
    {.key = NULL},
};
static const struct shape document_shape = {"stats", sizeof(struct document), document_fields};

static const struct field compared_fields[] = {
    {.key = "schema", .kind = FIELD_TEXT, .offset = offsetof(struct document, schema), .summary = "yoke-stats/1"},
    {.key = "columns",
     .kind = FIELD_LIST,
     .offset = offsetof(struct document, columns),
     .count_offset = offsetof(struct document, column_count),
     .shape = &column_shape,
     .required = true,
     .summary = "one or two"},
    OBJECT("comparison", struct document, comparison, pairing_shape, "of two columns"),
    {.key = NULL},
};
static const struct shape compared_shape = {"stats", sizeof(struct document), compared_fields};

int stats_write_json(const struct stats_findings *findings, FILE *stream)
{
    struct document document = {"yoke-stats/1", findings->columns, findings->column_count, {0}};
    if (!findings->pairing)
        return line_write(&document_shape, &document, stream);
    document.comparison = *findings->pairing;
    return line_write(&compared_shape, &document, stream);
}

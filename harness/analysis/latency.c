/* SPDX-License-Identifier: MIT */
/* Buckets of equal value are merged; a rank is looked up by walking their counts. */
#include "latency.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "quantile.h"
#include "summary.h"

struct bucket {
    uint64_t value_ns, count;
};

static int bucket_order(const void *left, const void *right)
{
    const uint64_t a = ((const struct bucket *)left)->value_ns, b = ((const struct bucket *)right)->value_ns;
    return (a > b) - (a < b);
}

/* What was timed of a sample's tasks. */
enum timed { LATENCY, QUEUE, SERVICE };

struct column {
    const uint64_t *values_ns, *counts;
    size_t count;
    uint64_t max_ns;
};

#define COLUMN(part)                                                                                                  \
    (struct column){sample->part##_ns, sample->part##_count,                                                          \
                    sample->part##_ns_count < sample->part##_count_count ? sample->part##_ns_count                    \
                                                                         : sample->part##_count_count,                \
                    sample->part##_max_ns}

/* Nothing of a sample that is not usable. */
static struct column column_of(const struct yoke_sample *sample, enum timed timed)
{
    struct column column = timed == LATENCY ? COLUMN(latency) : timed == QUEUE ? COLUMN(queue) : COLUMN(service);
    column.count = sample->usable ? column.count : 0;
    return column;
}

static size_t buckets_gather(const struct yoke_cell *cell, enum timed timed, struct bucket buckets[], uint64_t *total)
{
    size_t count = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct column column = column_of(&cell->samples[i], timed);
        for (size_t k = 0; k < column.count; k++) {
            buckets[count++] = (struct bucket){column.values_ns[k], column.counts[k]};
            *total += column.counts[k];
        }
    }
    qsort(buckets, count, sizeof *buckets, bucket_order);
    return count;
}

/* The value of that rank, 1-based; NaN for rank 0, which stands for "open". */
static double rank_value(const struct bucket buckets[], size_t count, size_t rank)
{
    uint64_t seen = 0;
    for (size_t i = 0; i < count && rank; i++) {
        seen += buckets[i].count;
        if (seen >= rank)
            return (double)buckets[i].value_ns;
    }
    return NAN;
}

static struct yoke_estimate percentile(const struct bucket buckets[], size_t count, uint64_t total, double p)
{
    const struct quantile_ranks ends = quantile_ranks((size_t)total, p, SUMMARY_CONFIDENCE);
    const size_t rank = (size_t)ceil(p * (double)total);
    return (struct yoke_estimate){
        .value = rank_value(buckets, count, rank ? rank : 1),
        .low = rank_value(buckets, count, ends.low),
        .high = rank_value(buckets, count, ends.high),
    };
}

static int column_summarise(const struct yoke_cell *cell, enum timed timed, struct yoke_latency *latency)
{
    size_t room = 0;
    uint64_t total = 0, longest_ns = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct column column = column_of(&cell->samples[i], timed);
        room += column.count;
        if (column.count && column.max_ns != YOKE_MISSING && column.max_ns > longest_ns)
            longest_ns = column.max_ns;
    }
    struct bucket *buckets = calloc(room + 1, sizeof *buckets);
    if (!buckets)
        return -ENOMEM;
    const size_t count = buckets_gather(cell, timed, buckets, &total);
    const struct yoke_estimate unknown = {NAN, NAN, NAN};
    *latency = (struct yoke_latency){YOKE_MISSING, unknown, unknown, unknown, unknown, YOKE_MISSING};
    if (total)
        *latency = (struct yoke_latency){
            .n = total,
            .p50_ns = percentile(buckets, count, total, 0.5),
            .p90_ns = percentile(buckets, count, total, 0.9),
            .p99_ns = percentile(buckets, count, total, 0.99),
            .p99_9_ns = percentile(buckets, count, total, 0.999),
            .max_ns = longest_ns,
        };
    free(buckets);
    return 0;
}

int latency_compute(struct yoke_cell *cell)
{
    int status = column_summarise(cell, LATENCY, &cell->latency);
    if (!status)
        status = column_summarise(cell, QUEUE, &cell->queue);
    return status ? status : column_summarise(cell, SERVICE, &cell->service);
}

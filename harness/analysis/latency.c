/* SPDX-License-Identifier: MIT */
/* Buckets of equal value are merged; a rank is looked up by walking their counts. */
#include "latency.h"

#include <errno.h>
#include <math.h>
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

static size_t buckets_gather(const struct yoke_cell *cell, struct bucket buckets[], uint64_t *total)
{
    size_t count = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct yoke_sample *sample = &cell->samples[i];
        const size_t pairs = sample->latency_ns_count < sample->latency_count_count ? sample->latency_ns_count
                                                                                    : sample->latency_count_count;
        for (size_t k = 0; k < pairs && sample->usable; k++) {
            buckets[count++] = (struct bucket){sample->latency_ns[k], sample->latency_count[k]};
            *total += sample->latency_count[k];
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

int latency_compute(struct yoke_cell *cell)
{
    size_t room = 0;
    uint64_t total = 0, longest_ns = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct yoke_sample *sample = &cell->samples[i];
        room += sample->latency_ns_count;
        if (sample->usable && sample->latency_max_ns != YOKE_MISSING && sample->latency_max_ns > longest_ns)
            longest_ns = sample->latency_max_ns;
    }
    struct bucket *buckets = calloc(room + 1, sizeof *buckets);
    if (!buckets)
        return -ENOMEM;
    const size_t count = buckets_gather(cell, buckets, &total);
    if (total) {
        cell->latency.n = total;
        cell->latency.max_ns = longest_ns;
        cell->latency.p50_ns = percentile(buckets, count, total, 0.5);
        cell->latency.p90_ns = percentile(buckets, count, total, 0.9);
        cell->latency.p99_ns = percentile(buckets, count, total, 0.99);
        cell->latency.p99_9_ns = percentile(buckets, count, total, 0.999);
    }
    free(buckets);
    return 0;
}

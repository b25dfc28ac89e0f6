/* SPDX-License-Identifier: MIT */
/* Both walk the sorted p values and keep the adjusted ones in order. */
#include "multiple.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

struct placed {
    double p;
    size_t index;
};

static int placed_order(const void *left, const void *right)
{
    const double a = ((const struct placed *)left)->p, b = ((const struct placed *)right)->p;
    return (a > b) - (a < b);
}

/* Ascending; NULL when memory is short; free it. */
static struct placed *placed_sort(const double p[], size_t count)
{
    struct placed *sorted = malloc((count + 1) * sizeof *sorted);
    if (!sorted)
        return NULL;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct placed){p[i], i};
    qsort(sorted, count, sizeof *sorted, placed_order);
    return sorted;
}

int multiple_holm(const double p[], size_t count, double adjusted[])
{
    struct placed *sorted = placed_sort(p, count);
    if (!sorted)
        return -ENOMEM;
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        largest = fmax(largest, fmin(1, sorted[i].p * (double)(count - i)));
        adjusted[sorted[i].index] = largest;
    }
    free(sorted);
    return 0;
}

int multiple_benjamini_hochberg(const double p[], size_t count, double adjusted[])
{
    struct placed *sorted = placed_sort(p, count);
    if (!sorted)
        return -ENOMEM;
    double smallest = 1;
    for (size_t i = count; i-- > 0;) {
        smallest = fmin(smallest, sorted[i].p * (double)count / (double)(i + 1));
        adjusted[sorted[i].index] = smallest;
    }
    free(sorted);
    return 0;
}

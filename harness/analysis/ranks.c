/* SPDX-License-Identifier: MIT */
/* Values are equal when they are the same double: a tolerance would make ranks depend on the unit. */
#include "ranks.h"

#include <errno.h>
#include <stdlib.h>

struct ranked {
    double value;
    size_t index;
};

static int ranked_order(const void *left, const void *right)
{
    const double a = ((const struct ranked *)left)->value, b = ((const struct ranked *)right)->value;
    return (a > b) - (a < b);
}

int ranks_doubled(const double values[], size_t count, uint64_t doubled[], double *ties)
{
    struct ranked *sorted = malloc((count + 1) * sizeof *sorted);
    if (!sorted)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct ranked){values[i], i};
    qsort(sorted, count, sizeof *sorted, ranked_order);
    double sum = 0;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && sorted[end].value == sorted[first].value; end++)
            ;
        for (size_t i = first; i < end; i++)
            doubled[sorted[i].index] = first + 1 + end; /* twice the mean of first + 1 … end */
        const double size = (double)(end - first);
        sum += size * size * size - size;
    }
    free(sorted);
    if (ties)
        *ties = sum;
    return 0;
}

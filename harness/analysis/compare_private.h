/* SPDX-License-Identifier: MIT */
/* Between the files of compare*.c. */
#ifndef COMPARE_PRIVATE_H
#define COMPARE_PRIVATE_H

#include "compare.h"
#include "gate_metric.h"

/* The confidence of intervals; of a bound on one side alone half of what is left out lies on either. */
#define COMPARE_CONFIDENCE 0.95
#define COMPARE_PROOF      0.90

/* A cell of a result, and the side it is on. */
struct compare_entry {
    const struct yoke_cell *cell;
    size_t source, side; /* indices; the reference is side 0 */
    size_t place;        /* among all cells of all results */
};

/* What is the same in cells that are held against each other. */
enum compare_key {
    COMPARE_SOURCE = 1 << 0,
    COMPARE_WORKLOAD = 1 << 1,
    COMPARE_EXECUTOR = 1 << 2,
    COMPARE_WORKERS = 1 << 3,
    COMPARE_WAY = 1 << 4, /* schedule, chunk and placement; parameters and command always are */
};

/* Entries in groups of equal keys. Within a group: by side, workers, source. */
struct compare_groups {
    struct compare_entry *entries;
    struct compare_group {
        size_t first, end; /* of the entries */
        size_t place;      /* the least one in it */
    } *groups;             /* in the order of their places */
    size_t count;
};

struct comparer {
    const struct compare_options *options;
    struct yoke_comparison *facts;
    struct record *memory;
    struct compare_entry *entries; /* in the order of the results */
    size_t entry_count;
    unsigned keys; /* enum compare_key: of cells that are compared with each other */
};

/* Numbers and the block that each was measured in. */
struct compare_column {
    double *values;
    uint64_t *blocks;
    size_t count;
};

/* --- compare_groups.c -------------------------------------------------------------------------------------------- */

/* Returns 0 or -ENOMEM. Release in every case. */
int compare_groups_make(const struct comparer *comparer, unsigned keys, struct compare_groups *groups);
void compare_groups_release(struct compare_groups *groups);

/* The entries of the group that lie on `side`: from *first to before the returned end. */
size_t compare_group_side(const struct compare_groups *groups, const struct compare_group *group, size_t side, size_t *first);

/* --- compare_column.c -------------------------------------------------------------------------------------------- */

/* The metric of every start of the entries that has it, above 0, as its natural logarithm; of one task where `per_task`.
 * Returns 0 or -ENOMEM. Release in every case. */
int compare_column_make(const struct gate_metric *metric, bool per_task, const struct compare_entry entries[], size_t count,
                        struct compare_column *column);
void compare_column_release(struct compare_column *column);

/* The ratio side / reference of logarithms, from independent groups. */
struct yoke_estimate compare_column_ratio(const struct compare_column *reference, const struct compare_column *side);

/* --- compare_rows.c, compare_scaling.c, compare_whole.c, compare_facts.c, compare_sides.c: each fills its part of the facts.
 * They return 0 or -ENOMEM, compare_sides_make -EINVAL with a sentence too. */
int compare_sides_make(struct comparer *comparer, struct yoke_error *error);
int compare_facts_make(struct comparer *comparer);
int compare_rows_make(struct comparer *comparer);
int compare_scaling_make(struct comparer *comparer);
int compare_whole_make(struct comparer *comparer);

#endif

/* SPDX-License-Identifier: MIT */
/* In how many ways can n queens stand on an n by n board so that none takes another? A search that turns back all the
 * time: recursion, short loops, branches that depend on everything before. One board is one job, however many tasks
 * there are: the queens of its first two rows can stand in n * n ways, and task k searches behind the k-th of them, the
 * (k + tasks)-th and so on; those where the first two take each other cost nothing. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/workload.h"

enum { QUEENS };

/* The numbers of solutions: OEIS A000170. Larger boards take hours. */
static const uint64_t solutions[] = {1,   1,    0,     0,     2,      10,      4,        40,       92,       352,
                                     724, 2680, 14200, 73712, 365596, 2279184, 14772512, 95815104, 666090624};
enum { QUEENS_MOST = sizeof solutions / sizeof solutions[0] - 1 };

/* Squares of the next row that are taken, as bits: by columns, and by diagonals that fall to either side. */
struct taken {
    uint32_t columns, falling, rising;
};

static struct taken queen_put(struct taken taken, uint32_t square)
{
    return (struct taken){taken.columns | square, (taken.falling | square) << 1, (taken.rising | square) >> 1};
}

/* Ways to fill the remaining rows; `board` has a bit for each column. */
static uint64_t rows_fill(struct taken taken, uint32_t board)
{
    if (taken.columns == board)
        return 1;
    uint64_t count = 0;
    for (uint32_t left = board & ~(taken.columns | taken.falling | taken.rising); left; left &= left - 1)
        count += rows_fill(queen_put(taken, left & -left), board);
    return count;
}

static int nqueens_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    const struct yoke_work *work = context;
    const uint64_t queens = work->values.value[QUEENS];
    const uint32_t board = (UINT32_C(1) << queens) - 1;
    uint64_t count = 0;
    for (uint64_t start = index; start < queens * queens; start += work->task_count) {
        const uint32_t first = UINT32_C(1) << start / queens, second = UINT32_C(1) << start % queens;
        const struct taken taken = queen_put((struct taken){0, 0, 0}, first);
        if (!(second & (taken.columns | taken.falling | taken.rising)))
            count += rows_fill(queen_put(taken, second), board);
    }
    *(uint64_t *)result = count;
    return 0;
}

static int nqueens_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct yoke_work *work = context;
    const uint64_t *counts = results, queens = work->values.value[QUEENS];
    uint64_t found = 0;
    for (uint64_t index = 0; index < work->task_count; index++)
        found += counts[index];
    if (found == solutions[queens])
        return 0;
    yoke_error_set(error, "cpu_nqueens: all tasks together found %" PRIu64 " ways for %" PRIu64 " queens, not %" PRIu64,
                   found, queens, solutions[queens]);
    return -EBADMSG;
}

static struct yoke_facts nqueens_facts(const void *context)
{
    const struct yoke_work *work = context;
    return (struct yoke_facts){.operations = (double)solutions[work->values.value[QUEENS]]};
}

const struct yoke_workload yoke_workload_cpu_nqueens = {
    .name = "cpu_nqueens",
    .summary = "all ways to place n queens: a branching search, one job cut into tasks",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "queens",
             .unit = YOKE_COUNT,
             .fallback = 13,
             .least = 2,
             .most = QUEENS_MOST,
             .summary = "queens and rows of the board; each more costs six times as much"},
            {.name = NULL},
        },
    .divides = true,
    .default_tasks = 169, /* one for each way the first two rows can be filled; some 50 ms in all */
    .result_bytes = sizeof(uint64_t),
    .operation = "solution",
    .reading =
        "A fixed job: more tasks are smaller ones, so --tasks shows how finely it must be cut to keep all workers "
        "busy, and when handing out begins to cost. Recursion and branches keep the front of the core busy, not its "
        "arithmetic.",
    .setup = work_keep,
    .task = nqueens_task,
    .verify = nqueens_verify,
    .facts = nqueens_facts,
    .teardown = free,
};

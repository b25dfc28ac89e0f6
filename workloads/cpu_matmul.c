/* SPDX-License-Identifier: MIT */
/* Matrix multiplication in blocks that stay in the first-level cache: floating-point multiplications and additions with
 * plenty of them independent, the work of numerical libraries and of learning. Each task computes C = A B anew.
 *
 * The entries are small whole numbers, so every product is exact and the answer can be checked exactly: a task returns
 * u C v modulo 2^64 for weights u of its own and v common to all, and u (A (B v)) is known without multiplying matrices
 * (Freivalds 1977, with weights of 64 bits: a wrong entry passes with a probability of 2^-63 or so). */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { SIDE };

/* Side of a block: one of B and a few rows of A and C, 32 KiB and little more, fit the usual first-level caches. */
enum { BLOCK = 64 };

struct matmul {
    struct yoke_work work;
    double *a, *b;       /* side * side entries from -8 to 7 */
    uint64_t *v, *a_b_v; /* weights of columns; what each row of A B adds up to under them */
};

static void matmul_teardown(void *context)
{
    struct matmul *matmul = context;
    free(matmul->a);
    free(matmul->b);
    free(matmul->v);
    free(matmul->a_b_v);
    free(matmul);
}

/* What a row adds up to under the weights of its columns, modulo 2^64. */
static uint64_t row_weigh(const double *row, uint64_t side, const uint64_t *weights)
{
    uint64_t sum = 0;
    for (uint64_t column = 0; column < side; column++)
        sum += (uint64_t)(int64_t)row[column] * weights[column];
    return sum;
}

static int matmul_fill(struct matmul *matmul, struct yoke_error *error)
{
    const uint64_t side = matmul->work.values.value[SIDE], seed = matmul->work.seed, entries = side * side;
    uint64_t *b_v = work_memory("cpu_matmul", side, sizeof *b_v, error);
    if (!b_v)
        return -ENOMEM;
    for (uint64_t i = 0; i < entries; i++) {
        matmul->a[i] = (double)(int64_t)(yoke_random_draw(seed, 2 * i) >> 60) - 8;
        matmul->b[i] = (double)(int64_t)(yoke_random_draw(seed, 2 * i + 1) >> 60) - 8;
    }
    for (uint64_t i = 0; i < side; i++)
        matmul->v[i] = yoke_random_draw(~seed, i);
    for (uint64_t row = 0; row < side; row++)
        b_v[row] = row_weigh(matmul->b + row * side, side, matmul->v);
    for (uint64_t row = 0; row < side; row++)
        matmul->a_b_v[row] = row_weigh(matmul->a + row * side, side, b_v);
    free(b_v);
    return 0;
}

static int matmul_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    static const char name[] = "cpu_matmul";
    const uint64_t side = work->values.value[SIDE];
    struct matmul *matmul = calloc(1, sizeof *matmul);
    if (!matmul) {
        yoke_error_set(error, "%s: no memory", name);
        return -ENOMEM;
    }
    matmul->work = *work;
    matmul->a = work_memory(name, side * side, sizeof *matmul->a, error);
    matmul->b = work_memory(name, side * side, sizeof *matmul->b, error);
    matmul->v = work_memory(name, side, sizeof *matmul->v, error);
    matmul->a_b_v = work_memory(name, side, sizeof *matmul->a_b_v, error);
    const bool complete = matmul->a && matmul->b && matmul->v && matmul->a_b_v;
    const int status = complete ? matmul_fill(matmul, error) : -ENOMEM;
    if (status)
        matmul_teardown(matmul);
    else
        *context = matmul;
    return status;
}

static int matmul_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const uint64_t side = ((const struct matmul *)context)->work.values.value[SIDE];
    worker->local = work_memory("cpu_matmul", side * side, sizeof(double), error);
    return worker->local ? 0 : -ENOMEM;
}

static void matmul_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    free(worker->local);
}

/* A corner of a block and where the matrix ends: the last blocks may be smaller. */
struct block {
    uint64_t row, inner, column, side;
};

static uint64_t block_end(uint64_t begin, uint64_t side)
{
    return side - begin < BLOCK ? side : begin + BLOCK;
}

/* Adds the product of one block of A and one of B to a block of C. */
static void block_multiply(const struct block *block, const double *restrict a, const double *restrict b,
                           double *restrict c)
{
    const uint64_t side = block->side, column_end = block_end(block->column, side);
    for (uint64_t i = block->row; i < block_end(block->row, side); i++)
        for (uint64_t k = block->inner; k < block_end(block->inner, side); k++) {
            const double factor = a[i * side + k];
            for (uint64_t j = block->column; j < column_end; j++)
                c[i * side + j] += factor * b[k * side + j];
        }
}

static uint64_t row_weight(const struct matmul *matmul, uint64_t index, uint64_t row)
{
    return yoke_random_draw(matmul->work.seed + index, row) | 1; /* odd: no entry can vanish under it */
}

static int matmul_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct matmul *matmul = context;
    const uint64_t side = matmul->work.values.value[SIDE];
    double *c = worker->local;
    memset(c, 0, side * side * sizeof *c);
    struct block block = {.side = side};
    for (block.row = 0; block.row < side; block.row += BLOCK)
        for (block.inner = 0; block.inner < side; block.inner += BLOCK)
            for (block.column = 0; block.column < side; block.column += BLOCK)
                block_multiply(&block, matmul->a, matmul->b, c);
    uint64_t sum = 0;
    for (uint64_t row = 0; row < side; row++)
        sum += row_weight(matmul, index, row) * row_weigh(c + row * side, side, matmul->v);
    *(uint64_t *)result = sum;
    return 0;
}

static int matmul_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct matmul *matmul = context;
    const uint64_t *sums = results;
    for (uint64_t index = 0; index < matmul->work.task_count; index++) {
        uint64_t expected = 0;
        for (uint64_t row = 0; row < matmul->work.values.value[SIDE]; row++)
            expected += row_weight(matmul, index, row) * matmul->a_b_v[row];
        if (sums[index] == expected)
            continue;
        yoke_error_set(error, "cpu_matmul: the product of task %" PRIu64 " weighs %" PRIx64 ", not %" PRIx64, index,
                       sums[index], expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts matmul_facts(const void *context)
{
    const struct yoke_work *work = &((const struct matmul *)context)->work;
    const double side = (double)work->values.value[SIDE];
    return (struct yoke_facts){.operations = (double)work->task_count * 2 * side * side * side};
}

const struct yoke_workload yoke_workload_cpu_matmul = {
    .name = "cpu_matmul",
    .summary = "multiply two square matrices of doubles, in blocks",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "side",
             .unit = YOKE_COUNT,
             .fallback = 240,
             .least = 1,
             .most = 8192,
             .summary = "rows and columns of the matrices; the work grows with its cube"},
            {.name = NULL},
        },
    .default_tasks = 32, /* some 100 ms in all at 4 operations a nanosecond */
    .result_bytes = sizeof(uint64_t),
    .operation = "flop",
    .reading =
        "Floating-point units kept busy from the first-level cache. Workers on cores of their own do not disturb "
        "each other; two on one core (SMT) share its units and gain next to nothing. The rate is that of a plain "
        "loop: a tuned library reaches several times as much.",
    .setup = matmul_setup,
    .worker_setup = matmul_worker_setup,
    .task = matmul_task,
    .worker_teardown = matmul_worker_teardown,
    .verify = matmul_verify,
    .facts = matmul_facts,
    .teardown = matmul_teardown,
};

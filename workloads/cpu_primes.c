/* SPDX-License-Identifier: MIT */
/* Primes by the sieve of Eratosthenes, a segment at a time so that the flags stay in the first-level cache: integer
 * additions and scattered byte stores, with loops whose lengths vary. Task k counts the primes of the k-th span of
 * numbers.
 *
 * How many there must be in all is known without a sieve: pi(x) by the recurrence of Legendre and Meissel in the form
 * that keeps pi(x / k) for every k at once, in x^(3/4) steps. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "work.h"
#include "yoke/workload.h"

enum { SPAN };

/* Flags, one byte for each odd number, sieved at a time: two thirds of the smallest first-level cache in use (48 KiB,
 * with its 32 KiB predecessors just filled). */
enum { SEGMENT_FLAGS = 32768 };

/* Up to here pi(x) takes some seconds and 16 MiB; the sieve itself would take a quarter of an hour. */
#define PRIMES_REACH UINT64_C(1000000000000)

struct primes {
    struct yoke_work work;
    uint64_t expected; /* primes in all tasks together */
    size_t base_count;
    uint32_t base[]; /* odd primes up to the root of the last number */
};

/* One worker's own. */
struct sieve {
    unsigned char composite[SEGMENT_FLAGS]; /* flag i stands for the odd number 2 (first + i) + 1 */
    uint64_t next[];                        /* per base prime: place (n / 2) of its next odd multiple n */
};

static uint64_t root_of(uint64_t number)
{
    uint64_t root = 0;
    for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
        if ((root | bit) * (root | bit) <= number)
            root |= bit;
    return root;
}

/* pi(number). `small` [v] holds, for every v up to the root, how many numbers from 2 to v no prime so far divides but
 * those primes themselves; `large` [k] the same up to number / k. Both have root + 1 entries. */
static uint64_t primes_up_to(uint64_t number, uint64_t root, uint64_t *small, uint64_t *large)
{
    if (number < 2)
        return 0;
    for (uint64_t i = 1; i <= root; i++) {
        small[i] = i - 1;
        large[i] = number / i - 1;
    }
    for (uint64_t p = 2; p * p <= number; p++) {
        if (small[p] == small[p - 1])
            continue; /* p is no prime */
        const uint64_t before = small[p - 1], square = p * p;
        for (uint64_t k = 1; k <= root && k <= number / square; k++)
            large[k] -= (k * p <= root ? large[k * p] : small[number / (k * p)]) - before;
        for (uint64_t v = root; v >= square; v--)
            small[v] -= small[v / p] - before;
    }
    return large[1];
}

/* Fills `base`, or counts only where it is NULL: odd primes up to `root`, by trial division, since the root is small.
 */
static size_t base_primes(uint64_t root, uint32_t *base)
{
    size_t count = 0;
    for (uint64_t number = 3; number <= root; number += 2) {
        bool prime = true;
        for (uint64_t divisor = 3; prime && divisor * divisor <= number; divisor += 2)
            prime = number % divisor != 0;
        if (prime && base)
            base[count] = (uint32_t)number;
        count += prime;
    }
    return count;
}

static int primes_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    uint64_t limit;
    if (__builtin_mul_overflow(work->task_count, work->values.value[SPAN], &limit) || limit > PRIMES_REACH) {
        yoke_error_set(
            error, "cpu_primes: %" PRIu64 " tasks with span=%" PRIu64 " reach beyond 1e12: take fewer or smaller ones",
            work->task_count, work->values.value[SPAN]);
        return -ERANGE;
    }
    const uint64_t root = root_of(limit - 1);
    const size_t base_count = base_primes(root, NULL);
    struct primes *primes = malloc(sizeof *primes + base_count * sizeof primes->base[0]);
    uint64_t *counts = work_memory("cpu_primes", 2 * (root + 1), sizeof *counts, error);
    if (!primes || !counts) {
        yoke_error_set(error, "cpu_primes: no memory for %zu primes", base_count);
        free(primes);
        free(counts);
        return -ENOMEM;
    }
    *primes = (struct primes){.work = *work, .base_count = base_count};
    primes->expected = primes_up_to(limit - 1, root, counts, counts + root + 1);
    base_primes(root, primes->base);
    free(counts);
    *context = primes;
    return 0;
}

static int primes_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const struct primes *primes = context;
    worker->local = work_memory("cpu_primes", sizeof(struct sieve) + primes->base_count * sizeof(uint64_t), 1, error);
    return worker->local ? 0 : -ENOMEM;
}

static void primes_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    free(worker->local);
}

/* Sets every base prime to its first odd multiple at or above place `first` that no smaller prime divides out. */
static void sieve_start(struct sieve *sieve, const struct primes *primes, uint64_t first)
{
    for (size_t i = 0; i < primes->base_count; i++) {
        const uint64_t prime = primes->base[i], lowest = 2 * first + 1;
        uint64_t multiple = (lowest + prime - 1) / prime * prime;
        multiple += multiple % 2 ? 0 : prime;
        sieve->next[i] = (multiple > prime * prime ? multiple : prime * prime) / 2;
    }
}

/* Primes among the odd numbers at places `first` up to `end`, at most SEGMENT_FLAGS of them. */
static uint64_t sieve_segment(struct sieve *sieve, const struct primes *primes, uint64_t first, uint64_t end)
{
    const uint64_t length = end - first;
    memset(sieve->composite, 0, length);
    for (size_t i = 0; i < primes->base_count; i++) {
        const uint64_t prime = primes->base[i];
        if (prime * prime / 2 >= end)
            break;
        uint64_t at = sieve->next[i] - first;
        for (; at < length; at += prime)
            sieve->composite[at] = 1;
        sieve->next[i] = first + at;
    }
    uint64_t count = length;
    for (uint64_t i = 0; i < length; i++)
        count -= sieve->composite[i];
    return count - (first == 0); /* the place of 1 */
}

static int primes_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct primes *primes = context;
    struct sieve *sieve = worker->local;
    const uint64_t span = primes->work.values.value[SPAN], low = index * span, high = low + span;
    uint64_t count = low <= 2 && 2 < high; /* the one that is not odd */
    sieve_start(sieve, primes, low / 2);
    for (uint64_t first = low / 2, end; first < high / 2; first = end) {
        end = high / 2 - first < SEGMENT_FLAGS ? high / 2 : first + SEGMENT_FLAGS;
        count += sieve_segment(sieve, primes, first, end);
    }
    *(uint64_t *)result = count;
    return 0;
}

static int primes_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct primes *primes = context;
    const uint64_t *counts = results, tasks = primes->work.task_count, span = primes->work.values.value[SPAN];
    uint64_t found = 0;
    for (uint64_t index = 0; index < tasks; index++)
        found += counts[index];
    if (found == primes->expected)
        return 0;
    yoke_error_set(
        error, "cpu_primes: all tasks together found %" PRIu64 " primes below %" PRIu64 ", where there are %" PRIu64,
        found, tasks * span, primes->expected);
    return -EBADMSG;
}

static struct yoke_facts primes_facts(const void *context)
{
    const struct yoke_work *work = &((const struct primes *)context)->work;
    return (struct yoke_facts){.operations = (double)work->task_count * (double)work->values.value[SPAN]};
}

const struct yoke_workload yoke_workload_cpu_primes = {
    .name = "cpu_primes",
    .summary = "count primes with a segmented sieve of Eratosthenes",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "span",
             .unit = YOKE_COUNT,
             .fallback = 1000000,
             .least = 1,
             .most = PRIMES_REACH,
             .summary = "numbers one task looks at; task k begins at k times this"},
            {.name = NULL},
        },
    .default_tasks = 128, /* primes below 128 million: some 100 ms in all */
    .result_bytes = sizeof(uint64_t),
    .operation = "number",
    .reading =
        "Integer work in a first-level cache, with stores at scattered places and loops too short to guess: what "
        "compilers and interpreters do all day. It should speed up as spin does; two workers that share a core share "
        "its cache too and gain less.",
    .setup = primes_setup,
    .worker_setup = primes_worker_setup,
    .task = primes_task,
    .worker_teardown = primes_worker_teardown,
    .verify = primes_verify,
    .facts = primes_facts,
    .teardown = free,
};

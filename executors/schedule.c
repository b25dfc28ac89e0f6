/* SPDX-License-Identifier: MIT */
/* The rules. To add one, write its size function and its line in RULES. */
#include "schedule.h"

#include <string.h>

#include "yoke/catalogue.h"

static uint64_t divide_up(uint64_t dividend, uint64_t divisor)
{
    return dividend / divisor + (dividend % divisor != 0);
}

static uint64_t chunk_size(const struct schedule_cut *cut)
{
    return cut->chunk;
}

/* CPython's multiprocessing.Pool: four chunks a worker. */
static uint64_t pool4_size(const struct schedule_cut *cut)
{
    return divide_up(cut->task_count, 4 * cut->worker_count);
}

/* An equal share of what is left, never less than the chunk asked for: large at first, small when balance matters. */
static uint64_t guided_size(const struct schedule_cut *cut)
{
    uint64_t share = divide_up(cut->left, cut->worker_count);
    return share > cut->chunk ? share : cut->chunk;
}

/* Hummel, Schonberg, Flynn 1992: batches of one chunk a worker, each batch half of what is left. */
static uint64_t factoring_size(const struct schedule_cut *cut)
{
    if (cut->ordinal % cut->worker_count)
        return cut->previous;
    return divide_up(cut->left, 2 * cut->worker_count);
}

/* Tzen, Ni 1993: sizes fall in a straight line from half an equal share down to one task. */
static uint64_t trapezoid_size(const struct schedule_cut *cut)
{
    uint64_t first = divide_up(cut->task_count, 2 * cut->worker_count);
    uint64_t chunks = divide_up(2 * cut->task_count, first + 1);
    if (cut->ordinal >= chunks || chunks < 2)
        return 1;
    /* In double, because (first - 1) * ordinal may need more than 64 bits; a size off by one does not matter there. */
    double fall = (double)(first - 1) * (double)cut->ordinal / (double)(chunks - 1);
    return first - (uint64_t)fall;
}

/* clang-format off */
/*       name       kind   size            takes_chunk  needs          summary */
#define RULES(RULE)                                                                                                \
    RULE(static,    SHARE, NULL,           false, 0, "one equal share of the tasks for every worker, no claiming") \
    RULE(dynamic,   EVEN,  chunk_size,     true,  0, "chunks of a fixed size, the next one to whoever is free")    \
    RULE(pool4,     EVEN,  pool4_size,     false, 0, "dynamic with four chunks a worker, as CPython's Pool.map")   \
    RULE(guided,    TABLE, guided_size,    true,  0, "an equal share of what is left, down to the chunk size")     \
    RULE(factoring, TABLE, factoring_size, false, 0, "batches of equal chunks, each batch half of what is left")   \
    RULE(trapezoid, TABLE, trapezoid_size, false, 0, "chunks that shrink in a straight line down to one task")     \
    RULE(steal,     STEAL, chunk_size,     true,  0, "own share first, then half of what another has left")        \
    RULE(taskloop,  EVEN,  chunk_size,     true,  YOKE_TASKLOOP, "OpenMP's taskloop, a task a chunk; openmp only")
/* clang-format on */

enum {
#define RULE_NUMBER(rule, ...) RULE_##rule,
    RULES(RULE_NUMBER)
};

static const struct schedule_rule rules[] = {
#define RULE_ENTRY(rule, rule_kind, rule_size, rule_chunk, rule_needs, rule_summary)                                   \
    {.schedule = {.name = #rule, .summary = rule_summary, .takes_chunk = rule_chunk, .needs = rule_needs},             \
     .kind = SCHEDULE_##rule_kind,                                                                                     \
     .size = rule_size},
    RULES(RULE_ENTRY)};

const struct yoke_schedule *const yoke_schedules[] = {
#define RULE_SCHEDULE(rule, ...) &rules[RULE_##rule].schedule,
    RULES(RULE_SCHEDULE) NULL,
};

const struct yoke_schedule *schedule_find(const char *name)
{
    for (const struct yoke_schedule *const *entry = yoke_schedules; *entry; entry++)
        if (strcmp((*entry)->name, name) == 0)
            return *entry;
    return NULL;
}

size_t schedule_bounds_most(unsigned worker_count)
{
    /* The slowest rule to reach the end is factoring: P chunks halve what is left, 2^48 tasks are halved 48 times.
     * Guided needs P ln 2^48 = 33 P. The rest is room for rounding and for rules to come. */
    return 64 * ((size_t)worker_count + 1);
}

uint64_t schedule_bounds(const struct schedule_rule *rule, struct schedule_cut cut, uint64_t bounds[])
{
    size_t most = schedule_bounds_most((unsigned)cut.worker_count) - 1;
    uint64_t next = 0;
    for (cut.ordinal = 0, cut.previous = 0; next < cut.task_count; cut.ordinal++) {
        cut.left = cut.task_count - next;
        uint64_t size = rule->size(&cut);
        if (size > cut.left || cut.ordinal + 1 == most)
            size = cut.left; /* a table that is full ends with one chunk for all the rest: slow, but no task is lost */
        else if (size == 0)
            size = 1;
        cut.previous = size;
        bounds[cut.ordinal] = next;
        next += size;
    }
    bounds[cut.ordinal] = next;
    return cut.ordinal;
}

/* SPDX-License-Identifier: MIT */
/* A plug-in, a workload and a report in a shared object: yoke run reverse --plugin ./plugin.so --format medians */
#include <errno.h>
#include <inttypes.h>

#include <yoke/plugin.h>

enum { TURNS = 200000 };

static uint64_t reverse_bits(uint64_t number)
{
    uint64_t reversed = 0;
    for (unsigned bit = 0; bit < 64; bit++, number >>= 1)
        reversed = reversed << 1 | (number & 1);
    return reversed;
}

/* Turned round twice as often, a number is itself: every task knows its answer. */
static int reverse_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    uint64_t number = index + 1;
    for (unsigned turn = 0; turn < 2 * TURNS / 64; turn++)
        number = reverse_bits(number);
    worker->digest += *(uint64_t *)result = number != index + 1;
    return 0;
}

static int reverse_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)results;
    if (!digest)
        return 0;
    yoke_error_set(error, "reverse: %" PRIu64 " numbers are not themselves", digest);
    return -EBADMSG;
}

static int medians_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    (void)error;
    for (size_t i = 0; i < record->cell_count; i++)
        fprintf(target->stream, "%s %.0f\n", record->cells[i].name, record->cells[i].wall_ns.median);
    return 0;
}

static const struct yoke_workload reverse = {.name = "reverse", .summary = "turn numbers round, bit by bit",
    .bound = YOKE_CPU_BOUND, .default_tasks = 64, .result_bytes = sizeof(uint64_t),
    .task = reverse_task, .verify = reverse_verify};
static const struct yoke_report medians = {.name = "medians", .summary = "one line a cell: name and median, ns",
    .kind = YOKE_REPORT_TEXT, .write = medians_write};

static const struct yoke_workload *const workloads[] = {&reverse, NULL};
static const struct yoke_report *const reports[] = {&medians, NULL};
YOKE_PLUGIN(workloads, NULL, reports);

/* SPDX-License-Identifier: MIT */
/* Twelve lines that are a program with every option of yoke: ./smallest run spin_down -e pthread,fork -w 1,2 */
#include <errno.h>
#include <yoke/main.h>
static int spin_down_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    volatile unsigned turns = 100000;
    while (turns) turns = turns - 1;
    return (void)context, (void)index, (void)result, worker->digest += turns, 0;
}
static int spin_down_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    return (void)context, (void)results, digest ? yoke_error_set(error, "spin_down: turns are left"), -EBADMSG : 0;
}
YOKE_WORKLOAD(spin_down, .summary = "a loop", .default_tasks = 64, .task = spin_down_task, .verify = spin_down_verify);
YOKE_MAIN();

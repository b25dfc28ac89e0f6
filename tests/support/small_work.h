/* SPDX-License-Identifier: MIT */
/* Work of any workload's that is over in no time: small parameters, a few tasks. */
#ifndef SMALL_WORK_H
#define SMALL_WORK_H

#include "yoke/workload.h"

enum { SMALL_TASKS = 23 }; /* odd and prime: no symmetry hides a lost task */

/* Small enough to be quick anywhere, also where a task's work is the third power of it; large enough to do something.
 */
static inline uint64_t small_value(const struct yoke_param *param)
{
    static const uint64_t small[] = {[YOKE_COUNT] = 40, [YOKE_BYTES] = 4096, [YOKE_NS] = 1000000};
    const uint64_t value =
        param->choices || param->fallback < small[param->unit] ? param->fallback : small[param->unit];
    return value < param->least ? param->least : value;
}

static inline struct yoke_work small_work(const struct yoke_workload *workload, uint64_t seed)
{
    static const char *const words[] = {"true", NULL};
    static const struct yoke_command command = {.program = "/bin/true", .words = words, .environment = words + 1};
    struct yoke_work work = {.task_count = SMALL_TASKS, .seed = seed};
    if (workload->takes_command)
        work.command = &command;
    for (unsigned i = 0; workload->params && workload->params[i].name; i++)
        work.values.value[i] = small_value(&workload->params[i]);
    return work;
}

#endif

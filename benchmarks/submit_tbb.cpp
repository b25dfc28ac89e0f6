// SPDX-License-Identifier: MIT
// oneTBB in the race: task_group, the calling thread being one of the workers.
#include "submit.h"

#include <memory>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_group.h>

static std::unique_ptr<tbb::global_control> width;

extern "C" int tbb_group_start(unsigned workers)
{
    width = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism, workers);
    return 0;
}

extern "C" void tbb_group_run(uint64_t results[], uint64_t task_count)
{
    tbb::task_group group;
    for (uint64_t index = 0; index < task_count; index++)
        group.run([results, index] { results[index] = 2 * index; });
    group.wait();
}

extern "C" void tbb_group_stop(void)
{
    width.reset();
}

// SPDX-License-Identifier: MIT
// oneTBB in the race: parallel_for over ranges of one index each, the task through the same pointer.
#include "dispatch.h"

#include <chrono>
#include <memory>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>

static std::unique_ptr<tbb::global_control> width;

extern "C" void tbb_start(unsigned worker_count)
{
    width = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism, worker_count);
}

extern "C" uint64_t tbb_run(const struct contestant *, uint64_t task_count)
{
    auto task = dispatch_task;
    auto begin = std::chrono::steady_clock::now();
    tbb::parallel_for(
        tbb::blocked_range<uint64_t>(0, task_count, 1),
        [task](const tbb::blocked_range<uint64_t> &range) {
            for (uint64_t index = range.begin(); index != range.end(); index++)
                task(nullptr, nullptr, index, nullptr);
        },
        tbb::simple_partitioner());
    auto end = std::chrono::steady_clock::now();
    return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(end - begin).count());
}

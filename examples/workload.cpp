// SPDX-License-Identifier: MIT
// The same in C++20: sorting strings, checked by their order. ./sorting run sort_strings -e pthread -w 1,2
#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include <yoke/main.h>
#include <yoke/random.h>

static int sort_task(void *, yoke_worker *worker, uint64_t index, void *result)
{
    std::vector<std::string> words;
    for (uint64_t i = 0; i < 5000; i++)
        words.push_back(std::to_string(yoke_random_draw(index, i)));
    std::sort(words.begin(), words.end());
    const bool sorted = std::is_sorted(words.begin(), words.end());
    *static_cast<unsigned char *>(result) = sorted;
    worker->digest += !sorted;
    return 0;
}

static int sort_verify(const void *, const void *, uint64_t digest, yoke_error *error)
{
    if (digest == 0)
        return 0;
    yoke_error_set(error, "sort_strings: %llu lists out of order", static_cast<unsigned long long>(digest));
    return -EBADMSG;
}

YOKE_WORKLOAD(sort_strings, .summary = "sort 5000 strings", .bound = YOKE_CPU_BOUND, .default_tasks = 32,
              .result_bytes = 1, .task = sort_task, .verify = sort_verify);
YOKE_MAIN();

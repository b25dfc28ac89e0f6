/* SPDX-License-Identifier: MIT */
/* Each rule as its author's documentation or source gives it: docs.python.org (concurrent.futures, multiprocessing),
 * runtime/cgroup_linux.go of Go, cgroupUtil_linux.cpp and ForkJoinPool.java of OpenJDK, docs.libuv.org (threadpool),
 * docs.gunicorn.org (settings), tomcat.apache.org (HTTP connector), docs.rs/tokio (runtime::Builder). */
#include "habits.h"

#include <math.h>
#include <string.h>

static uint64_t least(uint64_t left, uint64_t right)
{
    return left < right ? left : right;
}

static uint64_t most(uint64_t left, uint64_t right)
{
    return left > right ? left : right;
}

/* The quota rounded up, or where there is none, the mask. */
static uint64_t quota_ceiling(const struct yoke_cpus *cpus, uint64_t affinity)
{
    return cpus->quota > 0 && cpus->quota < (double)affinity ? (uint64_t)ceil(cpus->quota) : affinity;
}

size_t habits_list(const struct yoke_cpus *cpus, struct recommend_habit habits[HABITS_MOST])
{
    const uint64_t online = cpus->online == YOKE_MISSING ? cpus->affinity : cpus->online;
    const uint64_t affinity = cpus->affinity == YOKE_MISSING ? online : cpus->affinity;
    if (online == YOKE_MISSING)
        return 0;
    const uint64_t share = quota_ceiling(cpus, affinity);
    const struct recommend_habit all[HABITS_MOST] = {
        {"one", 1},
        /* os.cpu_count(), and what ProcessPoolExecutor, multiprocessing.Pool and make -j$(nproc --all) took until 3.12;
         * 61 is their limit on Windows alone */
        {"cpus", online},
        {"py35", 5 * online},               /* CPython 3.5 to 3.7, ThreadPoolExecutor: os.cpu_count() * 5 */
        {"py38", least(32, online + 4)},    /* 3.8 to 3.12, likewise asyncio.to_thread: min(32, os.cpu_count() + 4) */
        {"py313", least(32, affinity + 4)}, /* 3.13 on: with os.process_cpu_count(), which reads the mask */
        {"pyprocess", affinity},            /* 3.13 on, ProcessPoolExecutor, multiprocessing.Pool */
        {"openmp", affinity},               /* omp_get_num_procs() */
        {"go", affinity},                   /* GOMAXPROCS up to Go 1.24 */
        {"go125", least(affinity, most(2, quota_ceiling(cpus, affinity)))}, /* 1.25 on: the quota, but two at least */
        {"jdk", most(1, share - 1)},  /* common ForkJoinPool: availableProcessors() - 1, since the caller helps */
        {"libuv", 4},                 /* UV_THREADPOOL_SIZE of Node.js */
        {"gunicorn", 2 * online + 1}, /* what its documentation advises: (2 x $num_cores) + 1 */
        {"tomcat", 200},              /* maxThreads of a connector */
        {"tokio", 512},               /* max_blocking_threads of a runtime */
    };
    for (size_t i = 0; i < HABITS_MOST; i++)
        habits[i] = all[i];
    return HABITS_MOST;
}

const char *habits_label(const char *rule)
{
    static const char *const labels[][2] = {
        {"one", "one worker"},
        {"cpus", "os.cpu_count()"},
        {"py35", "ThreadPoolExecutor 3.5 to 3.7"},
        {"py38", "ThreadPoolExecutor 3.8 to 3.12"},
        {"py313", "ThreadPoolExecutor since 3.13"},
        {"pyprocess", "ProcessPoolExecutor"},
        {"openmp", "OpenMP"},
        {"go", "Go"},
        {"go125", "Go since 1.25"},
        {"jdk", "the JDK's common pool"},
        {"libuv", "libuv"},
        {"gunicorn", "gunicorn's 2n + 1"},
        {"tomcat", "Tomcat"},
        {"tokio", "Tokio's blocking pool"},
        {"goetz", "Goetz's formula"},
        {"queue", "machine repair model"},
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (!strcmp(labels[i][0], rule))
            return labels[i][1];
    return rule;
}

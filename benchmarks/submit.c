/* SPDX-License-Identifier: MIT */
/* submit: what handing in one task and getting its result costs. Every round visits every entrant in a freshly shuffled
 * order; medians over rounds are printed, and medians of each round's ratio to oneTBB. Python's pools run at the end,
 * in processes of their own, where there is a Python. */
#include "submit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct entrant tbb = {"oneTBB task_group", "the reference",
#if SUBMIT_TBB
                                   tbb_group_start, tbb_group_run, tbb_group_stop
#else
                                   NULL, NULL, NULL
#endif
};

static void nothing(void)
{
}

static const struct entrant omp = {"libgomp explicit tasks", "", omp_tasks_start, omp_tasks_run, nothing};

/* Processes first: they are to be forked while there is one thread. */
static const struct entrant *const entrants[] = {&submit_ours_fork, &submit_ours, &submit_ours_inside, &tbb, &omp,
                                                 &submit_condvar,   &submit_glib, &submit_libuv};
enum { ENTRANTS = sizeof entrants / sizeof entrants[0], REFERENCE = 3, ROUNDS_MOST = 1001 };

static double cost_ns[ENTRANTS][ROUNDS_MOST];
static int usable[ENTRANTS];

static double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int double_order(const void *left, const void *right)
{
    double first = *(const double *)left, second = *(const double *)right;
    return (first > second) - (first < second);
}

static double median(const double values[], unsigned count)
{
    double sorted[ROUNDS_MOST];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, double_order);
    return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static double visit(const struct entrant *entrant, uint64_t results[], uint64_t task_count)
{
    memset(results, 0xff, task_count * sizeof *results);
    double start_ns = now_ns();
    entrant->run(results, task_count);
    double took_ns = now_ns() - start_ns;
    for (uint64_t index = 0; index < task_count; index++) {
        if (results[index] != 2 * index) {
            fprintf(stderr, "submit: %s: task %llu has a wrong result\n", entrant->name, (unsigned long long)index);
            exit(EXIT_FAILURE);
        }
    }
    return took_ns / (double)task_count;
}

static void race(unsigned rounds, uint64_t results[], uint64_t task_count)
{
    for (int entry = 0; entry < ENTRANTS; entry++)
        for (int warm = 0; usable[entry] && warm < 2; warm++)
            visit(entrants[entry], results, task_count);
    for (unsigned round = 0; round < rounds; round++) {
        int order[ENTRANTS];
        for (int place = 0; place < ENTRANTS; place++)
            order[place] = place;
        for (int place = ENTRANTS - 1; place > 0; place--) {
            int other = rand() % (place + 1), kept = order[place];
            order[place] = order[other];
            order[other] = kept;
        }
        for (int place = 0; place < ENTRANTS; place++)
            if (usable[order[place]])
                cost_ns[order[place]][round] = visit(entrants[order[place]], results, task_count);
    }
}

static void print(unsigned rounds)
{
    printf("%-32s %10s %10s\n", "", "ns/task", "x oneTBB");
    for (int entry = 0; entry < ENTRANTS; entry++) {
        if (!usable[entry]) {
            printf("%-32s %10s %10s   not in this build\n", entrants[entry]->name, "-", "-");
            continue;
        }
        printf("%-32s %10.1f ", entrants[entry]->name, median(cost_ns[entry], rounds));
        double ratios[ROUNDS_MOST];
        for (unsigned round = 0; usable[REFERENCE] && round < rounds; round++)
            ratios[round] = cost_ns[entry][round] / cost_ns[REFERENCE][round];
        if (usable[REFERENCE])
            printf("%10.2f   %s\n", median(ratios, rounds), entrants[entry]->reference);
        else
            printf("%10s   %s\n", "-", entrants[entry]->reference);
    }
}

static void python_print(unsigned long workers)
{
    static const char program[] =
        "import sys,time\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from multiprocessing import Pool\n"
        "def twice(i): return 2 * i\n"
        "w = int(sys.argv[1]); n = 20000\n"
        "with ThreadPoolExecutor(w) as e:\n"
        "    s = time.monotonic(); r = [f.result() for f in [e.submit(twice, i) for i in range(n)]]\n"
        "    print('%-32s %10.1f' % ('Python ThreadPoolExecutor.submit', (time.monotonic() - s) / n * 1e9))\n"
        "with Pool(w) as p:\n"
        "    s = time.monotonic(); r = [f.get() for f in [p.apply_async(twice, (i,)) for i in range(n)]]\n"
        "    print('%-32s %10.1f' % ('Python Pool.apply_async', (time.monotonic() - s) / n * 1e9))\n"
        "    s = time.monotonic(); p.map(twice, range(n), chunksize=1)\n"
        "    print('%-32s %10.1f' % ('Python Pool.map, chunksize 1', (time.monotonic() - s) / n * 1e9))\n";
    char count[24];
    snprintf(count, sizeof count, "%lu", workers);
    fflush(NULL);
    execl("/usr/bin/python3", "python3", "-c", program, count, (char *)NULL);
    printf("no /usr/bin/python3: Python's pools are left out\n");
}

int main(int count, char *arguments[])
{
    unsigned long workers = 2, rounds = 21, tasks = 100000;
    for (int option; (option = getopt(count, arguments, "w:r:n:")) != -1;) {
        unsigned long *value = option == 'w' ? &workers : option == 'r' ? &rounds : option == 'n' ? &tasks : NULL;
        if (!value || (*value = strtoul(optarg, NULL, 10)) == 0 || rounds > ROUNDS_MOST || workers > 256) {
            fprintf(stderr, "usage: submit [-w workers, up to 256] [-r rounds, up to %d] [-n tasks a round]\n",
                    ROUNDS_MOST);
            return 2;
        }
    }
    uint64_t *results = malloc(tasks * sizeof *results);
    if (!results)
        return EXIT_FAILURE;
    for (int entry = 0; entry < ENTRANTS; entry++)
        usable[entry] = entrants[entry]->start && entrants[entry]->start((unsigned)workers) == 0;
    printf("%lu tasks a round, %lu workers, medians of %lu rounds\n\n", tasks, workers, rounds);
    race((unsigned)rounds, results, tasks);
    print((unsigned)rounds);
    for (int entry = 0; entry < ENTRANTS; entry++)
        if (usable[entry])
            entrants[entry]->stop();
    free(results);
    python_print(workers);
    return 0;
}

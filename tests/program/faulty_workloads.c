/* SPDX-License-Identifier: MIT */
/* Workloads that misbehave, one way each, and one that does not. They take the place of the real ones in a program of their
 * own, so that the whole road (driver, cell process, executors, reports) meets them. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "yoke/catalogue.h"

/* The task that misbehaves; the others answer as they should. */
enum { BAD_TASK = 3 };

static int right_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    *(uint64_t *)result = index + 1;
    return 0;
}

static int right_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)context;
    (void)digest;
    for (uint64_t index = 0; index < 8; index++)
        if (((const uint64_t *)results)[index] != index + 1) {
            yoke_error_set(error, "task %d gave a wrong answer", (int)index);
            return -EBADMSG;
        }
    return 0;
}

#define FAULTY(name_of_it, what, before)                                                                              \
    static int name_of_it##_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)             \
    {                                                                                                                 \
        if (index == BAD_TASK)                                                                                        \
            before;                                                                                                   \
        return right_task(context, worker, index, result);                                                             \
    }                                                                                                                 \
    static const struct yoke_workload yoke_workload_##name_of_it = {                                                  \
        .name = #name_of_it, .summary = what, .bound = YOKE_CPU_BOUND, .default_tasks = 8,                            \
        .result_bytes = sizeof(uint64_t), .task = name_of_it##_task, .verify = right_verify,                           \
    }

/* The same program built again is the candidate of a gate: in it some workloads have become worse. */
#ifndef CANDIDATE
#define CANDIDATE 0
#endif

static void spin(unsigned loops)
{
    for (volatile unsigned i = 0; i < loops; i++)
        ;
}

FAULTY(good, "nothing is wrong with it", (void)0);
FAULTY(segfaults, "task 3 is ended by SIGSEGV", (signal(SIGSEGV, SIG_DFL), raise(SIGSEGV)));
FAULTY(aborts, "task 3 calls abort", (signal(SIGABRT, SIG_DFL), abort()));
FAULTY(exits, "task 3 calls exit(0)", _exit(0));
FAULTY(hangs, "task 3 sleeps for ever", for (;;) pause());
FAULTY(wrong, "task 3 gives a wrong answer", return 0);
FAULTY(fails, "task 3 returns an error", return -ENOSPC);
FAULTY(chatters, "task 3 writes to standard output", (puts("noise on stdout"), fflush(stdout)));
FAULTY(slow, "task 3 takes 100 ms", worker->io->sleep(worker, 100000000));
FAULTY(stalls, "task 3 stops its worker, and all that waits in it, for 100 ms", usleep(100000));

FAULTY(breaks, "task 3 calls abort in the candidate", if (CANDIDATE) (signal(SIGABRT, SIG_DFL), abort()));
FAULTY(lies, "task 3 gives a wrong answer in the candidate", if (CANDIDATE) return 0);
FAULTY(sticks, "task 3 sleeps for ever in the candidate", while (CANDIDATE) pause());
FAULTY(babbles, "task 3 speaks to the driver in the candidate", if (CANDIDATE) (void)!write(3, "who are you\n", 12));
FAULTY(paced, "task 3 takes longer in the candidate, by half", spin(CANDIDATE ? 3000000 : 2000000));

static int setup_fails_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    (void)work;
    (void)context;
    yoke_error_set(error, "cannot make the data: the disk is imaginary");
    return -ENODEV;
}

static const struct yoke_workload yoke_workload_setup_fails = {
    .name = "setup_fails", .summary = "cannot be set up", .bound = YOKE_CPU_BOUND, .default_tasks = 8,
    .result_bytes = sizeof(uint64_t), .setup = setup_fails_setup, .task = right_task, .verify = right_verify,
};

const struct yoke_workload *const yoke_workloads[] = {
    &yoke_workload_good,  &yoke_workload_segfaults, &yoke_workload_aborts, &yoke_workload_exits,    &yoke_workload_hangs,
    &yoke_workload_wrong, &yoke_workload_fails,     &yoke_workload_slow,   &yoke_workload_chatters, &yoke_workload_setup_fails,
    &yoke_workload_breaks, &yoke_workload_lies, &yoke_workload_sticks, &yoke_workload_babbles, &yoke_workload_paced,  &yoke_workload_stalls,
    NULL,
};

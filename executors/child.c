/* SPDX-License-Identifier: MIT */
/* A worker process of the fork executor. */
#include "child.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tasks.h"

void child_follow(pid_t parent, const char *name)
{
    prctl(PR_SET_NAME, name);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it ended before the line above: nobody would send the signal any more */
        _exit(EXIT_FAILURE);
}

void child_signals(void)
{
    signal(SIGINT, SIG_IGN);
    for (int number = 1; number < NSIG; number++)
        if (number != SIGINT)
            signal(number, SIG_DFL); /* fails for the two that nobody may change */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A worker reads nothing: a task that tried would take input meant for the program. */
static void stdin_close(void)
{
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null > STDIN_FILENO) {
        dup2(null, STDIN_FILENO);
        close(null);
    }
}

/* When memory runs out the kernel is to end a worker, which costs a task, and not the process that holds the results. */
static void memory_first(void)
{
    int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0)
        return;
    if (write(score, "500", 3) != 3) {
        /* Not allowed: then it chooses by size, as it would anyway. */
    }
    close(score);
}

_Noreturn void child_main(struct crew *crew, unsigned index, uint32_t first_run, pid_t helper)
{
    char name[16]; /* what the kernel keeps */
    snprintf(name, sizeof name, "yoke-%u", index);
    child_follow(helper, name);
    child_signals();
    stdin_close();
    memory_first();
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none); /* writing a core delays the notice of a death by milliseconds */
    crew_serve(crew, index, first_run, tasks_run);
    _exit(crew->berths[index].start_status ? EXIT_FAILURE : EXIT_SUCCESS);
}

/* SPDX-License-Identifier: MIT */
/* Making a thread that leaves the process's signals to the thread that knows what to do with them. */
#ifndef THREAD_H
#define THREAD_H

#include <pthread.h>
#include <signal.h>
#include <stddef.h>

/* pthread_create with all signals blocked but those that a task causes itself. Returns 0 or a negative errno. */
static inline int thread_create(pthread_t *id, void *(*main)(void *), void *argument)
{
    static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
    sigset_t all, before;
    sigfillset(&all);
    for (size_t entry = 0; entry < sizeof own / sizeof *own; entry++)
        sigdelset(&all, own[entry]);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int status = pthread_create(id, NULL, main, argument);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return -status;
}

#endif

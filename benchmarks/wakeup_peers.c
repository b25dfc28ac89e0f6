/* SPDX-License-Identifier: MIT */
/* The system's own ways of making and waking flows of control. */
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "race.h"
#include "wakeup.h"

void wakeup_bind(unsigned place)
{
    cpu_set_t mask, one;
    if (sched_getaffinity(0, sizeof mask, &mask))
        return;
    unsigned count = (unsigned)CPU_COUNT(&mask);
    CPU_ZERO(&one);
    for (size_t cpu = 0, seen = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &mask) && seen++ == place % count)
            CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

/* The partner waits until the word is odd, stamps, and makes it even. It spins if told to, else sleeps. */
static struct {
    _Alignas(YOKE_LINE_BYTES) _Atomic uint32_t word;
    _Alignas(YOKE_LINE_BYTES) _Atomic uint64_t woken_ns;
    pthread_t partner;
    _Atomic int spins, over;
} pair;

static void pair_sleep(uint32_t value)
{
    syscall(SYS_futex, &pair.word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void *partner_main(void *argument)
{
    (void)argument;
    wakeup_bind(1);
    while (!atomic_load(&pair.over)) {
        uint32_t word = atomic_load(&pair.word);
        if (word % 2 == 0 && !atomic_load(&pair.spins))
            pair_sleep(word);
        else if (word % 2) {
            atomic_store(&pair.woken_ns, race_now_ns());
            atomic_fetch_add(&pair.word, 1);
        }
    }
    return NULL;
}

void wakeup_pair_start(void)
{
    if (pthread_create(&pair.partner, NULL, partner_main, NULL)) {
        perror("wakeup: thread");
        exit(EXIT_FAILURE);
    }
}

void wakeup_pair_stop(void)
{
    atomic_store(&pair.over, 1);
    atomic_fetch_add(&pair.word, 2);
    syscall(SYS_futex, &pair.word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    pthread_join(pair.partner, NULL);
}

/* Throws the word and waits for it; returns the time one way. */
static double pair_throw(bool wake)
{
    cpu_set_t before;
    sched_getaffinity(0, sizeof before, &before);
    wakeup_bind(0);
    uint64_t start_ns = race_now_ns();
    uint32_t thrown = atomic_fetch_add(&pair.word, 1) + 1;
    if (wake)
        syscall(SYS_futex, &pair.word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    while (atomic_load(&pair.word) == thrown)
        ;
    pthread_setaffinity_np(pthread_self(), sizeof before, &before);
    return (double)(atomic_load(&pair.woken_ns) - start_ns);
}

double wakeup_pair_futex(void)
{
    return pair_throw(true);
}

double wakeup_pair_spin(void)
{
    atomic_store(&pair.spins, 1);
    pair_throw(true); /* out of its sleep */
    double once_ns = pair_throw(false);
    atomic_store(&pair.spins, 0);
    return once_ns;
}

static void *thread_nothing(void *argument)
{
    return argument;
}

double wakeup_threads(unsigned count)
{
    pthread_t threads[64];
    uint64_t start_ns = race_now_ns();
    for (unsigned index = 0; index < count; index++) {
        if (pthread_create(&threads[index], NULL, thread_nothing, NULL)) {
            perror("wakeup: thread");
            exit(EXIT_FAILURE);
        }
    }
    for (unsigned index = 0; index < count; index++)
        pthread_join(threads[index], NULL);
    return (double)(race_now_ns() - start_ns);
}

double wakeup_processes(unsigned count)
{
    uint64_t start_ns = race_now_ns();
    for (unsigned index = 0; index < count; index++) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        if (child < 0) {
            perror("wakeup: fork");
            exit(EXIT_FAILURE);
        }
    }
    for (unsigned index = 0; index < count; index++)
        wait(NULL);
    return (double)(race_now_ns() - start_ns);
}

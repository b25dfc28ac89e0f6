/* SPDX-License-Identifier: MIT */
/* Gates on raw futexes. */
#include "gate.h"

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "futex.h"

static const uint32_t ASLEEP = 1u << 31;
static const uint32_t COUNT = (1u << 31) - 1;

enum {
    /* The clock costs about 27 ns and a pause 20 to 60: looking at it every 16 pauses keeps the spin a spin. */
    PAUSES_PER_LOOK = 16,
    /* Waking a thread on another processor takes about 25 us. Who has not come by then may be queued behind this very
     * thread on its processor, so from then on the spin offers it. */
    SPIN_ALONE_NS = 30000
};

static bool reached(uint32_t word, uint32_t count)
{
    /* The difference and not the order, because counts wrap. */
    return ((word - count) & COUNT) < COUNT / 2;
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static bool spin(struct gate *gate, uint32_t count, uint64_t spin_ns)
{
    if (reached(atomic_load_explicit(&gate->word, memory_order_acquire), count))
        return true;
    if (spin_ns == 0)
        return false;
    const uint64_t start_ns = now_ns();
    for (uint64_t spun_ns = 0; spun_ns < spin_ns; spun_ns = now_ns() - start_ns) {
        for (int pauses = 0; pauses < PAUSES_PER_LOOK; pauses++) {
            gate_pause();
            if (reached(atomic_load_explicit(&gate->word, memory_order_acquire), count))
                return true;
        }
        if (spun_ns > SPIN_ALONE_NS)
            sched_yield();
    }
    return false;
}

void gate_open(struct gate *gate, uint32_t count)
{
    uint32_t before = atomic_exchange_explicit(&gate->word, count & COUNT, memory_order_acq_rel);
    if (before & ASLEEP) /* without FUTEX_PRIVATE_FLAG: the sleeper may be another process */
        futex_wake(&gate->word, 1);
}

void gate_wait(struct gate *gate, uint32_t count, uint64_t spin_ns)
{
    if (spin(gate, count, spin_ns))
        return;
    for (;;) {
        uint32_t word = atomic_load_explicit(&gate->word, memory_order_acquire);
        if (reached(word, count))
            return;
        /* The kernel compares the word again, so an opening between here and there is not slept through. */
        if ((word & ASLEEP) || atomic_compare_exchange_strong(&gate->word, &word, word | ASLEEP))
            futex_wait(&gate->word, word | ASLEEP, FUTEX_NEVER);
    }
}

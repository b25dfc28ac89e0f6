/* SPDX-License-Identifier: MIT */
/* A game of two threads and two gates. Neither spins, so that nearly every opening meets a sleeper; the medians leave
 * out the few that do not, and those that something else delayed. The players are bound to two processors: the kernel
 * likes to wake a thread where its waker runs, and that wake-up, ten times as fast, is not the one that a team of
 * workers sees. */
#include "wakeup.h"

#include <sched.h>
#include <stdlib.h>

#include "futex.h"
#include "gate.h"
#include "thread.h"

enum {
    /* At 25 us a wake-up, two of them a turn, the game takes a millisecond. */
    TURNS = 15,
    WARM_TURNS = 3, /* both players have to be there first */
    LEAST_NS = 5000,
    /* Also stands in where nothing could be measured: to spin too long costs less than to start late. */
    MOST_NS = 50000
};

struct game {
    struct gate there, back;
    uint64_t round_ns[TURNS], issue_ns[TURNS];
};

static void *first_player(void *argument)
{
    struct game *game = argument;
    for (uint32_t turn = 1; turn <= WARM_TURNS + TURNS; turn++) {
        uint64_t start_ns = futex_now_ns();
        gate_open(&game->there, turn);
        uint64_t issued_ns = futex_now_ns();
        gate_wait(&game->back, turn, 0);
        if (turn > WARM_TURNS) {
            game->issue_ns[turn - WARM_TURNS - 1] = issued_ns - start_ns;
            game->round_ns[turn - WARM_TURNS - 1] = futex_now_ns() - start_ns;
        }
    }
    return NULL;
}

static void *second_player(void *argument)
{
    struct game *game = argument;
    for (uint32_t turn = 1; turn <= WARM_TURNS + TURNS; turn++) {
        gate_wait(&game->there, turn, 0);
        gate_open(&game->back, turn);
    }
    return NULL;
}

/* The next processor after `cpu` that this thread may use, going round. */
static size_t cpu_next(const cpu_set_t *mask, size_t cpu)
{
    for (size_t step = 1; step <= CPU_SETSIZE; step++)
        if (CPU_ISSET((cpu + step) % CPU_SETSIZE, mask))
            return (cpu + step) % CPU_SETSIZE;
    return cpu;
}

/* Starts a player on `cpu`; unbound where that is refused, which still measures something. */
static int player_start(pthread_t *id, void *(*main)(void *), struct game *game, size_t cpu)
{
    int status = thread_create(id, main, game);
    cpu_set_t alone;
    CPU_ZERO(&alone);
    CPU_SET(cpu, &alone);
    if (!status)
        (void)pthread_setaffinity_np(*id, sizeof alone, &alone);
    return status;
}

static int count_order(const void *left, const void *right)
{
    uint64_t first = *(const uint64_t *)left, second = *(const uint64_t *)right;
    return (first > second) - (first < second);
}

static uint64_t median(uint64_t values[TURNS])
{
    qsort(values, TURNS, sizeof *values, count_order);
    return values[TURNS / 2];
}

int wakeup_measure(struct wakeup *wakeup)
{
    struct game game = {0};
    pthread_t first, second;
    cpu_set_t mask;
    CPU_ZERO(&mask);
    (void)sched_getaffinity(0, sizeof mask, &mask); /* an empty mask: both on one, and what that costs is measured */
    int running = sched_getcpu();
    size_t here = cpu_next(&mask, running < 0 ? 0 : (size_t)running);
    int status = player_start(&second, second_player, &game, here);
    if (status)
        return status;
    status = player_start(&first, first_player, &game, cpu_next(&mask, here));
    if (status)
        gate_open(&game.there, WARM_TURNS + TURNS); /* all turns at once: the second may go home */
    else
        pthread_join(first, NULL);
    pthread_join(second, NULL);
    if (!status)
        *wakeup = (struct wakeup){.latency_ns = median(game.round_ns) / 2, .issue_ns = median(game.issue_ns)};
    return status;
}

/* Measures once a process; two threads that come here together both do, which does no harm. */
static struct wakeup wakeup_known(void)
{
    static _Atomic uint64_t latency_ns, issue_ns;
    if (atomic_load(&latency_ns) == 0) {
        struct wakeup fresh = {.latency_ns = MOST_NS};
        wakeup_measure(&fresh);
        uint64_t latency = fresh.latency_ns < LEAST_NS  ? LEAST_NS
                           : fresh.latency_ns > MOST_NS ? MOST_NS
                                                        : fresh.latency_ns;
        atomic_store(&issue_ns, fresh.issue_ns < latency ? fresh.issue_ns : latency);
        atomic_store(&latency_ns, latency);
    }
    return (struct wakeup){.latency_ns = atomic_load(&latency_ns), .issue_ns = atomic_load(&issue_ns)};
}

uint64_t wakeup_cost_ns(void)
{
    return wakeup_known().latency_ns;
}

uint64_t wakeup_spin_ns(unsigned worker_count, unsigned usable_cpus)
{
    if (worker_count < 2 || worker_count > usable_cpus)
        return 0;
    const struct wakeup wakeup = wakeup_known();
    return wakeup.latency_ns + (worker_count - 1) * wakeup.issue_ns;
}

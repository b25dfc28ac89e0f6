/* SPDX-License-Identifier: MIT */
/* peers: do yoke's workloads measure what other programs measure that are known for it? One worker each; every round
 * visits both sides of every contest in shuffled order. Printed are medians, and the ratio of yoke's time to the peer's
 * with its 95 % interval from the rounds' own ratios: where that encloses 1, the two agree within the noise. Where
 * memory is measured, either side is a fresh process in every round: in which pages its arrays lie is worth several
 * percent, stays as it is while a process lives, and is to be in the interval.
 *
 *   peers [ROUNDS [NAME]]     rounds (default 15) of all contests, or of those whose workload is called NAME */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "peers.h"
#include "race.h"
#include "signed_rank.h"

struct contest {
    const char *workload, *settings;
    uint64_t task_count;
    const char *operation, *peer;
    double (*peer_ns)(void);
    bool fresh;  /* a process of its own every round */
    bool middle; /* the median of single operations: some of them wait for something else, for very long */
};

/* Choices are given by their places. */
#define READS   "size=16777216 cache=0", 2048, "cached read of 4 KiB"
#define SYNCS   "size=1048576", PEERS_SYNCS, "write of 4 KiB and fsync"
#define TRIAD   NULL, 64, "element of the triad"
#define DEFLATE NULL, PEERS_TEXTS, "byte deflated"
static struct contest contests[] = {
    {"io_file_read", READS, "fio, psync", fio_read_cached_ns, false, false},
    {"io_file_read", READS, "plain pread loop", plain_read_ns, false, false},
    {"io_file_read", "size=16777216 cache=1", 64, "direct read of 4 KiB", "fio, psync", fio_read_direct_ns, false,
     false},
    {"io_fsync", SYNCS, "fio, psync", fio_sync_ns, false, true},
    {"io_fsync", SYNCS, "plain pwrite, fsync loop", plain_sync_ns, false, true},
    {"io_socket", NULL, PEERS_TRIPS / 10, "trip of 64 bytes, TCP", "plain client", plain_socket_ns, false, false},
    {"cpu_compress", DEFLATE, "plain zlib loop", plain_compress_ns, false, false},
    {"cpu_compress", DEFLATE, "pigz, one thread", pigz_ns, false, false},
    {"mem_triad", TRIAD, "plain STREAM loop", plain_triad_ns, true, false},
    {"mem_triad", TRIAD, "likwid-bench stream_sse", likwid_triad_ns, true, false},
    {"mem_chase", "set=67108864 loads=1048576", 1, "dependent load, 64 MiB", "plain p = *p", plain_chase_ns, true,
     false},
};
enum { CONTESTS = sizeof contests / sizeof contests[0] };

static struct ours *ours[CONTESTS];
static bool wanted[CONTESTS];

static double ours_fresh_ns(const struct contest *contest)
{
    struct ours *made = ours_new(contest->workload, contest->settings, contest->task_count);
    if (!made)
        return 0;
    ours_operation_ns(made); /* warm-up */
    return ours_operation_ns(made);
}

static double peer_fresh_ns(const struct contest *contest)
{
    contest->peer_ns();
    return contest->peer_ns();
}

/* The same in a child of its own; 0: it did not get there. */
static double fresh_ns(double (*measure)(const struct contest *contest), const struct contest *contest)
{
    int ends[2];
    double taken_ns = 0;
    if (pipe(ends))
        return 0;
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        taken_ns = measure(contest);
        fflush(stdout);
        _exit(write(ends[1], &taken_ns, sizeof taken_ns) != sizeof taken_ns);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &taken_ns, sizeof taken_ns) != sizeof taken_ns)
        taken_ns = 0;
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return taken_ns;
}

static double ours_lap(unsigned contest)
{
    return contests[contest].middle ? ours_middle_ns(ours[contest]) : ours_operation_ns(ours[contest]);
}

/* Contestants are numbered in pairs: ours, then the peer. */
static double lap(unsigned contestant)
{
    const struct contest *contest = &contests[contestant / 2];
    if (!wanted[contestant / 2])
        return 0;
    if (contest->fresh)
        return fresh_ns(contestant % 2 ? peer_fresh_ns : ours_fresh_ns, contest);
    return contestant % 2 ? contest->peer_ns() : ours_lap(contestant / 2);
}

static void contests_begin(const char *name)
{
    static char socket_settings[64];
    plain_begin();
    snprintf(socket_settings, sizeof socket_settings, "delay=0 port=%u", plain_port);
    for (unsigned i = 0; i < CONTESTS; i++) {
        struct contest *contest = &contests[i];
        if (name && strcmp(contest->workload, name) != 0)
            continue;
        if (!strcmp(contest->workload, "io_socket"))
            contest->settings = socket_settings;
        if (contest->fresh) {
            wanted[i] = fresh_ns(ours_fresh_ns, contest) > 0 && fresh_ns(peer_fresh_ns, contest) > 0;
            continue;
        }
        ours[i] = ours_new(contest->workload, contest->settings, contest->task_count);
        wanted[i] = ours[i] && ours_lap(i) > 0 && contest->peer_ns() > 0; /* warm-up */
    }
}

static void contest_print(const struct race *race, unsigned contest)
{
    double logs[RACE_ROUNDS_MOST];
    for (unsigned round = 0; round < race->rounds; round++)
        logs[round] = log(race->laps[2 * contest][round] / race->laps[2 * contest + 1][round]);
    const struct stats_estimate ratio = signed_rank_invert(logs, race->rounds, SIGNED_RANK_WINSORISED, 0.95);
    const double low = exp(ratio.interval.low), high = exp(ratio.interval.high);
    printf("%-13s %-26s %-24s %12.2f %12.2f %7.3f [%.3f..%.3f]%s\n", contests[contest].workload,
           contests[contest].operation, contests[contest].peer, race_median(race, 2 * contest),
           race_median(race, 2 * contest + 1), exp(ratio.value), low, high,
           low <= 1 && high >= 1 ? "  within the noise" : "");
}

int main(int argc, char **argv)
{
    static struct race race = {.contestants = 2 * CONTESTS, .rounds = 15, .lap = lap};
    const long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : 15;
    if (rounds < 6 || rounds > RACE_ROUNDS_MOST) {
        fprintf(stderr, "usage: peers [ROUNDS [NAME]], 6 rounds at least: an interval needs them\n");
        return 2;
    }
    race.rounds = (unsigned)rounds;
    contests_begin(argc > 2 ? argv[2] : NULL);
    race_run(&race);
    printf("%-13s %-26s %-24s %12s %12s %7s\n", "workload", "operation", "peer", "yoke, ns", "peer, ns", "ratio");
    for (unsigned i = 0; i < CONTESTS; i++) {
        if (wanted[i])
            contest_print(&race, i);
        if (ours[i])
            ours_free(ours[i]);
    }
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* yoke's workloads beside other programs that measure the same: what a contest is, and who is in it. All functions
 * return nanoseconds an operation, 0 when they cannot run here, and print why the first time. */
#ifndef PEERS_H
#define PEERS_H

#include <stddef.h>
#include <stdint.h>

/* One workload's part: set up once, run as often as wanted, on the serial executor. */
struct ours;

/* `settings` are parameters in base units, "block=4096 cache=1"; the others have their defaults. Returns NULL and
 * prints why when it cannot be set up. */
struct ours *ours_new(const char *workload, const char *settings, uint64_t task_count);
/* All tasks once; an operation is what the workload counts, or a byte where it counts only those. */
double ours_operation_ns(struct ours *ours);
/* The same, but the median of the tasks, which do one operation each: of what now and then takes a hundred times as
 * long. */
double ours_middle_ns(struct ours *ours);
void ours_free(struct ours *ours);

/* Another program's, on a file in the same folder. */
double fio_read_cached_ns(void);
double fio_read_direct_ns(void);
double fio_sync_ns(void);     /* the median of a write and of a sync */
double pigz_ns(void);         /* a byte of the same texts */
double likwid_triad_ns(void); /* an element */

/* A few lines of C that do the same. */
double plain_read_ns(void);     /* a read, from the page cache */
double plain_socket_ns(void);   /* a trip, to the server that ours has started at plain_port */
double plain_sync_ns(void);     /* the median of a write and sync together */
double plain_compress_ns(void); /* a byte */
double plain_triad_ns(void);    /* an element */
double plain_chase_ns(void);    /* a load */
extern uint16_t plain_port;     /* free when the program began */
void plain_begin(void);

/* Sizes that both sides of a contest share. */
enum {
    PEERS_FILE_BYTES = 16 << 20,
    PEERS_READS = 131072,
    PEERS_BLOCK_BYTES = 4096,
    PEERS_SYNCS = 512,
    PEERS_SYNCED_BYTES = 1 << 20,
    PEERS_MESSAGE_BYTES = 64,
    PEERS_TRIPS = 5000,
    PEERS_TEXT_BYTES = 64 << 10,
    PEERS_TEXT_LEVEL = 6,
    PEERS_TEXTS = 16,
    PEERS_TEXTS_APART = 4, /* then they come again */
    PEERS_ARRAY_BYTES = 64 << 20,
    PEERS_LINE_BYTES = 64,
    PEERS_LOADS = PEERS_ARRAY_BYTES / PEERS_LINE_BYTES, /* once round the cycle */
};

#endif

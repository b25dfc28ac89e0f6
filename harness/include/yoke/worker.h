/* SPDX-License-Identifier: MIT */
/* A worker is one flow of control: a thread, a process or an event loop. Executors make workers, tasks run on them. */
#ifndef YOKE_WORKER_H
#define YOKE_WORKER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

/* Distance between words that different workers write: two 64-byte lines, because x86 fetches lines in adjacent pairs
 * and some aarch64 have lines of 128 bytes. */
enum { YOKE_LINE_BYTES = 128 };

#ifdef __cplusplus
#define YOKE_ALIGNED(bytes) alignas(bytes)
#else
#define YOKE_ALIGNED(bytes) _Alignas(bytes)
#endif

struct yoke_worker;

/* A wait that another thread ends; part of whatever is waited for, zeroed at first. Its owner waits with the I/O
 * table's `park`; whoever ends it calls `wake`. */
struct yoke_nap {
    void *room[8]; /* the worker's */
};

/* How a task waits. A workload calls nothing else that blocks, so that one source serves blocking executors (threads,
 * processes) and parking ones (coroutines). Every call returns 0 or more on success and a negative errno on failure,
 * the same in all forms; errno itself means nothing afterwards. Signals end no call early.
 *
 * A call waits whether or not its descriptor is in non-blocking mode (a form may switch it to that, and leave it so),
 * and until something was done, not until all was: counts may be short, differently so from form to form.
 * yoke/transfer.h has the calls that go on until the end. Two tasks may wait for one descriptor; which of them is
 * served first is not said. */
struct yoke_io {
    /* Waits until `duration_ns` nanoseconds after the call, never less; records in `worker->late` by how much it
     * overslept. Returns 0, or -EINVAL when the clock ends before that. */
    int (*sleep)(struct yoke_worker *worker, uint64_t duration_ns);
    /* Offers the processor (threads) or the event loop (coroutines) to others. Returns 0. */
    int (*yield)(struct yoke_worker *worker);

    /* As the system calls of these names, for pipes, sockets, terminals and files; pread and pwrite for files. */
    ssize_t (*read)(struct yoke_worker *worker, int descriptor, void *into, size_t bytes);
    ssize_t (*write)(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes);
    ssize_t (*pread)(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, off_t offset);
    ssize_t (*pwrite)(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes, off_t offset);
    /* Returns 0 when the file's data are on the device. */
    int (*fsync)(struct yoke_worker *worker, int descriptor);

    /* Sockets. `flags` as for the system calls, but MSG_DONTWAIT and MSG_WAITALL are refused with -EINVAL. send raises
     * no SIGPIPE. */
    ssize_t (*recv)(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, int flags);
    ssize_t (*send)(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes, int flags);
    /* Returns 0 when the connection stands. */
    int (*connect)(struct yoke_worker *worker, int descriptor, const struct sockaddr *peer, socklen_t peer_bytes);
    /* Returns the new descriptor. `peer` may be NULL; `flags`: SOCK_CLOEXEC, SOCK_NONBLOCK. */
    int (*accept)(struct yoke_worker *worker, int descriptor, struct sockaddr *peer, socklen_t *peer_bytes, int flags);

    /* Waits until one of `events` (POLLIN, POLLOUT, …) is there, or an error or hang-up, at most `timeout_ns`
     * nanoseconds (YOKE_FOREVER: without limit). Returns the events there are, 0 when the time was up. */
    int (*poll)(struct yoke_worker *worker, int descriptor, short events, uint64_t timeout_ns);

    /* Calls function(argument), which may block in ways that this table does not have (a name look-up, somebody else's
     * library), and returns what it returns. Called on another thread where the worker has other tasks meanwhile. */
    int (*offload)(struct yoke_worker *worker, int (*function)(void *argument), void *argument);

    /* For whoever tasks wait for in other ways than these (a future): where a worker has other tasks meanwhile, waiting
     * must not put its thread to sleep. NULL, both, where it does no harm. `park` waits until `wake` is called for
     * `nap`, or has been since the last time; returns 0, or -ETIME after `timeout_ns` (YOKE_FOREVER: no limit), or
     * another negative errno: then nobody has called it yet. `wake`, from any thread, at most once for every park; it
     * does not touch `nap` after the park may have returned. */
    int (*park)(struct yoke_worker *worker, struct yoke_nap *nap, uint64_t timeout_ns);
    void (*wake)(struct yoke_nap *nap);
};

#define YOKE_FOREVER UINT64_MAX

/* Flags of recv and send that would turn them into another call. */
#define YOKE_REFUSED_FLAGS (MSG_DONTWAIT | MSG_WAITALL)

/* How late the worker's sleeps woke, over one run of all tasks. */
struct yoke_lateness {
    uint64_t count;    /* sleeps that ended */
    uint64_t total_ns; /* sum of (woke - due), nanoseconds */
    uint64_t max_ns;   /* the worst of them, nanoseconds */
};

/* Processes that a worker's tasks started and waited for, over one run of all tasks. */
struct yoke_children {
    uint64_t cpu_ns;        /* their user + system time, nanoseconds: counts as the worker's own */
    uint64_t max_rss_bytes; /* the largest resident set among them; 0: not known */
};

/* How the tasks of a worker took turns, over one run. */
struct yoke_turns {
    uint64_t slices;           /* from one task's beginning or going on to its waiting or end; 0: a task at a time */
    uint64_t stall_ns;         /* a slice that is longer is a stall: every other task of the worker waited meanwhile */
    uint64_t stalls;
    uint64_t longest_ns;       /* slice */
    uint64_t tasks_most;       /* begun and not ended at once */
    uint64_t stack_bytes;      /* that every task has */
    uint64_t stack_used_bytes; /* the most that a task used of it since the team was started, as far as was looked */
};

/* One worker as tasks and hooks see it. Lives in memory shared by every worker and the cell process; each worker writes
 * only its own, so no field needs to be atomic while tasks run. */
struct yoke_worker {
    YOKE_ALIGNED(YOKE_LINE_BYTES) unsigned index; /* 0 .. worker_count - 1 */
    const struct yoke_io *io;                 /* how this worker waits; never NULL */
    void *local;                              /* the workload's own, from worker_setup; valid inside this worker only */
    /* Of the task that is running, for whoever handed it in: NULL when it begins. Where tasks of one worker take turns,
     * each has its own. */
    void *task_local;
    /* How many tasks it may have begun and not ended, as it says itself; 0: one. Others read it meanwhile: as an atomic
     * (not by type, for the sake of C++). */
    unsigned tasks_most;
    uint64_t digest;           /* tasks without a result slot add their answer here; zeroed before every run */
    uint64_t tasks_done;       /* tasks that returned, this run; written by the executor when the worker ends its run */
    struct yoke_lateness late; /* zeroed before every run */
    struct yoke_children children; /* zeroed before every run */
    struct yoke_turns turns;   /* zeroed before every run, written at its end by executors whose tasks take turns */
};

#endif

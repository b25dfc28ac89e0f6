/* SPDX-License-Identifier: MIT */
/* One event and one ring a processor, because the kernel hands down events to children only so (perf_event_open(2)). */
#include "sampler.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "sysfile.h"

/* 64 pages of data take 260 KiB with the control page, within the 516 KiB a processor that anybody may lock
 * (kernel.perf_event_mlock_kb); at the deepest chain of 127 addresses, 1 KiB, they last a quarter of a second. */
enum { RING_PAGES = 64, RING_PAGES_LEAST = 4 };

/* Some hundred thousand samples: a second of 100 processors, with room to spare. */
static const size_t CAPTURE_BYTES_MOST = (size_t)64 << 20;

/* A record cannot be longer: its size has 16 bits. */
enum { RECORD_BYTES_MOST = 1 << 16 };

struct ring {
    int descriptor;
    void *memory; /* control page, then data */
    size_t bytes; /* of data: a power of two */
};

struct sampler {
    struct ring *rings;
    size_t ring_count;
    struct capture capture;
    uint64_t rate_hz;
    bool sees_kernel;
    unsigned char record[RECORD_BYTES_MOST]; /* one that goes over the end of its ring */
};

static size_t page_bytes(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* The kernel refuses more than it permits. */
static uint64_t rate_choose(void)
{
    char text[32];
    uint64_t most = 0;
    if (sysfile_read("", text, sizeof text, "/proc/sys/kernel/perf_event_max_sample_rate") < 0 || !sysfile_number(text, &most))
        return SAMPLER_RATE_HZ;
    return most && most < SAMPLER_RATE_HZ ? most : SAMPLER_RATE_HZ;
}

static int event_open(const struct sampler *sampler, pid_t process, int processor)
{
    struct perf_event_attr attributes = {
        .type = PERF_TYPE_SOFTWARE,
        .size = sizeof attributes,
        .config = PERF_COUNT_SW_CPU_CLOCK,
        .sample_freq = sampler->rate_hz,
        .freq = 1,
        .inherit = 1,
        .sample_type = CAPTURE_SAMPLE_TYPE,
        .sample_id_all = 1,
        .mmap = 1,
        .mmap2 = 1,
        .comm = 1,
        .comm_exec = 1,
        .task = 1,
        .use_clockid = 1,
        .clockid = CLOCK_MONOTONIC_RAW, /* what a run's beginning and end are told in */
        .exclude_kernel = !sampler->sees_kernel,
        .exclude_callchain_kernel = !sampler->sees_kernel,
        .exclude_hv = 1,
    };
    const long descriptor = syscall(SYS_perf_event_open, &attributes, process, processor, -1, PERF_FLAG_FD_CLOEXEC);
    return descriptor < 0 ? -errno : (int)descriptor;
}

/* As many pages as we are let. */
static int ring_map(struct ring *ring)
{
    for (size_t pages = RING_PAGES; pages >= RING_PAGES_LEAST; pages /= 2) {
        ring->bytes = pages * page_bytes();
        ring->memory = mmap(NULL, ring->bytes + page_bytes(), PROT_READ | PROT_WRITE, MAP_SHARED, ring->descriptor, 0);
        if (ring->memory != MAP_FAILED)
            return 0;
        if (errno != EPERM && errno != ENOMEM)
            break;
    }
    ring->memory = NULL;
    return -errno;
}

static int ring_add(struct sampler *sampler, pid_t process, int processor)
{
    struct ring ring = {.descriptor = event_open(sampler, process, processor)};
    if (ring.descriptor < 0)
        return ring.descriptor;
    const int status = ring_map(&ring);
    if (status)
        close(ring.descriptor);
    else
        sampler->rings[sampler->ring_count++] = ring;
    return status;
}

static int rings_open(struct sampler *sampler, pid_t process)
{
    const long processors = sysconf(_SC_NPROCESSORS_CONF);
    sampler->rings = calloc(processors > 0 ? (size_t)processors : 1, sizeof *sampler->rings);
    if (!sampler->rings)
        return -ENOMEM;
    for (long i = 0; i < processors; i++) {
        int status = ring_add(sampler, process, (int)i);
        if ((status == -EACCES || status == -EPERM) && sampler->sees_kernel && !sampler->ring_count) {
            sampler->sees_kernel = false;
            status = ring_add(sampler, process, (int)i);
        }
        if (status && status != -ENODEV) /* a processor that is switched off */
            return status;
    }
    return sampler->ring_count ? 0 : -ENODEV;
}

static void refusal_explain(int status, struct yoke_error *error)
{
    char paranoid[32];
    if (sysfile_read("", paranoid, sizeof paranoid, "/proc/sys/kernel/perf_event_paranoid") < 0)
        snprintf(paranoid, sizeof paranoid, "not there");
    if (status == -EACCES || status == -EPERM)
        yoke_error_set(error, "the kernel does not permit sampling (perf_event_open: %s; kernel.perf_event_paranoid is %s)",
                       strerror(-status), paranoid);
    else if (status == -ENOSYS || status == -ENOENT)
        yoke_error_set(error, "this kernel has no perf events (perf_event_open: %s)", strerror(-status));
    else
        yoke_error_set(error, "cannot sample (perf_event_open: %s)", strerror(-status));
}

int sampler_open(pid_t process, struct sampler **sampler, struct yoke_error *error)
{
    struct sampler *made = calloc(1, sizeof *made);
    if (!made)
        return -ENOMEM;
    made->sees_kernel = true;
    made->rate_hz = rate_choose();
    made->capture.bytes_most = CAPTURE_BYTES_MOST;
    const int status = rings_open(made, process);
    if (status) {
        refusal_explain(status, error);
        sampler_close(made);
        return status;
    }
    *sampler = made;
    return 0;
}

/* Copies out of the ring what may go over its end. */
static void ring_copy(const struct ring *ring, uint64_t from, void *to, size_t size)
{
    const unsigned char *data = (const unsigned char *)ring->memory + page_bytes();
    const size_t at = (size_t)(from & (ring->bytes - 1)), first = ring->bytes - at < size ? ring->bytes - at : size;
    memcpy(to, data + at, first);
    memcpy((unsigned char *)to + first, data, size - first);
}

static void ring_drain(struct sampler *sampler, const struct ring *ring)
{
    struct perf_event_mmap_page *control = ring->memory;
    const uint64_t head = __atomic_load_n(&control->data_head, __ATOMIC_ACQUIRE);
    uint64_t tail = control->data_tail;
    while (tail < head) {
        struct perf_event_header header;
        ring_copy(ring, tail, &header, sizeof header);
        if (header.size < sizeof header || header.size > head - tail)
            break; /* not to be had from a kernel; but never loop on it */
        ring_copy(ring, tail, sampler->record, header.size);
        capture_add(&sampler->capture, sampler->record, header.size);
        tail += header.size;
    }
    __atomic_store_n(&control->data_tail, head, __ATOMIC_RELEASE);
}

void sampler_drain(struct sampler *sampler)
{
    for (size_t i = 0; i < sampler->ring_count; i++)
        ring_drain(sampler, &sampler->rings[i]);
}

void sampler_stop(struct sampler *sampler)
{
    for (size_t i = 0; i < sampler->ring_count; i++)
        ioctl(sampler->rings[i].descriptor, PERF_EVENT_IOC_DISABLE, 0);
    sampler_drain(sampler);
}

struct capture *sampler_capture(struct sampler *sampler)
{
    return &sampler->capture;
}

uint64_t sampler_rate_hz(const struct sampler *sampler)
{
    return sampler->rate_hz;
}

bool sampler_sees_kernel(const struct sampler *sampler)
{
    return sampler->sees_kernel;
}

void sampler_close(struct sampler *sampler)
{
    if (!sampler)
        return;
    for (size_t i = 0; i < sampler->ring_count; i++) {
        munmap(sampler->rings[i].memory, sampler->rings[i].bytes + page_bytes());
        close(sampler->rings[i].descriptor);
    }
    capture_release(&sampler->capture);
    free(sampler->rings);
    free(sampler);
}

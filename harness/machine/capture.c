/* SPDX-License-Identifier: MIT */
/* Layouts: perf_event_open(2), "MMAP layout". Records are a multiple of eight bytes long and lie one behind the other. */
#include "capture.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_LEAST = 1 << 16 };

/* Every record but a sample ends with who and when, because sample_id_all is asked for. */
struct trailer {
    uint32_t process, thread;
    uint64_t time_ns;
};

struct sample_body {
    uint32_t process, thread;
    uint64_t time_ns;
    uint64_t chain_count; /* and so many addresses */
};

struct map_body {
    uint32_t process, thread;
    uint64_t start, length, offset;
    unsigned char file[24]; /* device and inode, or a build id */
    uint32_t protection, flags; /* and the path, padded with NUL */
};

struct fork_body {
    uint32_t process, parent, thread, parent_thread;
    uint64_t time_ns;
};

static bool room_make(struct capture *capture, size_t size)
{
    if (size > capture->bytes_most - capture->used)
        return false;
    if (size <= capture->room - capture->used)
        return true;
    size_t room = capture->room ? capture->room : ROOM_LEAST;
    while (room < capture->used + size)
        room *= 2;
    unsigned char *bytes = realloc(capture->bytes, room);
    if (!bytes)
        return false;
    capture->bytes = bytes;
    capture->room = room;
    return true;
}

void capture_add(struct capture *capture, const void *record, size_t size)
{
    struct perf_event_header header;
    if (size < sizeof header || size % 8)
        return;
    memcpy(&header, record, sizeof header);
    if (header.type == PERF_RECORD_LOST && size >= sizeof header + 16) {
        uint64_t lost;
        memcpy(&lost, (const unsigned char *)record + sizeof header + 8, sizeof lost);
        capture->lost += lost;
        return;
    }
    const bool wanted = header.type == PERF_RECORD_SAMPLE || header.type == PERF_RECORD_MMAP2 ||
                        header.type == PERF_RECORD_FORK || header.type == PERF_RECORD_COMM;
    if (!wanted || header.size != size)
        return;
    if (!room_make(capture, size)) {
        capture->lost += header.type == PERF_RECORD_SAMPLE;
        return;
    }
    memcpy(capture->bytes + capture->used, record, size);
    capture->used += size;
    capture->count++;
}

static void sample_read(struct capture_event *event, const unsigned char *body, size_t size)
{
    struct sample_body sample;
    if (size < sizeof sample)
        return;
    memcpy(&sample, body, sizeof sample);
    if (sample.chain_count > (size - sizeof sample) / sizeof(uint64_t))
        return;
    *event = (struct capture_event){.kind = CAPTURE_SAMPLE, .time_ns = sample.time_ns, .process = (pid_t)sample.process,
                                    .chain = (const uint64_t *)(const void *)(body + sizeof sample),
                                    .chain_count = (size_t)sample.chain_count};
}

static void map_read(struct capture_event *event, const unsigned char *body, size_t size, const struct trailer *trailer)
{
    struct map_body map;
    if (size <= sizeof map || !memchr(body + sizeof map, '\0', size - sizeof map))
        return;
    memcpy(&map, body, sizeof map);
    *event = (struct capture_event){.kind = CAPTURE_MAP, .time_ns = trailer->time_ns, .process = (pid_t)map.process,
                                    .start = map.start, .length = map.length, .offset = map.offset,
                                    .path = (const char *)body + sizeof map};
}

static void fork_read(struct capture_event *event, const unsigned char *body, size_t size)
{
    struct fork_body fork;
    if (size < sizeof fork)
        return;
    memcpy(&fork, body, sizeof fork);
    if (fork.process != fork.parent) /* otherwise it is a thread */
        *event = (struct capture_event){.kind = CAPTURE_FORK, .time_ns = fork.time_ns, .process = (pid_t)fork.process,
                                        .parent = (pid_t)fork.parent};
}

static struct capture_event event_at(const struct capture *capture, size_t at)
{
    struct capture_event event = {.kind = CAPTURE_OTHER};
    struct perf_event_header header;
    memcpy(&header, capture->bytes + at, sizeof header);
    const unsigned char *body = capture->bytes + at + sizeof header;
    size_t size = header.size - sizeof header;
    struct trailer trailer = {0};
    if (header.type == PERF_RECORD_SAMPLE) {
        sample_read(&event, body, size);
        return event;
    }
    if (size < sizeof trailer)
        return event;
    size -= sizeof trailer;
    memcpy(&trailer, body + size, sizeof trailer);
    if (header.type == PERF_RECORD_MMAP2)
        map_read(&event, body, size, &trailer);
    else if (header.type == PERF_RECORD_FORK)
        fork_read(&event, body, size);
    else if (header.type == PERF_RECORD_COMM && (header.misc & PERF_RECORD_MISC_COMM_EXEC))
        event = (struct capture_event){.kind = CAPTURE_EXEC, .time_ns = trailer.time_ns, .process = (pid_t)trailer.process};
    return event;
}

static int order_compare(const void *left, const void *right, void *capture)
{
    const size_t one = *(const size_t *)left, other = *(const size_t *)right;
    const uint64_t one_ns = event_at(capture, one).time_ns, other_ns = event_at(capture, other).time_ns;
    if (one_ns != other_ns)
        return one_ns < other_ns ? -1 : 1;
    return one < other ? -1 : one > other;
}

int capture_sort(struct capture *capture)
{
    free(capture->order);
    capture->order = calloc(capture->count + 1, sizeof *capture->order);
    if (!capture->order)
        return -ENOMEM;
    size_t index = 0;
    for (size_t at = 0; at < capture->used; index++) {
        struct perf_event_header header;
        memcpy(&header, capture->bytes + at, sizeof header);
        capture->order[index] = at;
        at += header.size;
    }
    qsort_r(capture->order, capture->count, sizeof *capture->order, order_compare, capture);
    return 0;
}

struct capture_event capture_event(const struct capture *capture, size_t index)
{
    return event_at(capture, capture->order[index]);
}

void capture_release(struct capture *capture)
{
    free(capture->bytes);
    free(capture->order);
    *capture = (struct capture){.bytes_most = capture->bytes_most};
}

/* SPDX-License-Identifier: MIT */
/* The epoll driver: operations are tried at once, and again when their descriptor is ready. Runs everywhere.
 *
 * Descriptors are closed behind its back, so nothing is believed about a number from one operation to the next: every
 * wait registers it anew (EPOLLONESHOT), which costs a system call and is right for whatever the number means now.
 * Files, which are always ready and may still keep a thread waiting, go to the offload threads. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "loop_driver.h"

/* Taken from the kernel in one call: several passes' worth, 3 KiB. */
enum { EVENTS_MOST = 256 };

/* The kernel lets a wait in epoll end late by up to 0.5 % of its length. Of a wait longer than 10 ms the last hundredth
 * and a bit is therefore waited for in a call of its own, which then is late by 50 µs at most. */
static const uint64_t EXACT_WAIT_NS = 10000000;
enum { LONG_WAIT_PART = 64 };

/* What waits for one descriptor, in order of arrival. */
struct watch {
    struct loop_operation *first;
    bool registered; /* with epoll, as far as we know */
};

struct epoll_driver {
    struct driver_site site;
    int descriptor;
    bool coarse;           /* no epoll_pwait2 (Linux 5.11) */
    struct watch *watches; /* by descriptor */
    size_t watch_count;
    struct epoll_event events[EVENTS_MOST];
};

static int epoll_probe(char *text, size_t bytes)
{
    int descriptor = epoll_create1(EPOLL_CLOEXEC);
    int status = descriptor < 0 ? -errno : 0;
    if (status)
        snprintf(text, bytes, "epoll_create1 fails with %s", strerror(-status));
    else
        snprintf(text, bytes, "epoll");
    if (!status)
        close(descriptor);
    return status;
}

static void driver_close(void *opened)
{
    struct epoll_driver *driver = opened;
    close(driver->descriptor);
    free(driver->watches);
    free(driver);
}

static int driver_open(const struct driver_site *site, void **opened, struct yoke_error *error)
{
    struct epoll_driver *driver = calloc(1, sizeof *driver);
    if (!driver) {
        yoke_error_set(error, "no memory for the epoll driver");
        return -ENOMEM;
    }
    driver->site = *site;
    driver->descriptor = epoll_create1(EPOLL_CLOEXEC);
    int status = driver->descriptor < 0 ? -errno : 0;
    struct epoll_event wakes = {.events = EPOLLIN, .data.fd = site->inbox->descriptor};
    if (!status && epoll_ctl(driver->descriptor, EPOLL_CTL_ADD, site->inbox->descriptor, &wakes) < 0)
        status = -errno;
    if (status) {
        yoke_error_set(error, "epoll cannot be opened: %s", strerror(-status));
        if (driver->descriptor >= 0)
            close(driver->descriptor);
        free(driver);
        return status;
    }
    *opened = driver;
    return 0;
}

static int watches_grow(struct epoll_driver *driver, int descriptor)
{
    size_t wanted = (size_t)descriptor + 1;
    if (wanted <= driver->watch_count)
        return 0;
    wanted = wanted > 2 * driver->watch_count ? wanted : 2 * driver->watch_count;
    struct watch *watches = realloc(driver->watches, wanted * sizeof *watches);
    if (!watches)
        return -ENOMEM;
    memset(watches + driver->watch_count, 0, (wanted - driver->watch_count) * sizeof *watches);
    driver->watches = watches;
    driver->watch_count = wanted;
    return 0;
}

static uint32_t events_of(const struct loop_operation *operation)
{
    return (uint32_t)(unsigned short)operation_events(operation);
}

/* Asks for one event of any kind that somebody waits for at the descriptor. */
static int watch_arm(struct epoll_driver *driver, int descriptor)
{
    struct watch *watch = &driver->watches[descriptor];
    struct epoll_event event = {.events = EPOLLONESHOT, .data.fd = descriptor};
    for (const struct loop_operation *operation = watch->first; operation; operation = operation->next)
        event.events |= events_of(operation);
    int action = watch->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    int result = epoll_ctl(driver->descriptor, action, descriptor, &event);
    if (result < 0 && (errno == ENOENT || errno == EEXIST)) {
        action = action == EPOLL_CTL_MOD ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
        result = epoll_ctl(driver->descriptor, action, descriptor, &event);
    }
    watch->registered = result == 0;
    return result < 0 ? -errno : 0;
}

static void watch_remove(struct watch *watch, struct loop_operation *operation)
{
    struct loop_operation **at = &watch->first;
    while (*at != operation)
        at = &(*at)->next;
    *at = operation->next;
}

static int watch_add(struct epoll_driver *driver, struct loop_operation *operation)
{
    int status = watches_grow(driver, operation->descriptor);
    if (status)
        return status;
    struct watch *watch = &driver->watches[operation->descriptor];
    struct loop_operation **end = &watch->first;
    while (*end)
        end = &(*end)->next;
    operation->next = NULL;
    *end = operation;
    status = watch_arm(driver, operation->descriptor);
    if (status)
        *end = NULL;
    return status;
}

static struct loop_operation *operation_of_job(struct offload_job *job)
{
    return (void *)((unsigned char *)job - offsetof(struct loop_operation, job));
}

static int64_t file_work(struct offload_job *job)
{
    return operation_block(operation_of_job(job));
}

static void file_done(struct loop_note *note)
{
    struct offload_job *job = (void *)((unsigned char *)note - offsetof(struct offload_job, note));
    struct loop_operation *operation = operation_of_job(job);
    struct epoll_driver *driver = operation->driver;
    loop_complete(driver->site.loop, operation, job->result);
}

static bool file_begin(struct epoll_driver *driver, struct loop_operation *operation, int64_t *result)
{
    if (!driver->site.offload) {
        *result = operation_block(operation);
        return true;
    }
    operation->job = (struct offload_job){.work = file_work, .inbox = driver->site.inbox, .note.receive = file_done};
    *result = offload_begin(driver->site.offload, &operation->job);
    return *result != 0;
}

static void driver_cancel(struct loop_wait *wait, int why)
{
    struct loop_operation *operation = (void *)((unsigned char *)wait - offsetof(struct loop_operation, wait));
    struct epoll_driver *driver = operation->driver;
    if (operation->job.inbox && !offload_withdraw(driver->site.offload, &operation->job))
        return;
    if (!operation->job.inbox)
        watch_remove(&driver->watches[operation->descriptor], operation);
    loop_complete(driver->site.loop, operation, why);
}

static bool driver_begin(void *opened, struct loop_operation *operation, int64_t *result)
{
    struct epoll_driver *driver = opened;
    operation->wait.cancel = driver_cancel;
    operation->driver = driver;
    operation->job.inbox = NULL;
    if (operation->descriptor < 0) {
        *result = -EBADF;
        return true;
    }
    if (operation_is_of_file(operation))
        return file_begin(driver, operation, result);
    *result = operation_try(operation);
    if (*result != OPERATION_WAITS)
        return true;
    int status = watch_add(driver, operation);
    /* Not a file and not to be polled either: some devices. */
    if (status == -EPERM && (operation->kind == OPERATION_READ || operation->kind == OPERATION_WRITE))
        return file_begin(driver, operation, result);
    *result = status;
    return status != 0;
}

/* Tries again what waits for one of `events`. */
static void watch_ready(struct epoll_driver *driver, int descriptor, uint32_t events)
{
    struct watch *watch = &driver->watches[descriptor];
    for (struct loop_operation **at = &watch->first; *at;) {
        struct loop_operation *operation = *at;
        bool concerned = events & (events_of(operation) | EPOLLERR | EPOLLHUP);
        int64_t result = concerned ? operation_try(operation) : OPERATION_WAITS;
        if (result == OPERATION_WAITS) {
            at = &operation->next;
            continue;
        }
        *at = operation->next;
        loop_complete(driver->site.loop, operation, result);
    }
    int status = watch->first ? watch_arm(driver, descriptor) : 0;
    while (status && watch->first) {
        struct loop_operation *operation = watch->first;
        watch->first = operation->next;
        loop_complete(driver->site.loop, operation, status);
    }
}

/* epoll_wait for `wait_ns`, as exactly as the kernel can. */
static int events_wait(struct epoll_driver *driver, uint64_t wait_ns)
{
    const uint64_t second_ns = 1000000000, millisecond_ns = 1000000;
    if (wait_ns != UINT64_MAX && wait_ns > EXACT_WAIT_NS)
        wait_ns -= wait_ns / LONG_WAIT_PART;
    if (!driver->coarse) {
        const struct timespec wait = {(time_t)(wait_ns / second_ns), (long)(wait_ns % second_ns)};
        int count =
            epoll_pwait2(driver->descriptor, driver->events, EVENTS_MOST, wait_ns == UINT64_MAX ? NULL : &wait, NULL);
        if (count >= 0 || errno != ENOSYS)
            return count;
        driver->coarse = true;
    }
    uint64_t wait_ms = (wait_ns / millisecond_ns) + (wait_ns % millisecond_ns != 0);
    int limit_ms = wait_ms < INT32_MAX ? (int)wait_ms : INT32_MAX;
    return epoll_wait(driver->descriptor, driver->events, EVENTS_MOST, wait_ns == UINT64_MAX ? -1 : limit_ms);
}

static int driver_collect(void *opened, uint64_t wait_ns)
{
    struct epoll_driver *driver = opened;
    int count = events_wait(driver, wait_ns);
    if (count < 0)
        return errno == EINTR ? 0 : -errno;
    for (int index = 0; index < count; index++) {
        int descriptor = driver->events[index].data.fd;
        if (descriptor == driver->site.inbox->descriptor)
            inbox_acknowledge(driver->site.inbox);
        else
            watch_ready(driver, descriptor, driver->events[index].events);
    }
    return 0;
}

const struct loop_driver loop_driver_epoll = {
    .name = "epoll",
    .probe = epoll_probe,
    .open = driver_open,
    .close = driver_close,
    .begin = driver_begin,
    .collect = driver_collect,
};

/* SPDX-License-Identifier: MIT */
/* "Download many sites", the other I/O-bound function of concurrency tutorials, without the internet: pages are fetched
 * from a server on this machine, which makes each wait as long as the seed says. So the time that a perfect executor
 * would need is known, and the same on every machine. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channels.h"
#include "ideal.h"
#include "site.h"
#include "work.h"
#include "yoke/transfer.h"

enum { PAGE, LATENCY, SPREAD, CONNECTION, PORT };

enum { FRESH, KEPT };
static const char *const connection_names[] = {"fresh", "kept", NULL};

struct http {
    struct yoke_work work; /* first: the ideal reads it */
    struct site site;
    struct loopback loopback;
};

/* What a task got. */
struct page {
    uint64_t bytes, check;
};

static int http_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    struct http *http = work_memory("io_http", sizeof *http, 1, error);
    if (!http)
        return -ENOMEM;
    *http = (struct http){.work = *work,
                          .site = {.seed = work->seed,
                                   .page_bytes = work->values.value[PAGE],
                                   .latency_ns = work->values.value[LATENCY],
                                   .spread = (enum spread)work->values.value[SPREAD]}};
    const struct loopback_options options = {.name = "io_http",
                                             .family = LOOPBACK_TCP,
                                             .port = (uint16_t)work->values.value[PORT],
                                             .service = &site_service,
                                             .context = &http->site,
                                             .buffer_bytes = site_buffer_bytes(&http->site)};
    int status = site_open(&http->site, "io_http", error);
    if (status)
        goto free_http;
    status = loopback_start(&http->loopback, &options, error);
    if (status)
        goto close_site;
    *context = http;
    return 0;
close_site:
    site_close(&http->site);
free_http:
    free(http);
    return status;
}

static void http_teardown(void *context)
{
    struct http *http = context;
    loopback_stop(&http->loopback);
    site_close(&http->site);
    free(http);
}

static int http_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    return channels_setup(worker, "io_http", site_buffer_bytes(&((struct http *)context)->site), error);
}

static void http_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    channels_teardown(worker);
}

static int request_send(struct yoke_worker *worker, struct channel *channel, uint64_t index)
{
    char request[SITE_HEADER_BYTES];
    const int bytes =
        snprintf(request, sizeof request, "GET /pages/%" PRIu64 " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", index);
    const ssize_t sent = yoke_send_all(worker, channel->out, request, (size_t)bytes);
    return sent < 0 ? (int)sent : 0;
}

/* Receives until the empty line after the header is there. `*received` becomes how much is. Returns the header's
 * length, or a negative errno. */
static ssize_t header_receive(struct yoke_worker *worker, struct channel *channel, size_t room, size_t *received)
{
    for (;;) {
        const ssize_t got = worker->io->recv(worker, channel->in, channel->buffer + *received, room - *received, 0);
        if (got <= 0)
            return got ? got : -ECONNRESET;
        *received += (size_t)got;
        const unsigned char *end = memmem(channel->buffer, *received, "\r\n\r\n", 4);
        if (end)
            return end + 4 - channel->buffer;
        if (*received == room)
            return -EBADMSG;
    }
}

/* What stands after `name` in a header that ends with 0; -1: it is not there. */
static uint64_t header_number(const char *header, const char *name)
{
    const char *at = strstr(header, name);
    return at ? strtoull(at + strlen(name), NULL, 10) : UINT64_MAX;
}

/* Receives the answer to the request for the page called `index`. */
static int page_receive(const struct http *http, struct yoke_worker *worker, struct channel *channel, uint64_t index,
                        struct page *page)
{
    const size_t room = site_buffer_bytes(&http->site);
    size_t received = 0;
    const ssize_t header = header_receive(worker, channel, room, &received);
    if (header < 0)
        return (int)header;
    channel->buffer[header - 1] = '\0';
    const char *text = (char *)channel->buffer;
    const uint64_t bytes = header_number(text, "\r\nContent-Length: ");
    if (strncmp(text, "HTTP/1.1 200 ", 13) != 0 || header_number(text, "\r\nContent-Location: /pages/") != index ||
        bytes > room - (size_t)header || received > (size_t)header + bytes)
        return -EBADMSG;
    const size_t missing = (size_t)header + bytes - received;
    const ssize_t got = yoke_recv_all(worker, channel->in, channel->buffer + received, missing);
    if (got < 0)
        return (int)got;
    if ((size_t)got < missing)
        return -ECONNRESET;
    *page = (struct page){bytes, site_check(channel->buffer + header, bytes)};
    return 0;
}

/* Hangs up without lingering: otherwise each connection would keep its port for a minute, and a machine has some 28,000
 * of them. */
static void hang_up(struct channel *channel)
{
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    setsockopt(channel->in, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    channel_close(channel);
}

static int http_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct http *http = context;
    struct channel *channel;
    int status = channel_take(worker, &http->loopback, &channel);
    if (status)
        return status;
    status = request_send(worker, channel, index);
    if (!status)
        status = page_receive(http, worker, channel, index, result);
    if (status || http->work.values.value[CONNECTION] == FRESH)
        hang_up(channel);
    else
        channel_give(worker, channel);
    return status;
}

static int http_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct http *http = context;
    const struct page *pages = results;
    for (uint64_t index = 0; index < http->work.task_count; index++) {
        const uint64_t check = http->site.checks[index % SITE_TEXTS];
        if (pages[index].bytes == http->site.page_bytes && pages[index].check == check)
            continue;
        yoke_error_set(error,
                       "io_http: page %" PRIu64 " has %" PRIu64 " bytes with check value %" PRIx64 ", not %" PRIu64
                       " with %" PRIx64,
                       index, pages[index].bytes, pages[index].check, http->site.page_bytes, check);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts http_facts(const void *context)
{
    const struct http *http = context;
    const double pages = (double)http->work.task_count;
    return (struct yoke_facts){.operations = pages, .bytes = pages * (double)http->site.page_bytes};
}

static uint64_t wait_ns(const struct yoke_work *work, uint64_t index)
{
    return site_latency_ns(&((const struct http *)(const void *)work)->site, index);
}

static uint64_t http_ideal_ns(const void *context, unsigned worker_count)
{
    return ideal_waits_ns(&((const struct http *)context)->work, wait_ns, worker_count);
}

const struct yoke_workload yoke_workload_io_http = {
    .name = "io_http",
    .summary = "fetch web pages from a server that takes its time: \"download many sites\" of Python's tutorials",
    .bound = YOKE_IO_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "page",
             .unit = YOKE_BYTES,
             .fallback = 16 << 10,
             .least = 0,
             .most = 64 << 20,
             .summary = "size of a page"},
            {.name = "latency",
             .unit = YOKE_NS,
             .fallback = 2500000, /* as io_sleep: results lie side by side */
             .least = 0,
             .most = 60000000000,
             .summary = "mean time until the server answers"},
            {.name = "spread",
             .fallback = SPREAD_EXPONENTIAL,
             .most = SPREAD_PARETO,
             .summary = "how latency varies from page to page",
             .choices = spread_names},
            {.name = "connection",
             .fallback = FRESH,
             .most = KEPT,
             .summary = "one for each page, or kept by the worker for the next page",
             .choices = connection_names},
            {.name = "port",
             .unit = YOKE_COUNT,
             .fallback = 0,
             .least = 0,
             .most = 65535,
             .summary = "TCP port of the server; 0: any that is free"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 160 ms one after another */
    .result_bytes = sizeof(struct page),
    .operation = "page",
    .moved = "those of the pages, without their heads",
    .reading =
        "Almost all of the time is waiting, so speedup goes on beyond the number of processors, until the longest "
        "latency is all that is left; exponential and pareto draw a few that are many times the mean. What it lacks "
        "from the ideal is connecting, copying, checking, and waking up. The server is one thread on this machine. "
        "Each task under way takes a descriptor here and one there (ulimit -n).",
    .setup = http_setup,
    .worker_setup = http_worker_setup,
    .task = http_task,
    .worker_teardown = http_worker_teardown,
    .verify = http_verify,
    .facts = http_facts,
    .ideal_ns = http_ideal_ns,
    .teardown = http_teardown,
};

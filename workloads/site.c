/* SPDX-License-Identifier: MIT */
/* Pages of one made-up prose, each a byte further on: different texts for the memory of one. */
#include "site.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "prose.h"
#include "work.h"
#include "yoke/random.h"

uint64_t site_check(const void *text, size_t bytes)
{
    const unsigned char *at = text;
    uint64_t check = bytes;
    for (; bytes >= sizeof(uint64_t); bytes -= sizeof(uint64_t), at += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, at, sizeof word);
        check = (check ^ word) * CHAIN_MULTIPLIER; /* odd: no two values of `check` become one */
        check ^= check >> 32;
    }
    for (; bytes; bytes--)
        check = (check ^ *at++) * CHAIN_MULTIPLIER;
    return check;
}

int site_open(struct site *site, const char *name, struct yoke_error *error)
{
    site->prose = work_memory(name, site->page_bytes + SITE_TEXTS, 1, error);
    if (!site->prose)
        return -ENOMEM;
    prose_write(site->seed, site->prose, site->page_bytes + SITE_TEXTS);
    for (unsigned i = 0; i < SITE_TEXTS; i++)
        site->checks[i] = site_check(site->prose + i, site->page_bytes);
    return 0;
}

void site_close(struct site *site)
{
    free(site->prose);
}

uint64_t site_latency_ns(const struct site *site, uint64_t page)
{
    return spread_draw(site->spread, site->latency_ns, yoke_random_draw(site->seed, page));
}

/* A request ends with an empty line; none of ours has a body. */
static ssize_t site_measure(const void *context, const unsigned char *received, size_t bytes)
{
    (void)context;
    const unsigned char *end = memmem(received, bytes, "\r\n\r\n", 4);
    if (end)
        return end + 4 - received;
    return bytes < SITE_HEADER_BYTES ? 0 : -1;
}

/* The page that is asked for. Returns false when it is none of ours. */
static bool page_read(unsigned char *request, size_t bytes, uint64_t *page)
{
    static const char begin[] = "GET /pages/";
    char *end;
    request[bytes - 1] = '\0'; /* the last newline */
    if (strncmp((char *)request, begin, sizeof begin - 1) != 0)
        return false;
    *page = strtoull((char *)request + sizeof begin - 1, &end, 10);
    return *end == ' ';
}

static size_t site_answer(const void *context, unsigned char *buffer, size_t bytes, uint64_t *delay_ns)
{
    const struct site *site = context;
    uint64_t page;
    if (!page_read(buffer, bytes, &page))
        return (size_t)snprintf((char *)buffer, SITE_HEADER_BYTES,
                                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    *delay_ns = site_latency_ns(site, page);
    const int header = snprintf((char *)buffer, SITE_HEADER_BYTES,
                                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Location: /pages/%" PRIu64
                                "\r\nContent-Length: %" PRIu64 "\r\n\r\n",
                                page, site->page_bytes);
    memcpy(buffer + header, site->prose + page % SITE_TEXTS, site->page_bytes);
    return (size_t)header + site->page_bytes;
}

const struct loopback_service site_service = {.measure = site_measure, .answer = site_answer};

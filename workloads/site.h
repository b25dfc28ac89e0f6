/* SPDX-License-Identifier: MIT */
/* A small web site: pages of prose, as many as anybody asks for, each of which takes the server a while. The server's
 * half of io_http, and what the other half needs to know of it. */
#ifndef SITE_H
#define SITE_H

#include "loopback.h"
#include "spread.h"
#include "yoke/workload.h"

/* Requests and headers are shorter than this. */
enum { SITE_HEADER_BYTES = 512 };

/* How many different texts there are. Page n has the text n modulo this, and says in its header which page it is. */
enum { SITE_TEXTS = 16 };

struct site {
    uint64_t seed;
    uint64_t page_bytes;
    uint64_t latency_ns; /* mean */
    enum spread spread;
    uint64_t checks[SITE_TEXTS]; /* site_check of each text */
    char *prose;                 /* the site's: text n begins at byte n */
};

/* Writes the pages. `name` is the workload's, for the sentence. Returns 0 or -ENOMEM. */
int site_open(struct site *site, const char *name, struct yoke_error *error);
void site_close(struct site *site);

/* How long the server holds a page back, drawn from the seed and the page's number. */
uint64_t site_latency_ns(const struct site *site, uint64_t page);

/* A number that depends on every byte and its place. */
uint64_t site_check(const void *text, size_t bytes);

/* HTTP/1.1: GET /pages/N. Answers anything else with 404, and stays connected. The context is a struct site, the buffer
 * has site_buffer_bytes. */
extern const struct loopback_service site_service;

static inline size_t site_buffer_bytes(const struct site *site)
{
    return SITE_HEADER_BYTES + site->page_bytes;
}

#endif

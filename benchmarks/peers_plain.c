/* SPDX-License-Identifier: MIT */
/* What somebody would write to measure just this: plain loops, in a file of their own and compiled like the workloads.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#if PEERS_ZLIB
#include <zlib.h>
#endif

#include "peers.h"
#include "prose.h"
#include "race.h"
#include "scratch.h"
#include "yoke/random.h"

uint16_t plain_port;

static struct sockaddr_in address_of(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* Finds a port that nobody has. */
static void port_choose(void)
{
    struct sockaddr_in address = address_of(0);
    socklen_t bytes = sizeof address;
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(probe, (struct sockaddr *)&address, bytes) == 0 &&
        getsockname(probe, (struct sockaddr *)&address, &bytes) == 0)
        plain_port = ntohs(address.sin_port);
    close(probe);
}

/* One client, one connection, one message under way. */
double plain_socket_ns(void)
{
    const struct sockaddr_in address = address_of(plain_port);
    const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    unsigned char message[PEERS_MESSAGE_BYTES] = {0};
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(client, (const struct sockaddr *)&address, sizeof address)) {
        close(client);
        return 0;
    }
    const uint64_t begin_ns = race_now_ns();
    for (unsigned i = 0; i < PEERS_TRIPS; i++) {
        if (send(client, message, sizeof message, MSG_NOSIGNAL) != (ssize_t)sizeof message ||
            recv(client, message, sizeof message, MSG_WAITALL) != (ssize_t)sizeof message) {
            close(client);
            return 0;
        }
    }
    const uint64_t end_ns = race_now_ns();
    close(client);
    return (double)(end_ns - begin_ns) / PEERS_TRIPS;
}

static int reading = -1; /* a file in the page cache */

/* Blocks drawn as the workload draws them; nobody looks at what was read. */
double plain_read_ns(void)
{
    static _Alignas(4096) unsigned char block[PEERS_BLOCK_BYTES];
    const uint64_t begin_ns = race_now_ns();
    for (uint64_t i = 0; i < PEERS_READS; i++) {
        const uint64_t place = yoke_random_upto(1, i, PEERS_FILE_BYTES / PEERS_BLOCK_BYTES - 1);
        if (pread(reading, block, sizeof block, (off_t)(place * sizeof block)) != (ssize_t)sizeof block)
            return 0;
    }
    return (double)(race_now_ns() - begin_ns) / PEERS_READS;
}

static int writing = -1; /* a file on a disk */

/* As the workload goes about it: the blocks of a file of 1 MiB in turn, each followed by an fsync. */
double plain_sync_ns(void)
{
    static _Alignas(4096) unsigned char block[PEERS_BLOCK_BYTES];
    double each_ns[PEERS_SYNCS];
    for (unsigned i = 0; i < PEERS_SYNCS; i++) {
        const off_t offset = (off_t)(i * sizeof block % PEERS_SYNCED_BYTES);
        const uint64_t begin_ns = race_now_ns();
        block[0]++;
        if (pwrite(writing, block, sizeof block, offset) != (ssize_t)sizeof block || fsync(writing))
            return 0;
        each_ns[i] = (double)(race_now_ns() - begin_ns);
    }
    return race_middle(each_ns, PEERS_SYNCS);
}

static void block_fill(const void *context, uint64_t offset, unsigned char *block)
{
    (void)context;
    memset(block, (int)(offset / PEERS_BLOCK_BYTES & 0xff), PEERS_BLOCK_BYTES);
}

static int file_open(uint64_t bytes)
{
    const struct scratch_options options = {
        .name = "peers", .bytes = bytes, .block_bytes = PEERS_BLOCK_BYTES, .fill = block_fill};
    struct yoke_error error = {0};
    const int file = scratch_open(&options, &error);
    if (file < 0)
        printf("%s\n", error.text);
    return file;
}

#if PEERS_ZLIB
double plain_compress_ns(void)
{
    static unsigned char text[PEERS_TEXTS_APART * PEERS_TEXT_BYTES], packed[2 * PEERS_TEXT_BYTES];
    z_stream stream = {.zalloc = Z_NULL};
    prose_write(1, (char *)text, sizeof text); /* the workload's, of the same seed */
    if (deflateInit(&stream, PEERS_TEXT_LEVEL) != Z_OK)
        return 0;
    const uint64_t begin_ns = race_now_ns();
    for (unsigned i = 0; i < PEERS_TEXTS; i++) {
        deflateReset(&stream);
        stream.next_in = text + i % PEERS_TEXTS_APART * PEERS_TEXT_BYTES;
        stream.avail_in = PEERS_TEXT_BYTES;
        stream.next_out = packed;
        stream.avail_out = sizeof packed;
        if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
            return 0;
    }
    const uint64_t end_ns = race_now_ns();
    deflateEnd(&stream);
    return (double)(end_ns - begin_ns) / PEERS_TEXTS / PEERS_TEXT_BYTES;
}
#else
double plain_compress_ns(void)
{
    return 0;
}
#endif

enum { ELEMENTS = PEERS_ARRAY_BYTES / 8 };
static double *triad_a, *triad_b, *triad_c;

static void *array_new(void)
{
    void *array = aligned_alloc(4096, PEERS_ARRAY_BYTES + 4096);
    if (array)
        return array;
    fprintf(stderr, "peers: no memory\n");
    exit(1);
}

static void triad_begin(void)
{
    triad_a = array_new();
    triad_b = (double *)array_new() + 80; /* not in step with each other within a page, as the workload's */
    triad_c = (double *)array_new() + 160;
    for (size_t i = 0; i < ELEMENTS; i++) {
        triad_a[i] = 0;
        triad_b[i] = 1 + (double)(i % 1021);
        triad_c[i] = 1 + (double)(i % 509);
    }
}

/* STREAM's loop: a whole array at once. */
double plain_triad_ns(void)
{
    if (!triad_a)
        triad_begin();
    double *restrict a = triad_a;
    const double *restrict b = triad_b, *restrict c = triad_c;
    const double scalar = 3;
    const uint64_t begin_ns = race_now_ns();
    for (size_t i = 0; i < ELEMENTS; i++)
        a[i] = b[i] + scalar * c[i];
    const uint64_t end_ns = race_now_ns();
    __asm__ volatile("" : : "r"(a) : "memory");
    return (double)(end_ns - begin_ns) / ELEMENTS;
}

enum { LINES = PEERS_ARRAY_BYTES / PEERS_LINE_BYTES };
static unsigned char *lines;

static void **line(size_t number)
{
    return (void **)(void *)(lines + number * PEERS_LINE_BYTES);
}

static void lines_begin(void)
{
    lines = array_new();
    for (size_t i = 0; i < LINES; i++)
        *line(i) = line(i);
    for (size_t i = LINES - 1; i > 0; i--) {
        const size_t other = (size_t)random() % i;
        void *kept = *line(i);
        *line(i) = *line(other);
        *line(other) = kept;
    }
}

/* As lmbench's lat_mem_rd does it with random order: p = *p, once round one cycle (Sattolo's shuffle). */
double plain_chase_ns(void)
{
    if (!lines)
        lines_begin();
    void **p = line(0);
    const uint64_t begin_ns = race_now_ns();
    for (unsigned i = 0; i < PEERS_LOADS / 8; i++) {
        p = *p, p = *p, p = *p, p = *p;
        p = *p, p = *p, p = *p, p = *p;
    }
    const uint64_t end_ns = race_now_ns();
    __asm__ volatile("" : "+r"(p));
    return (double)(end_ns - begin_ns) / PEERS_LOADS;
}

void plain_begin(void)
{
    port_choose();
    reading = file_open(PEERS_FILE_BYTES);
    writing = file_open(PEERS_SYNCED_BYTES);
}

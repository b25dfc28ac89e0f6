/* SPDX-License-Identifier: MIT */
/* fio, pigz and likwid-bench, by what they print or how long they take. Their files are in the folder that ours are in,
 * have the same size, and no name either. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document.h"
#include "peers.h"
#include "prose.h"
#include "race.h"
#include "scratch.h"

/* Field of fio's terse output, version 3, from 1: reads a second. */
enum { FIO_READ_IOPS = 8 };

#define FIO "fio --name=peer --filename=%s --ioengine=psync --bs=%d --thread --invalidate=0 --randrepeat=0 "

/* Other programs' way to a file of ours without a name: whatever ends us, nothing of it is left. */
static const char *file_path(int descriptor)
{
    static char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)getpid(), descriptor);
    return path;
}

static void block_fill(const void *context, uint64_t offset, unsigned char *block)
{
    (void)context;
    memset(block, (int)(offset / PEERS_BLOCK_BYTES), PEERS_BLOCK_BYTES);
}

/* Written in advance: fio takes away one that is too short, and makes its own. */
static const char *fio_path(void)
{
    static const struct scratch_options options = {
        .name = "fio", .bytes = PEERS_FILE_BYTES, .block_bytes = PEERS_BLOCK_BYTES, .fill = block_fill};
    static int descriptor;
    if (!descriptor)
        descriptor = scratch_open(&options, NULL);
    return file_path(descriptor);
}

static double left_out(bool *told, const char *program)
{
    if (!*told)
        printf("%s left out: it is not installed, or cannot do this here\n", program);
    *told = true;
    return 0;
}

/* The first line that `command` prints with `part` in it; false: none. */
static bool line_of(const char *command, const char *part, char line[], size_t bytes)
{
    FILE *output = popen(command, "re");
    bool found = false;
    char each[4096];
    while (output && fgets(each, sizeof each, output))
        if (!found && strstr(each, part)) {
            snprintf(line, bytes, "%s", each);
            found = true;
        }
    if (output)
        pclose(output);
    return found;
}

static double field(const char *line, int number, char separator)
{
    while (--number && line) {
        line = strchr(line, separator);
        line = line ? line + 1 : NULL;
    }
    return line ? strtod(line, NULL) : 0;
}

/* Nanoseconds a read of what `options` describe. Its own clock is read as rarely as it can be told to. */
static double fio_read_ns(const char *options)
{
    static bool told;
    char command[8192], line[4096];
    snprintf(command, sizeof command,
             FIO "--minimal --terse-version=3 --gtod_reduce=1 --norandommap --rw=randread --size=%d %s 2>/dev/null",
             fio_path(), PEERS_BLOCK_BYTES, PEERS_FILE_BYTES, options);
    const double iops = line_of(command, "3;fio", line, sizeof line) ? field(line, FIO_READ_IOPS, ';') : 0;
    return iops > 0 ? 1e9 / iops : left_out(&told, "fio");
}

double fio_read_cached_ns(void)
{
    return fio_read_ns("--io_size=512m");
}

double fio_read_direct_ns(void)
{
    return fio_read_ns("--io_size=16m --direct=1");
}

/* The median of what fio calls its write or its sync; 0: it says nothing of them. */
static double fio_middle_ns(const struct document_node *kind, const char *latency)
{
    const struct document_node *percentiles = kind ? document_member(kind, latency) : NULL;
    percentiles = percentiles ? document_member(percentiles, "percentile") : NULL;
    const struct document_node *middle = percentiles ? document_member(percentiles, "50.000000") : NULL;
    return middle && middle->text ? strtod(middle->text, NULL) : 0;
}

/* fio counts the two apart, in nanoseconds; run times it tells in milliseconds, which would be a few per cent here. */
double fio_sync_ns(void)
{
    static const struct document_limits limits = {.noun = "result", .bytes = 1 << 20};
    static bool told;
    char command[8192], text[1 << 16];
    struct document *document = NULL;
    struct document_fault fault;
    snprintf(command, sizeof command,
             FIO "--output-format=json --rw=write --size=%d --io_size=%d --fsync=1 --overwrite=1 2>/dev/null",
             fio_path(), PEERS_BLOCK_BYTES, PEERS_SYNCED_BYTES, PEERS_SYNCS * PEERS_BLOCK_BYTES);
    FILE *output = popen(command, "re");
    const size_t bytes = output ? fread(text, 1, sizeof text, output) : 0;
    if (output)
        pclose(output);
    double write_ns = 0, sync_ns = 0;
    if (bytes < sizeof text && !document_read_text("fio", text, bytes, &limits, &document, &fault)) {
        const struct document_node *jobs = document_member(document_root(document), "jobs");
        write_ns = jobs ? fio_middle_ns(document_member(jobs->first, "write"), "clat_ns") : 0;
        sync_ns = jobs ? fio_middle_ns(document_member(jobs->first, "sync"), "lat_ns") : 0;
        document_free(document);
    }
    return write_ns > 0 && sync_ns > 0 ? write_ns + sync_ns : left_out(&told, "fio");
}

/* As many texts as take a few hundred times longer than starting a process. */
enum { PIGZ_TEXTS = 256 };

static bool texts_write(int descriptor)
{
    static unsigned char text[PEERS_TEXTS_APART * PEERS_TEXT_BYTES];
    FILE *file = fopen(file_path(descriptor), "we");
    bool written = file;
    prose_write(1, (char *)text, sizeof text);
    for (unsigned i = 0; i < PIGZ_TEXTS / PEERS_TEXTS_APART && written; i++)
        written = fwrite(text, sizeof text, 1, file) == 1;
    return file && fclose(file) == 0 && written;
}

/* zlib in a program of zlib's author: blocks by themselves, of the same length, in zlib's format. */
double pigz_ns(void)
{
    static bool told, there;
    static int texts;
    char command[8192];
    if (!there && !told)
        there =
            system("pigz --version >/dev/null 2>&1") == 0 && (texts = scratch_nameless()) >= 0 && texts_write(texts);
    snprintf(command, sizeof command, "pigz -p 1 -%d -b %d -i -z -c <%s >/dev/null 2>&1", PEERS_TEXT_LEVEL,
             PEERS_TEXT_BYTES >> 10, file_path(texts));
    const uint64_t begin_ns = race_now_ns();
    const bool done = there && system(command) == 0;
    const uint64_t end_ns = race_now_ns();
    return done ? (double)(end_ns - begin_ns) / PIGZ_TEXTS / PEERS_TEXT_BYTES : left_out(&told, "pigz");
}

double likwid_triad_ns(void)
{
    static bool told;
    char line[4096];
    /* three arrays of 64 MiB; regular stores, two elements at a time, as compilers make it for any x86-64 */
    if (line_of("likwid-bench -t stream_sse -i 2 -w N:201MB:1 2>/dev/null", "MByte/s:", line, sizeof line))
        return 24 * 1e3 / strtod(line + strlen("MByte/s:"), NULL);
    return left_out(&told, "likwid-bench");
}

/* SPDX-License-Identifier: MIT */
/* fio and likwid-bench, by what they print. fio's file is in the folder that ours are in, and has the same size. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"
#include "scratch.h"

/* Fields of fio's terse output, version 3, from 1: operations a second of reads and of writes. */
enum { FIO_READ_IOPS = 8, FIO_WRITE_IOPS = 49 };

static const char *fio_file(void)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/yoke-peers-%d", scratch_folder(), (int)getpid());
    return path;
}

void fio_clean(void)
{
    unlink(fio_file());
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

/* Nanoseconds an operation of what `options` describe. Its own clock is read as rarely as it can be told to. */
static double fio_ns(const char *options, int iops_field)
{
    static bool told;
    char command[8192], line[4096];
    snprintf(command, sizeof command,
             "fio --minimal --terse-version=3 --name=peer --filename='%s' --ioengine=psync --bs=%d --thread "
             "--gtod_reduce=1 --invalidate=0 --norandommap --randrepeat=0 %s 2>/dev/null",
             fio_file(), PEERS_BLOCK_BYTES, options);
    const double iops = line_of(command, "3;fio", line, sizeof line) ? field(line, iops_field, ';') : 0;
    if (iops <= 0 && !told)
        printf("fio left out: it is not installed, or cannot do this here\n");
    told |= iops <= 0;
    return iops > 0 ? 1e9 / iops : 0;
}

double fio_read_cached_ns(void)
{
    return fio_ns("--rw=randread --size=16m --io_size=512m", FIO_READ_IOPS);
}

double fio_read_direct_ns(void)
{
    return fio_ns("--rw=randread --size=16m --io_size=16m --direct=1", FIO_READ_IOPS);
}

double fio_sync_ns(void)
{
    return fio_ns("--rw=write --size=1m --io_size=2m --fsync=1 --overwrite=1", FIO_WRITE_IOPS);
}

double likwid_triad_ns(void)
{
    static bool told;
    char line[4096];
    /* three arrays of 64 MiB; regular stores, two elements at a time, as compilers make it for any x86-64 */
    if (line_of("likwid-bench -t stream_sse -i 2 -w N:201MB:1 2>/dev/null", "MByte/s:", line, sizeof line))
        return 24 * 1e3 / strtod(line + strlen("MByte/s:"), NULL);
    if (!told)
        printf("likwid-bench left out: it is not installed, or cannot run here\n");
    told = true;
    return 0;
}

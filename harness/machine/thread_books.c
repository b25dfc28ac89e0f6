/* SPDX-License-Identifier: MIT */
/* What the kernel notes about one thread and shows only in /proc/thread-self. */
#include "thread_books.h"

#include "yoke/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int books_open(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int thread_books_open_sched(void)
{
    return books_open("/proc/thread-self/sched");
}

int thread_books_open_schedstat(void)
{
    return books_open("/proc/thread-self/schedstat");
}

/* Reads from the start of the file, which the kernel writes anew each time. Returns false when there is nothing. */
static bool books_read(int descriptor, char *text, size_t bytes)
{
    if (descriptor < 0)
        return false;
    ssize_t got = pread(descriptor, text, bytes - 1, 0);
    text[got > 0 ? got : 0] = '\0';
    return got > 0;
}

/* Reads a decimal number and steps over it. sscanf would cost a thousand instructions inside what is counted. */
static bool number_read(const char **text, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(*text, &end, 10);
    bool read = end != *text && errno == 0;
    *text = end;
    return read;
}

uint64_t thread_books_parse_migrations(const char *sched_text)
{
    /* "se.nr_migrations                             :                    1" */
    const char *at = strstr(sched_text, "nr_migrations");
    uint64_t migrations;
    if (!at)
        return YOKE_MISSING;
    at += strlen("nr_migrations");
    at += strspn(at, " ");
    if (*at++ != ':' || !number_read(&at, &migrations))
        return YOKE_MISSING;
    return migrations;
}

uint64_t thread_books_parse_run_delay(const char *schedstat_text)
{
    const char *at = schedstat_text;
    uint64_t run_ns, delay_ns, slices;
    if (!number_read(&at, &run_ns) || !number_read(&at, &delay_ns) || !number_read(&at, &slices))
        return YOKE_MISSING;
    /* A thread that reads this runs, so it was given the processor at least once: 0 slices means that nobody counts. */
    return slices ? delay_ns : YOKE_MISSING;
}

uint64_t thread_books_migrations(int sched)
{
    char text[2048]; /* the line sought is among the first ten; the whole file has some 1500 bytes */
    return books_read(sched, text, sizeof text) ? thread_books_parse_migrations(text) : YOKE_MISSING;
}

uint64_t thread_books_run_delay(int schedstat)
{
    char text[80]; /* three numbers of at most 20 digits */
    return books_read(schedstat, text, sizeof text) ? thread_books_parse_run_delay(text) : YOKE_MISSING;
}

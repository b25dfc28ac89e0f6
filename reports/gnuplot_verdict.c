/* SPDX-License-Identifier: MIT */
/* What came of a run of gnuplot: a script that fails leaves an empty picture or half of one, and a full disk says nothing. */
#include "gnuplot_verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The last line that is not empty: gnuplot prints the command and a caret first, then the message. */
static const char *last_line(char *text)
{
    size_t length = strlen(text);
    while (length && strchr("\r\n \t", text[length - 1]))
        text[--length] = '\0';
    const char *line = strrchr(text, '\n');
    return line ? line + 1 : text;
}

/* Does the picture end as its format ends? gnuplot reports success even when the disk was full half-way. */
static bool picture_is_whole(int folder, const char *temporary, const char *format)
{
    static const char png[] = "IEND\xAE\x42\x60\x82",
                      svg[] = "</svg>", pdf[] = "%%EOF"; /* the last chunk with its CRC; the root's end; the end of the index */
    char end[64];
    const int file = openat(folder, temporary, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const off_t bytes = lseek(file, 0, SEEK_END);
    const off_t from = bytes > (off_t)sizeof end ? bytes - (off_t)sizeof end : 0;
    const ssize_t got = bytes < 0 ? -1 : pread(file, end, sizeof end, from);
    close(file);
    const bool is_png = strcmp(format, "png") == 0;
    size_t used = got > 0 ? (size_t)got : 0;
    while (!is_png && used && strchr("\r\n \t", end[used - 1]))
        used--;
    const char *trailer = is_png ? png : strcmp(format, "pdf") == 0 ? pdf : svg;
    const size_t length = strlen(trailer);
    return used >= length && memcmp(end + used - length, trailer, length) == 0;
}

int gnuplot_verdict(const struct gnuplot_job *job, int wait_status, char complaint[], const char *temporary, int folder,
                    struct yoke_error *error)
{
    struct stat facts;
    const char *line = last_line(complaint);
    if (WIFSIGNALED(wait_status))
        yoke_error_set(error, "gnuplot was killed by signal %d", WTERMSIG(wait_status));
    else if (WEXITSTATUS(wait_status) == 127)
        yoke_error_set(error, "gnuplot could not be started");
    else if (WEXITSTATUS(wait_status) != 0)
        yoke_error_set(error, "gnuplot failed with status %d%s%.200s", WEXITSTATUS(wait_status), *line ? ": " : "",
                       line);
    else if (fstatat(folder, temporary, &facts, 0) != 0 || facts.st_size == 0)
        yoke_error_set(error, "gnuplot left no picture%s%.200s", *line ? ": " : "", line);
    else if (!picture_is_whole(folder, temporary, job->format))
        yoke_error_set(error, "gnuplot left half a picture (%.80s), as on a full disk", job->picture);
    else
        return 0;
    return -EIO;
}


/* SPDX-License-Identifier: MIT */
/* The small text files in which the kernel describes the machine. */
#include "sysfile.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reads until the end or until the buffer is full: /proc gives large files out in pieces. */
static ssize_t read_all(int descriptor, char *text, size_t bytes)
{
    size_t length = 0;
    while (length < bytes) {
        ssize_t got = read(descriptor, text + length, bytes - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -errno;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

int sysfile_read(const char *root, char *text, size_t bytes, const char *format, ...)
{
    char path[SYSFILE_PATH_BYTES];
    int prefix = snprintf(path, sizeof path, "%s", root);
    text[0] = '\0';
    if (prefix < 0 || (size_t)prefix >= sizeof path)
        return -ENAMETOOLONG;
    va_list arguments;
    va_start(arguments, format);
    int rest = vsnprintf(path + prefix, sizeof path - (size_t)prefix, format, arguments);
    va_end(arguments);
    if (rest < 0 || (size_t)(prefix + rest) >= sizeof path)
        return -ENAMETOOLONG;

    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return -errno;
    ssize_t length = read_all(descriptor, text, bytes - 1);
    close(descriptor);
    if (length < 0) {
        text[0] = '\0';
        return (int)length;
    }
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    text[length] = '\0';
    return (int)length;
}

bool sysfile_field(const char *text, const char *key, char *value, size_t bytes)
{
    size_t key_length = strlen(key);
    value[0] = '\0';
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        if (strncmp(line, key, key_length) != 0)
            continue;
        const char *start = line + key_length;
        size_t gap = strspn(start, " \t:=");
        if (gap == 0) /* "nr_throttled" is not the key of "nr_throttled_total 3" */
            continue;
        snprintf(value, bytes, "%.*s", (int)strcspn(start + gap, "\n"), start + gap);
        return true;
    }
    return false;
}

bool sysfile_number(const char *text, uint64_t *number)
{
    char *end;
    while (isspace((unsigned char)*text))
        text++;
    if (!isdigit((unsigned char)*text))
        return false;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno || end[strspn(end, " \t\n")] != '\0')
        return false;
    *number = value;
    return true;
}

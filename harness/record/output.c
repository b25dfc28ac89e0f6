/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "postpone.h"

static void status_note(struct output *output, int status)
{
    if (!output->status)
        output->status = status;
}

/* Returns how much was written; less is an error, as stdio understands it. */
static ssize_t bytes_write(void *cookie, const char *bytes, size_t size)
{
    struct output *output = cookie;
    size_t done = 0;
    while (done < size && !output->status) {
        const ssize_t wrote = write(output->descriptor, bytes + done, size - done);
        if (wrote > 0)
            done += (size_t)wrote;
        else if (!wrote || errno != EINTR)
            status_note(output, wrote ? -errno : -EIO);
    }
    return (ssize_t)done;
}

static void names_release(struct output *output)
{
    free(output->path);
    free(output->part);
    output->path = output->part = NULL;
    postpone_end();
}

int output_open(struct output *output, const char *path, enum output_kind kind)
{
    const int flags = kind == OUTPUT_FRESH ? O_EXCL : O_TRUNC;
    *output = (struct output){.kind = kind, .descriptor = -1, .path = strdup(path)};
    postpone_begin();
    if (!output->path || asprintf(&output->part, kind == OUTPUT_FRESH ? "%s" : "%s.part", path) < 0)
        output->status = -ENOMEM;
    if (!output->status)
        output->descriptor = open(output->part, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
    if (output->descriptor >= 0)
        output->stream = fopencookie(output, "w", (cookie_io_functions_t){.write = bytes_write});
    if (output->stream)
        return 0;
    status_note(output, -errno);
    if (output->descriptor >= 0)
        close(output->descriptor);
    names_release(output);
    return output->status;
}

int output_close(struct output *output, int status)
{
    if (fclose(output->stream))
        status_note(output, -errno);
    if (output->kind == OUTPUT_DURABLE && !status && !output->status && fsync(output->descriptor))
        status_note(output, -errno);
    if (close(output->descriptor))
        status_note(output, -errno);
    if (!status && !output->status && output->kind != OUTPUT_FRESH && rename(output->part, output->path))
        status_note(output, -errno);
    if (status || output->status)
        unlink(output->part);
    names_release(output);
    return output->status ? output->status : status;
}

int output_append(const char *path, FILE **stream)
{
    struct stat facts;
    const int descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666);
    if (descriptor < 0)
        return errno == ENXIO ? -ESPIPE : -errno; /* what a pipe without a reader says */
    int status = fstat(descriptor, &facts) ? -errno : S_ISFIFO(facts.st_mode) ? -ESPIPE : 0;
    if (!status && fcntl(descriptor, F_SETFL, O_APPEND))
        status = -errno;
    *stream = status ? NULL : fdopen(descriptor, "a");
    if (!status && !*stream)
        status = -errno;
    if (status)
        close(descriptor);
    return status;
}

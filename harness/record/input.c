/* SPDX-License-Identifier: MIT */
/* Opened without waiting, since the opening of a pipe waits for a writer that may never come. Whether there is one only
 * a read tells: it finds a byte, which is handed back, or nothing yet, or the end. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* For a writer started together with us, which has not come as far yet. */
enum { GRACE_MS = 1000 };

/* Returns 0, with the `*first` byte or EOF where it is still to come, or a negative errno. */
static int writer_find(int descriptor, int *first)
{
    unsigned char byte;
    const ssize_t got = read(descriptor, &byte, 1);
    *first = got == 1 ? byte : EOF;
    if (got < 0)
        return errno == EAGAIN ? 0 : -errno;
    return got ? 0 : -EPIPE;
}

static int writer_await(int descriptor, int *first)
{
    struct pollfd end = {.fd = descriptor, .events = POLLIN};
    const int status = writer_find(descriptor, first);
    if (status != -EPIPE)
        return status;
    poll(&end, 1, GRACE_MS);
    return writer_find(descriptor, first);
}

static int stream_make(int descriptor, FILE **stream)
{
    struct stat facts;
    int first = EOF;
    int status = fstat(descriptor, &facts) ? -errno : 0;
    if (!status && S_ISFIFO(facts.st_mode))
        status = writer_await(descriptor, &first);
    if (!status && fcntl(descriptor, F_SETFL, O_RDONLY))
        status = -errno;
    if (status)
        return status;
    *stream = fdopen(descriptor, "r");
    if (!*stream)
        return -errno;
    if (first != EOF)
        ungetc(first, *stream);
    return 0;
}

int input_open(const char *path, FILE **stream)
{
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const int status = descriptor < 0 ? -errno : stream_make(descriptor, stream);
    if (descriptor >= 0 && status)
        close(descriptor);
    return status;
}

const char *input_reason(int status)
{
    return status == -EPIPE ? "a pipe that nobody writes into: start the writer first, or name a file"
                            : strerror(-status);
}

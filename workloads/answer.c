/* SPDX-License-Identifier: MIT */
/* Expected output: a file's bytes or a digest. */
#include "answer.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char digest_mark[] = "sha256:";

static int digest_read(const char *text, struct answer *answer, struct yoke_error *error)
{
    static const char digits[] = "0123456789abcdef";
    const char *hex = text + strlen(digest_mark);
    answer->by_digest = true;
    bool good = strlen(hex) == 2 * sizeof answer->digest;
    for (size_t i = 0; i < sizeof answer->digest && good; i++) {
        const char *high = strchr(digits, tolower((unsigned char)hex[2 * i]));
        const char *low = strchr(digits, tolower((unsigned char)hex[2 * i + 1]));
        good = high && low;
        if (good)
            answer->digest[i] = (unsigned char)((high - digits) << 4 | (low - digits));
    }
    if (good)
        return 0;
    yoke_error_set(error, "expected output \"%.100s\": sha256: wants 64 hexadecimal digits behind it", text);
    return -EINVAL;
}

/* Maps all of a file; an empty one is NULL. Returns 0 or a negative errno. */
static int file_map(int descriptor, const char **bytes, size_t *size)
{
    struct stat facts;
    *bytes = NULL;
    *size = 0;
    if (fstat(descriptor, &facts))
        return -errno;
    if (!facts.st_size)
        return 0;
    void *map = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (map == MAP_FAILED)
        return -errno;
    *bytes = map;
    *size = (size_t)facts.st_size;
    return 0;
}

static void file_unmap(const char *bytes, size_t size)
{
    union {
        const char *locked;
        void *unlocked;
    } both = {.locked = bytes};
    if (size)
        munmap(both.unlocked, size);
}

int answer_open(const char *text, struct answer *answer, struct yoke_error *error)
{
    *answer = (struct answer){.wanted = text != NULL};
    if (!text)
        return 0;
    if (!strncmp(text, digest_mark, strlen(digest_mark)))
        return digest_read(text, answer, error);
    const int descriptor = open(text, O_RDONLY | O_CLOEXEC);
    const int status = descriptor < 0 ? -errno : file_map(descriptor, &answer->bytes, &answer->size);
    if (descriptor >= 0)
        close(descriptor);
    if (status)
        yoke_error_set(error, "cannot read the expected output %.200s: %s", text, strerror(-status));
    return status;
}

void answer_close(struct answer *answer)
{
    file_unmap(answer->bytes, answer->size);
    *answer = (struct answer){0};
}

static uint64_t first_difference(const char *left, size_t left_size, const char *right, size_t right_size)
{
    const size_t shared = left_size < right_size ? left_size : right_size;
    size_t at = 0;
    while (at < shared && left[at] == right[at])
        at++;
    return at;
}

static bool digest_check(const struct answer *answer, const char *bytes, size_t size, uint64_t *where)
{
    unsigned char digest[SHA256_BYTES];
    sha256(bytes ? bytes : "", size, digest);
    *where = 0;
    for (size_t i = 0; i < sizeof *where; i++)
        *where = *where << 8 | digest[i];
    return !memcmp(digest, answer->digest, sizeof digest);
}

int answer_check(const struct answer *answer, int descriptor, uint64_t *where)
{
    const char *bytes;
    size_t size;
    const int status = file_map(descriptor, &bytes, &size);
    if (status)
        return status;
    bool right;
    if (answer->by_digest)
        right = digest_check(answer, bytes, size, where);
    else
        right = size == answer->size && (!size || !memcmp(bytes, answer->bytes, size));
    if (!right && !answer->by_digest)
        *where = first_difference(bytes, size, answer->bytes, answer->size);
    file_unmap(bytes, size);
    return right;
}

/* SPDX-License-Identifier: MIT */
/* Made without a name where the file system can do that; elsewhere the name is taken away as soon as it is there. Room
 * is asked for first, so that a disk is not filled to find out that it is too small. */
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <unistd.h>

const char *scratch_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && folder[0] ? folder : "/var/tmp";
}

int scratch_nameless(void)
{
    const int descriptor = open(scratch_folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        return descriptor;
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)
        return -errno;
    char path[4096];
    const int length = snprintf(path, sizeof path, "%s/yoke-XXXXXX", scratch_folder());
    if (length < 0 || (size_t)length >= sizeof path)
        return -ENAMETOOLONG;
    const int named = mkostemp(path, O_CLOEXEC);
    if (named < 0)
        return -errno;
    unlink(path);
    return named;
}

/* Returns 0 or a negative errno. A longer file than is allowed would end the process with a signal. */
static int room_reserve(int descriptor, uint64_t bytes)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < bytes)
        return -EFBIG;
    if (fallocate(descriptor, 0, 0, (off_t)bytes) == 0 || errno == EOPNOTSUPP || errno == ENOSYS)
        return 0;
    return -errno;
}

static int block_write(int descriptor, const unsigned char *block, size_t bytes, uint64_t offset)
{
    for (size_t done = 0; done < bytes;) {
        const ssize_t part = pwrite(descriptor, block + done, bytes - done, (off_t)(offset + done));
        if (part < 0 && errno != EINTR)
            return -errno;
        done += part > 0 ? (size_t)part : 0;
    }
    return 0;
}

/* Fills the file through the page cache, and has it forgotten there if it is to be read past that. */
static int file_fill(int descriptor, const struct scratch_options *options, unsigned char *block)
{
    int status = 0;
    for (uint64_t offset = 0; offset < options->bytes && !status; offset += options->block_bytes) {
        options->fill(options->context, offset, block);
        status = block_write(descriptor, block, options->block_bytes, offset);
    }
    if (!status && fsync(descriptor) < 0)
        status = -errno;
    if (!status && options->direct)
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    return status;
}

/* Switches the page cache off, and tries whether blocks of this size can be read then. */
static int direct_switch(int descriptor, size_t block_bytes, unsigned char *block)
{
    const int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_DIRECT) < 0 || pread(descriptor, block, block_bytes, 0) < 0)
        return errno == EINVAL ? -EOPNOTSUPP : -errno;
    return 0;
}

static bool is_memory(int descriptor)
{
    struct statfs facts;
    return fstatfs(descriptor, &facts) == 0 && (facts.f_type == TMPFS_MAGIC || facts.f_type == RAMFS_MAGIC);
}

/* Makes the open file what it is to be. */
static int file_make(int descriptor, const struct scratch_options *options, unsigned char *block,
                     struct yoke_error *error)
{
    if (options->durable && is_memory(descriptor)) {
        yoke_error_set(error,
                       "%s: files in %s are in memory, and nothing makes them durable; set TMPDIR to a folder "
                       "on a disk",
                       options->name, scratch_folder());
        return -EOPNOTSUPP;
    }
    int status = room_reserve(descriptor, options->bytes);
    if (!status)
        status = file_fill(descriptor, options, block);
    if (status) {
        yoke_error_set(error,
                       "%s: no room for a file of %" PRIu64 " bytes in %s: %s; take a smaller size, or set TMPDIR "
                       "to a folder with more room",
                       options->name, options->bytes, scratch_folder(), strerror(-status));
        return status;
    }
    if (options->direct)
        status = direct_switch(descriptor, options->block_bytes, block);
    if (status)
        yoke_error_set(error,
                       "%s: files in %s cannot be read past the page cache in blocks of %zu bytes: %s; take "
                       "cache=cached, larger blocks, or set TMPDIR to a folder elsewhere",
                       options->name, scratch_folder(), options->block_bytes, strerror(-status));
    return status;
}

int scratch_open(const struct scratch_options *options, struct yoke_error *error)
{
    const int descriptor = scratch_nameless();
    if (descriptor < 0) {
        yoke_error_set(error, "%s: cannot make a file in %s: %s; set TMPDIR to a folder that can be written",
                       options->name, scratch_folder(), strerror(-descriptor));
        return descriptor;
    }
    const size_t room = (options->block_bytes / SCRATCH_ALIGNMENT + 1) * SCRATCH_ALIGNMENT;
    unsigned char *block = aligned_alloc(SCRATCH_ALIGNMENT, room);
    int status = -ENOMEM;
    if (block)
        status = file_make(descriptor, options, block, error);
    else
        yoke_error_set(error, "%s: no memory for a block of %zu bytes", options->name, options->block_bytes);
    free(block);
    if (!status)
        return descriptor;
    close(descriptor);
    return status;
}

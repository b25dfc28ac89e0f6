/* SPDX-License-Identifier: MIT */
/* The bytes of noop.c, built and linked, as they stood at build time. YOKE_NOOP_FILE is that program. */
#include "noop.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef YOKE_NOOP_FILE
__asm__(".pushsection .rodata\n"
        ".balign 8\n"
        ".hidden noop_begin\n.global noop_begin\nnoop_begin:\n"
        ".incbin \"" YOKE_NOOP_FILE "\"\n"
        ".hidden noop_end\n.global noop_end\nnoop_end:\n"
        ".popsection\n");
extern const char noop_begin[] __attribute__((visibility("hidden"))), noop_end[] __attribute__((visibility("hidden")));
#else
static const char noop_begin[1];
#define noop_end noop_begin
#endif

void noop_open(struct noop *noop)
{
    *noop = (struct noop){.descriptor = -1};
    const size_t bytes = (size_t)(noop_end - noop_begin);
    if (bytes)
        noop->descriptor = memfd_create("yoke no-op", MFD_CLOEXEC);
    if (noop->descriptor < 0)
        return;
    if (write(noop->descriptor, noop_begin, bytes) == (ssize_t)bytes)
        snprintf(noop->path, sizeof noop->path, "/proc/%d/fd/%d", (int)getpid(), noop->descriptor);
    if (!noop->path[0] || access(noop->path, X_OK))
        noop_close(noop);
}

void noop_close(struct noop *noop)
{
    if (noop->descriptor >= 0)
        close(noop->descriptor);
    *noop = (struct noop){.descriptor = -1};
}

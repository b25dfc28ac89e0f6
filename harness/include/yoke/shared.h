/* SPDX-License-Identifier: MIT */
/* Memory that a process and everything it forks later see alike. */
#ifndef YOKE_SHARED_H
#define YOKE_SHARED_H

#include <stddef.h>
#include <sys/mman.h>
#ifndef MAP_ANONYMOUS
#include <asm/mman.h> /* strict C11 hides it in the other */
#endif

/* Maps `bytes` of zeroed, page-aligned memory that forked children share. Returns NULL with errno set when there is none.
 * Give back with yoke_shared_unmap and the same size. */
static inline void *yoke_shared_map(size_t bytes)
{
    void *memory = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static inline void yoke_shared_unmap(void *memory, size_t bytes)
{
    if (memory)
        munmap(memory, bytes ? bytes : 1);
}

#endif

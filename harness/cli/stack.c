/* SPDX-License-Identifier: MIT */
#include "stack.h"

#include <errno.h>
#include <sys/resource.h>

/* Writing the page takes the most, some 110 KiB; twice that, for what libraries and the environment take. */
enum { STACK_KIB = 256 };

int stack_check(struct yoke_error *error)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) || limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur / 1024 >= STACK_KIB)
        return 0;
    yoke_error_set(
        error,
        "the stack is limited to %llu KiB, and %d KiB is the least that yoke works with: ulimit -s 8192 gives it "
        "what is usual",
        (unsigned long long)limit.rlim_cur / 1024, (int)STACK_KIB);
    return -ENOMEM;
}

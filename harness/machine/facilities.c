/* SPDX-License-Identifier: MIT */
/* What this system lets a measuring program do. */
#include "facilities.h"

#include <errno.h>
#include <linux/io_uring.h>
#include <math.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "noise.h"
#include "sysfile.h"
#include "tool.h"
#include "yoke/record.h"

enum { GNUPLOT_LIMIT_MS = 2000 }; /* it answers in some 10 ms; a cold disk or a loaded machine may take a second */

static uint64_t limit_read(__rlimit_resource_t resource)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) || limit.rlim_cur == RLIM_INFINITY)
        return YOKE_MISSING;
    return limit.rlim_cur;
}

static void ring_read(struct facilities *facilities)
{
    struct io_uring_params parameters = {0};
    long ring = syscall(SYS_io_uring_setup, 2, &parameters);
    facilities->ring_error = ring < 0 ? errno : 0;
    if (ring >= 0)
        close((int)ring);
    if (!facilities->ring_error)
        facilities->ring = RING_WORKS;
    else if (facilities->ring_error == ENOSYS)
        facilities->ring = RING_ABSENT;
    else
        facilities->ring =
            facilities->ring_error == EPERM || facilities->ring_error == EACCES ? RING_DENIED : RING_FAILS;
    if (sysfile_read("", facilities->ring_sysctl, sizeof facilities->ring_sysctl,
                     "/proc/sys/kernel/io_uring_disabled") < 0)
        facilities->ring_sysctl[0] = '\0';
}

double facilities_steal_share(void)
{
    struct noise_machine reading;
    noise_read_machine(&reading);
    if (reading.steal_ns == YOKE_MISSING)
        return NAN;
    double wanted = (double)reading.steal_ns + (double)reading.busy_ns;
    return wanted > 0 ? (double)reading.steal_ns / wanted : 0;
}

void facilities_read(struct facilities *facilities)
{
    *facilities = (struct facilities){
        .processes = limit_read(RLIMIT_NPROC),
        .open_files = limit_read(RLIMIT_NOFILE),
        .locked_bytes = limit_read(RLIMIT_MEMLOCK),
        .steal_share = facilities_steal_share(),
    };
    ring_read(facilities);
    facilities->gnuplot = tool_ask("gnuplot", "--version", GNUPLOT_LIMIT_MS, facilities->gnuplot_version,
                                   sizeof facilities->gnuplot_version);
}

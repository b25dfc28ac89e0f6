/* SPDX-License-Identifier: MIT */
/* Binding the calling thread, believed only when the system shows it: on a topology that is not this machine hwloc's
 * calls return success and do nothing. */
#include "topology.h"

#include "topology_private.h"

#include <errno.h>
#include <sched.h>
#include <string.h>

/* `set` holds `cpu` alone; `found` is scratch. */
static int bind_and_confirm(hwloc_topology_t handle, unsigned cpu, hwloc_bitmap_t set, hwloc_bitmap_t found,
                            struct yoke_error *error)
{
    if (hwloc_set_cpubind(handle, set, HWLOC_CPUBIND_THREAD | HWLOC_CPUBIND_STRICT)) {
        int status = errno ? -errno : -EIO;
        yoke_error_set(error, "a worker cannot be bound to processor %u: %s", cpu, strerror(-status));
        return status;
    }
    int running_on = sched_getcpu();
    bool bound = !hwloc_get_cpubind(handle, found, HWLOC_CPUBIND_THREAD) && hwloc_bitmap_isequal(set, found);
    if (bound && running_on == (int)cpu)
        return 0;
    yoke_error_set(error, "binding to processor %u was accepted, but the worker runs on processor %d%s", cpu,
                   running_on, bound ? "" : " and is not confined to it");
    return -EIO;
}

int topology_bind(const struct topology *topology, unsigned cpu, struct yoke_error *error)
{
    if (!topology->this_machine) { /* hwloc would report success and do nothing */
        yoke_error_set(error,
                       "a worker cannot be bound to processor %u of a recorded or synthetic topology: "
                       "it is for planning only, unset HWLOC_XMLFILE and HWLOC_SYNTHETIC to measure",
                       cpu);
        return -ENOTSUP;
    }
    if (!topology_allows(topology, cpu)) {
        yoke_error_set(error, "processor %u is not allowed here (allowed: %s)", cpu, topology->allowed_list);
        return -EINVAL;
    }
    hwloc_bitmap_t set = hwloc_bitmap_alloc(), found = hwloc_bitmap_alloc();
    int status = -ENOMEM;
    if (set && found && !hwloc_bitmap_only(set, cpu))
        status = bind_and_confirm(topology->handle, cpu, set, found, error);
    else
        yoke_error_set(error, "no memory to bind a worker");
    hwloc_bitmap_free(set);
    hwloc_bitmap_free(found);
    return status;
}

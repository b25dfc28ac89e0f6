/* SPDX-License-Identifier: MIT */
/* The control group this process lives in, version 1 or 2: how much processor it may use and when it was held back. */
#ifndef CGROUP_H
#define CGROUP_H

#include <stddef.h>
#include <stdint.h>

enum { CGROUP_PATH_BYTES = 256 };

/* Where the group of one controller is found. Plain data. */
struct cgroup_place {
    int version;                   /* 1 or 2 */
    char root[CGROUP_PATH_BYTES];  /* prefix of all paths, "" for this machine */
    char mount[CGROUP_PATH_BYTES]; /* of the hierarchy: "/sys/fs/cgroup/cpu" */
    char path[CGROUP_PATH_BYTES];  /* of the group below the mount: "" or "/system.slice/x.service" */
};

/* Finds the group that `controller` ("cpu", "cpuset") puts this process in, through /proc/self/cgroup and mountinfo
 * under `root`. Returns 0, or -ENOENT when there is no such group or we cannot see it. */
int cgroup_find(const char *root, const char *controller, struct cgroup_place *place);

/* The tightest CPU bandwidth of the group and those above it, in processors (0.5: half of one); NaN: unlimited. */
double cgroup_quota(const struct cgroup_place *cpu);

/* How many processors the group may use; YOKE_MISSING when it does not say. */
uint64_t cgroup_cpuset_count(const struct cgroup_place *cpuset);

/* What the quotas of the group and of those above it have cost since they exist, added up. */
struct cgroup_throttling {
    uint64_t throttled_ns; /* summed over processors by the kernel */
    uint64_t periods;      /* in which the group was held back */
};

/* Both YOKE_MISSING when no group has a quota's books: the kernel keeps none for the topmost group of version 2. */
void cgroup_read_throttling(const struct cgroup_place *cpu, struct cgroup_throttling *throttling);

#endif

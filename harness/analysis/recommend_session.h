/* SPDX-License-Identifier: MIT */
/* May advice be followed that was measured beside others? */
#ifndef RECOMMEND_SESSION_H
#define RECOMMEND_SESSION_H

#include <stdbool.h>

#include "record.h"

/* Is the CPU quota of the cgroup less than the processors of the affinity mask? */
bool recommend_quota_binds(const struct yoke_cpus *cpus);

/* Takes back that the session was rejected where the reason is the cgroup's own quota, which is what a pool in that
 * cgroup lives with. Needs analysis_run. */
void recommend_session(struct yoke_record *record);

#endif

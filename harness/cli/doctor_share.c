/* SPDX-License-Identifier: MIT */
/* The doctor's checks of how much of the machine is ours. */
#include "doctor_checks.h"

#include <inttypes.h>
#include <math.h>

/* Foreign work of a fifth of a processor for each processor moves medians; of a whole one, it shares everything. */
static const double load_note = 0.2, load_problem = 1.0;

/* One part in a hundred is the margin within which results are compared; five is beyond any. */
static const double steal_note = 0.01, steal_problem = 0.05;

void doctor_check_quota(const struct doctor_options *options, struct doctor_check *check)
{
    const struct yoke_cpus *cpus = &options->machine->cpus;
    if (isnan(cpus->quota))
        doctor_find(check, DOCTOR_OK, "no limit on processor time");
    else if (cpus->affinity != YOKE_MISSING && cpus->quota >= (double)cpus->affinity)
        doctor_find(check, DOCTOR_OK, "%.2f processors for %" PRIu64, cpus->quota, cpus->affinity);
    else
        doctor_find(check, cpus->quota < 1 ? DOCTOR_PROBLEM : DOCTOR_NOTE,
                    "the cgroup may use %.2f processors, although %" PRIu64 " are visible", cpus->quota,
                    cpus->affinity);
    doctor_advise(
        check,
        "whoever has used up the quota is stopped for the rest of the period, some 50 ms in the middle of a sample",
        "raise the limit (docker: --cpus; Kubernetes: resources.limits.cpu; systemd: CPUQuota=)",
        "takes the quota, rounded up, as the number of processors, and records throttling with every sample");
}

void doctor_check_affinity(const struct doctor_options *options, struct doctor_check *check)
{
    const struct yoke_cpus *cpus = &options->machine->cpus;
    bool known = cpus->online != YOKE_MISSING && cpus->affinity != YOKE_MISSING;
    if (!known)
        doctor_find(check, DOCTOR_NOTE, "the kernel does not tell how many processors there are");
    else
        doctor_find(check, cpus->affinity < cpus->online ? DOCTOR_NOTE : DOCTOR_OK,
                    "%" PRIu64 " of %" PRIu64 " processors: %s", cpus->affinity, cpus->online,
                    cpus->list ? cpus->list : "?");
    doctor_advise(check, "speedups can only be seen up to the processors that may be used",
                  "start yoke without taskset, in a container without --cpuset-cpus",
                  "uses these processors and no others");
}

void doctor_check_load(const struct doctor_options *options, struct doctor_check *check)
{
    double load = options->machine->load_average;
    uint64_t online = options->machine->cpus.online;
    if (isnan(load) || online == YOKE_MISSING) {
        doctor_find(check, DOCTOR_NOTE, "the kernel does not tell the load");
    } else {
        double share = load / (double)online;
        doctor_find(check,
                    share > load_problem ? DOCTOR_PROBLEM
                    : share > load_note  ? DOCTOR_NOTE
                                         : DOCTOR_OK,
                    "%.2f over the last minute, on %" PRIu64 " processors", load, online);
    }
    doctor_advise(check, "somebody else's work takes processor time, caches and memory bandwidth from what is measured",
                  "find it with top and wait, or stop it",
                  "visits cells in shuffled blocks, so that it hits all alike, and records evidence");
}

void doctor_check_steal(const struct doctor_options *options, struct doctor_check *check)
{
    double share = options->facilities->steal_share;
    if (isnan(share))
        doctor_find(check, DOCTOR_NOTE, "the kernel does not tell what the hypervisor takes");
    else
        doctor_find(check,
                    share > steal_problem ? DOCTOR_PROBLEM
                    : share > steal_note  ? DOCTOR_NOTE
                                          : DOCTOR_OK,
                    "%.1f %% of the time asked for since boot", 100 * share);
    doctor_advise(check, "the hypervisor gives the processor to other guests in the middle of a sample",
                  "move to a host with less on it, or to an instance with processors of its own",
                  "records steal with every sample");
}

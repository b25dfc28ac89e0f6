/* SPDX-License-Identifier: MIT */
#include "profile_warnings.h"

#include <math.h>

#include "profile_tree.h"

/* Below this the shares are not moved visibly. */
static const double LOST_SHARE_MOST = 0.01;

/* The runs of a profile are no measurement, but when they take this much more they are not the same work any more. */
static const double SLOWER_MOST = 1.10;

static int warn_none(struct record *record, struct yoke_cell *cell)
{
    const struct yoke_warning warning = {
        .code = "no-profile",
        .evidence = cell->profile.reason,
        .remedy = "for a privilege that is lacking: sysctl kernel.perf_event_paranoid=2, or run as root; in a container, permit "
                  "perf_event_open",
    };
    return record_warn(record, cell, &warning);
}

static int warn_few(struct record *record, struct yoke_cell *cell)
{
    const unsigned long long samples = cell->profile.samples;
    if (samples >= PROFILE_SAMPLES_LEAST)
        return 0;
    const struct yoke_warning warning = {
        .code = "short-profile",
        .evidence = record_text(record, "%llu sample%s while its tasks ran: too few to say where the time goes", samples,
                                samples == 1 ? "" : "s"),
        .remedy = "a cell that mostly waits uses too little processor time to be sampled: look at its timeline (--trace last)",
    };
    return record_warn(record, cell, &warning);
}

static int warn_lost(struct record *record, struct yoke_cell *cell)
{
    const struct yoke_profile *profile = &cell->profile;
    if (profile->lost == YOKE_MISSING || (double)profile->lost <= LOST_SHARE_MOST * (double)profile->samples)
        return 0;
    const struct yoke_warning warning = {
        .code = "lost-samples",
        .evidence = record_text(record, "%llu samples of the profile were lost beside %llu that were kept",
                                (unsigned long long)profile->lost, (unsigned long long)profile->samples),
        .remedy = "leave a processor free for yoke, or raise kernel.perf_event_mlock_kb",
    };
    return record_warn(record, cell, &warning);
}

static int warn_slower(struct record *record, struct yoke_cell *cell)
{
    const double slower = cell->profile.cpu_ns / cell->cpu_ns.median;
    if (!(slower > SLOWER_MOST))
        return 0;
    const struct yoke_warning warning = {
        .code = "slow-profile",
        .evidence = record_text(record, "a profiled run took %.2f times the processor time of a measured one", slower),
        .remedy = "take the shares for a hint; tasks with deep call chains are slowed down most",
    };
    return record_warn(record, cell, &warning);
}

int profile_warn(struct record *record, struct yoke_cell *cell)
{
    if (cell->profile.reason)
        return warn_none(record, cell);
    if (cell->profile.samples == YOKE_MISSING)
        return 0;
    int status = warn_few(record, cell);
    if (!status)
        status = warn_lost(record, cell);
    return status ? status : warn_slower(record, cell);
}

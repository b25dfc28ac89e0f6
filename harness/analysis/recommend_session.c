/* SPDX-License-Identifier: MIT */
/* For a gate a quota is noise; for the width of a pool it is the machine. */
#include "recommend_session.h"

#include <string.h>

#include "session.h"

bool recommend_quota_binds(const struct yoke_cpus *cpus)
{
    return cpus->affinity != YOKE_MISSING && cpus->quota < (double)cpus->affinity;
}

/* A quota that holds back so many processes is the reason why visits count as disturbed. */
static const double SHARE_LEAST = 0.5;

static void warning_drop(struct yoke_record *record, const char *code)
{
    size_t kept = 0;
    for (size_t i = 0; i < record->warning_count; i++)
        if (!record->warnings[i].code || strcmp(record->warnings[i].code, code))
            record->warnings[kept++] = record->warnings[i];
    record->warning_count = kept;
}

void recommend_session(struct yoke_record *record)
{
    size_t starts;
    if (!record->rejected || !recommend_quota_binds(&record->machine.cpus) ||
        session_throttled_share(record, &starts) < SHARE_LEAST)
        return;
    record->rejected = NULL;
    warning_drop(record, "rejected");
}

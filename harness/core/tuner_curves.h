/* SPDX-License-Identifier: MIT */
/* All curves of a record as the tuner sees them: judged, and which of them are behind. */
#ifndef TUNER_CURVES_H
#define TUNER_CURVES_H

#include "tuner_law.h"

struct tuner_curve {
    const struct yoke_cell *like; /* the first cell of it in the record */
    struct recommend_curve judged;
    struct tuner_law law; /* points to nothing where something else than throughput counts */
    bool priced; /* its best cell is the fastest of all that do the same work, event loops left aside where there are
                    others */
    bool behind; /* another executor, schedule or placement does the same work sooner, clearly by more than theta */
};

struct tuner_curves {
    struct tuner_curve *curves; /* owned: tuner_curves_release */
    size_t count;
};

/* Judges every curve of the record; cells of empty tasks make none. Returns 0 or -ENOMEM; release in every case. */
int tuner_curves_judge(const struct yoke_record *record, const struct recommend_rule *rule, struct tuner_curves *all);
void tuner_curves_release(struct tuner_curves *all);

#endif

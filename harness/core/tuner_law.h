/* SPDX-License-Identifier: MIT */
/* Where a curve bends down again: the law that fits it says between which of the measured widths its top and its knee
 * must lie, long before all widths around them have been measured. */
#ifndef TUNER_LAW_H
#define TUNER_LAW_H

#include "recommend.h"

/* What the law points to: indices of cells of the record that were not measured yet; the number of cells: nothing. */
struct tuner_law {
    size_t top;  /* the width nearest to where the law has its peak */
    size_t knee; /* the width nearest to the narrowest that is within theta of the peak by the law */
};

/* Fits the laws to all processes of the curve. Points to nothing where no law with a peak is the one that fits best, as
 * on a plateau, where its peak is not within what was measured, and once the best has its first look. Returns 0 or
 * -ENOMEM. */
int tuner_law_find(const struct yoke_record *record, const struct recommend_curve *curve, double theta,
                   struct tuner_law *law);

#endif

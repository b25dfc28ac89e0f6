/* SPDX-License-Identifier: MIT */
/* What keeps more workers from getting more done. */
#ifndef RECOMMEND_BOUND_H
#define RECOMMEND_BOUND_H

#include "recommend.h"

/* Fills bounded_by and evidence of the advice from the curve it was made of; leaves them NULL where nothing measured
 * tells. Returns 0 or -ENOMEM. */
int recommend_bound(struct record *record, const struct recommend_curve *curve, struct yoke_advice *advice);

#endif

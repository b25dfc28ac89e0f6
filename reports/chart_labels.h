/* SPDX-License-Identifier: MIT */
/* Placing the names of series beside their last points, so that none covers another. */
#ifndef CHART_LABELS_H
#define CHART_LABELS_H

#include <stddef.h>

/* Moves `count` positions (pixels, any order) as little as possible, in the sense of least squares, so that they keep
 * their order, lie between `low` and `high`, and are `gap` apart; where there is too little room the gap shrinks. */
void chart_labels_spread(double positions[], size_t count, double gap, double low, double high);

#endif

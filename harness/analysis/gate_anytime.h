/* SPDX-License-Identifier: MIT */
/* Evidence that may be looked at after every pair: an e-process on signs. */
#ifndef GATE_ANYTIME_H
#define GATE_ANYTIME_H

#include "gate_rule.h"

/* The evidence that the median of the differences is above `shift`: a mixture of the likelihood ratios of every chance of
 * a positive sign from 1/2 to 1, uniform (beta-binomial; Robbins 1970). When the median is at most `shift`, the chance
 * that it ever reaches 1 / a is at most a (Ville 1939), however often it is looked at. Differences equal to the shift
 * are dropped. 1 without differences. */
double gate_anytime_evidence(const double differences[], size_t count, double shift);

/* The reciprocals of the evidence so far, as p values. */
struct gate_p gate_anytime_look(const struct gate_margins *margins, const double log_ratios[], size_t count);

#endif

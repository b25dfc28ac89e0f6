/* SPDX-License-Identifier: MIT */
/* A candidate measured now against a base that was measured some day: the weaker design. No coin can make the two sessions
 * alike, so what differs between sessions looks like a change. What is known of it are two things. The stored starts tell how
 * far apart two starts of the same program lie; sessions are taken to lie as far apart, and the margins widened by that. And
 * the canary, a fixed piece of work, tells whether the machine itself was as fast: where it was not, nothing is claimed. */
#ifndef GATE_STORED_H
#define GATE_STORED_H

#include "gate_rule.h"
#include "yoke/record.h"

/* The word for it in a record's gate facts. */
#define GATE_STORED "stored"

/* With fewer undisturbed starts than an exact 95 % interval needs, their spread is not known either. */
enum { GATE_STORED_STARTS_LEAST = 6 };
#define GATE_STORED_FEW "the baseline has too few undisturbed starts of it to prove anything by: measure it with more --blocks"

/* One look, by rank sums (Mann & Whitney) on logarithms of the starts of both sides: they are independent groups. */
struct gate_p gate_stored_look(const struct gate_margins *margins, const double base[], size_t base_count,
                               const double candidate[], size_t count);

/* By how much delta and theta are to be larger: twice the standard deviation of the difference of two starts of the base (from
 * the median absolute deviation of their logarithms), and at least the profile's delta once more, since a few calm starts on
 * one day do not prove that all days are calm. */
double gate_stored_widening(const double base[], size_t count, const struct gate_profile *profile);

/* Could any look of the rule prove a change against so many starts? */
bool gate_stored_attainable(const struct gate_rule *rule, size_t base_count);

/* How much longer the canary took now than when the base was measured, by medians, as a share; NaN: it did not sing on both
 * sides. Returns 0 or -ENOMEM. */
int gate_stored_canary(const struct yoke_record *record, double *shift);

#endif

/* SPDX-License-Identifier: MIT */
/* Is there anything to be concluded from a session? Some are refused as a whole, whatever their figures look like. */
#ifndef SESSION_H
#define SESSION_H

#include "record.h"

/* More visits than this disturbed, repeats included, and the undisturbed ones are luck. */
#define SESSION_DISTURBED_MOST 0.6

/* The canary sings twice a process: if the two differ by more than this from process to process, so would any two samples. */
#define SESSION_CANARY_SPREAD_MOST 0.10

/* Fewer processes than this are too few to say anything about all of them. */
enum { SESSION_STARTS_LEAST = 6 };

/* The share of all processes that the cgroup's quota held back, and of how many. */
double session_throttled_share(const struct yoke_record *record, size_t *starts);

/* Fills `rejected`, from the evidence that disturbance_compute has weighed; NULL: no reason. Returns 0 or -ENOMEM. */
int session_judge(struct record *record);

#endif

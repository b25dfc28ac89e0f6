/* SPDX-License-Identifier: MIT */
/* What is true of a gate's session as a whole, and so of all its verdicts. */
#ifndef GATE_SESSION_H
#define GATE_SESSION_H

#include "canary_songs.h"
#include "gate_metric.h"
#include "record.h"

struct gate_session {
    const char *confounded; /* why; NULL: the order was random */
    /* Robust standard deviation of its songs, a share, of starts on their own and of duets, where two sing at a time;
     * NaN: there is none by that clock. */
    double canary_spread[2][CANARY_CLOCKS];
    double canary_shift; /* since a stored base was measured, a share; NaN: there is no such base, or it is not known */
};

/* `stored`: the base was measured another day. Returns 0 or -ENOMEM. */
int gate_session_look(struct record *record, bool stored, struct gate_session *session);

/* How unsteady the machine was for this metric of a cell measured in turns or as a duet: to one without the wait for a
 * processor a canary that waited is no sign. */
double gate_session_spread(const struct gate_session *session, const struct gate_metric *metric, bool duet);

#endif

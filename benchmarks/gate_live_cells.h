/* SPDX-License-Identifier: MIT */
/* What a gate's record tells of each of its cells. */
#ifndef GATE_LIVE_CELLS_H
#define GATE_LIVE_CELLS_H

#include "usual_rules.h"
#include "yoke/record.h"

enum live_metric { LIVE_CPU, LIVE_WALL, LIVE_METRICS };

struct live_cell {
    enum yoke_verdict_word word;  /* of its metrics: one that got worse, else better, else undecided, else unchanged */
    bool rejected;                /* undecided because the machine was too disturbed */
    size_t pairs;                 /* measured */
    double seconds;               /* that measuring it took, its cell processes' starts included */
    bool usual[LIVE_METRICS][USUAL_RULES]; /* would it be called slower by others, on all its pairs? */
};

/* Fills `cells`, one for each two of the record's, and returns how many; 0 when memory is short. */
size_t live_cells_read(const struct yoke_record *record, struct live_cell cells[], size_t room);

#endif

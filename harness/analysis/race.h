/* SPDX-License-Identifier: MIT */
/* Who is clearly behind after two or three blocks: what a test by ranks cannot tell before seven. */
#ifndef RACE_H
#define RACE_H

#include <stddef.h>
#include <stdint.h>

/* One process: whose, in which block, and the logarithm of its time. */
struct race_start {
    size_t lane;
    uint64_t block;
    double log_time;
};

/* The chance that a race ever puts a lane further behind than it is, however often it is looked at. */
#define RACE_RISK 0.05

/* How sure a limit is to be. */
enum race_caution {
    RACE_WHOLE, /* RACE_RISK of a whole race: of all lanes, and however often it is looked at */
    RACE_GLANCE /* RACE_DOUBT of one lane at one look: for what may come back at the next */
};

#define RACE_DOUBT 0.1

/* Fills least[lane] with a lower limit of log(own time / the leader's), minus infinity where there are fewer than two
 * blocks with both, or with both and a third; 0 for the leader.
 *
 * The model is that of randomised blocks: log time = lane + block + error, errors normal and equally wide in every lane
 * of the race. Their width is estimated from the residuals of all lanes together, so that Student's t has degrees of
 * freedom enough after two blocks; a lane whose own differences are wider counts with those. For a whole
 * race, every one of the k - 1 lanes gets the level RACE_RISK / (n (n - 1)) / (k - 1) at n blocks, which sums to RACE_RISK
 * over all n and lanes.
 *
 * Good for leaving out what is not worth measuring; what is claimed in the end is proven by ranks (looks.h). Returns 0
 * or -ENOMEM. */
int race_limits(const struct race_start starts[], size_t count, size_t lanes, size_t leader, enum race_caution caution,
                double least[]);

#endif

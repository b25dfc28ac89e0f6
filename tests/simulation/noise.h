/* SPDX-License-Identifier: MIT */
/* Machines that disturb what they run, in six ways. A true time of 1 comes out as something else. */
#ifndef NOISE_H
#define NOISE_H

#include "draws.h"

/* What a machine does; shares and standard deviations relative to the true time. */
struct noise_model {
    const char *name;
    double iteration_sd;            /* of every iteration, independent */
    double start_sd;                /* of every process start, normal */
    double layout_share;            /* of the starts get an unlucky memory layout … */
    double layout_cost;             /* … and take so much longer */
    double trend_sd;                /* of the straight drift from a session's begin to its end, normal over sessions */
    double wander_sd, wander_keep;  /* of a first-order autoregressive drift, a step an iteration */
    double burst_share;             /* of the time something else runs: a two-state Markov chain … */
    double burst_length;            /* … with bursts of so many iterations on average … */
    double burst_least, burst_most; /* … that cost a share between these, drawn for each */
};

enum { NOISE_MODELS = 6 };
extern const struct noise_model noise_models[NOISE_MODELS]; /* quiet, layout, drift, burst, cloud, hostile */

/* A machine in a session of a known length. */
struct noise_machine {
    const struct noise_model *model;
    struct draws *draws;
    double trend, wander, burst; /* as they stand */
    double progress, step;       /* 0 at the session's begin, 1 at its end; per iteration */
};

/* Each start takes this many iterations: one for starting up, one discarded, two timed. */
enum { NOISE_START_TIMED = 2, NOISE_START_ITERATIONS = 2 + NOISE_START_TIMED };

/* Begins a session of `starts` starts. */
void noise_begin(struct noise_machine *machine, const struct noise_model *model, struct draws *draws, size_t starts);

/* The next start: the shorter of its two timed iterations, as yoke summarises a CPU-bound process. */
double noise_start(struct noise_machine *machine);

#endif

/* SPDX-License-Identifier: MIT */
/* Starts and drifts multiply the time, bursts lengthen it. */
#include "noise.h"

#define LAYOUT .layout_share = 0.25, .layout_cost = 0.03
#define DRIFT  .trend_sd = 0.01, .wander_sd = 0.01, .wander_keep = 0.98

const struct noise_model noise_models[NOISE_MODELS] = {
    {.name = "quiet", .iteration_sd = 0.005, .start_sd = 0.002},
    {.name = "layout", .iteration_sd = 0.005, .start_sd = 0.005, LAYOUT},
    {.name = "drift", .iteration_sd = 0.005, .start_sd = 0.002, DRIFT},
    {.name = "burst",
     .iteration_sd = 0.005,
     .start_sd = 0.002,
     .burst_share = 0.07,
     .burst_length = 8,
     .burst_least = 0.05,
     .burst_most = 0.60},
    {.name = "cloud",
     .iteration_sd = 0.01,
     .start_sd = 0.005,
     LAYOUT,
     DRIFT,
     .burst_share = 0.07,
     .burst_length = 8,
     .burst_least = 0.05,
     .burst_most = 0.60},
    {.name = "hostile",
     .iteration_sd = 0.015,
     .start_sd = 0.005,
     LAYOUT,
     DRIFT,
     .burst_share = 0.26,
     .burst_length = 8,
     .burst_least = 0.10,
     .burst_most = 1.50},
};

static double burst_draw(struct noise_machine *machine)
{
    const struct noise_model *model = machine->model;
    return model->burst_least + (model->burst_most - model->burst_least) * draws_uniform(machine->draws);
}

void noise_begin(struct noise_machine *machine, const struct noise_model *model, struct draws *draws, size_t starts)
{
    *machine = (struct noise_machine){.model = model, .draws = draws};
    machine->step = 1 / (double)(starts * NOISE_START_ITERATIONS);
    machine->trend = model->trend_sd * draws_normal(draws);
    machine->wander = model->wander_sd * draws_normal(draws);
    if (draws_uniform(draws) < model->burst_share)
        machine->burst = burst_draw(machine);
}

/* One iteration of a start whose own luck is `luck`: its time, and the machine goes on. */
static double iteration(struct noise_machine *machine, double luck)
{
    const struct noise_model *model = machine->model;
    struct draws *draws = machine->draws;
    const double drift = machine->trend * (machine->progress - 0.5) + machine->wander;
    const double time = exp(luck + drift + model->iteration_sd * draws_normal(draws)) * (1 + machine->burst);
    machine->progress += machine->step;
    if (model->wander_sd > 0)
        machine->wander = model->wander_keep * machine->wander +
                          model->wander_sd * sqrt(1 - model->wander_keep * model->wander_keep) * draws_normal(draws);
    if (model->burst_share > 0) {
        const double ends = 1 / model->burst_length;
        const double begins = ends * model->burst_share / (1 - model->burst_share);
        if (machine->burst > 0)
            machine->burst = draws_uniform(draws) < ends ? 0 : machine->burst;
        else
            machine->burst = draws_uniform(draws) < begins ? burst_draw(machine) : 0;
    }
    return time;
}

double noise_start(struct noise_machine *machine)
{
    const struct noise_model *model = machine->model;
    double luck = model->start_sd * draws_normal(machine->draws), least = INFINITY;
    if (model->layout_share > 0 && draws_uniform(machine->draws) < model->layout_share)
        luck += log1p(model->layout_cost);
    for (int i = 0; i < NOISE_START_ITERATIONS; i++) {
        const double time = iteration(machine, luck);
        if (i >= NOISE_START_ITERATIONS - NOISE_START_TIMED)
            least = fmin(least, time);
    }
    return least;
}

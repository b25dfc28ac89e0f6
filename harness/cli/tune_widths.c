/* SPDX-License-Identifier: MIT */
/* How wide is wide follows from what the work claims to wait for. */
#include "tune_widths.h"

#include <errno.h>
#include <inttypes.h>

#include "habits.h"

enum { WIDTHS_BYTES = 1024 };

/* Work that waits gains by workers far beyond the processors. A sample has tasks for the widest, and one worker runs
 * them one after the other: with 128 a first look at an HTTP client that waits 2.5 ms takes 40 s, with 64 half of it.
 */
enum { WAITING_WIDEST = 64 };

/* What computes gains nothing beyond the processors; four times as many shows whether it loses. */
enum { COMPUTING_WIDTHS_A_CPU = 4 };

/* Every width up to 8, then steps of a quarter at most: where 5 % count as none, a step of a quarter below the knee is
 * seen and one above it costs no more than a quarter more workers. Returns the bytes used. */
static size_t widths_write(char text[WIDTHS_BYTES], uint64_t widest)
{
    size_t used = (size_t)snprintf(text, WIDTHS_BYTES, "1..%" PRIu64, widest < 8 ? widest : 8);
    uint64_t step = 2;
    for (uint64_t workers = 10; workers <= widest && used < WIDTHS_BYTES; workers += step) {
        used += (size_t)snprintf(text + used, WIDTHS_BYTES - used, ",%" PRIu64, workers);
        if (workers >= 8 * step)
            step *= 2;
    }
    return used;
}

static bool plan_waits(const struct plan *plan)
{
    for (size_t i = 0; i < plan->study_count; i++)
        if (plan->studies[i].workload->bound == YOKE_IO_BOUND || plan->studies[i].workload->bound == YOKE_MIXED ||
            plan->studies[i].command)
            return true;
    return false;
}

/* Below what a plan file or the command line says. */
static int widths_set(struct request *request, bool waits, const struct yoke_cpus *cpus,
                      const struct recommend_rule *rule)
{
    char widths[WIDTHS_BYTES];
    const uint64_t computing = COMPUTING_WIDTHS_A_CPU * cpus->usable;
    size_t used = widths_write(widths, waits && computing < WAITING_WIDEST ? WAITING_WIDEST : computing);
    for (size_t i = 0; i < rule->habit_count && used < sizeof widths; i++)
        if (rule->habits[i].workers <= HABITS_WIDEST)
            used += (size_t)snprintf(widths + used, sizeof widths - used, ",%" PRIu64, rule->habits[i].workers);
    return used < sizeof widths ? request_set(request, -1, "workers", widths, "", false) : -ENOMEM;
}

static int fallbacks_set(struct request *request)
{
    /* 60 s with what comes before the first block and after the last. A visit that was disturbed costs a rank; another
     * block costs no more than its repetition */
    static const char *const others[][2] = {{"budget", "55s"}, {"iterations", "auto"}, {"reserve", "0%"}};
    int status = 0;
    for (size_t i = 0; i < sizeof others / sizeof *others && !status; i++)
        status = request_set(request, -1, others[i][0], others[i][1], "", false);
    return status;
}

/* What a workload claims to be bound by says how wide is wide: the request is resolved a second time for work that
 * waits. */
int tune_plan(struct program *program, const struct recommend_rule *rule, struct plan **plan)
{
    const struct yoke_cpus *cpus = &environment_machine(program->environment)->cpus;
    const struct yoke_error memory = {"no memory"};
    if (fallbacks_set(program->request) || widths_set(program->request, false, cpus, rule))
        return program_error(&memory, YOKE_EXIT_FAILED);
    const int status = program_plan(program, plan);
    if (status || !plan_waits(*plan))
        return status;
    plan_free(*plan);
    *plan = NULL;
    if (widths_set(program->request, true, cpus, rule))
        return program_error(&memory, YOKE_EXIT_FAILED);
    return request_resolve(program->request, program->catalogue, &program->machine, plan, &program->errors)
               ? program_usage(program)
               : 0;
}

/* SPDX-License-Identifier: MIT */
/* yoke plan. */
#include "help_private.h"
#include "plan_command.h"
#include "program.h"

static void examples(const struct help_about *about, FILE *stream)
{
    const struct yoke_workload *example = help_example(about->catalogue);
    fprintf(stream, "  yoke plan %s > plan.json\n  yoke plan plan.json -w 1..64x2\n", example ? example->name : "WORKLOAD");
}

static int run(struct program *program)
{
    struct plan *plan;
    const int status = program_plan(program, &plan);
    if (status)
        return status;
    plan_show(plan, program->options.json, stdout);
    plan_free(plan);
    return YOKE_EXIT_DONE;
}

extern const struct verb verb_plan;
const struct verb verb_plan = {
    .name = "plan",
    .usage = "WORKLOAD|PLAN.json [options]",
    .summary = "print the plan that run would follow, as a plan file",
    .more = "Everything is resolved and checked as for run, and nothing is run. The output can be saved, changed\n"
            "and run: yoke plan WORKLOAD > plan.json; yoke run plan.json.",
    .examples = examples,
    .plan = true,
    .shared = VERB_JSON, /* without the comments */
    .machine = true,
    .run = run,
};

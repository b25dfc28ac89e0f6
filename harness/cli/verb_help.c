/* SPDX-License-Identifier: MIT */
/* yoke help. */
#include "help_private.h"
#include "program.h"

static void examples(const struct help_about *about, FILE *stream)
{
    const struct yoke_workload *example = help_example(about->catalogue);
    fputs("  yoke help run\n  yoke help sweeps\n", stream);
    fprintf(stream, "  yoke help workload %s\n", example ? example->name : "WORKLOAD");
}

static int run(struct program *program)
{
    const struct help_about about = {program->catalogue, &program->machine};
    const struct options *options = &program->options;
    const int status = help_show(&about, options->arguments, options->argument_count, stdout, &program->errors);
    if (status && !program->errors.count)
        return program_error(&(struct yoke_error){"cannot write to standard output"}, YOKE_EXIT_FAILED);
    return status ? program_usage(program) : YOKE_EXIT_DONE;
}

extern const struct verb verb_help;
const struct verb verb_help = {
    .name = "help",
    .usage = "[TOPIC]",
    .summary = "this, or more about one topic",
    .examples = examples,
    .most = 2,
    .machine = true, /* defaults depend on it */
    .run = run,
};

/* SPDX-License-Identifier: MIT */
/* yoke check. */
#include "check.h"
#include "program.h"

static int run(struct program *program)
{
    struct yoke_error error = {0};
    const struct check_options options = {
        .path = program->options.arguments[0],
        .format = program->options.format,
        .target = program_target(program),
        .strict = program->options.strict,
    };
    const int status = check_command(&options, &error);
    return program_end(&error, status);
}

extern const struct verb verb_check;
const struct verb verb_check = {
    .name = "check",
    .usage = "RESULT.json [options]",
    .summary = "is a stored result trustworthy? Every warning with its evidence",
    .more = "Analyses the record anew, from its samples alone, and shows it as run would have.",
    .least = 1,
    .most = 1,
    .missing = "check what? Name the result.json of a run",
    .shared = VERB_FORMAT | VERB_JSON | VERB_COLOR | VERB_STRICT,
    .run = run,
};

/* SPDX-License-Identifier: MIT */
/* yoke compare. */
#include <errno.h>

#include "program.h"
#include "stored.h"

static void examples(const struct help_about *about, FILE *stream)
{
    (void)about;
    fputs("  yoke compare before.json after.json\n"
          "  yoke compare laptop/result.json server/result.json cloud/result.json --by machine --reference laptop\n"
          "  yoke compare result.json --by executor --reference serial\n"
          "  yoke compare before.json after.json --filter 'executor=fork workers>=2'\n"
          "  yoke compare before.json after.json --json\n"
          "  yoke report before.json after.json -o comparison      the same as a page with charts\n",
          stream);
}

static int check(struct options *options, struct request_errors *errors)
{
    const int status = stored_rule_check(options, errors);
    return status || options->format->compare
               ? status
               : stored_report_refuse(options->catalogue, "--format", options->format, errors);
}

static int run(struct program *program)
{
    const struct options *options = &program->options;
    const struct stored_rule rule = stored_rule_of(options);
    const struct yoke_target target = program_target(program);
    struct stored_comparison comparison;
    struct yoke_error error = {0};
    int status = stored_compare(options->arguments, options->argument_count, &rule, &comparison, &error);
    if (!status && options->format->compare(&comparison.compare.facts, &target, &error))
        status = YOKE_EXIT_FAILED;
    stored_comparison_release(&comparison);
    return program_end(&error, status);
}

extern const struct verb verb_compare;
const struct verb verb_compare = {
    .name = "compare",
    .usage = "RESULT.json… [options]",
    .summary = "stored results side by side, cell by cell: which machine, build or executor by how much?",
    .more = "Ratios with intervals, what differs about machines and plans first. Exits with 0 whatever comes out: "
            "sessions that were\n"
            "measured apart are not proof enough to fail a build (yoke gate is).",
    .examples = examples,
    .least = 1,
    .most = SIZE_MAX,
    .missing = "compare what? Name two results or more, or one with --by executor",
    .shared = VERB_FORMAT | VERB_JSON | VERB_COLOR | VERB_COMPARE,
    .check = check,
    .run = run,
};

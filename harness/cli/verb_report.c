/* SPDX-License-Identifier: MIT */
/* yoke report. */
#include <errno.h>
#include <stddef.h>

#include "program.h"
#include "report_command.h"

struct report_settings {
    const char *formats, *output;
    bool extract, strict;
};

static const struct report_settings defaults = {0};

static const struct verb_flag flags[] = {
    {.name = "to",
     .argument = "REPORT[,REPORT]",
     .fallback = "what a run leaves beside its record",
     .summary = "any of yoke list reports",
     .value = VERB_TEXT,
     .offset = offsetof(struct report_settings, formats)},
    {.name = "output",
     .letter = 'o',
     .argument = "PLACE",
     .summary = "a file for one text report, a folder for all else, - for stdout",
     .fallback = "one text report: -; else the record's folder",
     .value = VERB_TEXT,
     .offset = offsetof(struct report_settings, output)},
    {.name = "extract",
     .summary = "give back the record that a report.html carries, byte for byte",
     .offset = offsetof(struct report_settings, extract)},
    {.name = "strict",
     .summary = "exit with 1 when anything could not be made, such as charts without gnuplot",
     .offset = offsetof(struct report_settings, strict)},
    {.name = NULL},
};

static void examples(const struct help_about *about, FILE *stream)
{
    (void)about;
    fputs("  yoke report results/latest/result.json\n"
          "  yoke report result.json --to markdown\n"
          "  yoke report result.json --to csv,junit -o exports\n"
          "  yoke report laptop.json server.json -o comparison\n"
          "  yoke report before.json after.json --to folded        what grew\n"
          "  yoke report --extract report.html -o result.json\n",
          stream);
}

static int check(struct options *options, struct request_errors *errors)
{
    const struct report_settings *settings = options->settings;
    const bool asks = options->compare.by || options->compare.reference || options->compare.metric ||
                      options->compare.filter;
    if (settings->extract && (settings->formats || options->argument_count > 1)) {
        request_errors_add(errors, settings->formats ? "--extract gives back the record as it is: take --to in a second step"
                                                     : "--extract gives back the record of one page at a time");
        return -EINVAL;
    }
    return asks || stored_rule_compares(options) ? stored_rule_check(options, errors) : 0;
}

static int show(struct program *program, const struct report_settings *settings, struct yoke_error *error)
{
    const struct options *given = &program->options;
    const struct stored_rule rule = stored_rule_of(given);
    const bool compares = stored_rule_compares(given);
    struct report_choice choice;
    int status = report_choice_make(&choice, program->catalogue, settings->formats, compares, &program->errors);
    if (status) {
        report_choice_release(&choice);
        return status == -EINVAL ? program_usage(program)
                                 : program_error(&(struct yoke_error){"no memory"}, YOKE_EXIT_FAILED);
    }
    const struct report_options options = {
        .paths = given->arguments,
        .path_count = given->argument_count,
        .rule = compares ? &rule : NULL,
        .choice = &choice,
        .output = settings->output,
        .target = program_target(program),
        .strict = settings->strict,
    };
    status = report_command(&options, error);
    report_choice_release(&choice);
    return status;
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    const struct report_settings *settings = program->options.settings;
    const int status = settings->extract ? report_extract(program->options.arguments[0], settings->output, &error)
                                         : show(program, settings, &error);
    return program_end(&error, status);
}

extern const struct verb verb_report;
const struct verb verb_report = {
    .name = "report",
    .usage = "RESULT.json… [options]",
    .summary = "a stored record, or several compared, as tables, charts and the files that other tools read",
    .more = "Measures nothing: what is shown follows from the records alone, analysed anew as check does. Of several, "
            "one document\n"
            "says how they differ, by the rules of yoke compare.",
    .examples = examples,
    .least = 1,
    .most = SIZE_MAX,
    .missing = "report what? Name the result.json of a run",
    .shared = VERB_COLOR | VERB_COMPARE,
    .flags = flags,
    .defaults = &defaults,
    .settings_bytes = sizeof defaults,
    .check = check,
    .run = run,
};

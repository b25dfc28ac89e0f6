/* SPDX-License-Identifier: MIT */
/* yoke list. */
#include <errno.h>
#include <string.h>

#include "list.h"
#include "program.h"
#include "suggest.h"

static int check(struct options *options, struct request_errors *errors)
{
    static const char *const nouns[] = {"workloads", "executors", "schedules", "reports"};
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    const char *word = options->argument_count ? options->arguments[0] : nouns[0];
    suggestion_start(&suggestion, word);
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        if (!strcmp(nouns[i], word))
            return 0;
        suggestion_offer(&suggestion, nouns[i]);
    }
    request_errors_add(errors, "list shows workloads, executors, schedules or reports, not \"%.60s\"%s", word,
                       suggestion_text(&suggestion, text));
    return -EINVAL;
}

static void examples(const struct help_about *about, FILE *stream)
{
    (void)about;
    fputs("  yoke list\n  yoke list workloads\n", stream);
}

static int run(struct program *program)
{
    const struct options *options = &program->options;
    return list_show(program->catalogue, options->argument_count ? options->arguments[0] : NULL, stdout)
               ? YOKE_EXIT_USAGE
               : YOKE_EXIT_DONE;
}

extern const struct verb verb_list;
const struct verb verb_list = {
    .name = "list",
    .usage = "[workloads|executors|schedules|reports]",
    .summary = "what there is to run, and why some of it cannot run here",
    .examples = examples,
    .most = 1,
    .check = check,
    .run = run,
};

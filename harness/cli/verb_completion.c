/* SPDX-License-Identifier: MIT */
/* yoke completion. */
#include <errno.h>
#include <string.h>

#include "completion.h"
#include "program.h"
#include "suggest.h"

static const struct completion_shell *shell_find(const char *name)
{
    for (size_t i = 0; i < COMPLETION_SHELLS; i++)
        if (!strcmp(completion_shells[i].name, name))
            return &completion_shells[i];
    return NULL;
}

static int check(struct options *options, struct request_errors *errors)
{
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    const char *name = options->arguments[0];
    if (shell_find(name))
        return 0;
    suggestion_start(&suggestion, name);
    for (size_t i = 0; i < COMPLETION_SHELLS; i++)
        suggestion_offer(&suggestion, completion_shells[i].name);
    request_errors_add(errors, "completion is for bash, zsh and fish, not \"%.60s\"%s", name,
                       suggestion_text(&suggestion, text));
    return -EINVAL;
}

static void examples(const struct help_about *about, FILE *stream)
{
    (void)about;
    fputs("  source <(yoke completion bash)                                          in ~/.bashrc; zsh likewise\n"
          "  yoke completion fish > ~/.config/fish/completions/yoke.fish\n",
          stream);
}

static int run(struct program *program)
{
    shell_find(program->options.arguments[0])->write(program->catalogue, stdout);
    return YOKE_EXIT_DONE;
}

extern const struct verb verb_completion;
const struct verb verb_completion = {
    .name = "completion",
    .usage = "bash|zsh|fish",
    .summary = "a script that completes verbs, options and names in your shell",
    .examples = examples,
    .least = 1,
    .most = 1,
    .missing = "completion for which shell? Write yoke completion bash, zsh or fish",
    .check = check,
    .run = run,
};

/* SPDX-License-Identifier: MIT */
/* The scripts. Each holds the tables as they are in this build, so that completing starts no program. */
#include "completion.h"

#include <stdlib.h>

#include "completion_words.h"

/* --- bash -------------------------------------------------------------------------------------------------- */

/* One branch for each option that has words of its own. */
static void bash_values(const struct yoke_catalogue *catalogue, const struct verb *verb, FILE *stream)
{
    struct options_flag flag;
    for (size_t i = 0; options_flag_at(verb, i, &flag); i++) {
        char *words = NULL;
        size_t size = 0;
        FILE *memory = open_memstream(&words, &size);
        const bool known = memory && completion_values(catalogue, &flag, memory);
        if (memory)
            fclose(memory);
        if (known && flag.letter)
            fprintf(stream, "    '%s -%c' | ", verb->name, flag.letter);
        if (known)
            fprintf(stream, "%s'%s --%s') words='%s' ;;\n", flag.letter ? "" : "    ", verb->name, flag.name, words);
        free(words);
    }
}

static void bash_verbs(const struct yoke_catalogue *catalogue, FILE *stream)
{
    struct options_flag flag;
    for (const struct verb *const *verb = verbs; *verb; verb++) {
        fprintf(stream, "    %s) options='", (*verb)->name);
        for (size_t i = 0; options_flag_at(*verb, i, &flag); i++)
            fprintf(stream, "--%s ", flag.name);
        fputs("' words='", stream);
        completion_arguments(catalogue, *verb, stream);
        fputs("' ;;\n", stream);
    }
}

/* Of "serial,pth" the last name is completed; what is before its comma stays. */
static void bash_write(const struct yoke_catalogue *catalogue, FILE *stream)
{
    fputs("# completion of yoke for bash: source <(yoke completion bash)\n"
          "_yoke()\n{\n"
          "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} options= "
          "words=\n"
          "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "    words='",
          stream);
    for (const struct verb *const *verb = verbs; *verb; verb++)
        fprintf(stream, "%s ", (*verb)->name);
    fputs("--help --version'\n  else\n    case \"$verb\" in\n", stream);
    bash_verbs(catalogue, stream);
    fputs("    esac\n    case \"$verb $before\" in\n", stream);
    for (const struct verb *const *verb = verbs; *verb; verb++)
        bash_values(catalogue, *verb, stream);
    fputs("    esac\n  fi\n"
          "  case $word in\n"
          "  -*) words=\"$options$words\" ;;\n"
          "  esac\n"
          "  local last=${word##*,}\n"
          "  COMPREPLY=($(compgen -P \"${word%\"$last\"}\" -W \"$words\" -- \"$last\"))\n"
          "}\n"
          "complete -o bashdefault -o default -F _yoke yoke\n",
          stream);
}

/* --- zsh --------------------------------------------------------------------------------------------------- */

/* zsh runs bash's completions. */
static void zsh_write(const struct yoke_catalogue *catalogue, FILE *stream)
{
    fputs("# completion of yoke for zsh: source <(yoke completion zsh)\n"
          "autoload -Uz compinit bashcompinit\n"
          "(( $+functions[compdef] )) || compinit\n"
          "bashcompinit\n",
          stream);
    bash_write(catalogue, stream);
}

/* --- fish -------------------------------------------------------------------------------------------------- */

/* Between single quotes. */
static void fish_text(const char *text, FILE *stream)
{
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            fputc('\\', stream);
        fputc(*text, stream);
    }
}

static void fish_flag(const struct yoke_catalogue *catalogue, const struct verb *verb, const struct options_flag *flag,
                      FILE *stream)
{
    char *words = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&words, &size);
    const bool known = memory && completion_values(catalogue, flag, memory);
    if (memory)
        fclose(memory);
    fprintf(stream, "complete -c yoke -n '__fish_seen_subcommand_from %s' -l %s", verb->name, flag->name);
    if (flag->letter)
        fprintf(stream, " -s %c", flag->letter);
    if (known)
        fprintf(stream, " -xa '%s'", words);
    else if (flag->argument)
        fputs(" -r", stream);
    fputs(" -d '", stream);
    fish_text(flag->summary, stream);
    fputs("'\n", stream);
    free(words);
}

static void fish_verb(const struct yoke_catalogue *catalogue, const struct verb *verb, FILE *stream)
{
    struct options_flag flag;
    fprintf(stream, "complete -c yoke -n __fish_use_subcommand -xa %s -d '", verb->name);
    fish_text(verb->summary, stream);
    fprintf(stream, "'\ncomplete -c yoke -n '__fish_seen_subcommand_from %s' -a '", verb->name);
    completion_arguments(catalogue, verb, stream);
    fputs("'\n", stream);
    for (size_t i = 0; options_flag_at(verb, i, &flag); i++)
        fish_flag(catalogue, verb, &flag, stream);
}

static void fish_write(const struct yoke_catalogue *catalogue, FILE *stream)
{
    fputs("# completion of yoke for fish: yoke completion fish | source\n", stream);
    for (const struct verb *const *verb = verbs; *verb; verb++)
        fish_verb(catalogue, *verb, stream);
}

const struct completion_shell completion_shells[COMPLETION_SHELLS] = {
    {"bash", bash_write}, {"zsh", zsh_write}, {"fish", fish_write}};

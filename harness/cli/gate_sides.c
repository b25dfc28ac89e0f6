/* SPDX-License-Identifier: MIT */
/* A program that speaks the cell protocol is its own cell process. A plug-in is loaded and a command is run by cell processes
 * of this program: the plan knows the base's, and the candidate's takes its place in every second cell. */
#include "gate_sides.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "words.h"

static const char *const side_options[] = {"--base", "--candidate"}, *const ref_options[] = {"--base-ref", "--candidate-ref"};

/* One side as it is wanted. */
struct side_wish {
    size_t index;
    const char *text; /* never NULL */
    const char *ref, *build;
    bool quiet;
};

/* --- finding them --------------------------------------------------------------------------------------------------- */

static const char *kind_noun(enum artefact_kind kind)
{
    switch (kind) {
    case ARTEFACT_PLUGIN:
        return "a plug-in";
    case ARTEFACT_PROGRAM:
        return "a program that speaks the cell protocol";
    case ARTEFACT_COMMAND:
        break;
    }
    return "a plain command";
}

/* What cannot be meant. */
static int wish_check(const struct gate_wish *wish, struct yoke_error *error)
{
    if (wish->baseline && (wish->base || wish->base_ref || wish->control))
        yoke_error_set(error, "--baseline %.150s stands for the base: leave out --base, --base-ref and --control", wish->baseline);
    else if (!wish->base && !wish->base_ref && !wish->control && !wish->baseline)
        yoke_error_set(error, "gate against what? Name the side that was there before, a program, a plug-in or a command: --base SIDE, "
                       "or a revision: --base-ref REF; --control compares a side with itself, --baseline with a stored result");
    else if (wish->build && !wish->base_ref && !wish->candidate_ref)
        yoke_error_set(error, "--build builds revisions: name one with --base-ref or --candidate-ref");
    else if (wish->control && wish->candidate_ref)
        yoke_error_set(error, "--control compares the base with itself: leave out --candidate-ref");
    else
        return 0;
    return YOKE_EXIT_USAGE;
}

/* The text as it would be written in the revision's tree, to be freed; NULL with a sentence. */
static char *text_move(const struct side_wish *wish, const struct revision *revision, struct yoke_error *error)
{
    char **words = NULL;
    size_t count = 0;
    if (words_split(wish->text, &words, &count, error) || !count) {
        words_free(words);
        return count ? NULL : strdup(""); /* refused like any other empty side */
    }
    char *path = revision_path(revision, words[0]), *text = NULL;
    if (path && count == 1 && !strcmp(path, words[0])) {
        yoke_error_set(error, "%s %.80s cannot have %.150s, which does not lie below %.150s: name its side with %s", ref_options[wish->index], wish->ref, path,
                       revision->place.top, side_options[wish->index]);
        free(path);
    } else if (path) {
        free(words[0]);
        words[0] = path;
        text = words_join((const char *const *)words, count);
    }
    words_free(words);
    return text;
}

static int revised_side_find(struct gate_side *side, const struct side_wish *wish, struct yoke_error *error)
{
    const struct revision_wish wanted = {ref_options[wish->index], wish->ref, wish->build, wish->quiet};
    int status = revision_make(&wanted, &side->revision, error);
    if (status)
        return status;
    const bool named = strncmp(wish->ref, side->revision.commit, strlen(wish->ref)) != 0; /* and not by its hash */
    if (asprintf(&side->label, named ? "%s (%.12s)" : "%.0s%.12s", wish->ref, side->revision.commit) < 0)
        side->label = NULL;
    char *text = text_move(wish, &side->revision, error);
    status = text && side->label && !artefact_identify(text, &side->artefact, error) ? 0 : YOKE_EXIT_USAGE;
    free(text);
    return status;
}

static int side_find(struct gate_side *side, const struct side_wish *wish, struct yoke_error *error)
{
    if (wish->ref)
        return revised_side_find(side, wish, error);
    side->label = strdup(wish->text);
    if (!side->label)
        return YOKE_EXIT_FAILED;
    return artefact_identify(wish->text, &side->artefact, error) ? YOKE_EXIT_USAGE : 0;
}

static int kinds_check(const struct gate_sides *sides, const struct gate_wish *wish, struct yoke_error *error)
{
    const enum artefact_kind base = sides->side[0].artefact.kind, candidate = sides->side[1].artefact.kind;
    if (base == candidate)
        return 0;
    const char *label = sides->side[0].label;
    if (!wish->candidate && !wish->candidate_ref)
        yoke_error_set(error, "the base %.150s is %s: name what stands against it with --candidate", label, kind_noun(base));
    else
        yoke_error_set(error, "the base %.150s is %s, and the candidate %.150s is %s: sides of one kind can be compared", label,
                       kind_noun(base), sides->side[1].label, kind_noun(candidate));
    return YOKE_EXIT_USAGE;
}

int gate_sides_find(struct gate_sides *sides, const struct gate_wish *wish, struct yoke_error *error)
{
    const bool base_only = wish->control || ((wish->base_ref || wish->candidate_ref) && !wish->candidate);
    const char *const candidate = base_only && wish->base ? wish->base : wish->candidate ? wish->candidate : wish->program;
    const struct side_wish wishes[] = {
        {0, wish->base ? wish->base : candidate, wish->baseline ? wish->candidate_ref : wish->base_ref, wish->build, wish->quiet},
        {1, candidate, wish->control ? wish->base_ref : wish->candidate_ref, wish->build, wish->quiet},
    };
    *sides = (struct gate_sides){.side = {{.revision.entry.lock = -1}, {.revision.entry.lock = -1}}};
    int status = wish_check(wish, error);
    for (size_t i = 0; i < 2 && !status; i++)
        status = side_find(&sides->side[i], &wishes[i], error);
    return status ? status : kinds_check(sides, wish, error);
}

void gate_sides_release(struct gate_sides *sides)
{
    for (size_t i = 0; i < 2; i++) {
        artefact_release(&sides->side[i].artefact);
        free(sides->side[i].label);
        free(sides->side[i].plugins);
        revision_release(&sides->side[i].revision);
    }
    for (size_t i = 0; i < sides->command_count; i++)
        study_command_twin_free(sides->commands[i]);
    free(sides->commands);
    *sides = (struct gate_sides){0};
}

/* --- a plan about them ---------------------------------------------------------------------------------------------- */

int gate_sides_request(const struct gate_sides *sides, struct request *request)
{
    const struct artefact *base = &sides->side[0].artefact;
    const char *const path = base->path;
    if (base->kind == ARTEFACT_PROGRAM)
        return 0;
    const bool is_plugin = base->kind == ARTEFACT_PLUGIN;
    char *text = is_plugin ? words_join(&path, 1) : words_join((const char *const *)base->words, base->word_count);
    const int status = text ? request_set(request, -1, is_plugin ? "plugins" : "command", text, side_options[0], true) : -ENOMEM;
    free(text);
    return status;
}

/* The plan's files, but the candidate's own in the place of the base's: both have the same names in them, so a process can
 * load one only. */
static int plugins_apply(struct gate_sides *sides, const struct plan *plan)
{
    struct gate_side *candidate = &sides->side[1];
    candidate->plugins = calloc(plan->plugin_count + 1, sizeof *candidate->plugins);
    if (!candidate->plugins)
        return -ENOMEM;
    candidate->plugin_count = plan->plugin_count;
    for (size_t i = 0; i < plan->plugin_count; i++)
        candidate->plugins[i] =
            strcmp(plan->plugins[i], sides->side[0].artefact.path) != 0 ? plan->plugins[i] : candidate->artefact.path;
    return 0;
}

static int commands_apply(struct gate_sides *sides, struct cell doubled[], size_t count)
{
    sides->commands = calloc(count + 1, sizeof(struct study_command *));
    for (size_t i = 0; sides->commands && i < count; i++) {
        const struct artefact *artefact = &sides->side[i % 2].artefact;
        struct study_command *twin =
            study_command_twin(doubled[i].command, (const char *const *)artefact->words, artefact->word_count);
        if (!twin)
            return -ENOMEM;
        twin->program = artefact->path;
        twin->folder = sides->side[i % 2].revision.folder;
        sides->commands[sides->command_count++] = twin;
        doubled[i].command = twin;
    }
    return sides->commands ? 0 : -ENOMEM;
}

int gate_sides_apply(struct gate_sides *sides, const struct plan *plan, struct cell doubled[], size_t count)
{
    switch (sides->side[0].artefact.kind) {
    case ARTEFACT_PLUGIN:
        return plugins_apply(sides, plan);
    case ARTEFACT_COMMAND:
        return commands_apply(sides, doubled, count);
    case ARTEFACT_PROGRAM:
        break;
    }
    return 0;
}

struct pair_side gate_sides_pair(const struct gate_sides *sides, size_t side, char *program)
{
    const struct gate_side *own = &sides->side[side];
    return (struct pair_side){
        .program = own->artefact.kind == ARTEFACT_PROGRAM ? own->artefact.path : program,
        .artefact = own->artefact.path,
        .plugins = own->plugins,
        .plugin_count = own->plugin_count,
    };
}

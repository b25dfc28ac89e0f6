/* SPDX-License-Identifier: MIT */
/* A side is a program that speaks the cell protocol: yoke itself, another build of it, or a program of the library. */
#include "gate_sides.h"

#include <stdlib.h>
#include <string.h>

#include "artefact.h"
#include "options.h"

static int side_identify(const char *option, const char *text, char **program, struct yoke_error *error)
{
    struct artefact artefact;
    if (artefact_identify(text, &artefact, error))
        return YOKE_EXIT_USAGE;
    int status = 0;
    if (artefact.kind == ARTEFACT_PROGRAM) {
        *program = strdup(artefact.path);
        status = *program ? 0 : YOKE_EXIT_FAILED;
    } else {
        yoke_error_set(error, "%s %.200s is %s: this gate compares programs that speak the cell protocol (yoke itself, or a "
                       "program of its library)", option, text,
                       artefact.kind == ARTEFACT_PLUGIN ? "a plug-in" : "a plain command");
        status = YOKE_EXIT_USAGE;
    }
    artefact_release(&artefact);
    return status;
}

int gate_sides_make(struct gate_sides *sides, const struct gate_options *options, struct yoke_error *error)
{
    const char *base = options->base ? options->base : options->control ? options->program : NULL;
    if (!base) {
        yoke_error_set(error, "gate against what? Name the side that was there before: --base PROGRAM; --control compares a "
                       "side with itself");
        return YOKE_EXIT_USAGE;
    }
    const char *candidate = options->control ? base : options->candidate ? options->candidate : options->program;
    int status = side_identify("--base", base, &sides->base_program, error);
    if (!status)
        status = side_identify("--candidate", candidate, &sides->candidate_program, error);
    sides->base_label = strdup(base);
    sides->candidate_label = strdup(candidate);
    return !status && !(sides->base_label && sides->candidate_label) ? YOKE_EXIT_FAILED : status;
}

void gate_sides_release(struct gate_sides *sides)
{
    free(sides->base_program);
    free(sides->candidate_program);
    free(sides->base_label);
    free(sides->candidate_label);
}

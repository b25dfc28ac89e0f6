/* SPDX-License-Identifier: MIT */
/* What can be measured on one side of a comparison, told from its text alone: nothing is executed, nothing is loaded. */
#ifndef ARTEFACT_H
#define ARTEFACT_H

#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"

enum artefact_kind {
    ARTEFACT_PLUGIN,  /* a shared object that exports yoke_plugin */
    ARTEFACT_PROGRAM, /* a program that speaks the cell protocol: its ELF note says so */
    ARTEFACT_COMMAND, /* any other command */
};

struct artefact {
    enum artefact_kind kind;
    char *path;        /* absolute: the plug-in, the program, or what the command's first word executes; owned */
    char **words;      /* of a command: as words_split gives them, ended by NULL; owned */
    size_t word_count; /* 0 for the other kinds */
    uint32_t protocol; /* of a program: the version it speaks */
};

/* Reads `text` as it stands after --base or --candidate: a file, or a command whose words are split without a shell and
 * with quotes honoured (words.h). A program that speaks the protocol and has words behind it is a command. Returns 0 and
 * an artefact to be released, or a negative errno with a sentence: no such file, a library that is no plug-in, a
 * program of another machine or of another protocol, a quote left open. */
int artefact_identify(const char *text, struct artefact *artefact, struct yoke_error *error);
void artefact_release(struct artefact *artefact);

#endif

/* SPDX-License-Identifier: MIT */
/* The command of a study: words with {names} of parameters in them, and the workload that both make. */
#ifndef STUDY_COMMAND_H
#define STUDY_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/workload.h"

/* Owned by the plan. Nothing in it moves: the workload's descriptor points back into it. */
struct study_command {
    char **words; /* as written, ended by NULL: "{n}" stands for the value of parameter n */
    size_t word_count;
    const char *program; /* the file that is executed, absolute; NULL: the first word is looked for at every visit */
    const char *folder;  /* where it runs; NULL: here */
    char *input, *expected_output; /* yoke/workload.h; NULL: none */
    uint64_t expected_exit;
    uint64_t identity; /* equal for equal commands, input and expectations */

    /* The catalogue's workload with a table of its own: first its own parameters, then one with a single value that names
     * the command in cells and reports, then those in the words. */
    struct yoke_workload workload;
    struct yoke_param params[YOKE_PARAMS_MOST + 1];
    size_t own_count, param_count;
    char label[YOKE_CHOICE_BYTES_MOST + 1];
    const char *label_choices[2];
    char *names[YOKE_PARAMS_MOST];    /* of those in the words */
    char **choices[YOKE_PARAMS_MOST]; /* words that one of them may be; NULL: numbers */
};

/* Parameter that names the command: "command/run=sort_big.txt/executor=…". */
#define STUDY_COMMAND_LABEL "run"

/* Makes one from a workload that takes commands; `words` are copied. NULL: no memory, or the workload has no room left in
 * its table for the label. */
struct study_command *study_command_new(const struct yoke_workload *workload, const char *const words[], size_t word_count);
void study_command_free(struct study_command *command);

/* The same command with other words, which are copied, to stand for it in a cell; everything else is borrowed from
 * `command`, which must outlive it. NULL: no memory. */
struct study_command *study_command_twin(const struct study_command *command, const char *const words[], size_t word_count);
void study_command_twin_free(struct study_command *twin);

/* Names it after its words; `spelt_out` adds a digest, for one whose name another command of the plan has. Call it when
 * input and expectations are known. */
void study_command_name(struct study_command *command, bool spelt_out);

/* Do the words have "{name}" in them? */
bool study_command_has(const struct study_command *command, const char *name);

/* Adds a parameter that stands in the words, with choices (taken over, also on failure) or, where they are NULL, numbers.
 * Returns 0, -ENOMEM or -ENOSPC. */
int study_command_add(struct study_command *command, const char *name, char **choices);

/* The words with the values in their places, ended by NULL, to be freed with words_free. NULL: no memory. */
char **study_command_words(const struct study_command *command, const struct yoke_values *values);

#endif

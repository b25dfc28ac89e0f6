/* SPDX-License-Identifier: MIT */
/* The pages of help. Private to help*.c. */
#ifndef HELP_PRIVATE_H
#define HELP_PRIVATE_H

#include "help.h"
#include "options.h"
#include "request_keys.h"

/* `yoke help VERB`. */
void help_verb(const struct help_about *about, const struct verb *verb, FILE *stream);

/* The cards. */
void help_workload(const struct yoke_workload *workload, FILE *stream);
void help_executor(const struct yoke_executor *executor, FILE *stream);

/* A topic that is a page of text. */
struct help_page {
    const char *name, *summary;
    int (*write)(FILE *stream); /* 0 or a negative errno */
};

/* Ends with a NULL name. */
extern const struct help_page help_pages[];

/* The names of the usable executors, joined by commas, at most `most` of them. Returns `text`. */
enum { HELP_NAMES_BYTES = 256 };
const char *help_executor_names(const struct yoke_catalogue *catalogue, size_t most, char text[HELP_NAMES_BYTES]);

/* A workload for examples: the first usable one with two parameters, because it shows what there is to set; without one,
 * the first that has the most. NULL: none is usable. */
const struct yoke_workload *help_example(const struct yoke_catalogue *catalogue);

#endif

/* SPDX-License-Identifier: MIT */
/* What a request is made of. Private to request*.c. */
#ifndef REQUEST_SETTINGS_H
#define REQUEST_SETTINGS_H

#include <stdbool.h>

#include "request.h"
#include "request_keys.h"

/* One thing the user wrote. */
struct request_setting {
    const struct request_key *key;
    const char *param;                      /* params.NAME: NAME; else NULL */
    int study;                              /* -1: of the whole request */
    const char *text;                       /* as written */
    const char *origin;                     /* "-w", "plan.json:12:14"; "": nothing to say */
    bool overrides;                         /* from the command line */
    const struct document_snippet *snippet; /* of the plan file; NULL: none */
    void *memory;                           /* what the texts above live in, once the request owns the setting */
};

struct request {
    struct request_setting *settings;
    size_t count, capacity;
    int study_count; /* entries of "studies" in a plan file; 0: the settings at the top are the one study */
    char *file;      /* the plan file; NULL: none */
};

/* Copies a setting and its texts. Returns 0 or -ENOMEM. */
int request_add(struct request *request, const struct request_setting *setting);

/* Is it from a plan file or the command line, and no fallback of a verb's own? */
bool request_is_said(const struct request_setting *setting);

/* What holds for a study: the command line before the study before the top before fallbacks, later before earlier.
 * `param` is NULL but for params. Returns NULL when nothing was written. */
const struct request_setting *request_find(const struct request *request, int study, enum request_key_index key,
                                           const char *param);

/* Does this setting reach that study, whether or not another one replaces it? */
bool request_reaches(const struct request_setting *setting, int study);

/* Adds an error about a setting: "ORIGIN: sentence", with the source line where there is one. `setting` may be NULL. */
__attribute__((format(printf, 3, 4))) struct request_error *
request_refuse(struct request_errors *errors, const struct request_setting *setting, const char *format, ...);

/* Writes ": write 8, 1..8 or cores", or for a file ": write 8, \"1..8\" or \"cores\"": the end of a sentence, from the
 * examples of a key; "" where it has none. Returns `text`. */
enum { REQUEST_EXAMPLES_BYTES = 160 };
const char *request_examples(const struct request_key *key, bool as_json, char text[REQUEST_EXAMPLES_BYTES]);

#endif

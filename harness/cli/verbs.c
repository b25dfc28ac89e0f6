/* SPDX-License-Identifier: MIT */
/* The list of verbs, from verbs.def. */
#include "verb.h"

#include <string.h>

#define VERB(name) extern const struct verb verb_##name;
#include "verbs.def"
#undef VERB

#define VERB(name) &verb_##name,
const struct verb *const verbs[] = {
#include "verbs.def"
    NULL,
};

const struct verb *verb_find(const char *name)
{
    for (const struct verb *const *verb = verbs; *verb; verb++)
        if (!strcmp((*verb)->name, name))
            return *verb;
    return NULL;
}

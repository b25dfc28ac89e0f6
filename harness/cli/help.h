/* SPDX-License-Identifier: MIT */
/* Help: all of it follows from the tables of verbs, options and keys and from the descriptors of the plug-ins. */
#ifndef HELP_H
#define HELP_H

#include "request.h"

/* What help talks about. */
struct help_about {
    const struct yoke_catalogue *catalogue;
    const struct request_machine *machine; /* for the defaults on this machine */
};

/* What `yoke` alone says: it fits a terminal of 24 lines. */
void help_brief(const struct help_about *about, FILE *stream);

/* `yoke help` (no topic), `yoke help VERB`, `yoke help workload NAME`, `yoke help executor NAME`, and the topics
 * exit-codes, units, sweeps, schema, plan-schema. Returns 0, or -EINVAL with a sentence for a topic there is not, or a
 * negative errno when the schema cannot be written. */
int help_show(const struct help_about *about, const char *const topics[], size_t topic_count, FILE *stream,
              struct request_errors *errors);

#endif

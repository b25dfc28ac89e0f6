/* SPDX-License-Identifier: MIT */
/* A catalogue that grows: what the program was built with, and what shared objects add to it. */
#ifndef PLUGINS_H
#define PLUGINS_H

#include <stddef.h>

#include "yoke/catalogue.h"
#include "yoke/error.h"
#include "yoke/plugin.h"

struct plugins {
    struct yoke_catalogue catalogue; /* all there is; its lists move when something is added */
    char **paths;                    /* of the objects loaded, absolute, in order */
    size_t count;

    /* private: the catalogue's lists, ours to grow */
    const struct yoke_workload **workloads;
    const struct yoke_executor **executors;
    const struct yoke_report **reports;
};

/* Begins with what the program was built with. Returns 0 or -ENOMEM; close in every case. Objects stay loaded for the life of
 * the process: descriptors may be in use anywhere. */
int plugins_open(struct plugins *plugins, const struct yoke_catalogue *built_in);
void plugins_close(struct plugins *plugins);

/* Adds what `plugin` lists. `origin` names it in sentences. Returns 0, or -EEXIST, -EINVAL or
 * -ENOMEM with a sentence and nothing added: a name that is taken, a descriptor without what it must have. */
int plugins_add(struct plugins *plugins, const struct yoke_plugin *plugin, const char *origin, struct yoke_error *error);

/* Loads the shared object `path` and adds what it lists; a second time, nothing happens. Returns 0 or a negative errno with
 * a sentence: no such file, no shared object, no symbol yoke_plugin, another ABI, a name that is taken. */
int plugins_load(struct plugins *plugins, const char *path, struct yoke_error *error);

#endif

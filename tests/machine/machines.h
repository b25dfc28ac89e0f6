/* SPDX-License-Identifier: MIT */
/* The machines that placement is tested on: every recorded one in tests/topologies, and synthetic ones. */
#ifndef MACHINES_H
#define MACHINES_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "fixture.h"
#include "topology.h"

enum { MACHINES_RECORDED_LEAST = 17, MACHINES_MOST = 64 };

struct machine {
    char source[512]; /* a file, or a synthetic description: what hwloc's tools take after -i */
    char name[64];    /* the file without folder and ending, or the description */
    bool recorded;
    struct topology *topology;
};

/* Every shape that a loop over packages, nodes, L3s, cores and siblings can trip over. */
static const char *const synthetic_machines[] = {
    "pu:1",
    "pu:4",                                /* no packages, no cores */
    "core:64 pu:4",                        /* no packages, four siblings a core */
    "node:2 core:4 pu:2",                  /* memory nodes and no packages */
    "pack:1 core:1 pu:8",                  /* one core is all there is */
    "pack:2 core:4 pu:2(indexes=2*8:1*2)", /* the sibling of processor n is n + 8, as on most servers */
    "pack:2 [numa] l3:2 core:4 pu:2",
    "pack:4 l3:2 core:8 pu:1",
    "pack:3 core:5 pu:3",             /* nothing is a power of two */
    "pack:2 node:2 l3:2 core:2 pu:2", /* several nodes a package */
    "node:2 pack:2 core:2 pu:2",      /* several packages a node */
    "group:2 pack:2 core:2 pu:1",
    "l3:4 core:2 pu:2",    /* L3s and no packages */
    "pack:8 core:64 pu:2", /* 1024 processors */
};

struct machines {
    struct machine list[MACHINES_MOST];
    unsigned count, recorded_count;
};

static inline void machines_add(struct machines *machines, const char *source, const char *name, bool recorded)
{
    assert_in_range(machines->count, 0, MACHINES_MOST - 1);
    struct machine *machine = &machines->list[machines->count++];
    snprintf(machine->source, sizeof machine->source, "%s", source);
    snprintf(machine->name, sizeof machine->name, "%.*s", (int)strcspn(name, "."), name);
    machine->recorded = recorded;
    struct yoke_error error = {""};
    int status = recorded ? topology_load_xml(source, &machine->topology, &error)
                          : topology_load_synthetic(source, &machine->topology, &error);
    if (status)
        fail_msg("%s", error.text);
}

static inline void machines_add_recorded(struct machines *machines)
{
    DIR *folder = opendir(TESTS_FOLDER "/topologies");
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        size_t length = strlen(entry->d_name);
        char path[512];
        if (length < 4 || strcmp(entry->d_name + length - 4, ".xml") != 0)
            continue;
        snprintf(path, sizeof path, TESTS_FOLDER "/topologies/%s", entry->d_name);
        machines_add(machines, path, entry->d_name, true);
        ++machines->recorded_count;
    }
    closedir(folder);
    /* an empty folder would prove nothing */
    assert_in_range(machines->recorded_count, MACHINES_RECORDED_LEAST, MACHINES_MOST);
}

/* Group set-up: loads them all into *state. */
static inline int machines_setup(void **state)
{
    struct machines *machines = calloc(1, sizeof *machines);
    assert_non_null(machines);
    machines_add_recorded(machines);
    for (size_t i = 0; i < sizeof synthetic_machines / sizeof *synthetic_machines; ++i)
        machines_add(machines, synthetic_machines[i], synthetic_machines[i], false);
    *state = machines;
    return 0;
}

static inline int machines_teardown(void **state)
{
    struct machines *machines = *state;
    for (unsigned i = 0; i < machines->count; ++i)
        topology_free(machines->list[i].topology);
    free(machines);
    return 0;
}

static inline const struct machine *machines_find(const struct machines *machines, const char *name)
{
    for (unsigned i = 0; i < machines->count; ++i)
        if (strcmp(machines->list[i].name, name) == 0)
            return &machines->list[i];
    fail_msg("there is no machine %s", name);
    return NULL;
}

/* What an independent program of hwloc's prints, as text in `output`; false, with a message, where it is not installed.
 */
static inline bool machines_ask(const char *command, char *output, size_t size)
{
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t length = fread(output, 1, size - 1, pipe);
    output[length] = '\0';
    int status = pclose(pipe);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127) { /* the shell found no such program */
        print_message("skipped: hwloc's tools are not installed, so there is nobody to ask \"%s\"\n", command);
        return false;
    }
    assert_int_equal(status, 0);
    return true;
}

#endif

/* SPDX-License-Identifier: MIT */
/* What machine this is, as the kernel tells it, without privilege. Everything is read from files, so that a recorded
 * machine can be read like this one; the few facts without a file are asked of the running system only. */
#include "environment.h"

#include <errno.h>
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "cgroup.h"
#include "clock.h"
#include "cpulist.h"
#include "environment_files.h"
#include "processor.h"
#include "sysfile.h"
#include "virtualisation.h"

enum { ENVIRONMENT_TEXTS_MOST = 32 };

struct environment {
    struct yoke_machine machine;
    char *texts[ENVIRONMENT_TEXTS_MOST]; /* all that machine's texts point at */
    size_t text_count;
    bool short_of_memory;
};

/* A copy that lives as long as the environment; NULL for NULL and for "". */
static const char *keep(struct environment *environment, const char *text)
{
    if (!text || !text[0] || environment->text_count == ENVIRONMENT_TEXTS_MOST)
        return NULL;
    char *copy = strdup(text);
    if (!copy)
        environment->short_of_memory = true;
    else
        environment->texts[environment->text_count++] = copy;
    return copy;
}

static void read_processor(const char *root, struct environment *environment)
{
    struct processor_names names;
    struct utsname system;
    processor_read(root, &names);
    environment->machine.cpu = (struct yoke_processor){
        .model = keep(environment, names.model),
        .vendor = keep(environment, names.vendor),
        .microcode = keep(environment, names.microcode),
        .architecture = !root[0] && uname(&system) == 0 ? keep(environment, system.machine) : NULL,
    };
}

static void read_cpus(const char *root, struct environment *environment)
{
    struct yoke_cpus *cpus = &environment->machine.cpus;
    struct cpulist online, mask;
    struct cgroup_place place;
    char text[4096];
    environment_processors(root, &online, &mask);
    size_t online_count = cpulist_count(&online), mask_count = cpulist_count(&mask);
    *cpus = (struct yoke_cpus){
        .online = online_count ? online_count : YOKE_MISSING,
        .affinity = mask_count ? mask_count : YOKE_MISSING,
        .cpuset = cgroup_find(root, "cpuset", &place) == 0 ? cgroup_cpuset_count(&place) : YOKE_MISSING,
        .quota = cgroup_find(root, "cpu", &place) == 0 ? cgroup_quota(&place) : NAN,
        .usable = mask_count ? mask_count : 1,
    };
    if (cpus->quota < (double)cpus->usable) /* false for NaN */
        cpus->usable = (uint64_t)cpus->quota + ((double)(uint64_t)cpus->quota < cpus->quota);
    cpulist_format(&mask, text, sizeof text);
    cpus->list = keep(environment, text);
}

/* What the files of environment_files.h say, as texts of ours. */
static void read_settings(const char *root, struct environment *environment)
{
    struct yoke_machine *machine = &environment->machine;
    struct utsname system;
    char text[ENVIRONMENT_TEXT_BYTES];
    bool here = !root[0] && uname(&system) == 0;
    bool named = sysfile_read(root, text, sizeof text, "/proc/sys/kernel/hostname") > 0;
    machine->hostname = keep(environment, named ? text : here ? system.nodename : NULL);
    bool released = sysfile_read(root, text, sizeof text, "/proc/sys/kernel/osrelease") > 0;
    machine->kernel = keep(environment, released ? text : here ? system.release : NULL);
    machine->os = keep(environment, environment_os(root, text, sizeof text));
    snprintf(text, sizeof text, "glibc %s", gnu_get_libc_version());
    machine->libc = keep(environment, text);
    machine->virtualisation = virtualisation_read(root, text, sizeof text) ? keep(environment, text) : NULL;
    machine->governor = keep(environment, environment_governor(root, text, sizeof text));
    machine->turbo = environment_turbo(root);
    machine->smt = environment_smt(root);
    machine->aslr = keep(environment, environment_aslr(root, text, sizeof text));
    machine->mitigations = keep(environment, environment_mitigations(root, text, sizeof text));
    machine->clock_source = keep(environment, environment_clock_source(root, text, sizeof text));
    bool paranoid = sysfile_read(root, text, sizeof text, "/proc/sys/kernel/perf_event_paranoid") > 0;
    machine->perf_event_paranoid = paranoid ? keep(environment, text) : NULL;
    bool loaded = sysfile_read(root, text, sizeof text, "/proc/loadavg") > 0;
    machine->load_average = loaded ? strtod(text, NULL) : NAN;
    machine->memory_bytes = environment_memory(root);
}

/* The smallest step seen between two reads. Some thousand reads take some 100 us where the clock is good; where it
 * moves with the timer interrupt (1 to 10 ms) they go on until it has moved, a million reads at most. */
static uint64_t clock_resolution(void)
{
    enum { READS = 5000, READS_MOST = 1000000 };
    uint64_t smallest = YOKE_MISSING, last = clock_now_ns();
    for (int i = 0; i < READS || (smallest == YOKE_MISSING && i < READS_MOST); i++) {
        uint64_t now = clock_now_ns();
        if (now != last && now - last < smallest)
            smallest = now - last;
        last = now;
    }
    return smallest;
}

static void read_topology(const struct topology *topology, struct environment *environment)
{
    struct yoke_topology_facts *facts = &environment->machine.topology;
    *facts = (struct yoke_topology_facts){YOKE_MISSING, YOKE_MISSING, YOKE_MISSING, YOKE_MISSING, NULL};
    if (!topology)
        return;
    topology_facts(topology, facts);
    facts->xml = keep(environment, facts->xml);
}

static int read_all(const char *root, const struct topology *topology, struct environment **environment,
                    struct yoke_error *error)
{
    struct environment *mine = calloc(1, sizeof *mine);
    if (mine) {
        read_processor(root, mine);
        read_topology(topology, mine);
        read_cpus(root, mine);
        read_settings(root, mine);
        mine->machine.clock_resolution_ns = root[0] ? YOKE_MISSING : clock_resolution();
    }
    if (!mine || mine->short_of_memory) {
        yoke_error_set(error, "no memory for the description of this machine");
        environment_free(mine);
        return -ENOMEM;
    }
    *environment = mine;
    return 0;
}

int environment_read(const struct topology *topology, struct environment **environment, struct yoke_error *error)
{
    return read_all("", topology, environment, error);
}

int environment_read_root(const char *root, struct environment **environment, struct yoke_error *error)
{
    return read_all(root, NULL, environment, error);
}

void environment_free(struct environment *environment)
{
    if (!environment)
        return;
    for (size_t i = 0; i < environment->text_count; i++)
        free(environment->texts[i]);
    free(environment);
}

const struct yoke_machine *environment_machine(const struct environment *environment)
{
    return &environment->machine;
}

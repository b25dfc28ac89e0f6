/* SPDX-License-Identifier: MIT */
/* Loading a topology and flattening it into a table of processors. hwloc's tree has holes on real
 * machines (no packages, no L3, cores without a memory node), so everything else in yoke sees the flat table, where a
 * hole is a value. */
#include "topology.h"

#include "cpulist.h"
#include "topology_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where a topology comes from; neither text: this machine. */
struct origin {
    const char *xml, *synthetic;
    bool stands_for_this_machine; /* the synthetic one: its processors are those here */
};

static void origin_explain(const struct origin *origin, int status, struct yoke_error *error)
{
    if (origin->xml && status == -EINVAL)
        yoke_error_set(error,
                       "%s: not a topology that hwloc reads here; it takes XML of version 2, as lstopo FILE.xml writes",
                       origin->xml);
    else if (origin->xml)
        yoke_error_set(error, "%s: %s", origin->xml, strerror(-status));
    else if (origin->synthetic)
        yoke_error_set(error, "\"%s\" is not a synthetic topology; one is written like \"pack:2 core:4 pu:2\"",
                       origin->synthetic);
    else
        yoke_error_set(error, "hwloc cannot read the topology of this machine: %s", strerror(-status));
}

/* hwloc says on standard error what it misses, in the middle of what we print there. Here holes are values, so it need
 * not; unless somebody wants it to. The environment is left as it was, since commands inherit it. */
static int handle_load(hwloc_topology_t handle)
{
    static const char variable[] = "HWLOC_HIDE_ERRORS";
    const bool ours = !getenv(variable) && !setenv(variable, "2", 0);
    const int failed = hwloc_topology_load(handle);
    const int reason = errno;
    if (ours)
        unsetenv(variable);
    errno = reason;
    return failed;
}

/* Makes a loaded handle, to be destroyed by the caller. */
static int handle_open(const struct origin *origin, hwloc_topology_t *handle, struct yoke_error *error)
{
    if (hwloc_topology_init(handle)) {
        yoke_error_set(error, "no memory for the topology");
        return -ENOMEM;
    }
    errno = 0;
    int failed = 0;
    if (origin->xml)
        failed = hwloc_topology_set_xml(*handle, origin->xml);
    else if (origin->synthetic)
        failed = hwloc_topology_set_synthetic(*handle, origin->synthetic);
    if (!failed && origin->stands_for_this_machine)
        failed = hwloc_topology_set_flags(*handle, HWLOC_TOPOLOGY_FLAG_IS_THISSYSTEM);
    if (!failed)
        failed = handle_load(*handle);
    if (!failed)
        return 0;
    int status = errno ? -errno : -EINVAL;
    hwloc_topology_destroy(*handle);
    origin_explain(origin, status, error);
    return status;
}

/* Cuts the topology down to the calling thread's mask. hwloc's own flag for this (RESTRICT_TO_CPUBINDING) is not used:
 * in a process whose threads have different masks hwloc 2.9 returns success and a topology without any processor. */
static int handle_restrict(hwloc_topology_t handle, struct yoke_error *error)
{
    hwloc_bitmap_t mask = hwloc_bitmap_alloc();
    errno = ENOMEM;
    int failed = mask ? hwloc_get_cpubind(handle, mask, HWLOC_CPUBIND_THREAD) : -1;
    if (!failed && !hwloc_bitmap_isincluded(hwloc_topology_get_topology_cpuset(handle), mask))
        failed = hwloc_topology_restrict(handle, mask, 0);
    int status = failed ? -errno : 0;
    if (failed)
        yoke_error_set(error, "the processors this process may use cannot be told: %s", strerror(-status));
    hwloc_bitmap_free(mask);
    return status;
}

/* The memory node that serves a processor: the first below the nearest ancestor that has any. NULL: none of its own. */
static hwloc_obj_t node_of(hwloc_obj_t pu)
{
    for (hwloc_obj_t above = pu; above; above = above->parent) {
        hwloc_obj_t memory = above->memory_first_child;
        while (memory && memory->type != HWLOC_OBJ_NUMANODE) /* a memory-side cache stands in front of its node */
            memory = memory->memory_first_child;
        if (memory)
            return memory;
    }
    return NULL;
}

/* The object's number among those seen so far. hwloc leaves userdata to its users: it keeps number + 1 there. */
static unsigned object_number(hwloc_obj_t object, unsigned *count)
{
    if (!object)
        return TOPOLOGY_NONE;
    uintptr_t number;
    _Static_assert(sizeof number == sizeof object->userdata, "a number in the place of a pointer");
    memcpy(&number, &object->userdata, sizeof number);
    if (!number) {
        number = *count += 1;
        memcpy(&object->userdata, &number, sizeof number);
    }
    return (unsigned)number - 1;
}

unsigned topology_efficiency(hwloc_topology_t handle, hwloc_obj_t object)
{
    int kind = hwloc_cpukinds_get_by_cpuset(handle, object->cpuset, 0), efficiency = -1;
    if (kind < 0 || hwloc_cpukinds_get_info(handle, (unsigned)kind, NULL, &efficiency, NULL, NULL, 0) || efficiency < 0)
        return 0;
    return (unsigned)efficiency;
}

/* Fills the table of processors, in hwloc's logical order, which is depth first and so keeps near ones together. */
static void topology_flatten(struct topology *topology)
{
    hwloc_topology_t handle = topology->handle;
    unsigned nodes = 0, l3s = 0;
    hwloc_obj_t pu = NULL;
    for (unsigned i = 0; (pu = hwloc_get_next_obj_by_type(handle, HWLOC_OBJ_PU, pu)); ++i) {
        hwloc_obj_t core = hwloc_get_ancestor_obj_by_type(handle, HWLOC_OBJ_CORE, pu);
        hwloc_obj_t package = hwloc_get_ancestor_obj_by_type(handle, HWLOC_OBJ_PACKAGE, pu);
        hwloc_obj_t l3 = hwloc_get_ancestor_obj_by_type(handle, HWLOC_OBJ_L3CACHE, pu);
        topology->cores_known |= core != NULL;
        topology->pus[i] = (struct topology_pu){
            .os_index = pu->os_index,
            .core = object_number(core ? core : pu, &topology->core_count),
            .package = object_number(package, &topology->package_count),
            .node = object_number(node_of(pu), &nodes),
            .l3 = object_number(l3, &l3s),
            .efficiency = topology_efficiency(handle, pu),
        };
        if (i > 0 && topology->pus[i - 1].core == topology->pus[i].core)
            topology->pus[i].sibling = topology->pus[i - 1].sibling + 1;
    }
}

/* Serial numbers, UUIDs and asset tags: readable to root alone, and in nobody's interest once a result is published. */
static bool line_is_private(const char *line, size_t length)
{
    static const char *const words[] = {"Serial", "UUID", "AssetTag"};
    static const char marker[] = "<info name=\"DMI";
    const char *start = memmem(line, length, marker, sizeof marker - 1);
    if (!start)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; ++i)
        if (memmem(start, length - (size_t)(start - line), words[i], strlen(words[i])))
            return true;
    return false;
}

/* hwloc's XML export, to be freed by the caller; NULL when memory is short. It has one element a line. */
static char *topology_export(hwloc_topology_t handle)
{
    char *exported, *kept = NULL;
    int length;
    if (hwloc_topology_export_xmlbuffer(handle, &exported, &length, 0))
        return NULL;
    size_t kept_length = 0;
    kept = malloc((size_t)length + 1);
    for (const char *line = exported; kept && *line;) {
        size_t bytes = strcspn(line, "\n");
        bytes += line[bytes] == '\n';
        if (!line_is_private(line, bytes)) {
            memcpy(kept + kept_length, line, bytes);
            kept_length += bytes;
        }
        line += bytes;
    }
    if (kept)
        kept[kept_length] = '\0';
    hwloc_free_xmlbuffer(handle, exported);
    return kept;
}

/* Makes a topology that owns `handle`; a failure destroys the handle. */
static int topology_adopt(hwloc_topology_t handle, bool this_machine, struct topology **topology,
                          struct yoke_error *error)
{
    struct topology *made = calloc(1, sizeof *made);
    if (!made) {
        hwloc_topology_destroy(handle);
        yoke_error_set(error, "no memory for the topology");
        return -ENOMEM;
    }
    made->handle = handle;
    made->this_machine = this_machine;
    int pu_count = hwloc_get_nbobjs_by_type(handle, HWLOC_OBJ_PU);
    if (pu_count > 0) {
        made->pu_count = (unsigned)pu_count;
        made->pus = calloc(made->pu_count, sizeof *made->pus);
        made->xml = topology_export(handle);
        if (hwloc_bitmap_list_asprintf(&made->allowed_list, hwloc_topology_get_topology_cpuset(handle)) < 0)
            made->allowed_list = NULL;
    }
    if (!made->pus || !made->xml || !made->allowed_list) {
        topology_free(made);
        yoke_error_set(error, pu_count > 0 ? "no memory for the topology" : "the topology has no usable processor");
        return pu_count > 0 ? -ENOMEM : -EINVAL;
    }
    topology_flatten(made);
    *topology = made;
    return 0;
}

/* What may be this machine is cut down to what may be used of it. */
static int topology_load_here(const struct origin *origin, struct topology **topology, struct yoke_error *error)
{
    hwloc_topology_t handle;
    int status = handle_open(origin, &handle, error);
    if (status)
        return status;
    bool this_machine = hwloc_topology_is_thissystem(handle) == 1;
    status = this_machine ? handle_restrict(handle, error) : 0;
    if (!status)
        return topology_adopt(handle, this_machine, topology, error);
    hwloc_topology_destroy(handle);
    return status;
}

/* Left to itself hwloc loads the real machine when a variable names something it cannot read. */
static struct origin origin_wanted(void)
{
    struct origin origin = {.xml = getenv("HWLOC_XMLFILE")};
    if (!origin.xml)
        origin.synthetic = getenv("HWLOC_SYNTHETIC");
    return origin;
}

int topology_load(struct topology **topology, struct yoke_error *error)
{
    const struct origin origin = origin_wanted();
    return topology_load_here(&origin, topology, error);
}

/* A row of processors as long as the highest number needs: hwloc binds by numbers, whatever stands around them. */
int topology_load_bare(struct topology **topology, struct yoke_error *error)
{
    struct origin origin = origin_wanted();
    struct cpulist mask;
    char row[32];
    unsigned count = CPULIST_MOST;
    if (!origin.xml && !origin.synthetic && cpulist_of_thread(&mask)) {
        while (count > 1 && !cpulist_has(&mask, count - 1))
            count--;
        snprintf(row, sizeof row, "pu:%u", count);
        origin = (struct origin){.synthetic = row, .stands_for_this_machine = true};
    }
    return topology_load_here(&origin, topology, error);
}

static int topology_load_origin(const struct origin *origin, struct topology **topology, struct yoke_error *error)
{
    hwloc_topology_t handle;
    int status = handle_open(origin, &handle, error);
    return status ? status : topology_adopt(handle, false, topology, error);
}

int topology_load_xml(const char *path, struct topology **topology, struct yoke_error *error)
{
    return topology_load_origin(&(struct origin){.xml = path}, topology, error);
}

int topology_load_synthetic(const char *description, struct topology **topology, struct yoke_error *error)
{
    return topology_load_origin(&(struct origin){.synthetic = description}, topology, error);
}

void topology_free(struct topology *topology)
{
    if (!topology)
        return;
    hwloc_topology_destroy(topology->handle);
    free(topology->pus);
    free(topology->allowed_list);
    free(topology->xml);
    free(topology);
}

bool topology_is_this_machine(const struct topology *topology)
{
    return topology->this_machine;
}

const struct topology_pu *topology_pus(const struct topology *topology, unsigned *pu_count)
{
    *pu_count = topology->pu_count;
    return topology->pus;
}

unsigned topology_core_count(const struct topology *topology)
{
    return topology->core_count;
}

bool topology_allows(const struct topology *topology, unsigned cpu)
{
    for (unsigned i = 0; i < topology->pu_count; ++i)
        if (topology->pus[i].os_index == cpu)
            return true;
    return false;
}

const char *topology_allowed_list(const struct topology *topology)
{
    return topology->allowed_list;
}

void topology_facts(const struct topology *topology, struct yoke_topology_facts *facts)
{
    *facts = (struct yoke_topology_facts){
        .packages = topology->package_count ? topology->package_count : YOKE_MISSING,
        .cores = topology->cores_known ? topology->core_count : YOKE_MISSING,
        .pus = topology->pu_count,
        .numa_nodes = (uint64_t)hwloc_get_nbobjs_by_type(topology->handle, HWLOC_OBJ_NUMANODE),
        .xml = topology->xml,
    };
}

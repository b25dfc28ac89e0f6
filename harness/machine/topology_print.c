/* SPDX-License-Identifier: MIT */
/* The drawing of a topology: a tree, one line for each thing that several processors share, one for each core. A core's
 * own caches stand on its line; things with a single thing inside share a line with it. */
#include "topology.h"

#include "topology_private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Above this, cores that are alike share a line: 16 cores and what is around them fit a terminal of 24 lines. */
enum { CORES_DRAWN_SINGLY = 16 };

enum { PREFIX_BYTES = 256 }; /* 40 levels of 6 bytes; hwloc's trees have some 10 */

struct marks {
    const char *fork, *corner, *pipe, *gap;
};

struct drawing {
    hwloc_topology_t handle;
    FILE *stream;
    const struct marks *marks;
    bool merges;    /* one line for a run of cores that are alike */
    bool has_kinds; /* cores differ in efficiency */
};

/* One line below a parent: a memory node, a thing to descend into, or `run` neighbouring units that are alike. */
struct item {
    hwloc_obj_t object;
    unsigned run;
};

static void print_bytes(FILE *stream, uint64_t bytes)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = (double)bytes;
    unsigned unit = 0;
    for (; value >= 1024 && unit + 1 < sizeof units / sizeof *units; ++unit)
        value /= 1024;
    fprintf(stream, value < 10 && value > (double)(uint64_t)value ? " %.1f %s" : " %.0f %s", value, units[unit]);
}

static uint64_t object_bytes(hwloc_obj_t object)
{
    if (object->type == HWLOC_OBJ_NUMANODE)
        return object->attr->numanode.local_memory;
    bool is_cache = hwloc_obj_type_is_cache(object->type) || object->type == HWLOC_OBJ_MEMCACHE;
    return is_cache ? object->attr->cache.size : 0;
}

/* Only things the kernel numbers in a way people meet elsewhere show their number. */
static const char *numbered_name(hwloc_obj_type_t type)
{
    switch (type) {
    case HWLOC_OBJ_PACKAGE:
        return "package";
    case HWLOC_OBJ_DIE:
        return "die";
    case HWLOC_OBJ_NUMANODE:
        return "memory node";
    case HWLOC_OBJ_CORE:
        return "core";
    default:
        return NULL;
    }
}

static void print_name(const struct drawing *drawing, hwloc_obj_t object)
{
    FILE *stream = drawing->stream;
    const char *name = numbered_name(object->type);
    char type[32];
    hwloc_obj_type_snprintf(type, sizeof type, object, 0);
    fputs(name ? name : object->type == HWLOC_OBJ_GROUP ? "group" : type, stream);
    if (name && object->os_index != HWLOC_UNKNOWN_INDEX)
        fprintf(stream, " %u", object->os_index);
    if (object->subtype)
        fprintf(stream, " (%s)", object->subtype);
    if (object_bytes(object)) /* where the kernel does not tell a size it is 0: no number then */
        print_bytes(stream, object_bytes(object));
    if (!hwloc_obj_type_is_memory(object->type) && hwloc_bitmap_iszero(object->cpuset))
        fputs(", no usable processor", stream);
}

/* The core (or, where there are none, the processor) that is all there is inside `object`; NULL: there is more. */
static hwloc_obj_t unit_of(hwloc_obj_t object)
{
    while ((hwloc_obj_type_is_cache(object->type) || object->type == HWLOC_OBJ_PACKAGE) && object->arity == 1 &&
           object->memory_arity == 0)
        object = object->first_child;
    bool is_unit = object->type == HWLOC_OBJ_CORE || object->type == HWLOC_OBJ_PU;
    return is_unit && object->memory_arity == 0 ? object : NULL;
}

/* Same caches of the same sizes around a core of the same kind with as many processors. */
static bool units_are_alike(const struct drawing *drawing, hwloc_obj_t a, hwloc_obj_t b)
{
    if (!unit_of(a) || !unit_of(b))
        return false;
    if (topology_efficiency(drawing->handle, a) != topology_efficiency(drawing->handle, b))
        return false;
    for (; a && b; a = a->first_child, b = b->first_child) {
        if (a->type != b->type || a->arity != b->arity)
            return false;
        if (hwloc_obj_type_is_cache(a->type) && a->attr->cache.size != b->attr->cache.size)
            return false;
    }
    return !a && !b;
}

static struct item item_at(const struct drawing *drawing, hwloc_obj_t object)
{
    struct item item = {object, 1};
    for (hwloc_obj_t next = object; drawing->merges && next->next_sibling; ++item.run) {
        next = next->next_sibling;
        if (!units_are_alike(drawing, object, next))
            break;
    }
    return item;
}

/* The line after `item` below `parent`, or the first one when item->object is NULL; memory comes first. */
static struct item item_next(const struct drawing *drawing, hwloc_obj_t parent, const struct item *item)
{
    hwloc_obj_t last = item->object, next = last ? last->next_sibling : parent->memory_first_child;
    for (unsigned i = 1; last && i < item->run; ++i)
        next = next->next_sibling;
    if (!next && (!last || hwloc_obj_type_is_memory(last->type)))
        next = parent->first_child;
    return next ? item_at(drawing, next) : (struct item){NULL, 0};
}

static void print_set(FILE *stream, const char *noun, hwloc_const_bitmap_t set)
{
    char *list = NULL;
    if (hwloc_bitmap_list_asprintf(&list, set) >= 0)
        fprintf(stream, "%s%s %s", noun, hwloc_bitmap_weight(set) == 1 ? "" : "s", list);
    free(list);
}

/* "processors 0-7, siblings 64-71": the first processor of each core of the run, then all the others. */
static void print_processors(const struct drawing *drawing, const struct item *item)
{
    hwloc_bitmap_t firsts = hwloc_bitmap_alloc(), siblings = hwloc_bitmap_alloc();
    hwloc_obj_t object = item->object;
    for (unsigned i = 0; firsts && siblings && i < item->run; ++i, object = object->next_sibling) {
        hwloc_obj_t first = hwloc_get_obj_inside_cpuset_by_type(drawing->handle, object->cpuset, HWLOC_OBJ_PU, 0);
        hwloc_bitmap_set(firsts, first->os_index);
        hwloc_bitmap_or(siblings, siblings, object->cpuset);
    }
    if (firsts && siblings) {
        hwloc_bitmap_andnot(siblings, siblings, firsts);
        print_set(drawing->stream, "processor", firsts);
        if (!hwloc_bitmap_iszero(siblings))
            print_set(drawing->stream, ", sibling", siblings);
    }
    hwloc_bitmap_free(firsts);
    hwloc_bitmap_free(siblings);
}

/* " (L2 512 KiB, L1d 32 KiB)": the caches around and inside one unit. */
static void print_caches(const struct drawing *drawing, const struct item *item)
{
    const char *separator = item->run > 1 ? " (each " : " (";
    const char *end = "";
    for (hwloc_obj_t object = item->object; object; object = object->first_child) {
        if (!hwloc_obj_type_is_cache(object->type) || hwloc_obj_type_is_icache(object->type))
            continue;
        fputs(separator, drawing->stream);
        print_name(drawing, object);
        separator = ", ";
        end = ")";
    }
    if (drawing->has_kinds) {
        fprintf(drawing->stream, "%sefficiency %u", separator, topology_efficiency(drawing->handle, item->object));
        end = ")";
    }
    fputs(end, drawing->stream);
}

/* "core 3 (L2 512 KiB, L1d 32 KiB): processor 3, sibling 19" */
static void print_units(const struct drawing *drawing, const struct item *item)
{
    hwloc_obj_t unit = unit_of(item->object);
    bool in_package = item->object->type == HWLOC_OBJ_PACKAGE;
    if (unit->type == HWLOC_OBJ_PU) {
        print_processors(drawing, item);
        print_caches(drawing, item);
        return;
    }
    if (item->run > 1) {
        fprintf(drawing->stream, in_package ? "%u packages of one core" : "%u cores", item->run);
    } else {
        if (in_package) {
            print_name(drawing, item->object);
            fputs(" + ", drawing->stream);
        }
        print_name(drawing, unit);
    }
    print_caches(drawing, item);
    fputs(": ", drawing->stream);
    print_processors(drawing, item);
}

static void draw_children(const struct drawing *drawing, hwloc_obj_t parent, const char *prefix);

/* One line, and what is below it. A thing with one item inside shares the line with it. */
static void draw_item(const struct drawing *drawing, struct item item, const char *prefix)
{
    while (!unit_of(item.object)) {
        hwloc_obj_t object = item.object;
        print_name(drawing, object);
        item = item_next(drawing, object, &(struct item){NULL, 0});
        if (!item.object || item_next(drawing, object, &item).object) {
            fputc('\n', drawing->stream);
            draw_children(drawing, object, prefix);
            return;
        }
        fputs(" + ", drawing->stream);
    }
    print_units(drawing, &item);
    fputc('\n', drawing->stream);
}

static void draw_children(const struct drawing *drawing, hwloc_obj_t parent, const char *prefix)
{
    const struct marks *marks = drawing->marks;
    struct item item = item_next(drawing, parent, &(struct item){NULL, 0});
    while (item.object) {
        struct item next = item_next(drawing, parent, &item);
        char below[PREFIX_BYTES];
        snprintf(below, sizeof below, "%s%s", prefix, next.object ? marks->pipe : marks->gap);
        fprintf(drawing->stream, "%s%s", prefix, next.object ? marks->fork : marks->corner);
        draw_item(drawing, item, below);
        item = next;
    }
}

static void print_count(FILE *stream, uint64_t count, const char *noun)
{
    if (count == YOKE_MISSING)
        fprintf(stream, "%ss not known, ", noun);
    else
        fprintf(stream, "%" PRIu64 " %s%s, ", count, noun, count == 1 ? "" : "s");
}

static void print_heading(const struct topology *topology, FILE *stream)
{
    hwloc_obj_t package = hwloc_get_obj_by_type(topology->handle, HWLOC_OBJ_PACKAGE, 0);
    const char *model = package ? hwloc_obj_get_info_by_name(package, "CPUModel") : NULL;
    if (model) { /* CPUID pads it with blanks */
        size_t length = strlen(model);
        while (length > 0 && model[length - 1] == ' ')
            --length;
        fprintf(stream, "%.*s\n", (int)length, model);
    }
    struct yoke_topology_facts facts;
    topology_facts(topology, &facts);
    print_count(stream, facts.packages, "package");
    print_count(stream, facts.cores, "core");
    print_count(stream, facts.numa_nodes, "memory node");
    fprintf(stream, "%u usable processor%s: %s\n", topology->pu_count, topology->pu_count == 1 ? "" : "s",
            topology->allowed_list);
    if (!topology->this_machine)
        fputs("not the machine this runs on: for planning only\n", stream);
}

static bool cores_differ(const struct topology *topology)
{
    for (unsigned i = 1; i < topology->pu_count; ++i)
        if (topology->pus[i].efficiency != topology->pus[0].efficiency)
            return true;
    return false;
}

void topology_print(const struct topology *topology, bool utf8, FILE *stream)
{
    static const struct marks ascii = {"|- ", "`- ", "|  ", "   "};
    static const struct marks box = {"\u251c\u2500 ", "\u2514\u2500 ", "\u2502  ", "   "};
    const struct drawing drawing = {
        .handle = topology->handle,
        .stream = stream,
        .marks = utf8 ? &box : &ascii,
        .merges = topology->core_count > CORES_DRAWN_SINGLY,
        .has_kinds = cores_differ(topology),
    };
    print_heading(topology, stream);
    draw_children(&drawing, hwloc_get_root_obj(topology->handle), "");
}

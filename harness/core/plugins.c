/* SPDX-License-Identifier: MIT */
/* The file is looked at before it is loaded, since loading runs what is in it; and checked before anything is added. */
#include "plugins.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "elf_file.h"

/* Any of the three lists: pointers to descriptors whose first member is the name. */
typedef const void *const *shelf;

static const char *name_of(const void *descriptor)
{
    return descriptor ? *(const char *const *)descriptor : NULL;
}

_Static_assert(offsetof(struct yoke_workload, name) == 0 && offsetof(struct yoke_executor, name) == 0 &&
                   offsetof(struct yoke_report, name) == 0,
               "every descriptor begins with its name");

static size_t shelf_count(shelf list)
{
    size_t count = 0;
    while (list && list[count])
        count++;
    return count;
}

/* One list after the other; NULL: no memory. */
static void *shelf_join(shelf first, shelf second)
{
    const size_t first_count = shelf_count(first), second_count = shelf_count(second);
    const void **joined = calloc(first_count + second_count + 1, sizeof *joined);
    for (size_t i = 0; joined && i < first_count; i++)
        joined[i] = first[i];
    for (size_t i = 0; joined && i < second_count; i++)
        joined[first_count + i] = second[i];
    return joined;
}

static bool name_is_good(const char *name)
{
    return name && *name && strlen(name) < 64 && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")];
}

/* Names that plans and command lines can say, and nobody else has. */
static int names_check(const char *noun, shelf added, shelf present, const char *origin, struct yoke_error *error)
{
    for (size_t i = 0; i < shelf_count(added); i++) {
        const char *name = name_of(added[i]);
        if (!name_is_good(name)) {
            yoke_error_set(error, "%.200s: its %s %zu has no name of small letters, digits, dashes and underscores", origin,
                           noun, i + 1);
            return -EINVAL;
        }
        bool taken = false;
        for (size_t k = 0; k < i; k++)
            taken |= !strcmp(name_of(added[k]), name);
        for (size_t k = 0; k < shelf_count(present); k++)
            taken |= !strcmp(name_of(present[k]), name);
        if (taken) {
            yoke_error_set(error, "%.200s: the name of %s \"%s\" is taken: give this one another", origin, noun, name);
            return -EEXIST;
        }
    }
    return 0;
}

static int incomplete(const char *noun, const char *name, const char *lacks, const char *origin, struct yoke_error *error)
{
    yoke_error_set(error, "%.200s: its %s \"%s\" lacks %s", origin, noun, name, lacks);
    return -EINVAL;
}

/* The names of what is missing: "a summary and a verify". */
static int incomplete_by(const char *noun, const char *name, const char *const parts[], const bool there[], size_t count,
                         const char *origin, struct yoke_error *error)
{
    char lacks[128] = "";
    for (size_t i = 0; i < count; i++) {
        const size_t used = strlen(lacks);
        if (!there[i])
            snprintf(lacks + used, sizeof lacks - used, "%s%s", used ? " and " : "", parts[i]);
    }
    return lacks[0] ? incomplete(noun, name, lacks, origin, error) : 0;
}

static int workloads_check(const struct yoke_plugin *plugin, const char *origin, struct yoke_error *error)
{
    for (size_t i = 0; plugin->workloads && plugin->workloads[i]; i++) {
        const struct yoke_workload *workload = plugin->workloads[i];
        size_t count = 0;
        while (workload->params && workload->params[count].name)
            count++;
        if (count > YOKE_PARAMS_MOST)
            return incomplete("workload", workload->name, "an end to its parameters", origin, error);
        static const char *const parts[] = {"a summary", "a task", "a verify", "default_tasks"};
        const bool there[] = {workload->summary, workload->task, workload->verify, workload->default_tasks};
        if (incomplete_by("workload", workload->name, parts, there, 4, origin, error))
            return -EINVAL;
    }
    return 0;
}

static int others_check(const struct yoke_plugin *plugin, const char *origin, struct yoke_error *error)
{
    for (size_t i = 0; plugin->executors && plugin->executors[i]; i++) {
        const struct yoke_executor *executor = plugin->executors[i];
        static const char *const parts[] = {"a summary", "start", "run", "stop"};
        const bool there[] = {executor->summary, executor->start, executor->run, executor->stop};
        if (incomplete_by("executor", executor->name, parts, there, 4, origin, error))
            return -EINVAL;
    }
    for (size_t i = 0; plugin->reports && plugin->reports[i]; i++) {
        static const char *const parts[] = {"a summary", "write"};
        const bool there[] = {plugin->reports[i]->summary, plugin->reports[i]->write};
        if (incomplete_by("report", plugin->reports[i]->name, parts, there, 2, origin, error))
            return -EINVAL;
    }
    return 0;
}

static int plugin_check(const struct plugins *plugins, const struct yoke_plugin *plugin, const char *origin,
                        struct yoke_error *error)
{
    int status = names_check("workload", (shelf)plugin->workloads, (shelf)plugins->workloads, origin, error);
    if (!status)
        status = names_check("executor", (shelf)plugin->executors, (shelf)plugins->executors, origin, error);
    if (!status)
        status = names_check("report", (shelf)plugin->reports, (shelf)plugins->reports, origin, error);
    if (!status)
        status = workloads_check(plugin, origin, error);
    return status ? status : others_check(plugin, origin, error);
}

/* Workloads of the user's own come first: they are what the user looks for. */
static int plugin_join(struct plugins *plugins, const struct yoke_plugin *plugin)
{
    const struct yoke_workload **workloads = shelf_join((shelf)plugin->workloads, (shelf)plugins->workloads);
    const struct yoke_executor **executors = shelf_join((shelf)plugins->executors, (shelf)plugin->executors);
    const struct yoke_report **reports = shelf_join((shelf)plugins->reports, (shelf)plugin->reports);
    if (!workloads || !executors || !reports) {
        free(workloads);
        free(executors);
        free(reports);
        return -ENOMEM;
    }
    free(plugins->workloads);
    free(plugins->executors);
    free(plugins->reports);
    plugins->workloads = workloads;
    plugins->executors = executors;
    plugins->reports = reports;
    plugins->catalogue.workloads = workloads;
    plugins->catalogue.executors = executors;
    plugins->catalogue.reports = reports;
    return 0;
}

int plugins_open(struct plugins *plugins, const struct yoke_catalogue *built_in)
{
    const struct yoke_plugin own = {.workloads = built_in->workloads,
                                    .executors = built_in->executors,
                                    .reports = built_in->reports};
    *plugins = (struct plugins){.catalogue.schedules = built_in->schedules};
    return plugin_join(plugins, &own);
}

void plugins_close(struct plugins *plugins)
{
    for (size_t i = 0; i < plugins->count; i++)
        free(plugins->paths[i]);
    free(plugins->paths);
    free(plugins->workloads);
    free(plugins->executors);
    free(plugins->reports);
    *plugins = (struct plugins){0};
}

int plugins_add(struct plugins *plugins, const struct yoke_plugin *plugin, const char *origin, struct yoke_error *error)
{
    int status = plugin_check(plugins, plugin, origin, error);
    if (status)
        return status;
    status = plugin_join(plugins, plugin);
    if (status)
        yoke_error_set(error, "%.200s: no memory for what it adds", origin);
    return status;
}

/* --- shared objects -------------------------------------------------------------------------------------- */

static int file_check(const char *path, struct yoke_error *error)
{
    struct elf_file file;
    const int status = elf_file_read(path, &file, error);
    if (status)
        return status;
    if (!file.is_elf)
        yoke_error_set(error, "plug-in %.200s is no shared object", path);
    else if (!file.is_native)
        yoke_error_set(error, "plug-in %.200s is built for another machine", path);
    else if (!file.has_plugin)
        yoke_error_set(error, "plug-in %.200s does not export yoke_plugin: YOKE_PLUGIN of yoke/plugin.h does that", path);
    else
        return 0;
    return -ENOEXEC;
}

static int abi_check(const struct yoke_plugin *plugin, const char *path, struct yoke_error *error)
{
    static const struct yoke_plugin own = YOKE_PLUGIN_OF(NULL, NULL, NULL);
    if (plugin->abi != own.abi)
        yoke_error_set(error, "plug-in %.200s was built for ABI %u, this yoke has %u: build it again", path,
                       (unsigned)plugin->abi, (unsigned)own.abi);
    else if (plugin->workload_bytes != own.workload_bytes || plugin->executor_bytes != own.executor_bytes ||
             plugin->report_bytes != own.report_bytes || plugin->record_bytes != own.record_bytes)
        yoke_error_set(error, "plug-in %.200s was built with headers of another yoke, though of the same ABI: build it again",
                       path);
    else
        return 0;
    return -ENOEXEC;
}

static int path_keep(struct plugins *plugins, char *path)
{
    char **paths = reallocarray(plugins->paths, plugins->count + 1, sizeof *paths);
    if (!paths)
        return -ENOMEM;
    plugins->paths = paths;
    paths[plugins->count++] = path;
    return 0;
}

/* `path` is absolute. The object stays loaded also when it is refused: what ran in it cannot be undone. */
static int object_load(struct plugins *plugins, const char *path, struct yoke_error *error)
{
    int status = file_check(path, error);
    if (status)
        return status;
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const struct yoke_plugin *plugin = object ? dlsym(object, "yoke_plugin") : NULL;
    if (!plugin) {
        yoke_error_set(error, "plug-in %.400s", dlerror());
        return -ENOEXEC;
    }
    status = abi_check(plugin, path, error);
    return status ? status : plugins_add(plugins, plugin, path, error);
}

int plugins_load(struct plugins *plugins, const char *path, struct yoke_error *error)
{
    char *absolute = realpath(path, NULL);
    if (!absolute) {
        const int status = -errno;
        yoke_error_set(error, "no plug-in %.200s: %s", path, strerror(-status));
        return status;
    }
    for (size_t i = 0; i < plugins->count; i++)
        if (!strcmp(plugins->paths[i], absolute)) {
            free(absolute);
            return 0;
        }
    int status = object_load(plugins, absolute, error);
    if (!status)
        status = path_keep(plugins, absolute);
    if (status)
        free(absolute);
    return status;
}

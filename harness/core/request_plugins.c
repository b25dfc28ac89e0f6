/* SPDX-License-Identifier: MIT */
/* Shared objects that a request names: unlike other settings, those of the command line are added to those of a plan file. */
#include "request_resolver.h"

#include "words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The files that one setting names; NULL: refused, or no memory. */
static char **files_of(const struct request_setting *setting, size_t *count, struct request_errors *errors)
{
    struct yoke_error error = {0};
    char **files = NULL;
    const int status = words_split(setting->text, &files, count, &error);
    if (status)
        request_refuse(errors, setting, "%s", error.text[0] ? error.text : strerror(-status));
    return files;
}

int request_load_plugins(const struct request *request, struct plugins *plugins, struct request_errors *errors)
{
    const size_t before = errors->count;
    for (size_t i = 0; i < request->count; i++) {
        const struct request_setting *setting = &request->settings[i];
        size_t count = 0;
        char **files = setting->key == &request_keys[REQUEST_PLUGINS] ? files_of(setting, &count, errors) : NULL;
        for (size_t k = 0; files && k < count; k++) {
            struct yoke_error error = {0};
            if (plugins_load(plugins, files[k], &error))
                request_refuse(errors, setting, "%s", error.text[0] ? error.text : "no memory for a plug-in");
        }
        words_free(files);
    }
    return errors->count > before ? -EINVAL : 0;
}

static bool is_kept(const struct plan *plan, const char *path)
{
    for (size_t i = 0; i < plan->plugin_count; i++)
        if (!strcmp(plan->plugins[i], path))
            return true;
    return false;
}

/* `path` is taken over. */
static void path_keep(struct resolver *resolver, char *path)
{
    struct plan *plan = resolver->plan;
    if (is_kept(plan, path)) {
        free(path);
        return;
    }
    char **grown = reallocarray(plan->plugins, plan->plugin_count + 1, sizeof *grown);
    if (!grown) {
        free(path);
        resolver->status = -ENOMEM;
        return;
    }
    plan->plugins = grown;
    grown[plan->plugin_count++] = path;
}

void resolver_plugins(struct resolver *resolver)
{
    for (size_t i = 0; i < resolver->request->count; i++) {
        const struct request_setting *setting = &resolver->request->settings[i];
        size_t count = 0;
        char **files =
            setting->key == &request_keys[REQUEST_PLUGINS] ? files_of(setting, &count, resolver->errors) : NULL;
        for (size_t k = 0; files && k < count; k++) {
            char *path = realpath(files[k], NULL);
            if (path)
                path_keep(resolver, path);
            else
                request_refuse(resolver->errors, setting, "no plug-in %.200s: %s", files[k], strerror(errno));
        }
        words_free(files);
    }
}

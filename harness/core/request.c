/* SPDX-License-Identifier: MIT */
/* Collecting what the user wrote, and finding what holds. */
#include "request.h"

#include "request_settings.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct request *request_new(void)
{
    return calloc(1, sizeof(struct request));
}

void request_free(struct request *request)
{
    if (!request)
        return;
    for (size_t i = 0; i < request->count; i++)
        free(request->settings[i].memory);
    free(request->settings);
    free(request->file);
    free(request);
}

/* Everything a setting points to, in one piece of memory. */
struct content {
    struct document_snippet snippet;
    char texts[]; /* param, text and origin, each with its NUL */
};

static const char *append(char **at, const char *text)
{
    const char *copy = *at;
    *at = stpcpy(*at, text) + 1;
    return copy;
}

static bool setting_copy(const struct request_setting *setting, struct request_setting *copy)
{
    const char *param = setting->param ? setting->param : "";
    struct content *content =
        malloc(sizeof *content + strlen(param) + strlen(setting->text) + strlen(setting->origin) + 3);
    if (!content)
        return false;
    *copy = *setting;
    copy->memory = content;
    char *at = content->texts;
    copy->param = setting->param ? append(&at, param) : NULL;
    copy->text = append(&at, setting->text);
    copy->origin = append(&at, setting->origin);
    if (setting->snippet) {
        content->snippet = *setting->snippet;
        copy->snippet = &content->snippet;
    }
    return true;
}

int request_add(struct request *request, const struct request_setting *setting)
{
    if (request->count == request->capacity) {
        size_t capacity = request->capacity ? 2 * request->capacity : 16;
        struct request_setting *grown = reallocarray(request->settings, capacity, sizeof *grown);
        if (!grown)
            return -ENOMEM;
        request->settings = grown;
        request->capacity = capacity;
    }
    if (!setting_copy(setting, &request->settings[request->count]))
        return -ENOMEM;
    request->count++;
    return 0;
}

int request_set(struct request *request, int study, const char *key, const char *text, const char *origin,
                bool overrides)
{
    static const char params[] = "params.";
    bool is_param = !strncmp(key, params, strlen(params));
    const struct request_key *found = request_key_find(is_param ? "params" : key);
    if (!found || (found->kind == REQUEST_VALUES && !is_param))
        return -EINVAL;
    const struct request_setting setting = {.key = found,
                                            .param = is_param ? key + strlen(params) : NULL,
                                            .study = study,
                                            .text = text,
                                            .origin = origin,
                                            .overrides = overrides};
    return request_add(request, &setting);
}

const char *request_first_said(const struct request *request)
{
    for (size_t i = 0; i < request->count; i++) {
        const struct request_setting *setting = &request->settings[i];
        if (setting->overrides && setting->key != &request_keys[REQUEST_PLUGINS])
            return setting->origin[0] ? setting->origin : setting->text;
    }
    return NULL;
}

bool request_reaches(const struct request_setting *setting, int study)
{
    return setting->overrides || setting->study == -1 || setting->study == study;
}

bool request_is_said(const struct request_setting *setting)
{
    return setting->overrides || setting->snippet;
}

static int rank(const struct request_setting *setting)
{
    return setting->overrides ? 3 : setting->study >= 0 ? 2 : request_is_said(setting);
}

const struct request_setting *request_find(const struct request *request, int study, enum request_key_index key,
                                           const char *param)
{
    const struct request_setting *best = NULL;
    for (size_t i = 0; i < request->count; i++) {
        const struct request_setting *setting = &request->settings[i];
        if (setting->key != &request_keys[key] || !request_reaches(setting, study))
            continue;
        if (param && strcmp(setting->param, param) != 0)
            continue;
        if (!best || rank(setting) >= rank(best))
            best = setting;
    }
    return best;
}

struct request_error *request_refuse(struct request_errors *errors, const struct request_setting *setting,
                                     const char *format, ...)
{
    char sentence[YOKE_ERROR_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    bool has_origin = setting && setting->origin[0];
    struct request_error *error = request_errors_add(errors, "%.150s%s%.360s", has_origin ? setting->origin : "",
                                                     has_origin ? ": " : "", sentence);
    if (setting && setting->snippet)
        error->snippet = *setting->snippet;
    return error;
}

/* A plain number needs no quotes in JSON, and a single leading zero is all it may begin with. */
static bool is_json_number(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0' && (text[0] != '0' || !text[1]);
}

const char *request_examples(const struct request_key *key, bool as_json, char text[REQUEST_EXAMPLES_BYTES])
{
    size_t used = (size_t)snprintf(text, REQUEST_EXAMPLES_BYTES, "%s", key->examples[0] ? ": write " : "");
    for (size_t i = 0; i < REQUEST_EXAMPLES_MOST && key->examples[i]; i++) {
        bool last = i + 1 == REQUEST_EXAMPLES_MOST || !key->examples[i + 1];
        const char *quote = as_json && !is_json_number(key->examples[i]) ? "\"" : "";
        const char *join = i == 0 ? "" : last ? " or " : ", ";
        int written =
            snprintf(text + used, REQUEST_EXAMPLES_BYTES - used, "%s%s%s%s", join, quote, key->examples[i], quote);
        used += (size_t)written;
        if (used >= REQUEST_EXAMPLES_BYTES)
            break;
    }
    return text;
}

const char *request_workers_fallback(const struct request_machine *machine)
{
    return machine->pus <= 8 ? request_keys[REQUEST_WORKERS].fallback : "1..pusx2,pus";
}

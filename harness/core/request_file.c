/* SPDX-License-Identifier: MIT */
/* A plan file becomes settings: every value turns into the text one would write on the command line, and keeps its
 * place. */
#include "request.h"

#include "request_settings.h"
#include "suggest.h"
#include "words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One file being read. */
struct reader {
    struct request *request;
    const struct document *document;
    struct request_errors *errors;
    int study;  /* -1: at the top */
    int status; /* -ENOMEM ends the reading; errors only collect */
};

static void place_text(const struct reader *reader, struct document_place place, char *text, size_t size)
{
    snprintf(text, size, "%.100s:%u:%u", document_name(reader->document), place.line, place.column);
}

/* Adds "FILE:LINE:COLUMN: sentence" with its source line. */
__attribute__((format(printf, 3, 4))) static struct request_error *
refuse(struct reader *reader, struct document_place place, const char *format, ...)
{
    char sentence[YOKE_ERROR_BYTES - 128], origin[128];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    place_text(reader, place, origin, sizeof origin);
    struct request_error *error = request_errors_add(reader->errors, "%s: %s", origin, sentence);
    document_snippet_cut(reader->document, place, &error->snippet);
    return error;
}

static void refuse_type(struct reader *reader, const struct request_key *key, const struct document_node *node,
                        const struct document_node *culprit)
{
    char examples[REQUEST_EXAMPLES_BYTES];
    refuse(reader, culprit->place, "\"%.60s\" must be %s, not %s%s", node->key, key->expects,
           culprit->kind == DOCUMENT_ARRAY && !culprit->count ? "an empty list" : document_kind_noun(culprit->kind),
           request_examples(key, true, examples));
}

static void add_setting(struct reader *reader, const struct request_key *key, const struct document_node *node,
                        const char *text)
{
    char origin[128];
    struct document_snippet snippet;
    place_text(reader, node->place, origin, sizeof origin);
    document_snippet_cut(reader->document, node->place, &snippet);
    const struct request_setting setting = {.key = key,
                                            .param = key->kind == REQUEST_VALUES ? node->key : NULL,
                                            .study = reader->study,
                                            .text = text,
                                            .origin = origin,
                                            .snippet = &snippet};
    if (request_add(reader->request, &setting))
        reader->status = -ENOMEM;
}

/* The words of a command, quoted so that they stay apart. */
static char *command_text(const struct document_node *list)
{
    const char **words = calloc(list->count + 1, sizeof *words);
    size_t count = 0;
    if (!words)
        return NULL;
    for (const struct document_node *item = list->first; item; item = item->next)
        words[count++] = item->text;
    char *text = words_join(words, count);
    free(words);
    return text;
}

/* The items of a list, as one would write them between commas. Placements stand between semicolons, because one
 * placement may have commas in it; but processor numbers in a list are one placement: [0, 2] is "0,2". */
static char *list_text(const struct request_key *key, const struct document_node *list)
{
    char *text = NULL;
    size_t size = 0;
    if (key->kind == REQUEST_WORDS)
        return command_text(list);
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return NULL;
    const struct document_node *before = NULL;
    for (const struct document_node *item = list->first; item; before = item, item = item->next) {
        bool numbers = before && before->kind == DOCUMENT_NUMBER && item->kind == DOCUMENT_NUMBER;
        if (before)
            fputc(key->kind == REQUEST_PLACES && !numbers ? ';' : ',', stream);
        fputs(item->text, stream);
    }
    if (fclose(stream)) {
        free(text);
        return NULL;
    }
    return text;
}

static bool is_scalar(const struct request_key *key, const struct document_node *node)
{
    return node->kind == DOCUMENT_STRING || (node->kind == DOCUMENT_NUMBER && key->kind != REQUEST_TEXT);
}

/* A value: a text or a number, or where the key takes several, a list of them. */
static void read_value(struct reader *reader, const struct request_key *key, const struct document_node *node)
{
    bool takes_list = key->kind != REQUEST_TEXT && key->kind != REQUEST_NUMBER;
    const struct document_node *culprit = is_scalar(key, node) ? NULL : node;
    if (node->kind == DOCUMENT_ARRAY && takes_list && node->first) {
        culprit = node->first;
        while (culprit && is_scalar(key, culprit))
            culprit = culprit->next;
    }
    if (culprit) {
        refuse_type(reader, key, node, culprit);
        return;
    }
    char *list = node->kind == DOCUMENT_ARRAY ? list_text(key, node) : NULL;
    if (node->kind == DOCUMENT_ARRAY && !list)
        reader->status = -ENOMEM;
    else
        add_setting(reader, key, node, list ? list : node->text);
    free(list);
}

static void read_params(struct reader *reader, const struct document_node *node)
{
    if (node->kind != DOCUMENT_OBJECT) {
        refuse(reader, node->place, "\"params\" must be an object, not %s: write {\"NAME\": VALUE}",
               document_kind_noun(node->kind));
        return;
    }
    for (const struct document_node *param = node->first; param && !reader->status; param = param->next)
        read_value(reader, &request_keys[REQUEST_PARAMS], param);
}

static void refuse_key(struct reader *reader, const struct document_node *node)
{
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, node->key);
    for (size_t i = 0; i < REQUEST_KEYS; i++)
        suggestion_offer(&suggestion, request_keys[i].name);
    if (reader->study < 0)
        suggestion_offer(&suggestion, "studies");
    struct request_error *error = refuse(reader, node->key_place, "no key \"%.60s\" in a %s%s", node->key,
                                         reader->study < 0 ? "plan" : "study", suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke help plan-schema     shows all keys");
}

static void read_studies(struct reader *reader, const struct document_node *node);

static void read_member(struct reader *reader, const struct document_node *node)
{
    bool top = reader->study < 0;
    const struct request_key *key = request_key_find(node->key);
    if (!strcmp(node->key, "$schema") && top) /* for editors; no business of ours */
        return;
    if (!strcmp(node->key, "studies") && top)
        read_studies(reader, node);
    else if (!key)
        refuse_key(reader, node);
    else if (key->scope == REQUEST_OF_RUN && !top)
        refuse(reader, node->key_place, "\"%s\" belongs to the whole plan, not to one study: move it to the top",
               key->name);
    else if (key->kind == REQUEST_VALUES)
        read_params(reader, node);
    else
        read_value(reader, key, node);
}

static void read_members(struct reader *reader, const struct document_node *object)
{
    for (const struct document_node *member = object->first; member && !reader->status; member = member->next)
        read_member(reader, member);
}

static void read_studies(struct reader *reader, const struct document_node *node)
{
    static const char example[] = "[{\"workload\": \"NAME\"}]";
    if (node->kind != DOCUMENT_ARRAY || !node->count) {
        refuse(reader, node->place, "\"studies\" must be a list of objects, not %s: write %s",
               node->kind == DOCUMENT_ARRAY ? "an empty list" : document_kind_noun(node->kind), example);
        return;
    }
    if (node->count > REQUEST_STUDIES_MOST) {
        refuse(reader, node->place, "%zu studies are more than the %d a plan may have", node->count,
               REQUEST_STUDIES_MOST);
        return;
    }
    for (const struct document_node *study = node->first; study && !reader->status; study = study->next) {
        reader->study = reader->request->study_count++;
        if (study->kind == DOCUMENT_OBJECT)
            read_members(reader, study);
        else
            refuse(reader, study->place, "a study must be an object, not %s: write %s", document_kind_noun(study->kind),
                   example);
    }
    reader->study = -1;
}

int request_read_file(struct request *request, const char *path, struct request_errors *errors)
{
    static const struct document_limits limits = {.noun = "plan", .bytes = REQUEST_FILE_BYTES_MOST};
    struct document *document;
    struct document_fault fault = {0};
    if (document_read_file(path, &limits, &document, &fault)) {
        struct request_error *error = request_errors_add(errors, "%s", fault.error.text);
        error->snippet = fault.snippet;
        return -EINVAL;
    }
    size_t before = errors->count;
    struct reader reader = {.request = request, .document = document, .errors = errors, .study = -1};
    free(request->file);
    request->file = strdup(path);
    read_members(&reader, document_root(document));
    document_free(document);
    if (reader.status || !request->file) {
        request_errors_add(errors, "%s: %s", path, strerror(ENOMEM));
        return -ENOMEM;
    }
    return errors->count > before ? -EINVAL : 0;
}

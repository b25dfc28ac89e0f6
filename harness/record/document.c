/* SPDX-License-Identifier: MIT */
/* From text to nodes. jansson decides what is JSON and decodes the strings; a second walk over the same text finds out
 * where each value stands, which jansson does not tell. */
#include "document.h"

#include "document_source.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A node with what it owns, in a chain of all nodes of the document. */
struct entry {
    struct document_node node;
    char *key, *text;
    struct entry *previous; /* made before this one */
};

struct document {
    struct document_source source;
    struct entry *newest;
    const struct document_node *root;
};

/* The second walk. */
struct builder {
    struct document *document;
    const char *clean;
    struct document_cursor cursor;
};

void document_free(struct document *document)
{
    if (!document)
        return;
    while (document->newest) {
        struct entry *entry = document->newest;
        document->newest = entry->previous;
        free(entry->key);
        free(entry->text);
        free(entry);
    }
    document_source_release(&document->source);
    free(document);
}

/* Takes the next token and tells its place. Tokens come in order, so the cursor never walks back. */
static struct document_token builder_token(struct builder *builder, struct document_place *place)
{
    const struct document_source *source = &builder->document->source;
    struct document_token token = document_token_next(builder->clean, source->length, builder->cursor.offset);
    document_cursor_move(&builder->cursor, source, token.start);
    *place = (struct document_place){builder->cursor.line + 1, builder->cursor.column + 1, 1};
    document_cursor_move(&builder->cursor, source, token.end);
    if (builder->cursor.column + 1 > place->column)
        place->width = builder->cursor.column + 1 - place->column;
    return token;
}

static enum document_kind kind_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return DOCUMENT_OBJECT;
    case JSON_ARRAY:
        return DOCUMENT_ARRAY;
    case JSON_STRING:
        return DOCUMENT_STRING;
    case JSON_INTEGER:
    case JSON_REAL:
        return DOCUMENT_NUMBER;
    case JSON_TRUE:
        return DOCUMENT_TRUE;
    case JSON_FALSE:
        return DOCUMENT_FALSE;
    default:
        return DOCUMENT_NULL;
    }
}

static struct entry *entry_build(struct builder *builder, json_t *value);

/* Appends a child behind `*tail` and takes the token after it: a comma or the closing bracket. */
static void child_append(struct builder *builder, struct document_node *parent, struct entry *child,
                         struct entry **tail)
{
    if (*tail)
        (*tail)->node.next = &child->node;
    else
        parent->first = &child->node;
    *tail = child;
    parent->count++;
    struct document_place mark;
    builder_token(builder, &mark);
}

static bool members_build(struct builder *builder, json_t *object, struct document_node *node)
{
    struct entry *tail = NULL;
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    { /* jansson keeps the order of the text */
        struct document_place key_place, colon;
        builder_token(builder, &key_place);
        builder_token(builder, &colon);
        struct entry *child = entry_build(builder, value);
        if (!child || !(child->key = strdup(key)))
            return false;
        child->node.key = child->key;
        child->node.key_place = key_place;
        child_append(builder, node, child, &tail);
    }
    return true;
}

static bool items_build(struct builder *builder, json_t *array, struct document_node *node)
{
    struct entry *tail = NULL;
    size_t index;
    json_t *value;
    json_array_foreach(array, index, value)
    {
        struct entry *child = entry_build(builder, value);
        if (!child)
            return false;
        child_append(builder, node, child, &tail);
    }
    return true;
}

/* The inside of a value whose first token has been taken. */
static bool content_build(struct builder *builder, json_t *value, struct document_token token, struct entry *entry)
{
    struct document_node *node = &entry->node;
    struct document_place closing;
    switch (node->kind) {
    case DOCUMENT_OBJECT:
        if (!json_object_size(value))
            builder_token(builder, &closing);
        return members_build(builder, value, node);
    case DOCUMENT_ARRAY:
        if (!json_array_size(value))
            builder_token(builder, &closing);
        return items_build(builder, value, node);
    case DOCUMENT_STRING:
        entry->text = strdup(json_string_value(value));
        break;
    default: /* as written, not as jansson understood it */
        entry->text = strndup(builder->clean + token.start, token.end - token.start);
        break;
    }
    node->text = entry->text;
    return node->text != NULL;
}

/* Returns the entry of a value, with all below it; NULL when memory is short. The document owns it at once. */
static struct entry *entry_build(struct builder *builder, json_t *value)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry)
        return NULL;
    entry->previous = builder->document->newest;
    builder->document->newest = entry;
    entry->node.kind = kind_of(value);
    struct document_token token = builder_token(builder, &entry->node.place);
    return content_build(builder, value, token, entry) ? entry : NULL;
}

static int document_parse(struct document *document, const struct document_limits *limits, struct document_fault *fault)
{
    char *clean = NULL;
    int status = document_source_clean(&document->source, limits, &clean, fault);
    if (status)
        return status;
    json_error_t refusal;
    json_t *json = json_loadb(clean, document->source.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &refusal);
    if (!json) {
        status = document_syntax_refuse(&document->source, clean, refusal.text, (size_t)refusal.position, fault);
    } else if (!json_is_object(json)) {
        struct document_token token = document_token_next(clean, document->source.length, 0);
        status = document_source_refuse(&document->source, token.start, token.end, fault,
                                        "a %s is a JSON object, { ... }, not %s", limits->noun,
                                        document_kind_noun(kind_of(json)));
    } else {
        struct builder builder = {.document = document, .clean = clean};
        struct entry *root = entry_build(&builder, json);
        status = root ? 0 : -ENOMEM;
        document->root = root ? &root->node : NULL;
    }
    json_decref(json);
    free(clean);
    return status;
}

/* Parses what was loaded with `status`; frees everything unless all went well. */
static int document_finish(struct document *made, int status, const struct document_limits *limits,
                           struct document **document, struct document_fault *fault)
{
    if (!status)
        status = document_parse(made, limits, fault);
    if (status) {
        yoke_error_set(&fault->error, "%.200s: %s", made->source.name ? made->source.name : "document",
                       strerror(-status));
        document_free(made);
        return status;
    }
    *document = made;
    return 0;
}

int document_read_file(const char *path, const struct document_limits *limits, struct document **document,
                       struct document_fault *fault)
{
    struct document *made = calloc(1, sizeof *made);
    if (!made)
        return -ENOMEM;
    int status = document_source_load(path, limits, &made->source, fault);
    return document_finish(made, status, limits, document, fault);
}

int document_read_text(const char *name, const char *text, size_t length, const struct document_limits *limits,
                       struct document **document, struct document_fault *fault)
{
    struct document *made = calloc(1, sizeof *made);
    if (!made)
        return -ENOMEM;
    int status = document_source_copy(name, text, length, limits, &made->source, fault);
    return document_finish(made, status, limits, document, fault);
}

const char *document_name(const struct document *document)
{
    return document->source.name;
}

const struct document_node *document_root(const struct document *document)
{
    return document->root;
}

const struct document_node *document_member(const struct document_node *object, const char *key)
{
    if (object->kind != DOCUMENT_OBJECT)
        return NULL;
    for (const struct document_node *member = object->first; member; member = member->next)
        if (!strcmp(member->key, key))
            return member;
    return NULL;
}

void document_snippet_cut(const struct document *document, struct document_place place,
                          struct document_snippet *snippet)
{
    document_source_snippet(&document->source, place, snippet);
}

const char *document_kind_noun(enum document_kind kind)
{
    static const char *const nouns[] = {
        [DOCUMENT_OBJECT] = "an object", [DOCUMENT_ARRAY] = "a list", [DOCUMENT_STRING] = "a text",
        [DOCUMENT_NUMBER] = "a number",  [DOCUMENT_TRUE] = "true",    [DOCUMENT_FALSE] = "false",
        [DOCUMENT_NULL] = "null",
    };
    return nouns[kind];
}

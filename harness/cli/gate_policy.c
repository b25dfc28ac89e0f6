/* SPDX-License-Identifier: MIT */
/* Every mistake in the file has a place and a sentence; a key that nobody reads would be a tolerance that does not hold. */
#include "gate_policy.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A thousand entries fit in a tenth of this. */
static const struct document_limits limits = {"gate", 1 << 20};

struct gate_policy {
    struct document *document; /* owns the texts */
    char *path;
    struct gate_entry *entries;
    size_t count;
};

__attribute__((format(printf, 4, 5))) static int refuse(const struct gate_policy *policy, struct document_fault *fault,
                                                         const struct document_node *node, const char *format, ...)
{
    char sentence[YOKE_ERROR_BYTES - 160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    yoke_error_set(&fault->error, "%.120s:%u:%u: %s", document_name(policy->document), node->place.line,
                   node->place.column, sentence);
    document_snippet_cut(policy->document, node->place, &fault->snippet);
    return -EINVAL;
}

/* A day of the calendar: one that there never is would never be over, or be over too late. */
static bool is_date(const char *text)
{
    static const char shape[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof shape; i++)
        if (shape[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != shape[i])
            return false;
    const int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
    struct tm date = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    return timegm(&date) != -1 && date.tm_mon == month - 1 && date.tm_mday == day; /* it moves days that do not exist */
}

/* "5%" or 0.05, above 0 and below 1. */
static bool tolerance_parse(const struct document_node *node, double *tolerance)
{
    char *end = NULL;
    if (node->kind != DOCUMENT_STRING && node->kind != DOCUMENT_NUMBER)
        return false;
    *tolerance = strtod(node->text, &end);
    if (end == node->text || *end != (node->kind == DOCUMENT_STRING ? '%' : '\0') || (*end && end[1]))
        return false;
    *tolerance /= node->kind == DOCUMENT_STRING ? 100 : 1;
    return *tolerance > 0 && *tolerance < 1;
}

static int accept_read(const struct gate_policy *policy, const struct document_node *accept, struct gate_entry *entry,
                       struct document_fault *fault)
{
    if (accept->kind != DOCUMENT_OBJECT)
        return refuse(policy, fault, accept, "\"accept\" must be {\"reason\": …, \"until\": \"2026-12-31\"}, not %s",
                      document_kind_noun(accept->kind));
    for (const struct document_node *node = accept->first; node; node = node->next)
        if (!strcmp(node->key, "reason") && node->kind == DOCUMENT_STRING && node->text[0])
            entry->reason = node->text;
        else if (!strcmp(node->key, "until") && node->kind == DOCUMENT_STRING && is_date(node->text))
            entry->until = node->text;
        else
            return refuse(policy, fault, node, "an acceptance has a \"reason\" in words and a date \"until\" like 2026-12-31, "
                          "not this \"%.40s\"", node->key);
    if (!entry->reason || !entry->until)
        return refuse(policy, fault, accept, "an acceptance needs both, a \"reason\" and a date \"until\" like 2026-12-31");
    return 0;
}

static int entry_read(const struct gate_policy *policy, const struct document_node *item, struct gate_entry *entry,
                      struct document_fault *fault)
{
    if (item->kind != DOCUMENT_OBJECT)
        return refuse(policy, fault, item, "an entry of \"cells\" must be an object with a \"match\"");
    for (const struct document_node *node = item->first; node; node = node->next) {
        const bool text = node->kind == DOCUMENT_STRING && node->text[0];
        int status = 0;
        if (!strcmp(node->key, "match") && text)
            entry->match = node->text;
        else if (!strcmp(node->key, "metric") && text)
            entry->metric = node->text;
        else if (!strcmp(node->key, "tolerance")) {
            if (!tolerance_parse(node, &entry->tolerance))
                status = refuse(policy, fault, node, "\"tolerance\" must be a share like \"5%%\" or 0.05");
        } else if (!strcmp(node->key, "accept"))
            status = accept_read(policy, node, entry, fault);
        else
            status = refuse(policy, fault, node, "an entry has \"match\", \"metric\", \"tolerance\" and \"accept\", not this "
                            "\"%.40s\"", node->key);
        if (status)
            return status;
    }
    return entry->match ? 0 : refuse(policy, fault, item, "an entry needs a \"match\": the name of a cell, or a pattern with *");
}

static int entries_read(struct gate_policy *policy, struct document_fault *fault)
{
    const struct document_node *root = document_root(policy->document), *cells = document_member(root, "cells");
    for (const struct document_node *node = root->first; node; node = node->next)
        if (strcmp(node->key, "cells") != 0 && strcmp(node->key, "$schema") != 0)
            return refuse(policy, fault, node, "a gate file has \"cells\", not \"%.40s\"", node->key);
    if (!cells || cells->kind != DOCUMENT_ARRAY)
        return refuse(policy, fault, cells ? cells : root, "a gate file has a list \"cells\"");
    policy->entries = calloc(cells->count + 1, sizeof *policy->entries);
    if (!policy->entries)
        return -ENOMEM;
    for (const struct document_node *item = cells->first; item; item = item->next) {
        const int status = entry_read(policy, item, &policy->entries[policy->count], fault);
        if (status)
            return status;
        policy->count++;
    }
    return 0;
}

/* The nearest gate.json, from the working directory upwards; NULL: there is none. */
static char *path_find(void)
{
    char folder[PATH_MAX], *path = NULL;
    if (!getcwd(folder, sizeof folder))
        return NULL;
    for (;;) {
        if (asprintf(&path, "%s/gate.json", folder) < 0)
            return NULL;
        if (!access(path, F_OK))
            return path;
        free(path);
        char *slash = strrchr(folder, '/');
        if (!slash || !folder[0])
            return NULL;
        *slash = '\0';
    }
}

int gate_policy_read(const char *path, struct gate_policy **made, struct document_fault *fault)
{
    struct gate_policy *policy = calloc(1, sizeof *policy);
    int status = policy ? 0 : -ENOMEM;
    *made = NULL;
    if (policy)
        policy->path = path ? strdup(path) : path_find();
    if (policy && policy->path)
        status = document_read_file(policy->path, &limits, &policy->document, fault);
    if (!status && policy->document)
        status = entries_read(policy, fault);
    if (status) {
        gate_policy_free(policy);
        return status;
    }
    *made = policy;
    return 0;
}

void gate_policy_free(struct gate_policy *policy)
{
    if (!policy)
        return;
    document_free(policy->document);
    free(policy->entries);
    free(policy->path);
    free(policy);
}

const char *gate_policy_path(const struct gate_policy *policy)
{
    return policy->path;
}

const struct gate_entry *gate_policy_entry(const struct gate_policy *policy, const char *cell)
{
    for (size_t i = 0; i < policy->count; i++)
        if (!fnmatch(policy->entries[i].match, cell, 0))
            return &policy->entries[i];
    return NULL;
}

const char *gate_policy_idle(const struct gate_policy *policy, const struct cell cells[], size_t count, size_t *next)
{
    while (*next < policy->count) {
        const struct gate_entry *entry = &policy->entries[(*next)++];
        size_t i = 0;
        while (i < count && gate_policy_entry(policy, cells[i].name) != entry)
            i++;
        if (i == count)
            return entry->match;
    }
    return NULL;
}

bool gate_entry_expired(const struct gate_entry *entry, const char *today)
{
    return entry->until && strcmp(today, entry->until) > 0; /* such dates sort as texts do */
}

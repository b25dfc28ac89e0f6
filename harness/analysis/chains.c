/* SPDX-License-Identifier: MIT */
/* Children of a node are a linked list: few functions call more than a dozen others. */
#include "chains.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct function {
    const char *name, *module;
    uint64_t self, total;
    size_t seen; /* number of the chain that counted last in `total` */
    size_t place; /* in the profile */
};

struct node {
    size_t function;       /* index */
    size_t caller;         /* 1 + index; 0: none */
    size_t first, sibling; /* 1 + index; 0: none */
    uint64_t samples;
};

struct chains {
    struct function *functions;
    struct node *nodes;
    size_t function_count, node_count, function_room, node_room;
    size_t roots; /* first of them: 1 + index */
    size_t added;
};

struct chains *chains_new(void)
{
    return calloc(1, sizeof(struct chains));
}

void chains_free(struct chains *chains)
{
    if (!chains)
        return;
    free(chains->functions);
    free(chains->nodes);
    free(chains);
}

static int room_make(void **list, size_t count, size_t *room, size_t bytes)
{
    if (count < *room)
        return 0;
    const size_t more = *room ? 2 * *room : 64;
    void *grown = reallocarray(*list, more, bytes);
    if (!grown)
        return -ENOMEM;
    *list = grown;
    *room = more;
    return 0;
}

static bool is_frame(const struct function *function, const struct stack_frame *frame)
{
    return yoke_text_same(function->name, frame->function) && yoke_text_same(function->module, frame->module);
}

static int function_find(struct chains *chains, const struct stack_frame *frame, size_t *index)
{
    for (*index = 0; *index < chains->function_count; ++*index)
        if (is_frame(&chains->functions[*index], frame))
            return 0;
    void *list = chains->functions;
    const int status = room_make(&list, chains->function_count, &chains->function_room, sizeof *chains->functions);
    chains->functions = list;
    if (!status)
        chains->functions[chains->function_count++] = (struct function){.name = frame->function, .module = frame->module};
    return status;
}

/* The node of that frame below `caller` (1 + index; 0: none); 0 where there is no room for another. */
static int node_find(struct chains *chains, size_t caller, const struct stack_frame *frame, size_t *found)
{
    size_t at = caller ? chains->nodes[caller - 1].first : chains->roots;
    for (; at; at = chains->nodes[at - 1].sibling)
        if (is_frame(&chains->functions[chains->nodes[at - 1].function], frame)) {
            *found = at;
            return 0;
        }
    *found = 0;
    if (chains->node_count == CHAINS_NODES_MOST)
        return 0;
    size_t function;
    int status = function_find(chains, frame, &function);
    void *list = chains->nodes;
    if (!status)
        status = room_make(&list, chains->node_count, &chains->node_room, sizeof *chains->nodes);
    chains->nodes = list;
    if (status)
        return status;
    size_t *first = caller ? &chains->nodes[caller - 1].first : &chains->roots;
    chains->nodes[chains->node_count++] = (struct node){.function = function, .caller = caller, .sibling = *first};
    *found = *first = chains->node_count;
    return 0;
}

int chains_add(struct chains *chains, const struct stack_frame frames[], size_t count, uint64_t samples)
{
    size_t deepest = 0;
    chains->added++;
    for (size_t i = 0; i < count; i++) {
        size_t node;
        const int status = node_find(chains, deepest, &frames[i], &node);
        if (status)
            return status;
        if (!node)
            break;
        deepest = node;
        struct function *function = &chains->functions[chains->nodes[node - 1].function];
        if (function->seen != chains->added)
            function->total += samples;
        function->seen = chains->added;
    }
    if (deepest) {
        chains->nodes[deepest - 1].samples += samples;
        chains->functions[chains->nodes[deepest - 1].function].self += samples;
    }
    return 0;
}

static int text_order(const char *left, const char *right)
{
    return strcmp(left ? left : "", right ? right : "");
}

static int function_compare(const void *left, const void *right)
{
    const struct function *one = *(const struct function *const *)left, *other = *(const struct function *const *)right;
    if (one->self != other->self)
        return one->self > other->self ? -1 : 1;
    if (one->total != other->total)
        return one->total > other->total ? -1 : 1;
    const int order = text_order(one->name, other->name);
    return order ? order : text_order(one->module, other->module);
}

static int functions_store(const struct chains *chains, struct record *record, struct yoke_profile *profile)
{
    struct function **sorted = calloc(chains->function_count + 1, sizeof *sorted);
    profile->functions = record_alloc(record, (chains->function_count + 1) * sizeof *profile->functions);
    if (!sorted || !profile->functions) {
        free(sorted);
        return -ENOMEM;
    }
    for (size_t i = 0; i < chains->function_count; i++)
        sorted[i] = &chains->functions[i];
    if (chains->function_count)
        qsort(sorted, chains->function_count, sizeof *sorted, function_compare);
    bool whole = true;
    for (size_t i = 0; i < chains->function_count; i++) {
        sorted[i]->place = i;
        profile->functions[i] = (struct yoke_profile_function){record_copy(record, sorted[i]->name),
            record_copy(record, sorted[i]->module), sorted[i]->self, sorted[i]->total};
        whole &= profile->functions[i].name && !profile->functions[i].module == !sorted[i]->module;
    }
    profile->function_count = chains->function_count;
    free(sorted);
    return whole ? 0 : -ENOMEM;
}

/* What is compared when siblings are put in order. */
struct sibling {
    size_t node; /* index */
    size_t place; /* of its function */
};

static int sibling_compare(const void *left, const void *right)
{
    const struct sibling *one = left, *other = right;
    return one->place < other->place ? -1 : one->place > other->place;
}

/* Where the walk through the forest stands: nodes that are still to be written, the next one last. */
struct walk {
    const struct chains *chains;
    struct yoke_profile *profile;
    size_t *waiting, *written; /* indices; of each node 1 + its place in the profile */
    size_t waiting_count;
    struct sibling *siblings;
};

static void siblings_push(struct walk *walk, size_t first)
{
    size_t count = 0;
    for (size_t at = first; at; at = walk->chains->nodes[at - 1].sibling)
        walk->siblings[count++] = (struct sibling){at - 1, walk->chains->functions[walk->chains->nodes[at - 1].function].place};
    if (count)
        qsort(walk->siblings, count, sizeof *walk->siblings, sibling_compare);
    while (count--)
        walk->waiting[walk->waiting_count++] = walk->siblings[count].node;
}

static void nodes_write(struct walk *walk)
{
    struct yoke_profile *profile = walk->profile;
    siblings_push(walk, walk->chains->roots);
    for (size_t place = 0; walk->waiting_count; place++) {
        const size_t index = walk->waiting[--walk->waiting_count];
        const struct node *node = &walk->chains->nodes[index];
        walk->written[index] = place + 1;
        profile->stack_function[place] = walk->chains->functions[node->function].place;
        profile->stack_caller[place] = node->caller ? walk->written[node->caller - 1] : 0;
        profile->stack_samples[place] = node->samples;
        profile->samples += node->samples;
        siblings_push(walk, node->first);
    }
}

static int nodes_store(const struct chains *chains, struct record *record, struct yoke_profile *profile)
{
    const size_t count = chains->node_count;
    struct walk walk = {.chains = chains, .profile = profile};
    profile->stack_function = record_alloc(record, (count + 1) * sizeof(uint64_t));
    profile->stack_caller = record_alloc(record, (count + 1) * sizeof(uint64_t));
    profile->stack_samples = record_alloc(record, (count + 1) * sizeof(uint64_t));
    walk.waiting = calloc(count + 1, sizeof *walk.waiting);
    walk.written = calloc(count + 1, sizeof *walk.written);
    walk.siblings = calloc(count + 1, sizeof *walk.siblings);
    const bool room = profile->stack_function && profile->stack_caller && profile->stack_samples && walk.waiting &&
                      walk.written && walk.siblings;
    profile->samples = 0;
    profile->stack_function_count = profile->stack_caller_count = profile->stack_samples_count = room ? count : 0;
    if (room)
        nodes_write(&walk);
    free(walk.waiting);
    free(walk.written);
    free(walk.siblings);
    return room ? 0 : -ENOMEM;
}

int chains_store(const struct chains *chains, struct record *record, struct yoke_profile *profile)
{
    const int status = functions_store(chains, record, profile);
    return status ? status : nodes_store(chains, record, profile);
}

/* SPDX-License-Identifier: MIT */
/* Sums run backwards: every node stands behind its caller. */
#include "profile_tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Deeper than the kernel keeps chains (kernel.perf_event_max_stack: 127) by far; drawings and walks may rely on it. */
enum { DEPTH_MOST = 1024 };

/* JSON's integers are exact up to here, and no sum of such overflows before there are 2,000 of them: the sum is checked as well. */
static const uint64_t SAMPLES_MOST = UINT64_C(1) << 53;

static bool node_take(struct profile_tree *tree, const struct yoke_profile *profile, size_t index)
{
    const uint64_t function = profile->stack_function[index], caller = profile->stack_caller[index];
    const uint64_t samples = profile->stack_samples[index];
    if (function >= profile->function_count || caller > index || samples > SAMPLES_MOST || !profile->functions[function].name)
        return false;
    const size_t depth = caller ? tree->nodes[caller - 1].depth + 1 : 0;
    tree->nodes[index] = (struct profile_node){&profile->functions[function], (size_t)caller, depth, samples, samples};
    tree->samples += samples;
    tree->depth = depth >= tree->depth ? depth + 1 : tree->depth;
    return tree->samples <= SAMPLES_MOST && depth < DEPTH_MOST;
}

/* Is all that a node calls behind it without a gap? So it is when a node's caller is the node before it or one of its callers. */
static bool node_follows(const struct profile_tree *tree, size_t index)
{
    const size_t caller = tree->nodes[index].caller;
    size_t at = index; /* 1 + the node before */
    while (at > caller)
        at = tree->nodes[at - 1].caller;
    return at == caller;
}

int profile_tree_init(struct profile_tree *tree, const struct yoke_profile *profile)
{
    const size_t count = profile->stack_function_count;
    *tree = (struct profile_tree){0};
    if (profile->samples == YOKE_MISSING)
        return -ENOENT;
    if (profile->stack_caller_count != count || profile->stack_samples_count != count)
        return -EINVAL;
    tree->nodes = calloc(count + 1, sizeof *tree->nodes);
    if (!tree->nodes)
        return -ENOMEM;
    bool whole = true;
    for (; whole && tree->count < count; tree->count++)
        whole = node_take(tree, profile, tree->count) && node_follows(tree, tree->count);
    if (!whole || tree->samples != profile->samples) {
        profile_tree_release(tree);
        return -EINVAL;
    }
    for (size_t i = count; i-- > 0;)
        if (tree->nodes[i].caller)
            tree->nodes[tree->nodes[i].caller - 1].total += tree->nodes[i].total;
    return 0;
}

void profile_tree_release(struct profile_tree *tree)
{
    free(tree->nodes);
    *tree = (struct profile_tree){0};
}

enum profile_kind profile_kind_of(const struct yoke_profile_function *function)
{
    const char *module = function->module ? function->module : "";
    if (!strcmp(module, "[kernel]"))
        return PROFILE_KERNEL;
    const char *ending = strstr(module, ".so");
    return (ending && (ending[3] == '\0' || ending[3] == '.')) || *module == '[' ? PROFILE_LIBRARY : PROFILE_PROGRAM;
}

/* SPDX-License-Identifier: MIT */
/* Profiles as folded stacks, which flamegraph.pl, speedscope and others draw: a line a call chain, its frames from the outermost to
 * the innermost between semicolons, the cell's name first, then a space and the number of samples. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "export.h"
#include "flame_finding.h"
#include "folded_text.h"
#include "profile_tree.h"
#include "text.h"
#include "yoke/report.h"

static void chain_write(const struct profile_tree *tree, size_t index, FILE *stream)
{
    const struct profile_node *node = &tree->nodes[index];
    if (node->caller)
        chain_write(tree, node->caller - 1, stream);
    fputc(';', stream);
    folded_frame(stream, node->function);
}

/* Chains of both trees are the same when their frames are. */
static bool chain_same(const struct profile_tree *one, size_t index, const struct profile_tree *other, size_t place)
{
    const struct profile_node *left = &one->nodes[index], *right = &other->nodes[place];
    for (;; left = &one->nodes[left->caller - 1], right = &other->nodes[right->caller - 1]) {
        if (left->depth != right->depth || !yoke_text_same(left->function->name, right->function->name) ||
            !yoke_text_same(left->function->module, right->function->module))
            return false;
        if (!left->caller)
            return true;
    }
}

static uint64_t samples_of(const struct profile_tree *tree, const struct profile_tree *wanted, size_t index)
{
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].depth == wanted->nodes[index].depth && chain_same(tree, i, wanted, index))
            return tree->nodes[i].self;
    return 0;
}

/* One side of a cell; `mate` NULL: there is one side only. */
struct side {
    const struct yoke_cell *cell;
    const struct profile_tree *tree, *mate;
    bool is_base; /* then only what the mate does not have */
};

static void side_write(const struct side *side, FILE *stream, size_t *lines)
{
    for (size_t i = 0; i < side->tree->count; i++) {
        const uint64_t own = side->tree->nodes[i].self, others = side->mate && own ? samples_of(side->mate, side->tree, i) : 0;
        if (!own || (side->is_base && others))
            continue;
        folded_text(stream, side->cell->name ? side->cell->name : "?");
        chain_write(side->tree, i, stream);
        if (!side->mate)
            fprintf(stream, " %" PRIu64 "\n", own);
        else
            fprintf(stream, " %" PRIu64 " %" PRIu64 "\n", side->is_base ? own : others, side->is_base ? 0 : own);
        ++*lines;
    }
}

static const struct yoke_cell *cell_of_base(const struct yoke_record *base, const struct yoke_cell *cell)
{
    for (size_t i = 0; base && i < base->cell_count; i++)
        if (yoke_text_same(base->cells[i].name, cell->name))
            return &base->cells[i];
    return NULL;
}

/* Returns 0, -ENOMEM, or -ENOENT when there is no profile, which is said where there should be one. */
static int tree_open(struct profile_tree *tree, const struct yoke_cell *cell, const struct yoke_target *target)
{
    const int status = profile_tree_init(tree, &cell->profile);
    if (status != -EINVAL)
        return status;
    fprintf(target->notes, "left out: the profile of %s contradicts itself\n", cell->name ? cell->name : "a cell");
    yoke_target_lack(target);
    return -ENOENT;
}

/* The sentence, with the name of the cell. */
static void growth_say(const struct yoke_cell *before, const struct yoke_cell *after, const struct yoke_target *target)
{
    char text[FLAME_TEXT_BYTES], name[512], clean[2 * FLAME_TEXT_BYTES];
    flame_growth(text, before, after);
    text_fit(name, sizeof name, after->name, 160, target->utf8);
    text_fit(clean, sizeof clean, text, 0, target->utf8);
    if (*text)
        fprintf(target->notes, "%s: %s\n", name, clean);
}

/* `before`: the record that this cell's is held against; NULL: none. */
static int cell_write(const struct yoke_cell *cell, const struct yoke_record *before, const struct yoke_target *target, size_t *lines)
{
    struct profile_tree tree, base_tree = {0};
    const struct yoke_cell *base = cell_of_base(before, cell);
    int status = tree_open(&tree, cell, target);
    if (status)
        return status == -ENOENT ? 0 : status;
    status = base ? tree_open(&base_tree, base, target) : -ENOENT;
    if (status != -ENOMEM) {
        const struct profile_tree *mate = before ? &base_tree : NULL; /* a cell that is not in the base has 0 there */
        side_write(&(struct side){cell, &tree, mate, false}, target->stream, lines);
        if (!status)
            side_write(&(struct side){cell, &base_tree, &tree, true}, target->stream, lines);
        if (!status)
            growth_say(base, cell, target);
        status = 0;
    }
    profile_tree_release(&base_tree);
    profile_tree_release(&tree);
    return status;
}

static int record_write(const struct yoke_record *record, const struct yoke_record *before, const struct yoke_target *target,
                        struct yoke_error *error)
{
    int status = 0;
    size_t lines = 0;
    for (size_t i = 0; i < record->cell_count && !status; i++)
        status = cell_write(&record->cells[i], before, target, &lines);
    if (!status && !lines) {
        fputs("no folded stacks: this record has no profiles; run with --profile\n", target->notes);
        yoke_target_lack(target);
    }
    return export_end(status, target->stream, "the folded stacks", error);
}

static int folded_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    return record_write(record, NULL, target, error);
}

/* The two numbers of a line are before and after: no third fits in. */
static int folded_compare(const struct yoke_comparison *comparison, const struct yoke_target *target, struct yoke_error *error)
{
    const struct yoke_compared_result *results = comparison->results;
    if (comparison->result_count != 2) {
        yoke_error_set(error, "folded stacks hold two numbers a line, before and after: name two results, not %zu",
                       comparison->result_count);
        return -EINVAL;
    }
    const size_t before = yoke_text_same(results[1].side, comparison->sides[0].name);
    return record_write(results[!before].record, results[before].record, target, error);
}

const struct yoke_report yoke_report_folded = {
    .name = "folded",
    .summary = "profiles as folded stacks, for flame graphs; of two results, before and after",
    .kind = YOKE_REPORT_TEXT,
    .file = "profile.folded",
    .write = folded_write,
    .compare = folded_compare,
};

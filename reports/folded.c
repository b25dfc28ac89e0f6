/* SPDX-License-Identifier: MIT */
/* Profiles as folded stacks, which flamegraph.pl, speedscope and others draw: a line a call chain, its frames from the outermost to
 * the innermost between semicolons, the cell's name first, then a space and the number of samples. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "export.h"
#include "folded_text.h"
#include "profile_tree.h"
#include "yoke/report.h"

static void chain_write(const struct profile_tree *tree, size_t index, FILE *stream)
{
    const struct profile_node *node = &tree->nodes[index];
    if (node->caller)
        chain_write(tree, node->caller - 1, stream);
    fputc(';', stream);
    folded_frame(stream, node->function);
}

static int cell_write(const struct yoke_cell *cell, const struct yoke_target *target, size_t *lines)
{
    struct profile_tree tree;
    const int status = profile_tree_init(&tree, &cell->profile);
    if (status == -EINVAL) {
        fprintf(target->notes, "left out: the profile of %s contradicts itself\n", cell->name ? cell->name : "a cell");
        yoke_target_lack(target);
    }
    if (status)
        return status == -ENOMEM ? status : 0;
    for (size_t i = 0; i < tree.count; i++) {
        if (!tree.nodes[i].self)
            continue;
        folded_text(target->stream, cell->name ? cell->name : "?");
        chain_write(&tree, i, target->stream);
        fprintf(target->stream, " %" PRIu64 "\n", tree.nodes[i].self);
        ++*lines;
    }
    profile_tree_release(&tree);
    return 0;
}

static int folded_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    int status = 0;
    size_t lines = 0;
    for (size_t i = 0; i < record->cell_count && !status; i++)
        status = cell_write(&record->cells[i], target, &lines);
    if (!status && !lines) {
        fputs("no folded stacks: this record has no profiles; run with --profile\n", target->notes);
        yoke_target_lack(target);
    }
    return export_end(status, target->stream, "the folded stacks", error);
}

const struct yoke_report yoke_report_folded = {
    .name = "folded",
    .summary = "profiles as folded stacks, for flame graphs",
    .kind = YOKE_REPORT_TEXT,
    .file = "profile.folded",
    .write = folded_write,
};

/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as a stored record. What is accepted is analysed and written as every text report. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analysis.h"
#include "flame_svg.h"
#include "record.h"
#include "yoke/catalogue.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void reports_write(const struct yoke_record *record)
{
    FILE *nowhere = fopen("/dev/null", "w");
    const struct yoke_target target = {
        .stream = nowhere, .notes = nowhere, .width = 80, .utf8 = true, .charts = "/proc/self/fdinfo" /* has none */};
    for (size_t i = 0; nowhere && yoke_reports[i]; i++) {
        struct yoke_error error = {0};
        if (yoke_reports[i]->kind == YOKE_REPORT_TEXT)
            yoke_reports[i]->write(record, &target, &error);
    }
    if (nowhere)
        fclose(nowhere);
}

/* Of every profile, beside the first one. */
static void flames_write(const struct yoke_record *record)
{
    FILE *nowhere = fopen("/dev/null", "w");
    for (size_t i = 0; nowhere && i < record->cell_count; i++) {
        struct profile_tree tree;
        struct flame flame = {.cell = &record->cells[i], .tree = &tree};
        if (profile_tree_init(&tree, &record->cells[i].profile))
            continue;
        flame_growth(flame.growth, &record->cells[0], &record->cells[i]);
        if (tree.samples)
            flame_svg_write(&flame, nowhere);
        profile_tree_release(&tree);
    }
    if (nowhere)
        fclose(nowhere);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    char path[64];
    struct record *record = NULL;
    struct yoke_error error = {0};
    const int descriptor = memfd_create("record", 0);
    if (descriptor < 0 || write(descriptor, data, size) != (ssize_t)size) {
        close(descriptor);
        return 0;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    if (!record_load(path, &record, &error) && !analysis_run(record))
        flames_write(&record->facts), reports_write(&record->facts);
    record_free(record);
    close(descriptor);
    return 0;
}

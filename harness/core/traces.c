/* SPDX-License-Identifier: MIT */
/* A file is removed only after a record without it was saved: what result.json names is there at every moment. */
#include "traces.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "protocol.h"

#define TRACES_FOLDER "tasks"

int traces_make_folder(const char *folder, struct yoke_error *error)
{
    char *path = NULL;
    if (asprintf(&path, "%s/" TRACES_FOLDER, folder) < 0)
        return -ENOMEM;
    const int status = mkdir(path, 0777) && errno != EEXIST ? -errno : 0;
    if (status)
        yoke_error_set(error, "cannot make the folder %s: %s", path, strerror(-status));
    free(path);
    return status;
}

char *traces_stem(const char *folder, size_t cell, uint64_t block, uint64_t order)
{
    char *stem = NULL;
    const int length = asprintf(&stem, "%s/" TRACES_FOLDER "/c%zu-b%" PRIu64 "-o%" PRIu64, folder, cell, block, order);
    return length < 0 ? NULL : stem;
}

const char *traces_name(struct record *record, const char *path)
{
    const char *slash = strrchr(path, '/');
    return record_text(record, TRACES_FOLDER "/%s", slash ? slash + 1 : path);
}

void traces_discard(const char *stem, uint64_t iteration, uint64_t iterations)
{
    const uint64_t runs[] = {iteration, iterations ? iterations - 1 : 0};
    for (int i = 0; i < 2; i++) {
        char *path = NULL;
        if (protocol_trace_path(stem, runs[i], &path) >= 0)
            unlink(path);
        free(path);
    }
}

static int cell_supersede(struct yoke_cell *cell, struct traces_old *old)
{
    bool newest = true;
    for (size_t i = cell->sample_count; i-- > 0;) {
        struct yoke_trace *trace = &cell->samples[i].trace;
        if (!trace->file)
            continue;
        if (!newest) {
            const char **grown = realloc(old->names, (old->count + 1) * sizeof *grown);
            if (!grown)
                return -ENOMEM;
            old->names = grown;
            old->names[old->count++] = trace->file;
            *trace = (struct yoke_trace){NULL, YOKE_MISSING, YOKE_MISSING, YOKE_MISSING};
        }
        newest = false;
    }
    return 0;
}

int traces_supersede(struct yoke_record *record, struct traces_old *old)
{
    int status = 0;
    for (size_t i = 0; i < record->cell_count && !status; i++)
        status = cell_supersede(&record->cells[i], old);
    return status;
}

void traces_remove(const char *folder, const struct traces_old *old)
{
    for (size_t i = 0; i < old->count; i++) {
        char *path = NULL;
        if (asprintf(&path, "%s/%s", folder, old->names[i]) >= 0)
            unlink(path);
        free(path);
    }
}

void traces_release(struct traces_old *old)
{
    free(old->names);
    *old = (struct traces_old){0};
}

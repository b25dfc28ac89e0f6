/* SPDX-License-Identifier: MIT */
/* Bencher Metric Format (bencher.dev/bmf.json, v0): an object of benchmarks, each an object of measures with bounds. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "export.h"
#include "text.h"
#include "yoke/report.h"

enum { NAME_BYTES_MOST = 1024 /* of a benchmark; longer ones are refused there */ };

/* A name that is too long is cut, and ends in a digest of all of it (FNV-1a, 64 bits): two long names stay two. */
static void name_fit(char out[NAME_BYTES_MOST + 1], const char *name)
{
    const size_t length = strlen(name);
    if (length <= NAME_BYTES_MOST) {
        memcpy(out, name, length + 1);
        return;
    }
    uint64_t digest = UINT64_C(0xcbf29ce484222325);
    for (const char *at = name; *at; at++)
        digest = (digest ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    const unsigned columns = NAME_BYTES_MOST / 4 - 24; /* a character takes four bytes at most */
    text_fit(out, NAME_BYTES_MOST, name, columns, true);
    snprintf(out + strlen(out), 24, "~%016" PRIx64, digest);
}

static void measure_write(struct writer *writer, const char *name, struct yoke_estimate estimate)
{
    writer_object(writer, name);
    writer_real(writer, "value", estimate.value);
    writer_real(writer, "lower_value", estimate.low);
    writer_real(writer, "upper_value", estimate.high);
    writer_end(writer);
}

static int cell_write(const struct export_cell *export, void *own)
{
    struct writer *writer = own;
    const struct yoke_cell *cell = export->cell;
    char name[NAME_BYTES_MOST + 1];
    name_fit(name, cell->name);
    writer_object(writer, name);
    measure_write(writer, "latency", (struct yoke_estimate){export->wall_ns, export->low_ns, export->high_ns});
    if (cell->rate.value > 0)
        measure_write(writer, "throughput", cell->rate);
    if (cell->latency.n != YOKE_MISSING && cell->latency.p99_ns.value > 0)
        measure_write(writer, "task-p99", cell->latency.p99_ns);
    writer_end(writer);
    return 0;
}

static int bmf_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct writer writer;
    writer_begin(&writer, target->stream);
    writer_object(&writer, NULL);
    int status = export_cells(record, cell_write, &writer);
    writer_end(&writer);
    const int finished = writer_finish(&writer);
    return export_end(status ? status : finished, target->stream, "the file for Bencher", error);
}

const struct yoke_report yoke_report_bmf = {
    .name = "bmf",
    .summary = "Bencher Metric Format: latency and throughput of every cell, with bounds",
    .kind = YOKE_REPORT_TEXT,
    .file = "bmf.json",
    .write = bmf_write,
};

/* SPDX-License-Identifier: MIT */
/* Go's benchmark text, for benchstat: a line a process, an operation a task, the number of workers as Go's -N. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "text.h"
#include "yoke/report.h"

/* What Unicode calls white space beyond ASCII: benchstat splits a line at any of it. */
static bool code_is_space(uint32_t code)
{
    return code == 0x85 || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
           code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

/* One word that means one name: white space, control characters, broken UTF-8 and "%" itself are written as %XX a byte. */
static void word_print(FILE *stream, const char *text)
{
    while (*text) {
        uint32_t code = 0;
        const size_t bytes = text_decode(text, &code);
        const bool broken = code == 0xfffd && bytes != 3;
        const bool plain = code > ' ' && code != '%' && !(code >= 0x7f && code < 0xa0) && !code_is_space(code) && !broken;
        for (size_t i = 0; i < bytes; i++)
            fprintf(stream, plain ? "%c" : "%%%02X", (unsigned char)text[i]);
        text += bytes;
    }
}

static void head_print(FILE *stream, const char *key, const char *value)
{
    char clean[256];
    if (!value)
        return;
    text_fit(clean, sizeof clean, value, 0, true);
    fprintf(stream, "%s: %s\n", key, clean);
}

/* The name less the number of workers, which comes as -N. */
static void name_print(FILE *stream, const struct yoke_cell *cell)
{
    char workers[40];
    const int length = snprintf(workers, sizeof workers, "/workers=%" PRIu64, cell->workers);
    const char *at = strstr(cell->name, workers);
    fputs("BenchmarkYoke/", stream);
    if (!at || (at[length] && at[length] != '/')) {
        word_print(stream, cell->name);
    } else {
        char *front = strndup(cell->name, (size_t)(at - cell->name));
        word_print(stream, front ? front : cell->name);
        word_print(stream, at + length);
        free(front);
    }
    fprintf(stream, "-%" PRIu64, cell->workers);
}

static int cell_print(const struct export_cell *export, void *own)
{
    FILE *stream = own;
    for (size_t i = 0; i < export->start_count; i++) {
        name_print(stream, export->cell);
        fprintf(stream, " %.0f %.17g ns/op", export->tasks, export->starts[i].wall_ns / export->tasks);
        if (isfinite(export->starts[i].cpu_ns))
            fprintf(stream, " %.17g cpu-ns/op", export->starts[i].cpu_ns / export->tasks);
        fputc('\n', stream);
    }
    return 0;
}

static int gobench_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    head_print(target->stream, "goos", "linux");
    head_print(target->stream, "goarch", record->machine.cpu.architecture);
    head_print(target->stream, "pkg", "yoke");
    head_print(target->stream, "cpu", record->machine.cpu.model);
    const int status = export_cells(record, cell_print, target->stream);
    return export_end(status, target->stream, "the text for benchstat", error);
}

const struct yoke_report yoke_report_gobench = {
    .name = "gobench",
    .summary = "Go's benchmark text, for benchstat: a line a process, an operation a task",
    .kind = YOKE_REPORT_TEXT,
    .file = "gobench.txt",
    .write = gobench_write,
};

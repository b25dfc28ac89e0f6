/* SPDX-License-Identifier: MIT */
/* libFuzzer target: a record whose every text and number comes from the input, as every report. The page must hold no
 * tag but ours, and give its record back; in no script of a chart may a text leave its quotes; a flame graph
 * must hold nothing but what draws. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compare.h"
#include "fields.h"
#include "record.h"
#include "yoke/catalogue.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* What is left of the input; an empty one goes on for ever with zeros and "". */
struct input {
    const unsigned char *at, *end;
    struct record *record;
};

static uint64_t number_take(struct input *input)
{
    uint64_t value = 0;
    const size_t left = (size_t)(input->end - input->at), bytes = left < 1 ? 0 : 1 + input->at[0] % 8;
    for (size_t i = 0; i < bytes && input->at < input->end; i++)
        value = value << 8 | *input->at++;
    return value;
}

/* The bytes up to the next NUL; a single 0xff stands for no text. */
static const char *text_take(struct input *input)
{
    const size_t left = (size_t)(input->end - input->at);
    const unsigned char *end = left ? memchr(input->at, 0, left) : NULL;
    const size_t length = end ? (size_t)(end - input->at) : left;
    char *text = record_alloc(input->record, length + 1);
    if (!text || (length == 1 && input->at[0] == 0xff))
        text = NULL;
    else if (length)
        memcpy(text, input->at, length);
    input->at += length + (end ? 1 : 0);
    return text;
}

static void shape_fill(struct input *input, const struct shape *shape, char *base);

static void field_fill(struct input *input, const struct field *field, char *at, size_t count)
{
    size_t words = 0;
    switch (field->kind) {
    case FIELD_TEXT:
        *(const char **)(void *)at = text_take(input);
        if (field->required && !*(const char **)(void *)at) /* no record without it is read */
            *(const char **)(void *)at = "";
        break;
    case FIELD_COUNT:
        *(uint64_t *)(void *)at = number_take(input);
        break;
    case FIELD_REAL: {
        const uint64_t bits = number_take(input);
        memcpy(at, &bits, sizeof bits);
        if (input->at < input->end && *input->at & 1) /* most bit patterns are absurdly small or large */
            *(double *)(void *)at = (double)(int64_t)bits / 1000;
        break;
    }
    case FIELD_FLAG:
        *(bool *)(void *)at = number_take(input) & 1;
        break;
    case FIELD_WORD:
        while (field->words[words])
            words++;
        *(unsigned *)(void *)at = (unsigned)(number_take(input) % words);
        break;
    case FIELD_OBJECT:
        shape_fill(input, field->shape, at);
        break;
    case FIELD_LIST:
    case FIELD_MAP:
        for (size_t i = 0; i < count; i++)
            shape_fill(input, field->shape, *(char **)(void *)at + i * field->shape->size);
        break;
    default: /* texts, counts, settings: as they were made */
        break;
    }
}

static void shape_fill(struct input *input, const struct shape *shape, char *base)
{
    for (const struct field *field = shape->fields; field->key; field++)
        field_fill(input, field, base + field->offset, field_count(field, base));
}

/* A profile of a few nodes: each is called by one that stands before it, or the input says otherwise. */
static void profile_fill(struct input *input, struct yoke_profile *profile)
{
    for (size_t i = 0; i < profile->stack_function_count; i++) {
        const uint64_t odd = number_take(input);
        profile->stack_function[i] = odd & 1 ? odd % profile->function_count : i % profile->function_count;
        profile->stack_caller[i] = odd & 2 ? odd % (profile->stack_function_count + 1) : i;
        profile->stack_samples[i] = odd & 4 ? number_take(input) : 5;
    }
}

static void profile_make(struct record *record, struct yoke_profile *profile)
{
    enum { FUNCTIONS = 3, NODES = 5 };
    profile->functions = record_alloc(record, FUNCTIONS * sizeof *profile->functions);
    profile->stack_function = record_alloc(record, NODES * sizeof(uint64_t));
    profile->stack_caller = record_alloc(record, NODES * sizeof(uint64_t));
    profile->stack_samples = record_alloc(record, NODES * sizeof(uint64_t));
    if (!profile->functions || !profile->stack_function || !profile->stack_caller || !profile->stack_samples)
        abort();
    profile->function_count = FUNCTIONS;
    profile->stack_function_count = profile->stack_caller_count = profile->stack_samples_count = NODES;
}

/* Lists with something in them: their entries are filled afterwards. */
static struct record *record_made(void)
{
    struct record *record = record_new();
    const struct yoke_warning warning = {"a", "b", "c"};
    if (!record || record_make_cells(record, 4) || record_make_verdicts(record, 3))
        abort();
    struct yoke_record *facts = &record->facts;
    for (size_t i = 0; i < 4; i++) {
        struct yoke_cell *cell = &facts->cells[i];
        cell->params = record_alloc(record, sizeof *cell->params);
        cell->derived = record_alloc(record, sizeof *cell->derived);
        if (!cell->params || !cell->derived || !record_add_sample(record, cell) || record_warn(record, cell, &warning))
            abort();
        cell->param_count = cell->derived_count = 1;
        profile_make(record, &cell->profile);
        struct yoke_sample *sample = &cell->samples[0];
        sample->counters = record_alloc(record, 2 * sizeof *sample->counters);
        sample->counter_count = sample->counters ? 2 : 0;
    }
    facts->models = record_alloc(record, 2 * sizeof *facts->models);
    facts->advice = record_alloc(record, sizeof *facts->advice);
    facts->metg = record_alloc(record, sizeof *facts->metg);
    if (!facts->models || !facts->advice || !facts->metg || record_warn(record, NULL, &warning))
        abort();
    facts->model_count = 2;
    facts->advice_count = facts->metg_count = 1;
    return record;
}

/* Every "<" of the page opens or closes a tag of ours, and one script, which is the record. */
static void page_check(const char *page)
{
    static const char tags[] =
        " html head meta link title style body header h1 h2 h3 span p pre nav ul li a main section div table caption "
        "thead tbody tr th td figure figcaption details summary dl dt dd code strong footer script !doctype ";
    size_t scripts = 0;
    for (const char *at = page; (at = strchr(at, '<')) != NULL; at++) {
        char name[16];
        const char *from = at + 1 + (at[1] == '/');
        snprintf(name, sizeof name, " %.*s ", (int)strcspn(from, " >"), from);
        scripts += !strcmp(name, " script ");
        if (!strstr(tags, name) || strchr(" ", from[0])) {
            fprintf(stderr, "no tag of the page: <%.40s\n", from);
            abort();
        }
    }
    if (scripts != 2) /* its beginning and its end */
        abort();
}

/* Every single-quoted text of the script ends on its line, and outside of quotes nothing is executed: no command
 * between backticks, no line that a shell gets. */
static void script_check(FILE *script)
{
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, script) > 0 && strncmp(line, "# ---", 5)) {
        char quote = '\0';
        if (line[0] == '!')
            abort();
        for (const char *at = line; *at && (*at != '#' || quote); at++) {
            if (*at == '`' && quote != '\'')
                abort();
            if (!quote && (*at == '\'' || *at == '"'))
                quote = *at;
            else if (*at == quote)
                quote = '\0';
        }
        if (quote)
            abort();
    }
    free(line);
}

/* A flame graph is a file of its own, that anybody may open in a browser. */
static void drawing_check(FILE *drawing)
{
    static const char tags[] = " ?xml svg title g rect text ";
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, drawing) > 0)
        for (const char *at = line; (at = strchr(at, '<')) != NULL; at++) {
            char name[16];
            const char *from = at + 1 + (at[1] == '/');
            snprintf(name, sizeof name, " %.*s ", (int)strcspn(from, " >/\n"), from);
            if (!strstr(tags, name))
                abort();
        }
    free(line);
}

static void file_check(const char *path, const char *ending)
{
    FILE *file = fopen(path, "r");
    if (!file)
        abort();
    if (!strcmp(ending, ".gp"))
        script_check(file);
    else if (!strcmp(ending, ".svg"))
        drawing_check(file);
    fclose(file);
}

/* Checks the scripts and drawings of the folder, and empties and removes it. */
static void charts_check(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        char name[512];
        const char *ending = strrchr(entry->d_name, '.');
        snprintf(name, sizeof name, "%s/%.255s", path, entry->d_name);
        if (ending && ending[1])
            file_check(name, ending);
        unlink(name);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

/* One of the two is NULL. */
static int report_make(const struct yoke_report *report, const struct yoke_record *record,
                       const struct yoke_comparison *comparison, const struct yoke_target *target,
                       struct yoke_error *error)
{
    return record ? report->write(record, target, error) : report->compare(comparison, target, error);
}

/* Scripts and data alone: there is no gnuplot on an empty path. */
static void charts_write(const struct yoke_report *report, const struct yoke_record *record,
                         const struct yoke_comparison *comparison)
{
    char folder[] = "/tmp/yoke-fuzz-XXXXXX", charts[sizeof folder + 8];
    FILE *nowhere = fopen("/dev/null", "w");
    struct yoke_error error = {0};
    if (!mkdtemp(folder) || !nowhere || setenv("PATH", "", 1))
        abort();
    const struct yoke_target target = {.folder = folder, .record_folder = folder, .notes = nowhere, .utf8 = true};
    report_make(report, record, comparison, &target, &error);
    fclose(nowhere);
    snprintf(charts, sizeof charts, "%s/charts", folder);
    charts_check(charts);
    rmdir(folder);
}

static void text_write(const struct yoke_report *report, const struct yoke_record *record,
                       const struct yoke_comparison *comparison)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size), *nowhere = fopen("/dev/null", "w");
    struct yoke_error error = {0};
    if (!stream || !nowhere)
        abort();
    const struct yoke_target target = {.stream = stream, .notes = nowhere, .utf8 = true, .charts = "/proc/self/fdinfo"};
    const int status = report_make(report, record, comparison, &target, &error);
    fclose(stream);
    fclose(nowhere);
    if (!status && !strcmp(report->name, "html"))
        page_check(text);
    free(text);
}

/* Two executors at two values of one parameter: inputs would hardly ever make that by chance. */
static void cells_align(struct yoke_record *facts)
{
    const struct yoke_cell *first = &facts->cells[0];
    facts->verdict_count = 0;
    for (size_t i = 1; i < facts->cell_count; i++) {
        struct yoke_cell *cell = &facts->cells[i];
        cell->workload = first->workload;
        cell->scale = first->scale;
        cell->executor = i % 2 ? cell->executor : first->executor;
        cell->params[0].name = first->params[0].name;
        cell->params[0].word = NULL;
        cell->params[0].value = i / 2 ? cell->params[0].value : first->params[0].value;
        cell->baseline = first->name;
    }
}

static void reports_write(const struct yoke_record *record, const struct yoke_comparison *comparison)
{
    for (size_t i = 0; yoke_reports[i]; i++)
        if (comparison && !yoke_reports[i]->compare)
            continue;
        else if (yoke_reports[i]->kind == YOKE_REPORT_TEXT)
            text_write(yoke_reports[i], record, comparison);
        else
            charts_write(yoke_reports[i], record, comparison);
}

/* The record held against itself under another name. */
static void compared_write(const struct yoke_record *record)
{
    const struct compare_source sources[] = {{"here.json", record},
                                             {record->machine.hostname ? record->machine.hostname : "?", record}};
    const struct compare_options options = {
        .sources = sources, .source_count = 2, .by = COMPARE_BY_FILE, .profile = gate_profile_find("default")};
    struct compare compare;
    struct yoke_error error = {0};
    if (!compare_make(&options, &compare, &error))
        reports_write(NULL, &compare.facts);
    compare_release(&compare);
}

/* One work under several loads, and the entry of METG that belongs to one of its cells. */
static void loads_align(struct yoke_record *facts)
{
    struct yoke_cell *first = &facts->cells[0];
    facts->verdict_count = 0;
    first->workers = 1;
    for (size_t i = 1; i < facts->cell_count; i++) {
        struct yoke_cell *cell = &facts->cells[i];
        cell->workload = first->workload;
        cell->executor = facts->cells[1].executor;
        cell->params = first->params;
        cell->arrivals = first->arrivals;
        cell->scale = first->scale = cell->side = first->side = NULL;
        cell->tasks = first->tasks;
        cell->schedule = facts->cells[1].schedule;
        cell->placement = facts->cells[1].placement;
        cell->chunk = facts->cells[1].chunk;
        cell->baseline = first->name;
        cell->workers = 1 + cell->workers % 3;
    }
    struct yoke_metg *metg = &facts->metg[0];
    metg->workload = first->workload;
    metg->executor = facts->cells[1].executor;
    metg->workers = facts->cells[1].workers;
    metg->schedule = facts->cells[1].schedule;
    metg->placement = facts->cells[1].placement;
    metg->chunk = facts->cells[1].chunk;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct input input = {data, data + size, record_made()};
    shape_fill(&input, &record_shape, (char *)&input.record->facts);
    if (size % 2)
        cells_align(&input.record->facts);
    for (size_t i = 0; i < input.record->facts.cell_count; i++)
        profile_fill(&input, &input.record->facts.cells[i].profile);
    if (size % 4 == 2)
        loads_align(&input.record->facts);
    reports_write(&input.record->facts, NULL);
    compared_write(&input.record->facts);
    record_free(input.record);
    return 0;
}

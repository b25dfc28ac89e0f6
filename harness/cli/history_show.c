/* SPDX-License-Identifier: MIT */
/* What a history holds, and what it comes to. */
#include <errno.h>
#include <string.h>

#include "folder.h"
#include "history_private.h"
#include "options.h"
#include "report_file.h"
#include "version.h"

/* Reads the series and finds their changes. */
static int history_read(const struct history_options *options, struct record *record, struct history_sum *sum, struct yoke_error *error)
{
    const struct history_rules rules = {options->tolerance, options->since, options->absolute};
    struct store *store = NULL;
    int status = history_open(options, &store, error);
    if (!status)
        status = history_load(options, store, record, error);
    store_close(store);
    if (!status)
        status = history_judge(record, &rules, sum);
    if (status == -ENOENT)
        yoke_error_set(error, "no commit in the history begins with \"%.80s\": yoke history list shows them", options->since);
    record->facts.yoke = version_facts();
    record->facts.complete = true;
    return status;
}

static int exit_of(const struct history_options *options, const struct history_sum *sum)
{
    if (sum->states[YOKE_HISTORY_REGRESSED])
        return YOKE_EXIT_SLOWER;
    const size_t unsure = sum->states[YOKE_HISTORY_SHORT] + sum->states[YOKE_HISTORY_ABSOLUTE];
    return options->strict && unsure ? YOKE_EXIT_UNDECIDED : YOKE_EXIT_DONE;
}

static void sum_print(const struct history_sum *sum, FILE *notes)
{
    static const struct {
        enum yoke_history_state state;
        const char *words;
    } parts[] = {
        {YOKE_HISTORY_REGRESSED, "regressed"},
        {YOKE_HISTORY_IMPROVED, "improved"},
        {YOKE_HISTORY_STEADY, "steady"},
        {YOKE_HISTORY_SHORT, "too short to tell"},
        {YOKE_HISTORY_ABSOLUTE, "without a base, and not checked (--absolute)"},
    };
    fprintf(notes, "check: of %zu series", sum->series);
    for (size_t i = 0, said = 0; i < sizeof parts / sizeof *parts; i++)
        if (sum->states[parts[i].state])
            fprintf(notes, "%s %zu %s", said++ ? "," : "", sum->states[parts[i].state], parts[i].words);
    fputc('\n', notes);
}

static int charts_draw(const struct history_options *options, const struct yoke_record *record, struct yoke_error *error)
{
    const struct yoke_report *report = report_find(options->catalogue, "history");
    struct yoke_target target = options->target;
    const int status = folder_make(options->output);
    if (status)
        yoke_error_set(error, "cannot make the folder %.200s: %s", options->output, strerror(-status));
    target.folder = options->output;
    return status || !report ? status : report->write(record, &target, error);
}

int history_show(const struct history_options *options, int *found, struct yoke_error *error)
{
    const bool check = !strcmp(options->action, "check");
    struct history_sum sum;
    struct record *record = record_new();
    int status = record ? history_read(options, record, &sum, error) : -ENOMEM;
    *found = !status && check ? exit_of(options, &sum) : YOKE_EXIT_DONE;
    if (!status && check)
        record->facts.exit = (uint64_t)*found;
    if (!status && options->json)
        status = record_write(&record->facts, options->target.stream, error);
    else if (!status)
        history_print(&record->facts, check, &options->target);
    if (!status && options->output)
        status = charts_draw(options, &record->facts, error);
    if (!status && check)
        sum_print(&sum, options->target.notes);
    record_free(record);
    return status;
}

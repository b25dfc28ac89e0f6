/* SPDX-License-Identifier: MIT */
/* From paths to records, and to a comparison of them. */
#include "stored.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "cell_filter.h"
#include "record.h"

int stored_open(const char *path, struct record **record, struct yoke_error *error)
{
    if (record_load(path, record, error))
        return YOKE_EXIT_USAGE;
    if (!analysis_run(*record))
        return YOKE_EXIT_DONE;
    yoke_error_set(error, "no memory to analyse %s", path);
    record_free(*record);
    *record = NULL;
    return YOKE_EXIT_FAILED;
}

/* Drops the cells that are not to be compared. After the analysis: what one that stays was held against need not stay
 * itself. */
static void cells_filter(struct yoke_record *facts, const char *filter)
{
    size_t kept = 0;
    for (size_t i = 0; i < facts->cell_count; i++)
        if (!filter || cell_filter_passes(filter, facts->cells[i].name))
            facts->cells[kept++] = facts->cells[i];
    facts->cell_count = kept;
}

static int sources_open(const char *const paths[], size_t count, const char *filter,
                        struct stored_comparison *comparison, struct yoke_error *error)
{
    size_t cell_count = 0;
    comparison->sources = calloc(count, sizeof *comparison->sources);
    comparison->records = calloc(count, sizeof *comparison->records);
    if (!comparison->sources || !comparison->records) {
        yoke_error_set(error, "no memory for %zu results", count);
        return YOKE_EXIT_FAILED;
    }
    for (size_t i = 0; i < count; i++) {
        const int status = stored_open(paths[i], &comparison->records[i], error);
        if (status)
            return status;
        cells_filter(&comparison->records[i]->facts, filter);
        cell_count += comparison->records[i]->facts.cell_count;
        comparison->sources[i] = (struct compare_source){paths[i], &comparison->records[i]->facts};
        comparison->count++;
    }
    if (cell_count || !filter)
        return YOKE_EXIT_DONE;
    yoke_error_set(error, "--filter \"%.100s\" leaves no cell of the results: nothing was compared", filter);
    return YOKE_EXIT_NOTHING;
}

bool stored_rule_compares(const struct options *options)
{
    return options->argument_count > 1 || options->compare.by == COMPARE_BY_EXECUTOR ||
           options->compare.by == COMPARE_BY_WORKLOAD;
}

struct stored_rule stored_rule_of(const struct options *options)
{
    return (struct stored_rule){
        .by = (enum compare_by)options->compare.by,
        .reference = options->compare.reference,
        .profile = &gate_profiles[options->compare.profile],
        .metrics = options->compare.metric,
        .filter = options->compare.filter,
    };
}

/* The reports that can show a comparison, as "table, json, …". */
static void knowing_list(const struct yoke_catalogue *catalogue, char *text, size_t room)
{
    size_t used = 0;
    for (const struct yoke_report *const *report = catalogue->reports; *report && used < room; report++)
        if ((*report)->compare)
            used += (size_t)snprintf(text + used, room - used, "%s%s", used ? ", " : "", (*report)->name);
}

int stored_report_refuse(const struct yoke_catalogue *catalogue, const char *option, const struct yoke_report *report,
                         struct request_errors *errors)
{
    char text[400] = "";
    knowing_list(catalogue, text, sizeof text);
    request_errors_add(errors, "%s %s shows one result only; a comparison is shown by %s", option, report->name, text);
    return -EINVAL;
}

int stored_rule_check(const struct options *options, struct request_errors *errors)
{
    const char *metric = options->compare.metric;
    if (!stored_rule_compares(options)) {
        request_errors_add(
            errors, "%s alone has nothing to be compared with: name a second result, or --by executor or workload",
            options->arguments[0]);
        return -EINVAL;
    }
    if (metric && (!metric[strspn(metric, ",")] || strstr(metric, "speedup") || strstr(metric, "efficiency"))) {
        request_errors_add(
            errors,
            metric[strspn(metric, ",")]
                ? "--metric %s: what is gained from more workers is compared anyway; take cpu, own, wall, p99, "
                  "rss, dispatch or a counter"
                : "--metric \"%s\" names nothing: take cpu, own, wall, p99, rss, dispatch or a counter",
            metric);
        return -EINVAL;
    }
    return 0;
}

/* "cpu,wall" as a list; its texts are parts of `names`, which is cut up. Returns how many there are. */
static size_t names_split(char *names, const char **list)
{
    size_t count = 0;
    for (char *rest = names, *name = strtok_r(rest, ",", &rest); name; name = strtok_r(NULL, ",", &rest))
        list[count++] = name;
    return count;
}

static int sides_compare(const struct stored_rule *rule, struct stored_comparison *comparison, struct yoke_error *error)
{
    const char **metrics = NULL;
    struct compare_options options = {
        .sources = comparison->sources,
        .source_count = comparison->count,
        .by = rule->by,
        .reference = rule->reference,
        .profile = rule->profile,
    };
    int status = 0;
    if (rule->metrics) {
        comparison->metrics = strdup(rule->metrics);
        metrics = calloc(strlen(rule->metrics) + 1, sizeof *metrics);
        status = comparison->metrics && metrics ? 0 : -ENOMEM;
    }
    if (!status && metrics) {
        options.metric_count = names_split(comparison->metrics, metrics);
        options.metrics = metrics;
    }
    if (!status)
        status = compare_make(&options, &comparison->compare, error);
    free(metrics);
    if (status && !error->text[0])
        yoke_error_set(error, "no memory to compare %zu results", comparison->count);
    return status == -EINVAL ? YOKE_EXIT_USAGE : status ? YOKE_EXIT_FAILED : YOKE_EXIT_DONE;
}

int stored_compare(const char *const paths[], size_t count, const struct stored_rule *rule,
                   struct stored_comparison *comparison, struct yoke_error *error)
{
    *comparison = (struct stored_comparison){0};
    int status = sources_open(paths, count, rule->filter, comparison, error);
    if (!status)
        status = sides_compare(rule, comparison, error);
    if (status || comparison->compare.facts.row_count)
        return status;
    yoke_error_set(error,
                   "nothing was compared: the results have no cell in common (yoke check shows what is in each)");
    return YOKE_EXIT_NOTHING;
}

void stored_comparison_release(struct stored_comparison *comparison)
{
    compare_release(&comparison->compare);
    for (size_t i = 0; i < comparison->count; i++)
        record_free(comparison->records[i]);
    free(comparison->records);
    free(comparison->sources);
    free(comparison->metrics);
    *comparison = (struct stored_comparison){0};
}

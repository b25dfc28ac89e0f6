/* SPDX-License-Identifier: MIT */
/* From options to a rule, and from advice to the last word. */
#include "tune.h"

#include <stdio.h>
#include <string.h>

#include "options.h"
#include "recommend_sentence.h"
#include "tune_export.h"

void tune_rule_fill(struct tune_rule *rule, const struct tune_settings *settings, const struct yoke_cpus *cpus)
{
    rule->rule = (struct recommend_rule){
        .objective = RECOMMEND_THROUGHPUT,
        .theta = settings->theta > 0 ? settings->theta : RECOMMEND_THETA,
        .habits = rule->habits,
        .habit_count = habits_list(cpus, rule->habits),
    };
    if (settings->p99_ns) {
        rule->rule.objective = RECOMMEND_LATENCY;
        rule->rule.target = (double)settings->p99_ns;
    } else if (settings->efficiency > 0) {
        rule->rule.objective = RECOMMEND_EFFICIENCY;
        rule->rule.target = settings->efficiency;
    } else if (settings->memory_bytes) {
        rule->rule.objective = RECOMMEND_MEMORY;
        rule->rule.target = (double)settings->memory_bytes;
    }
}

const struct yoke_report *tune_format(const struct tune_settings *settings, const struct yoke_report *format)
{
    return settings->export ? NULL : format;
}

/* Other programs read what is no table: they get nothing between their lines. */
static FILE *stream_of(const struct tune_ending *ending)
{
    if (ending->format && !strcmp(ending->format->name, "table"))
        return stdout;
    return ending->quiet ? NULL : stderr;
}

int tune_end(void *own, const struct yoke_record *record, struct yoke_error *error)
{
    const struct tune_ending *ending = own;
    FILE *stream = stream_of(ending);
    char sentence[RECOMMEND_SENTENCE_BYTES];
    if (ending->settings->export) {
        const int status = tune_export_write(ending->settings->export, record, stdout, error);
        fflush(stdout);
        if (status)
            return status;
    }
    if (stream && record->advice_count)
        fputc('\n', stream);
    for (size_t i = 0; i < record->advice_count && stream; i++)
        if (recommend_is_first(record, i)) {
            recommend_sentence(record, i, sentence);
            fprintf(stream, "%s\n", sentence);
        }
    if (stream)
        fflush(stream);
    return YOKE_EXIT_DONE;
}

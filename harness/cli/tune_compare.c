/* SPDX-License-Identifier: MIT */
/* A width that was not measured over there has no price, and none is guessed. */
#include "tune_compare.h"

#include <inttypes.h>

#include "options.h"
#include "recommend_sentence.h"
#include "tune_stored.h"

/* One machine's answer to one work. */
struct answer {
    const struct yoke_record *record;
    const char *machine; /* its host name; where both have the same, the path of the record */
    const struct yoke_advice *advice;
    uint64_t workers; /* proven, or what looks best; YOKE_MISSING: neither */
};

/* A record and what to call the machine it tells of. */
struct side {
    const struct yoke_record *record;
    const char *machine;
};

enum { TEXT_BYTES = 160 };

/* Names come from anywhere: what would drive a terminal becomes a question mark. */
static void name_copy(char text[TEXT_BYTES], const char *name)
{
    snprintf(text, TEXT_BYTES, "%.100s", name ? name : "?");
    recommend_text_clean(text);
}

static struct answer answer_of(const struct side *side, const struct yoke_advice *advice)
{
    return (struct answer){side->record, side->machine, advice, advice->chosen ? advice->workers : advice->candidate};
}

static void answer_print(const struct answer *answer, FILE *stream)
{
    const struct yoke_cpus *cpus = &answer->record->machine.cpus;
    const struct yoke_advice *advice = answer->advice;
    char host[TEXT_BYTES], executor[TEXT_BYTES], bound[TEXT_BYTES];
    name_copy(host, answer->machine);
    name_copy(executor, advice->executor);
    name_copy(bound, advice->bounded_by);
    fprintf(stream, "  on %s", host);
    if (cpus->usable != YOKE_MISSING)
        fprintf(stream, ", %" PRIu64 " usable processor%s", cpus->usable, cpus->usable == 1 ? "" : "s");
    if (answer->workers == YOKE_MISSING) {
        fputs(": no width is proven\n", stream);
        return;
    }
    fprintf(stream, ": %" PRIu64 " worker%s on %s%s", answer->workers, answer->workers == 1 ? "" : "s", executor,
            advice->chosen ? "" : ", not proven yet");
    if (advice->chosen && advice->high > advice->low)
        fprintf(stream, ", up to %" PRIu64 " as good", advice->high);
    fprintf(stream, advice->bounded_by ? ", bounded by %s\n" : "\n", bound);
}

/* What the answer of one machine would lose on another. */
static int price_print(const struct answer *own, const struct answer *there, FILE *stream)
{
    struct yoke_estimate loss;
    char text[TEXT_BYTES], host[TEXT_BYTES], executor[TEXT_BYTES];
    if (own->workers == YOKE_MISSING)
        return 0;
    const int status = recommend_loss(there->record, own->advice, own->workers, &loss);
    if (status)
        return status;
    recommend_loss_text(&loss, text, sizeof text);
    name_copy(host, there->machine);
    name_copy(executor, own->advice->executor);
    fprintf(stream, "  %" PRIu64 " on %s would lose on %s: %s\n", own->workers, executor, host, text);
    return 0;
}

static const struct yoke_advice *counterpart(const struct yoke_record *record, const struct yoke_advice *advice)
{
    for (size_t i = 0; i < record->advice_count; i++)
        if (recommend_same_work(&record->advice[i], advice))
            return &record->advice[i];
    return NULL;
}

/* Returns how many works both have, or a negative errno. */
static int works_print(const struct side *own, const struct side *other, FILE *stream)
{
    const struct yoke_record *record = own->record;
    int found = 0;
    for (size_t i = 0; i < record->advice_count; i++) {
        const struct yoke_advice *match = counterpart(other->record, &record->advice[i]);
        char name[TEXT_BYTES];
        if (!match || !recommend_is_first(record, i))
            continue;
        const struct answer left = answer_of(own, &record->advice[i]), right = answer_of(other, match);
        name_copy(name, record->advice[i].workload);
        fprintf(stream, "%s\n", name);
        answer_print(&left, stream);
        answer_print(&right, stream);
        int status = price_print(&left, &right, stream);
        if (!status)
            status = price_print(&right, &left, stream);
        if (status)
            return status;
        found++;
    }
    return found;
}

int tune_compare(const struct yoke_record *record, const struct tune_settings *settings, FILE *stream,
                 struct yoke_error *error)
{
    struct record *other = NULL;
    int status = tune_stored_load(settings->compare, settings, &other, error);
    if (status)
        return status;
    const bool alike = yoke_text_same(record->machine.hostname, other->facts.machine.hostname);
    const struct side own = {record, alike ? settings->from : record->machine.hostname};
    const struct side there = {&other->facts, alike ? settings->compare : other->facts.machine.hostname};
    const int found = works_print(&own, &there, stream);
    if (found < 0) {
        yoke_error_set(error, "no memory to compare advice");
        status = YOKE_EXIT_FAILED;
    } else if (!found) {
        yoke_error_set(error, "%.200s and %.200s have no workload at the same parameters in common", settings->from,
                       settings->compare);
        status = YOKE_EXIT_NOTHING;
    }
    record_free(other);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* What is proven is said as such, and what is not is not. */
#include "recommend_sentence.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "habits.h"

/* A sentence that grows; what does not fit is cut. */
struct sentence {
    char *text;
    size_t used;
};

__attribute__((format(printf, 2, 3))) static void say(struct sentence *sentence, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    if (sentence->used < RECOMMEND_SENTENCE_BYTES)
        sentence->used +=
            (size_t)vsnprintf(sentence->text + sentence->used, RECOMMEND_SENTENCE_BYTES - sentence->used, format, list);
    va_end(list);
}

static const char *name_of(const char *name)
{
    return name ? name : "?";
}

bool recommend_same_work(const struct yoke_advice *left, const struct yoke_advice *right)
{
    bool same = yoke_text_same(left->workload, right->workload) && left->param_count == right->param_count;
    for (size_t i = 0; i < left->param_count && same; i++)
        same = yoke_setting_same(&left->params[i], &right->params[i]);
    return same;
}

bool recommend_is_first(const struct yoke_record *record, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (recommend_same_work(&record->advice[i], &record->advice[index]))
            return false;
    return true;
}

/* Whole per cent; never -0. */
static double percent(double share)
{
    return round(100 * share) + 0.0;
}

void recommend_loss_text(const struct yoke_estimate *loss, char *text, size_t size)
{
    if (isnan(loss->value))
        snprintf(text, size, "not measured");
    else if (isnan(loss->low) || isnan(loss->high))
        snprintf(text, size, "about %.0f %%", percent(loss->value));
    else
        snprintf(text, size, "%.0f %% [%.0f..%.0f]", percent(loss->value), percent(loss->low), percent(loss->high));
}

/* " that keeps p99 below 20 ms": what a width, or several, have to do before throughput counts. */
static void say_target(struct sentence *sentence, const struct yoke_advice *advice, bool several)
{
    const char *s = several ? "" : "s";
    if (isnan(advice->target))
        return;
    if (advice->objective && !strcmp(advice->objective, "p99"))
        say(sentence, " that keep%s p99 below %.4g ms", s, advice->target / 1e6);
    else if (advice->objective && !strcmp(advice->objective, "efficiency"))
        say(sentence, " that keep%s %.3g %% of ideal speedup", s, 100 * advice->target);
    else
        say(sentence, " that stay%s within %.4g MiB", s, advice->target / 0x1p20);
}

/* The habit that loses most, if that is proven to be worth a word; one worker is nobody's default. */
static void say_worst_habit(struct sentence *sentence, const struct yoke_advice *advice)
{
    const struct yoke_default *worst = NULL;
    char loss[64];
    for (size_t i = 0; i < advice->default_count; i++) {
        const struct yoke_default *habit = &advice->defaults[i];
        if (habit->loss.low > advice->theta && strcmp(name_of(habit->rule), "one") &&
            (!worst || habit->loss.value > worst->loss.value))
            worst = habit;
    }
    if (!worst)
        return;
    recommend_loss_text(&worst->loss, loss, sizeof loss);
    say(sentence, "; %.100s (%" PRIu64 ") would lose %s", habits_label(name_of(worst->rule)), worst->workers, loss);
}

/* What came out of a session that nothing should be concluded from is said, and is no advice. */
static void say_doubtful(struct sentence *sentence, const struct yoke_record *record, const struct yoke_advice *advice)
{
    say(sentence, "do not set %" PRIu64 " worker%s on %.100s yet", advice->workers, advice->workers == 1 ? "" : "s",
        name_of(advice->executor));
    say(sentence, ", the fewest within %.3g %% of the best beside what else ran", 100 * advice->theta);
    say_target(sentence, advice, false);
    say(sentence, ": %.200s; measure again on a quieter machine", record->rejected);
}

static void say_proven(struct sentence *sentence, const struct yoke_advice *advice)
{
    say(sentence, "set %" PRIu64 " worker%s on %.100s: the fewest proven within %.3g %% of the best", advice->workers,
        advice->workers == 1 ? "" : "s", name_of(advice->executor), 100 * advice->theta);
    say_target(sentence, advice, false);
    if (advice->high > advice->workers)
        say(sentence, ", and up to %" PRIu64 " are as good", advice->high);
    if (yoke_text_same(advice->bounded_by, "widths"))
        say(sentence, "; more were not tried");
    say_worst_habit(sentence, advice);
    if (!advice->decided)
        say(sentence, "; a longer --budget might prove fewer");
}

/* Controls, those of two bytes in UTF-8 too, would drive a terminal: records come from anywhere. */
void recommend_text_clean(char *text)
{
    for (unsigned char *at = (unsigned char *)text; *at; at++)
        if (*at < ' ' || *at == 0x7f || (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0))
            *at = '?';
}

/* Does the record advise on that workload at another value of this parameter? */
static bool param_varies(const struct yoke_record *record, const struct yoke_advice *advice, size_t param)
{
    for (size_t i = 0; i < record->advice_count; i++) {
        const struct yoke_advice *other = &record->advice[i];
        if (yoke_text_same(other->workload, advice->workload) && other->param_count > param &&
            !yoke_setting_same(&other->params[param], &advice->params[param]))
            return true;
    }
    return false;
}

/* "cpu_hash/n=64: ", with what tells it from other works of the record. */
static void say_work(struct sentence *sentence, const struct yoke_record *record, const struct yoke_advice *advice)
{
    say(sentence, "%.100s", name_of(advice->workload));
    for (size_t i = 0; i < advice->param_count; i++) {
        const struct yoke_setting_value *param = &advice->params[i];
        if (!param_varies(record, advice, i))
            continue;
        if (param->word)
            say(sentence, "/%.40s=%.40s", name_of(param->name), param->word);
        else
            say(sentence, "/%.40s=%" PRIu64, name_of(param->name), param->value);
    }
    say(sentence, ": ");
}

static void say_candidate(struct sentence *sentence, const struct yoke_advice *advice)
{
    const bool one = advice->candidate == 1;
    say(sentence, "nothing is proven yet; of the widths");
    if (isnan(advice->target))
        say(sentence, " that were measured");
    else
        say_target(sentence, advice, true);
    say(sentence,
        ", %" PRIu64 " worker%s on %.100s look%s best: measure again with a longer --budget, or on a quieter machine",
        advice->candidate, one ? "" : "s", name_of(advice->executor), one ? "s" : "");
}

/* Why the first cell of that work failed, where none of them did anything else; NULL: one did, or there is none. */
static const char *failure_of(const struct yoke_record *record, const struct yoke_advice *advice)
{
    const char *reason = NULL;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (cell->empty || !yoke_text_same(cell->workload, advice->workload))
            continue;
        if (cell->status != YOKE_CELL_FAILED)
            return NULL;
        if (!reason)
            reason = cell->reason;
    }
    return reason;
}

void recommend_sentence(const struct yoke_record *record, size_t index, char text[RECOMMEND_SENTENCE_BYTES])
{
    const struct yoke_advice *advice = &record->advice[index];
    struct sentence sentence = {.text = text};
    say_work(&sentence, record, advice);
    if (advice->workers != YOKE_MISSING && advice->chosen && record->rejected) {
        say_doubtful(&sentence, record, advice);
    } else if (advice->workers != YOKE_MISSING && advice->chosen) {
        say_proven(&sentence, advice);
    } else if (advice->candidate != YOKE_MISSING) {
        say_candidate(&sentence, advice);
    } else if (failure_of(record, advice)) {
        say(&sentence, "nothing could be measured: %.300s", failure_of(record, advice));
    } else {
        say(&sentence, "no width measured is proven to be one");
        say_target(&sentence, advice, false);
        say(&sentence, ": allow more, offer less work, or measure again with a longer --budget");
    }
    say(&sentence, ".");
    recommend_text_clean(text);
}

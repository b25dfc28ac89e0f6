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

/* " that keeps p99 below 20 ms": what a width has to do before its throughput counts. */
static void say_target(struct sentence *sentence, const struct yoke_advice *advice)
{
    if (isnan(advice->target))
        return;
    if (advice->objective && !strcmp(advice->objective, "p99"))
        say(sentence, " that keeps p99 below %.4g ms", advice->target / 1e6);
    else if (advice->objective && !strcmp(advice->objective, "efficiency"))
        say(sentence, " that keeps %.3g %% of ideal speedup", 100 * advice->target);
    else
        say(sentence, " that stays within %.4g MiB", advice->target / 0x1p20);
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

static void say_proven(struct sentence *sentence, const struct yoke_advice *advice)
{
    say(sentence, "set %" PRIu64 " worker%s on %.100s: the fewest proven within %.3g %% of the best", advice->workers,
        advice->workers == 1 ? "" : "s", name_of(advice->executor), 100 * advice->theta);
    say_target(sentence, advice);
    if (advice->high > advice->workers)
        say(sentence, ", and up to %" PRIu64 " are as good", advice->high);
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

void recommend_sentence(const struct yoke_record *record, size_t index, char text[RECOMMEND_SENTENCE_BYTES])
{
    const struct yoke_advice *advice = &record->advice[index];
    struct sentence sentence = {.text = text};
    say_work(&sentence, record, advice);
    if (advice->workers != YOKE_MISSING && advice->chosen) {
        say_proven(&sentence, advice);
    } else if (advice->candidate != YOKE_MISSING) {
        say(&sentence, "nothing is proven yet; of what was measured %" PRIu64 " worker%s on %.100s look%s best",
            advice->candidate, advice->candidate == 1 ? "" : "s", name_of(advice->executor),
            advice->candidate == 1 ? "s" : "");
        say_target(&sentence, advice);
        say(&sentence, ": measure again with a longer --budget, or on a quieter machine");
    } else {
        say(&sentence, "no width measured is proven to be one");
        say_target(&sentence, advice);
        say(&sentence, ": allow more, offer less work, or measure again with a longer --budget");
    }
    say(&sentence, ".");
    recommend_text_clean(text);
}

/* SPDX-License-Identifier: MIT */
/* Parameters whose values are words. A list of them is an axis like any other; ranges make no sense, so there are none.
 */
#include "request_resolver.h"

#include "param_text.h"
#include "suggest.h"

#include <errno.h>
#include <stdlib.h>

enum { CHOICES_BYTES = 256 }; /* of all words of a parameter in one sentence; more are cut off */

/* "constant, uniform or pareto" */
static void choices_list(const struct yoke_param *param, char text[CHOICES_BYTES])
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; param->choices[i] && used < CHOICES_BYTES; i++) {
        const char *join = !i ? "" : param->choices[i + 1] ? ", " : " or ";
        used += (size_t)snprintf(text + used, CHOICES_BYTES - used, "%s%s", join, param->choices[i]);
    }
}

static void refuse_word(struct resolver *resolver, const struct request_setting *setting,
                        const struct yoke_param *param, const char *word)
{
    struct suggestion suggestion;
    char list[CHOICES_BYTES], text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, word);
    for (size_t i = 0; param->choices[i]; i++)
        suggestion_offer(&suggestion, param->choices[i]);
    choices_list(param, list);
    request_refuse(resolver->errors, setting, "%s must be %s, not \"%.60s\"%s", param->name, list, word,
                   suggestion_text(&suggestion, text));
}

bool resolver_choices(struct resolver *resolver, const struct request_setting *setting, const struct yoke_param *param,
                      struct plan_axis *axis)
{
    axis->values = calloc(param->most + 1, sizeof *axis->values);
    axis->count = 0;
    if (!axis->values) {
        resolver->status = -ENOMEM;
        return false;
    }
    char item[RESOLVER_ITEM_BYTES];
    for (const char *at = setting->text; resolver_item(&at, ",", item);) {
        uint64_t value;
        if (!param_choice(param, item, &value)) {
            refuse_word(resolver, setting, param, item);
            return false;
        }
        bool known = false;
        for (size_t i = 0; i < axis->count; i++)
            known |= axis->values[i] == value;
        if (!known)
            axis->values[axis->count++] = value;
    }
    return true;
}

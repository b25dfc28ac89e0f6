/* SPDX-License-Identifier: MIT */
/* The values of a parameter as texts. */
#include "param_text.h"

#include <stdio.h>
#include <string.h>

void param_name(const struct yoke_param *param, uint64_t value, char text[UNITS_TEXT_BYTES])
{
    if (param->choices)
        snprintf(text, UNITS_TEXT_BYTES, "%s", param->choices[value]);
    else
        units_name(value, param->unit, text);
}

void param_exact(const struct yoke_param *param, uint64_t value, char text[UNITS_TEXT_BYTES])
{
    if (param->choices)
        param_name(param, value, text);
    else
        units_exact(value, param->unit, text);
}

const char *param_noun(const struct yoke_param *param)
{
    return param->choices ? "choice" : units_noun(param->unit);
}

bool param_choice(const struct yoke_param *param, const char *word, uint64_t *value)
{
    for (uint64_t i = 0; param->choices && param->choices[i]; i++)
        if (!strcmp(param->choices[i], word)) {
            *value = i;
            return true;
        }
    return false;
}

struct yoke_setting_value param_setting(const struct yoke_param *param, uint64_t value)
{
    return (struct yoke_setting_value){
        .name = param->name,
        .value = param->choices ? YOKE_MISSING : value,
        .word = param->choices ? param->choices[value] : NULL,
    };
}

/* SPDX-License-Identifier: MIT */
/* A request on its way to a plan. Private to request*.c. */
#ifndef REQUEST_RESOLVER_H
#define REQUEST_RESOLVER_H

#include "request_settings.h"

struct resolver {
    const struct request *request;
    const struct yoke_catalogue *catalogue;
    const struct request_machine *machine;
    struct plan *plan;
    struct request_errors *errors;
    int status; /* -ENOMEM: give up; what is wrong with the request is in `errors` */
};

/* What holds for a key, or its default as if it had been written; `written` tells which, and may be NULL. Returns a
 * text of NULL where there is neither. */
struct request_setting resolver_setting(const struct resolver *resolver, int study, enum request_key_index key,
                                        bool *written);

/* Reads one number or a sweep, and refuses what lies outside the key's limits. Returns false when it was refused. */
bool resolver_number(struct resolver *resolver, const struct request_setting *setting, uint64_t *value);
bool resolver_sweep(struct resolver *resolver, const struct request_setting *setting, struct plan_axis *axis);

/* The same for a parameter, whose unit and limits, or words, stand in the workload's table. */
bool resolver_param(struct resolver *resolver, const struct request_setting *setting, const struct yoke_param *param,
                    struct plan_axis *axis);

/* Of a parameter with choices: the words between commas. */
bool resolver_choices(struct resolver *resolver, const struct request_setting *setting, const struct yoke_param *param,
                      struct plan_axis *axis);

/* "key must be EXPECTED, not TEXT: write EXAMPLES". */
void resolver_refuse_value(struct resolver *resolver, const struct request_setting *setting);

/* Cuts the next item off a list: copies it without the blanks around it and moves `*at` behind the separator. Returns
 * false at the end. An empty item is an item. */
enum { RESOLVER_ITEM_BYTES = 256 };
bool resolver_item(const char **at, const char *separators, char item[RESOLVER_ITEM_BYTES]);

/* The files of all plug-ins, absolute, each once. */
void resolver_plugins(struct resolver *resolver);

/* The parts of a study. Each reports what is wrong and goes on. */
void resolver_study(struct resolver *resolver, int study, struct plan_study *resolved);
void resolver_command(struct resolver *resolver, int study, struct plan_study *resolved);
void resolver_executors(struct resolver *resolver, int study, struct plan_study *resolved);
void resolver_schedules(struct resolver *resolver, int study, struct plan_study *resolved);
void resolver_placements(struct resolver *resolver, int study, struct plan_study *resolved);
/* What names the command of a study, its words or its shell text; NULL: nothing. */
const struct request_setting *resolver_command_setting(const struct resolver *resolver, int study);
/* Looks at executors and schedules together. */
void resolver_pairs(struct resolver *resolver, int study, const struct plan_study *resolved);

/* Events, their scope, and what to do where they do not fit or do not count. */
void resolver_counters(struct resolver *resolver);

/* The rates and kind of arrivals. */
void resolver_rate(struct resolver *resolver);
/* What does not go together with a rate. Call it when everything else is resolved. */
void resolver_check_rate(struct resolver *resolver);

/* Whether work grows with the workers, and what that does not go together with. Call it when the studies are resolved. */
void resolver_scale(struct resolver *resolver);

/* A key that is "on" or "off". */
bool resolver_switch(struct resolver *resolver, enum request_key_index key);

/* Refuses parameters that no study's workload has. Call it when all studies are resolved. */
void resolver_check_params(struct resolver *resolver);

#endif

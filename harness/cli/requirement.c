/* SPDX-License-Identifier: MIT */
/* Most requirements are a check of the doctor that finds nothing; the others compare with a value. */
#include "requirement.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "suggest.h"

enum { WORD_BYTES = 64 };

/* One item of the list as written, "governor=performance", in parts. */
struct wish {
    char word[WORD_BYTES];
    const char *value; /* inside `word`; NULL: no "=" */
    char remedy[2 * WORD_BYTES];
};

static bool meet_governor(const struct doctor_options *options, const struct plan *plan, struct wish *wish,
                          struct doctor_check *check)
{
    const char *governor = options->machine->governor;
    (void)plan;
    if (governor)
        snprintf(check->found, sizeof check->found, "%s", governor);
    else
        snprintf(check->found, sizeof check->found, "the kernel shows none");
    snprintf(wish->remedy, sizeof wish->remedy, "sudo cpupower frequency-set -g %s", wish->value);
    check->remedy = governor ? wish->remedy : "measure where the frequency can be seen";
    return governor && !strcmp(governor, wish->value);
}

static bool meet_cpus(const struct doctor_options *options, const struct plan *plan, struct wish *wish,
                      struct doctor_check *check)
{
    const uint64_t usable = options->machine->cpus.usable;
    (void)plan;
    snprintf(check->found, sizeof check->found, "%" PRIu64 " processors are usable", usable);
    check->remedy = "start yoke without taskset, raise the container's limits, or take a larger machine";
    return usable >= strtoull(wish->value, NULL, 10);
}

/* Workers that are bound are looked at again after binding, in every cell process; what is left to ask is whether the plan
 * binds them. */
static bool meet_pinned(const struct doctor_options *options, const struct plan *plan, struct wish *wish,
                        struct doctor_check *check)
{
    (void)options;
    (void)wish;
    snprintf(check->found, sizeof check->found, "the plan leaves workers unbound");
    check->remedy = "--pin compact";
    for (size_t i = 0; i < plan->study_count; i++)
        for (size_t k = 0; k < plan->studies[i].placement_count; k++)
            if (plan->studies[i].placements[k].placement.policy == PLACEMENT_NONE)
                return false;
    return true;
}

const struct requirement requirements[] = {
    {"quiet", NULL, "next to nothing else runs here, and the hypervisor takes next to nothing",
     {doctor_check_load, doctor_check_steal}, NULL},
    {"pinned", NULL, "every worker of the plan is bound to a processor", {NULL}, meet_pinned},
    {"no-quota", NULL, "no cgroup limits processor time", {doctor_check_quota}, NULL},
    {"all-cpus", NULL, "all processors of the machine may be used", {doctor_check_affinity}, NULL},
    {"cpus", "COUNT", "at least so many processors are usable", {NULL}, meet_cpus},
    {"pmu", NULL, "instructions and cycles can be counted", {doctor_check_counters}, NULL},
    {"governor", "NAME", "the frequency is governed so", {NULL}, meet_governor},
    {"no-turbo", NULL, "turbo is off, or there is none", {doctor_check_turbo}, NULL},
    {"no-smt", NULL, "no two processors share a core", {doctor_check_smt}, NULL},
    {"aslr", NULL, "every process gets a memory layout of its own", {doctor_check_aslr}, NULL},
    {"clock", NULL, "the clock is read without a system call, in small steps", {doctor_check_clock}, NULL},
    {"release-build", NULL, "yoke itself was built for measuring", {doctor_check_build}, NULL},
    {.word = NULL},
};

const char *requirement_of_check(doctor_examine *check)
{
    for (const struct requirement *requirement = requirements; requirement->word; requirement++)
        if (requirement->checks[0] == check || requirement->checks[1] == check)
            return requirement->word;
    return NULL;
}

static const struct requirement *requirement_find(const char *word)
{
    for (const struct requirement *requirement = requirements; requirement->word; requirement++)
        if (!strcmp(requirement->word, word))
            return requirement;
    return NULL;
}

/* Takes the next item from `*at` and moves it behind the comma. Returns false at the end. */
static bool wish_next(const char **at, struct wish *wish)
{
    if (!*at)
        return false;
    const size_t length = strcspn(*at, ",");
    snprintf(wish->word, sizeof wish->word, "%.*s", (int)(length < WORD_BYTES ? length : WORD_BYTES - 1), *at);
    char *equals = strchr(wish->word, '=');
    if (equals)
        *equals = '\0';
    wish->value = equals ? equals + 1 : NULL;
    *at = (*at)[length] ? *at + length + 1 : NULL;
    return true;
}

static int wish_refuse(const struct wish *wish, struct request_errors *errors)
{
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, wish->word);
    for (const struct requirement *requirement = requirements; requirement->word; requirement++)
        suggestion_offer(&suggestion, requirement->word);
    struct request_error *error = request_errors_add(errors, "--require: nothing called \"%s\" can be required%s", wish->word,
                                                     suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke help require     shows what can");
    return -EINVAL;
}

static bool is_count(const char *text)
{
    return *text && strlen(text) < 7 && text[strspn(text, "0123456789")] == '\0';
}

static int wish_read(const struct wish *wish, struct request_errors *errors)
{
    const struct requirement *requirement = requirement_find(wish->word);
    if (!requirement)
        return wish_refuse(wish, errors);
    const bool valued = wish->value && *wish->value;
    if (!requirement->argument && wish->value)
        request_errors_add(errors, "--require: %s takes no value", wish->word);
    else if (requirement->argument && !valued)
        request_errors_add(errors, "--require: %s needs a value: write %s=%s", wish->word, wish->word, requirement->argument);
    else if (requirement->argument && !strcmp(requirement->argument, "COUNT") && !is_count(wish->value))
        request_errors_add(errors, "--require: %s=%s is no count: write %s=4", wish->word, wish->value, wish->word);
    else
        return 0;
    return -EINVAL;
}

int requirements_read(const struct verb_texts *texts, struct request_errors *errors)
{
    struct wish wish;
    int status = 0;
    for (size_t i = 0; i < texts->count && !status; i++)
        for (const char *at = texts->texts[i]; !status && wish_next(&at, &wish);)
            status = wish_read(&wish, errors);
    return status;
}

/* Fills in the finding that speaks against it. */
static bool wish_is_met(struct wish *wish, const struct doctor_options *options, const struct plan *plan,
                        struct doctor_check *check)
{
    const struct requirement *requirement = requirement_find(wish->word);
    *check = (struct doctor_check){.name = wish->word};
    if (requirement->meet)
        return requirement->meet(options, plan, wish, check);
    for (size_t i = 0; i < 2 && requirement->checks[i]; i++) {
        check->name = doctor_check_name(requirement->checks[i]);
        requirement->checks[i](options, check);
        if (check->state != DOCTOR_OK)
            return false;
    }
    return true;
}

int requirements_meet(const struct verb_texts *texts, const struct doctor_options *options, const struct plan *plan,
                      struct yoke_error *error)
{
    struct wish wish;
    struct doctor_check check;
    for (size_t i = 0; i < texts->count; i++)
        for (const char *at = texts->texts[i]; wish_next(&at, &wish);) {
            if (wish_is_met(&wish, options, plan, &check))
                continue;
            yoke_error_set(error, "the machine is refused, --require %s%s%s is not met: %s: %s; to mend it: %s", wish.word,
                           wish.value ? "=" : "", wish.value ? wish.value : "", check.name, check.found, check.remedy);
            return -EPERM;
        }
    return 0;
}

int requirements_write(FILE *stream)
{
    char word[WORD_BYTES];
    fputs("What --require can ask of the machine before anything runs\n\n", stream);
    for (const struct requirement *requirement = requirements; requirement->word; requirement++) {
        snprintf(word, sizeof word, "%s%s%s", requirement->word, requirement->argument ? "=" : "",
                 requirement->argument ? requirement->argument : "");
        fprintf(stream, "  %-16s %s\n", word, requirement->summary);
    }
    fputs("\nSeveral stand between commas: --require quiet,cpus=4,no-quota. A machine that does not meet one of them is\n"
          "refused with exit status 6 and one sentence: what was found, and what mends it. yoke doctor looks at the same\n"
          "things, and at more.\n",
          stream);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* Settings that are names: executors, schedules, placements. */
#include "request_resolver.h"

#include "suggest.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- executors and schedules: names of the catalogue ----------------------------------------------------- */

/* A list of the catalogue, whatever its entries are. */
struct shelf {
    const char *singular, *plural;
    size_t count;
    const char *(*name)(const struct yoke_catalogue *catalogue, size_t index);
    const char *(*unavailable)(const struct yoke_catalogue *catalogue, size_t index);
};

/* What was chosen from a shelf, each at most once, in the order written. */
struct choice {
    size_t *indices; /* room for all of the shelf */
    size_t count;
    bool refused; /* some name was wrong */
};

static const char *executor_name(const struct yoke_catalogue *catalogue, size_t index)
{
    return catalogue->executors[index]->name;
}

static const char *executor_unavailable(const struct yoke_catalogue *catalogue, size_t index)
{
    return catalogue->executors[index]->unavailable;
}

static const char *schedule_name(const struct yoke_catalogue *catalogue, size_t index)
{
    return catalogue->schedules[index]->name;
}

static const char *never_unavailable(const struct yoke_catalogue *catalogue, size_t index)
{
    (void)catalogue;
    (void)index;
    return NULL;
}

static void choose(struct choice *choice, size_t index)
{
    for (size_t i = 0; i < choice->count; i++)
        if (choice->indices[i] == index)
            return;
    choice->indices[choice->count++] = index;
}

static void choose_all(struct resolver *resolver, const struct shelf *shelf, struct choice *choice)
{
    for (size_t i = 0; i < shelf->count; i++) {
        const char *unavailable = shelf->unavailable(resolver->catalogue, i);
        if (!unavailable)
            choose(choice, i);
        else if (plan_note(resolver->plan, "%s left out: %s", shelf->name(resolver->catalogue, i), unavailable))
            resolver->status = -ENOMEM;
    }
}

static void refuse_name(struct resolver *resolver, const struct request_setting *setting, const struct shelf *shelf,
                        const char *name)
{
    if (!*name) {
        resolver_refuse_value(resolver, setting);
        return;
    }
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, name);
    for (size_t i = 0; i < shelf->count; i++)
        suggestion_offer(&suggestion, shelf->name(resolver->catalogue, i));
    suggestion_offer(&suggestion, "all");
    struct request_error *error = request_refuse(resolver->errors, setting, "no %s \"%.80s\"%s", shelf->singular, name,
                                                 suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke list %s     shows all %zu", shelf->plural, shelf->count);
}

static void choose_named(struct resolver *resolver, const struct request_setting *setting, const struct shelf *shelf,
                         const char *name, struct choice *choice)
{
    size_t i = 0;
    while (i < shelf->count && strcmp(shelf->name(resolver->catalogue, i), name) != 0)
        i++;
    const char *unavailable = i < shelf->count ? shelf->unavailable(resolver->catalogue, i) : NULL;
    choice->refused |= i == shelf->count || unavailable;
    if (i == shelf->count)
        refuse_name(resolver, setting, shelf, name);
    else if (unavailable)
        request_refuse(resolver->errors, setting, "%s \"%s\" cannot run here: %s", shelf->singular, name, unavailable);
    else
        choose(choice, i);
}

static void choose_from(struct resolver *resolver, const struct request_setting *setting, const struct shelf *shelf,
                        struct choice *choice)
{
    choice->indices = calloc(shelf->count + 1, sizeof *choice->indices);
    if (!choice->indices) {
        resolver->status = -ENOMEM;
        return;
    }
    char name[RESOLVER_ITEM_BYTES];
    for (const char *at = setting->text; resolver_item(&at, ",", name);) {
        if (!strcmp(name, "all"))
            choose_all(resolver, shelf, choice);
        else
            choose_named(resolver, setting, shelf, name, choice);
    }
}

/* A command that nobody asked to run several times at once is run once at a time. */
static void keep_one_at_a_time(struct resolver *resolver, int study, struct plan_study *resolved)
{
    size_t kept = 0;
    if (!resolved->command || request_find(resolver->request, study, REQUEST_EXECUTORS, NULL) ||
        request_find(resolver->request, study, REQUEST_WORKERS, NULL))
        return;
    for (size_t i = 0; i < resolved->executor_count; i++)
        if (!(resolved->executors[i]->capabilities & YOKE_PARALLEL))
            resolved->executors[kept++] = resolved->executors[i];
    if (kept)
        resolved->executor_count = kept;
}

void resolver_executors(struct resolver *resolver, int study, struct plan_study *resolved)
{
    struct shelf shelf = {"executor", "executors", 0, executor_name, executor_unavailable};
    while (resolver->catalogue->executors[shelf.count])
        shelf.count++;
    const struct request_setting setting = resolver_setting(resolver, study, REQUEST_EXECUTORS, NULL);
    struct choice choice = {0};
    choose_from(resolver, &setting, &shelf, &choice);
    resolved->executors = calloc(choice.count + 1, sizeof(const struct yoke_executor *));
    if (!resolved->executors)
        resolver->status = -ENOMEM;
    for (; resolved->executors && resolved->executor_count < choice.count; resolved->executor_count++)
        resolved->executors[resolved->executor_count] =
            resolver->catalogue->executors[choice.indices[resolved->executor_count]];
    if (!choice.count && !choice.refused && !resolver->status)
        request_refuse(resolver->errors, &setting, "no executor is usable here: \"yoke list executors\" says why");
    free(choice.indices);
    keep_one_at_a_time(resolver, study, resolved);
}

void resolver_schedules(struct resolver *resolver, int study, struct plan_study *resolved)
{
    struct shelf shelf = {"schedule", "schedules", 0, schedule_name, never_unavailable};
    while (resolver->catalogue->schedules[shelf.count])
        shelf.count++;
    const struct request_setting setting = resolver_setting(resolver, study, REQUEST_SCHEDULES, NULL);
    struct choice choice = {0};
    choose_from(resolver, &setting, &shelf, &choice);
    resolved->schedules = calloc(choice.count + 1, sizeof(const struct yoke_schedule *));
    if (!resolved->schedules)
        resolver->status = -ENOMEM;
    for (; resolved->schedules && resolved->schedule_count < choice.count; resolved->schedule_count++)
        resolved->schedules[resolved->schedule_count] =
            resolver->catalogue->schedules[choice.indices[resolved->schedule_count]];
    free(choice.indices);
}

/* --- placements ------------------------------------------------------------------------------------------ */

/* Cuts the next placement off: a word, or processor numbers with the commas between them ("compact,0,2-4;1" holds
 * three). */
static bool next_placement(const char **at, char item[RESOLVER_ITEM_BYTES])
{
    if (!*at)
        return false;
    const char *start = *at + strspn(*at, " ");
    if (!isdigit((unsigned char)*start))
        return resolver_item(at, ",;", item);
    const char *end = start;
    while (isdigit((unsigned char)*end)) {
        end += strcspn(end, ",;");
        if (*end != ',' || !isdigit((unsigned char)end[1 + strspn(end + 1, " ")]))
            break;
        end += 1 + strspn(end + 1, " ");
    }
    size_t used = 0;
    for (const char *from = start; from < end && used + 1 < RESOLVER_ITEM_BYTES; from++)
        if (*from != ' ')
            item[used++] = *from;
    item[used] = '\0';
    *at = *end ? end + 1 : NULL;
    return true;
}

static void refuse_placement_word(struct resolver *resolver, const struct request_setting *setting, const char *word)
{
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, word);
    suggestion_offer(&suggestion, "none");
    suggestion_offer(&suggestion, "compact");
    suggestion_offer(&suggestion, "scatter");
    request_refuse(resolver->errors, setting, "no placement \"%.80s\"%s%s", word, suggestion_text(&suggestion, text),
                   suggestion.best ? "" : ": write none, compact, scatter or processor numbers such as 0,2");
}

/* Does the list name only processors that may be used here? */
static bool placement_fits(struct resolver *resolver, const struct placement *placement, struct yoke_error *error)
{
    if (placement->policy != PLACEMENT_LIST || !resolver->machine->topology)
        return true;
    unsigned *cpus = calloc(placement->list_count, sizeof *cpus);
    if (!cpus) {
        resolver->status = -ENOMEM;
        return true;
    }
    int places = placement_apply(placement, resolver->machine->topology, placement->list_count, cpus, error);
    free(cpus);
    return places >= 0;
}

static void add_placement(struct resolver *resolver, const struct request_setting *setting, const char *text,
                          struct plan_study *resolved)
{
    for (size_t i = 0; i < resolved->placement_count; i++)
        if (!strcmp(resolved->placements[i].text, text))
            return;
    struct plan_placement *grown =
        reallocarray(resolved->placements, resolved->placement_count + 1, sizeof *resolved->placements);
    if (!grown) {
        resolver->status = -ENOMEM;
        return;
    }
    resolved->placements = grown;
    struct plan_placement *placement = &grown[resolved->placement_count];
    struct yoke_error error = {0};
    if (!*text) {
        resolver_refuse_value(resolver, setting);
    } else if (placement_parse(text, &placement->placement, &error)) {
        if (isdigit((unsigned char)*text))
            request_refuse(resolver->errors, setting, "%s", error.text);
        else
            refuse_placement_word(resolver, setting, text);
    } else if (!placement_fits(resolver, &placement->placement, &error)) {
        request_refuse(resolver->errors, setting, "%s", error.text);
    } else if (!(placement->text = strdup(text))) {
        resolver->status = -ENOMEM;
    } else {
        resolved->placement_count++;
    }
}

void resolver_placements(struct resolver *resolver, int study, struct plan_study *resolved)
{
    bool written;
    struct request_setting setting = resolver_setting(resolver, study, REQUEST_PLACEMENT, &written);
    if (resolved->command && !written)
        setting.text = "none"; /* a program inherits its worker's place, and may want to spread its own threads */
    char item[RESOLVER_ITEM_BYTES];
    for (const char *at = setting.text; next_placement(&at, item) && !resolver->status;)
        add_placement(resolver, &setting, item, resolved);
}

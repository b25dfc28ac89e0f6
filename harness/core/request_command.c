/* SPDX-License-Identifier: MIT */
/* The command of a study: its words, what they need, and which of the parameters stand in them. */
#include "request_resolver.h"

#include "program_find.h"
#include "sweep.h"
#include "words.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORDS_MOST = 256 }; /* that one parameter may be: more would be numbers */

/* --- its words ------------------------------------------------------------------------------------------- */

const struct request_setting *resolver_command_setting(const struct resolver *resolver, int study)
{
    const struct request_setting *command = request_find(resolver->request, study, REQUEST_COMMAND, NULL);
    return command ? command : request_find(resolver->request, study, REQUEST_SHELL, NULL);
}

/* Splits a command, wraps a text for the shell. Returns NULL when it was refused. */
static char **words_make(struct resolver *resolver, const struct request_setting *setting, size_t *count)
{
    struct yoke_error error = {0};
    char **words = NULL;
    int status = 0;
    if (setting->key == &request_keys[REQUEST_SHELL]) {
        const char *const shell[] = {"sh", "-c", setting->text};
        *count = setting->text[0] ? 3 : 0;
        words = words_copy(shell, *count);
        status = words ? 0 : -ENOMEM;
    } else {
        status = words_split(setting->text, &words, count, &error);
    }
    if (status == -ENOMEM)
        resolver->status = status;
    else if (status)
        request_refuse(resolver->errors, setting, "%s", error.text);
    else if (!*count || !words[0][0])
        resolver_refuse_value(resolver, setting);
    else
        return words;
    words_free(words);
    return NULL;
}

/* A program whose name depends on a parameter is looked for when a cell is. */
static void program_check(struct resolver *resolver, const struct request_setting *setting, const char *program)
{
    struct yoke_error error = {0};
    char *path = NULL;
    if (!strchr(program, '{') && program_find(program, &path, &error))
        request_refuse(resolver->errors, setting, "%s", error.text);
    free(path);
}

/* --- what it reads and must write ------------------------------------------------------------------------ */

static void text_keep(struct resolver *resolver, int study, enum request_key_index key, char **text)
{
    const struct request_setting *setting = request_find(resolver->request, study, key, NULL);
    if (setting && !setting->text[0])
        resolver_refuse_value(resolver, setting);
    else if (setting && !(*text = strdup(setting->text)))
        resolver->status = -ENOMEM;
}

/* The same for a file, which may be missing where its name depends on a parameter, and for what stands in place of one.
 */
static void file_keep(struct resolver *resolver, int study, enum request_key_index key, const char *other, char **text)
{
    const struct request_setting *setting = request_find(resolver->request, study, key, NULL);
    text_keep(resolver, study, key, text);
    if (*text && !strchr(*text, '{') && !(other && !strncmp(*text, other, strlen(other))) && access(*text, R_OK))
        request_refuse(resolver->errors, setting, "cannot read \"%.200s\": %s", *text, strerror(errno));
}

static void expectations_resolve(struct resolver *resolver, int study, struct study_command *command)
{
    const struct request_setting status = resolver_setting(resolver, study, REQUEST_EXPECT_EXIT, NULL);
    resolver_number(resolver, &status, &command->expected_exit);
    file_keep(resolver, study, REQUEST_STDIN, NULL, &command->input);
    file_keep(resolver, study, REQUEST_EXPECT_OUTPUT, "sha256:", &command->expected_output);
}

/* --- parameters in its words ----------------------------------------------------------------------------- */

static bool name_is_good(const char *name)
{
    if (!islower((unsigned char)*name))
        return false;
    while (islower((unsigned char)*name) || isdigit((unsigned char)*name) || *name == '_')
        name++;
    return !*name;
}

/* Words become parts of names of cells. */
static bool word_is_good(const char *word)
{
    const size_t length = strlen(word);
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)word[i]) && !strchr("._+-", word[i]))
            return false;
    return length && length <= YOKE_CHOICE_BYTES_MOST;
}

/* The words between commas, each once. Returns NULL when one was refused. */
static char **choices_make(struct resolver *resolver, const struct request_setting *setting)
{
    char item[RESOLVER_ITEM_BYTES];
    const char *words[WORDS_MOST];
    char *kept[WORDS_MOST];
    size_t count = 0;
    bool good = true;
    for (const char *at = setting->text; good && resolver_item(&at, ",", item);) {
        good = word_is_good(item) && count < WORDS_MOST;
        if (good && !(kept[count] = strdup(item))) {
            resolver->status = -ENOMEM;
            break;
        }
        if (good) {
            words[count] = kept[count];
            count++;
        } else {
            request_refuse(resolver->errors, setting,
                           "\"%.60s\" cannot stand for {%.40s}: write numbers, or words of up to %d letters, digits, "
                           "dots, dashes, plus signs and underscores",
                           item, setting->param, (int)YOKE_CHOICE_BYTES_MOST);
        }
    }
    char **choices = good && !resolver->status ? words_copy(words, count) : NULL;
    if (good && !choices)
        resolver->status = -ENOMEM;
    while (count)
        free(kept[--count]);
    return choices;
}

/* Numbers where all of it is numbers, else words. */
static void param_add(struct resolver *resolver, const struct request_setting *setting, struct study_command *command)
{
    const struct sweep_word words[] = {{"cores", resolver->machine->cores}, {"pus", resolver->machine->pus}, {NULL, 0}};
    const struct sweep_rule rule = {.unit = YOKE_COUNT, .words = words};
    struct yoke_error error = {0};
    uint64_t *values = NULL;
    size_t count = 0;
    char **choices = NULL;
    const int status = sweep_parse(setting->text, &rule, &values, &count, &error);
    free(values);
    if (status && strstr(setting->text, "..")) { /* a range that went wrong, not a word */
        request_refuse(resolver->errors, setting, "%s", error.text);
        return;
    }
    if (status && !(choices = choices_make(resolver, setting)))
        return;
    const int added = study_command_add(command, setting->param, choices);
    if (added == -ENOSPC)
        request_refuse(resolver->errors, setting, "a command takes up to %d parameters",
                       (int)(YOKE_PARAMS_MOST - command->own_count - 1));
    else if (added)
        resolver->status = added;
}

static bool is_known(const struct study_command *command, const char *name)
{
    for (size_t i = 0; i < command->param_count; i++)
        if (!strcmp(command->params[i].name, name))
            return true;
    return false;
}

static void params_find(struct resolver *resolver, int study, struct study_command *command)
{
    for (size_t i = 0; i < resolver->request->count; i++) {
        const char *name = resolver->request->settings[i].param;
        if (!name || !request_reaches(&resolver->request->settings[i], study) || !study_command_has(command, name))
            continue;
        const struct request_setting *setting = request_find(resolver->request, study, REQUEST_PARAMS, name);
        if (!strcmp(name, STUDY_COMMAND_LABEL) || !name_is_good(name))
            request_refuse(resolver->errors, setting,
                           "\"%.60s\" cannot be a parameter of a command: write another name, of small letters, digits and "
                           "underscores", name);
        else if (!is_known(command, name))
            param_add(resolver, setting, command);
    }
}

/* --- the whole ------------------------------------------------------------------------------------------- */

/* Two commands of one plan must not have one name, or their cells would be one. */
static void name_give(const struct resolver *resolver, struct study_command *command)
{
    study_command_name(command, false);
    for (size_t i = 0; i < resolver->plan->study_count; i++) {
        const struct study_command *other = resolver->plan->studies[i].command;
        if (other && !strcmp(other->label, command->label) && other->identity != command->identity) {
            study_command_name(command, true);
            return;
        }
    }
}

void resolver_command(struct resolver *resolver, int study, struct plan_study *resolved)
{
    const struct request_setting *setting = resolver_command_setting(resolver, study);
    const struct yoke_workload *workload = resolved->workload;
    size_t count = 0;
    if (!workload || (!workload->takes_command && !setting))
        return;
    if (!workload->takes_command) {
        request_refuse(resolver->errors, setting, "%s runs no command: leave out one of them", workload->name);
        return;
    }
    if (!setting) {
        request_errors_add(resolver->errors, "%s runs what? Write yoke run -- PROGRAM, or \"command\" in a plan",
                           workload->name);
        return;
    }
    char **words = words_make(resolver, setting, &count);
    if (!words)
        return;
    program_check(resolver, setting, words[0]);
    struct study_command *command = study_command_new(workload, (const char *const *)words, count);
    words_free(words);
    resolved->command = command;
    if (!command) {
        resolver->status = -ENOMEM;
        return;
    }
    expectations_resolve(resolver, study, command);
    params_find(resolver, study, command);
    name_give(resolver, command);
    resolved->workload = &command->workload;
}

/* SPDX-License-Identifier: MIT */
/* Words out, words in. An executor's settings (OMP_WAIT_POLICY=passive) are meant for our own process and would change a
 * program that the user has told otherwise: the command gets the user's environment. */
#include "assignment_command.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program_find.h"
#include "words.h"

int command_spell(const struct cell *cell, struct record *memory, const char *const **words, size_t *count)
{
    char **made = study_command_words(cell->command, &cell->values);
    const char **kept = record_alloc(memory, cell->command->word_count * sizeof *kept);
    int status = made && kept ? 0 : -ENOMEM;
    for (size_t i = 0; i < cell->command->word_count && !status; i++) {
        kept[i] = record_copy(memory, made[i]);
        status = kept[i] ? 0 : -ENOMEM;
    }
    words_free(made);
    *words = kept;
    *count = status ? 0 : cell->command->word_count;
    return status;
}

int command_send(const struct cell *cell, struct record *memory, const char *restored[COMMAND_RESTORED_MOST],
                 struct protocol_assignment *message, struct yoke_error *error)
{
    const struct yoke_setting *setting = cell->executor->environment;
    char *path = NULL;
    if (!cell->command)
        return 0;
    int status = command_spell(cell, memory, &message->command, &message->command_count);
    if (!status && !cell->command->program)
        status = program_find(message->command[0], &path, error);
    message->program = status ? NULL : path ? record_copy(memory, path) : cell->command->program;
    message->folder = cell->command->folder;
    free(path);
    message->input = cell->command->input;
    message->expected_output = cell->command->expected_output;
    message->expected_exit = cell->command->expected_exit;
    message->environment = restored;
    for (; setting && setting->name && message->environment_count < COMMAND_RESTORED_MOST; setting++) {
        const char *value = getenv(setting->name);
        restored[message->environment_count++] =
            value ? record_text(memory, "%s=%s", setting->name, value) : record_copy(memory, setting->name);
    }
    return status;
}

static bool names_same(const char *left, const char *right)
{
    const size_t length = strcspn(left, "=");
    return length == strcspn(right, "=") && !strncmp(left, right, length);
}

static bool is_restored(const struct protocol_assignment *message, const char *entry)
{
    for (size_t i = 0; i < message->environment_count; i++)
        if (names_same(message->environment[i], entry))
            return true;
    return false;
}

static const char **environment_make(const struct protocol_assignment *message, struct record *memory)
{
    size_t count = 0, used = 0;
    while (environ[count])
        count++;
    const char **environment = record_alloc(memory, (count + message->environment_count + 1) * sizeof *environment);
    for (size_t i = 0; environment && i < count; i++)
        if (!is_restored(message, environ[i]))
            environment[used++] = environ[i];
    for (size_t i = 0; environment && i < message->environment_count; i++)
        if (strchr(message->environment[i], '='))
            environment[used++] = message->environment[i];
    return environment;
}

int command_receive(const struct protocol_assignment *message, struct record *memory, const struct yoke_command **command)
{
    *command = NULL;
    if (!message->program || !message->command_count)
        return 0;
    struct yoke_command *made = record_alloc(memory, sizeof *made);
    const char **words = record_alloc(memory, (message->command_count + 1) * sizeof *words);
    const char **environment = environment_make(message, memory);
    if (!made || !words || !environment)
        return -ENOMEM;
    for (size_t i = 0; i < message->command_count; i++)
        words[i] = message->command[i];
    *made = (struct yoke_command){
        .program = message->program,
        .words = words,
        .environment = environment,
        .folder = message->folder,
        .input = message->input,
        .expected_output = message->expected_output,
        .expected_exit = message->expected_exit == YOKE_MISSING ? 0 : message->expected_exit,
    };
    *command = made;
    return 0;
}

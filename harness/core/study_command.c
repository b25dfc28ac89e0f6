/* SPDX-License-Identifier: MIT */
/* Words, names and values of a command. */
#include "study_command.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

struct study_command *study_command_new(const struct yoke_workload *workload, const char *const words[], size_t word_count)
{
    struct study_command *command = calloc(1, sizeof *command);
    if (!command)
        return NULL;
    while (workload->params && workload->params[command->own_count].name && command->own_count < YOKE_PARAMS_MOST) {
        command->params[command->own_count] = workload->params[command->own_count];
        command->own_count++;
    }
    command->words = words_copy(words, word_count);
    command->word_count = word_count;
    if (!command->words || command->own_count == YOKE_PARAMS_MOST) {
        study_command_free(command);
        return NULL;
    }
    command->label_choices[0] = command->label;
    command->params[command->own_count] = (struct yoke_param){
        .name = STUDY_COMMAND_LABEL, .summary = "the command, in short", .choices = command->label_choices};
    command->param_count = command->own_count + 1;
    command->workload = *workload;
    command->workload.params = command->params;
    return command;
}

void study_command_free(struct study_command *command)
{
    if (!command)
        return;
    for (size_t i = 0; i < YOKE_PARAMS_MOST; i++) {
        free(command->names[i]);
        words_free(command->choices[i]);
    }
    words_free(command->words);
    free(command->input);
    free(command->expected_output);
    free(command);
}

struct study_command *study_command_twin(const struct study_command *command, const char *const words[], size_t word_count)
{
    struct study_command *twin = malloc(sizeof *twin);
    if (!twin)
        return NULL;
    *twin = *command;
    twin->words = words_copy(words, word_count);
    twin->word_count = word_count;
    if (twin->words)
        return twin;
    free(twin);
    return NULL;
}

void study_command_twin_free(struct study_command *twin)
{
    if (!twin)
        return;
    words_free(twin->words);
    free(twin);
}

/* --- its name -------------------------------------------------------------------------------------------- */

/* FNV-1a, 64 bits, the ending NUL included so that "a b" and "ab" differ. */
static uint64_t digest_add(uint64_t digest, const char *text)
{
    if (!text)
        return digest_add(digest, "\x01");
    do
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    while (*text++);
    return digest;
}

static uint64_t identity_of(const struct study_command *command)
{
    uint64_t digest = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < command->word_count; i++)
        digest = digest_add(digest, command->words[i]);
    digest = digest_add(digest_add(digest, command->input), command->expected_output);
    return digest ^ command->expected_exit;
}

/* What may stand in a cell's name, which is cut at slashes and equals signs. */
static bool is_plain(char letter)
{
    return isalnum((unsigned char)letter) || strchr("._+-{}", letter);
}

/* Words in the shell's own text say more than "sh -c". */
static size_t first_telling_word(const struct study_command *command)
{
    return command->word_count == 3 && !strcmp(command->words[0], "sh") && !strcmp(command->words[1], "-c") ? 2 : 0;
}

void study_command_name(struct study_command *command, bool spelt_out)
{
    enum { DIGEST_BYTES = 9 }; /* "-" and 8 digits: one in four thousand million is another's */
    char *label = command->label;
    size_t used = 0;
    bool cut = false;
    command->identity = identity_of(command);
    for (size_t i = first_telling_word(command); i < command->word_count && !cut; i++) {
        const char *slash = i == 0 ? strrchr(command->words[i], '/') : NULL;
        for (const char *at = slash ? slash + 1 : command->words[i]; *at && !cut; at++) {
            cut = used == YOKE_CHOICE_BYTES_MOST;
            if (!cut && (is_plain(*at) || (used && label[used - 1] != '_')))
                label[used++] = is_plain(*at) ? *at : '_';
        }
        if (!cut && i + 1 < command->word_count && used < YOKE_CHOICE_BYTES_MOST && used && label[used - 1] != '_')
            label[used++] = '_';
    }
    while (used && label[used - 1] == '_')
        used--;
    label[used] = '\0';
    if (!cut && !spelt_out && used)
        return;
    if (used > YOKE_CHOICE_BYTES_MOST - DIGEST_BYTES)
        used = YOKE_CHOICE_BYTES_MOST - DIGEST_BYTES;
    snprintf(label + used, sizeof command->label - used, "-%08" PRIx32, (uint32_t)command->identity);
}

/* --- parameters in its words ----------------------------------------------------------------------------- */

/* The next "{name}" in `text`, or NULL. */
static const char *mark_find(const char *text, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{'))
        if (!strncmp(at + 1, name, length) && at[length + 1] == '}')
            return at;
    return NULL;
}

bool study_command_has(const struct study_command *command, const char *name)
{
    for (size_t i = 0; i < command->word_count; i++)
        if (mark_find(command->words[i], name))
            return true;
    return false;
}

int study_command_add(struct study_command *command, const char *name, char **choices)
{
    const size_t at = command->param_count;
    if (at == YOKE_PARAMS_MOST) {
        words_free(choices);
        return -ENOSPC;
    }
    command->choices[at] = choices;
    command->names[at] = strdup(name);
    if (!command->names[at])
        return -ENOMEM;
    size_t count = 0;
    while (choices && choices[count])
        count++;
    command->params[at] = (struct yoke_param){
        .name = command->names[at],
        .most = choices ? count - 1 : UINT64_MAX,
        .summary = "stands in the command",
        .choices = (const char *const *)choices,
    };
    command->param_count++;
    return 0;
}

/* Which parameter of the words begins at `at`? Returns its index, or the table's length. */
static size_t mark_at(const struct study_command *command, const char *at)
{
    size_t i = command->own_count + 1;
    for (; i < command->param_count; i++)
        if (*at == '{' && mark_find(at, command->params[i].name) == at)
            break;
    return i;
}

static void value_write(const struct yoke_param *param, uint64_t value, FILE *stream)
{
    if (param->choices)
        fputs(param->choices[value], stream);
    else
        fprintf(stream, "%" PRIu64, value);
}

static char *word_fill(const struct study_command *command, const char *word, const struct yoke_values *values)
{
    char *text = NULL;
    size_t bytes = 0;
    FILE *stream = open_memstream(&text, &bytes);
    if (!stream)
        return NULL;
    for (const char *at = word; *at; at++) {
        const size_t mark = mark_at(command, at);
        if (mark == command->param_count) {
            fputc(*at, stream);
            continue;
        }
        value_write(&command->params[mark], values->value[mark], stream);
        at += strlen(command->params[mark].name) + 1; /* its closing brace goes with the loop's own step */
    }
    if (!fclose(stream))
        return text;
    free(text);
    return NULL;
}

char **study_command_words(const struct study_command *command, const struct yoke_values *values)
{
    char **words = calloc(command->word_count + 1, sizeof *words);
    for (size_t i = 0; words && i < command->word_count; i++) {
        words[i] = word_fill(command, command->words[i], values);
        if (!words[i]) {
            words_free(words);
            return NULL;
        }
    }
    return words;
}

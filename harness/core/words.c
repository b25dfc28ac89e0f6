/* SPDX-License-Identifier: MIT */
/* Quotes and blanks, and nothing else of what a shell does. */
#include "words.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\r\n", shell_only[] = "|&;<>`$*";

static int refuse(const char *text, const char *what, struct yoke_error *error)
{
    yoke_error_set(error, "\"%.200s\": %s", text, what);
    return -EINVAL;
}

/* A quoted part, `*at` behind its opening quote. Moves `*at` behind the closing one. Returns false where there is none. */
static bool quote_take(const char **at, char quote, FILE *word)
{
    for (; **at && **at != quote; (*at)++) {
        if (quote == '"' && **at == '\\' && ((*at)[1] == '"' || (*at)[1] == '\\'))
            (*at)++;
        fputc(**at, word);
    }
    if (!**at)
        return false;
    (*at)++;
    return true;
}

/* The word at `*at`, which is no blank; moves `*at` behind it. */
static int word_take(const char *text, const char **at, FILE *word, struct yoke_error *error)
{
    while (**at && !strchr(blanks, **at)) {
        const char letter = *(*at)++;
        if (letter == '\'' || letter == '"') {
            if (!quote_take(at, letter, word))
                return refuse(text, "a quote is opened and not closed", error);
        } else if (letter == '\\') {
            if (!**at)
                return refuse(text, "it ends with a backslash that quotes nothing", error);
            fputc(*(*at)++, word);
        } else if (strchr(shell_only, letter)) {
            char what[96];
            snprintf(what, sizeof what, "%c means something to a shell, and there is none: quote it, or ask for a shell",
                     letter);
            return refuse(text, what, error);
        } else {
            fputc(letter, word);
        }
    }
    return 0;
}

static int word_add(char ***words, size_t *count, char *word)
{
    char **grown = reallocarray(*words, *count + 2, sizeof *grown);
    if (!grown)
        return -ENOMEM;
    *words = grown;
    grown[(*count)++] = word;
    grown[*count] = NULL;
    return 0;
}

static int next_word(const char *text, const char **at, char ***words, size_t *count, struct yoke_error *error)
{
    char *word = NULL;
    size_t bytes = 0;
    FILE *stream = open_memstream(&word, &bytes);
    if (!stream)
        return -ENOMEM;
    int status = word_take(text, at, stream, error);
    if (fclose(stream) && !status)
        status = -ENOMEM;
    if (!status)
        status = word_add(words, count, word);
    if (status)
        free(word);
    return status;
}

int words_split(const char *text, char ***words, size_t *count, struct yoke_error *error)
{
    int status = 0;
    *count = 0;
    *words = calloc(1, sizeof **words);
    if (!*words)
        return -ENOMEM;
    for (const char *at = text + strspn(text, blanks); *at && !status; at += strspn(at, blanks))
        status = next_word(text, &at, words, count, error);
    if (status) {
        words_free(*words);
        *words = NULL;
    }
    return status;
}

/* In single quotes, where only a single quote needs care; plain where nothing in it means anything. */
static void word_write(const char *word, FILE *stream)
{
    if (*word && !strpbrk(word, blanks) && !strpbrk(word, shell_only) && !strpbrk(word, "'\"\\")) {
        fputs(word, stream);
        return;
    }
    fputc('\'', stream);
    for (; *word; word++)
        fputs(*word == '\'' ? "'\\''" : (char[]){*word, '\0'}, stream);
    fputc('\'', stream);
}

char *words_join(const char *const words[], size_t count)
{
    char *text = NULL;
    size_t bytes = 0;
    FILE *stream = open_memstream(&text, &bytes);
    if (!stream)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        fputs(i ? " " : "", stream);
        word_write(words[i], stream);
    }
    if (!fclose(stream))
        return text;
    free(text);
    return NULL;
}

char **words_copy(const char *const words[], size_t count)
{
    char **copy = calloc(count + 1, sizeof *copy);
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = strdup(words[i]);
        if (!copy[i]) {
            words_free(copy);
            return NULL;
        }
    }
    return copy;
}

void words_free(char **words)
{
    for (size_t i = 0; words && words[i]; i++)
        free(words[i]);
    free(words);
}

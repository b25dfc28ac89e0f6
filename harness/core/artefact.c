/* SPDX-License-Identifier: MIT */
/* One word is looked at as a file first; everything else is a command. */
#include "artefact.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "elf_file.h"
#include "program_find.h"
#include "words.h"
#include "yoke/note.h"

static bool ends_like_library(const char *path)
{
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    const size_t length = strlen(name);
    return (length > 3 && !strcmp(name + length - 3, ".so")) || strstr(name, ".so.");
}

/* A library need not be executable, so it is not what program_find looks for. */
static int library_identify(const char *name, const struct elf_file *file, struct artefact *artefact,
                            struct yoke_error *error)
{
    if (file->is_elf && !file->is_native)
        yoke_error_set(error, "%.200s is built for another machine", name);
    else if (!file->is_elf)
        yoke_error_set(error, "%.200s is called a shared object and is none", name);
    else if (!file->has_plugin)
        yoke_error_set(error, "%.200s is a shared object without the symbol yoke_plugin, so no plug-in", name);
    else
        return (artefact->path = realpath(name, NULL)) ? 0 : -errno;
    return -ENOEXEC;
}

static int program_check(const struct artefact *artefact, const struct elf_file *file, struct yoke_error *error)
{
    if (file->is_elf && !file->is_native)
        yoke_error_set(error, "%.200s is built for another machine", artefact->path);
    else if (file->has_note && file->protocol != YOKE_PROTOCOL && !artefact->words[1])
        yoke_error_set(error, "%.200s speaks version %u of the cell protocol, this yoke version %d: build it again",
                       artefact->path, (unsigned)file->protocol, YOKE_PROTOCOL);
    else
        return 0;
    return -ENOEXEC;
}

/* The words are there, at least one. */
static int words_identify(struct artefact *artefact, struct yoke_error *error)
{
    struct elf_file file = {0};
    const char *name = artefact->words[0];
    const bool alone = artefact->word_count == 1 && !access(name, F_OK);
    int status = alone ? elf_file_read(name, &file, error) : 0;
    if (status)
        return status;
    if (alone && (ends_like_library(name) || file.has_plugin)) {
        artefact->kind = ARTEFACT_PLUGIN;
        return library_identify(name, &file, artefact, error);
    }
    status = program_find(name, &artefact->path, error);
    if (!status && !access(artefact->path, R_OK)) /* one that may be executed and not read is a command like any other */
        status = elf_file_read(artefact->path, &file, error);
    if (!status)
        status = program_check(artefact, &file, error);
    artefact->protocol = file.protocol;
    artefact->kind = file.has_note && artefact->word_count == 1 ? ARTEFACT_PROGRAM : ARTEFACT_COMMAND;
    return status;
}

int artefact_identify(const char *text, struct artefact *artefact, struct yoke_error *error)
{
    *artefact = (struct artefact){.kind = ARTEFACT_COMMAND};
    int status = words_split(text, &artefact->words, &artefact->word_count, error);
    if (!status && !artefact->word_count) {
        yoke_error_set(error, "nothing is named: write a command, a program or a plug-in");
        status = -EINVAL;
    }
    if (!status)
        status = words_identify(artefact, error);
    if (status) {
        yoke_error_set(error, "\"%.200s\": %s", text, strerror(-status));
        artefact_release(artefact);
    } else if (artefact->kind != ARTEFACT_COMMAND) {
        words_free(artefact->words);
        artefact->words = NULL;
        artefact->word_count = 0;
    }
    return status;
}

void artefact_release(struct artefact *artefact)
{
    words_free(artefact->words);
    free(artefact->path);
    *artefact = (struct artefact){0};
}

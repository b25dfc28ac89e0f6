/* SPDX-License-Identifier: MIT */
/* The nearest witness first: the record knows what it measured, the environment what the job is about, the folder only what lies
 * there now. */
#include "history_commit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "git.h"
#include "tool.h"

/* As for the other questions to git (git.c). */
enum { ANSWER_MS = 20000 };

/* "HEAD (8778228d2c41)", as a gate names a revision: what stands between the brackets, whole where this repository knows it. */
static bool from_gate(const char *candidate, char commit[HISTORY_COMMIT_BYTES])
{
    struct yoke_error unsaid = {.text = ""};
    const char *open = candidate ? strrchr(candidate, '(') : NULL;
    const size_t length = open ? strspn(open + 1, "0123456789abcdef") : 0;
    if (length < 7 || length >= GIT_COMMIT_BYTES || strcmp(open + 1 + length, ")") != 0)
        return false;
    char whole[GIT_COMMIT_BYTES];
    snprintf(commit, HISTORY_COMMIT_BYTES, "%.*s", (int)length, open + 1);
    if (!git_commit_find(commit, whole, &unsaid))
        snprintf(commit, HISTORY_COMMIT_BYTES, "%s", whole);
    return true;
}

static bool from_environment(char commit[HISTORY_COMMIT_BYTES])
{
    static const char *const names[] = {"GITHUB_SHA", "CI_COMMIT_SHA"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value && strlen(value) < HISTORY_COMMIT_BYTES) {
            strcpy(commit, value);
            return true;
        }
    }
    return false;
}

int history_commit_find(const struct yoke_record *record, char commit[HISTORY_COMMIT_BYTES], struct yoke_error *error)
{
    /* no tag is considered, so the answer is the commit's own name */
    static const char *const words[] = {"git", "describe", "--always", "--abbrev=64", "--exclude=*", "--dirty", NULL};
    if (from_gate(record->gate.candidate, commit) || from_environment(commit) ||
        !tool_answer(words, ANSWER_MS, commit, HISTORY_COMMIT_BYTES))
        return 0;
    yoke_error_set(error, "of which commit is that? Neither the record nor git here tells: say it with --commit ID");
    return -ENOENT;
}

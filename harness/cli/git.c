/* SPDX-License-Identifier: MIT */
/* Questions of one line. */
#include "git.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

/* None of these questions looks at more than a few files; a network file system may take its time. */
enum { ANSWER_MS = 20000 };

static int ask(const char *question, const char *more, char *answer, size_t bytes)
{
    const char *const words[] = {"git", "rev-parse", question, more, NULL};
    return tool_answer(words, ANSWER_MS, answer, bytes);
}

/* Both without links in them. */
static int below_find(struct git_place *place)
{
    char here[PATH_MAX], top[PATH_MAX];
    char *folder = getcwd(NULL, 0);
    const bool real = folder && realpath(folder, here) && realpath(place->top, top);
    free(folder);
    if (!real)
        return -errno;
    const size_t length = strlen(top);
    if (strncmp(here, top, length) != 0)
        return -ENOENT;
    strcpy(place->top, top);
    strcpy(place->below, here[length] ? here + length + 1 : "");
    return 0;
}

int git_place_find(struct git_place *place, struct yoke_error *error)
{
    int status = ask("--show-toplevel", NULL, place->top, sizeof place->top);
    if (!status)
        status = ask("--path-format=absolute", "--git-common-dir", place->common, sizeof place->common);
    if (!status)
        status = below_find(place);
    if (status == -ENOENT)
        yoke_error_set(error, "revisions need git: install it");
    else if (status == -EIO)
        yoke_error_set(error, "the working directory is in no working tree of git, so there are no revisions here");
    else if (status)
        yoke_error_set(error, "git did not say where the repository is: %s", strerror(-status));
    return status;
}

int git_commit_find(const char *ref, char commit[GIT_COMMIT_BYTES], struct yoke_error *error)
{
    char *wanted = NULL;
    if (asprintf(&wanted, "%s^{commit}", ref) < 0)
        return -ENOMEM;
    const char *const words[] = {"git", "rev-parse", "--verify", "--quiet", "--end-of-options", wanted, NULL};
    int status = tool_answer(words, ANSWER_MS, commit, GIT_COMMIT_BYTES);
    free(wanted);
    if (!status && strspn(commit, "0123456789abcdef") != strlen(commit))
        status = -EIO;
    if (status)
        yoke_error_set(error, "this repository has no commit \"%.100s\": fetch it first (a shallow clone may have to be deepened)",
                       ref);
    return status ? -ENOENT : 0;
}

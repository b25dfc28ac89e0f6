/* SPDX-License-Identifier: MIT */
/* A worktree of git's for as long as the build takes: builds ask git for versions, and folders of builds know their own path, so
 * they are built where they stay. Afterwards git is told that the worktree is gone, and the files are kept. */
#include "revision.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "folder.h"
#include "interrupt.h"
#include "options.h"
#include "step.h"

/* Enough of a failing build to see what failed. */
enum { LOG_BYTES = 4096, LOG_LINES = 15 };

/* Revisions are ours to read: no hook of the repository runs for them. */
#define GIT "git", "-c", "core.hooksPath=/dev/null"

/* A build asks git about the tree it is in, even where yoke was started by a hook that says otherwise. */
static const char build_script[] = "unset $(git rev-parse --local-env-vars); eval \"$1\"";

/* --- steps ---------------------------------------------------------------------------------------------------------- */

static int git_run(const struct revision *revision, const char *const words[], bool cleans_up, struct yoke_error *error)
{
    const struct step step = {words, revision->place.top, revision->entry.log, cleans_up};
    return step_run(&step, error);
}

/* git forgets the worktree; the files, which would go with it, are out of its way as long. */
static void worktree_forget(const struct revision *revision, bool keep)
{
    const struct build_entry *entry = &revision->entry;
    const char *const forget[] = {GIT, "worktree", "remove", "--force", "--force", entry->tree, NULL};
    struct yoke_error ignored = {0};
    char aside[PATH_MAX], link[PATH_MAX];
    snprintf(aside, sizeof aside, "%s.aside", entry->tree);
    snprintf(link, sizeof link, "%s/.git", entry->tree); /* what leads from the files to the repository */
    const bool moved = !rename(entry->tree, aside);
    git_run(revision, forget, true, &ignored);
    if (moved && keep && !rename(aside, entry->tree))
        unlink(link);
    else if (moved)
        build_folder_remove(aside);
}

/* What an earlier yoke left that was killed at its work. */
static void remains_remove(const struct revision *revision)
{
    if (access(revision->entry.tree, F_OK) && access(revision->entry.folder, F_OK))
        return;
    worktree_forget(revision, false);
    build_folder_remove(revision->entry.folder);
}

static int check_out(const struct revision *revision, struct yoke_error *error)
{
    const char *const words[] = {GIT, "worktree", "add", "--detach", "--force", revision->entry.tree, revision->commit, NULL};
    const int made = folder_make(revision->entry.folder);
    if (made) {
        yoke_error_set(error, "cannot make %.200s: %s", revision->entry.folder, strerror(-made));
        return made;
    }
    const int status = git_run(revision, words, false, error);
    if (status > 0)
        yoke_error_set(error, "git could not check out %.12s", revision->commit);
    return status;
}

static int build(const struct revision *revision, const struct revision_wish *wish, struct yoke_error *error)
{
    const char *const words[] = {"sh", "-c", build_script, "build", wish->build, NULL};
    if (access(revision->folder, F_OK)) {
        yoke_error_set(error, "%.100s has no folder %.200s", wish->ref, revision->place.below);
        return 1;
    }
    if (!wish->build)
        return 0;
    const int status = step_run(&(struct step){words, revision->folder, revision->entry.log, false}, error);
    if (status > 0)
        yoke_error_set(error, "%s %.60s (%.12s) does not build: \"%.100s\" ended with exit status %d; all it said is in %.200s",
                       wish->option, wish->ref, revision->commit, wish->build, status, revision->entry.log);
    return status;
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

/* The end of what the steps printed. */
static void log_show(const struct revision *revision)
{
    char text[LOG_BYTES + 1];
    FILE *log = fopen(revision->entry.log, "re");
    if (!log)
        return;
    if (fseek(log, -LOG_BYTES, SEEK_END))
        rewind(log);
    const size_t length = fread(text, 1, LOG_BYTES, log);
    fclose(log);
    text[length] = '\0';
    size_t at = length, lines = 0;
    while (at > 0 && (lines < LOG_LINES || text[at - 1] != '\n'))
        lines += text[--at] == '\n' && at + 1 < length;
    for (char *rest = NULL, *line = strtok_r(text + at, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        fprintf(stderr, "  | %s\n", line);
}

static int make_fresh(struct revision *revision, const struct revision_wish *wish, struct yoke_error *error)
{
    if (!wish->quiet)
        fprintf(stderr, "building %s (%.12s)\n", wish->ref, revision->commit);
    remains_remove(revision);
    int status = check_out(revision, error);
    if (!status)
        status = build(revision, wish, error);
    if (status > 0)
        log_show(revision);
    worktree_forget(revision, !status);
    if (status == -EINTR) {
        build_folder_remove(revision->entry.folder);
        yoke_error_set(error, "interrupted while building %.100s: nothing was measured, and nothing is left of it", wish->ref);
        return 128 + interrupt_signal();
    }
    if (!status && build_entry_finish(&revision->entry)) {
        yoke_error_set(error, "cannot write to %.200s: %s", revision->entry.folder, strerror(errno));
        status = -errno;
    }
    return status ? YOKE_EXIT_FAILED : 0;
}

int revision_make(const struct revision_wish *wish, struct revision *revision, struct yoke_error *error)
{
    *revision = (struct revision){.entry.lock = -1};
    struct git_place *place = &revision->place;
    if (git_place_find(place, error) || git_commit_find(wish->ref, revision->commit, error))
        return YOKE_EXIT_USAGE;
    const struct build_key key = {place->common, revision->commit, place->below, wish->build ? wish->build : ""};
    if (build_entry_open(&key, &revision->entry, error))
        return YOKE_EXIT_FAILED;
    if (asprintf(&revision->folder, "%s%s%s", revision->entry.tree, place->below[0] ? "/" : "", place->below) < 0) {
        revision->folder = NULL;
        return YOKE_EXIT_FAILED;
    }
    if (revision->entry.built)
        return 0;
    child_adopt_orphans();
    interrupt_catch();
    const int status = make_fresh(revision, wish, error);
    interrupt_release();
    return status;
}

void revision_release(struct revision *revision)
{
    build_entry_close(&revision->entry);
    free(revision->folder);
    revision->folder = NULL;
}

char *revision_path(const struct revision *revision, const char *word)
{
    const char *top = revision->place.top;
    const size_t length = strlen(top);
    char *path = NULL;
    int made = 0;
    if (word[0] != '/') {
        made = asprintf(&path, "%s/%s", revision->folder, word);
        if (made >= 0 && !strchr(word, '/') && access(path, F_OK)) { /* a program along PATH */
            free(path);
            path = strdup(word);
        }
    } else if (!strncmp(word, top, length) && word[length] == '/') {
        made = asprintf(&path, "%s%s", revision->entry.tree, word + length);
    } else {
        path = strdup(word);
    }
    return made < 0 ? NULL : path;
}

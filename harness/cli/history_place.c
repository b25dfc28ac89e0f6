/* SPDX-License-Identifier: MIT */
/* Which file is the history. */
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "history_private.h"

/* Of a machine that may come from anybody's file, and becomes a name. */
static bool is_plain(const char *fingerprint)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
    const size_t length = strlen(fingerprint);
    return length && length < STORE_FINGERPRINT_BYTES && strspn(fingerprint, letters) == length;
}

static int place_make(const char *fingerprint, char **path, struct yoke_error *error)
{
    if (!is_plain(fingerprint)) {
        yoke_error_set(error, "the fingerprint \"%.80s\" is no name for a file: say where the history is with --db FILE", fingerprint);
        return -EINVAL;
    }
    const int status = folder_make(HISTORY_FOLDER);
    if (status) {
        yoke_error_set(error, "cannot make the folder " HISTORY_FOLDER ": %s; say where the history is with --db FILE", strerror(-status));
        return status;
    }
    return asprintf(path, HISTORY_FOLDER "/%s.sqlite", fingerprint) < 0 ? -ENOMEM : 0;
}

static int place_only(char **path, struct yoke_error *error)
{
    glob_t found;
    const int failed = glob(HISTORY_FOLDER "/*.sqlite", 0, NULL, &found);
    const size_t count = failed ? 0 : found.gl_pathc;
    int status = 0;
    if (count == 1)
        status = (*path = strdup(found.gl_pathv[0])) ? 0 : -ENOMEM;
    else if (!count)
        yoke_error_set(error, "no history in " HISTORY_FOLDER ": yoke history add RESULT.json begins one, --db FILE names another");
    else
        yoke_error_set(error, "%zu histories in " HISTORY_FOLDER ", of as many machines: name one, such as --db %.150s", count,
                       found.gl_pathv[0]);
    if (!failed)
        globfree(&found);
    return count == 1 ? status : -ENOENT;
}

int history_place(const struct history_options *options, const char *fingerprint, char **path, struct yoke_error *error)
{
    *path = NULL;
    if (options->database)
        return (*path = strdup(options->database)) ? 0 : -ENOMEM;
    return fingerprint ? place_make(fingerprint, path, error) : place_only(path, error);
}

int history_open(const struct history_options *options, struct store **store, struct yoke_error *error)
{
    char *path = NULL;
    int status = history_place(options, NULL, &path, error);
    *store = NULL;
    if (!status)
        status = store_open(path, STORE_READ, NULL, store, error);
    free(path);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* Locks are flock's: they go with the process that holds them, however it ends. */
#include "build_cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"
#include "step.h"

/* --- names ---------------------------------------------------------------------------------------------------------- */

/* FNV-1a, 64 bits, the ending NUL included so that "a b" and "ab" differ. */
static uint64_t digest_add(uint64_t digest, const char *text)
{
    do
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    while (*text++);
    return digest;
}

static uint64_t digest_of(const struct build_key *key)
{
    static const char *const variables[] = {"CC", "CXX", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "CMAKE_BUILD_TYPE", "PATH"};
    uint64_t digest = UINT64_C(0xcbf29ce484222325);
    digest = digest_add(digest_add(digest_add(digest, key->repository), key->below), key->command);
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        digest = digest_add(digest, getenv(variables[i]) ? getenv(variables[i]) : "");
    return digest;
}

static int root_find(char **root, struct yoke_error *error)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    int length = -1;
    if (cache && cache[0] == '/') /* the specification wants relative ones ignored */
        length = asprintf(root, "%s/yoke/builds", cache);
    else if (home && home[0] == '/')
        length = asprintf(root, "%s/.cache/yoke/builds", home);
    else {
        yoke_error_set(error, "no place to build revisions in: HOME and XDG_CACHE_HOME are not set");
        return -ENOENT;
    }
    if (length < 0) {
        *root = NULL;
        return -ENOMEM;
    }
    const int status = folder_make(*root);
    if (status)
        yoke_error_set(error, "cannot make %.200s to build revisions in: %s", *root, strerror(-status));
    return status;
}

static int names_make(const char *root, const struct build_key *key, struct build_entry *entry)
{
    if (asprintf(&entry->folder, "%s/%.12s-%016" PRIx64, root, key->commit, digest_of(key)) < 0) {
        entry->folder = NULL;
        return -ENOMEM;
    }
    if (asprintf(&entry->tree, "%s/tree", entry->folder) < 0)
        entry->tree = NULL;
    if (asprintf(&entry->log, "%s/build.log", entry->folder) < 0)
        entry->log = NULL;
    if (asprintf(&entry->done, "%s/done", entry->folder) < 0)
        entry->done = NULL;
    return entry->tree && entry->log && entry->done ? 0 : -ENOMEM;
}

/* --- locks ---------------------------------------------------------------------------------------------------------- */

/* Opens and locks the file beside `folder`; one that somebody removed in the meantime is no lock any more. Returns a descriptor
 * or a negative errno. */
static int lock_take(const char *folder, int operation)
{
    char *path = NULL;
    if (asprintf(&path, "%s.lock", folder) < 0)
        return -ENOMEM;
    for (;;) {
        struct stat ours, there;
        const int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        int status = lock < 0 || flock(lock, operation) ? -errno : 0;
        if (!status && !fstat(lock, &ours) && !stat(path, &there) && ours.st_ino == there.st_ino) {
            free(path);
            return lock;
        }
        if (lock >= 0)
            close(lock);
        if (status && status != -EINTR) {
            free(path);
            return status;
        }
    }
}

static bool is_built(const struct build_entry *entry)
{
    return !access(entry->done, F_OK);
}

/* With others, where it is built; else alone, unless somebody has built it while we waited. */
static int entry_lock(struct build_entry *entry)
{
    entry->lock = lock_take(entry->folder, LOCK_SH);
    entry->built = entry->lock >= 0 && is_built(entry);
    if (entry->lock < 0 || entry->built)
        return entry->lock < 0 ? entry->lock : 0;
    close(entry->lock);
    entry->lock = lock_take(entry->folder, LOCK_EX);
    entry->built = entry->lock >= 0 && is_built(entry);
    if (entry->built)
        flock(entry->lock, LOCK_SH);
    return entry->lock < 0 ? entry->lock : 0;
}

int build_entry_open(const struct build_key *key, struct build_entry *entry, struct yoke_error *error)
{
    char *root = NULL;
    *entry = (struct build_entry){.lock = -1};
    int status = root_find(&root, error);
    if (!status)
        status = names_make(root, key, entry);
    if (!status) {
        status = entry_lock(entry);
        if (status)
            yoke_error_set(error, "cannot lock %.200s: %s", entry->folder, strerror(-status));
    }
    if (!status && entry->built)
        utimensat(AT_FDCWD, entry->done, NULL, 0); /* used just now */
    free(root);
    return status;
}

void build_entry_close(struct build_entry *entry)
{
    if (entry->lock >= 0)
        close(entry->lock);
    free(entry->folder);
    free(entry->tree);
    free(entry->log);
    free(entry->done);
    *entry = (struct build_entry){.lock = -1};
}

/* --- what is too much ----------------------------------------------------------------------------------------------- */

void build_folder_remove(const char *folder)
{
    const char *const words[] = {"rm", "-rf", "--", folder, NULL};
    struct yoke_error ignored = {0};
    step_run(&(struct step){.words = words, .folder = "/", .log = "/dev/null", .cleans_up = true}, &ignored);
}

/* When the entry was last used; one that is not built was never. */
static struct timespec last_used(const char *folder)
{
    struct stat facts;
    char *done = NULL;
    struct timespec used = {0};
    if (asprintf(&done, "%s/done", folder) < 0)
        return used;
    if (!stat(done, &facts))
        used = facts.st_mtim;
    free(done);
    return used;
}

/* Removes the entry unless somebody holds it. */
static void entry_remove(const char *folder)
{
    const int lock = lock_take(folder, LOCK_EX | LOCK_NB);
    char *path = NULL;
    if (lock < 0)
        return;
    build_folder_remove(folder);
    if (asprintf(&path, "%s.lock", folder) >= 0) {
        unlink(path);
        free(path);
    }
    close(lock);
}

/* Folders only, and not our own. */
static int is_entry(const struct dirent *file)
{
    return file->d_type == DT_DIR && file->d_name[0] != '.';
}

/* Removes the one that was not used for longest, if there are too many. Returns false when there is nothing to remove. */
static bool oldest_remove(const char *root, const char *kept)
{
    struct dirent **files = NULL;
    const int count = scandir(root, &files, is_entry, NULL);
    char *oldest = NULL;
    struct timespec oldest_used = {0};
    for (int i = 0; i < count; i++) {
        char *folder = NULL;
        if (asprintf(&folder, "%s/%s", root, files[i]->d_name) < 0)
            folder = NULL;
        free(files[i]);
        const struct timespec used = folder ? last_used(folder) : (struct timespec){0};
        if (folder && strcmp(folder, kept) != 0 && (!oldest || used.tv_sec < oldest_used.tv_sec)) {
            free(oldest);
            oldest = folder;
            oldest_used = used;
        } else {
            free(folder);
        }
    }
    free(files);
    if (oldest && count > BUILD_ENTRIES_MOST)
        entry_remove(oldest);
    const bool removed = oldest && count > BUILD_ENTRIES_MOST && access(oldest, F_OK) != 0;
    free(oldest);
    return removed;
}

int build_entry_finish(struct build_entry *entry)
{
    const int done = open(entry->done, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (done < 0)
        return -errno;
    close(done);
    entry->built = true;
    flock(entry->lock, LOCK_SH);
    char *root = strdup(entry->folder);
    if (root) {
        *strrchr(root, '/') = '\0';
        while (oldest_remove(root, entry->folder))
            ;
    }
    free(root);
    return 0;
}

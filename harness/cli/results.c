/* SPDX-License-Identifier: MIT */
/* Results are kept, so a run never writes over another one's. */
#include "results.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "folder.h"

/* Two runs may start in the same second; a hundred may not. */
enum { SAME_SECOND_MOST = 100 };

/* The reason comes first: a long path may not leave room for it. */
static int refuse(int status, const char *what, const char *path, struct yoke_error *error)
{
    yoke_error_set(error, "%s: %s: %s; choose another folder with -o DIR", what, strerror(-status), path);
    return status;
}

/* The plan is what claims the folder: only one run can be its maker. */
static int folder_claim(struct results *results, struct yoke_error *error)
{
    char *plan = NULL;
    if (asprintf(&results->record, "%s/result.json", results->folder) < 0 ||
        asprintf(&plan, "%s/plan.json", results->folder) < 0)
        return -ENOMEM;
    int status = access(results->record, F_OK) ? 0 : -EEXIST;
    const int descriptor = status ? -1 : open(plan, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (!status && descriptor < 0)
        status = -errno;
    if (descriptor >= 0 && !(results->plan = fdopen(descriptor, "w"))) {
        status = -errno;
        close(descriptor);
    }
    if (status)
        refuse(status, "cannot keep results", access(results->record, F_OK) ? plan : results->record, error);
    free(plan);
    return status;
}

static int folder_take(const char *wanted, struct results *results, struct yoke_error *error)
{
    results->folder = strdup(wanted);
    if (!results->folder)
        return -ENOMEM;
    int status = folder_make_parents(wanted);
    if (!status && mkdir(wanted, 0777) && errno != EEXIST)
        status = -errno;
    return status ? refuse(status, "cannot make the results folder", wanted, error) : folder_claim(results, error);
}

/* "results/<UTC time>-<name>": sorts by time; no colon, which some file systems refuse. */
static char *folder_name(const char *name, int attempt)
{
    const time_t now = time(NULL);
    struct tm parts;
    char stamp[sizeof "2026-11-22T10-00-00Z"], *folder = NULL;
    if (!gmtime_r(&now, &parts) || !strftime(stamp, sizeof stamp, "%Y-%m-%dT%H-%M-%SZ", &parts))
        return NULL;
    const int length = attempt ? asprintf(&folder, "results/%s-%s-%d", stamp, name, attempt + 1)
                               : asprintf(&folder, "results/%s-%s", stamp, name);
    return length < 0 ? NULL : folder;
}

/* A convenience: where links are not to be had, the run goes on without. */
static void latest_link(const char *folder)
{
    unlink("results/.latest");
    if (!symlink(strchr(folder, '/') + 1, "results/.latest") && rename("results/.latest", "results/latest"))
        unlink("results/.latest");
}

/* The first name of this second that nobody else has taken. */
static int folder_invent(const char *name, struct results *results, struct yoke_error *error)
{
    for (int attempt = 0; attempt < SAME_SECOND_MOST; attempt++) {
        char *folder = folder_name(name, attempt);
        int status = folder ? folder_make_parents(folder) : -ENOMEM;
        if (!status && mkdir(folder, 0777))
            status = -errno;
        if (!status)
            status = folder_take(folder, results, error);
        else if (status != -EEXIST)
            refuse(status, "cannot make the results folder", folder ? folder : name, error);
        if (!status)
            latest_link(folder);
        free(folder);
        if (status != -EEXIST)
            return status;
    }
    yoke_error_set(error, "results/ holds %d runs of this second already", SAME_SECOND_MOST);
    return -EEXIST;
}

int results_open(const char *wanted, const char *name, struct results *results, struct yoke_error *error)
{
    *results = (struct results){0};
    return wanted ? folder_take(wanted, results, error) : folder_invent(name, results, error);
}

int results_reserve(const struct results *results, uint64_t bytes, struct yoke_error *error)
{
    char *path = NULL;
    if (asprintf(&path, "%s/.room", results->folder) < 0)
        return -ENOMEM;
    const int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int status = descriptor < 0 ? -errno : -posix_fallocate(descriptor, 0, (off_t)bytes);
    if (status == -EINVAL || status == -EOPNOTSUPP) /* a file system that cannot say */
        status = 0;
    if (descriptor >= 0) {
        close(descriptor);
        unlink(path);
    }
    free(path);
    if (status)
        yoke_error_set(error, "no room for the results, about %.3g MB, in %s: %s; choose another folder with -o DIR",
                       (double)bytes / 1e6, results->folder, strerror(-status));
    return status;
}

void results_abandon(struct results *results)
{
    char *plan = NULL;
    if (results->plan)
        fclose(results->plan);
    results->plan = NULL;
    if (asprintf(&plan, "%s/plan.json", results->folder) >= 0)
        unlink(plan);
    free(plan);
    if (!rmdir(results->folder) && access("results/latest", F_OK))
        unlink("results/latest"); /* led there */
}

int results_probe(const char *wanted, struct yoke_error *error)
{
    char *path = strdup(wanted ? wanted : "results/new");
    if (!path)
        return -ENOMEM;
    /* the nearest folder that is there decides whether those below it can be made */
    while (access(path, F_OK)) {
        char *slash = strrchr(path, '/');
        if (!slash || slash == path) {
            strcpy(path, slash ? "/" : ".");
            break;
        }
        *slash = '\0';
    }
    const int status = access(path, W_OK | X_OK) ? -errno : 0;
    if (status)
        refuse(status, "cannot make the results folder", path, error);
    free(path);
    return status;
}

void results_release(struct results *results)
{
    if (results->plan)
        fclose(results->plan);
    free(results->folder);
    free(results->record);
    *results = (struct results){0};
}

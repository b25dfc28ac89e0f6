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

/* Two runs may start in the same second; a hundred may not. */
enum { SAME_SECOND_MOST = 100 };

/* Makes every folder of the path. */
static int folders_make(const char *path)
{
    char *partial = strdup(path);
    if (!partial)
        return -ENOMEM;
    int status = 0;
    for (char *slash = partial + 1; !status; slash++) {
        const char end = *(slash = slash + strcspn(slash, "/"));
        *slash = '\0';
        if (mkdir(partial, 0777) && errno != EEXIST)
            status = -errno;
        *slash = end;
        if (!end)
            break;
    }
    free(partial);
    return status;
}

/* A folder may exist and not let us write: find out now. */
static int folder_prove(const char *folder)
{
    char *path = NULL;
    if (asprintf(&path, "%s/.yoke-XXXXXX", folder) < 0)
        return -ENOMEM;
    const int descriptor = mkstemp(path);
    const int status = descriptor < 0 ? -errno : 0;
    if (descriptor >= 0) {
        close(descriptor);
        unlink(path);
    }
    free(path);
    return status;
}

static int folder_take(char *folder, struct results *results, struct yoke_error *error)
{
    results->folder = folder;
    if (asprintf(&results->record, "%s/result.json", folder) < 0) {
        results->record = NULL;
        return -ENOMEM;
    }
    int status = folders_make(folder);
    if (!status)
        status = folder_prove(folder);
    if (status)
        yoke_error_set(error, "cannot write results into %s: %s; choose another folder with -o DIR", folder,
                       strerror(-status));
    else if (!access(results->record, F_OK)) {
        status = -EEXIST;
        yoke_error_set(error, "%s exists already; choose another folder with -o DIR", results->record);
    }
    return status;
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
    if (!symlink(strchr(folder, '/') + 1, "results/.latest") && rename("results/.latest", "results/latest"))
        unlink("results/.latest");
}

int results_open(const char *wanted, const char *name, struct results *results, struct yoke_error *error)
{
    *results = (struct results){0};
    if (wanted) {
        char *folder = strdup(wanted);
        return folder ? folder_take(folder, results, error) : -ENOMEM;
    }
    for (int attempt = 0; attempt < SAME_SECOND_MOST; attempt++) {
        char *folder = folder_name(name, attempt);
        if (!folder)
            return -ENOMEM;
        if (!access(folder, F_OK)) {
            free(folder);
            continue;
        }
        const int status = folder_take(folder, results, error);
        if (!status)
            latest_link(folder);
        return status;
    }
    yoke_error_set(error, "results/ holds %d runs of this second already", SAME_SECOND_MOST);
    return -EEXIST;
}

void results_release(struct results *results)
{
    free(results->folder);
    free(results->record);
    *results = (struct results){0};
}

/* SPDX-License-Identifier: MIT */
/* mkdir -p. */
#include "folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int folder_make_parents(const char *path)
{
    char *partial = strdup(path);
    if (!partial)
        return -ENOMEM;
    int status = 0;
    for (char *slash = *partial ? strchr(partial + 1, '/') : NULL; slash && !status; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(partial, 0777) && errno != EEXIST)
            status = -errno;
        *slash = '/';
    }
    free(partial);
    return status;
}

int folder_make(const char *path)
{
    struct stat facts;
    const int status = folder_make_parents(path);
    if (status)
        return status;
    if (mkdir(path, 0777) && errno != EEXIST)
        return -errno;
    return stat(path, &facts) ? -errno : S_ISDIR(facts.st_mode) ? 0 : -ENOTDIR;
}

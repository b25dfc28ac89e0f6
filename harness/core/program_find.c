/* SPDX-License-Identifier: MIT */
/* The search that execvp does, done once and beforehand. */
#include "program_find.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What execvp takes where PATH is not set. */
static const char usual_path[] = "/bin:/usr/bin";

static bool is_program(const char *path)
{
    struct stat facts;
    return !stat(path, &facts) && S_ISREG(facts.st_mode) && !access(path, X_OK);
}

/* Of a name with a slash. A link stays a link: programs look at the name they were called by. */
static int path_check(const char *name, char **path, struct yoke_error *error)
{
    struct stat facts;
    if (is_program(name)) {
        char *here = name[0] == '/' ? NULL : getcwd(NULL, 0);
        const bool absolute = name[0] == '/' ? (*path = strdup(name)) != NULL
                                             : here && asprintf(path, "%s/%s", here, name) >= 0;
        free(here);
        return absolute ? 0 : -ENOMEM;
    }
    if (stat(name, &facts)) {
        const int status = -errno;
        yoke_error_set(error, "no program \"%.200s\": %s", name, strerror(-status));
        return status;
    }
    yoke_error_set(error, "\"%.200s\" is no program: it is %s", name,
                   S_ISDIR(facts.st_mode) ? "a folder" : "a file that may not be executed");
    return -EACCES;
}

int program_find(const char *name, char **path, struct yoke_error *error)
{
    *path = NULL;
    if (strchr(name, '/'))
        return path_check(name, path, error);
    const char *folders = getenv("PATH");
    for (const char *at = folders ? folders : usual_path; at && *name; at = strchr(at, ':') ? strchr(at, ':') + 1 : NULL) {
        const int length = (int)strcspn(at, ":");
        char *candidate = NULL;
        if (asprintf(&candidate, "%.*s%s%s", length, at, length ? "/" : "./", name) < 0)
            return -ENOMEM;
        const int status = is_program(candidate) ? path_check(candidate, path, error) : -ENOENT;
        free(candidate);
        if (status != -ENOENT)
            return status;
    }
    if (*name && is_program(name))
        yoke_error_set(error, "no program \"%.200s\" along PATH; the file here is ./%.200s", name, name);
    else
        yoke_error_set(error, "no program \"%.200s\" along PATH", name);
    return -ENOENT;
}

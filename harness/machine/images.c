/* SPDX-License-Identifier: MIT */
/* Lists, newest mapping last: a process maps some dozens of files. */
#include "images.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A process that maps code without end (one that compiles as it runs) keeps its first ones. */
enum { IMAGES_MOST = 20000 };

struct image_space {
    pid_t process;
    struct image *list;
    size_t count;
};

static struct image_space *space_find(const struct images *images, pid_t process)
{
    for (size_t i = 0; i < images->count; i++)
        if (images->spaces[i].process == process)
            return &images->spaces[i];
    return NULL;
}

static struct image_space *space_make(struct images *images, pid_t process)
{
    struct image_space *space = space_find(images, process);
    if (space)
        return space;
    struct image_space *spaces = reallocarray(images->spaces, images->count + 1, sizeof *spaces);
    if (!spaces)
        return NULL;
    images->spaces = spaces;
    spaces[images->count] = (struct image_space){.process = process};
    return &spaces[images->count++];
}

static void space_clear(struct image_space *space)
{
    for (size_t i = 0; i < space->count; i++)
        free(space->list[i].path);
    free(space->list);
    space->list = NULL;
    space->count = 0;
}

static int space_add(struct image_space *space, const struct image *image)
{
    if (space->count == IMAGES_MOST)
        return 0;
    struct image *list = reallocarray(space->list, space->count + 1, sizeof *list);
    if (!list)
        return -ENOMEM;
    space->list = list;
    list[space->count] = *image;
    list[space->count].path = strdup(image->path);
    if (!list[space->count].path)
        return -ENOMEM;
    space->count++;
    return 0;
}

int images_map(struct images *images, pid_t process, uint64_t start, uint64_t length, uint64_t offset, const char *path)
{
    struct image_space *space = space_make(images, process);
    char copy[4096];
    if (!space)
        return -ENOMEM;
    snprintf(copy, sizeof copy, "%s", path);
    const struct image image = {start, length > UINT64_MAX - start ? UINT64_MAX : start + length, offset, copy};
    return space_add(space, &image);
}

int images_fork(struct images *images, pid_t parent, pid_t child)
{
    if (parent == child || !space_find(images, parent))
        return 0; /* of the forebear's making: see images_find */
    struct image_space *space = space_make(images, child);
    if (!space)
        return -ENOMEM;
    space_clear(space); /* the number was another's before */
    const struct image_space *from = space_find(images, parent);
    int status = 0;
    for (size_t i = 0; i < from->count && !status; i++)
        status = space_add(space, &from->list[i]);
    return status;
}

int images_exec(struct images *images, pid_t process)
{
    struct image_space *space = space_make(images, process);
    if (!space)
        return -ENOMEM;
    space_clear(space);
    return 0;
}

int images_read(struct images *images, pid_t process, FILE *maps)
{
    char *line = NULL;
    size_t room = 0;
    int status = 0;
    while (!status && getline(&line, &room, maps) > 0) {
        uint64_t start, end, offset;
        char permissions[5];
        int path = 0;
        line[strcspn(line, "\n")] = '\0';
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %*s %*s %n", &start, &end, permissions, &offset, &path) == 4 &&
            path && end > start && permissions[2] == 'x')
            status = images_map(images, process, start, end - start, offset, line[path] ? line + path : "//anon");
    }
    free(line);
    return status;
}

const struct image *images_find(const struct images *images, pid_t process, pid_t forebear, uint64_t address)
{
    const struct image_space *space = space_find(images, process);
    if (!space)
        space = space_find(images, forebear);
    for (size_t i = space ? space->count : 0; i-- > 0;)
        if (address >= space->list[i].start && address < space->list[i].end)
            return &space->list[i];
    return NULL;
}

void images_release(struct images *images)
{
    for (size_t i = 0; i < images->count; i++)
        space_clear(&images->spaces[i]);
    free(images->spaces);
    *images = (struct images){0};
}

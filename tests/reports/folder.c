/* SPDX-License-Identifier: MIT */
/* Temporary folders, and what lies in them. */
#include "folder.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

void folder_make(char path[FOLDER_PATH_BYTES])
{
    const char *root = getenv("TMPDIR");
    snprintf(path, FOLDER_PATH_BYTES, "%s/yoke-test-XXXXXX", root && *root ? root : "/tmp");
    assert_non_null(mkdtemp(path));
}

static int entry_remove(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts;
    (void)kind;
    (void)place;
    return remove(path);
}

void folder_remove(const char *path)
{
    assert_int_equal(nftw(path, entry_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
}

bool folder_has(const char *path, const char *name)
{
    char file[FOLDER_PATH_BYTES * 2];
    struct stat facts;
    snprintf(file, sizeof file, "%s/%s", path, name);
    return stat(file, &facts) == 0 && facts.st_size > 0;
}

size_t folder_count(const char *path, const char *ending)
{
    DIR *folder = opendir(path);
    size_t count = 0;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const size_t length = strlen(entry->d_name), tail = strlen(ending);
        count += entry->d_name[0] != '.' && length >= tail && strcmp(entry->d_name + length - tail, ending) == 0;
    }
    closedir(folder);
    return count;
}

void folder_write(const char *path, const char *name, const char *text, bool executable)
{
    char file[FOLDER_PATH_BYTES * 2];
    snprintf(file, sizeof file, "%s/%s", path, name);
    FILE *stream = fopen(file, "we");
    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
    if (executable)
        assert_int_equal(chmod(file, 0755), 0);
}

char *folder_read(const char *path, const char *name, size_t *bytes)
{
    char file[FOLDER_PATH_BYTES * 2], chunk[4096], *text = NULL;
    snprintf(file, sizeof file, "%s/%s", path, name);
    FILE *stream = fopen(file, "re"), *memory = open_memstream(&text, bytes);
    assert_non_null(stream);
    assert_non_null(memory);
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, stream)) > 0;)
        fwrite(chunk, 1, got, memory);
    fclose(stream);
    fclose(memory);
    return text;
}

/* SPDX-License-Identifier: MIT */
/* Files by their path, texts by themselves: each is held once, until the end. */
#include "frame_names.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "demangle.h"
#include "symbols.h"

/* A template of templates can have a name of megabytes; nobody reads further than this. */
enum { NAME_BYTES_MOST = 1000 };

struct file {
    char *path;
    struct symbols *symbols; /* NULL: not to be read */
    const char *module, *nameless; /* "libc.so.6", "[libc.so.6]" */
};

struct frame_names {
    struct file **files;
    size_t file_count;
    struct symbols *kernel;
    bool kernel_looked;
    void *texts; /* tree of owned texts, by themselves */
    void *plain; /* tree of struct plain, by the linker's name */
};

/* What a linker's name reads like. */
struct plain {
    const char *linked; /* of the symbols, which stay */
    const char *text;
};

static int text_compare(const void *left, const void *right)
{
    return strcmp(left, right);
}

static int plain_compare(const void *left, const void *right)
{
    return strcmp(((const struct plain *)left)->linked, ((const struct plain *)right)->linked);
}

/* How long the UTF-8 character at `text` is; 0: it is none. */
static size_t character_bytes(const unsigned char *text)
{
    const size_t bytes = *text < 0x80 ? 1 : *text >= 0xC2 && *text < 0xE0 ? 2 : *text >= 0xE0 && *text < 0xF0 ? 3 :
                         *text >= 0xF0 && *text < 0xF5 ? 4 : 0;
    for (size_t i = 1; i < bytes; i++)
        if (text[i] >> 6 != 2)
            return 0;
    const bool overlong = (*text == 0xE0 && text[1] < 0xA0) || (*text == 0xF0 && text[1] < 0x90);
    const bool beyond = (*text == 0xED && text[1] > 0x9F) || (*text == 0xF4 && text[1] > 0x8F);
    return overlong || beyond ? 0 : bytes;
}

/* What a file calls its functions is anybody's text: control characters and broken UTF-8 become "?", length has an end. */
static void text_clean(char clean[NAME_BYTES_MOST + 4], const char *text)
{
    size_t used = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at && used < NAME_BYTES_MOST;) {
        const size_t bytes = character_bytes(at);
        if (bytes == 0 || *at < 0x20 || *at == 0x7F || (*at == 0xC2 && at[1] < 0xA0)) {
            clean[used++] = '?';
            at += bytes ? bytes : 1;
            continue;
        }
        memcpy(clean + used, at, bytes);
        used += bytes;
        at += bytes;
    }
    clean[used] = '\0';
}

static const char *text_keep(struct frame_names *names, const char *text)
{
    char clean[NAME_BYTES_MOST + 4];
    text_clean(clean, text);
    char *const *known = tfind(clean, &names->texts, text_compare);
    if (known)
        return *known;
    char *copy = strdup(clean);
    if (!copy || !tsearch(copy, &names->texts, text_compare)) {
        free(copy);
        return NULL;
    }
    return copy;
}

static const char *plain_find(struct frame_names *names, const char *linked)
{
    struct plain wanted = {.linked = linked}; /* never empty: symbols_elf.c */
    struct plain *const *known = tfind(&wanted, &names->plain, plain_compare);
    if (known)
        return (*known)->text;
    char *bare = strndup(linked, 1 + strcspn(linked + 1, "@")); /* "read@@GLIBC_2.2.5": the version is for the linker */
    char *plain = bare ? demangle(bare) : NULL;
    free(bare);
    struct plain *made = malloc(sizeof *made);
    if (plain && made)
        *made = (struct plain){linked, text_keep(names, plain)};
    const bool kept = plain && made && made->text && tsearch(made, &names->plain, plain_compare);
    const char *text = kept ? made->text : NULL;
    if (!kept)
        free(made);
    free(plain);
    return text;
}

static struct file *file_add(struct frame_names *names, const char *path)
{
    const char *slash = strrchr(path, '/');
    char nameless[NAME_BYTES_MOST];
    const char *module = slash && slash[1] ? slash + 1 : path;
    struct file **files = reallocarray(names->files, names->file_count + 1, sizeof *files);
    struct file *file = files ? calloc(1, sizeof *file) : NULL;
    if (files)
        names->files = files;
    if (!file)
        return NULL;
    snprintf(nameless, sizeof nameless, *module == '[' ? "%s" : "[%s]", module);
    *file = (struct file){.path = strdup(path), .module = text_keep(names, module), .nameless = text_keep(names, nameless)};
    if (!file->path || !file->module || !file->nameless) {
        free(file->path);
        free(file);
        return NULL;
    }
    if (*path == '/' && symbols_open(path, &file->symbols))
        file->symbols = NULL; /* gone since, no ELF file, not ours to read: its frames have no name */
    names->files[names->file_count++] = file;
    return file;
}

static struct file *file_find(struct frame_names *names, const char *path)
{
    for (size_t i = names->file_count; i-- > 0;)
        if (!strcmp(names->files[i]->path, path))
            return names->files[i];
    return file_add(names, path);
}

struct frame_names *frame_names_new(void)
{
    return calloc(1, sizeof(struct frame_names));
}

int frame_names_find(struct frame_names *names, const struct image *image, uint64_t address, struct frame_name *frame)
{
    if (!image) {
        *frame = (struct frame_name){"[unknown]", "[unknown]"};
        return 0;
    }
    struct file *file = file_find(names, image->path);
    if (!file)
        return -ENOMEM;
    const char *linked = file->symbols ? symbols_find(file->symbols, address - image->start + image->offset) : NULL;
    *frame = (struct frame_name){linked ? plain_find(names, linked) : file->nameless, file->module};
    return frame->function ? 0 : -ENOMEM;
}

static void kernel_look(struct frame_names *names)
{
    FILE *list = names->kernel_looked ? NULL : fopen("/proc/kallsyms", "re");
    names->kernel_looked = true;
    if (!list)
        return;
    if (symbols_read_kernel(list, &names->kernel))
        names->kernel = NULL;
    fclose(list);
}

int frame_names_find_kernel(struct frame_names *names, uint64_t address, struct frame_name *frame)
{
    kernel_look(names);
    const char *linked = names->kernel ? symbols_find(names->kernel, address) : NULL;
    *frame = (struct frame_name){linked ? text_keep(names, linked) : "[kernel]", "[kernel]"};
    return frame->function ? 0 : -ENOMEM;
}

void frame_names_free(struct frame_names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->file_count; i++) {
        symbols_free(names->files[i]->symbols);
        free(names->files[i]->path);
        free(names->files[i]);
    }
    free(names->files);
    symbols_free(names->kernel);
    tdestroy(names->plain, free);
    tdestroy(names->texts, free);
    free(names);
}

/* SPDX-License-Identifier: MIT */
/* The ELF file as a map of bytes; every offset in it is somebody's claim and is held against the file's end. elfutils would do this
 * too, and debug information besides; of it all a profile needs one table, which is not worth a library. */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "symbols_private.h"

#define DEBUG_FOLDER "/usr/lib/debug/.build-id"
enum { BUILD_ID_MOST = 64 /* SHA-1 has 20 bytes, the longest in use 32 */, DEBUG_PATH_BYTES = sizeof DEBUG_FOLDER + 2 * BUILD_ID_MOST + 16 };

struct bytes {
    const unsigned char *at;
    uint64_t size;
};

/* `count` elements at `offset`, or NULL where they are not all inside the file or not aligned. */
static const void *elements_at(const struct bytes *file, uint64_t offset, uint64_t count, size_t element, size_t aligned)
{
    uint64_t size;
    if (__builtin_mul_overflow(count, (uint64_t)element, &size) || offset > file->size || size > file->size - offset ||
        offset % aligned)
        return NULL;
    return file->at + offset;
}

static bool is_native(const ElfW(Ehdr) *header)
{
    extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden"))); /* this very program's */
    return !memcmp(header->e_ident, ELFMAG, SELFMAG) && header->e_ident[EI_CLASS] == __ehdr_start.e_ident[EI_CLASS] &&
           header->e_ident[EI_DATA] == __ehdr_start.e_ident[EI_DATA] && header->e_machine == __ehdr_start.e_machine;
}

/* Whatever the path names, only a plain file is read: opening a device can do anything. */
static int file_map(const char *path, struct bytes *file)
{
    struct stat facts;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int status = descriptor < 0 || fstat(descriptor, &facts) ? -errno : 0;
    if (!status && (!S_ISREG(facts.st_mode) || facts.st_size <= 0))
        status = -ENOEXEC;
    if (!status) {
        void *map = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (map == MAP_FAILED)
            status = -errno;
        else
            *file = (struct bytes){map, (uint64_t)facts.st_size};
    }
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

static int loads_read(const struct bytes *file, const ElfW(Ehdr) *header, struct symbols *symbols)
{
    const ElfW(Phdr) *segments = elements_at(file, header->e_phoff, header->e_phnum, sizeof *segments, sizeof(ElfW(Off)));
    if (!segments || header->e_phentsize != sizeof *segments)
        return -ENOEXEC;
    symbols->loads = calloc(header->e_phnum + 1u, sizeof *symbols->loads);
    if (!symbols->loads)
        return -ENOMEM;
    for (unsigned i = 0; i < header->e_phnum; i++)
        if (segments[i].p_type == PT_LOAD)
            symbols->loads[symbols->load_count++] =
                (struct symbol_load){segments[i].p_offset, segments[i].p_filesz, segments[i].p_vaddr};
    return 0;
}

static bool is_function(const ElfW(Sym) *symbol, uint64_t name_bytes)
{
    const unsigned type = ELF64_ST_TYPE(symbol->st_info); /* the same bits in both classes */
    return (type == STT_FUNC || type == STT_GNU_IFUNC) && symbol->st_shndx != SHN_UNDEF && symbol->st_value &&
           symbol->st_name && symbol->st_name < name_bytes;
}

static int table_read(const struct bytes *file, const ElfW(Shdr) *table, const ElfW(Shdr) *names, struct symbols *symbols)
{
    const uint64_t count = table->sh_size / sizeof(ElfW(Sym));
    const ElfW(Sym) *list = elements_at(file, table->sh_offset, count, sizeof *list, sizeof(ElfW(Off)));
    const char *text = names->sh_type == SHT_STRTAB ? elements_at(file, names->sh_offset, names->sh_size, 1, 1) : NULL;
    if (!list || !text)
        return -ENOENT;
    symbols->list = calloc(count + 1, sizeof *symbols->list);
    symbols->names = malloc(names->sh_size + 1);
    if (!symbols->list || !symbols->names)
        return -ENOMEM;
    memcpy(symbols->names, text, names->sh_size);
    symbols->names[names->sh_size] = '\0';
    for (uint64_t i = 0; i < count; i++)
        if (is_function(&list[i], names->sh_size))
            symbols->list[symbols->count++] = (struct symbol){
                list[i].st_value, list[i].st_size, list[i].st_name, ELF64_ST_BIND(list[i].st_info) != STB_LOCAL};
    symbols_arrange(symbols);
    return 0;
}

/* A table of that type; NULL: none. `*names` is the one its names are in. */
static const ElfW(Shdr) *table_find(const struct bytes *file, const ElfW(Ehdr) *header, unsigned type, const ElfW(Shdr) **names)
{
    const ElfW(Shdr) *sections = elements_at(file, header->e_shoff, header->e_shnum, sizeof *sections, sizeof(ElfW(Off)));
    for (unsigned i = 0; sections && header->e_shentsize == sizeof *sections && i < header->e_shnum; i++) {
        if (sections[i].sh_type != type || sections[i].sh_link >= header->e_shnum)
            continue;
        *names = &sections[sections[i].sh_link];
        return &sections[i];
    }
    return NULL;
}

/* Looks through one segment of notes for the digest by which a file and what was stripped off it know each other. */
static bool build_id_note(const struct bytes *file, uint64_t at, uint64_t bytes, char path[DEBUG_PATH_BYTES])
{
    while (bytes >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *note = elements_at(file, at, 1, sizeof *note, 4);
        const uint64_t name = sizeof *note, id = note ? name + ((note->n_namesz + UINT64_C(3)) & ~UINT64_C(3)) : 0;
        const uint64_t next = note ? id + ((note->n_descsz + UINT64_C(3)) & ~UINT64_C(3)) : 0;
        if (!note || next > bytes)
            return false;
        const char *owner = elements_at(file, at + name, note->n_namesz, 1, 1);
        const unsigned char *digest = elements_at(file, at + id, note->n_descsz, 1, 1);
        if (owner && digest && note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && !memcmp(owner, "GNU", 4) &&
            note->n_descsz >= 2 && note->n_descsz <= BUILD_ID_MOST) {
            int used = snprintf(path, DEBUG_PATH_BYTES, DEBUG_FOLDER "/%02x/", digest[0]);
            for (uint32_t i = 1; i < note->n_descsz; i++)
                used += snprintf(path + used, DEBUG_PATH_BYTES - (size_t)used, "%02x", digest[i]);
            snprintf(path + used, DEBUG_PATH_BYTES - (size_t)used, ".debug");
            return true;
        }
        at += next;
        bytes -= next;
    }
    return false;
}

static bool debug_path(const struct bytes *file, const ElfW(Ehdr) *header, char path[DEBUG_PATH_BYTES])
{
    const ElfW(Phdr) *segments = elements_at(file, header->e_phoff, header->e_phnum, sizeof *segments, sizeof(ElfW(Off)));
    for (unsigned i = 0; segments && i < header->e_phnum; i++)
        if (segments[i].p_type == PT_NOTE && build_id_note(file, segments[i].p_offset, segments[i].p_filesz, path))
            return true;
    return false;
}

/* The table that was stripped off, where a distribution's package of debug symbols has put it. -ENOENT: nowhere. */
static int debug_read(const struct bytes *file, const ElfW(Ehdr) *header, struct symbols *symbols)
{
    char path[DEBUG_PATH_BYTES];
    struct bytes debug = {NULL, 0};
    if (!debug_path(file, header, path) || file_map(path, &debug))
        return -ENOENT;
    const ElfW(Ehdr) *debug_header = elements_at(&debug, 0, 1, sizeof *debug_header, 1);
    const ElfW(Shdr) *names = NULL, *table = NULL;
    if (debug_header && is_native(debug_header))
        table = table_find(&debug, debug_header, SHT_SYMTAB, &names);
    const int status = table ? table_read(&debug, table, names, symbols) : -ENOENT;
    munmap((void *)(uintptr_t)debug.at, debug.size);
    return status;
}

/* The whole table, here or where it was put; else what a stripped file shows to others. */
static int sections_read(const struct bytes *file, const ElfW(Ehdr) *header, struct symbols *symbols)
{
    const ElfW(Shdr) *names = NULL, *table = table_find(file, header, SHT_SYMTAB, &names);
    if (!table && debug_read(file, header, symbols) != -ENOENT)
        return symbols->list && symbols->names ? 0 : -ENOMEM;
    if (!table)
        table = table_find(file, header, SHT_DYNSYM, &names);
    return table ? table_read(file, table, names, symbols) : 0;
}

static int file_read(const struct bytes *file, struct symbols *symbols)
{
    const ElfW(Ehdr) *header = elements_at(file, 0, 1, sizeof *header, 1);
    if (!header || !is_native(header))
        return -ENOEXEC;
    const int status = loads_read(file, header, symbols);
    return status ? status : sections_read(file, header, symbols);
}

int symbols_open(const char *path, struct symbols **symbols)
{
    struct bytes file = {NULL, 0};
    int status = file_map(path, &file);
    if (status)
        return status;
    struct symbols *made = calloc(1, sizeof *made);
    status = made ? file_read(&file, made) : -ENOMEM;
    munmap((void *)(uintptr_t)file.at, file.size);
    if (status) {
        symbols_free(made);
        return status;
    }
    *symbols = made;
    return 0;
}

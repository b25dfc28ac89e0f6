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
        return -ENOEXEC;
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

/* The whole table where there is one; else what a stripped file shows to others. */
static int sections_read(const struct bytes *file, const ElfW(Ehdr) *header, struct symbols *symbols)
{
    const ElfW(Shdr) *sections = elements_at(file, header->e_shoff, header->e_shnum, sizeof *sections, sizeof(ElfW(Off)));
    const ElfW(Shdr) *table = NULL;
    for (unsigned i = 0; sections && header->e_shentsize == sizeof *sections && i < header->e_shnum; i++)
        if (sections[i].sh_link < header->e_shnum && (sections[i].sh_type == SHT_SYMTAB ||
                                                      (sections[i].sh_type == SHT_DYNSYM && !table)))
            table = &sections[i];
    return table ? table_read(file, table, &sections[table->sh_link], symbols) : 0;
}

static int file_read(const struct bytes *file, struct symbols *symbols)
{
    const ElfW(Ehdr) *header = elements_at(file, 0, 1, sizeof *header, 1);
    if (!header || !is_native(header))
        return -ENOEXEC;
    const int status = loads_read(file, header, symbols);
    return status ? status : sections_read(file, header, symbols);
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

/* SPDX-License-Identifier: MIT */
/* The file as a map of bytes; every offset in it is somebody's claim and is held against the file's end. */
#include "elf_file.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "yoke/note.h"

struct image {
    const unsigned char *bytes;
    uint64_t size;
};

/* `count` elements at `offset`, or NULL where they are not all inside the file or not aligned. */
static const void *image_at(const struct image *image, uint64_t offset, uint64_t count, size_t element, size_t aligned)
{
    uint64_t bytes;
    if (__builtin_mul_overflow(count, (uint64_t)element, &bytes) || offset > image->size || bytes > image->size - offset ||
        offset % aligned)
        return NULL;
    return image->bytes + offset;
}

/* This very program's own header says what is native. */
static const ElfW(Ehdr) *own_header(void)
{
    extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));
    return &__ehdr_start;
}

static uint64_t padded(uint64_t bytes)
{
    return (bytes + 3) & ~UINT64_C(3);
}

static void notes_read(const struct image *image, uint64_t offset, uint64_t bytes, struct elf_file *file)
{
    const uint64_t end = offset + bytes;
    while (end - offset >= sizeof(ElfW(Nhdr)) && offset < end) {
        const ElfW(Nhdr) *note = image_at(image, offset, 1, sizeof *note, 4);
        if (!note)
            return;
        const uint64_t name_at = offset + sizeof *note, value_at = name_at + padded(note->n_namesz);
        const char *name = image_at(image, name_at, note->n_namesz, 1, 1);
        const uint32_t *value = image_at(image, value_at, 1, sizeof *value, 4);
        if (name && value && note->n_type == YOKE_NOTE_TYPE && note->n_namesz == sizeof YOKE_NOTE_OWNER &&
            !memcmp(name, YOKE_NOTE_OWNER, sizeof YOKE_NOTE_OWNER) && note->n_descsz == sizeof *value) {
            file->has_note = true;
            file->protocol = *value;
            return;
        }
        offset = value_at + padded(note->n_descsz);
    }
}

static void segments_read(const struct image *image, const ElfW(Ehdr) *header, struct elf_file *file)
{
    const ElfW(Phdr) *segments = image_at(image, header->e_phoff, header->e_phnum, sizeof *segments, sizeof(ElfW(Off)));
    for (unsigned i = 0; segments && header->e_phentsize == sizeof *segments && i < header->e_phnum; i++) {
        if (segments[i].p_type == PT_NOTE && image_at(image, segments[i].p_offset, segments[i].p_filesz, 1, 4))
            notes_read(image, segments[i].p_offset, segments[i].p_filesz, file);
        file->runs |= segments[i].p_type == PT_INTERP;
    }
}

/* Does a table of symbols define `wanted`? `names` belongs to it. */
static bool symbol_defined(const struct image *image, const ElfW(Shdr) *table, const ElfW(Shdr) *names, const char *wanted)
{
    const uint64_t count = table->sh_size / sizeof(ElfW(Sym));
    const ElfW(Sym) *symbols = image_at(image, table->sh_offset, count, sizeof *symbols, sizeof(ElfW(Off)));
    const char *text = image_at(image, names->sh_offset, names->sh_size, 1, 1);
    const size_t bytes = strlen(wanted) + 1;
    for (uint64_t i = 0; symbols && text && i < count; i++)
        if (symbols[i].st_shndx != SHN_UNDEF && symbols[i].st_name < names->sh_size &&
            bytes <= names->sh_size - symbols[i].st_name && !memcmp(text + symbols[i].st_name, wanted, bytes))
            return true;
    return false;
}

static void symbols_read(const struct image *image, const ElfW(Ehdr) *header, struct elf_file *file)
{
    const ElfW(Shdr) *sections = image_at(image, header->e_shoff, header->e_shnum, sizeof *sections, sizeof(ElfW(Off)));
    for (unsigned i = 0; sections && header->e_shentsize == sizeof *sections && i < header->e_shnum; i++)
        if (sections[i].sh_type == SHT_DYNSYM && sections[i].sh_link < header->e_shnum)
            file->has_plugin |= symbol_defined(image, &sections[i], &sections[sections[i].sh_link], "yoke_plugin");
}

static void image_read(const struct image *image, struct elf_file *file)
{
    const ElfW(Ehdr) *header = image_at(image, 0, 1, sizeof *header, 1), *own = own_header();
    file->is_elf = image->size > SELFMAG && !memcmp(image->bytes, ELFMAG, SELFMAG);
    if (!file->is_elf || !header)
        return;
    file->is_native = header->e_ident[EI_CLASS] == own->e_ident[EI_CLASS] &&
                      header->e_ident[EI_DATA] == own->e_ident[EI_DATA] && header->e_machine == own->e_machine;
    if (!file->is_native)
        return;
    file->runs = header->e_type == ET_EXEC;
    segments_read(image, header, file);
    symbols_read(image, header, file);
}

int elf_file_read(const char *path, struct elf_file *file, struct yoke_error *error)
{
    struct stat facts;
    *file = (struct elf_file){0};
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int status = descriptor < 0 || fstat(descriptor, &facts) ? -errno : 0;
    if (!status && S_ISREG(facts.st_mode) && facts.st_size > 0) {
        struct image image = {.size = (uint64_t)facts.st_size};
        void *map = mmap(NULL, image.size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (map == MAP_FAILED) {
            status = -errno;
        } else {
            image.bytes = map;
            image_read(&image, file);
            munmap(map, image.size);
        }
    }
    if (descriptor >= 0)
        close(descriptor);
    if (status)
        yoke_error_set(error, "cannot read %.200s: %s", path, strerror(-status));
    return status;
}

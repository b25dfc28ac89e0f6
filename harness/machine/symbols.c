/* SPDX-License-Identifier: MIT */
/* Looking up, and the kernel's list. */
#include "symbols.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "symbols_private.h"

/* A kernel with its modules has some 200,000; what is far longer is no such list. */
enum { KERNEL_SYMBOLS_MOST = 4000000, KERNEL_NAME_BYTES = 512 };

static size_t underscores(const char *name)
{
    return strspn(name, "_");
}

/* Of several names of one place: what others may call, then the plainer one. */
static int symbol_compare(const void *left, const void *right, void *names)
{
    const struct symbol *one = left, *other = right;
    if (one->value != other->value)
        return one->value < other->value ? -1 : 1;
    if (one->is_global != other->is_global)
        return one->is_global ? -1 : 1;
    const char *name = (const char *)names + one->name, *other_name = (const char *)names + other->name;
    if (underscores(name) != underscores(other_name))
        return underscores(name) < underscores(other_name) ? -1 : 1;
    return strcmp(name, other_name);
}

void symbols_arrange(struct symbols *symbols)
{
    size_t kept = 0;
    if (symbols->count)
        qsort_r(symbols->list, symbols->count, sizeof *symbols->list, symbol_compare, symbols->names);
    for (size_t i = 0; i < symbols->count; i++) {
        if (kept && symbols->list[kept - 1].value == symbols->list[i].value) {
            if (symbols->list[kept - 1].size < symbols->list[i].size)
                symbols->list[kept - 1].size = symbols->list[i].size;
            continue;
        }
        symbols->list[kept++] = symbols->list[i];
    }
    symbols->count = kept;
}

static bool address_of(const struct symbols *symbols, uint64_t offset, uint64_t *address)
{
    *address = offset;
    if (symbols->is_kernel)
        return true;
    for (size_t i = 0; i < symbols->load_count; i++) {
        const struct symbol_load *load = &symbols->loads[i];
        if (offset < load->offset || offset - load->offset >= load->bytes)
            continue;
        *address = load->address + (offset - load->offset);
        return true;
    }
    return false;
}

const char *symbols_find(const struct symbols *symbols, uint64_t offset)
{
    uint64_t address;
    size_t low = 0, high = symbols->count;
    if (!address_of(symbols, offset, &address))
        return NULL;
    while (low < high) { /* the first symbol beyond the address */
        const size_t middle = low + (high - low) / 2;
        if (symbols->list[middle].value <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return NULL;
    const struct symbol *symbol = &symbols->list[low - 1];
    /* behind a symbol's end lies something that the table does not name: saying the neighbour's name would be a lie */
    if (symbol->size && address - symbol->value >= symbol->size)
        return NULL;
    return symbols->names + symbol->name;
}

/* "ffffffff81000000 T name\t[module]" */
static int line_take(struct symbols *symbols, FILE *names, size_t *name_bytes, const char *line)
{
    uint64_t address;
    char type, name[KERNEL_NAME_BYTES];
    if (sscanf(line, "%" SCNx64 " %c %511s", &address, &type, name) != 3 || !strchr("tTwW", type) || !address)
        return 0;
    if (symbols->count == KERNEL_SYMBOLS_MOST)
        return -EFBIG;
    if ((symbols->count & (symbols->count - 1)) == 0) {
        struct symbol *list = reallocarray(symbols->list, symbols->count ? 2 * symbols->count : 1, sizeof *list);
        if (!list)
            return -ENOMEM;
        symbols->list = list;
    }
    symbols->list[symbols->count++] = (struct symbol){.value = address, .name = *name_bytes, .is_global = type == 'T' || type == 'W'};
    *name_bytes += fwrite(name, 1, strlen(name) + 1, names);
    return 0;
}

int symbols_read_kernel(FILE *list, struct symbols **symbols)
{
    struct symbols *made = calloc(1, sizeof *made);
    char *line = NULL;
    size_t room = 0, name_room = 0, name_bytes = 0;
    FILE *names = made ? open_memstream(&made->names, &name_room) : NULL;
    int status = names ? 0 : -ENOMEM;
    while (!status && getline(&line, &room, list) > 0)
        status = line_take(made, names, &name_bytes, line);
    free(line);
    if (names && fclose(names) && !status)
        status = -ENOMEM;
    if (!status && !made->count)
        status = -EACCES;
    if (status) {
        symbols_free(made);
        return status;
    }
    made->is_kernel = true;
    symbols_arrange(made);
    *symbols = made;
    return 0;
}

void symbols_free(struct symbols *symbols)
{
    if (!symbols)
        return;
    free(symbols->list);
    free(symbols->names);
    free(symbols->loads);
    free(symbols);
}
